"""An organisation combines its means, and spreads the service over its sites."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation import records
from simulation.records import KNOW_HOW, MONEY, PREMISES, STAFF, World
from simulation.register import REGISTER
from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

rules = rule_file("service")


def two_coalitions(**parameters: float) -> World:
    """A world in which organisation 1 is a member of the second of two coalitions."""
    world = tiny_world(2, 2, coalition=True, **parameters)
    world = world._replace(coalitions=records.table(records.COALITION, 2))
    world.organisations.coalition[1] = 1
    world.organisations.in_coalition[1] = True
    return world


@pytest.mark.parametrize(
    ("inputs", "scarce"),
    [
        ((1.0, 2.0, 3.0, 4.0), STAFF),
        ((4.0, 1.0, 2.0, 3.0), PREMISES),
        ((4.0, 2.0, 1.0, 3.0), MONEY),
        ((4.0, 3.0, 2.0, 1.0), KNOW_HOW),
        ((3.0, 1.0, 2.0, 4.0), PREMISES),  # money is less than staff only
        ((3.0, 4.0, 1.0, 2.0), MONEY),  # know-how is less than staff only
        ((2.0, 2.0, 2.0, 2.0), STAFF),
        ((3.0, 2.0, 2.0, 2.0), PREMISES),
        ((3.0, 3.0, 2.0, 2.0), MONEY),
    ],
)
def test_the_scarcest_input_is_the_one_that_serves_fewest(inputs, scarce):
    """Where inputs are equal the first in the order of the records counts."""
    assert rules.scarcest(*inputs) == scarce


def test_a_share_of_the_premises_of_all_partners_can_be_used():
    """Own 80 + 0.2 (50 / 2 + 30 / 1): each partner divides its rooms by its own partners.

    Partners in any row and on any place of the list.
    """
    world = tiny_world(1, 4, slots=0, merged_assets_share=0.2)
    world.organisations.premises_places[:4] = [50.0, 80.0, 1_000.0, 30.0]
    assert rules.premises_at_hand(world, 1) == pytest.approx(80.0)
    world.partners[1, 0] = 0
    world.partners[1, records.PARTNERS_PER_ORGANISATION - 1] = 3
    world.organisations.partners = [2, 2, 0, 1]
    assert rules.premises_at_hand(world, 1) == pytest.approx(91.0)
    assert rules.premises_at_hand(world, 0) == pytest.approx(50.0)


@pytest.mark.parametrize("partners", range(1, records.PARTNERS_PER_ORGANISATION + 1))
def test_no_room_is_lent_twice(partners):
    """However many use a room of 60 places together, they gain 0.3 x 60 places in all."""
    world = tiny_world(1, 8, slots=0, merged_assets_share=0.3)
    world.organisations.premises_places = 0.0
    world.organisations[0].premises_places = 60.0
    world.organisations[0].partners = partners
    for other in range(1, partners + 1):
        world.partners[other, 0] = 0
        world.organisations[other].partners = 1
    gained = sum(rules.premises_at_hand(world, o) for o in range(1, 8))
    assert gained == pytest.approx(18.0)


MEANS = {
    "clients_per_fte": 20, "clients_per_know_how": 250, "cost_per_client_eur": 40,
    "planning_months": 6, "substitution_elasticity": 0.5, "merged_assets_share": 0.5,
    "oneoff_spend_months": 15,
}  # fmt: skip
FOR_60 = {
    "service_fte": 3.0, "premises_places": 60.0, "cash_eur": 14_400.0, "know_how": 0.24,
}  # fmt: skip


def organisation_with(world: World, **means: float):
    """Organisation 1 of a world with means for 60 people each, some of them changed."""
    org = world.organisations[1]
    for name, value in {**FOR_60, **means}.items():
        setattr(org, name, value)
    return org


@pytest.mark.parametrize(
    ("means", "own_capacity", "budget_eur", "scarce"),
    [
        ({}, 60.0, 2_400.0, STAFF),
        ({"service_fte": 1.5}, 48.0, 2_400.0, STAFF),
        ({"premises_places": 30.0}, 48.0, 2_400.0, PREMISES),
        ({"cash_eur": 7_200.0}, 48.0, 1_200.0, MONEY),
        ({"know_how": 0.12}, 48.0, 2_400.0, KNOW_HOW),
    ],
)
def test_four_inputs_make_a_service(means, own_capacity, budget_eur, scarce):
    """3 FTE x 20, 60 places, 14,400 EUR / 6 / 40, 0.24 x 250: 60 people each.

    Half of one of them: 4 / (1/30 + 3/60) = 48 with an elasticity of 1/2.
    """
    world = tiny_world(2, 2, **MEANS)
    org = organisation_with(world, **means)
    org.contribution = 0.3  # nothing is given by who is not a member
    rules.produce(world, 1)
    assert org.own_capacity == pytest.approx(own_capacity)
    assert org.budget_eur == pytest.approx(budget_eur)
    assert org.scarce == scarce
    assert org.cash_eur == means.get("cash_eur", 14_400.0)


@pytest.mark.parametrize("most", ["service_fte", "premises_places", "know_how"])
def test_no_more_money_is_set_aside_than_the_other_inputs_can_use(most):
    """Money for 41,667 people, means for 60 but for one that serves 90: 90 x 40 EUR."""
    world = tiny_world(2, 2, **MEANS)
    org = organisation_with(world, **{"cash_eur": 1e7, most: 1.5 * FOR_60[most]})
    rules.produce(world, 1)
    assert org.budget_eur == pytest.approx(3_600.0)


def test_partners_premises_serve_too():
    """Own 40 and half of a partner's 80 / 2."""
    world = tiny_world(2, 2, **MEANS)
    org = organisation_with(world, premises_places=40.0)
    world.organisations.premises_places[0] = 80.0
    world.organisations.partners[:2] = [2, 1]
    world.partners[1, 0] = 0
    rules.produce(world, 1)
    assert org.own_capacity == pytest.approx(60.0)


