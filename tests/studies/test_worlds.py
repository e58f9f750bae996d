"""Worlds that grow from a stem are to the bit those that are built anew."""

import numpy as np
import pytest

from analysis.studies.worlds import Stem
from simulation import REGISTER, ScenarioError, load_scenario
from simulation.world import build_world

MIX = {"effort_up_share": 0.2, "effort_out_share": 0.3, "effort_deep_share": 0.5}


@pytest.fixture(scope="module")
def stem():
    scenario = load_scenario("bureau")
    return Stem.of(scenario.arms[scenario.reference])


def same(first, second):
    return all(
        np.asarray(one).tobytes() == np.asarray(other).tobytes()
        for one, other in zip(first, second, strict=True)
    )


@pytest.mark.parametrize("name", REGISTER)
def test_moving_one_parameter_grows_the_world_that_building_gives(stem, name):
    parameter = REGISTER[name]
    if name in MIX:
        values = MIX
    elif name in ("horizon_months", "involve_policy_makers_month", "involve_communities_month"):
        values = {name: 60}
    else:
        now = stem.arm.parameters[name]
        values = {name: parameter.low if now != parameter.low else parameter.high}
    anew = build_world(stem.arm.changed(**values))
    assert same(stem.grown(values), anew)
    assert not same(stem.world, anew)


def test_the_stem_stays_as_it_was(stem):
    before = [np.asarray(part).tobytes() for part in stem.world]
    stem.grown({"base_trust": 0.5, "need_share": 0.03, "shock_strength": 0.5})
    assert [np.asarray(part).tobytes() for part in stem.world] == before


def test_values_that_do_not_fit_are_refused(stem):
    with pytest.raises(ScenarioError, match="effort shares that add"):
        stem.grown({"effort_up_share": 0.9})
