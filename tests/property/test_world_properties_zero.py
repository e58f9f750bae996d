"""A policy of dose zero equals no policy, bit for bit, in every outcome of every month."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation import Arm, load_scenario
from simulation.channels import CHANNELS
from simulation.outcomes import MONTHLY_NAMES
from simulation.scenario import Event, Instrument
from simulation.world import EVENT_KINDS
from tests.property.test_world_properties import (
    WORLDS,
    arms,
    changed,
    monthly_of,
    same_bits,
    seeds,
)

MIX = ("effort_up_share", "effort_out_share", "effort_deep_share")
shares = st.floats(0, 1)


def with_values(arm: Arm, **values: float) -> Arm:
    """Return the arm with other parameters, whether or not they fit each other."""
    return changed(arm, parameters={**arm.parameters, **values})


def without_schedule(arm: Arm) -> Arm:
    """Return the arm with the same levers in every month."""
    return changed(arm, schedule={})


def with_paid(arm: Arm, oneoff: float, matched: float, endowed: float) -> Arm:
    """Return the arm with its public money paid in these shares, the rest steadily."""
    return with_values(arm, oneoff_share=oneoff, matched_share=matched, endowed_share=endowed)


def equal(one: Arm, other: Arm, seed: int) -> bool:
    """Tell whether two arms give the same bytes."""
    return same_bits(monthly_of(one, seed), monthly_of(other, seed))


@WORLDS
@given(
    arm=arms(), seed=seeds, cost=st.floats(0, 1e6), staff=st.floats(0, 100),
    strengths=st.dictionaries(st.sampled_from(sorted(CHANNELS)), shares, max_size=16),
)  # fmt: skip
def test_an_instrument_of_intensity_zero_is_no_instrument(arm, seed, cost, staff, strengths):
    """Whatever it would cost or act on, first or last in the file: unused, it does nothing."""
    unused = Instrument(intensity=0.0, cost_eur_per_month=cost, staff_fte=staff, channels=strengths)
    for instruments in ({"it": unused, **arm.instruments}, {**arm.instruments, "it": unused}):
        assert equal(arm, changed(arm, instruments=instruments), seed)


@WORLDS
@given(arm=arms(), seed=seeds, kind=st.sampled_from(sorted(EVENT_KINDS)), at=shares)
def test_an_event_of_size_zero_is_no_event(arm, seed, kind, at):
    """Nobody arrives, votes, or loses money or rooms."""
    month = int(at * (arm.parameters["horizon_months"] - 1))
    nothing = Event(kind=kind, month=month, size=0.0, duration_months=3)
    assert equal(arm, changed(arm, events={**arm.events, "it": nothing}), seed)


@WORLDS
@given(arm=arms(), seed=seeds)
def test_shocks_without_strength_are_no_shocks(arm, seed):
    """With a strength of zero the events of a scenario do not happen."""
    weak = with_values(arm, shock_strength=0.0)
    assert equal(weak, changed(weak, events={}), seed)


@WORLDS
@given(arm=arms(), seed=seeds, who=st.sampled_from(["policy_makers", "communities"]))
def test_involvement_of_intensity_zero_is_involvement_never(arm, seed, who):
    """Intensity zero from the first month equals full intensity after the last."""
    arm = without_schedule(arm)
    month, intensity = f"involve_{who}_month", f"involve_{who}_intensity"
    never = {month: arm.parameters["horizon_months"], intensity: 1.0}
    zero = with_values(arm, **{month: 0, intensity: 0.0})
    assert equal(zero, with_values(arm, **never), seed)


@WORLDS
@given(arm=arms(), seed=seeds)
def test_a_contribution_of_zero_is_no_coalition(arm, seed):
    """Those who give nothing have no coalition to join, host or coordinate."""
    alone = {
        name: member.model_copy(update={"coalition": None, "host": False, "backbone": False})
        for name, member in arm.organisations.items()
    }
    nothing = with_values(arm, contribution_share=0.0)
    assert equal(nothing, changed(nothing, organisations=alone), seed)
    assert equal(nothing, changed(arm, organisations=alone), seed)


@WORLDS
@given(arm=arms(), seed=seeds, parts=st.tuples(shares, shares), together=shares, until=shares)
def test_a_grant_of_zero_is_no_grant_however_it_would_be_paid(arm, seed, parts, together, until):
    """Nothing, paid steadily, matched, as capital or to a coalition, until whenever."""
    nothing = with_paid(with_values(arm, grant_eur=0.0), 0.0, 0.0, 0.0)
    total = max(1.0, sum(parts))
    other = with_paid(nothing, 0.0, *(part / total for part in parts))
    months = 6 + int(until * (arm.parameters["horizon_months"] - 6))
    other = with_values(other, pooled_fund_share=together, funding_months=months)
    assert equal(nothing, other, seed)


@WORLDS
@given(arm=arms(), seed=seeds)
def test_a_one_off_grant_of_zero_is_no_grant(arm, seed):
    """Nothing at once equals nothing over time, and nobody applies for it."""
    nothing = with_values(arm, grant_eur=0.0)
    assert equal(with_paid(nothing, 1.0, 0.0, 0.0), with_paid(nothing, 0.0, 0.0, 0.0), seed)


@WORLDS
@given(arm=arms(), seed=seeds, corner=st.sampled_from(MIX))
def test_without_time_for_development_its_direction_is_nothing(arm, seed, corner):
    """No time for scaling up equals no time for scaling out equals none for scaling deep."""
    idle = with_values(without_schedule(arm), development_time_share=0.0)
    turned = {name: float(name == corner) for name in MIX}
    assert equal(idle, with_values(idle, **turned), seed)


@WORLDS
@given(arm=arms(), seed=seeds, at=shares)
def test_a_schedule_that_changes_nothing_is_no_schedule(arm, seed, at):
    """Saying again what holds already does nothing."""
    arm = with_values(without_schedule(arm), involve_communities_month=0)
    month = int(at * (arm.parameters["horizon_months"] - 1))
    names = ("development_time_share", "involve_communities_intensity", *MIX)
    again = {month: {name: arm.parameters[name] for name in names}}
    assert equal(arm, changed(arm, schedule=again), seed)


FULL = Instrument(channels=dict.fromkeys(CHANNELS, 0.5))
ZERO_DOSES = {  # without a dose on the channel the parameter is read by nobody
    "academy": {"founding_per_year": 1.0},
    "mentoring": {"mentoring_gain_per_month": 0.15},
    "monitoring": {"cooperation_recovery_per_month": 0.4},
}


@pytest.mark.parametrize("channel", ZERO_DOSES)
@WORLDS
@given(arm=arms(), seed=seeds)
def test_a_channel_without_dose_makes_its_parameter_nothing(channel, arm, seed):
    """How strongly a channel would act is nothing where no instrument uses it."""
    others = {name: strength for name, strength in FULL.channels.items() if name != channel}
    arm = changed(arm, instruments={"others": FULL.model_copy(update={"channels": others})})
    assert equal(with_values(arm, **dict.fromkeys(ZERO_DOSES[channel], 0.0)),
                 with_values(arm, **ZERO_DOSES[channel]), seed)  # fmt: skip


@pytest.mark.parametrize(
    "values",
    [
        {"contribution_share": 0.3}, {"grant_eur": 1e6}, {"involve_communities_intensity": 0.5},
        {"involve_policy_makers_intensity": 0.5}, {"development_time_share": 0.3},
    ],
)  # fmt: skip
def test_a_dose_that_is_not_zero_does_something(values):
    """Otherwise the tests above would pass for nothing."""
    arm = load_scenario("strategies").arms["even"]
    zero = with_values(arm, **dict.fromkeys(values, 0.0))
    before, after = monthly_of(zero, 1), monthly_of(with_values(zero, **values), 1)
    reach = MONTHLY_NAMES.index("reach")
    assert not same_bits(before[..., reach], after[..., reach])
