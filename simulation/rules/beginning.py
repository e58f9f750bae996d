"""How a run begins: endowments are drawn, first sites wait for their permits."""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from math import exp

from .. import luck
from ..compiled import entry, rule
from ..records import NOBODY
from .expansion import open_site
from .measure import money_held
from .staffing import full_cost_per_fte
from .workload import YOUNG_MONTHS

CAPACITY_SPREAD = 0.15
FIRST_WILL = 0.05


@rule
def uneven(clock, identity, purpose, unevenness):
    """Return a factor with median 1: exp(unevenness x z)."""
    return exp(unevenness * luck.bell(clock, 0, identity, purpose))


@rule
def equip(w, o):
    """An organisation draws its endowment around what the scenario says."""
    org = w.organisations[o]
    clock = w.clock[0]
    p = w.parameters[0]
    spread = p.endowment_unevenness
    org.staff_fte *= uneven(clock, org.identity, luck.ENDOWMENT_STAFF, spread)
    org.premises_places *= uneven(clock, org.identity, luck.ENDOWMENT_PREMISES, spread)
    org.cash_eur *= uneven(clock, org.identity, luck.ENDOWMENT_MONEY, spread)
    know_how = org.know_how * uneven(clock, org.identity, luck.ENDOWMENT_KNOW_HOW, spread)
    org.know_how = min(0.95, know_how)
    org.usual_premises_places = org.premises_places
    rent = org.premises_places * p.rent_eur_per_place
    org.own_income_eur = p.own_income_share * (org.staff_fte * full_cost_per_fte(p) + rent)
    org.expected_income_eur = org.own_income_eur
    org.founded_month = -YOUNG_MONTHS
    open_site(w, o, org.home, False)
    grow_before(w.sites[o, 0], p)


@rule
def grow_before(site, p):
    """A first site has a history: its permit came nearer, or it has been serving already.

    waiting = permit delay - head start; below 0 it is the age, and no design delays it more
    """
    waiting = p.permit_delay_months - p.head_start_months
    if waiting <= 0.0:
        site.permit_months = 0.0
        site.age_months = -waiting
    else:
        site.permit_months -= p.head_start_months


@rule
def take_office(w, m):
    """A policy maker draws its capacity and the will that it takes to convince it.

    capacity = mean + 0.15 z, 0.05-1; threshold = mean + spread z', 0.01-0.95
    """
    policy_maker = w.policy_makers[m]
    clock = w.clock[0]
    p = w.parameters[0]
    noise = CAPACITY_SPREAD * luck.bell(clock, 0, policy_maker.identity, luck.CAPACITY)
    capacity = p.administrative_capacity + noise
    policy_maker.administrative_capacity = min(1.0, max(0.05, capacity))
    noise = p.adoption_threshold_spread * luck.bell(clock, 0, policy_maker.identity, luck.THRESHOLD)
    threshold = p.adoption_threshold + noise
    policy_maker.adoption_threshold = min(0.95, max(0.01, threshold))
    policy_maker.goodwill = 1.0
    policy_maker.will = FIRST_WILL
    policy_maker.last_election = NOBODY


@entry
def begin(w):
    """Set the world to the state before its first month."""
    clock = w.clock[0]
    p = w.parameters[0]
    clock.funding_left = 1.0
    for c in range(len(w.communities)):
        community = w.communities[c]
        community.waiting = p.initial_awareness_share * community.need
        community.unaware = community.need - community.waiting
        community.trust = p.base_trust
        community.acceptance = p.base_acceptance
        clock.people += community.need
        w.coverage_order[c] = c
    for m in range(len(w.policy_makers)):
        take_office(w, m)
    for o in range(len(w.organisations)):
        org = w.organisations[o]
        if org.exists:
            equip(w, o)
            w.communities[org.home].sites_counted += 1
            clock.alive += 1
            clock.funded_share += org.funding_share
    clock.stock_eur = money_held(w)
