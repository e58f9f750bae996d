"""Names of outcomes and units as people read them, in English and Bulgarian."""

from __future__ import annotations

OUTCOMES: dict[str, tuple[str, str]] = {
    "impact_total": ("impact", "въздействие"),
    "impact_direct": (
        "impact at the organisations' sites", "въздействие в местата на организациите"
    ),
    "impact_indirect": ("impact of municipal programmes", "въздействие на общинските програми"),
    "impact_after_funding": ("impact after the funding", "въздействие след финансирането"),
    "reach_mean": ("people served, mean over months", "обслужвани хора, средно за месец"),
    "reach_at_funding_end": (
        "people served when the funding ends", "обслужвани хора в края на финансирането"
    ),
    "reach_final": ("people served in the last month", "обслужвани хора през последния месец"),
    "sustainability_12": (
        "what still runs a year after the funding", "какво работи година след финансирането"
    ),
    "sustainability_36": (
        "what still runs three years after the funding",
        "какво работи три години след финансирането",
    ),
    "lasting_cost_share": (
        "share of cost that lasting sources could pay", "дял на разходите с траен източник"
    ),
    "unmet_need_mean": ("people in need not served", "нуждаещи се, които не са обслужени"),
    "coverage_share_final": ("coverage in the last month", "обхват през последния месец"),
    "coverage_gini_final": ("inequality between places", "неравенство между населените места"),
    "trust_final": ("trust", "доверие"),
    "acceptance_final": ("acceptance by neighbours", "приемане от съседите"),
    "ownership_final": ("ownership by communities", "услугата като своя за общността"),
    "shared_decision_share_mean": ("share of shared decisions", "дял на споделените решения"),
    "programmes_final": ("municipalities with a programme", "общини с програма"),
    "formal_agreements_final": (
        "municipalities with a formal agreement", "общини с официално споразумение"
    ),
    "abandonments": ("programmes dropped", "изоставени програми"),
    "first_adoption_month": ("month of the first programme", "месец на първата програма"),
    "municipalities_reached_final": (
        "municipalities where anyone is served", "общини, в които има обслужвани"
    ),
    "relationships_final": ("relationships", "връзки между участниците"),
    "organisations_alive_final": ("organisations at work", "работещи организации"),
    "organisations_founded": ("organisations founded", "нови организации"),
    "organisations_closed": ("organisations closed", "закрити организации"),
    "strain_mean": ("strain of staff", "претовареност на служителите"),
    "cost_eur": ("everything spent", "всички разходи"),
    "funding_eur": ("public money paid out", "изплатени публични средства"),
    "programme_eur": ("money of municipal programmes", "средства на общинските програми"),
    "returned_eur": ("money given back", "върнати средства"),
    "cost_per_impact_eur": ("cost per unit of impact", "разход за единица въздействие"),
    "ledger_residual_eur": ("residual of the ledger", "остатък в счетоводството"),
    "people_residual": ("residual of people", "остатък в броя на хората"),
}  # fmt: skip
UNITS: dict[str, tuple[str, str]] = {
    "person-months": ("person-months", "човекомесеца"),
    "people": ("people", "души"),
    "0-1": ("on a scale from 0 to 1", "по скала от 0 до 1"),
    "municipalities": ("municipalities", "общини"),
    "programmes": ("programmes", "програми"),
    "month": ("months", "месеца"),
    "ties": ("relationships", "връзки"),
    "organisations": ("organisations", "организации"),
    "EUR": ("EUR", "евро"),
    "EUR/person-month": ("EUR per person-month", "евро на човекомесец"),
    "share": ("percentage points", "процентни пункта"),
}


def outcome_name(name: str, language: str) -> str:
    """Return the name of an outcome in a sentence.

    >>> outcome_name("trust_final", "en"), outcome_name("trust_final", "bg")
    ('trust', 'доверие')
    """
    return OUTCOMES[name][language == "bg"]


def unit_name(unit: str, language: str) -> str:
    """Return a unit of outcomes after a number; shares are told in percentage points.

    >>> unit_name("share", "en")
    'percentage points'
    """
    return UNITS[unit][language == "bg"]
