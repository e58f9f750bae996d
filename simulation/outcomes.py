"""What is measured, each outcome defined once: every month, and once per run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True)
class Outcome:
    """One measured quantity: its unit, its meaning and which direction people want."""

    name: str
    unit: str
    meaning: str
    better: Better = "neither"


MONTHLY: tuple[Outcome, ...] = (
    Outcome("people_in_need", "people", "People who share the need, served or not."),
    Outcome("reach", "people", "People served, by sites and by programmes.", "higher"),
    Outcome("reach_direct", "people", "People served at the organisations' sites.", "higher"),
    Outcome("reach_indirect", "people", "People served by municipal programmes.", "higher"),
    Outcome("waiting", "people", "People who look for the service and are not served.", "lower"),
    Outcome("unmet_need", "people", "People in need who are not served.", "lower"),
    Outcome(
        "impact", "person-months", "People served, each weighted by quality between 0 and 1.",
        "higher",
    ),
    Outcome("impact_indirect", "person-months", "The part of impact due to municipal programmes.",
            "higher"),
    Outcome("quality", "0-1", "Mean quality of the service received.", "higher"),
    Outcome("coverage_share", "share", "People served per person in need.", "higher"),
    Outcome(
        "coverage_gini", "0-1", "Inequality of coverage between places, weighted by need.", "lower"
    ),
    Outcome("trust", "0-1", "Trust in services and institutions, mean over need.", "higher"),
    Outcome("acceptance", "0-1", "Acceptance by the neighbours, mean over need.", "higher"),
    Outcome("ownership", "0-1", "Capacity of communities to act, mean over need.", "higher"),
    Outcome(
        "shared_decision_share", "share",
        "Share of the service about whose means coalitions or communities decide.", "higher",
    ),
    Outcome("will", "0-1", "Will of municipal policy makers, mean.", "higher"),
    Outcome("evidence", "0-1", "What municipal policy makers believe of the service, mean."),
    Outcome("programmes", "municipalities", "Municipalities with a programme.", "higher"),
    Outcome("formal_agreements", "municipalities", "Programmes that are formal.", "higher"),
    Outcome("abandonments", "programmes", "Programmes dropped so far.", "lower"),
    Outcome("municipalities_reached", "municipalities", "Municipalities where anyone is served.",
            "higher"),
    Outcome("relationships", "ties", "Partnerships, coalition memberships and agreements.",
            "higher"),
    Outcome("organisations_alive", "organisations", "Organisations at work.", "higher"),
    Outcome("organisations_founded", "organisations", "Organisations founded so far.", "higher"),
    Outcome("organisations_closed", "organisations", "Organisations closed so far.", "lower"),
    Outcome("sites_open", "sites", "Sites that serve people.", "higher"),
    Outcome("coalition_members", "organisations", "Organisations in a coalition."),
    Outcome("contribution", "share", "Means that members give to their coalitions, mean."),
    Outcome("know_how", "0-1", "Know-how of organisations at work, mean.", "higher"),
    Outcome("fit", "0-1", "Fit of open sites with their places, mean.", "higher"),
    Outcome("strain", "0-1", "Strain of staff in organisations at work, mean.", "lower"),
    Outcome("volunteers_fte", "FTE", "Volunteer work.", "higher"),
    Outcome("cost_eur", "EUR", "Everything spent this month.", "lower"),
    Outcome("funding_eur", "EUR", "Public money of the funding compared, paid out this month."),
    Outcome("programme_eur", "EUR", "Public money of municipal programmes, paid this month."),
    Outcome(
        "lasting_cost_share", "share",
        "Share of this month's cost that income from lasting sources could pay.", "higher",
    ),
    Outcome("scarce_staff", "share", "Organisations for which staff is scarcest."),
    Outcome("scarce_premises", "share", "Organisations for which premises are scarcest."),
    Outcome("scarce_money", "share", "Organisations for which money is scarcest."),
    Outcome("scarce_know_how", "share", "Organisations for which know-how is scarcest."),
    Outcome("scarce_demand", "share", "Organisations that could serve more people than come."),
    Outcome("ledger_residual_eur", "EUR", "Sources less uses less change of stocks; must be 0."),
    Outcome("people_residual", "people", "People who vanished or appeared; must be 0."),
)  # fmt: skip

RUN: tuple[Outcome, ...] = (
    Outcome("impact_total", "person-months", "Impact summed over the run.", "higher"),
    Outcome("impact_direct", "person-months", "Impact at the organisations' sites.", "higher"),
    Outcome("impact_indirect", "person-months", "Impact of municipal programmes.", "higher"),
    Outcome("impact_after_funding", "person-months", "Impact after the funding ended.", "higher"),
    Outcome("reach_mean", "people", "People served, mean over months.", "higher"),
    Outcome("reach_at_funding_end", "people", "People served when the funding ends.", "higher"),
    Outcome("reach_final", "people", "People served in the last month.", "higher"),
    Outcome(
        "sustainability_12", "share",
        "Share of the best year during funding still served 12 months after its end.", "higher",
    ),
    Outcome(
        "sustainability_36", "share",
        "Share of the best year during funding still served 36 months after its end.", "higher",
    ),
    Outcome(
        "lasting_cost_share", "share",
        "Share of all cost until the funding ends that lasting sources could pay.", "higher",
    ),
    Outcome("unmet_need_mean", "people", "People in need not served, mean.", "lower"),
    Outcome("coverage_share_final", "share", "Coverage in the last month.", "higher"),
    Outcome("coverage_gini_final", "0-1", "Inequality of coverage in the last month.", "lower"),
    Outcome("trust_final", "0-1", "Trust in the last month.", "higher"),
    Outcome("acceptance_final", "0-1", "Acceptance in the last month.", "higher"),
    Outcome("ownership_final", "0-1", "Ownership in the last month.", "higher"),
    Outcome("shared_decision_share_mean", "share", "Share of shared decisions, mean.", "higher"),
    Outcome("programmes_final", "municipalities", "Programmes in the last month.", "higher"),
    Outcome("formal_agreements_final", "municipalities", "Formal agreements in the last month.",
            "higher"),
    Outcome("abandonments", "programmes", "Programmes dropped.", "lower"),
    Outcome("first_adoption_month", "month",
            "Month of the first programme; the horizon if there is none.", "lower"),
    Outcome("municipalities_reached_final", "municipalities",
            "Municipalities where anyone is served in the last month.", "higher"),
    Outcome("relationships_final", "ties", "Relationships in the last month.", "higher"),
    Outcome("organisations_alive_final", "organisations", "Organisations at work at the end.",
            "higher"),
    Outcome("organisations_founded", "organisations", "Organisations founded.", "higher"),
    Outcome("organisations_closed", "organisations", "Organisations closed.", "lower"),
    Outcome("strain_mean", "0-1", "Strain of staff, mean.", "lower"),
    Outcome("cost_eur", "EUR", "Everything spent.", "lower"),
    Outcome("funding_eur", "EUR", "Public money of the funding compared, paid out.", "neither"),
    Outcome("programme_eur", "EUR", "Public money of municipal programmes."),
    Outcome("returned_eur", "EUR", "Given back: unspent grants, and what a closed one held."),
    Outcome("cost_per_impact_eur", "EUR/person-month",
            "All costs, whoever pays, per unit of impact.", "lower"),
    Outcome("ledger_residual_eur", "EUR", "Largest monthly residual of the ledger; must be 0."),
    Outcome("people_residual", "people", "Largest monthly residual of people; must be 0."),
)  # fmt: skip

MONTHLY_NAMES = tuple(outcome.name for outcome in MONTHLY)
RUN_NAMES = tuple(outcome.name for outcome in RUN)
