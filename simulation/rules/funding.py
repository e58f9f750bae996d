"""How money reaches an organisation: own income, steady, one-off, matched, endowed."""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from ..compiled import rule

NEARLY_NOTHING = 1e-12


@rule
def steady_eur_per_month(p):
    """Return the steady part of the public money, per month of funding.

    steady = grant (1 - one-off - matched - endowed) / months
    """
    steady_share = max(0.0, 1.0 - p.oneoff_share - p.matched_share - p.endowed_share)
    return p.grant_eur * steady_share / p.funding_months


@rule
def receive_money(w, o):
    """An organisation receives its own income, its yield and its part of the public money.

    Money of organisations that have closed goes to those at work, so that all arms spend
    the same.
    """
    org = w.organisations[o]
    p = w.parameters[0]
    clock = w.clock[0]
    ledger = w.ledger[0]
    yield_eur = org.endowment_eur * p.endowment_yield_per_year / 12.0
    org.cash_eur += org.own_income_eur + yield_eur
    org.received_eur += org.own_income_eur + yield_eur
    ledger.own_income_eur += org.own_income_eur
    ledger.yield_eur += yield_eur
    share = org.funding_share / max(clock.funded_share, NEARLY_NOTHING)
    if clock.month == 0:
        receive_at_once(org, p, ledger, share * clock.funding_left)
    if clock.month < p.funding_months:
        receive_steadily(w, o, share)
        matched = min(p.matching_rate * org.own_income_eur, org.matched_left_eur)
        org.matched_left_eur -= matched
        org.cash_eur += matched
        org.received_eur += matched
        ledger.matched_eur += matched
    else:
        org.promised_eur = 0.0


@rule
def receive_at_once(org, p, ledger, share):
    """In the first month come the one-off grant, the endowment and the promise to match."""
    oneoff = p.grant_eur * p.oneoff_share * share
    endowment = p.grant_eur * p.endowed_share * share
    org.grant_eur += oneoff
    org.endowment_eur += endowment
    org.matched_left_eur += p.grant_eur * p.matched_share * share
    ledger.oneoff_eur += oneoff
    ledger.endowment_eur += endowment


@rule
def receive_steadily(w, o, share):
    """Each month of funding brings its part; a member may pass some of it to the coalition."""
    org = w.organisations[o]
    p = w.parameters[0]
    steady = steady_eur_per_month(p) * share * w.clock[0].funding_left
    w.ledger[0].steady_eur += steady
    if org.in_coalition:
        together = steady * p.pooled_fund_share
        w.coalitions[org.coalition].cash_eur += together
        steady -= together
    org.cash_eur += steady
    org.promised_eur = steady


@rule
def return_unspent(w, o):
    """When the funding ends, what is left of a one-off grant goes back."""
    org = w.organisations[o]
    if w.clock[0].month >= w.parameters[0].funding_months and org.grant_eur > 0.0:
        w.ledger[0].returned_eur += org.grant_eur
        org.grant_eur = 0.0
        org.temporary_fte = 0.0
