"""Coalitions: what members give, get, spend on each other and lose."""

from math import exp

import pytest

from simulation.records import Records, World
from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

rules = rule_file("pooling")


def coalition_of(members: int = 2, **parameters: float) -> tuple[World, Records]:
    """A world whose organisations are members since last month, and their coalition."""
    world = tiny_world(1, members, coalition=True, months=60, **parameters)
    world.organisations.in_coalition[:members] = True
    world.organisations.contribution[:members] = 0.3
    coalition = world.coalitions[0]
    coalition.members = members
    coalition.contribution = 0.3
    world.clock.month = 1
    return world, coalition


ALIKE = {"substitution_elasticity": 0.5, "goal_difference": 0.0, "host_dependence": 0.0}


def test_equal_means_serve_as_many_together():
    """Staff, premises, know-how for 60 each and money for 4,800 / 2 / 40 = 60: 60 people."""
    world, coalition = coalition_of(**{**ALIKE, "planning_months": 2, "cost_per_client_eur": 40})
    coalition.staff = coalition.premises = coalition.know_how = 60.0
    coalition.cash_eur = 4_800.0
    rules.plan_jointly(world, 0)
    assert coalition.capacity == pytest.approx(60.0)
    assert coalition.budget_eur == pytest.approx(2_400.0)


def test_unlike_goals_waste_means_unless_they_are_shared():
    """60 (1 - 0.5 x 0.8 x (1 - dose))."""
    for dose, capacity in ((0.0, 36.0), (0.5, 48.0), (1.0, 60.0)):
        world, coalition = coalition_of(**{**ALIKE, "goal_difference": 0.8})
        world.calendar.shared_goals = dose
        coalition.staff = coalition.premises = coalition.know_how = 60.0
        coalition.cash_eur = 1e6
        rules.plan_jointly(world, 0)
        assert coalition.capacity == pytest.approx(capacity)


def test_money_beyond_what_the_other_means_can_use_stays_in_the_purse():
    world, coalition = coalition_of(**{**ALIKE, "cost_per_client_eur": 40})
    coalition.staff, coalition.premises, coalition.know_how = 30.0, 60.0, 10.0
    coalition.cash_eur = 1e6
    rules.plan_jointly(world, 0)
    assert coalition.budget_eur == pytest.approx(60.0 * 40.0)
    assert coalition.capacity < 60.0


def test_pooling_unlike_means_serves_more_than_each_alone():
    """One has staff, the other rooms: alone 1e-6 binds; together 100 of each."""
    service = rule_file("service")
    apart = sum(
        service.combine(staff, rooms, 100.0, 100.0, 0.5)
        for staff, rooms in ((100.0, 0.0), (0.0, 100.0))
    )
    world, coalition = coalition_of(**{**ALIKE, "planning_months": 1, "cost_per_client_eur": 1})
    coalition.staff = coalition.premises = 100.0
    coalition.know_how = 100.0
    coalition.cash_eur = 100.0
    rules.plan_jointly(world, 0)
    assert coalition.capacity == pytest.approx(100.0)
    assert apart < 1.0


def test_premises_suffer_with_the_host_and_recover():
    """Half of what depends on the host, who lost 0.8: premises 100 (1 - 0.5 x 0.8) = 60.

    Near elasticity 0 the scarcest decides; the loss fades by a twelfth a month.
    """
    world, coalition = coalition_of(
        **{**ALIKE, "host_dependence": 0.5, "substitution_elasticity": 0.01}
    )
    coalition.staff = coalition.premises = coalition.know_how = 100.0
    coalition.cash_eur = 1e6
    coalition.host_loss = 0.8
    rules.plan_jointly(world, 0)
    assert coalition.capacity == pytest.approx(60.0, rel=0.02)
    assert coalition.host_loss == pytest.approx(0.8 * 11 / 12)


def test_the_counts_of_last_month_become_known_and_begin_again():
    world, coalition = coalition_of()
    coalition.members_counted = 4
    coalition.backbone_counted = True
    coalition.contribution_sum = 1.0
    coalition.gain_sum = -0.4
    coalition.wanted_counted = 20.0
    coalition.used = 5.0
    coalition.staff = coalition.premises = coalition.know_how = 8.0
    rules.plan_jointly(world, 0)
    known = (coalition.members, coalition.has_backbone, coalition.wanted)
    assert known == (4, True, 20.0)
    assert coalition.contribution == pytest.approx(0.25)
    assert coalition.gain == pytest.approx(-0.1)
    again = ("members_counted", "backbone_counted", "contribution_sum", "gain_sum",
             "wanted_counted", "staff", "premises", "know_how", "used")  # fmt: skip
    assert [float(coalition[name]) for name in again] == [0.0] * len(again)


