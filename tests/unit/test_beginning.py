"""The first state of a world, before anything has happened."""

from math import exp

import pytest

from simulation.records import NOBODY
from simulation.tiny import tiny_world
from tests.unit.plain import plain_module, rule_file

rules = rule_file("beginning")
luck = plain_module("luck")
FIRST = {
    "endowment_unevenness": 0.5, "salary_eur_per_month": 900.0, "clients_per_fte": 20.0,
    "cost_per_client_eur": 5.0, "rent_eur_per_place": 2.0, "own_income_share": 0.4,
}  # fmt: skip


def test_unevenness_is_a_factor_around_1(draw):
    world = tiny_world(1, 1)
    for bell, factor in ((0.0, 1.0), (1.2, exp(0.6)), (-1.2, exp(-0.6))):
        draw(bell=bell)
        assert rules.uneven(world.clock[0], 1, luck.CAPACITY, 0.5) == pytest.approx(factor)


def test_each_input_has_luck_of_its_own(monkeypatch):
    """z = 1, 2, 3, -1 by purpose: factors e^0.5, e^1, e^1.5, e^-0.5."""
    bells = {
        luck.ENDOWMENT_STAFF: 1.0, luck.ENDOWMENT_PREMISES: 2.0, luck.ENDOWMENT_MONEY: 3.0,
        luck.ENDOWMENT_KNOW_HOW: -1.0,
    }  # fmt: skip
    asked = []

    def bell(_clock, month, agent, purpose):
        asked.append((month, agent))
        return bells[purpose]

    monkeypatch.setattr(luck, "bell", bell)
    world = tiny_world(1, 2, **FIRST)
    org = world.organisations[1]
    rules.equip(world, 1)
    assert org.staff_fte == pytest.approx(5 * exp(0.5))
    assert org.premises_places == pytest.approx(100 * exp(1.0))
    assert org.cash_eur == pytest.approx(20_000 * exp(1.5))
    assert org.know_how == pytest.approx(0.5 * exp(-0.5))
    assert set(asked) == {(0, org.identity)}
    assert world.organisations[0].staff_fte == 5.0


def test_nobody_begins_as_a_perfect_expert(draw):
    """0.5 e^(0.5 x 3) = 2.24, counted as 0.95."""
    world = tiny_world(1, 1, **FIRST)
    draw(bell=3.0)
    rules.equip(world, 0)
    assert world.organisations[0].know_how == 0.95


def test_own_income_pays_a_share_of_first_running_cost(draw):
    """0.4 (5 FTE x (900 + 20 x 5) + 100 places x 2) = 2,080 EUR a month, and expected to."""
    world = tiny_world(1, 1, **FIRST)
    draw()
    rules.equip(world, 0)
    org = world.organisations[0]
    assert org.own_income_eur == pytest.approx(2_080.0)
    assert org.expected_income_eur == pytest.approx(2_080.0)


def test_income_and_usual_premises_follow_what_was_drawn(draw):
    """With the factor e^0.5 all grow alike."""
    world = tiny_world(1, 1, **FIRST)
    draw(bell=1.0)
    rules.equip(world, 0)
    org = world.organisations[0]
    assert org.own_income_eur == pytest.approx(2_080.0 * exp(0.5))
    assert org.usual_premises_places == pytest.approx(100.0 * exp(0.5))


DELAYS = {"permit_delay_months": 6.0, "involvement_delay_months": 4.0}


@pytest.mark.parametrize(
    ("head_start", "waits", "age"),
    [
        (0.0, 8.0, 0.0),  # no history: all of 6 + 4 x 0.5
        (2.0, 6.0, 0.0),  # two of the eight are over
        (5.5, 2.5, 0.0),
        (6.0, 0.0, 0.0),  # the permit has just come, and no design delays it more
        (9.0, 0.0, 3.0),  # it came three months ago
        (48.0, 0.0, 42.0),
    ],
)
def test_the_first_site_has_a_history_at_home(draw, head_start, waits, age):
    """Permit after 6 months, 2 more for involvement at half intensity, less the head start."""
    world = tiny_world(
        3, 3, **DELAYS, head_start_months=head_start, involve_communities_intensity=0.5
    )
    world.calendar.testing = 1.0
    draw()
    rules.equip(world, 2)
    site = world.sites[2, 0]
    assert (bool(site.open), int(site.place)) == (True, 2)
    assert (site.permit_months, site.age_months) == pytest.approx((waits, age))
    assert not site.trial  # the first site is no test
    assert world.organisations[2].premises_places == 100.0  # and brings no rooms
    assert not world.sites.open[2, 1:].any()
    assert world.sites.age_months[2, 1:].tolist() == [0.0] * 4


