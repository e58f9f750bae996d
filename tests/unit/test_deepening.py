"""Know-how, fit, and partners whose assets are merged."""

from math import exp

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.records import NOBODY
from simulation.tiny import directory_of, tiny_world
from tests.unit.plain import rule_file

rules = rule_file("deepening")


def test_learning_has_diminishing_returns():
    """1 - e^-0.2; the second half brings less than the first."""
    assert rules.learned_share(0.1, 2.0) == pytest.approx(1 - exp(-0.2))
    assert rules.learned_share(0.1, 2.0) < 2 * rules.learned_share(0.1, 1.0)
    assert rules.learned_share(0.1, 0.0) == 0.0


def test_half_of_the_time_for_deepening_and_some_practice_bring_know_how():
    """Time 0.5 x 2 + 0.1 x 4 = 1.4 FTE-months: 0.5 + 0.5 (1 - e^-0.14)."""
    world = tiny_world(1, 1, know_how_gain_per_fte_month=0.1, practice_share=0.1)
    org = world.organisations[0]
    org.effort_deep_fte, org.service_fte = 2.0, 4.0
    rules.learn(world, 0)
    assert org.know_how == pytest.approx(1.0 - 0.5 * exp(-0.14))


def test_an_instrument_for_know_how_helps_all_by_the_same_share():
    """0.5 + 0.04 x 0.5 x (1 - 0.5)."""
    world = tiny_world(1, 1, instrument_effect_per_month=0.04)
    world.calendar.know_how = 0.5
    rules.learn(world, 0)
    assert world.organisations[0].know_how == pytest.approx(0.51)


@pytest.mark.parametrize(
    ("founded", "month", "gain"),
    [(5, 10, 0.03), (5, 28, 0.03), (5, 29, 0.0), (0, 10, 0.03), (0, 24, 0.0), (-24, 0, 0.0)],
)
def test_mentoring_helps_the_young_only(founded, month, gain):
    """0.06 x dose 0.5 for those founded in the run, month 0 too, in their first 24 months."""
    world = tiny_world(1, 1, months=40, mentoring_gain_per_month=0.06)
    world.calendar.mentoring = 0.5
    world.clock.month = month
    world.organisations[0].founded_month = founded
    rules.learn(world, 0)
    assert world.organisations[0].know_how == pytest.approx(0.5 + gain * 0.5)


def test_know_how_passes_from_the_best_partner():
    """0.5 + 0.1 (0.9 - 0.5); the better partner loses nothing and learns nothing from the worse."""
    world = tiny_world(1, 3, know_how_transfer_per_month=0.1)
    world.organisations.know_how[:3] = [0.5, 0.7, 0.9]
    world.partners[0, :2] = [1, 2]
    world.partners[2, 0] = 0
    rules.learn(world, 0)
    rules.learn(world, 2)
    assert world.organisations.know_how[:3].tolist() == pytest.approx([0.54, 0.7, 0.9])


def test_nobody_knows_more_than_everything():
    """All that is missing is learned at once, and 0.1 (1 - 0.5) comes from a partner too."""
    world = tiny_world(1, 2, know_how_transfer_per_month=0.1, instrument_effect_per_month=1.0)
    world.calendar.know_how = 1.0
    world.organisations.know_how[:2] = [0.5, 1.0]
    world.partners[0, 0] = 1
    rules.learn(world, 0)
    assert world.organisations[0].know_how == 1.0


@settings(deadline=None)
@given(
    st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0),
    st.floats(0.0, 50.0),
)  # fmt: skip
def test_know_how_stays_between_what_it_was_and_1(own, partners, transfer, dose, time):
    world = tiny_world(
        1, 2, know_how_transfer_per_month=transfer, instrument_effect_per_month=0.9,
        know_how_gain_per_fte_month=0.3,
    )  # fmt: skip
    world.calendar.know_how = dose
    world.organisations.know_how[:2] = [own, partners]
    world.organisations[0].effort_deep_fte = time
    world.partners[0, 0] = 1
    rules.learn(world, 0)
    assert own - 1e-12 <= world.organisations[0].know_how <= 1.0


def test_fit_improves_while_sites_are_young():
    """Deepening 0.5 x 4 / 2 sites = 1 FTE-month each, involvement 0.05 x 0.4.

    Gain (1 - e^-0.1) + 0.02, times e^-1 for a site as old as hardening takes.
    """
    world = tiny_world(
        2, 1, fit_gain_per_fte_month=0.1, involvement_fit_gain_per_month=0.05,
        involve_communities_intensity=0.4, fit_hardening_months=18,
    )  # fmt: skip
    org = world.organisations[0]
    org.effort_deep_fte, org.sites = 4.0, 2
    world.sites.open[0, :2] = True
    world.sites.fit[0, :3] = 0.6
    world.sites.age_months[0, :2] = [0.0, 18.0]
    rules.improve_fit(world, 0)
    gained = 1 - exp(-0.1) + 0.02
    assert world.sites.fit[0, :3].tolist() == pytest.approx(
        [0.6 + 0.4 * gained, 0.6 + 0.4 * gained * exp(-1.0), 0.6]
    )


