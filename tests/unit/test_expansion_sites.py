"""Scale out: new sites are saved up for, paid, opened, and wait for their permits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.records import SITES_PER_ORGANISATION, World
from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

rules = rule_file("expansion")

SETUP = {
    "site_setup_eur": 8_000, "site_setup_fte_months": 3, "programme_generosity": 0.5,
    "site_premises_places": 15, "permit_delay_months": 6, "involvement_delay_months": 4,
    "involve_communities_intensity": 0.5, "fit_at_start": 0.6, "fit_loss_per_100_km": 0.0,
    "fit_loss_by_difference": 0.5, "place_difference": 1.0,
}  # fmt: skip
FIRST_NEIGHBOUR = (0.0, 0.0, 0.0, 0.0)


def planning(**state: float):
    """Organisation 1 at home in place 1, with no site yet; places 0 and 2 are alike."""
    world = tiny_world(3, 2, **SETUP)
    world.neighbours[1] = 2
    world.communities.need = [0.0, 0.0, 1_000.0]
    org = world.organisations[1]
    org.effort_out_fte, org.strain = 2.0, 0.4
    for name, value in state.items():
        setattr(org, name, value)
    return world, org


def test_time_that_does_not_go_into_outreach_is_saved_up(draw):
    """1.5 + (1 - 0.3) x 2 = 2.9 of 3 FTE-months: not yet."""
    draw(*FIRST_NEIGHBOUR)
    world, org = planning(expansion_fte_months=1.5)
    rules.prepare_a_site(world, 1)
    assert org.expansion_fte_months == pytest.approx(2.9)
    assert (org.sites, org.cash_eur) == (0, 20_000.0)


def test_a_site_opens_in_the_chosen_place_once_time_and_money_suffice(draw):
    """1.7 + 1.4 FTE-months; 8,000 EUR from the half of 20,000 that may be spent."""
    draw(*FIRST_NEIGHBOUR)
    world, org = planning(expansion_fte_months=1.7)
    rules.prepare_a_site(world, 1)
    assert org.expansion_fte_months == 0.0
    assert world.sites.open.tolist()[1] == [True, False, False, False, False]
    assert world.sites.place[1, 0] == 2
    assert org.cash_eur == pytest.approx(12_000.0)
    assert org.premises_places == 115.0  # as a new site
    assert world.organisations[0].sites == 0


def test_a_small_test_is_opened_for_less(draw):
    """At full dose a test costs 4,000 EUR, which half of 8,000 EUR pays."""
    draw(*FIRST_NEIGHBOUR)
    world, org = planning(expansion_fte_months=3.0, cash_eur=8_000.0)
    world.calendar.testing = 1.0
    rules.prepare_a_site(world, 1)
    assert (org.sites, bool(world.sites.trial[1, 0])) == (1, True)
    assert org.cash_eur == pytest.approx(4_000.0)
    assert world.ledger[0].setup_eur == pytest.approx(4_000.0)


def test_exactly_enough_time_is_enough(draw):
    draw(*FIRST_NEIGHBOUR)
    world, org = planning(expansion_fte_months=3.0, effort_out_fte=0.0)
    rules.prepare_a_site(world, 1)
    assert org.sites == 1


@pytest.mark.parametrize(
    "obstacle",
    ["no money", "no money without a programme there", "no more sites", "no place"],
)
def test_time_for_one_site_is_kept_until_it_can_open(draw, obstacle):
    """10 FTE-months are not three sites: 3 are kept, and no money moves."""
    draw(*FIRST_NEIGHBOUR)
    world, org = planning(expansion_fte_months=10.0)
    if obstacle == "no money":
        org.cash_eur = 7_900.0  # half is less than half of 8,000
    elif obstacle == "no money without a programme there":
        org.cash_eur = 8_100.0
    elif obstacle == "no more sites":
        org.sites = SITES_PER_ORGANISATION
    else:
        world.communities.need = 0.0
    sites, cash = int(org.sites), float(org.cash_eur)
    rules.prepare_a_site(world, 1)
    assert org.expansion_fte_months == 3.0
    assert (org.sites, org.cash_eur) == (sites, cash)
    assert not world.sites.open[1].any()


def test_one_place_is_left_for_a_fifth_site(draw):
    draw(*FIRST_NEIGHBOUR)
    world, org = planning(expansion_fte_months=3.0, sites=SITES_PER_ORGANISATION - 1)
    world.sites.open[1, :4] = True
    rules.prepare_a_site(world, 1)
    assert org.sites == SITES_PER_ORGANISATION
    assert world.sites.place[1, 4] == 2


def test_a_small_test_costs_up_to_half_less():
    """8,000 (1 - 0.5 x 0.4) at the dose of this month."""
    world, _ = planning()
    world.clock.month = 3
    world.calendar.testing[3] = 0.4
    assert rules.setup_cost_eur(world) == pytest.approx(6_400.0)
    world.clock.month = 4
    assert rules.setup_cost_eur(world) == pytest.approx(8_000.0)


@pytest.mark.parametrize(
    ("grant", "cash", "money"), [(300.0, 1_000.0, 800.0), (300.0, -1_000.0, 300.0)]
)
def test_the_grant_and_half_of_the_cash_may_be_spent_on_set_up(grant, cash, money):
    _, org = planning(grant_eur=grant, cash_eur=cash)
    assert rules.setup_money_eur(org) == pytest.approx(money)


@pytest.mark.parametrize(("cash", "could"), [(6_000.0, True), (5_999.0, False)])
def test_a_programme_might_pay_as_much_as_any_does(cash, could):
    """4,000 of 8,000 EUR from 1,000 of a grant and half of the cash."""
    world, _ = planning(grant_eur=1_000.0, cash_eur=cash)
    world.organisations[0].cash_eur = 0.0
    assert rules.could_pay_for_site(world, 1) == could


@pytest.mark.parametrize(
    ("grant", "cash", "grant_after", "cash_after"),
    [
        (2_000.0, 10_000.0, 0.0, 6_000.0),
        (7_000.0, 10_000.0, 1_000.0, 10_000.0),
        (0.0, 12_000.0, 0.0, 6_000.0),  # exactly half
    ],
)
def test_set_up_is_paid_from_the_grant_then_from_cash(grant, cash, grant_after, cash_after):
    """A programme in place 2 pays a quarter of 8,000 EUR; the ledger books cost and support."""
    world, org = planning(grant_eur=grant, cash_eur=cash)
    world.policy_makers.programme_level = [0.9, 0.0, 0.25, 0.9]
    ledger = world.ledger[0]
    ledger.setup_eur, ledger.setup_support_eur = 1.0, 2.0
    assert rules.pay_for_site(world, 1, 2, 8_000.0)
    assert (org.grant_eur, org.cash_eur) == pytest.approx((grant_after, cash_after))
    assert (ledger.setup_eur, ledger.setup_support_eur) == pytest.approx((8_001.0, 2_002.0))


def test_who_cannot_pay_pays_nothing():
    """6,000 EUR of its own are more than half of 11,999."""
    world, org = planning(cash_eur=11_999.0)
    world.policy_makers.programme_level[2] = 0.25
    assert not rules.pay_for_site(world, 1, 2, 8_000.0)
    assert (org.grant_eur, org.cash_eur) == (0.0, 11_999.0)
    assert (world.ledger[0].setup_eur, world.ledger[0].setup_support_eur) == (0.0, 0.0)


def test_what_is_paid_is_the_cost_that_is_named():
    """1,200 EUR, of which a programme pays a quarter; nothing costs nothing, even in debt."""
    world, org = planning()
    world.policy_makers.programme_level[2] = 0.25
    assert rules.pay_for_site(world, 1, 2, 1_200.0)
    assert org.cash_eur == pytest.approx(20_000.0 - 900.0)
    assert (world.ledger[0].setup_eur, world.ledger[0].setup_support_eur) == (1_200.0, 300.0)
    org.cash_eur = -50.0
    assert rules.pay_for_site(world, 1, 2, 0.0)
    assert org.cash_eur == -50.0


@settings(deadline=None)
@given(
    st.floats(0.0, 2e4), st.floats(-1e3, 5e4), st.floats(0.0, 0.9), st.floats(1.0, 2e4)
)  # fmt: skip
def test_set_up_leaves_half_of_the_cash_and_every_euro_is_booked(grant, cash, level, cost):
    world, org = planning(grant_eur=grant, cash_eur=cash)
    world.policy_makers.programme_level[2] = level
    paid = rules.pay_for_site(world, 1, 2, cost)
    assert paid == (world.ledger[0].setup_eur > 0.0)
    assert world.ledger[0].setup_eur == (cost if paid else 0.0)
    assert org.grant_eur >= 0.0
    assert org.cash_eur >= min(cash, 0.5 * cash) - 1e-9
    own = grant + cash - org.grant_eur - org.cash_eur
    ledger = world.ledger[0]
    assert ledger.setup_eur - ledger.setup_support_eur == pytest.approx(own, abs=1e-6)


def opened(world: World, *, is_new: bool):
    """The site that organisation 1 opens in place 2: its second, in the place of a closed one."""
    world.sites.open[1, [0, 2]] = True
    world.organisations[1].sites = 2
    stale = world.sites[1, 1]
    stale.age_months, stale.permit_months, stale.fit = 30.0, -2.0, 0.1
    rules.open_site(world, 1, 2, is_new)
    return world.sites[1, 1]


def test_a_new_site_waits_for_its_permit_and_for_the_community():
    """6 + 4 x 0.5 months; fit 0.6 (1 - 0.5 x 0.4); 15 more places to use and to keep."""
    world, org = planning(usual_premises_places=90.0)
    world.clock.month = 3
    world.calendar.involve_communities_intensity = 0.9
    world.calendar.involve_communities_intensity[3] = 0.5
    world.communities.character = [0.9, 0.3, 0.7]
    site = opened(world, is_new=True)
    assert (site.open, site.place, site.trial, site.age_months) == (True, 2, False, 0.0)
    assert site.permit_months == pytest.approx(8.0)
    assert site.fit == pytest.approx(0.48)
    assert org.sites == 3
    assert (org.premises_places, org.usual_premises_places) == (115.0, 105.0)
    assert world.sites.open[1].tolist() == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("is_new", "dose", "trial"), [(True, 0.1, True), (True, 0.0, False), (False, 0.1, False)]
)
def test_new_sites_are_small_tests_where_testing_is_on(is_new, dose, trial):
    world, _ = planning()
    world.clock.month = 3
    world.calendar.testing[3] = dose
    site = opened(world, is_new=is_new)
    assert site.trial == trial


def test_a_first_site_uses_the_premises_that_are_there():
    world, org = planning()
    opened(world, is_new=False)
    assert (org.premises_places, org.usual_premises_places, org.sites) == (100.0, 0.0, 3)


def test_nobody_has_a_sixth_site():
    world, org = planning(sites=SITES_PER_ORGANISATION)
    world.sites.open[1] = True
    before = world.sites.copy()
    rules.open_site(world, 1, 2, True)
    assert (world.sites == before).all()
    assert (org.sites, org.premises_places) == (SITES_PER_ORGANISATION, 100.0)


@pytest.mark.parametrize(
    ("dose", "attention", "goodwill", "programme", "speed"),
    [
        (0.0, 0.0, 0.0, 0.0, 1.0),
        (0.5, 0.0, 0.0, 0.0, 2.0),
        (0.0, 0.8, 0.5, 0.0, 1.0 / 0.6),
        (0.0, 0.8, 0.0, 0.0, 1.0),  # attention without goodwill helps nothing
        (0.0, 0.0, 0.8, 0.0, 1.0),
        (0.0, 0.0, 0.0, 0.8, 1.0 / 0.6),
        (0.5, 0.8, 0.5, 0.8, 1.0 / 0.18),
        (0.875, 0.0, 0.0, 0.0, 8.0),
        (1.0, 0.0, 0.0, 0.0, 10.0),  # ten times as fast at most
        (0.95, 0.0, 0.0, 0.0, 10.0),
    ],
)
def test_help_from_the_administration_brings_permits_sooner(
    dose, attention, goodwill, programme, speed
):
    """1 / ((1 - dose) (1 - attention x goodwill) (1 - programme / 2)), of this month and place."""
    world, _ = planning()
    world.clock.month = 3
    world.calendar.permit_speed[3] = dose
    policy_maker = world.policy_makers[2]
    policy_maker.attention, policy_maker.goodwill = attention, goodwill
    policy_maker.programme_level = programme
    world.sites.open[1, 3] = True
    world.sites.place[1, 3] = 2
    world.sites.permit_months[1, 3] = 5.0
    rules.wait_and_age(world, 1)
    assert world.sites.permit_months[1, 3] == pytest.approx(5.0 - speed)
    assert world.sites.age_months[1, 3] == 0.0


def test_sites_with_a_permit_age_and_all_sites_are_counted_where_they_are():
    """Sites 0 and 3 may serve, 4 waits, 1 and 2 are closed."""
    world, _ = planning()
    world.sites.open[1, [0, 3, 4]] = True
    world.sites.place[1] = [0, 1, 1, 2, 2]
    world.sites.permit_months[1] = [0.0, 0.0, 0.0, -0.5, 0.5]
    world.sites.age_months[1] = 7.0
    world.communities.sites_counted = 1
    rules.wait_and_age(world, 1)
    assert world.sites.age_months[1].tolist() == [8.0, 7.0, 7.0, 8.0, 7.0]
    assert world.sites.permit_months[1].tolist() == pytest.approx([0.0, 0.0, 0.0, -0.5, -0.5])
    assert world.communities.sites_counted.tolist() == [2, 1, 3]
    assert world.sites.open[1].tolist() == [True, False, False, True, True]
