"""What is measured: one row of outcomes a month, one a run."""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from ..compiled import entry, rule
from ..records import DEMAND, KNOW_HOW, MONEY, PREMISES, SITES_PER_ORGANISATION, STAFF


@rule
def money_held(w):
    """Return all money held by organisations and coalitions."""
    total = 0.0
    for o in range(len(w.organisations)):
        org = w.organisations[o]
        total += org.cash_eur + org.grant_eur + org.endowment_eur
    for g in range(len(w.coalitions)):
        total += w.coalitions[g].cash_eur
    return total


@rule
def measure_money(w, row):
    """Close the ledger: what came, what went, what is held, and what is unexplained."""
    ledger = w.ledger[0]
    clock = w.clock[0]
    lasting = ledger.own_income_eur + ledger.yield_eur + ledger.subsidy_eur
    lasting += ledger.programme_service_eur + ledger.setup_support_eur
    funding = ledger.steady_eur + ledger.oneoff_eur + ledger.matched_eur + ledger.endowment_eur
    cost = ledger.salaries_eur + ledger.rent_eur + ledger.materials_eur + ledger.setup_eur
    cost += ledger.instruments_eur + ledger.municipal_service_eur
    stock = money_held(w)
    row.cost_eur = cost
    row.funding_eur = funding
    row.programme_eur = ledger.subsidy_eur + ledger.programme_service_eur + ledger.setup_support_eur
    row.lasting_cost_share = min(1.0, lasting / cost) if cost > 0.0 else 0.0
    flow = lasting + funding - cost - ledger.returned_eur
    row.ledger_residual_eur = abs(flow - (stock - clock.stock_eur))
    clock.stock_eur = stock
    clock.returned_eur += ledger.returned_eur


@rule
def measure_people(w, row):
    """Count people: served where and how well, waiting, and what they think."""
    clock = w.clock[0]
    arrived = 0.0
    for c in range(len(w.communities)):
        community = w.communities[c]
        total = community.served + community.served_by_programme
        arrived += community.newcomers
        row.people_in_need += community.need
        row.reach_direct += community.served
        row.reach_indirect += community.served_by_programme
        row.waiting += community.waiting
        row.impact += total * community.quality
        row.impact_indirect += community.served_by_programme * w.parameters[0].programme_quality
        row.trust += community.need * community.trust
        row.acceptance += community.need * community.acceptance
        row.ownership += community.need * community.ownership
        if total >= 1.0:
            row.municipalities_reached += 1.0
        counted = community.unaware + community.waiting + total
        row.people_residual += abs(counted - community.need)
    row.reach = row.reach_direct + row.reach_indirect
    row.people_residual += abs(row.people_in_need - clock.people - arrived)
    clock.people = row.people_in_need
    need = max(row.people_in_need, 1e-9)
    row.unmet_need = row.people_in_need - row.reach
    row.quality = row.impact / row.reach if row.reach > 0.0 else 0.0
    row.coverage_share = row.reach / need
    row.trust /= need
    row.acceptance /= need
    row.ownership /= need
    row.coverage_gini = gini_of_coverage(w, need, row.reach)


@rule
def coverage(community):
    """Return the share of a community's need that is met."""
    total = community.served + community.served_by_programme
    return total / community.need if community.need > 0.0 else 0.0


@rule
def gini_of_coverage(w, need, reach):
    """Return the inequality of coverage between places, weighted by need.

    G = sum_i n_i x_i (2 C_i-1 + n_i - N) / (N X), places in rising order of coverage x,
    n: need, C: its running sum, N: all need, X: all served.  The order of last month is
    nearly right, so sorting it by insertion takes about one pass.
    """
    if reach <= 0.0:
        return 0.0
    order = w.coverage_order
    for i in range(1, len(order)):
        c = order[i]
        value = coverage(w.communities[c])
        j = i - 1
        while j >= 0 and coverage(w.communities[order[j]]) > value:
            order[j + 1] = order[j]
            j -= 1
        order[j + 1] = c
    before = 0.0
    total = 0.0
    for i in range(len(order)):
        community = w.communities[order[i]]
        served = community.served + community.served_by_programme
        total += served * (2.0 * before + community.need - need)
        before += community.need
    return max(0.0, total / (need * reach))


@rule
def measure_organisations(w, row):
    """Count organisations and their state, and what is scarce for them."""
    know_how = 0.0
    strain = 0.0
    contribution = 0.0
    pooled = 0.0
    owned = 0.0
    ties = 0.0
    alive = 0.0
    for o in range(len(w.organisations)):
        org = w.organisations[o]
        if not org.alive:
            continue
        alive += 1.0
        know_how += org.know_how
        strain += org.strain
        row.volunteers_fte += org.volunteers_fte
        ties += 0.5 * org.partners
        if org.in_coalition:
            row.coalition_members += 1.0
            contribution += org.contribution
        if org.capacity > 0.0:
            from_pool = org.served * org.pooled_capacity / org.capacity
            pooled += from_pool
            owned += (org.served - from_pool) * w.communities[org.home].ownership
        row.scarce_staff += 1.0 if org.scarce == STAFF else 0.0
        row.scarce_premises += 1.0 if org.scarce == PREMISES else 0.0
        row.scarce_money += 1.0 if org.scarce == MONEY else 0.0
        row.scarce_know_how += 1.0 if org.scarce == KNOW_HOW else 0.0
        row.scarce_demand += 1.0 if org.scarce == DEMAND else 0.0
    count = max(1.0, alive)
    row.organisations_alive = alive
    row.know_how = know_how / count
    row.strain = strain / count
    row.contribution = contribution / max(1.0, row.coalition_members)
    row.shared_decision_share = (pooled + owned) / row.reach if row.reach > 0.0 else 0.0
    row.relationships = ties + row.coalition_members
    row.scarce_staff /= count
    row.scarce_premises /= count
    row.scarce_money /= count
    row.scarce_know_how /= count
    row.scarce_demand /= count


@rule
def measure_sites(w, row):
    """Count sites that may serve, and how well they fit."""
    fit = 0.0
    for o in range(len(w.organisations)):
        for s in range(SITES_PER_ORGANISATION):
            site = w.sites[o, s]
            if site.open and site.permit_months <= 0.0:
                row.sites_open += 1.0
                fit += site.fit
    row.fit = fit / max(1.0, row.sites_open)


@rule
def measure_policy(w, row):
    """Count programmes and agreements, and what policy makers think."""
    clock = w.clock[0]
    places = len(w.communities)
    for m in range(places):
        policy_maker = w.policy_makers[m]
        row.will += policy_maker.will / places
        row.evidence += policy_maker.evidence / places
        row.programmes += 1.0 if policy_maker.adopted else 0.0
        row.formal_agreements += 1.0 if policy_maker.formal else 0.0
    row.relationships += row.programmes + row.formal_agreements
    row.abandonments = float(clock.abandoned)
    row.organisations_founded = float(clock.founded)
    row.organisations_closed = float(clock.closed)


@entry
def measure_month(w, row):
    """Write this month's outcomes into a row that holds zeros."""
    measure_people(w, row)
    measure_organisations(w, row)
    measure_sites(w, row)
    measure_policy(w, row)
    measure_money(w, row)
