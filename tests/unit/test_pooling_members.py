"""Who is counted in which coalition, and coalitions of hardly anybody."""

import pytest

from simulation import records
from simulation.records import NOBODY, Records, World
from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

rules = rule_file("pooling")
ALIKE = {"substitution_elasticity": 0.5, "goal_difference": 0.0, "host_dependence": 0.0}


def coalition_of(members: int = 1, **parameters: float) -> tuple[World, Records]:
    """A world whose organisations are members since last month, and their coalition."""
    world = tiny_world(1, members, coalition=True, months=60, **{**ALIKE, **parameters})
    world.organisations.in_coalition[:members] = True
    world.organisations.contribution[:members] = 0.3
    world.coalitions[0].members = members
    world.clock.month = 1
    return world, world.coalitions[0]


def test_the_mean_of_one_member_is_its_own():
    world, coalition = coalition_of()
    coalition.members_counted, coalition.contribution_sum, coalition.gain_sum = 1, 0.3, -0.2
    rules.plan_jointly(world, 0)
    assert (coalition.contribution, coalition.gain) == pytest.approx((0.3, -0.2))


def test_means_for_less_than_one_person_serve_as_many():
    world, coalition = coalition_of()
    coalition.staff = coalition.premises = coalition.know_how = 0.5
    coalition.cash_eur = 1e6
    rules.plan_jointly(world, 0)
    assert coalition.capacity == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("own", "contribution", "pooled", "gain"),
    [
        (0.7, 0.3, 0.4, 0.1),  # alone 0.7 / 0.7 = 1: (1.1 - 1) / 1
        (0.35, 0.3, 0.4, 0.25),  # alone 0.5, counted as 1: (0.75 - 0.5) / 1
        (1.0, 0.99, 0.0, -0.95),  # at least 5 % count as kept: alone 20
    ],
)
def test_gain_of_hardly_anybody(own, contribution, pooled, gain):
    """15 % of it is felt this month."""
    world, coalition = coalition_of()
    org = world.organisations[0]
    org.own_capacity, org.contribution = own, contribution
    org.want = coalition.wanted = 1.0
    coalition.capacity = pooled
    rules.share_out(world, 0)
    assert org.gain == pytest.approx(0.15 * gain)


def test_all_members_are_counted_with_what_they_give_and_gain():
    """Gains 0.2 and 0.3; each gives 0.3 (1 - 0.1) = 0.27; one of them is the backbone."""
    world, coalition = coalition_of(2, imperfect_cooperation_per_month=0.1)
    coalition.contribution, coalition.gain = 0.3, 0.25
    world.organisations.gain[:2] = [0.2, 0.3]
    world.organisations.backbone[0] = True
    for o in range(2):
        rules.keep_membership(world, o)
    assert coalition.members_counted == 2
    assert coalition.contribution_sum == pytest.approx(0.54)
    assert coalition.gain_sum == pytest.approx(0.5)
    assert coalition.backbone_counted


@pytest.mark.parametrize("number", [0, 1])
def test_each_joins_its_own_coalition_and_has_gained_nothing_yet(draw, number):
    draw(0.5)
    world, _ = coalition_of()
    world = world._replace(coalitions=records.table(records.COALITION, 2))
    org = world.organisations[0]
    org.in_coalition, org.coalition, org.joins_month, org.gain = False, number, 1, 0.7
    rules.keep_membership(world, 0)
    assert org.in_coalition
    assert org.gain == 0.0
    assert world.coalitions.members_counted.tolist() == [1 - number, number]


def test_who_has_no_coalition_joins_none(draw):
    draw(0.0)
    world, coalition = coalition_of()
    org = world.organisations[0]
    org.in_coalition, org.coalition, org.joins_month = False, NOBODY, 1
    rules.keep_membership(world, 0)
    assert not org.in_coalition
    assert coalition.members_counted == 0


def test_nobody_leaves_at_a_rate_of_0_whatever_is_drawn(draw):
    draw(0.0)
    world, coalition = coalition_of(leaving_per_month=0.0)
    world.organisations[0].gain = coalition.gain = -0.5
    rules.keep_membership(world, 0)
    assert world.organisations[0].in_coalition


@pytest.mark.parametrize("gain", [0.0, -0.5])
def test_nobody_joins_later_for_nothing_whatever_is_drawn(draw, gain):
    draw(0.0)
    world, coalition = coalition_of(leaving_per_month=0.5)
    world.organisations[0].in_coalition = False
    coalition.gain = gain
    rules.keep_membership(world, 0)
    assert not world.organisations[0].in_coalition


@pytest.mark.parametrize(
    ("counted", "is_it", "left"),
    [(True, True, False), (True, False, True), (False, False, False), (False, True, False)],
)
def test_who_closes_after_it_was_counted_is_counted_no_more(counted, is_it, left):
    """3 - 1 members; contributions 0.8 - 0.3; gains 0.1 + 0.2; a backbone that stays."""
    world, coalition = coalition_of()
    org = world.organisations[0]
    org.contribution, org.gain, org.backbone = 0.3, -0.2, is_it
    coalition.members_counted, coalition.backbone_counted = 3, counted
    coalition.contribution_sum, coalition.gain_sum = 0.8, 0.1
    rules.uncount(coalition, org)
    assert coalition.members_counted == 2
    assert coalition.contribution_sum == pytest.approx(0.5)
    assert coalition.gain_sum == pytest.approx(0.3)
    assert coalition.backbone_counted == left


def test_a_single_member_knows_what_was_given():
    """0.2 (1 - 0.05), not 0.4 (1 - 0.05) as before anybody was counted."""
    world, coalition = coalition_of(contribution_share=0.4, imperfect_cooperation_per_month=0.05)
    coalition.contribution = 0.2
    rules.adjust_contribution(world, 0)
    assert world.organisations[0].contribution == pytest.approx(0.19)


@pytest.mark.parametrize(
    ("served", "demand", "factor"), [(1.0, 1.0, 1.2), (0.5, 0.5, 1.0), (0.0, 0.0, 0.8)]
)
def test_an_influx_that_hardly_anybody_seeks_help_in(served, demand, factor):
    """0.3 (1 + 0.2 (2 served / demand - 1)), a demand of one at least."""
    world, _ = coalition_of(solidarity_gain=0.2, contribution_share=0.3)
    world.calendar.monitoring = 1.0
    world.clock.influx_share = 1.0
    world.coalitions.contribution = 0.3
    world.organisations[0].served, world.organisations[0].demand = served, demand
    rules.adjust_contribution(world, 0)
    assert world.organisations[0].contribution == pytest.approx(0.3 * factor)


def test_nobody_gives_less_than_nothing():
    """0.3 (1 - 2) would be less."""
    world, coalition = coalition_of(imperfect_cooperation_per_month=2.0)
    coalition.contribution = 0.3
    rules.adjust_contribution(world, 0)
    assert world.organisations[0].contribution == 0.0


def test_the_purse_pays_for_less_than_one_person_onto_what_others_paid():
    """Half of a service for 0.8 people was used: 4 of 8 EUR."""
    world, coalition = coalition_of()
    coalition.capacity, coalition.used, coalition.budget_eur = 0.8, 0.4, 8.0
    coalition.cash_eur, coalition.members_counted = 100.0, 1
    world.ledger.materials_eur = 5.0
    rules.pay_from_the_purse(world, 0)
    assert world.ledger[0].materials_eur == pytest.approx(9.0)
