"""Overheads first, then development, then service."""

import pytest

from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

rules = rule_file("workload")


@pytest.mark.parametrize(
    ("members", "backbone", "dose", "fte"),
    [
        (11, False, 0.0, 0.2),  # 0.02 x 10 others
        (21, False, 0.0, 0.4),  # grows with members
        (11, True, 0.0, 0.12),  # a backbone saves 40 %
        (11, False, 0.5, 0.1),  # an instrument at half dose saves half
        (11, True, 0.5, 0.06),
        (1, False, 0.0, 0.0),
        (0, False, 0.0, 0.0),
    ],
)
def test_coordination_grows_with_members_and_falls_with_a_backbone(members, backbone, dose, fte):
    world = tiny_world(1, 1, coordination_fte_per_tie=0.02, backbone_saving=0.4)
    found = rules.coordination_fte(members, backbone, dose, world.parameters[0])
    assert found == pytest.approx(fte)


NO_OVERHEAD = {
    "partner_upkeep_fte": 0.0, "site_overhead_fte": 0.0, "contact_fte": 0.0,
    "involvement_fte": 0.0, "application_fte_months": 0.0, "involve_policy_makers_intensity": 0.5,
    "involve_communities_intensity": 0.5,
}  # fmt: skip


@pytest.mark.parametrize(
    ("parameters", "fte"),
    [
        ({}, 0.0),
        ({"partner_upkeep_fte": 0.04}, 0.12),  # three partners
        ({"site_overhead_fte": 0.1}, 0.2),  # two sites
        ({"contact_fte": 0.1}, 0.1),  # two sites at half intensity
        ({"involvement_fte": 0.3}, 0.3),
    ],
)
def test_partners_sites_and_involvement_take_time(parameters, fte):
    world = tiny_world(1, 1, **{**NO_OVERHEAD, **parameters})
    world.organisations[0].partners = 3
    world.organisations[0].sites = 2
    assert rules.overhead_fte(world, 0) == pytest.approx(fte)


def test_nobody_applies_for_a_grant_of_nothing():
    given = {**NO_OVERHEAD, "application_fte_months": 6.0, "oneoff_share": 1.0}
    assert rules.overhead_fte(tiny_world(1, 1, **given, grant_eur=0.0), 0) == 0.0
    assert rules.overhead_fte(tiny_world(1, 1, **given, grant_eur=1.0), 0) == pytest.approx(2.0)


def test_an_application_for_a_one_off_grant_takes_time_in_the_first_three_months():
    """6 FTE-months x share 0.5 / 3."""
    world = tiny_world(1, 1, **{**NO_OVERHEAD, "application_fte_months": 6, "oneoff_share": 0.5})
    found = []
    for month in range(5):
        world.clock.month = month
        found.append(rules.overhead_fte(world, 0))
    assert found == pytest.approx([1.0, 1.0, 1.0, 0.0, 0.0])


def test_instruments_take_time_of_all_at_work():
    world = tiny_world(1, 4, **NO_OVERHEAD)
    world.calendar.instruments_fte = 0.6
    world.clock.alive = 4
    assert rules.overhead_fte(world, 0) == pytest.approx(0.15)


def test_members_coordinate_and_others_do_not():
    world = tiny_world(
        1, 2, coalition=True,
        **NO_OVERHEAD, coordination_fte_per_tie=0.02, backbone_saving=0.5,
    )  # fmt: skip
    world.coalitions[0].members = 11
    world.coalitions[0].has_backbone = True
    world.organisations.in_coalition[0] = True
    assert rules.overhead_fte(world, 0) == pytest.approx(0.1)
    assert world.organisations[0].coordination_fte == pytest.approx(0.1)
    assert rules.overhead_fte(world, 1) == 0.0


def test_old_organisations_spend_time_on_the_young():
    """0.2 FTE x dose 0.5 for each of 3 young, shared by the 2 old; the young mentor nobody."""
    world = tiny_world(1, 5, months=60, **NO_OVERHEAD)
    world.calendar.mentoring = 0.5
    world.clock.alive, world.clock.young, world.clock.month = 5, 3, 40
    world.organisations.founded_month[:5] = [0, 0, 30, 30, 30]
    assert rules.overhead_fte(world, 0) == pytest.approx(0.15)
    assert rules.overhead_fte(world, 2) == 0.0


@pytest.mark.parametrize(("founded", "fte"), [(15, 0.1), (16, 0.1), (17, 0.0)])
def test_one_is_old_enough_to_mentor_after_24_months(founded, fte):
    """In month 40 those of month 16 are; 0.2 FTE x dose 0.5 for one young by one old."""
    world = tiny_world(1, 2, months=60, **NO_OVERHEAD)
    world.calendar.mentoring = 0.5
    world.clock.alive, world.clock.young, world.clock.month = 2, 1, 40
    world.organisations[0].founded_month = founded
    assert rules.overhead_fte(world, 0) == pytest.approx(fte)


def test_where_all_count_as_young_nobody_is_divided_by():
    world = tiny_world(1, 2, months=60, **NO_OVERHEAD)
    world.calendar.mentoring = 0.5
    world.clock.alive, world.clock.young, world.clock.month = 2, 2, 40
    assert rules.overhead_fte(world, 0) == 0.0