def test_who_is_there_at_first_was_founded_before_and_is_young_in_no_month(draw):
    """Founded 24 months before the first, so already 24 months old in it."""
    world = tiny_world(2, 2)
    world.organisations.founded_month = 7
    draw()
    rules.begin(world)
    assert world.organisations.founded_month.tolist() == [-24, -24, 7]  # the slot is nobody yet
    rule_file("housekeeping").count_organisations(world)
    assert (world.clock[0].young, world.clock[0].alive) == (0, 2)


def test_people_begin_unaware_or_waiting(draw):
    """0.2 of 1,000 know the service already."""
    world = tiny_world(2, 1, initial_awareness_share=0.2, base_trust=0.45, base_acceptance=0.35)
    world.communities.need[1] = 500.0
    draw()
    rules.begin(world)
    assert world.communities.waiting.tolist() == pytest.approx([200.0, 100.0])
    assert world.communities.unaware.tolist() == pytest.approx([800.0, 400.0])
    assert world.communities.trust.tolist() == pytest.approx([0.45, 0.45])
    assert world.communities.acceptance.tolist() == pytest.approx([0.35, 0.35])
    assert world.communities.ownership.tolist() == [0.0, 0.0]
    assert world.clock[0].people == pytest.approx(1_500.0)


@pytest.mark.parametrize(
    ("capacity", "bell", "drawn"),
    [(0.5, 1.0, 0.65), (0.5, -2.0, 0.2), (0.9, 3.0, 1.0), (0.2, -3.0, 0.05)],
)
def test_administrations_differ_within_limits(draw, capacity, bell, drawn):
    """0.5 + 0.15 z, between 0.05 and 1."""
    world = tiny_world(2, 1, administrative_capacity=capacity)
    draw(bell=bell)
    rules.begin(world)
    assert world.policy_makers.administrative_capacity.tolist() == pytest.approx([drawn] * 3)


def test_each_administration_draws_by_its_own_key(monkeypatch):
    asked = []

    def bell(_clock, month, agent, purpose):
        asked.append((month, agent, purpose))
        return 0.0

    monkeypatch.setattr(luck, "bell", bell)
    world = tiny_world(2, 0)
    rules.begin(world)
    assert asked == [
        (0, m.identity, purpose)
        for m in world.policy_makers
        for purpose in (luck.CAPACITY, luck.THRESHOLD)
    ]


def test_policy_makers_begin_with_goodwill_and_little_will(draw):
    world = tiny_world(2, 1)
    draw()
    rules.begin(world)
    assert world.policy_makers.goodwill.tolist() == [1.0] * 3
    assert world.policy_makers.will.tolist() == [0.05] * 3
    assert not world.policy_makers.adopted.any()


def test_nobody_has_voted_before_the_first_month(draw):
    """So that an election in month 0 counts: the month of the last one is no month."""
    world = tiny_world(2, 1)
    world.policy_makers.last_election = 0
    draw()
    rules.begin(world)
    assert world.policy_makers.last_election.tolist() == [NOBODY] * 3


def test_only_organisations_that_exist_begin_and_are_counted(draw):
    """Homes 0, 1, 0 and one slot: two sites and one; shares 1/3 each; 20,000 EUR each."""
    world = tiny_world(2, 3, slots=1)
    world.organisations[0].grant_eur = 5.0
    world.coalitions[0].cash_eur = 7.0
    draw()
    rules.begin(world)
    clock = world.clock[0]
    assert world.communities.sites_counted.tolist() == [2, 1]
    assert world.organisations.sites.tolist() == [1, 1, 1, 0]
    assert (clock.alive, clock.funding_left) == (3, 1.0)
    assert clock.funded_share == pytest.approx(1.0)
    assert clock.stock_eur == pytest.approx(60_012.0)


def test_the_order_of_coverage_begins_anew():
    world = tiny_world(3, 0)
    world.coverage_order[:] = [2, 0, 1]
    rules.begin(world)
    assert world.coverage_order.tolist() == [0, 1, 2]
