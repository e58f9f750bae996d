"""Service where numbers meet their limits: missing inputs, the last euro, hardly anybody."""

import pytest

from simulation.records import DEMAND, PREMISES
from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

rules = rule_file("service")


def test_a_missing_input_counts_as_the_smallest_where_inputs_multiply():
    """Elasticity 1: fourth root of 1e-6 x 16 x 16 x 16 = 8 x 0.0316."""
    assert rules.combine(0.0, 16.0, 16.0, 16.0, 1.0) == pytest.approx(8.0 * 1e-6**0.25)


def test_a_partner_that_counts_no_partners_lends_as_to_one():
    """Own 80 + 0.2 x 50."""
    world = tiny_world(1, 2, merged_assets_share=0.2)
    world.organisations.premises_places[:2] = [50.0, 80.0]
    world.partners[1, 0] = 0
    assert rules.premises_at_hand(world, 1) == pytest.approx(90.0)


def test_less_than_a_euro_of_a_grant_is_planned_with():
    """All of 0.6 EUR in the last month of the plan."""
    world = tiny_world(1, 1, oneoff_spend_months=15)
    world.clock.month = 14
    org = world.organisations[0]
    org.cash_eur, org.grant_eur, org.service_fte = 0.0, 0.6, 3.0
    rules.produce(world, 0)
    assert org.budget_eur == pytest.approx(0.6)


def test_one_small_test_that_nobody_seeks_gets_all_there_is():
    """A weight of 1 x (1 - 0.5 x 1) = 0.5 out of 0.5."""
    world = tiny_world(1, 1)
    world.calendar.testing = 1.0
    org, site = world.organisations[0], world.sites[0, 0]
    org.own_capacity = 70.0
    site.open, site.trial, site.fit = True, True, 0.6
    rules.serve(world, 0)
    assert site.capacity == pytest.approx(70.0)


@pytest.mark.parametrize("permit_months", [0.0, -0.4])
def test_sites_whose_permit_has_come_are_settled(permit_months):
    """Half of what is offered for 0.8 people is used; of 0.2 who wait all wait for this site."""
    world = tiny_world(1, 1)
    org, site, community = world.organisations[0], world.sites[0, 0], world.communities[0]
    site.open, site.permit_months, site.capacity = True, permit_months, 0.8
    community.offered, community.used_share, community.waiting = 0.8, 0.5, 0.2
    org.capacity = 0.8
    rules.settle(world, 0)
    assert org.served == pytest.approx(0.4)
    assert org.demand == pytest.approx(0.6)


def test_who_cannot_serve_books_no_materials():
    world = tiny_world(1, 1)
    org = world.organisations[0]
    org.capacity, org.budget_eur, org.grant_eur = 0.0, 1_000.0, 30.0
    rules.settle(world, 0)
    assert (org.grant_eur, org.cash_eur) == (30.0, 20_000.0)
    assert world.ledger[0].materials_eur == 0.0


@pytest.mark.parametrize(("demand", "scarce"), [(998.9, DEMAND), (999.0, PREMISES)])
def test_demand_is_scarce_below_999_of_1000(demand, scarce):
    org = tiny_world(1, 1).organisations[0]
    org.demand, org.capacity, org.scarce = demand, 1_000.0, PREMISES
    rules.stretch(org)
    assert org.scarce == scarce
