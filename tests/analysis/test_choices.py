"""Extra runs around a comparison: which choices are asked, and what is run for them."""

import numpy as np
import pytest

from analysis import choices
from analysis.choices import NEVER, Spot
from simulation import load_scenario, run_ensemble
from simulation.outcomes import RUN_NAMES

SEED = 5
ASKS = {
    "scale": choices.asks_how_to_scale,
    "involve": choices.asks_when_to_involve,
    "pay": choices.asks_how_to_pay,
}


@pytest.fixture(scope="module")
def imprint():
    return load_scenario("scenarios/imprint.yaml")


@pytest.fixture(autouse=True)
def few_runs(monkeypatch):
    monkeypatch.setattr(choices, "REPLICATIONS_PER_POINT", 3)
    monkeypatch.setattr(choices, "REPLICATIONS_TO_CONFIRM", 4)
    monkeypatch.setattr(choices, "REPLICATIONS_OF_FUNDING", 3)
    monkeypatch.setattr(choices, "STEPS_OF_THE_TRIANGLE", 3)


def two_arms(scenario, *, schedule=None, **parameters):
    """The reference arm and the same with some levers moved."""
    first = scenario.arms[scenario.reference]
    other = first.changed(**parameters)
    if schedule:
        other = other.model_copy(update={"schedule": schedule})
    return scenario.with_arms({"first": first, "other": other}, "first")


MIX_MOVED = {"effort_up_share": 0.6, "effort_out_share": 0.2, "effort_deep_share": 0.2}


@pytest.mark.parametrize(
    ("moved", "asked"),
    [
        ({}, set()),
        ({"grant_eur": 60_000}, set()),
        (MIX_MOVED, {"scale"}),
        ({"schedule": {12: MIX_MOVED}}, {"scale"}),
        ({"involve_communities_month": 12}, {"involve"}),
        ({"involve_policy_makers_intensity": 0.0}, {"involve"}),
        ({"involve_policy_makers_intensity": 0.3}, set()),
        ({"contribution_share": 0.0}, {"pay"}),
        ({"oneoff_share": 1.0}, {"pay"}),
        ({"oneoff_share": 1.0, "involve_communities_month": 6}, {"involve", "pay"}),
    ],
)
def test_a_choice_is_asked_exactly_when_arms_differ_in_it(imprint, moved, asked):
    scenario = two_arms(imprint, **moved)
    assert {name for name, asks in ASKS.items() if asks(scenario)} == asked


def test_the_triangle_is_not_asked_where_every_organisation_has_its_own_strategy(imprint):
    scenario = two_arms(imprint, **MIX_MOVED)
    own = {"up": 1.0, "out": 0.0, "deep": 0.0}
    arms = {
        name: arm.model_copy(update={"organisations": {
            key: type(member).model_validate({**member.model_dump(), "strategy": own})
            for key, member in arm.organisations.items()
        }})
        for name, arm in scenario.arms.items()
    }  # fmt: skip
    assert not choices.asks_how_to_scale(scenario.model_copy(update={"arms": arms}))


def test_a_month_without_any_involvement_is_never(imprint):
    arm = imprint.arms[imprint.reference]
    silent = arm.changed(involve_communities_intensity=0.0, involve_policy_makers_month=7)
    assert choices.first_months(silent) == (7, NEVER)
    later = silent.model_copy(update={"schedule": {20: {"involve_communities_intensity": 0.5}}})
    assert choices.first_months(later) == (7, 20)


def test_the_arm_that_is_moved_has_no_schedule_of_the_levers(imprint):
    scheduled = two_arms(imprint, schedule={12: MIX_MOVED})
    arms = {"other": scheduled.arms["other"], "first": scheduled.arms["first"]}
    scenario = scheduled.with_arms(arms, "other")
    assert choices.base_arm(scenario, choices.MIX).name == "first"
    alone = scheduled.with_arms({"other": arms["other"]}, "other")
    rows = choices.base_arm(alone, choices.MIX).schedule.values()
    assert all(not set(choices.MIX) & set(row) for row in rows)


