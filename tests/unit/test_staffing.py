"""How staff grow and shrink with money, and how they and the rent are paid."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

rules = rule_file("staffing")

COSTS = {
    "salary_eur_per_month": 1_400, "clients_per_fte": 20, "cost_per_client_eur": 30,
    "rent_eur_per_place": 10, "planning_months": 5, "funding_months": 36,
    "hiring_share_per_month": 0.2, "know_how_loss_per_year": 0.12, "oneoff_spend_months": 15,
}  # fmt: skip


def employer(month: int = 10, **state: float):
    """A world in a month of the funding, and organisation 1 of it, without premises."""
    world = tiny_world(1, 2, months=60, **COSTS)
    world.clock.month = month
    org = world.organisations[1]
    org.premises_places = 0.0
    for name, value in state.items():
        setattr(org, name, value)
    return world, org


def test_a_worker_costs_a_salary_and_materials_for_all_served():
    """1,400 + 20 x 30."""
    world = tiny_world(1, 1, **COSTS)
    assert rules.full_cost_per_fte(world.parameters[0]) == pytest.approx(2_000.0)


@pytest.mark.parametrize(
    ("income", "cash", "rent", "fte"),
    [
        (6_000.0, 0.0, 0.0, 3.0),
        (6_000.0, 20_000.0, 0.0, 4.0),  # cash over twice the 5 months of the plan
        (6_000.0, 20_000.0, 1_000.0, 3.5),
        (0.0, 0.0, 1_000.0, 0.0),  # not fewer than nobody
    ],
)
def test_income_and_a_part_of_the_cash_keep_staff_once_the_rent_is_paid(income, cash, rent, fte):
    """(income + cash / 10 - rent) / 2,000."""
    world = tiny_world(1, 1, **COSTS)
    found = rules.wanted_staff(income, cash, rent, world.parameters[0])
    assert found == pytest.approx(fte)


@pytest.mark.parametrize(
    ("month", "share"), [(0, 1.0), (30, 1.0), (31, 0.8), (34, 0.2), (35, 0.0), (50, 0.0)]
)
def test_promised_money_fades_from_plans_as_its_end_comes_near(month, share):
    """Paid in months 0 to 35; in month 31 four more of 5 months are left."""
    world = tiny_world(1, 1, **COSTS)
    assert rules.still_promised(month, world.parameters[0]) == pytest.approx(share)


def test_expected_income_moves_to_what_was_received():
    """3,000 + (4,000 - 3,000) / 5, and counting begins again."""
    world, org = employer(expected_income_eur=3_000.0, received_eur=4_000.0)
    rules.hire_and_lay_off(world, 1)
    assert org.expected_income_eur == pytest.approx(3_200.0)
    assert org.received_eur == 0.0


@pytest.mark.parametrize(
    ("month", "state", "fte"),
    [
        (10, {"expected_income_eur": 8_000.0}, 4.0 - 0.2 * 0.8),  # expects 6,400, wants 3.2
        (10, {"received_eur": 40_000.0}, 4.0),  # expects 8,000 and wants what it has
        (10, {"promised_eur": 8_000.0}, 4.0),
        (33, {"promised_eur": 8_000.0}, 4.0 - 0.2 * 2.4),  # 0.4 of it is left: wants 1.6
        (35, {"promised_eur": 8_000.0}, 4.0 - 0.2 * 4.0),
        (10, {"cash_eur": 100_000.0}, 4.0 + 0.2 * 1.0),  # wants 5
        (10, {"cash_eur": 100_000.0, "premises_places": 500.0}, 4.0 - 0.2 * 1.5),  # rent 5,000
    ],
)
def test_staff_move_towards_what_can_be_afforded(month, state, fte):
    """A fifth of the gap between 4 FTE and the wanted staff is closed in a month."""
    world, org = employer(month, **{"cash_eur": 0.0, "staff_fte": 4.0, **state})
    rules.hire_and_lay_off(world, 1)
    assert org.staff_fte == pytest.approx(fte)


@pytest.mark.parametrize(("strain", "know_how"), [(0.0, 0.5 * 0.99), (0.5, 0.5 * 0.985)])
def test_know_how_leaves_with_people_and_strain_drives_them_out(strain, know_how):
    """12 % a year, a twelfth of it in a month; half strain takes half as much again."""
    world, org = employer(know_how=0.5, strain=strain)
    rules.hire_and_lay_off(world, 1)
    assert org.know_how == pytest.approx(know_how)


@pytest.mark.parametrize(
    ("month", "grant", "before", "after"),
    [
        (10, 35_000.0, 0.0, 0.6),  # 5 months left: for 3 FTE; a fifth of the gap
        (10, 35_000.0, 2.0, 2.2),
        (10, 35_000.0, 3.5, 3.0),  # what cannot be paid to the end goes at once
        (14, 7_000.0, 0.0, 0.6),  # one month left
        (20, 7_000.0, 0.0, 0.6),  # later: as if it was the last month
        (10, 0.7, 3.0, 0.00006),  # 0.42 / 7,000: less than a euro counts like any other
        (10, 0.0, 3.0, 0.0),
    ],
)
def test_people_are_hired_on_a_grant_for_its_time(month, grant, before, after):
    """60 % of the grant over the months that are left and a salary of 1,400 EUR."""
    world, org = employer(month, grant_eur=grant, temporary_fte=before)
    rules.hire_and_lay_off(world, 1)
    assert org.temporary_fte == pytest.approx(after)


def test_a_grant_adds_no_permanent_staff():
    staff = []
    for grant in (0.0, 1e6):
        world, org = employer(grant_eur=grant, promised_eur=20_000.0)
        rules.hire_and_lay_off(world, 1)
        staff.append(float(org.staff_fte))
    assert staff[0] == staff[1]


def test_salaries_and_rent_come_from_cash_and_people_on_a_grant_from_it():
    """3 x 1,400 + 50 x 10 from cash, 2 x 1,400 from the grant, onto what others paid."""
    world, org = employer(
        staff_fte=3.0, temporary_fte=2.0, premises_places=50.0, cash_eur=10_000.0, grant_eur=9_000.0
    )
    ledger = world.ledger[0]
    ledger.salaries_eur, ledger.rent_eur = 1.0, 2.0
    rules.pay_staff_and_rent(world, 1)
    assert (org.cash_eur, org.grant_eur) == pytest.approx((10_000.0 - 4_700.0, 6_200.0))
    assert (ledger.salaries_eur, ledger.rent_eur) == pytest.approx((7_001.0, 502.0))
    assert (org.staff_fte, org.temporary_fte, org.premises_places) == (3.0, 2.0, 50.0)


def test_people_on_a_grant_go_when_it_is_spent():
    """2,100 EUR pay 1.5 of 2 FTE; the cash is not for them."""
    world, org = employer(staff_fte=0.0, temporary_fte=2.0, grant_eur=2_100.0, cash_eur=5_000.0)
    rules.pay_staff_and_rent(world, 1)
    assert org.temporary_fte == pytest.approx(1.5)
    assert (org.grant_eur, org.cash_eur) == pytest.approx((0.0, 5_000.0))
    assert world.ledger[0].salaries_eur == pytest.approx(2_100.0)


def test_where_money_is_short_people_and_rooms_go_alike():
    """Due 4,200 + 500, there are 2,350: half of the staff and half of the premises stay."""
    world, org = employer(staff_fte=3.0, premises_places=50.0, cash_eur=2_350.0)
    rules.pay_staff_and_rent(world, 1)
    assert (org.staff_fte, org.premises_places) == pytest.approx((1.5, 25.0))
    assert org.cash_eur == pytest.approx(0.0)
    ledger = world.ledger[0]
    assert (ledger.salaries_eur, ledger.rent_eur) == pytest.approx((2_100.0, 250.0))


def test_the_last_euro_may_be_spent():
    world, org = employer(staff_fte=3.0, premises_places=50.0, cash_eur=4_700.0)
    rules.pay_staff_and_rent(world, 1)
    assert (org.staff_fte, org.premises_places, org.cash_eur) == pytest.approx((3.0, 50.0, 0.0))


def test_who_is_in_debt_pays_nobody():
    world, org = employer(staff_fte=3.0, premises_places=50.0, cash_eur=-100.0)
    rules.pay_staff_and_rent(world, 1)
    assert (org.staff_fte, org.premises_places, org.cash_eur) == (0.0, 0.0, -100.0)


amounts = st.floats(0.0, 1e6)
few = st.floats(0.0, 50.0)


@settings(deadline=None)
@given(few, few, few, amounts, amounts)
def test_nothing_is_spent_beyond_cash_and_grant_and_all_of_it_is_booked(
    staff, temporary, premises, cash, grant
):
    world, org = employer(
        staff_fte=staff, temporary_fte=temporary, premises_places=premises, cash_eur=cash,
        grant_eur=grant,
    )  # fmt: skip
    rules.pay_staff_and_rent(world, 1)
    assert org.cash_eur >= -1e-9 * cash
    assert org.grant_eur >= 0.0
    ledger = world.ledger[0]
    spent = cash + grant - org.cash_eur - org.grant_eur
    assert ledger.salaries_eur + ledger.rent_eur == pytest.approx(spent, abs=1e-6)
    paid = (org.staff_fte + org.temporary_fte) * 1_400
    assert ledger.salaries_eur == pytest.approx(paid, abs=1e-6)
    assert ledger.rent_eur == pytest.approx(10 * org.premises_places, abs=1e-6)
