"""Small studies of every design, for the tests of their pictures."""

import numpy as np

from analysis.studies.loading import load_study
from analysis.studies.reading import StudyResults
from analysis.study_pictures import study_pictures
from simulation.scenario import to_yaml
from tests.studies.conftest import SMALL, VALID

MONTHS = {"every": 6, "outcomes": ["reach"]}
STEPS = {"base_trust": {"values": [0.2, 0.4, 0.6]}}
TWO_STEPS = {**STEPS, "need_share": {"values": [0.005, 0.01]}}
TABLE = [{"base_trust": 0.3}, {"base_trust": 0.6}]
DESIGNS = {
    "one step": {"factors": STEPS, "design": {"kind": "grid"}},
    "two steps": {"factors": TWO_STEPS, "design": {"kind": "grid"}},
    "two steps in worlds": {
        "factors": {"involve_policy_makers_month": {"values": [0, 12]},
                    "involve_communities_month": {"values": [0, 12]}},
        "design": {"kind": "grid", "worlds": 3},
    },
    "no steps in worlds": {"factors": None, "design": {"kind": "grid", "worlds": 12}},
    "triangle": {"factors": None, "design": {"kind": "triangle", "steps": 2}},
    "triangle in worlds": {
        "factors": None, "design": {"kind": "triangle", "steps": 2, "worlds": 4},
        "outcomes": ["impact_total", "funding_eur"],
    },
    "table": {"factors": None, "table": TABLE, "design": {"kind": "table"}, "months": MONTHS},
    "one point": {"factors": None, "design": {"kind": "grid"}, "months": MONTHS},
    "sobol": {"design": {"kind": "sobol", "points": 32}},
    "latin-hypercube": {"design": {"kind": "latin-hypercube", "points": 16}, "months": MONTHS},
    "morris": {"design": {"kind": "morris", "trajectories": 4}},
    "saltelli": {"design": {"kind": "saltelli", "base_points": 4}},
    "arms": {"scenario": "events.yaml", "factors": STEPS, "design": {"kind": "grid"},
             "replications": 24},
    "arms at random": {"scenario": "events.yaml", "design": {"kind": "sobol", "points": 16}},
    "arms at points": {"scenario": "events.yaml", "factors": None, "table": TABLE,
                       "design": {"kind": "table"}, "months": MONTHS, "replications": 24},
}  # fmt: skip
KIND_OF = {
    "one step": "lines", "two steps": "heat", "two steps in worlds": "heat",
    "no steps in worlds": "scatter", "triangle": "triangle", "triangle in worlds": "triangle",
    "table": "dots", "one point": "dots", "sobol": "scatter", "latin-hypercube": "scatter",
    "morris": "scatter", "saltelli": "scatter", "arms": "lines", "arms at random": "scatter",
    "arms at points": "dots",
}  # fmt: skip

DRAWN = ("one step", "arms", "two steps in worlds", "triangle in worlds", "arms at random",
         "arms at points")  # fmt: skip


def study_of(folder, **changes):
    data = {key: value for key, value in {**SMALL, **changes}.items() if value is not None}
    data["scenario"] = str(VALID / data["scenario"])
    path = folder / "study.yaml"
    path.write_text(to_yaml(data), "utf-8")
    return load_study(path)


def planted(results, values):
    """The same study with other numbers in every outcome, (row, arm, replicate)."""

    class Planted(StudyResults):
        def values(self, outcome):
            self.need(outcome)
            return np.broadcast_to(np.asarray(values, float), super().values(outcome).shape)

    return Planted(results.folder)


def only(results, **options):
    (one,) = study_pictures(results, **options)
    return one
