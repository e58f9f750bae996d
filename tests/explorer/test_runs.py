"""Runs of one arm: the bytes of the ensemble, and one key for the same contents and luck."""

import numpy as np
import pytest

from analysis.explorer.question import Option, arms_of
from analysis.explorer.runs import key_of, run_arm
from analysis.explorer.worlds import moved_world, world_of
from analysis.worlds import UNCERTAINTIES, in_world
from simulation import run_ensemble
from simulation.world import build_world
from tests.generated import generated_scenario

from .asked import asked, tiny


@pytest.mark.parametrize("threads", [1, 2, None])
@pytest.mark.parametrize("replications", [1, 19])
def test_the_bytes_are_those_of_the_ensemble(replications, threads):
    arm = tiny().arms["deep"]
    made = run_ensemble(tiny(), replications, 5)
    found = run_arm(arm, 5, replications, threads)
    at = made.arms.index("deep")
    assert found.monthly.tobytes() == made.monthly[at].tobytes()
    assert found.runs.tobytes() == made.runs[at].tobytes()
    assert found.replications == replications
    assert np.array_equal(found.run_of("trust_final"), made.run_of("trust_final")[at])
    assert np.array_equal(found.monthly_of("reach"), made.monthly_of("reach")[at])


def test_runs_in_two_parts_are_the_same_runs():
    arm = tiny().arms["deep"]
    whole, later = run_arm(arm, 5, 11), run_arm(arm, 5, 7, first=4)
    assert later.monthly.tobytes() == whole.monthly[4:].tobytes()
    assert later.runs.tobytes() == whole.runs[4:].tobytes()
    shorter = run_arm(arm, 5, 4)
    assert whole.first(4).monthly.tobytes() == shorter.monthly.tobytes()
    assert whole.first(4).runs.tobytes() == shorter.runs.tobytes()


def same_worlds(one, other):
    return [name for name, a, b in zip(one._fields, one, other, strict=True)
            if a.tobytes() != b.tobytes()]  # fmt: skip


@pytest.mark.parametrize("number", range(12))
def test_a_world_is_the_one_that_would_be_built(number):
    arm = next(iter(generated_scenario(number).arms.values()))
    ends = {p.name: p.low if (number + at) % 2 else p.high for at, p in enumerate(UNCERTAINTIES)}
    levers = arm.model_copy(update={"parameters": {**arm.parameters, "contribution_share": 0.123}})
    for other in (arm, in_world(arm, ends), levers):
        assert same_worlds(world_of(other), build_world(other)) == []
    start = world_of(arm)
    before = [array.tobytes() for array in start]
    assert (
        same_worlds(moved_world(start, in_world(arm, ends)), build_world(in_world(arm, ends))) == []
    )
    run_arm(arm, 1, 2)
    assert [array.tobytes() for array in start] == before


def test_other_places_make_another_world():
    arm = tiny().arms["even"]
    name, place = next(iter(arm.places.items()))
    north = place.model_copy(update={"latitude": place.latitude + 1.0})
    moved = arm.model_copy(update={"places": {**arm.places, name: north}})
    assert same_worlds(world_of(arm), build_world(arm)) == []
    assert same_worlds(world_of(moved), build_world(moved)) == []
    assert "communities" in same_worlds(world_of(moved), world_of(arm))


def test_the_key_hangs_on_contents_and_luck_and_not_on_words():
    arm = tiny().arms["even"]
    key = key_of(arm, 1)
    worded = arm.model_copy(update={"name": "x", "label": "Y", "description": "Z"})
    whole = arm.model_copy(
        update={"parameters": {name: float(value) for name, value in arm.parameters.items()}}
    )
    assert {key_of(one, 1) for one in (worded, whole)} == {key}
    events = {"e": {"kind": "election", "month": 3}}
    others = [
        key_of(arm, 2),
        key_of(arm.changed(grant_eur=7.0), 1),
        key_of(arm.model_copy(update={"schedule": {3: {"development_time_share": 0.1}}}), 1),
        key_of(arms_of(asked(Option("even"), events=events))["reference"], 1),
        key_of(arm.model_copy(update={"places": dict(list(arm.places.items())[::-1])}), 1),
    ]
    assert len({key, *others}) == 6


def test_the_name_of_an_event_changes_no_run():
    one, other = (
        arms_of(asked(Option("even"), events={name: {"kind": "election", "month": 3}}))
        for name in ("a", "b")
    )
    assert key_of(one["reference"], 1) == key_of(other["reference"], 1)