def test_rooms_of_partners_are_used_and_never_contributed():
    """Own 40 of 60 places at hand: 0.3 x 40 are given, 0.7 of a service for 60 is kept."""
    world = two_coalitions(**MEANS)
    org = organisation_with(world, premises_places=40.0)
    world.organisations.premises_places[0] = 40.0
    world.organisations.partners[:2] = 1
    world.partners[1, 0] = 0
    org.contribution = 0.3
    rules.produce(world, 1)
    assert org.own_capacity == pytest.approx(42.0)
    assert world.coalitions[1].premises == pytest.approx(12.0)


@pytest.mark.parametrize(
    ("month", "cash", "grant", "budget_eur"),
    [
        (12, 1_200.0, 900.0, 500.0),  # 1,200 / 6 + 900 / (15 - 12)
        (14, 1_200.0, 900.0, 1_100.0),  # the last month of the plan: 200 + 900
        (20, 1_200.0, 900.0, 1_100.0),  # late: all of it now
        (12, 0.0, 900.0, 300.0),
        (12, -800.0, 900.0, 300.0),  # a debt is not money, and takes none from the grant
        (12, -600.0, 0.0, 0.0),
    ],
)
def test_a_grant_is_spread_over_the_months_in_which_it_is_to_be_spent(
    month, cash, grant, budget_eur
):
    world = tiny_world(2, 2, **MEANS)
    world.clock.month = month
    org = organisation_with(world, cash_eur=cash, grant_eur=grant)
    rules.produce(world, 1)
    assert org.budget_eur == pytest.approx(budget_eur)


@settings(deadline=None)
@given(
    st.floats(-1e4, 1e6), st.floats(0.0, 1e6),
    st.floats(REGISTER["planning_months"].low, REGISTER["planning_months"].high),
    st.floats(REGISTER["oneoff_spend_months"].low, REGISTER["oneoff_spend_months"].high),
    st.floats(0.0, 0.95), st.integers(0, 47),
)  # fmt: skip
def test_no_more_is_set_aside_and_given_than_there_is(
    cash, grant, planning, spending, contribution, month
):
    """Whatever the plan: set aside are cash and grant at most, given is cash alone."""
    world = two_coalitions(
        **{**MEANS, "planning_months": planning, "oneoff_spend_months": spending}, months=48
    )
    world.clock.month = month
    org = organisation_with(world, cash_eur=cash, grant_eur=grant)
    org.contribution = contribution
    rules.produce(world, 1)
    shared = world.coalitions[1].cash_eur
    there = max(0.0, cash) + grant
    assert org.budget_eur + shared <= there * (1.0 + 1e-12)
    assert 0.0 <= shared <= contribution * max(0.0, cash) / planning * (1.0 + 1e-12)
    assert org.grant_eur == grant
    assert org.cash_eur == pytest.approx(cash - shared)


def test_a_member_gives_its_share_of_each_input_and_keeps_the_rest():
    """Of 40, 50, 60, 70 people and 60 x 40 EUR: 30 % are given, 70 % of what they make kept."""
    world = two_coalitions(**MEANS)
    org = organisation_with(world, service_fte=2.0, premises_places=50.0, know_how=0.28)
    org.contribution = 0.3
    rules.produce(world, 1)
    alone = rules.combine(40.0, 50.0, 60.0, 70.0, 0.5)
    assert org.own_capacity == pytest.approx(0.7 * alone)
    assert org.budget_eur == pytest.approx(0.7 * 2_400.0)
    first, own = world.coalitions[0], world.coalitions[1]
    assert (own.staff, own.premises, own.know_how) == pytest.approx((12.0, 15.0, 21.0))
    assert own.cash_eur == pytest.approx(720.0)
    assert org.cash_eur == pytest.approx(14_400.0 - 720.0)
    assert (first.staff, first.premises, first.know_how, first.cash_eur) == (0.0,) * 4