def test_all_that_takes_time_adds_up():
    """2 sites x 0.1, instruments 0.6 / 3, coordination 0.02 x 10, mentoring 0.2 x 0.5 x 1 / 2."""
    world = tiny_world(
        1, 3, coalition=True, months=60,
        **{**NO_OVERHEAD, "site_overhead_fte": 0.1}, coordination_fte_per_tie=0.02,
    )  # fmt: skip
    world.calendar.instruments_fte, world.calendar.mentoring = 0.6, 0.5
    world.clock.alive, world.clock.young, world.clock.month = 3, 1, 40
    world.coalitions[0].members = 11
    world.organisations.in_coalition[0] = True
    world.organisations.sites[0] = 2
    assert rules.overhead_fte(world, 0) == pytest.approx(0.2 + 0.2 + 0.2 + 0.05)


def test_volunteers_come_with_ownership_and_share_themselves_over_sites():
    """0.5 x 2,000 / 1,000 x 0.8 = 0.8 FTE in the place, a dose of 0.5 half more: 1.2; 3 sites."""
    world = tiny_world(2, 1, volunteer_fte_per_1000=0.8)
    world.communities.ownership = [0.5, 0.9]
    world.communities.need = 2_000.0
    world.communities.sites = [3, 0]
    world.sites.open[0, 0] = True
    world.calendar.volunteers = 0.5
    org = world.organisations[0]
    org.volunteers_fte = 99.0
    rules.gather_volunteers(world, 0)
    assert org.volunteers_fte == pytest.approx(0.4)
    world.sites.open[0, 1] = True
    world.sites.place[0, 1] = 1
    rules.gather_volunteers(world, 0)
    assert org.volunteers_fte == pytest.approx(0.4 + 0.9 * 2 * 0.8 * 1.5)


SHARES = {
    "development_time_share": 0.25, "effort_up_share": 0.5, "effort_out_share": 0.3,
    "effort_deep_share": 0.2,
}  # fmt: skip


def test_time_is_divided_after_overheads_and_volunteers_only_serve():
    """5 + 1 - 2 = 4 FTE free: 1 for development, 3 + 0.5 of volunteers for service."""
    world = tiny_world(1, 1, **NO_OVERHEAD, **SHARES, volunteer_fte_per_1000=0.5)
    org = world.organisations[0]
    org.temporary_fte = 1.0
    world.calendar.instruments_fte = 2.0
    world.clock.alive = 1
    world.sites.open[0, 0] = True
    world.communities.ownership = 1.0
    world.communities.sites = 1
    rules.divide_time(world, 0)
    assert org.service_fte == pytest.approx(3.5)
    efforts = (org.effort_up_fte, org.effort_out_fte, org.effort_deep_fte)
    assert efforts == pytest.approx((0.5, 0.3, 0.2))


def test_more_free_time_is_divided_alike():
    """5 FTE free: 1.25 for development, of which 1.25 x 0.5, x 0.3 and x 0.2."""
    world = tiny_world(1, 1, **NO_OVERHEAD, **SHARES)
    rules.divide_time(world, 0)
    org = world.organisations[0]
    efforts = (org.effort_up_fte, org.effort_out_fte, org.effort_deep_fte)
    assert efforts == pytest.approx((0.625, 0.375, 0.25))


def test_an_organisation_may_have_a_strategy_of_its_own():
    world = tiny_world(1, 1, **NO_OVERHEAD, **SHARES)
    org = world.organisations[0]
    org.own_strategy = True
    org.own_up, org.own_out, org.own_deep = 0.1, 0.2, 0.7
    rules.divide_time(world, 0)
    efforts = (org.effort_up_fte, org.effort_out_fte, org.effort_deep_fte)
    assert efforts == pytest.approx((0.125, 0.25, 0.875))
    assert org.service_fte == pytest.approx(3.75)


def test_overheads_can_eat_all_time_but_not_more():
    world = tiny_world(1, 1, **NO_OVERHEAD, **SHARES)
    world.calendar.instruments_fte = 9.0
    world.clock.alive = 1
    rules.divide_time(world, 0)
    assert world.organisations[0].service_fte == 0.0


@pytest.mark.parametrize(
    ("grant", "cash", "grant_after", "cash_after"),
    [
        (100.0, 500.0, 0.0, 450.0),
        (400.0, 500.0, 250.0, 500.0),
        (20.0, 30.0, 0.0, 0.0),
        (0.0, 0.4, 0.0, 0.0),  # less than a euro is all that it has
        (0.0, -40.0, 0.0, -40.0),  # who is in debt pays nothing
    ],
)
def test_instruments_are_paid_from_the_grant_then_from_cash(grant, cash, grant_after, cash_after):
    """300 EUR over 2 organisations: 150 each; nobody pays beyond what it has."""
    world = tiny_world(1, 2)
    world.calendar.instruments_eur = 300.0
    world.clock.alive = 2
    org = world.organisations[0]
    org.grant_eur, org.cash_eur = grant, cash
    world.ledger.instruments_eur = 7.0  # paid by the other
    rules.pay_for_instruments(world, 0)
    assert (org.grant_eur, org.cash_eur) == pytest.approx((grant_after, cash_after))
    paid = grant + cash - grant_after - cash_after
    assert world.ledger[0].instruments_eur == pytest.approx(7.0 + paid)


@pytest.mark.parametrize(("alive", "share"), [(0, 300.0), (1, 300.0), (3, 100.0)])
def test_the_cost_of_instruments_is_shared_by_those_at_work(alive, share):
    """300 EUR; where nobody is counted yet, nobody is divided by."""
    world = tiny_world(1, 1)
    world.calendar.instruments_eur = 300.0
    world.clock.alive = alive
    rules.pay_for_instruments(world, 0)
    assert world.organisations[0].cash_eur == pytest.approx(20_000.0 - share)
