"""Scale out: who is told, which place is chosen, and how well a service fits there."""

from math import exp

import numpy as np
import pytest

from simulation.records import NOBODY, SITES_PER_ORGANISATION, World
from simulation.tiny import tiny_world
from tests.unit.plain import plain_module, rule_file

rules = rule_file("expansion")


def open_sites(world: World, *places_of_sites: tuple[int, int]) -> None:
    """Give organisation 1 open sites: (site, place)."""
    for s, place in places_of_sites:
        world.sites.open[1, s] = True
        world.sites.place[1, s] = place
        world.organisations[1].sites += 1


@pytest.mark.parametrize(("strain", "part"), [(0.0, 0.5), (0.4, 0.3), (1.0, 0.0)])
def test_who_is_strained_calls_for_fewer_people(strain, part):
    """(1 - strain) / 2."""
    org = tiny_world(1, 1).organisations[0]
    org.strain = strain
    assert rules.outreach_part(org) == pytest.approx(part)


@pytest.mark.parametrize(("strain", "part"), [(0.0, 1.0), (0.4, 0.6), (1.0, 0.0)])
def test_who_runs_all_the_sites_it_can_prepares_no_more(strain, part):
    """1 - strain with five sites, half of that with four."""
    org = tiny_world(1, 1).organisations[0]
    org.strain = strain
    org.sites = SITES_PER_ORGANISATION
    assert rules.outreach_part(org) == pytest.approx(part)
    org.sites = SITES_PER_ORGANISATION - 1
    assert rules.outreach_part(org) == pytest.approx(part / 2)


def test_outreach_is_spread_over_sites():
    """0.3 x 2 FTE over three sites, two of them in place 2, onto what others do there."""
    world = tiny_world(3, 2)
    org = world.organisations[1]
    org.strain, org.effort_out_fte = 0.4, 2.0
    open_sites(world, (0, 1), (2, 2), (4, 2))
    world.communities.outreach_fte = 1.0
    rules.reach_out(world, 1)
    assert world.communities.outreach_fte.tolist() == pytest.approx([1.0, 1.2, 1.4])


def test_who_has_no_site_tells_nobody():
    world = tiny_world(2, 2)
    world.organisations[1].effort_out_fte = 2.0
    rules.reach_out(world, 1)
    assert world.communities.outreach_fte.sum() == 0.0


def test_a_place_counts_as_reached_while_a_site_is_open_there():
    world = tiny_world(4, 2)
    open_sites(world, (3, 2))
    world.sites.place[1, 1] = 3  # closed again
    world.sites.open[0, 0] = True  # another organisation's, in place 0
    assert [rules.has_site(world, 1, place) for place in range(4)] == [False, False, True, False]


def test_unlike_characters_matter_as_much_as_the_world_says():
    """0.5 x |0.9 - 0.3|, in both directions."""
    world = tiny_world(3, 1, place_difference=0.5)
    world.communities.character = [0.1, 0.9, 0.3]
    assert rules.difference(world, 1, 2) == pytest.approx(0.3)
    assert rules.difference(world, 2, 1) == pytest.approx(0.3)
    assert rules.difference(world, 1, 1) == 0.0


FIT = {
    "fit_at_start": 0.6, "fit_loss_by_difference": 0.5, "place_difference": 0.8,
    "fit_loss_per_100_km": 0.2, "site_setup_eur": 8_000, "site_setup_fte_months": 3,
}  # fmt: skip


def test_a_service_fits_less_where_places_are_unlike_and_far():
    """0.6 (1 - 0.5 x 0.8 x 0.5) e^(-0.2 x 50 / 100): 30 km east and 40 km south."""
    world = tiny_world(3, 1, **FIT)
    world.communities.character = [0.0, 0.2, 0.7]
    world.communities.x_km = [0.0, 100.0, 130.0]
    world.communities.y_km = [0.0, 90.0, 50.0]
    assert rules.expected_fit(world, 1, 2) == pytest.approx(0.6 * 0.8 * exp(-0.1))
    assert rules.expected_fit(world, 2, 1) == pytest.approx(0.6 * 0.8 * exp(-0.1))
    assert rules.expected_fit(world, 2, 2) == pytest.approx(0.6)


