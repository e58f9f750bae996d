"""How people hear, seek, are served, wait, give up, trust and take over."""

from math import exp

import pytest

from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

rules = rule_file("communities")


def place(state: dict, **parameters: float):
    """A world of one place in a given state, and that place; nothing happens by itself."""
    world = tiny_world(1, 1, **parameters)
    community = world.communities[0]
    for name, value in state.items():
        setattr(community, name, value)
    return world, community


@pytest.mark.parametrize(
    ("share", "stigma", "pull"),
    [
        (0.5, 0.0, 0.5),  # without stigma each example counts once
        (0.5, 1.0, 0.25),  # with full stigma two are needed: 0.5 x 0.5
        (0.2, 0.5, 0.12),  # 0.2 (1 - 0.5 x 0.8)
        (1.0, 1.0, 1.0),  # where all are served nothing holds anybody back
        (0.0, 0.3, 0.0),
    ],
)
def test_following_is_complex_contagion_with_stigma(share, stigma, pull):
    assert rules.following(share, stigma) == pytest.approx(pull)


def test_ready_share_is_the_level_per_generosity():
    world = tiny_world(1, 1, programme_generosity=0.4)
    world.policy_makers[0].programme_level = 0.1
    assert rules.ready_share(world.policy_makers[0], world.parameters[0]) == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("offered", "own_places", "served", "by_programme", "waiting", "used"),
    [
        (300.0, 50.0, 100.0, 0.0, 0.0, 1 / 3),  # more is offered than sought
        (60.0, 10.0, 60.0, 10.0, 30.0, 1.0),  # sites first, then the municipality
        (60.0, 90.0, 60.0, 40.0, 0.0, 1.0),  # the municipality serves only whom sites cannot
        (0.0, 0.0, 0.0, 0.0, 100.0, 0.0),
    ],
)
def test_seekers_are_served_at_sites_then_by_the_programme(
    offered, own_places, served, by_programme, waiting, used
):
    """100 people seek: 70 wait, 20 were served, 10 by the programme."""
    world, community = place(
        {"waiting": 70.0, "served": 20.0, "served_by_programme": 10.0, "unaware": 900.0}
    )
    community.offered = offered
    world.policy_makers[0].programme_places = own_places
    rules.match_people_and_service(world, 0)
    assert community.served == pytest.approx(served)
    assert community.served_by_programme == pytest.approx(by_programme)
    assert community.waiting == pytest.approx(waiting)
    assert community.used_share == pytest.approx(used)
    assert community.served + community.served_by_programme + community.waiting == pytest.approx(
        100.0
    )


def test_quality_is_that_of_sites_and_programme_by_the_people_served():
    """Sites: 45 / 60 = 0.75 for 60 people; programme 0.5 for 40: (45 + 20) / 100."""
    world, community = place(
        {"waiting": 100.0, "offered": 60.0, "offered_quality": 45.0}, programme_quality=0.5
    )
    world.policy_makers[0].programme_places = 100.0
    rules.match_people_and_service(world, 0)
    assert community.quality == pytest.approx(0.65)


def test_nobody_served_means_no_quality():
    world, community = place({"waiting": 5.0, "quality": 0.7})
    rules.match_people_and_service(world, 0)
    assert community.quality == 0.0


def test_match_compares_with_those_served_before():
    """90 of 1,000 lose their service: trust falls by 0.1 x 2 x 3 x 0.09 x 0.5 = 0.027.

    No expectation is missed and nobody is served well.
    """
    world, community = place(
        {"served": 60.0, "served_by_programme": 30.0, "trust": 0.5},
        trust_gain_per_month=0.1, bad_to_good_ratio=2.0,
    )  # fmt: skip
    rules.match_people_and_service(world, 0)
    assert community.trust == pytest.approx(0.473)


def test_good_experience_builds_trust():
    """100 of 1,000 seek, 80 are served at quality 0.5: good = 0.1 x 0.8 x 0.5 = 0.04.

    Trust 0.4 gains 0.1 x 0.04 x 0.6 = 0.0024.
    """
    world, community = place(
        {"served": 50.0, "served_by_programme": 30.0, "waiting": 20.0, "quality": 0.5,
         "trust": 0.4},
        trust_gain_per_month=0.1,
    )  # fmt: skip
    rules.experience(world, 0, 80.0)
    assert community.trust == pytest.approx(0.4024)


def test_missed_expectations_destroy_trust():
    """Half of 200 seekers are served, all expected it: missed = 0.2 (1 - 0.5) = 0.1.

    Quality 0: change = -0.1 x 3 x 0.1 x 0.4 = -0.012.
    """
    world, community = place(
        {"served": 100.0, "waiting": 100.0, "expectation": 1.0, "trust": 0.4},
        trust_gain_per_month=0.1, bad_to_good_ratio=3.0,
    )  # fmt: skip
    rules.experience(world, 0, 100.0)
    assert community.trust == pytest.approx(0.388)


