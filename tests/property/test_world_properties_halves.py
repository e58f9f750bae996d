"""A run may be cut anywhere: two halves, one after the other, are the whole, bit for bit."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from simulation import ScalingModel
from simulation.engine import empty_rows, run_chunk
from simulation.records import GIVEN_FIELDS, World
from simulation.rules.measure import measure_month
from simulation.tiny import live
from simulation.world import build_world, copy_world
from tests.generated import generated_scenario
from tests.property.test_world_properties import STEPPED, arms, begun, seeds

STATE = World._fields[GIVEN_FIELDS:]
shares = st.floats(0, 1)


def state(world: World) -> dict[str, bytes]:
    """Return the bytes of all agents, the clock and the ledger, column by column.

    Between columns are bytes that mean nothing; a copy may fill them with anything.
    """
    return {
        f"{field} {name}": getattr(world, field)[name].tobytes()
        for field in STATE
        for name in getattr(world, field).dtype.names or (...,)
    }


def by_the_ensemble(world: World, months: int, seed: int) -> tuple[Any, World]:
    """Run the first months of a world in one compiled call: outcomes and final state."""
    short = world._replace(calendar=world.calendar[:months])
    monthly, runs = empty_rows(1, months)
    return monthly[0], run_chunk(short, seed, 0, monthly, runs)


def by_steps(world: World, first: int, last: int) -> Any:
    """Let some months pass agent by agent, as the Mesa model does; return their outcomes."""
    monthly = empty_rows(1, last)[0][0]
    for month in range(first, last):
        live(world, month, month + 1)
        measure_month(world, monthly[month])
    return monthly[first:]


@STEPPED
@given(arm=arms(), seed=seeds, cut=shares)
def test_steps_go_on_where_the_ensemble_stopped(arm, seed, cut):
    """The ensemble's first months and the steps after them are the ensemble's whole run."""
    world = build_world(arm)
    months = len(world.calendar)
    first = 1 + int(cut * (months - 1))
    whole, final = by_the_ensemble(world, months, seed)
    early, middle = by_the_ensemble(world, first, seed)
    middle = copy_world(middle)._replace(calendar=world.calendar)
    late = by_steps(middle, first, months)
    assert early.tobytes() + late.tobytes() == whole.tobytes()
    assert state(middle) == state(final)


@STEPPED
@given(arm=arms(), seed=seeds, cut=shares)
def test_a_copy_goes_on_like_the_world_it_was_copied_from(arm, seed, cut):
    """A copied world lives on to the same state; what it does leaves the first one alone."""
    world = begun(arm, seed)
    months = len(world.calendar)
    middle = int(cut * months)
    by_steps(world, 0, middle)
    before, copied = state(world), copy_world(world)
    ahead = by_steps(copied, middle, months)
    assert state(world) == before
    assert by_steps(world, middle, months).tobytes() == ahead.tobytes()
    assert state(world) == state(copied)


@STEPPED
@given(number=st.integers(0, 10**6), seed=seeds, cut=shares)
def test_a_mesa_model_goes_on_where_another_stopped(number, seed, cut):
    """The state put into a new model goes on there as if nothing had happened."""
    scenario = generated_scenario(number)
    whole = ScalingModel(scenario, seed=seed).run()
    first = ScalingModel(scenario, seed=seed)
    for _ in range(int(cut * first.horizon_months)):
        first.step()
    second = ScalingModel(scenario, seed=0)
    for field in STATE:
        getattr(second.world, field)[...] = getattr(first.world, field)
    second.month = first.month
    second.outcomes[: first.month] = first.outcomes[: first.month]
    second.run()
    assert second.outcomes.tobytes() == whole.outcomes.tobytes()
    assert second.summary().tobytes() == whole.summary().tobytes()
    assert state(second.world) == state(whole.world)
