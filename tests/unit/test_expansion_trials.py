"""Test before invest: small sites that look poor close after half a year."""

import numpy as np
import pytest

from simulation.tiny import tiny_world
from tests.unit.plain import plain_module, rule_file

rules = rule_file("expansion")


def on_trial(fit: float = 0.5, age_months: float = 5.0, trial: bool = True):
    """Organisation 1 has sites 1 and 3 at work, alike but that only site 3 may be on trial."""
    world = tiny_world(2, 2, fit_at_start=0.6, evidence_noise=0.1)
    world.organisations[1].sites = 2
    world.sites.open[1, [1, 3]] = True
    world.sites.fit[1] = fit
    world.sites.age_months[1] = age_months
    world.sites.trial[1, 3] = trial
    return world


@pytest.mark.parametrize(
    ("fit", "bell", "stays"),
    [
        (0.44, 0.0, False),
        (0.46, 0.0, True),
        (0.44, 0.2, True),  # looks like 0.46
        (0.46, -0.2, False),
        (0.44, 0.05, False),
        (0.2, 2.0, False),
    ],
)
def test_a_tested_site_must_look_three_quarters_as_good_as_home(draw, fit, bell, stays):
    """Fit + 0.1 z against 0.75 x 0.6 = 0.45, whatever the fit of other sites."""
    world = on_trial(fit)
    draw(bell=bell)
    rules.decide_on_trial(world, 1, 3)
    assert world.sites.open[1].tolist() == [False, True, False, stays, False]
    assert not world.sites.trial[1, 3]
    assert world.organisations[1].sites == (2 if stays else 1)


@pytest.mark.parametrize(
    ("age", "trial", "decided"), [(4.0, True, False), (5.0, True, True), (5.0, False, False)]
)
def test_the_decision_falls_after_six_months_at_work(draw, age, trial, decided):
    """Poor sites all: only the one on trial closes, when its sixth month is over."""
    world = on_trial(0.1, age, trial)
    draw(bell=0.0)
    rules.wait_and_age(world, 1)
    assert world.sites.open[1].tolist() == [False, True, False, not decided, False]
    assert world.sites.trial[1, 3] == (trial and not decided)


def test_a_test_that_waits_for_its_permit_is_not_decided_on(draw):
    world = on_trial(0.1, 30.0)
    world.sites.permit_months[1, 3] = 9.0
    draw(bell=0.0)
    rules.wait_and_age(world, 1)
    assert world.sites.open[1, 3]


def test_who_passed_is_not_tested_again(draw):
    world = on_trial(0.5)
    draw(bell=0.0)
    rules.wait_and_age(world, 1)
    world.sites.fit[1, 3] = 0.1
    rules.wait_and_age(world, 1)
    assert world.sites.open[1, 3]


def test_the_impression_depends_on_nobody_elses_luck(monkeypatch):
    luck = plain_module("luck")
    asked = []
    monkeypatch.setattr(luck, "bell", lambda *key: asked.append(key) or 0.0)
    world = on_trial()
    world.clock.month = 7
    rules.decide_on_trial(world, 1, 3)
    place = world.communities[world.sites[1, 3].place]
    key = (int(world.organisations[1].identity) + int(place.identity)) % 2**32
    assert [tuple(map(int, one[1:])) for one in asked] == [(7, key, int(luck.TRIAL))]


def test_two_tests_that_end_in_one_month_are_judged_by_their_own_impressions():
    luck = plain_module("luck")
    world = on_trial()
    one, other = (
        luck.bell(world.clock[0], 7, (world.organisations[1].identity + place.identity) & luck.MASK,
                  luck.TRIAL)
        for place in world.communities[:2]
    )  # fmt: skip
    assert one != other


def test_nobody_is_served_at_a_closed_site():
    world = on_trial()
    world.sites.open[1] = True
    world.organisations[1].sites = 5
    world.sites.capacity[1] = world.sites.served[1] = 20.0
    before = world.sites.copy()
    rules.close_site(world, 1, 3)
    closed = world.sites[1, 3]
    assert (closed.open, closed.trial, closed.capacity, closed.served) == (False, False, 0.0, 0.0)
    assert world.organisations[1].sites == 4
    others = np.array([0, 1, 2, 4])
    assert (world.sites[1, others] == before[1, others]).all()
    assert (world.sites[0] == before[0]).all()


SETUP = {
    "site_setup_eur": 8_000, "site_premises_places": 15, "fit_at_start": 0.6,
    "evidence_noise": 0.1, "fit_loss_per_100_km": 0.0,
}  # fmt: skip