def test_service_beyond_expectation_is_not_missed():
    world, community = place({"served": 100.0, "waiting": 100.0, "trust": 0.4})
    community.expectation = 0.3
    rules.experience(world, 0, 100.0)
    assert community.trust == pytest.approx(0.4)


def test_trust_falls_faster_than_it_rises():
    """At trust 0.5 losing the service of 10 % costs 3 x ratio times what as much good brings."""

    def change(served: float, before: float, expectation: float) -> float:
        state = {"trust": 0.5, "served": served, "quality": 1.0, "expectation": expectation}
        world, community = place(state, trust_gain_per_month=0.1, bad_to_good_ratio=2.0)
        rules.experience(world, 0, before)
        return community.trust - 0.5

    up, down = change(100.0, 100.0, 0.0), change(0.0, 100.0, 0.0)
    assert up == pytest.approx(0.1 * 0.1 * 0.5)
    assert down == pytest.approx(-3.0 * 2.0 * up)


@pytest.mark.parametrize(
    ("served", "by_programme", "waiting", "trust"),
    [
        (20.0, 10.0, 10.0, 0.3105),  # three of four who seek are served
        (40.0, 0.0, 0.0, 0.314),
        (0.0, 0.0, 40.0, 0.3),  # no instrument wins trust for a service that serves nobody
        (0.0, 0.0, 0.0, 0.3),
    ],
)
def test_an_instrument_for_trust_acts_by_the_share_served(served, by_programme, waiting, trust):
    """0.3 + 0.05 x dose 0.4 x share served x (1 - 0.3)."""
    world, community = place(
        {"trust": 0.3, "served": served, "served_by_programme": by_programme, "waiting": waiting},
        instrument_effect_per_month=0.05, trust_gain_per_month=0.0,
    )  # fmt: skip
    world.calendar.trust = 0.4
    rules.experience(world, 0, served + by_programme)
    assert community.trust == pytest.approx(trust)


def test_trust_stays_between_0_and_1():
    world, community = place({"trust": 0.2}, trust_gain_per_month=1.0, bad_to_good_ratio=4.0)
    rules.experience(world, 0, 1_000.0)
    assert community.trust == 0.0


def test_expectations_move_to_what_people_get():
    """Served 30 of 40 seekers: 0.5 + 0.2 (0.75 - 0.5) = 0.55."""
    world, community = place(
        {"served": 20.0, "served_by_programme": 10.0, "waiting": 10.0, "expectation": 0.5},
        expectation_fading_per_month=0.2,
    )
    rules.experience(world, 0, 30.0)
    assert community.expectation == pytest.approx(0.55)


@pytest.mark.parametrize(("sites", "acceptance"), [(1, 0.4336), (3, 0.4336), (0, 0.4036)])
def test_contact_raises_acceptance_and_an_instrument_only_where_a_site_is(sites, acceptance):
    """0.4 + (0.02 x 300 / 1,000 + 0.1 x 0.5) (1 - 0.4); without a site only contact: 0.006."""
    world, community = place(
        {"served": 200.0, "served_by_programme": 100.0, "most_served": 300.0,
         "acceptance": 0.4, "sites": sites},
        contact_effect_per_month=0.02, instrument_effect_per_month=0.1,
    )  # fmt: skip
    world.calendar.acceptance = 0.5
    rules.neighbours_react(world, 0)
    assert community.acceptance == pytest.approx(acceptance)


def test_fast_visible_growth_lowers_acceptance():
    """From 100 to 300 of 1,000 people: 0.5 (1 - 0.4 x 0.2) = 0.46; shrinking costs nothing."""
    for before, expected in ((100.0, 0.46), (500.0, 0.5)):
        world, community = place(
            {"served": 300.0, "most_served": before, "acceptance": 0.5},
            contact_effect_per_month=0.0, backlash=0.4,
        )  # fmt: skip
        rules.neighbours_react(world, 0)
        assert community.acceptance == pytest.approx(expected)
        assert community.most_served == max(before, 300.0)


def test_a_service_that_recovers_is_no_growth():
    """100, 300, 200 and 300 people: 200 in 1,000 are new once, and 50 more at 350."""
    world, community = place(
        {"most_served": 100.0, "acceptance": 0.5}, contact_effect_per_month=0.0, backlash=0.4
    )
    for served, expected in ((300.0, 0.46), (200.0, 0.46), (300.0, 0.46), (350.0, 0.46 * 0.98)):
        community.served = served
        rules.neighbours_react(world, 0)
        assert community.acceptance == pytest.approx(expected)