def test_who_has_no_site_has_no_fit_to_improve():
    world = tiny_world(1, 1)
    world.organisations[0].effort_deep_fte = 4.0
    rules.improve_fit(world, 0)
    assert world.sites.fit.sum() == 0.0


def test_a_willing_organisation_becomes_a_partner_on_both_sides(draw):
    """P(ask) = 0.25 (1 - e^-1) = 0.158; willing 0.4 at equal goals."""
    world = tiny_world(1, 2, partner_willingness=0.4)
    world.organisations[0].effort_deep_fte = 1.0
    draw(0.157, 0.5, 0.39)
    rules.find_partner(world, 0)
    assert world.organisations.partners[:2].tolist() == [1, 1]
    assert world.partners[:2, 0].tolist() == [1, 0]
    rules.find_partner(world, 0)  # not the same partner twice
    assert world.organisations.partners[:2].tolist() == [1, 1]


@pytest.mark.parametrize(
    ("ask", "time", "asks"),
    [(0.249, 50.0, True), (0.251, 50.0, False), (0.0, 0.0, False), (0.147, 0.9, True),
     (0.149, 0.9, False)],
)  # fmt: skip
def test_nobody_asks_more_often_than_once_in_four_months(draw, ask, time, asks):
    """0.25 (1 - e^-50) = 0.25; 0.25 (1 - e^-0.9) = 0.1484; without time nobody asks."""
    world = tiny_world(1, 2, partner_willingness=1.0)
    world.organisations[0].effort_deep_fte = time
    draw(ask, 0.5, 0.0)
    rules.find_partner(world, 0)
    assert world.organisations[0].partners == int(asks)


@pytest.mark.parametrize(
    ("ask", "willing", "goal"),
    [
        (0.159, 0.39, 0.5),  # does not ask
        (0.157, 0.41, 0.5),  # is not willing
        (0.157, 0.37, 0.7),  # willing 0.4 (1 - 0.5 x 0.2) = 0.36 where goals differ
    ],
)
def test_partners_must_be_asked_willing_and_alike(draw, ask, willing, goal):
    world = tiny_world(1, 2, partner_willingness=0.4, goal_difference=0.5)
    world.organisations[0].effort_deep_fte = 1.0
    world.organisations[1].goal = goal
    draw(ask, 0.5, willing)
    rules.find_partner(world, 0)
    assert world.organisations.partners.tolist() == [0, 0, 0]
    assert (world.partners == NOBODY).all()


@pytest.mark.parametrize("full", [0, 1])
def test_nobody_has_more_than_six_partners(draw, full):
    world = tiny_world(1, 2)
    world.organisations[0].effort_deep_fte = 5.0
    world.organisations[full].partners = 6
    draw(0.0, 0.5, 0.0)
    rules.find_partner(world, 0)
    assert world.organisations[1 - full].partners == 0


def test_partners_are_looked_up_by_the_next_key():
    """Keys at 0.1, 0.4, 0.9 of their range, in other rows; 0.2 -> 0.4, 0.95 -> round to 0.1."""
    world = tiny_world(1, 4, slots=0)
    world.organisations.identity = [int(share * 2**32) for share in (0.9, 0.1, 0.4, 0.6)]
    world = world._replace(directory=directory_of(world.organisations))
    assert rules.look_up(world, 3, 0.2) == 2
    assert rules.look_up(world, 3, 0.95) == 1
    assert rules.look_up(world, 3, 0.5) == 0  # the next key, 0.6, is one's own
    world.organisations[0].alive = False
    assert rules.look_up(world, 3, 0.5) == 1
    world.organisations.alive[:3] = False
    assert rules.look_up(world, 3, 0.5) == NOBODY


def test_every_organisation_can_be_looked_up_and_none_finds_itself():
    world = tiny_world(1, 8)
    found = {rules.look_up(world, 0, where) for where in np.linspace(0.0, 1.0, 2_001)}
    assert found == set(range(1, 8))


def test_partners_know_each_other():
    world = tiny_world(1, 3)
    world.partners[0, 5] = 2
    assert rules.are_partners(world, 0, 2)
    assert not rules.are_partners(world, 0, 1)