def choosing(places: int = 8, **parameters: float) -> World:
    """Organisation 1 at home in place 1, where it has a site; neighbours in order of distance.

    Places are alike and distance does not matter, so that needs alone decide.
    """
    world = tiny_world(places, 2, **{**FIT, "fit_loss_per_100_km": 0.0, **parameters})
    open_sites(world, (2, 1))
    world.neighbours[1] = [0, 2, 3, 4, 5, NOBODY]
    return world


@pytest.mark.parametrize(
    ("draws", "candidates"),
    [
        ((0.17, 0.34, 0.30, 0.80), {2, 3, 6}),  # neighbours 1 and 2 of 6; places 2 and 6 of 8
        ((0.67, 0.01, 0.88, 0.99), {5, 0, 7}),  # neighbours 4 and 0; place 7 twice
        ((0.99, 0.99, 0.01, 0.51), {0, 4}),  # there is no last neighbour
        ((0.99, 0.99, 0.13, 0.24), set()),  # only home, where a site is already
    ],
)
def test_two_neighbours_are_compared_with_two_places_anywhere(draw, draws, candidates):
    """A place wins when its need is the largest, if it was drawn and only then."""
    for place in range(8):
        world = choosing()
        world.communities.need = 10.0
        world.communities.need[place] = 1_000.0
        draw(*draws)
        chosen = rules.choose_place(world, 1)
        assert (chosen == place) == (place in candidates)
        assert chosen in (candidates or {NOBODY})


def compared(draw, second: dict, third: dict, **parameters: float) -> int:
    """The choice of organisation 1 between places 2 and 3, which are in this state."""
    world = choosing(**parameters)
    world.communities.need = 100.0
    for place, state in ((2, second), (3, third)):
        for name, value in state.items():
            table = world.policy_makers if name == "adopted" else world.communities
            table[name][place] = value
    draw(0.17, 0.34, 0.13, 0.13)
    return int(rules.choose_place(world, 1))


@pytest.mark.parametrize(
    ("second", "third", "chosen"),
    [
        ({"served": 30.0, "served_by_programme": 30.0}, {"need": 50.0}, 3),  # 40 against 50
        ({"served": 30.0, "served_by_programme": 15.0}, {"need": 50.0}, 2),  # 55 against 50
        ({"character": 0.0}, {"need": 85.0}, 3),  # fit 1 - 0.5 x 0.8 x 0.5: 80 against 85
        ({"character": 0.0}, {"need": 75.0}, 2),
        ({}, {"need": 55.0, "adopted": True}, 3),  # twice 55 against 100
        ({}, {"need": 45.0, "adopted": True}, 2),
        ({}, {}, 2),  # among equals the first
        ({"need": 1.0}, {"need": 0.0}, 2),  # one person is better than nobody
        ({"served": 100.0}, {"served": 120.0}, NOBODY),  # nobody is left to serve
        ({"need": 0.0}, {"need": 0.0, "adopted": True}, NOBODY),
    ],
)
def test_unserved_people_the_fit_and_programmes_decide(draw, second, third, chosen):
    assert compared(draw, second, third) == chosen


def test_the_choice_depends_on_nobody_elses_luck(monkeypatch):
    """The draw belongs to the organisation, the month and this purpose."""
    luck = plain_module("luck")
    asked = []
    monkeypatch.setattr(luck, "uniforms", lambda *key: asked.append(key) or (0.1,) * 4)
    world = choosing()
    world.clock.month = 7
    rules.choose_place(world, 1)
    identity = world.organisations[1].identity
    assert [key[1:] for key in asked] == [(7, identity, luck.EXPANSION)]


@pytest.mark.parametrize(("need", "chosen"), [(110.0, 2), (111.0, 3)])
def test_places_near_home_are_preferred(draw, need, chosen):
    """10 km and 20 km from home: 100 e^-0.1 = 90.5 against 110 e^-0.2 = 90.1, 111: 90.9."""
    found = compared(draw, {"need": 100.0}, {"need": need}, fit_loss_per_100_km=1.0)
    assert found == chosen


def test_fit_is_never_better_than_at_home_and_falls_with_every_kilometre():
    world = tiny_world(8, 1, **FIT)
    fits = [rules.expected_fit(world, 0, place) for place in range(8)]
    assert fits[0] == pytest.approx(0.6)
    assert np.all(np.diff(fits) < 0.0)
