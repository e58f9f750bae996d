"""Time for scaling up reaches the municipalities one works in, and the nation."""

import pytest

from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

rules = rule_file("advocacy")


def test_advocacy_is_spread_over_open_sites_and_the_nation():
    """0.9 FTE over 2 sites and the nation: 0.3 each; a closed site's place hears nothing."""
    world = tiny_world(4, 1)
    world.organisations[0].effort_up_fte = 0.9
    world.organisations[0].sites = 2
    for s, (place, is_open) in enumerate([(1, True), (3, True), (2, False)]):
        world.sites[0, s].place = place
        world.sites[0, s].open = is_open
    world.policy_makers[1].advocacy_fte = 0.1  # from others
    world.policy_makers[4].advocacy_fte = 0.2  # from others, at the nation
    rules.advocate(world, 0)
    assert world.policy_makers.advocacy_fte.tolist() == pytest.approx([0, 0.4, 0, 0.3, 0.5])


def test_without_a_site_only_the_nation_hears():
    world = tiny_world(2, 1)
    world.organisations[0].effort_up_fte = 0.5
    rules.advocate(world, 0)
    assert world.policy_makers.advocacy_fte.tolist() == pytest.approx([0, 0, 0.5])