def opened_as_test(dose: float, fit: float, **state: float):
    """Organisation 1 paid for a small test in place 0 and opened it; the fit turned out so."""
    world = tiny_world(2, 2, **SETUP)
    world.calendar.testing = dose
    org = world.organisations[1]
    org.cash_eur, org.usual_premises_places = 40_000.0, 90.0
    assert rules.pay_for_site(world, 1, 0, rules.setup_cost_eur(world))
    rules.open_site(world, 1, 0, True)
    world.sites.fit[1, 0] = fit
    for name, value in state.items():
        setattr(org, name, value)
    return world, org


@pytest.mark.parametrize("later", [None, 0.0, 0.2])
@pytest.mark.parametrize("dose", [1.0, 0.5, 0.1])
def test_who_passes_has_paid_for_a_whole_site(draw, dose, later):
    """8,000 (1 - dose / 2) for the test and the rest when it goes on: 8,000 EUR, once.

    What was paid is remembered, whatever the dose is when the test is decided on.
    """
    draw(bell=0.0)
    world, org = opened_as_test(dose, fit=0.46)
    assert world.ledger[0].setup_eur == pytest.approx(8_000.0 * (1.0 - 0.5 * dose))
    if later is not None:
        world.calendar.testing = later
    rules.decide_on_trial(world, 1, 0)
    assert world.sites.open[1, 0]
    assert world.ledger[0].setup_eur == pytest.approx(8_000.0)
    assert org.cash_eur == pytest.approx(32_000.0)
    assert (org.premises_places, org.usual_premises_places) == (115.0, 105.0)


@pytest.mark.parametrize("dose", [1.0, 0.5, 0.1])
def test_who_fails_has_paid_for_the_test_alone_and_has_no_more_rooms_than_before(draw, dose):
    """100 places and 90 to keep, 15 more while it is tested, 100 and 90 again."""
    draw(bell=0.0)
    world, org = opened_as_test(dose, fit=0.44)
    assert (org.premises_places, org.usual_premises_places) == (115.0, 105.0)
    rules.decide_on_trial(world, 1, 0)
    assert not world.sites.open[1, 0]
    assert (org.premises_places, org.usual_premises_places) == (100.0, 90.0)
    assert org.cash_eur == pytest.approx(40_000.0 - 8_000.0 * (1.0 - 0.5 * dose))
    assert world.ledger[0].setup_eur == pytest.approx(8_000.0 * (1.0 - 0.5 * dose))


def test_a_programme_pays_its_share_of_both_parts(draw):
    """A quarter of 4,000 and of 4,000 EUR; 6,000 EUR are its own."""
    draw(bell=0.0)
    world = tiny_world(2, 2, **SETUP)
    world.policy_makers.programme_level[0] = 0.25
    world.calendar.testing = 1.0
    rules.pay_for_site(world, 1, 0, rules.setup_cost_eur(world))
    rules.open_site(world, 1, 0, True)
    rules.decide_on_trial(world, 1, 0)
    assert world.ledger[0].setup_support_eur == pytest.approx(2_000.0)
    assert world.organisations[1].cash_eur == pytest.approx(14_000.0)


@pytest.mark.parametrize(("cash", "goes_on"), [(8_000.0, True), (7_999.0, False)])
def test_who_cannot_pay_for_the_rest_gives_a_good_site_up(draw, cash, goes_on):
    """The rest of 4,000 EUR is half of 8,000; who has less keeps it, and no rooms."""
    draw(bell=0.0)
    world, org = opened_as_test(1.0, fit=0.6, cash_eur=cash)
    rules.decide_on_trial(world, 1, 0)
    assert world.sites.open[1, 0] == goes_on
    assert org.sites == int(goes_on)
    assert org.cash_eur == pytest.approx(4_000.0 if goes_on else 7_999.0)
    assert org.premises_places == (115.0 if goes_on else 100.0)
    assert not world.sites.trial[1, 0]


@pytest.mark.parametrize(
    ("now", "usual", "left"), [(23.0, 105.0, (8.0, 90.0)), (10.0, 12.0, (0.0, 0.0))]
)
def test_rooms_that_are_lost_already_cannot_be_given_up(now, usual, left):
    """15 places less, and no fewer than none."""
    org = tiny_world(1, 1).organisations[0]
    org.premises_places, org.usual_premises_places = now, usual
    rules.give_up_premises(org, 15.0)
    assert (org.premises_places, org.usual_premises_places) == left
