"""How an organisation divides its time: overheads first, then development, then service."""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from ..compiled import rule
from ..records import SITES_PER_ORGANISATION

APPLICATION_MONTHS = 3
YOUNG_MONTHS = 24
MENTOR_FTE = 0.2


@rule
def coordination_fte(members, has_backbone, dose, p):
    """Return the time that one member spends on coordinating with all others.

    c = time per tie (members - 1) (1 - backbone saving) (1 - dose)
    """
    saving = p.backbone_saving if has_backbone else 0.0
    return p.coordination_fte_per_tie * max(0, members - 1) * (1.0 - saving) * (1.0 - dose)


@rule
def overhead_fte(w, o):
    """Return the time that goes before anyone is served or anything developed."""
    org = w.organisations[o]
    p = w.parameters[0]
    clock = w.clock[0]
    today = w.calendar[clock.month]
    fte = org.partners * p.partner_upkeep_fte + org.sites * (
        p.site_overhead_fte
        + p.contact_fte * today.involve_policy_makers_intensity
        + p.involvement_fte * today.involve_communities_intensity
    )
    fte += today.instruments_fte / max(1, clock.alive)
    if clock.month < APPLICATION_MONTHS and p.grant_eur > 0.0:
        fte += p.application_fte_months * p.oneoff_share / APPLICATION_MONTHS
    if org.in_coalition:
        coalition = w.coalitions[org.coalition]
        org.coordination_fte = coordination_fte(
            coalition.members, coalition.has_backbone, today.coordination, p
        )
        fte += org.coordination_fte
    old = clock.alive - clock.young
    if clock.young > 0 and old > 0 and clock.month - org.founded_month >= YOUNG_MONTHS:
        fte += MENTOR_FTE * today.mentoring * clock.young / old
    return fte


@rule
def gather_volunteers(w, o):
    """People who own the service volunteer at its sites.

    v = ownership x need / 1000 x volunteers per 1000 (1 + dose) / sites in the place
    """
    org = w.organisations[o]
    p = w.parameters[0]
    dose = w.calendar[w.clock[0].month].volunteers
    org.volunteers_fte = 0.0
    for s in range(SITES_PER_ORGANISATION):
        site = w.sites[o, s]
        if site.open:
            community = w.communities[site.place]
            ready = community.ownership * community.need * p.volunteer_fte_per_1000 / 1000.0
            org.volunteers_fte += ready * (1.0 + dose) / max(1, community.sites)


@rule
def divide_time(w, o):
    """An organisation divides its staff time; volunteers only serve.

    development = share (staff - overhead); service = the rest + volunteers
    """
    org = w.organisations[o]
    today = w.calendar[w.clock[0].month]
    gather_volunteers(w, o)
    staff = org.staff_fte + org.temporary_fte
    free = max(0.0, staff - overhead_fte(w, o))
    development = free * today.development_time_share
    org.service_fte = free - development + org.volunteers_fte
    if org.own_strategy:
        org.effort_up_fte = development * org.own_up
        org.effort_out_fte = development * org.own_out
        org.effort_deep_fte = development * org.own_deep
    else:
        org.effort_up_fte = development * today.effort_up_share
        org.effort_out_fte = development * today.effort_out_share
        org.effort_deep_fte = development * today.effort_deep_share


@rule
def pay_for_instruments(w, o):
    """Organisations at work share the cost of the instruments; nobody pays beyond their cash."""
    org = w.organisations[o]
    clock = w.clock[0]
    share = w.calendar[clock.month].instruments_eur / max(1, clock.alive)
    from_grant = min(share, org.grant_eur)
    from_cash = min(share - from_grant, max(0.0, org.cash_eur))
    org.grant_eur -= from_grant
    org.cash_eur -= from_cash
    w.ledger[0].instruments_eur += from_grant + from_cash