def test_a_coalition_without_means_serves_nobody():
    world, coalition = coalition_of()
    coalition.cash_eur = 1_000.0
    rules.plan_jointly(world, 0)
    assert coalition.capacity == 0.0
    assert coalition.contribution == 0.0


def test_members_share_the_pooled_service_by_those_who_seek_theirs():
    """Wants 30 and 10 of 40: three quarters of 80 people; a stranger gets none."""
    world, coalition = coalition_of(2)
    coalition.capacity = 80.0
    coalition.wanted = 40.0
    world.organisations.want[:2] = [30.0, 10.0]
    for o in range(2):
        rules.share_out(world, o)
    assert world.organisations.pooled_capacity[:2].tolist() == pytest.approx([60.0, 20.0])
    world.organisations[1].in_coalition = False
    rules.share_out(world, 1)
    assert world.organisations[1].pooled_capacity == 0.0


def test_gain_is_what_one_gets_against_what_one_could_do_alone():
    """Kept 70 % makes 70; alone 100 + 1 FTE x 20 = 120; with 98 from the pool 168.

    (168 - 120) / 120 = 0.4, of which 15 % is felt this month.
    """
    world, coalition = coalition_of(2, clients_per_fte=20)
    org = world.organisations[0]
    org.own_capacity = 70.0
    org.coordination_fte = 1.0
    org.want = coalition.wanted = 1.0
    coalition.capacity = 98.0
    rules.share_out(world, 0)
    assert org.gain == pytest.approx(0.15 * 0.4)
    coalition.capacity = 0.0  # (70 - 120) / 120
    rules.share_out(world, 0)
    assert org.gain == pytest.approx(0.06 + 0.15 * (-50 / 120 - 0.06))


def test_gain_is_counted_up_to_1():
    world, coalition = coalition_of(1)
    org = world.organisations[0]
    org.want = coalition.wanted = 1.0
    coalition.capacity = 1e9
    rules.share_out(world, 0)
    assert org.gain == pytest.approx(0.15)


def test_organisations_join_in_their_month_and_promise_their_share(draw):
    world, coalition = coalition_of(1, contribution_share=0.4, imperfect_cooperation_per_month=0.0)
    org = world.organisations[0]
    org.in_coalition = False
    coalition.members = 0
    org.joins_month = 3
    org.backbone = True
    draw(0.0)
    for month in range(3):
        world.clock.month = month
        rules.keep_membership(world, 0)
        assert not org.in_coalition
        assert coalition.members_counted == 0
    world.clock.month = 3
    rules.keep_membership(world, 0)
    assert org.in_coalition
    assert org.contribution == pytest.approx(0.4)
    assert coalition.members_counted == 1
    assert coalition.backbone_counted
    assert coalition.contribution_sum == pytest.approx(0.4)


def test_nobody_joins_where_nothing_is_contributed(draw):
    world, _ = coalition_of(1, contribution_share=0.0)
    world.organisations.in_coalition[0] = False
    world.clock.month = 0
    draw(0.0)
    rules.keep_membership(world, 0)
    assert not world.organisations[0].in_coalition


@pytest.mark.parametrize(
    ("own", "mean", "apart", "number", "stays"),
    [
        # Worth 0.5 x (-0.4) + 0.5 x (-0.2) = -0.3: P = 1 - exp(-0.5 x 0.3) = 0.139
        (-0.4, -0.2, 0.5, 0.138, False),
        (-0.4, -0.2, 0.5, 0.140, True),
        (-0.4, 0.5, 0.5, 0.0, True),  # others gain more than one loses
        (-0.4, 0.5, 1.0, 0.1, False),  # who has other goals looks only at himself
        (0.3, 0.3, 0.5, 0.0, True),
    ],
)
def test_members_leave_when_it_costs_them_more_than_it_brings(
    draw, own, mean, apart, number, stays
):
    world, coalition = coalition_of(2, leaving_per_month=0.5, goal_difference=apart)
    org = world.organisations[0]
    org.gain = own
    coalition.gain = mean
    draw(number)
    rules.keep_membership(world, 0)
    assert org.in_coalition == stays
    assert coalition.members == 2  # as known since the month began
    assert coalition.members_counted == (1 if stays else 0)
    assert exp(-0.15) == pytest.approx(1 - 0.139, abs=5e-4)


def test_shared_goals_let_members_look_at_what_all_gain(draw):
    world, coalition = coalition_of(2, leaving_per_month=1.0, goal_difference=1.0)
    world.organisations[0].gain = -1.0
    coalition.gain = 0.1
    world.calendar.shared_goals = 1.0
    draw(0.0)
    rules.keep_membership(world, 0)
    assert world.organisations[0].in_coalition


