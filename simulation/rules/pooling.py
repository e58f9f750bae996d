"""Pooling and joint planning: what members give, get, spend on each other and lose."""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from math import exp

from .. import luck
from ..compiled import rule
from .service import combine

GAIN_MEMORY = 0.15


@rule
def plan_jointly(w, g):
    """Once a month a coalition combines what its members gave.

    Unlike goals waste part of the means: loss = goal difference (1 - shared goals) / 2.
    Premises suffer when the host has lost its own, or is gone.  Money beyond what the other
    means can use over the planning horizon is spare, and goes to the members.
    """
    coalition = w.coalitions[g]
    p = w.parameters[0]
    today = w.calendar[w.clock[0].month]
    coalition.members = coalition.members_counted
    coalition.has_backbone = coalition.backbone_counted
    count = max(1, coalition.members)
    coalition.contribution = coalition.contribution_sum / count
    coalition.gain = coalition.gain_sum / count
    coalition.wanted = coalition.wanted_counted
    agreed = 1.0 - 0.5 * p.goal_difference * (1.0 - today.shared_goals)
    hosted = 1.0 - p.host_dependence * coalition.host_loss
    coalition.host_loss *= 11.0 / 12.0
    most = max(coalition.staff, max(coalition.premises, coalition.know_how))
    money = coalition.cash_eur / p.planning_months / p.cost_per_client_eur
    money = min(money, most)
    coalition.budget_eur = money * p.cost_per_client_eur
    coalition.spare_eur = max(0.0, coalition.cash_eur - p.planning_months * coalition.budget_eur)
    if most > 0.0:
        coalition.capacity = agreed * combine(
            coalition.staff,
            coalition.premises * hosted,
            money,
            coalition.know_how,
            p.substitution_elasticity,
        )
    else:
        coalition.capacity = 0.0
    forget_last_month(coalition)


@rule
def forget_last_month(coalition):
    """The counts of last month are used up; this month's begin at nothing."""
    coalition.members_counted = 0
    coalition.backbone_counted = False
    coalition.contribution_sum = 0.0
    coalition.gain_sum = 0.0
    coalition.wanted_counted = 0.0
    coalition.staff = 0.0
    coalition.premises = 0.0
    coalition.know_how = 0.0
    coalition.used = 0.0


@rule
def share_out(w, o):
    """A member gets its part of the pooled service, by the people who seek its own.

    It compares that with what its contribution and its time would have made alone.
    """
    org = w.organisations[o]
    p = w.parameters[0]
    org.pooled_capacity = 0.0
    if not org.in_coalition:
        return
    coalition = w.coalitions[org.coalition]
    if coalition.wanted > 0.0:
        part = org.want / coalition.wanted
        org.pooled_capacity = coalition.capacity * part
        receive_spare_money(org, coalition, part)
    kept = max(1.0 - org.contribution, 0.05)
    alone = org.own_capacity / kept + org.coordination_fte * p.clients_per_fte
    with_others = org.own_capacity + org.pooled_capacity
    gain = (with_others - alone) / max(alone, 1.0)
    org.gain += GAIN_MEMORY * (min(1.0, max(-1.0, gain)) - org.gain)


@rule
def receive_spare_money(org, coalition, part):
    """A member gets its part of the coalition's spare money, to hire and to serve with."""
    received = min(part * coalition.spare_eur, coalition.cash_eur)
    coalition.cash_eur -= received
    org.cash_eur += received


@rule
def keep_membership(w, o):
    """An organisation joins, stays in or leaves its coalition.

    It weighs its own gain against the mean gain of all members, by how alike goals are:
    worth = d own + (1 - d) mean, d = goal difference; P(leave) = 1 - exp(rate x worth) if
    worth < 0.
    """
    org = w.organisations[o]
    p = w.parameters[0]
    clock = w.clock[0]
    if org.coalition < 0 or clock.month < org.joins_month or p.contribution_share <= 0.0:
        return
    coalition = w.coalitions[org.coalition]
    apart = p.goal_difference * (1.0 - w.calendar[clock.month].shared_goals)
    worth = apart * org.gain + (1.0 - apart) * coalition.gain
    move, _, _, _ = luck.uniforms(clock, clock.month, org.identity, luck.MEMBERSHIP)
    if not org.in_coalition:
        if clock.month == org.joins_month or move < p.leaving_per_month * max(0.0, worth):
            org.in_coalition = True
            org.contribution = p.contribution_share
            org.gain = 0.0
    elif worth < 0.0 and move < 1.0 - exp(p.leaving_per_month * worth):
        leave_coalition(w, o)
    if org.in_coalition:
        adjust_contribution(w, o)
        coalition.members_counted += 1
        coalition.backbone_counted = coalition.backbone_counted or org.backbone
        coalition.contribution_sum += org.contribution
        coalition.gain_sum += org.gain


@rule
def uncount(coalition, org):
    """A member that closes after it was counted this month is not counted."""
    coalition.members_counted -= 1
    coalition.backbone_counted = coalition.backbone_counted and not org.backbone
    coalition.contribution_sum -= org.contribution
    coalition.gain_sum -= org.gain


@rule
def leave_coalition(w, o):
    """A member leaves; with the host goes what depends on its premises, until others are found."""
    org = w.organisations[o]
    coalition = w.coalitions[org.coalition]
    org.in_coalition = False
    org.pooled_capacity = 0.0
    org.coordination_fte = 0.0
    org.contribution = 0.0
    org.gain = 0.0
    org.want = 0.0
    if org.host:
        coalition.host_loss = 1.0


@rule
def adjust_contribution(w, o):
    """A member gives a little less than the others gave, unless someone looks.

    c = mean (1 - shortfall (1 - m)) + recovery m (promise - mean), m = monitoring

    An influx lifts contributions where the coalition copes and lowers them where it fails.
    """
    org = w.organisations[o]
    p = w.parameters[0]
    clock = w.clock[0]
    coalition = w.coalitions[org.coalition]
    monitoring = w.calendar[clock.month].monitoring
    mean = coalition.contribution if coalition.members > 0 else p.contribution_share
    given = mean * (1.0 - p.imperfect_cooperation_per_month * (1.0 - monitoring))
    given += p.cooperation_recovery_per_month * monitoring * (p.contribution_share - mean)
    if clock.influx_share > 0.0:
        coped = org.served / max(org.demand, 1.0)
        given *= 1.0 + p.solidarity_gain * min(1.0, clock.influx_share) * (2.0 * coped - 1.0)
    org.contribution = min(0.95, max(0.0, given))


@rule
def pay_from_the_purse(w, g):
    """The coalition pays for the materials of the pooled service that was used.

    Where no member is left, what is in the purse goes back.
    """
    coalition = w.coalitions[g]
    if coalition.capacity > 0.0:
        due = coalition.budget_eur * min(1.0, coalition.used / coalition.capacity)
        due = min(due, coalition.cash_eur)
        coalition.cash_eur -= due
        w.ledger[0].materials_eur += due
    if coalition.members_counted == 0:
        w.ledger[0].returned_eur += coalition.cash_eur
        coalition.cash_eur = 0.0
