"""Replications go on until the interval is narrow enough, and no further."""

import numpy as np
import pyarrow.parquet as pq
import pytest

from analysis.studies.adapting import STOPPING, watched
from analysis.studies.digests import study_digest
from analysis.studies.engines import threads
from analysis.studies.folder import open_folder
from analysis.studies.plan import Chunk
from analysis.studies.reading import read_study
from analysis.studies.sweep import Shard, sweep

WIDTH = 0.017
FIXED = {"horizon_months": 12, "funding_months": 6}
RULE = {"outcome": "impact_total", "of": "level", "half_width": WIDTH, "relative": True,
        "first": 32, "most": 256}  # fmt: skip


def adaptive(small, **changes):
    return small(replications=None, adaptive=RULE | changes, fixed=FIXED)


def run(study, out, **options):
    return sweep(study, out, engine=threads(2), **options)


def test_points_get_as_many_replicates_as_they_need(small, tmp_path):
    assert run(adaptive(small), tmp_path / "s").is_complete
    found = read_study(tmp_path / "s")
    counts = (~np.isnan(found.values("impact_total"))).sum(axis=2).ravel()
    assert set(counts) <= {32, 64, 128, 256}
    assert len(set(counts)) > 1
    told = pq.read_table(tmp_path / "s" / STOPPING).to_pylist()
    assert [one["replicates"] for one in told] == counts.tolist()
    for one in told:
        narrow = one["half_width"] <= WIDTH * abs(one["mean"])
        assert one["is_enough"] == narrow
        assert one["is_enough"] or one["replicates"] == 256
        assert one["looks"] == [n for n in (32, 64, 128, 256) if n <= one["replicates"]]


def test_a_wider_interval_needs_fewer_and_runs_that_are_stored_serve_again(small, tmp_path):
    run(adaptive(small, half_width=0.5), tmp_path / "s")
    assert read_study(tmp_path / "s").replicates == 32
    before = open_folder(tmp_path / "s").plan.chunks
    run(adaptive(small), tmp_path / "s")
    grown = open_folder(tmp_path / "s")
    assert grown.plan.chunks[: len(before)] == before
    run(adaptive(small), tmp_path / "at-once")
    assert study_digest(grown) == study_digest(open_folder(tmp_path / "at-once"))


def test_shards_go_on_round_by_round_to_the_same_runs(small, tmp_path):
    run(adaptive(small), tmp_path / "alone")
    for _ in range(8):
        for number in (2, 1):
            ended = run(adaptive(small), tmp_path / "shared", shard=Shard(number, 2), chunk_runs=50)
    assert ended.is_complete
    alone, shared = (open_folder(tmp_path / name) for name in ("alone", "shared"))
    assert study_digest(alone) == study_digest(shared)


@pytest.mark.parametrize(
    ("of", "expected"),
    [("level", {"out": [1, 2], "up": [3, 5]}), ("difference", {"up": [2, 3]}),
     ("probability", {"out": [0, 0], "up": [1, 1]})],
)  # fmt: skip
def test_what_is_watched(small, of, expected):
    study = small(
        scenario="schedule.yaml", replications=None, factors={"base_trust": {}}, fixed=None,
        arms=["early", "late"], adaptive={"outcome": "impact_total", "of": of, "half_width": 1.0}
        | ({"threshold": 2.5} if of == "probability" else {}),
    )  # fmt: skip
    first, second = study.arms
    reference = study.scenario.reference
    values = {reference: [1.0, 2.0]}
    found = watched(study, np.array([values.get(arm, [3.0, 5.0]) for arm in study.arms]))
    renamed = {"out": reference, "up": second if first == reference else first}
    assert {arm: one.tolist() for arm, one in found.items()} == {
        renamed[name]: numbers for name, numbers in expected.items()
    }


def test_a_shard_has_every_nth_chunk():
    chunks = [Chunk(number, 0, 1, 0, 1) for number in range(7)]
    parts = [[c.number for c in chunks if Shard(n, 3).has(c)] for n in (1, 2, 3)]
    assert parts == [[0, 3, 6], [1, 4], [2, 5]]