def test_outsiders_join_a_coalition_that_brings_its_members_something(draw):
    """Mean gain 0.4, alike goals: P = 0.5 x 0.4 = 0.2."""
    for number, joins in ((0.19, True), (0.21, False)):
        world, coalition = coalition_of(2, leaving_per_month=0.5, goal_difference=0.0)
        world.organisations[0].in_coalition = False
        coalition.gain = 0.4
        draw(number)
        rules.keep_membership(world, 0)
        assert world.organisations[0].in_coalition == joins


def test_who_leaves_takes_nothing_along_and_gets_nothing_any_more():
    """The purse stays; so does the number of members, which is counted anew every month."""
    world, coalition = coalition_of(2)
    coalition.cash_eur = 500.0
    for org in world.organisations[:2]:
        org.want = org.gain = org.pooled_capacity = org.coordination_fte = 1.0
    for o in range(2):
        rules.leave_coalition(world, o)
        org = world.organisations[o]
        assert (org.cash_eur, coalition.cash_eur) == (20_000.0, 500.0)
        left = ("in_coalition", "contribution", "gain", "want", "pooled_capacity",
                "coordination_fte")  # fmt: skip
        assert [float(org[name]) for name in left] == [0.0] * len(left)
    assert (coalition.members, coalition.host_loss) == (2, 0.0)


@pytest.mark.parametrize(
    ("monitoring", "contribution"),
    [
        (0.0, 0.2 * 0.95),  # nobody looks: a little less than the others gave
        (1.0, 0.2 + 0.1 * (0.4 - 0.2)),  # all look: back towards the promise of 0.4
        (0.5, 0.2 * 0.975 + 0.05 * 0.2),
    ],
)
def test_contributions_decay_without_monitoring_and_recover_with_it(monitoring, contribution):
    world, coalition = coalition_of(
        2, contribution_share=0.4, imperfect_cooperation_per_month=0.05,
        cooperation_recovery_per_month=0.1,
    )  # fmt: skip
    coalition.contribution = 0.2
    world.calendar.monitoring = monitoring
    rules.adjust_contribution(world, 0)
    assert world.organisations[0].contribution == pytest.approx(contribution)


def test_at_the_promise_monitoring_holds_contributions():
    world, _ = coalition_of(2, contribution_share=0.3)
    world.calendar.monitoring = 1.0
    rules.adjust_contribution(world, 0)
    assert world.organisations[0].contribution == pytest.approx(0.3)


def test_the_first_month_starts_from_the_promise():
    world, coalition = coalition_of(2, contribution_share=0.4, imperfect_cooperation_per_month=0.05)
    coalition.members = 0
    coalition.contribution = 0.0
    rules.adjust_contribution(world, 0)
    assert world.organisations[0].contribution == pytest.approx(0.38)


@pytest.mark.parametrize(
    ("served", "influx", "factor"),
    [(90.0, 0.5, 1.08), (10.0, 0.5, 0.92), (50.0, 0.5, 1.0), (100.0, 3.0, 1.2), (10.0, 0.0, 1.0)],
)
def test_an_influx_lifts_contributions_where_the_coalition_copes(served, influx, factor):
    """0.3 (1 + 0.2 min(1, influx) (2 served / 100 - 1)): it loses where it fails."""
    world, _ = coalition_of(2, solidarity_gain=0.2, contribution_share=0.3)
    world.calendar.monitoring = 1.0
    world.clock.influx_share = influx
    world.organisations[0].served = served
    world.organisations[0].demand = 100.0
    rules.adjust_contribution(world, 0)
    assert world.organisations[0].contribution == pytest.approx(0.3 * factor)


def test_a_contribution_leaves_at_least_5_percent_to_oneself():
    world, coalition = coalition_of(2, solidarity_gain=0.6, imperfect_cooperation_per_month=0.0)
    coalition.contribution = 0.9
    world.clock.influx_share = 1.0
    world.organisations[0].served = world.organisations[0].demand = 10.0
    rules.adjust_contribution(world, 0)
    assert world.organisations[0].contribution == 0.95


@pytest.mark.parametrize(
    ("used", "cash", "paid"), [(20.0, 900.0, 200.0), (80.0, 900.0, 400.0), (40.0, 150.0, 150.0)]
)
def test_the_purse_pays_for_the_service_that_was_used(used, cash, paid):
    """400 EUR were set aside for 40 people; unused money stays, more than all is not paid."""
    world, coalition = coalition_of()
    coalition.capacity = 40.0
    coalition.budget_eur = 400.0
    coalition.used = used
    coalition.cash_eur = cash
    coalition.members_counted = 1
    rules.pay_from_the_purse(world, 0)
    assert coalition.cash_eur == pytest.approx(cash - paid)
    assert world.ledger[0].materials_eur == pytest.approx(paid)
    assert world.ledger[0].returned_eur == 0.0
