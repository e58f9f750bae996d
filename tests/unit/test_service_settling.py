"""At the end of the month: who was served, what it cost, and how strained the staff are."""

import numpy as np
import pytest

from simulation import records
from simulation.records import DEMAND, PREMISES
from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

rules = rule_file("service")


def settled(**state: float):
    """A world after organisation 1 settled: capacity 100 at sites 1 and 3, budget 1,000 EUR.

    60 people at place 0, of which half are used; 40 at place 2, of which a quarter are.
    Site 2 still waits for its permit, sites 0 and 4 are closed.
    """
    world = tiny_world(3, 2, coalition=True, site_income_eur=0.0)
    world = world._replace(coalitions=records.table(records.COALITION, 2))
    org = world.organisations[1]
    org.coalition = 1
    org.capacity, org.budget_eur, org.served, org.demand = 100.0, 1_000.0, 7.0, 7.0
    for name, value in state.items():
        setattr(org, name, value)
    world.sites.open[1, 1:4] = True
    world.sites.place[1, 1:4] = [0, 1, 2]
    world.sites.permit_months[1, 2] = 0.1
    world.sites.capacity[1] = [50.0, 60.0, 50.0, 40.0, 0.0]
    world.sites.served[1] = 7.0
    world.communities.used_share = [0.5, 1.0, 0.25]
    world.communities.offered = [120.0, 60.0, 400.0]
    world.communities.waiting = [20.0, 60.0, 90.0]
    return world, org


def test_those_served_and_those_waiting_are_counted_at_sites_at_work():
    """Served 30 + 10; of 20 who wait 60 / 120, of 90 there 40 / 400: demand 40 + 10 + 9."""
    world, org = settled()
    rules.settle(world, 1)
    assert world.sites.served[1].tolist() == pytest.approx([0.0, 30.0, 0.0, 10.0, 0.0])
    assert org.served == pytest.approx(40.0)
    assert org.demand == pytest.approx(59.0)


@pytest.mark.parametrize("people", [100.0, 0.8])
def test_materials_are_used_for_those_served(people):
    """40 % of all who could be served were: 400 of 1,000 EUR, in a small service too."""
    world, org = settled(capacity=people)
    world.sites.capacity *= people / 100.0
    rules.settle(world, 1)
    assert org.cash_eur == pytest.approx(20_000.0 - 400.0)
    assert world.ledger[0].materials_eur == pytest.approx(400.0)


def test_staff_are_stretched_when_the_month_is_settled():
    """19 of 59 turned away with capacity 100: x = 0.19, strain 0.3 x 0.19 / 1.19; demand binds."""
    world, org = settled(scarce=PREMISES)
    rules.settle(world, 1)
    assert org.strain == pytest.approx(0.3 * 0.19 / 1.19)
    assert org.scarce == DEMAND


def test_who_cannot_serve_pays_for_no_materials():
    world, org = settled(capacity=0.0)
    world.communities.offered = 0.0
    world.communities.used_share = 0.0
    rules.settle(world, 1)
    assert (org.served, org.demand) == (0.0, 0.0)
    assert org.cash_eur == 20_000.0


@pytest.mark.parametrize("member", [True, False])
def test_members_tell_their_own_coalition_what_was_used_and_wanted(member):
    """40 of 100 used: 20 of 50 pooled people, and 1 + 59 wanted, onto what others counted."""
    world, org = settled(in_coalition=member, pooled_capacity=50.0, want=5.0)
    world.coalitions.used = [3.0, 4.0]
    world.coalitions.wanted_counted = [3.0, 4.0]
    rules.settle(world, 1)
    assert org.want == pytest.approx(60.0 if member else 5.0)
    assert world.coalitions.used.tolist() == pytest.approx([3.0, 24.0 if member else 4.0])
    assert world.coalitions.wanted_counted.tolist() == pytest.approx([3.0, 64.0 if member else 4.0])