def test_involvement_and_instruments_build_ownership_only_where_a_site_is():
    """(0.2 + (0.1 x 0.5 + 0.05 x 0.4) 0.8) (1 - 0.24 / 12); without a site it only decays."""
    for sites, gain in ((1, 0.07), (0, 0.0)):
        world, community = place(
            {"ownership": 0.2}, ownership_gain_per_month=0.1, instrument_effect_per_month=0.05,
            ownership_decay_per_year=0.24, involve_communities_intensity=0.5,
        )  # fmt: skip
        community.sites = sites
        world.calendar.ownership = 0.4
        rules.take_part(world, 0)
        assert community.ownership == pytest.approx((0.2 + gain * 0.8) * 0.98)


def test_involvement_and_outreach_raise_expectations():
    """0.2 + 0.1 x told x 0.8; told: involvement 0.5 + outreach 0.3, together at most 1."""
    for outreach, told in ((0.3, 0.8), (4.0, 1.0)):
        world, community = place(
            {"sites": 1, "outreach_fte": outreach, "expectation": 0.2},
            expectation_gain_per_month=0.1, involve_communities_intensity=0.5,
        )  # fmt: skip
        rules.take_part(world, 0)
        assert community.expectation == pytest.approx(0.2 + 0.1 * told * 0.8)


def test_where_no_site_is_only_outreach_tells():
    """0.2 + 0.1 x 0.3 x 0.8: nobody can be involved in a site that is not there."""
    world, community = place(
        {"sites": 0, "outreach_fte": 0.3, "expectation": 0.2},
        expectation_gain_per_month=0.1, involve_communities_intensity=0.5,
    )  # fmt: skip
    rules.take_part(world, 0)
    assert community.expectation == pytest.approx(0.224)


SILENT = {
    "seeking_per_month": 0.0, "word_of_mouth_per_month": 0.0, "referral_per_month": 0.0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("state", "parameters", "rate"),
    [
        # by themselves, as far as neighbours accept them: 0.02 x 0.5
        ({}, {"seeking_per_month": 0.02}, 0.01),
        # told by 2 FTE, 30 people each, of 1,000; acceptance 0.5
        ({"outreach_fte": 2.0}, {"outreach_people_per_fte": 30.0}, 0.03),
        # 250 of 1,000 served, trust 0.8, full stigma: 0.1 x 0.8 x 0.25^2
        ({"served": 200.0, "served_by_programme": 50.0},
         {"word_of_mouth_per_month": 0.1, "stigma": 1.0}, 0.005),
    ],
)  # fmt: skip
def test_people_come_by_themselves_are_told_or_follow_others(state, parameters, rate):
    world, community = place({"acceptance": 0.5, "trust": 0.8}, **{**SILENT, **parameters})
    community.unaware = 400.0
    community.waiting = 7.0
    for name, value in state.items():
        setattr(community, name, value)
    rules.spread_the_word(world, 0)
    come = 400.0 * (1.0 - exp(-rate))
    assert community.unaware == pytest.approx(400.0 - come)
    assert community.waiting == pytest.approx(7.0 + come)


def test_a_programme_sends_people():
    """A programme built up by half sends half of the full rate, whatever neighbours think."""
    world, community = place({"unaware": 400.0}, **{**SILENT, "referral_per_month": 0.06})
    world.policy_makers[0].programme_level = 0.5 * world.parameters[0].programme_generosity
    rules.spread_the_word(world, 0)
    assert community.waiting == pytest.approx(400.0 * (1.0 - exp(-0.03)))


def test_those_without_trust_give_up_and_some_are_replaced():
    """Of 100 waiting, 0.1 x (1 - 0.4) give up; 1 % of all seekers are new people a month."""
    world, community = place(
        {"waiting": 100.0, "served": 200.0, "served_by_programme": 50.0, "trust": 0.4},
        giving_up_per_month=0.1, need_turnover_per_year=0.12,
    )  # fmt: skip
    rules.give_up_or_move_on(world, 0)
    assert community.waiting == pytest.approx(94.0 * 0.99)
    assert community.served == pytest.approx(198.0)
    assert community.served_by_programme == pytest.approx(49.5)
    assert community.unaware == pytest.approx(1000.0 - 93.06 - 198.0 - 49.5)


def test_full_trust_waits():
    world, community = place(
        {"waiting": 100.0, "trust": 1.0}, giving_up_per_month=0.3, need_turnover_per_year=0.0
    )
    rules.give_up_or_move_on(world, 0)
    assert community.waiting == pytest.approx(100.0)
