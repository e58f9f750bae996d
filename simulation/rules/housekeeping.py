"""What has to be reset and counted between months."""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from ..compiled import rule
from .workload import YOUNG_MONTHS


@rule
def turn_the_page(w):
    """The counts of last month become known; those of this month begin at nothing."""
    for c in range(len(w.communities)):
        community = w.communities[c]
        community.sites = community.sites_counted
        community.sites_counted = 0
        community.offered = 0.0
        community.offered_quality = 0.0
        community.outreach_fte = 0.0
        community.newcomers = 0.0
    for m in range(len(w.policy_makers)):
        w.policy_makers[m].advocacy_fte = 0.0
    clear_ledger(w.ledger[0])


@rule
def clear_ledger(ledger):
    """The ledger of a new month is empty."""
    ledger.steady_eur = 0.0
    ledger.oneoff_eur = 0.0
    ledger.matched_eur = 0.0
    ledger.endowment_eur = 0.0
    ledger.yield_eur = 0.0
    ledger.own_income_eur = 0.0
    ledger.subsidy_eur = 0.0
    ledger.programme_service_eur = 0.0
    ledger.setup_support_eur = 0.0
    ledger.salaries_eur = 0.0
    ledger.rent_eur = 0.0
    ledger.materials_eur = 0.0
    ledger.setup_eur = 0.0
    ledger.instruments_eur = 0.0
    ledger.municipal_service_eur = 0.0
    ledger.returned_eur = 0.0


@rule
def count_organisations(w):
    """Organisations at work are counted, and the young among them."""
    clock = w.clock[0]
    clock.alive = 0
    clock.young = 0
    clock.funded_share = 0.0
    for o in range(len(w.organisations)):
        org = w.organisations[o]
        if org.alive:
            clock.alive += 1
            clock.funded_share += org.funding_share
            if clock.month - org.founded_month < YOUNG_MONTHS:
                clock.young += 1
