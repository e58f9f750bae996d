"""Monthly outcomes where hardly anybody is served, and counts that must not cancel out."""

import numpy as np
import pytest

from simulation.engine import MONTHLY_TYPE
from simulation.records import World
from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

rules = rule_file("measure")


def empty_row():
    """A row of outcomes that holds zeros."""
    return np.zeros(1, MONTHLY_TYPE).view(np.recarray)[0]


def served_in(served: list[float], need: list[float]) -> World:
    """A world with so many people served in each place."""
    world = tiny_world(len(served), 1)
    world.communities.served, world.communities.need = served, need
    return world


def test_municipalities_reached_are_those_with_a_person_served_or_more():
    """Two with exactly one, two with more, three with less: four are reached."""
    world = served_in([1.0, 1.0, 30.0, 1.1, 0.9, 0.0, 0.0], [100.0] * 7)
    row = empty_row()
    rules.measure_people(world, row)
    assert row.municipalities_reached == 4.0


def test_less_than_one_person_has_outcomes_too():
    """A quarter of half a person is served at 0.8; trust 0.6."""
    world = served_in([0.25], [0.5])
    world.communities.quality, world.communities.trust = 0.8, 0.6
    row = empty_row()
    rules.measure_people(world, row)
    assert row.coverage_share == pytest.approx(0.5)
    assert row.quality == pytest.approx(0.8)
    assert row.trust == pytest.approx(0.6)
    assert rules.coverage(world.communities[0]) == pytest.approx(0.5)


def test_small_places_can_be_unequal():
    """Coverage 0.2 and 0.6 of equal needs: (2 x 0.4) / (2 x 4 x 0.4) = 0.25."""
    world = served_in([0.1, 0.3], [0.5, 0.5])
    assert rules.gini_of_coverage(world, 1.0, 0.4) == pytest.approx(0.25)


def test_less_than_a_euro_of_cost_has_a_lasting_share():
    world = tiny_world(1, 1)
    world.ledger.rent_eur, world.ledger.own_income_eur = 0.5, 0.2
    row = empty_row()
    rules.measure_money(world, row)
    assert row.lasting_cost_share == pytest.approx(0.4)


def test_decisions_about_less_than_one_person_are_shared_too():
    """Capacity 0.8, half of it pooled; 0.4 served: 0.2 from the pool, home owns half of 0.2."""
    world = tiny_world(1, 1, slots=0)
    org = world.organisations[0]
    org.capacity, org.pooled_capacity, org.served = 0.8, 0.4, 0.4
    world.communities.ownership = 0.5
    row = empty_row()
    row.reach = 0.4
    rules.measure_organisations(world, row)
    assert row.shared_decision_share == pytest.approx(0.75)


def test_those_who_come_after_a_closed_organisation_are_counted():
    world = tiny_world(1, 3, slots=0)
    world.organisations.alive = [False, True, True]
    world.organisations.know_how = [0.9, 0.2, 0.4]
    row = empty_row()
    rules.measure_organisations(world, row)
    assert row.organisations_alive == 2.0
    assert row.know_how == pytest.approx(0.3)


def test_the_fit_of_one_site_is_its_own():
    world = tiny_world(1, 1)
    world.sites.open[0, 1] = True
    world.sites.fit[0, 1] = 0.6
    row = empty_row()
    rules.measure_sites(world, row)
    assert row.fit == pytest.approx(0.6)