@pytest.mark.parametrize(
    ("place", "served", "subsidy", "given"),
    [
        (1, 10.0, 80.0, 0.0),  # at home people give already: own income
        (0, 10.0, 50.0, 150.0),
        (0, 0.5, 2.5, 150.0),
        (0, 0.0, 0.0, 0.0),  # nobody gives for a service that serves nobody
    ],
)
def test_programmes_pay_for_those_served_and_new_places_give(place, served, subsidy, given):
    """8 EUR per person at home, 5 EUR elsewhere; 150 EUR from a place that is not home."""
    world = tiny_world(2, 2, site_income_eur=150)
    world.policy_makers.subsidy_eur_per_person[:2] = [5.0, 8.0]
    org, site, ledger = world.organisations[1], world.sites[1, 2], world.ledger[0]
    org.received_eur = ledger.subsidy_eur = ledger.own_income_eur = 1.0
    site.place, site.served = place, served
    rules.receive_local_money(world, org, site)
    assert org.cash_eur == pytest.approx(20_000.0 + subsidy + given)
    assert org.received_eur == pytest.approx(1.0 + subsidy + given)
    assert ledger.subsidy_eur == pytest.approx(1.0 + subsidy)
    assert ledger.own_income_eur == pytest.approx(1.0 + given)


def test_local_money_comes_for_every_site_at_work():
    """30 people in place 0 at 2 EUR, 10 in place 2 at 3 EUR, and from both places 150 EUR."""
    world, org = settled()
    world.parameters.site_income_eur = 150.0
    world.policy_makers.subsidy_eur_per_person = [2.0, 1.0, 3.0, 1.0]
    rules.settle(world, 1)
    assert org.received_eur == pytest.approx(90.0 + 300.0)


@pytest.mark.parametrize(
    ("grant", "cash", "grant_after", "cash_after"),
    [
        (100.0, 500.0, 0.0, 450.0),
        (400.0, 500.0, 250.0, 500.0),
        (20.0, 30.0, 0.0, 0.0),
        (0.0, -5.0, 0.0, -5.0),
    ],
)
def test_materials_come_from_the_grant_then_from_cash(grant, cash, grant_after, cash_after):
    """Half of a budget of 300 EUR was used; the ledger books what was paid."""
    world = tiny_world(1, 2)
    org = world.organisations[1]
    org.budget_eur, org.grant_eur, org.cash_eur = 300.0, grant, cash
    world.ledger[0].materials_eur = 1.0
    rules.pay_for_materials(world, org, 0.5)
    assert (org.grant_eur, org.cash_eur) == pytest.approx((grant_after, cash_after))
    paid = grant + cash - grant_after - cash_after
    assert world.ledger[0].materials_eur == pytest.approx(1.0 + paid)


@pytest.mark.parametrize(
    ("demand", "served", "capacity", "strain"),
    [
        (90.0, 50.0, 50.0, 0.2 + 0.3 * (0.8 / 1.8 - 0.2)),  # x = 40 / 50
        (50.0, 50.0, 50.0, 0.14),  # nobody turned away: 30 % off
        (3.0, 0.5, 0.5, 0.2 + 0.3 * (2.5 / 3.5 - 0.2)),  # counted as capacity for one
        (0.0, 0.0, 0.0, 0.14),
        (40.0, 50.0, 50.0, 0.14),
    ],
)
def test_strain_follows_those_turned_away(demand, served, capacity, strain):
    org = tiny_world(1, 2).organisations[1]
    org.demand, org.served, org.capacity, org.strain = demand, served, capacity, 0.2
    rules.stretch(org)
    assert org.strain == pytest.approx(strain)


def test_strain_stays_below_1_however_many_come():
    org = tiny_world(1, 2).organisations[1]
    org.demand, org.capacity = 1e9, 10.0
    strains = []
    for _ in range(60):
        rules.stretch(org)
        strains.append(org.strain)
    assert np.all(np.diff(strains) > 0.0)
    assert 0.99 < strains[-1] <= 1.0


@pytest.mark.parametrize(
    ("demand", "scarce"), [(998.0, DEMAND), (999.5, PREMISES), (5_000.0, PREMISES)]
)
def test_demand_is_scarce_where_what_is_offered_is_not_all_used(demand, scarce):
    org = tiny_world(1, 2).organisations[1]
    org.demand, org.capacity, org.scarce = demand, 1_000.0, PREMISES
    rules.stretch(org)
    assert org.scarce == scarce
