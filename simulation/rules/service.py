"""Service from complementary inputs: the scarcest binds, the others lie idle."""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from math import exp, log

from ..compiled import rule
from ..records import (
    DEMAND,
    KNOW_HOW,
    MONEY,
    PARTNERS_PER_ORGANISATION,
    PREMISES,
    SITES_PER_ORGANISATION,
    STAFF,
)

SMALLEST_INPUT = 1e-6


@rule
def log_ratio(amount, lowest):
    """Return ln(input / scarcest input); most months one of four needs no logarithm."""
    return log(amount / lowest) if amount > lowest else 0.0


@rule
def weighed(amount, lowest, power):
    """Return (input / scarcest input)^power."""
    return exp(power * log(amount / lowest)) if amount > lowest else 1.0


@rule
def combine(staff, premises, money, know_how, elasticity):
    """Return the people that four inputs can serve together (CES with equal weights).

    Y = (sum x_k^r / 4)^(1/r), r = (s - 1) / s

    Each input is given as the people it could serve; equal inputs x give Y = x.  With a
    small elasticity s the scarcest decides, with a large one they replace each other.

    >>> round(combine(100.0, 100.0, 100.0, 100.0, 0.5), 6)
    100.0
    >>> combine(10.0, 100.0, 100.0, 100.0, 0.1) < 12.0
    True
    """
    lowest = max(SMALLEST_INPUT, min(min(staff, premises), min(money, know_how)))
    power = (elasticity - 1.0) / elasticity
    if abs(power) < 1e-4:
        logs = log_ratio(staff, lowest) + log_ratio(premises, lowest)
        logs += log_ratio(money, lowest) + log_ratio(know_how, lowest)
        return lowest * exp(0.25 * logs)
    mean = 0.25 * (
        weighed(staff, lowest, power)
        + weighed(premises, lowest, power)
        + weighed(money, lowest, power)
        + weighed(know_how, lowest, power)
    )
    return lowest * exp(log(mean) / power)


@rule
def scarcest(staff, premises, money, know_how):
    """Return the index of the input that could serve the fewest people."""
    scarce = STAFF
    least = staff
    if premises < least:
        scarce = PREMISES
        least = premises
    if money < least:
        scarce = MONEY
        least = money
    if know_how < least:
        scarce = KNOW_HOW
    return scarce


@rule
def premises_at_hand(w, o):
    """Return the places of an organisation's own and of partners' that it may use.

    own + sum over partners of merged share x their places / number of their partners: rooms
    are used in more hours, and each hour is given to one partner only.
    """
    places = w.organisations[o].premises_places
    share = w.parameters[0].merged_assets_share
    for k in range(PARTNERS_PER_ORGANISATION):
        partner = w.partners[o, k]
        if partner >= 0:
            other = w.organisations[partner]
            places += share * other.premises_places / max(1, other.partners)
    return places


@rule
def produce(w, o):
    """An organisation brings staff, premises, money and know-how together.

    A member of a coalition keeps the share of each input that it does not contribute; what
    it contributes is pooled next month.  Money is spread over the planning horizon, and no
    more of it is set aside for its own service than the other inputs can use; of what it gives,
    others may need just that surplus.
    """
    org = w.organisations[o]
    p = w.parameters[0]
    staff = org.service_fte * p.clients_per_fte
    premises = premises_at_hand(w, o)
    know_how = org.know_how * p.clients_per_know_how
    purse = purse_of_cash(org, p)
    if org.grant_eur > 0.0:
        purse += org.grant_eur / max(1.0, p.oneoff_spend_months - w.clock[0].month)
    most = max(staff, max(premises, know_how))
    money = min(purse / p.cost_per_client_eur, most)
    org.scarce = scarcest(staff, premises, money, know_how)
    alone = combine(staff, premises, money, know_how, p.substitution_elasticity)
    kept = 1.0 - org.contribution if org.in_coalition else 1.0
    org.own_capacity = kept * alone
    org.budget_eur = kept * money * p.cost_per_client_eur
    if org.in_coalition:
        contribute(w, o, staff, know_how, purse_of_cash(org, p))


@rule
def purse_of_cash(org, p):
    """Return the cash that an organisation plans to spend on service this month."""
    return max(0.0, org.cash_eur) / p.planning_months


