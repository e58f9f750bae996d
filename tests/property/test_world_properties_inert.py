"""An extra agent that does nothing changes nobody, bit for bit.

Two things that look inert are not, and are switched off here: an empty place is one place more
to be drawn, to be reached by the association and to be counted by the nation; an idle
organisation can be asked to become a partner, shares the cost of instruments and involves the
policy makers of its place while it lives.
That it draws luck of its own alone is tested in `tests/docking/test_idle_organisation.py`.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation import Arm
from simulation.records import World
from simulation.rules.beginning import begin
from simulation.scenario import Event, Place
from simulation.tiny import live, tiny_world
from simulation.world import identity
from tests.property.test_world_properties import (
    STEPPED,
    WORLDS,
    arms,
    changed,
    monthly_of,
    same_bits,
    seeds,
)
from tests.property.test_world_properties_order import (
    lived,
    with_values,
    without_seekers_of_places,
)

LATITUDE = 42.5  # one for all, so that one place more does not move the map by rounding
EMPTY = Place(population=1000, latitude=LATITUDE, longitude=100.0, people_in_need=0.0)


def on_one_line(arm: Arm) -> Arm:
    """Return the arm with all its places on one latitude."""
    moved = {n: p.model_copy(update={"latitude": LATITUDE}) for n, p in arm.places.items()}
    return changed(arm, places=moved)


def with_empty_place(arm: Arm) -> Arm:
    """Return the arm with one place more, far away, in which nobody is in need."""
    return changed(arm, places={**arm.places, "Empty": EMPTY})


def with_idle(arm: Arm, *, first: bool) -> Arm:
    """Return the arm with an organisation in the empty place that has nothing at all."""
    template = next(iter(arm.organisations.values()))
    idle = template.model_copy(
        update={
            "home": "Empty", "staff_fte": 0.0, "premises_places": 0.0, "cash_eur": 0.0,
            "know_how": 0.0, "coalition": None, "host": False, "backbone": False,
        }
    )  # fmt: skip
    others = arm.organisations
    more = {"Idle": idle, **others} if first else {**others, "Idle": idle}
    return changed(arm, organisations=more)


def assert_others_same(world: World, larger: World, *besides: str) -> None:
    """All but those named are in the same state in both worlds, to the bit."""
    keys = np.array([identity(name) for name in besides], np.uint64)
    for table in ("communities", "policy_makers", "organisations"):
        before, after = (
            agents[~np.isin(agents.identity, keys)]
            for agents in (getattr(world, table), getattr(larger, table))
        )
        assert len(before) > 0
        for name in before.dtype.names:
            assert before[name].tobytes() == after[name].tobytes(), f"{table} {name}"


@STEPPED
@given(arm=arms(), seed=seeds)
def test_an_empty_place_changes_nobody(arm, seed):
    """One place more without need, when nobody looks for places and no nation counts them.

    What the nation believes is a mean over all places, so that it is left out.
    """
    quiet = {"effort_up_share": 0.0, "effort_deep_share": 1.0, "national_threshold_share": 1e9}
    arm = with_values(on_one_line(without_seekers_of_places(arm)), **quiet)
    assert_others_same(lived(arm, seed), lived(with_empty_place(arm), seed), "Empty",
                       "the nation")  # fmt: skip


@pytest.mark.parametrize("first", [True, False])
@STEPPED
@given(arm=arms(), seed=seeds)
def test_an_idle_organisation_changes_nobody(first, arm, seed):
    """One without hands, first or last in the file, in a place where nobody is in need."""
    arm = with_empty_place(changed(arm, instruments={}))
    arm = with_values(arm, partner_willingness=0.0, involve_policy_makers_intensity=0.0)
    larger = with_idle(arm, first=first)
    assert_others_same(lived(arm, seed), lived(larger, seed), "Idle", "Empty")


@WORLDS
@given(arm=arms(), seed=seeds)
def test_a_coalition_that_nobody_joins_changes_nothing(arm, seed):
    """Organisations without a coalition, given one that opens after the last month."""
    after = int(arm.parameters["horizon_months"])
    alone = {n: m for n, m in arm.organisations.items() if m.coalition is None}
    bound = {
        name: member.model_copy(update={"coalition": "Never", "joins_month": after, "host": True})
        for name, member in alone.items()
    }
    other = changed(arm, organisations={**arm.organisations, **bound})
    assert same_bits(monthly_of(arm, seed), monthly_of(other, seed))


@WORLDS
@given(arm=arms(), seed=seeds, size=st.floats(0, 10))
def test_what_happens_in_an_empty_place_changes_nothing(arm, seed, size):
    """An influx is a share of the people in need, and here there are none."""
    arm = with_empty_place(arm)
    influx = Event(kind="influx", month=5, size=size, place="Empty")
    other = changed(arm, events={**arm.events, "it": influx})
    assert same_bits(monthly_of(arm, seed), monthly_of(other, seed))


def test_rows_for_organisations_that_are_never_founded_change_nothing():
    """Where no academy works, the rows of newcomers stay as they are."""
    few, many = (tiny_world(3, 4, months=24, slots=slots, coalition=True) for slots in (1, 6))
    for world in (few, many):
        begin(world)
        live(world, 0, 24)
    count = len(few.organisations)
    for name in few.organisations.dtype.names:
        np.testing.assert_array_equal(many.organisations[name][:count], few.organisations[name])
    for name in few.communities.dtype.names:
        np.testing.assert_array_equal(many.communities[name], few.communities[name])
    assert few.communities.served.sum() > 0
