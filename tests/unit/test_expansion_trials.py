"""Test before invest: small sites that look poor close after half a year."""

import numpy as np
import pytest

from tests.builders import tiny_world
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
    assert [key[1:] for key in asked] == [(7, world.organisations[1].identity, luck.TRIAL)]


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
