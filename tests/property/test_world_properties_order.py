"""What order and names may change, and what not.

Names of organisations and places are keys of luck.  No other name may matter, and the order of
a file only where somebody comes first:

- organisations act one after the other, so that partners who are asked first are taken first;
- places are drawn by their number by who looks for a new one, or begins somewhere, and a
  municipality that decides early in a month is an example to its neighbours in that month.

With these switched off, order changes nothing but the rounding of sums.  With them on, it
changes single runs, and answers by less than what counts as slight.
"""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparison import SLIGHT_SHARE
from simulation import Arm, load_scenario
from simulation.engine import run_world
from simulation.outcomes import RUN_NAMES
from simulation.records import World
from simulation.tiny import live
from simulation.world import build_world
from tests.property.test_world_properties import (
    STEPPED,
    WORLDS,
    arms,
    begun,
    changed,
    monthly_of,
    same_bits,
    seeds,
)

SUMMED = 1e-7  # rounding of sums, after up to four years
PLACED = {"home", "place", "x_km"}  # numbers of places; the map hangs on the mean latitude
NUMBERED = {"coalition"}
REPLICATIONS = 400


def shuffled(section: dict, luck: int) -> dict:
    """Return a section of an arm in another order."""
    names = list(section)
    random.Random(luck).shuffle(names)
    return {name: section[name] for name in names}


def renamed(section: dict) -> dict:
    """Return a section of an arm under other names, in the same order."""
    return {f"{name}, by another name": value for name, value in section.items()}


def with_values(arm: Arm, **values: float) -> Arm:
    """Return the arm with other parameters, whether or not they fit each other."""
    return changed(arm, parameters={**arm.parameters, **values})


def without_seekers_of_places(arm: Arm) -> Arm:
    """Return the arm without scaling out, newcomers and examples of neighbours."""
    members = {
        name: member.model_copy(update={"strategy": None})
        for name, member in arm.organisations.items()
    }
    stay = {"effort_up_share": 0.5, "effort_out_share": 0.0, "effort_deep_share": 0.5}
    return with_values(changed(arm, organisations=members), **stay, founding_per_year=0.0,
                       peer_weight=0.0)  # fmt: skip


def lived(arm: Arm, seed: int) -> World:
    """Return the world of an arm after its last month."""
    world = begun(arm, seed)
    live(world, 0, len(world.calendar))
    return world


def assert_alike(one, other, besides: set[str]) -> None:
    """Each agent has the same state in both tables, found by its key; sums may be rounded."""
    here, there = np.argsort(one.identity), np.argsort(other.identity)
    for name in set(one.dtype.names) - besides:
        before, after = one[name][here], other[name][there]
        if before.dtype.kind == "f":
            np.testing.assert_allclose(after, before, rtol=SUMMED, atol=SUMMED, err_msg=name)
        else:
            np.testing.assert_array_equal(after, before, err_msg=name)


def assert_same_agents(one: World, other: World) -> None:
    """Places, policy makers and organisations have the same state in both worlds."""
    assert_alike(one.communities, other.communities, PLACED)
    assert_alike(one.policy_makers, other.policy_makers, set())
    assert_alike(one.organisations, other.organisations, PLACED | NUMBERED)


@WORLDS
@given(arm=arms(), seed=seeds)
def test_names_that_are_no_keys_of_luck_change_nothing(arm, seed):
    """Coalitions, instruments and events may be called anything, bit for bit."""
    members = {
        name: member.model_copy(update={"coalition": f"the {member.coalition}"})
        if member.coalition
        else member
        for name, member in arm.organisations.items()
    }
    other = changed(
        arm, organisations=members, instruments=renamed(arm.instruments), events=renamed(arm.events)
    )
    assert same_bits(monthly_of(arm, seed), monthly_of(other, seed))


@STEPPED
@given(arm=arms(), seed=seeds, luck=st.integers(0, 1000))
def test_the_order_of_places_changes_nothing(arm, seed, luck):
    """Where nobody looks for places, each place fares the same wherever it stands in the file."""
    arm = without_seekers_of_places(arm)
    assert_same_agents(
        lived(arm, seed), lived(changed(arm, places=shuffled(arm.places, luck)), seed)
    )


@STEPPED
@given(arm=arms(), seed=seeds, luck=st.integers(0, 1000))
def test_the_order_of_organisations_changes_nothing(arm, seed, luck):
    """Where no partners are found, all organisations and places fare the same in any order."""
    arm = with_values(arm, partner_willingness=0.0)
    other = changed(arm, organisations=shuffled(arm.organisations, luck))
    assert_same_agents(lived(arm, seed), lived(other, seed))


@pytest.mark.parametrize("section", ["organisations", "places"])
def test_the_order_changes_single_runs_and_hardly_any_answer(section):
    """Turned round, the file gives other runs, and for sure less than 1 % more or less impact."""
    arm = load_scenario("strategies").arms["even"]
    turned = changed(arm, **{section: dict(reversed(getattr(arm, section).items()))})
    before, after = (run_world(build_world(a), 1, REPLICATIONS)[1] for a in (arm, turned))
    impact = RUN_NAMES.index("impact_total")
    difference = after[:, impact] - before[:, impact]
    assert np.count_nonzero(difference) > REPLICATIONS / 2
    error = difference.std(ddof=1) / np.sqrt(REPLICATIONS)
    assert abs(difference.mean()) + 3.0 * error < SLIGHT_SHARE * before[:, impact].mean()
