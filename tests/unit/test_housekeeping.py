"""What is reset and counted between months."""

import pytest

from simulation.records import SOURCES, USES
from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

rules = rule_file("housekeeping")


def test_the_sites_counted_last_month_become_known():
    world = tiny_world(2, 1)
    world.communities.sites = [9, 9]
    world.communities.sites_counted = [3, 4]
    rules.turn_the_page(world)
    assert world.communities.sites.tolist() == [3, 4]
    assert world.communities.sites_counted.tolist() == [0, 0]


@pytest.mark.parametrize("name", ["offered", "offered_quality", "outreach_fte", "newcomers"])
def test_what_a_month_adds_up_begins_at_nothing(name):
    world = tiny_world(2, 1)
    world.communities[name] = 5.0
    rules.turn_the_page(world)
    assert world.communities[name].tolist() == [0.0, 0.0]


def test_people_and_their_mind_stay():
    world = tiny_world(1, 1)
    stays = ("waiting", "served", "served_by_programme", "trust", "quality", "used_share")
    for name in stays:
        world.communities[name] = 0.5
    rules.turn_the_page(world)
    assert [float(world.communities[name][0]) for name in stays] == [0.5] * len(stays)


def test_advocacy_begins_anew_at_all_policy_makers_the_nation_included():
    world = tiny_world(2, 1)
    world.policy_makers.advocacy_fte = 2.0
    world.policy_makers.will = 0.4
    rules.turn_the_page(world)
    assert world.policy_makers.advocacy_fte.tolist() == [0.0] * 3
    assert world.policy_makers.will.tolist() == [0.4] * 3


@pytest.mark.parametrize("name", [*SOURCES, *USES])
def test_no_entry_of_the_ledger_outlives_its_month(name):
    world = tiny_world(1, 1)
    world.ledger[name] = 12.0
    rules.turn_the_page(world)
    assert world.ledger[name][0] == 0.0


def test_organisations_at_work_are_counted_with_their_shares_of_funding():
    """Of four rows one has closed and one is still to be founded: shares 0.2 + 0.5."""
    world = tiny_world(1, 3, slots=1)
    world.organisations.funding_share[:3] = [0.2, 0.3, 0.5]
    world.organisations.alive[1] = False
    world.clock.alive, world.clock.young, world.clock.funded_share = 9, 9, 9.0
    rules.count_organisations(world)
    clock = world.clock[0]
    assert (clock.alive, clock.young) == (2, 0)
    assert clock.funded_share == pytest.approx(0.7)


@pytest.mark.parametrize(
    ("founded", "alive", "young"),
    [(5, True, 1), (6, True, 1), (28, True, 1), (4, True, 0), (0, True, 0), (6, False, 0)],
)
def test_the_young_were_founded_in_the_run_less_than_two_years_ago(founded, alive, young):
    """In month 28 those of month 4 are 24 months old, those of month 5 are 23."""
    world = tiny_world(1, 2, months=40)
    world.clock.month = 28
    world.organisations[1].founded_month = founded
    world.organisations[1].alive = alive
    rules.count_organisations(world)
    assert world.clock[0].young == young


def test_all_the_young_are_counted():
    world = tiny_world(1, 3)
    world.clock.month = 3
    world.organisations.founded_month[:2] = [1, 2]
    rules.count_organisations(world)
    assert (world.clock[0].young, world.clock[0].alive) == (2, 3)


@pytest.mark.parametrize(("month", "young"), [(0, 1), (3, 1), (23, 1), (24, 0)])
def test_founders_of_before_are_never_young_and_those_of_the_first_month_are(month, young):
    """One was founded 24 months before the first month, one in it."""
    world = tiny_world(1, 2)
    world.organisations.founded_month[:2] = [-24, 0]
    world.clock.month = month
    rules.count_organisations(world)
    assert world.clock[0].young == young
