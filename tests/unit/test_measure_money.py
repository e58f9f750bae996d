"""Monthly outcomes of money: what came and went, what lasts, and whether the books close."""

import numpy as np
import pytest

from simulation.engine import MONTHLY_TYPE
from simulation.records import SOURCES, USES, World
from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

rules = rule_file("measure")


def empty_row():
    """A row of outcomes that holds zeros."""
    return np.zeros(1, MONTHLY_TYPE).view(np.recarray)[0]


def test_all_purses_are_counted():
    """(1 + 20 + 300) + (2 + 0 + 0) of organisations, 4,000 of a coalition."""
    world = tiny_world(1, 2, slots=0)
    world.organisations.cash_eur = [1.0, 2.0]
    world.organisations.grant_eur[0] = 20.0
    world.organisations.endowment_eur[0] = 300.0
    world.coalitions.cash_eur = 4_000.0
    assert rules.money_held(world) == pytest.approx(4_323.0)


LASTING = {"own_income_eur", "yield_eur", "subsidy_eur", "programme_service_eur",
           "setup_support_eur"}  # fmt: skip
PROGRAMME = {"subsidy_eur", "programme_service_eur", "setup_support_eur"}


def booked(**entries: float) -> World:
    """A world with 1,000 EUR in all, as at the end of last month, and these entries."""
    world = tiny_world(1, 1, slots=0)
    world.organisations.cash_eur = 1_000.0
    world.clock.stock_eur = 1_000.0
    for name, value in entries.items():
        world.ledger[name] = value
    return world


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_counts_as_what_it_is(name):
    """64 EUR come and stay, while 160 EUR that are spent came from elsewhere: not explained."""
    world = booked(**{name: 64.0})
    world.ledger.salaries_eur = 160.0
    row = empty_row()
    rules.measure_money(world, row)
    assert row.funding_eur == (0.0 if name in LASTING else 64.0)
    assert row.programme_eur == (64.0 if name in PROGRAMME else 0.0)
    assert row.lasting_cost_share == pytest.approx(0.4 if name in LASTING else 0.0)
    assert row.ledger_residual_eur == pytest.approx(96.0)


@pytest.mark.parametrize("name", USES)
def test_every_use_is_a_cost_but_what_is_given_back(name):
    """50 EUR of the 1,000 go, and the books close."""
    world = booked(**{name: 50.0})
    world.organisations.cash_eur = 950.0
    world.clock.returned_eur = 7.0
    row = empty_row()
    rules.measure_money(world, row)
    given_back = name == "returned_eur"
    assert row.cost_eur == (0.0 if given_back else 50.0)
    assert row.ledger_residual_eur == pytest.approx(0.0)
    assert world.clock[0].stock_eur == 950.0
    assert world.clock[0].returned_eur == (57.0 if given_back else 7.0)


@pytest.mark.parametrize(("cash", "residual"), [(1_010.0, 0.0), (1_013.0, 3.0), (1_007.0, 3.0)])
def test_money_that_appears_or_vanishes_is_found(cash, residual):
    """60 come, 50 go: 10 more must be held."""
    world = booked(steady_eur=60.0, rent_eur=50.0)
    world.organisations.cash_eur = cash
    row = empty_row()
    rules.measure_money(world, row)
    assert row.ledger_residual_eur == pytest.approx(residual)
    assert world.clock[0].stock_eur == cash


@pytest.mark.parametrize(
    ("income", "cost", "share"), [(30.0, 40.0, 0.75), (90.0, 40.0, 1.0), (30.0, 0.0, 0.0)]
)
def test_lasting_income_covers_no_more_than_all_cost(income, cost, share):
    world = booked(own_income_eur=income, rent_eur=cost)
    row = empty_row()
    rules.measure_money(world, row)
    assert row.lasting_cost_share == pytest.approx(share)
