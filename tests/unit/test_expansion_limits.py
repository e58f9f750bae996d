"""Scale out, exactly at limits: ties, standards and shares of support."""

import pytest

from simulation.records import NOBODY
from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

rules = rule_file("expansion")


def test_among_equal_places_anywhere_the_one_drawn_first_is_chosen(draw):
    """No neighbours; of 8 places 0.55 is place 4 and 0.95 is place 7."""
    world = tiny_world(8, 1, fit_loss_per_100_km=0.0)
    world.neighbours[0] = NOBODY
    for third, fourth, chosen in ((0.55, 0.95, 4), (0.95, 0.55, 7)):
        draw(0.0, 0.0, third, fourth)
        assert rules.choose_place(world, 0) == chosen


@pytest.mark.parametrize(("cash", "could"), [(12_000.0, True), (11_999.0, False)])
def test_programmes_that_give_a_quarter_leave_three_quarters_to_pay(cash, could):
    """6,000 of 8,000 EUR from half of the cash."""
    world = tiny_world(1, 1, site_setup_eur=8_000, programme_generosity=0.25)
    world.organisations[0].cash_eur = cash
    assert rules.could_pay_for_site(world, 0) == could


@pytest.mark.parametrize("age", [6.0, 6.5, 9.0])
def test_a_test_is_decided_on_however_long_it_is_over(draw, age):
    world = tiny_world(1, 1, fit_at_start=0.6)
    draw(bell=0.0)
    site = world.sites[0, 0]
    site.open, site.trial, site.fit, site.age_months = True, True, 0.1, age
    rules.wait_and_age(world, 0)
    assert not site.open


@pytest.mark.parametrize(("fit", "stays"), [(0.375, True), (0.374, False)])
def test_exactly_the_standard_is_good_enough(draw, fit, stays):
    """Three quarters of 0.5; no noise."""
    world = tiny_world(1, 1, fit_at_start=0.5)
    draw(bell=0.0)
    site = world.sites[0, 0]
    site.open, site.trial, site.fit = True, True, fit
    rules.decide_on_trial(world, 0, 0)
    assert site.open == stays
