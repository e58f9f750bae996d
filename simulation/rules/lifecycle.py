"""New organisations enter; those without hands close."""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from .. import luck
from ..compiled import rule
from ..records import NOBODY, PARTNERS_PER_ORGANISATION, SITES_PER_ORGANISATION
from .expansion import close_site, open_site
from .pooling import leave_coalition, uncount
from .staffing import full_cost_per_fte

WEAK_MONTHS = 3
NEWCOMER_KNOW_HOW = 0.2


@rule
def close_if_too_weak(w, o):
    """An organisation with too few hands for three months closes; its money goes back.

    Returns whether it closed.
    """
    org = w.organisations[o]
    hands = org.staff_fte + org.temporary_fte + org.volunteers_fte
    if hands >= w.parameters[0].closing_staff_fte:
        org.weak_months = 0
        return False
    org.weak_months += 1
    if org.weak_months < WEAK_MONTHS:
        return False
    w.clock[0].closed += 1
    if org.in_coalition:
        uncount(w.coalitions[org.coalition], org)
        leave_coalition(w, o)
    for s in range(SITES_PER_ORGANISATION):
        if w.sites[o, s].open:
            close_site(w, o, s)
    for k in range(org.partners):
        forget_partner(w, w.partners[o, k], o)
        w.partners[o, k] = NOBODY
    w.ledger[0].returned_eur += org.cash_eur + org.grant_eur + org.endowment_eur
    org.cash_eur = 0.0
    org.grant_eur = 0.0
    org.endowment_eur = 0.0
    org.partners = 0
    org.staff_fte = 0.0
    org.temporary_fte = 0.0
    org.volunteers_fte = 0.0
    org.capacity = 0.0
    org.served = 0.0
    org.demand = 0.0
    org.alive = False
    return True


@rule
def forget_partner(w, o, gone):
    """An organisation takes a partner off its list and closes the gap."""
    org = w.organisations[o]
    found = False
    for k in range(org.partners):
        if w.partners[o, k] == gone:
            found = True
        if found:
            last = k + 1 == PARTNERS_PER_ORGANISATION
            w.partners[o, k] = NOBODY if last else w.partners[o, k + 1]
    if found:
        org.partners -= 1


@rule
def found(w, o):
    """Where an academy prepares newcomers, a new organisation may begin, with a site at home.

    P = rate per year / 12 x dose, for the next newcomer in line
    """
    org = w.organisations[o]
    clock = w.clock[0]
    p = w.parameters[0]
    begins, where, _, _ = luck.uniforms(clock, clock.month, org.identity, luck.FOUNDING)
    if begins >= p.founding_per_year / 12.0 * w.calendar[clock.month].academy:
        return
    org.exists = True
    org.alive = True
    org.founded_month = clock.month
    org.home = int(where * len(w.communities))
    org.staff_fte = p.newcomer_staff_fte
    org.know_how = NEWCOMER_KNOW_HOW
    org.premises_places = p.site_premises_places
    org.usual_premises_places = p.site_premises_places
    running = org.staff_fte * full_cost_per_fte(p)
    org.own_income_eur = p.own_income_share * running
    org.expected_income_eur = running
    org.cash_eur = p.planning_months * running
    w.ledger[0].own_income_eur += org.cash_eur
    clock.founded += 1
    open_site(w, o, org.home, False)


@rule
def newcomers(w):
    """The first organisation in line that does not exist yet may be founded."""
    for o in range(len(w.organisations)):
        if not w.organisations[o].exists:
            if w.calendar[w.clock[0].month].academy > 0.0:
                found(w, o)
            return
