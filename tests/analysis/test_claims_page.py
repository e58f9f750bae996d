"""The committed page of claims is what the code finds: measured again, and replayed."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from analysis.claims import load_claims
from analysis.claims.measuring import shares, spread
from analysis.claims.output import DOCS
from analysis.claims.runs import Runs
from analysis.claims.testing import REPLICATIONS, SEED, Scope, answers_of, chosen_worlds
from analysis.claims.turning import tasks
from analysis.statistics import wilson
from simulation import REGISTER, load_scenario, run_ensemble
from simulation.outcomes import RUN_NAMES

PAGE = DOCS / "claims.md"
FOLDER = DOCS / "claims"
EXAMPLES = sorted((FOLDER / "counter-examples").glob("*.yaml"))
AGAIN = ("early-rather-than-late-guarantees", "early-involvement-helps")  # of the same runs
STATED = re.compile(r"^# Difference in (\w+) .*: (\S+) \((\S+) to (\S+)\),$", re.MULTILINE)


@pytest.fixture(scope="module")
def claims():
    return {claim.name: claim for claim in load_claims().claims}


@pytest.fixture(scope="module")
def stored():
    return json.loads((FOLDER / "claims.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def judged(stored):
    return {name: one for name, one in stored["claims"].items() if one["judged"]}


def test_the_page_tells_of_the_whole_study(claims, stored):
    assert stored["worlds"] is None  # all that are stored
    assert (stored["replications"], stored["seed"]) == (REPLICATIONS, SEED)
    assert list(stored["claims"]) == list(claims)
    for name, one in stored["claims"].items():
        claim = claims[name]
        assert (one["says"], one["source"]) == (claim.says.en, claim.source)
        assert one["judged"] == (claim.question is not None)
        if claim.question is not None:
            assert one["outcome"] == claim.question.outcome
            assert one["claims"] == claim.claims


def test_two_claims_measured_again_give_the_stored_numbers(claims, stored):
    scope = Scope(None, REPLICATIONS, SEED)
    worlds = chosen_worlds(scope)
    runs = Runs()
    question = claims[AGAIN[0]].question
    runs.fill(
        task for world in worlds for task in tasks(question, world, REPLICATIONS, SEED)
    )  # fmt: skip
    for name in AGAIN:
        answers = answers_of(runs, claims[name].question, worlds, scope)
        found, one = shares(answers), stored["claims"][name]
        assert found.worlds == one["worlds"] == len(worlds)
        assert found.exceeds.value == pytest.approx(one["share"], rel=1e-5)
        assert (found.holds, found.fails, found.unclear) == pytest.approx(
            (one["clearly_holds"], one["clearly_fails"], one["luck_hides"]), rel=1e-5
        )
        assert spread(answers) == pytest.approx(list(one["difference"].values()), rel=1e-5)


def test_shares_and_intervals_agree(judged):
    for one in judged.values():
        low, high = wilson(round(one["share"] * one["worlds"]), one["worlds"])
        assert (one["share_low"], one["share_high"]) == pytest.approx((low, high), rel=1e-5)
        parts = (
            one[key] for key in ("clearly_holds", "clearly_fails", "luck_hides", "no_difference")
        )
        assert sum(parts) == pytest.approx(1.0, abs=1e-5)


def test_the_table_of_the_page_has_the_stored_shares(stored):
    text = PAGE.read_text("utf-8")
    rows = re.findall(r"^\| \[(.*?)\]\(#.*?\) \|[a-z ]*\| ?(\d*)", text, re.MULTILINE)
    claims = stored["claims"].values()
    assert [says for says, _ in rows] == [one["says"].rstrip(".") for one in claims]
    for one, (_, share) in zip(claims, rows, strict=True):
        if one["judged"]:
            assert float(share) == pytest.approx(100.0 * one["share"], abs=0.51)
        else:
            assert share == ""


def test_turns_and_boxes_lie_within_the_ranges(judged):
    turned = 0
    for one in judged.values():
        for name, values in one["turns"].items():
            low, high = REGISTER[name].low, REGISTER[name].high
            assert all(low <= value <= high for value in values)
            turned += 1
        for box in one["box"]["boxes"]:
            assert box["held_out_density"] > one["box"]["base_rate"]
    assert turned > 10


def test_every_example_of_the_page_has_its_file_and_only_these(judged):
    names = []
    for name, one in judged.items():
        names += [name] if "difference" in one["against"] else []
        names += [f"{name}-holds"] if "difference" in (one["in_favour"] or {}) else []
    assert sorted(path.stem for path in EXAMPLES) == sorted(names)
    assert len(names) > 10


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_states_what_is_stored_and_loads(path, judged):
    name = path.stem.removesuffix("-holds")
    one = judged[name]["against" if name == path.stem else "in_favour"]
    scenario = load_scenario(path)
    assert scenario.seed == one["seed"] == SEED + 1
    outcome, *numbers = STATED.search(path.read_text("utf-8")).groups()
    assert outcome == judged[name]["outcome"]
    assert [float(n) for n in numbers] == pytest.approx(
        [one["difference"], one["low"], one["high"]]
    )
    sign = 1.0 if judged[name]["direction"] == "higher" else -1.0
    if not judged[name]["margin_share"]:
        assert sign * one["difference"] * (1.0 if path.stem != name else -1.0) > 0.0
    for parameter, value in one["changes"].items():
        assert scenario.arms["arm"].parameters[parameter] == value


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_replays_to_exactly_the_difference_that_it_states(path):
    outcome, stated, low, high = STATED.search(path.read_text("utf-8")).groups()
    scenario = load_scenario(path)
    results = run_ensemble(scenario, 200)
    column = RUN_NAMES.index(outcome)
    arm, other = (results.runs[results.arms.index(n), :, column] for n in ("arm", "instead-of"))
    found = float(np.mean(arm - other))
    assert f"{found:.6g}" == stated
    assert float(low) < found < float(high)
    assert Path(scenario.path) == path