def test_what_a_member_gives_comes_onto_what_others_gave():
    """0.3 of 10 people's staff, 20 places of its own, 30 people's know-how and 1,000 EUR."""
    world = two_coalitions()
    org = world.organisations[1]
    org.contribution, org.cash_eur, org.premises_places = 0.3, 500.0, 20.0
    purse = world.coalitions[1]
    purse.cash_eur, purse.staff, purse.premises, purse.know_how = 7.0, 1.0, 2.0, 3.0
    rules.contribute(world, 1, 10.0, 30.0, 1_000.0)
    assert (purse.cash_eur, org.cash_eur) == pytest.approx((307.0, 200.0))
    assert (purse.staff, purse.premises, purse.know_how) == pytest.approx((4.0, 8.0, 12.0))


@pytest.mark.parametrize(
    ("cash", "grant", "shared", "budget_eur"),
    [
        (1_200.0, 0.0, 60.0, 140.0),  # of 1,200 / 6 = 200 EUR
        (1_200.0, 900.0, 60.0, 350.0),  # of 200 + 900 / 3 the grant's 300 are for itself
        (0.0, 900.0, 0.0, 210.0),
        (-50.0, 900.0, 0.0, 210.0),  # a debt is not given either
        (14_400.0, 90_000.0, 720.0, 1_680.0),  # means for 60: 2,400 EUR, all of it in cash
        (7_200.0, 90_000.0, 360.0, 1_680.0),  # means for 60: half of it in cash
    ],
)
def test_a_grant_is_never_contributed(cash, grant, shared, budget_eur):
    """0.3 of what is planned for this month in cash; kept are 0.7 of all that is planned."""
    world = two_coalitions(**MEANS)
    world.clock.month = 12
    org = organisation_with(world, cash_eur=cash, grant_eur=grant)
    org.contribution = 0.3
    rules.produce(world, 1)
    assert world.coalitions[1].cash_eur == pytest.approx(shared)
    assert org.budget_eur == pytest.approx(budget_eur)
    assert (org.cash_eur, org.grant_eur) == pytest.approx((cash - shared, grant))


def with_sites(world: World, *places_of_sites: tuple[int, int]) -> None:
    """Give organisation 1 open sites: (site, place)."""
    for s, place in places_of_sites:
        world.sites.open[1, s] = True
        world.sites.place[1, s] = place


def test_service_is_spread_over_sites_by_those_who_seek_it():
    """70 + 50 people; weights 1 + (300 + 100) / 4 = 101 and 1 + 98 / 1 = 99 of 200.

    Quality 0.8 and 0.5, each x (1 - 0.4 x 0.5); closed and waiting sites get nothing.
    """
    world = tiny_world(3, 2, strain_quality_loss=0.4)
    org = world.organisations[1]
    org.own_capacity, org.pooled_capacity, org.strain = 70.0, 50.0, 0.5
    with_sites(world, (1, 1), (2, 0), (4, 2))
    world.sites.permit_months[1] = [0.0, 0.5, 0.0, 0.0, -0.4]
    world.sites.fit[1] = [0.1, 0.2, 0.8, 0.3, 0.5]
    world.sites.capacity[1] = 9.0
    world.communities.waiting = [300.0, 1_000.0, 98.0]
    world.communities.served = [100.0, 0.0, 0.0]
    world.communities.sites = [4, 1, 0]
    world.communities.offered = 1_000.0
    world.communities.offered_quality = 100.0
    rules.serve(world, 1)
    assert org.capacity == 120.0
    assert world.sites.capacity[1].tolist() == pytest.approx([0.0, 0.0, 60.6, 0.0, 59.4])
    assert world.sites.quality[1].tolist() == pytest.approx([0.0, 0.0, 0.64, 0.0, 0.4])
    assert world.communities.offered.tolist() == pytest.approx([1_060.6, 1_000.0, 1_059.4])
    offered_quality = [100.0 + 60.6 * 0.64, 100.0, 100.0 + 59.4 * 0.4]
    assert world.communities.offered_quality.tolist() == pytest.approx(offered_quality)


def test_who_has_no_site_at_work_offers_nothing():
    world = tiny_world(1, 2)
    world.organisations[1].own_capacity = 70.0
    with_sites(world, (0, 0))
    world.sites.permit_months[1, 0] = 1.0
    rules.serve(world, 1)
    assert world.organisations[1].capacity == 70.0
    assert world.communities[0].offered == 0.0


def test_a_small_test_asks_for_less():
    """(1 + 99) (1 - 0.5 x 0.6) = 70 at the dose of this month; another site for all 100."""
    world = tiny_world(2, 2, months=6)
    world.clock.month = 5
    world.calendar.testing[5] = 0.6
    world.communities.waiting = [0.0, 99.0]
    site = world.sites[1, 3]
    site.place = 1
    assert rules.site_weight(world, site) == pytest.approx(100.0)
    site.trial = True
    assert rules.site_weight(world, site) == pytest.approx(70.0)
