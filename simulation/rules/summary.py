"""The outcomes of a whole run, from its months."""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from ..compiled import entry, rule

LEVEL_MONTHS = 3
YEAR = 12


@rule
def level(months, end):
    """Return the people served around a month: the mean of the three months up to it."""
    first = max(0, end - LEVEL_MONTHS + 1)
    total = 0.0
    for t in range(first, end + 1):
        total += months[t].reach
    return total / (end + 1 - first)


@rule
def best_year(months, end):
    """Return the people served in the best year up to ``end``, mean per month.

    Funding shorter than a year counts with the months that it has.

    A one-off grant may be spent long before the funding ends; against the level in that last
    month its cliff would go unseen.
    """
    best = 0.0
    total = 0.0
    for t in range(end + 1):
        total += months[t].reach
        if t >= YEAR:
            total -= months[t - YEAR].reach
        best = max(best, total / min(end + 1, YEAR))
    return best


@rule
def still_served(months, end, later):
    """Return the share of the level reached with funding still served ``later`` months after.

    Where the run ends before, its last month stands in; where nothing was served, nothing
    can be sustained and the share is 0.
    """
    before = best_year(months, end)
    then = min(end + later, len(months) - 1)
    return level(months, then) / before if before > 0.0 else 0.0


@rule
def lasting_share(months, end):
    """Return the share of all that was spent with funding that lasting sources could pay.

    sum of lasting share x cost / sum of cost, months 0 to ``end``
    """
    lasting = 0.0
    cost = 0.0
    for t in range(end + 1):
        lasting += months[t].lasting_cost_share * months[t].cost_eur
        cost += months[t].cost_eur
    return lasting / cost if cost > 0.0 else 0.0


@entry
def summarise_run(w, months, run):
    """Write the outcomes of a run into a row that holds zeros."""
    count = len(months)
    p = w.parameters[0]
    end = min(int(p.funding_months), count) - 1
    run.first_adoption_month = float(count)
    for t in range(count - 1, -1, -1):
        if months[t].programmes > 0.0:
            run.first_adoption_month = float(t)
    for t in range(count):
        add_month(months[t], run, count, t > end)
    run.lasting_cost_share = lasting_share(months, end)
    run.impact_direct = run.impact_total - run.impact_indirect
    run.reach_at_funding_end = level(months, end)
    run.reach_final = level(months, count - 1)
    run.sustainability_12 = still_served(months, end, 12)
    run.sustainability_36 = still_served(months, end, 36)
    run.returned_eur = w.clock[0].returned_eur
    run.cost_per_impact_eur = run.cost_eur / max(run.impact_total, 1.0)
    copy_last(months[count - 1], run)


@rule
def add_month(month, run, count, after_funding):
    """Add one month to the sums and means of a run."""
    run.impact_total += month.impact
    run.impact_indirect += month.impact_indirect
    run.reach_mean += month.reach / count
    run.unmet_need_mean += month.unmet_need / count
    run.shared_decision_share_mean += month.shared_decision_share / count
    run.strain_mean += month.strain / count
    run.cost_eur += month.cost_eur
    run.funding_eur += month.funding_eur
    run.programme_eur += month.programme_eur
    run.ledger_residual_eur = max(run.ledger_residual_eur, month.ledger_residual_eur)
    run.people_residual = max(run.people_residual, month.people_residual)
    if after_funding:
        run.impact_after_funding += month.impact


@rule
def copy_last(month, run):
    """Copy the state of the last month."""
    run.coverage_share_final = month.coverage_share
    run.coverage_gini_final = month.coverage_gini
    run.trust_final = month.trust
    run.acceptance_final = month.acceptance
    run.ownership_final = month.ownership
    run.programmes_final = month.programmes
    run.formal_agreements_final = month.formal_agreements
    run.abandonments = month.abandonments
    run.municipalities_reached_final = month.municipalities_reached
    run.relationships_final = month.relationships
    run.organisations_alive_final = month.organisations_alive
    run.organisations_founded = month.organisations_founded
    run.organisations_closed = month.organisations_closed
