"""Places with hardly anybody in need, and limits that only extremes reach."""

from math import exp

import pytest

from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

rules = rule_file("communities")


def place(state: dict, **parameters: float):
    """A world of one place in a given state, and that place."""
    world = tiny_world(1, 1, **parameters)
    community = world.communities[0]
    for name, value in state.items():
        setattr(community, name, value)
    return world, community


def test_less_than_one_person_is_served_and_served_well_too():
    """A quarter seeks what half a place offers at quality 0.4 / 0.5 = 0.8: half of it is used."""
    world, community = place({"waiting": 0.25, "offered": 0.5, "offered_quality": 0.4})
    rules.match_people_and_service(world, 0)
    assert community.served == pytest.approx(0.25)
    assert community.used_share == pytest.approx(0.5)
    assert community.quality == pytest.approx(0.8)


@pytest.mark.parametrize(("need", "trust"), [(1.0, 0.55), (0.5, 0.525), (0.0, 0.5)])
def test_shares_of_need_are_of_one_person_at_least_in_trust(need, trust):
    """All who are in need are served at quality 1: 0.5 + 0.1 x need x (1 - 0.5)."""
    world, community = place(
        {"need": need, "served": need, "quality": 1.0, "trust": 0.5}, trust_gain_per_month=0.1
    )
    rules.experience(world, 0, need)
    assert community.trust == pytest.approx(trust)


@pytest.mark.parametrize(("need", "acceptance"), [(1.0, 0.52), (0.5, 0.46), (0.0, 0.4)])
def test_shares_of_need_are_of_one_person_at_least_in_acceptance(need, acceptance):
    """0.4 + 0.2 x need x (1 - 0.4)."""
    world, community = place(
        {"need": need, "served": need, "most_served": need, "acceptance": 0.4},
        contact_effect_per_month=0.2,
    )
    rules.neighbours_react(world, 0)
    assert community.acceptance == pytest.approx(acceptance)


@pytest.mark.parametrize("need", [1.0, 0.5, 0.0])
def test_outreach_is_shared_by_one_person_at_least(need):
    """0.1 FTE x 2 people each, for one: rate 0.2 x acceptance 0.5."""
    world, community = place(
        {"need": need, "unaware": 0.4, "outreach_fte": 0.1, "acceptance": 0.5},
        seeking_per_month=0.0, outreach_people_per_fte=2.0, referral_per_month=0.0,
    )  # fmt: skip
    rules.spread_the_word(world, 0)
    assert community.waiting == pytest.approx(0.4 * (1.0 - exp(-0.1)))


def test_growth_breaks_no_promise():
    """100 of 1,000 are served at quality 0.5: 0.4 + 0.1 x 0.05 x 0.6, however few before."""
    for before in (100.0, 99.0, 0.0):
        world, community = place(
            {"served": 100.0, "quality": 0.5, "trust": 0.4, "expectation": 0.0},
            trust_gain_per_month=0.1, bad_to_good_ratio=4.0, backlash=0.0,
        )  # fmt: skip
        rules.experience(world, 0, before)
        assert community.trust == pytest.approx(0.403)


def test_nobody_trusts_more_than_fully():
    """0.5 + 1 x 1 x 0.5 for the best service to all, and 1 x 1 x 0.5 by an instrument."""
    world, community = place(
        {"served": 1_000.0, "quality": 1.0, "trust": 0.5},
        trust_gain_per_month=1.0, instrument_effect_per_month=1.0,
    )  # fmt: skip
    world.calendar.trust = 1.0
    rules.experience(world, 0, 1_000.0)
    assert community.trust == 1.0


@pytest.mark.parametrize(("need", "unaware"), [(300.5, 0.5), (300.0, 0.0), (299.5, 0.0)])
def test_who_does_not_seek_is_what_is_left_of_those_in_need(need, unaware):
    """300 seek; never fewer than nobody is left."""
    world, community = place(
        {"need": need, "waiting": 100.0, "served": 200.0}, giving_up_per_month=0.0,
        need_turnover_per_year=0.0,
    )  # fmt: skip
    rules.give_up_or_move_on(world, 0)
    assert community.unaware == pytest.approx(unaware)
