"""How an organisation hires, lays off and pays its people and its rent."""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from ..compiled import rule

STAFF_PART_OF_GRANT = 0.6


@rule
def full_cost_per_fte(p):
    """Return what one worker and the materials of all whom they serve cost in a month."""
    return p.salary_eur_per_month + p.clients_per_fte * p.cost_per_client_eur


@rule
def wanted_staff(expected_income_eur, cash_eur, rent_eur, p):
    """Return the permanent staff that expected income can keep.

    target = (income + cash / (2 planning months) - rent) / cost of one FTE at work
    """
    free = expected_income_eur + 0.5 * cash_eur / p.planning_months - rent_eur
    return max(0.0, free) / full_cost_per_fte(p)


@rule
def still_promised(month, p):
    """Return how much of the funding counts for plans: it fades as its known end comes near.

    min(1, months left / planning months)
    """
    return min(1.0, max(0.0, p.funding_months - 1.0 - month) / p.planning_months)


@rule
def hire_and_lay_off(w, o):
    """An organisation moves its staff towards what it can afford; know-how leaves with people.

    Steady funding is promised and can be planned with; other income is expected from
    experience.  On a one-off grant it hires people for the time of the grant, who go when it
    is spent.
    """
    org = w.organisations[o]
    p = w.parameters[0]
    month = w.clock[0].month
    org.expected_income_eur += (org.received_eur - org.expected_income_eur) / p.planning_months
    org.received_eur = 0.0
    rent = org.premises_places * p.rent_eur_per_place
    income = org.expected_income_eur + org.promised_eur * still_promised(month, p)
    gap = wanted_staff(income, org.cash_eur, rent, p) - org.staff_fte
    org.staff_fte += p.hiring_share_per_month * gap
    org.know_how *= 1.0 - p.know_how_loss_per_year * (1.0 + org.strain) / 12.0
    if org.grant_eur > 0.0:
        months_left = max(1.0, p.oneoff_spend_months - month)
        target = STAFF_PART_OF_GRANT * org.grant_eur / (months_left * p.salary_eur_per_month)
        if target > org.temporary_fte:
            org.temporary_fte += p.hiring_share_per_month * (target - org.temporary_fte)
        else:
            org.temporary_fte = target
    else:
        org.temporary_fte = 0.0


@rule
def pay_staff_and_rent(w, o):
    """An organisation pays salaries and rent; where money is short, people and rooms go."""
    org = w.organisations[o]
    p = w.parameters[0]
    ledger = w.ledger[0]
    temporary = min(org.temporary_fte * p.salary_eur_per_month, org.grant_eur)
    org.temporary_fte = temporary / p.salary_eur_per_month
    org.grant_eur -= temporary
    due = org.staff_fte * p.salary_eur_per_month
    rent = org.premises_places * p.rent_eur_per_place
    if due + rent > org.cash_eur:
        payable = max(0.0, org.cash_eur) / (due + rent)
        org.staff_fte *= payable
        org.premises_places *= payable
        due *= payable
        rent *= payable
    org.cash_eur -= due + rent
    ledger.salaries_eur += due + temporary
    ledger.rent_eur += rent