@rule
def contribute(w, o, staff, know_how, money_eur):
    """A member gives its share of each input of its own to the coalition; money moves at once.

    Rooms lent by partners are not its to give, nor is a grant, which is for itself.
    """
    org = w.organisations[o]
    coalition = w.coalitions[org.coalition]
    share = org.contribution
    org.cash_eur -= share * money_eur
    coalition.cash_eur += share * money_eur
    coalition.staff += share * staff
    coalition.premises += share * org.premises_places
    coalition.know_how += share * know_how


@rule
def site_quality(site, org, p):
    """Return the quality of service at a site, 0-1.

    q = fit / (1 + L a^2) x (1 - strain loss x strain), L = over-adaptation loss, a = adaptation

    Fit grows by what is adapted, so that quality is best at a = sqrt(f0^2 + 1/L) - f0, f0 = fit
    before any change: at a fidelity 1 - a of 73 % for f0 = 0.6 and L = 2.5.
    """
    works = 1.0 / (1.0 + p.over_adaptation_loss * site.adaptation * site.adaptation)
    return site.fit * works * (1.0 - p.strain_quality_loss * org.strain)


@rule
def serve(w, o):
    """An organisation spreads what it can serve over its sites, by the demand in each place."""
    org = w.organisations[o]
    p = w.parameters[0]
    org.capacity = org.own_capacity + org.pooled_capacity
    total = 0.0
    for s in range(SITES_PER_ORGANISATION):
        site = w.sites[o, s]
        site.capacity = 0.0
        if site.open and site.permit_months <= 0.0:
            total += site_weight(w, site)
    if total > 0.0:
        for s in range(SITES_PER_ORGANISATION):
            site = w.sites[o, s]
            if site.open and site.permit_months <= 0.0:
                site.capacity = org.capacity * site_weight(w, site) / total
                site.quality = site_quality(site, org, p)
                community = w.communities[site.place]
                community.offered += site.capacity
                community.offered_quality += site.capacity * site.quality


@rule
def site_weight(w, site):
    """Return how much of the service a site asks for: seekers per site; a test asks less."""
    community = w.communities[site.place]
    weight = 1.0 + (community.waiting + community.served) / max(1, community.sites)
    if site.trial:
        weight *= 1.0 - 0.5 * w.calendar[w.clock[0].month].testing
    return weight


@rule
def settle(w, o):
    """At the end of the month an organisation counts whom it served, and pays for materials.

    Programmes pay their share of the cost of each person served at a site.
    """
    org = w.organisations[o]
    org.served = 0.0
    org.demand = 0.0
    for s in range(SITES_PER_ORGANISATION):
        site = w.sites[o, s]
        site.served = 0.0
        if site.open and site.permit_months <= 0.0:
            community = w.communities[site.place]
            site.served = site.capacity * community.used_share
            org.served += site.served
            org.demand += site.served
            if community.offered > 0.0:
                org.demand += community.waiting * site.capacity / community.offered
            receive_local_money(w, org, site)
    used_share = org.served / org.capacity if org.capacity > 0.0 else 0.0
    pay_for_materials(w, org, used_share)
    if org.in_coalition:
        coalition = w.coalitions[org.coalition]
        coalition.used += org.pooled_capacity * used_share
        org.want = 1.0 + org.demand
        coalition.wanted_counted += org.want
    stretch(org)


@rule
def receive_local_money(w, org, site):
    """A municipality with a programme pays its share for those served in its place.

    Away from home, people and firms of the place give something too.
    """
    subsidy = site.served * w.policy_makers[site.place].subsidy_eur_per_person
    given = 0.0
    if site.place != org.home and site.served > 0.0:
        given = w.parameters[0].site_income_eur
    org.cash_eur += subsidy + given
    org.received_eur += subsidy + given
    w.ledger[0].subsidy_eur += subsidy
    w.ledger[0].own_income_eur += given


@rule
def pay_for_materials(w, org, used_share):
    """Materials of an organisation's own service come from the grant first, then from cash."""
    due = org.budget_eur * used_share
    from_grant = min(due, org.grant_eur)
    from_cash = min(due - from_grant, max(0.0, org.cash_eur))
    org.grant_eur -= from_grant
    org.cash_eur -= from_cash
    w.ledger[0].materials_eur += from_grant + from_cash


@rule
def stretch(org):
    """Staff are strained where more people seek the service than can be served.

    strain moves by 30 % a month to x / (1 + x), x = unmet demand / capacity
    """
    if org.demand < 0.999 * org.capacity:
        org.scarce = DEMAND
    excess = max(0.0, org.demand - org.served) / max(org.capacity, 1.0)
    org.strain += 0.3 * (excess / (1.0 + excess) - org.strain)