def test_the_points_of_the_triangle_have_the_luck_of_the_arms(imprint):
    corner = imprint.arms[imprint.reference].changed(
        effort_up_share=1.0, effort_out_share=0.0, effort_deep_share=0.0
    )
    found = choices.triangle(imprint, SEED, ["impact_total"])
    runs = run_ensemble(imprint.with_arms({"up": corner}, "up"), 3, SEED).runs[0]
    np.testing.assert_array_equal(found.spots[1.0, 0.0, 0.0].runs, runs)
    assert len(found.spots) == 10
    assert found.even == pytest.approx((1 / 3, 1 / 3, 1 / 3))


def test_the_best_mix_is_confirmed_by_runs_that_did_not_choose_it(imprint):
    found = choices.triangle(imprint, SEED, ["impact_total"])
    best = found.best("impact_total")
    assert found.spots[best].mean("impact_total") == max(
        spot.mean("impact_total") for spot in found.spots.values()
    )
    corner = imprint.arms[imprint.reference].changed(**dict(zip(choices.MIX, best, strict=True)))
    runs = run_ensemble(imprint.with_arms({"best": corner}, "best"), 7, SEED).runs[0]
    np.testing.assert_array_equal(found.again[best].runs, runs[3:])
    assert found.gain("impact_total").replications == 4


def test_never_and_first_month_stand_at_their_places_in_the_timing_map(imprint):
    spots = choices.timing(imprint, SEED)
    reference = run_ensemble(imprint, 3, SEED)
    as_it_happened = reference.runs[reference.arms.index(imprint.reference)]
    np.testing.assert_array_equal(spots[0.0, 0.0].runs, as_it_happened)
    nobody = imprint.arms[imprint.reference].changed(
        involve_policy_makers_intensity=0.0, involve_communities_intensity=0.0
    )
    runs = run_ensemble(imprint.with_arms({"nobody": nobody}, "nobody"), 3, SEED).runs[0]
    np.testing.assert_array_equal(spots[float(NEVER), float(NEVER)].runs, runs)
    late = imprint.arms[imprint.reference].changed(involve_communities_month=24)
    runs = run_ensemble(imprint.with_arms({"late": late}, "late"), 3, SEED).runs[0]
    np.testing.assert_array_equal(spots[0.0, 24.0].runs, runs)


def test_months_beyond_the_horizon_are_left_out_of_the_timing_map(imprint):
    nothing_later = {"instruments": {}, "events": {}, "schedule": {}}
    arms = {
        name: arm.model_copy(update=nothing_later).changed(
            horizon_months=18, funding_months=12,
            involve_communities_month=0, involve_policy_makers_month=0,
        )
        for name, arm in imprint.arms.items()
    }  # fmt: skip
    short = imprint.model_copy(update={"arms": arms})
    assert {where[0] for where in choices.timing(short, SEED)} == {0.0, 6.0, 12.0, float(NEVER)}


def test_the_four_ways_to_pay_are_those_of_the_shipped_arms():
    scenario = load_scenario("scenarios/pooled-or-one-off.yaml")
    results = run_ensemble(scenario, 3, SEED)
    spots = choices.funding(scenario, SEED)
    ways = {
        "pooled-steady": (1.0, 0.0), "pooled-one-off": (1.0, 1.0),
        "separate-steady": (0.0, 0.0), "separate-one-off": (0.0, 1.0),
    }  # fmt: skip
    for name, where in ways.items():
        np.testing.assert_array_equal(spots[where].runs, results.runs[results.arms.index(name)])


def test_money_spent_is_funding_less_what_came_back():
    runs = np.zeros((2, len(RUN_NAMES)))
    runs[:, RUN_NAMES.index("funding_eur")] = (100.0, 300.0)
    runs[:, RUN_NAMES.index("returned_eur")] = (0.0, 60.0)
    assert Spot((0.0,), runs).spent_eur == 170.0
