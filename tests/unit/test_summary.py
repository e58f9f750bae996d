"""Outcomes of runs, from short and made-up series of months."""

import numpy as np
import pytest

from simulation.engine import MONTHLY_TYPE, RUN_TYPE
from simulation.outcomes import RUN_NAMES
from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

rules = rule_file("summary")


def months_of(count: int, **series):
    """Rows of months with these outcomes, each one number or one per month."""
    months = np.zeros(count, MONTHLY_TYPE).view(np.recarray)
    for name, values in series.items():
        months[name] = values
    return months


def summary(months, *, funding_months: int = 12, returned_eur: float = 0.0):
    """The outcomes of a run with these months."""
    world = tiny_world(1, 1, funding_months=funding_months)
    world.clock.returned_eur = returned_eur
    run = np.zeros(1, RUN_TYPE).view(np.recarray)[0]
    rules.summarise_run(world, months, run)
    return run


@pytest.mark.parametrize(("end", "people"), [(4, 16.0), (3, 9.0), (1, 1.0), (0, 0.0)])
def test_a_level_is_the_mean_of_three_months(end, people):
    """0, 2, 7, 18, 23: (7 + 18 + 23) / 3; at the beginning there are fewer months."""
    months = months_of(5, reach=[0.0, 2.0, 7.0, 18.0, 23.0])
    assert rules.level(months, end) == pytest.approx(people)


def test_the_best_year_is_the_best_twelve_months_in_a_row():
    """Twelve months of 10 from the second on; 24 and the months around it bring less."""
    reach = [0.0] * 30
    reach[1:13] = [10.0] * 12
    reach[20] = 24.0
    months = months_of(30, reach=reach)
    assert rules.best_year(months, 29) == pytest.approx(10.0)
    assert rules.best_year(months, 11) == pytest.approx(110 / 12)
    assert rules.best_year(months, 12) == pytest.approx(10.0)


@pytest.mark.parametrize(
    ("end", "people"), [(0, 6.0), (1, 6.0), (2, 7.0), (4, 9.0), (5, 55 / 6), (12, 121 / 12)]
)
def test_the_first_year_counts_with_the_months_that_it_has(end, people):
    """6, 6, 9, 12, 12, 10, 10, ...: 12 / 2, 21 / 3, 45 / 5, 55 / 6; months 1 to 12: 121 / 12.

    Later years have twelve months.
    """
    months = months_of(14, reach=[6.0, 6.0, 9.0, 12.0, 12.0] + [10.0] * 7 + [12.0, 0.0])
    assert rules.best_year(months, end) == pytest.approx(people)


def test_what_comes_after_the_end_is_not_in_the_best_year():
    months = months_of(24, reach=[6.0] * 12 + [60.0] * 12)
    assert rules.best_year(months, 11) == pytest.approx(6.0)
    assert rules.best_year(months, 12) == pytest.approx((11 * 6 + 60) / 12)


@pytest.mark.parametrize(("later", "share"), [(3, 0.75), (6, 0.3), (90, 0.3)])
def test_sustained_is_the_level_later_over_the_best_year(later, share):
    """(18 + 15 + 12) / 3 of 20 three months later, (9 + 6 + 3) / 3 at the end of the run."""
    months = months_of(18, reach=[20.0] * 12 + [18.0, 15.0, 12.0, 9.0, 6.0, 3.0])
    assert rules.still_served(months, 11, later) == pytest.approx(share)


def test_less_than_one_person_served_is_sustained_too():
    """0.8 people in the best year, 0.2 at the end: a quarter."""
    months = months_of(18, reach=[0.8] * 12 + [0.2] * 6)
    assert rules.still_served(months, 11, 6) == pytest.approx(0.25)


def test_where_nothing_was_served_nothing_is_sustained():
    months = months_of(30, reach=[0.0] * 12 + [9.0] * 18)
    assert rules.still_served(months, 11, 12) == 0.0


def test_sustainability_is_seen_after_one_and_after_three_years():
    """Funding ends after month 11 of 60: months 23 and 47 count."""
    reach = np.full(60, 100.0)
    reach[12:] = 1.0
    reach[21:24] = 50.0
    reach[45:48] = 25.0
    run = summary(months_of(60, reach=reach))
    assert run.sustainability_12 == pytest.approx(0.5)
    assert run.sustainability_36 == pytest.approx(0.25)
    assert run.reach_at_funding_end == pytest.approx(100.0)
    assert run.reach_final == pytest.approx(1.0)


def test_sums_and_means_over_all_months():
    """Four months of 1, 2, 3, 4: sum 10, mean 2.5; residuals are the largest, not the last."""
    four = [1.0, 2.0, 4.0, 3.0]
    names = ("impact", "impact_indirect", "reach", "unmet_need", "shared_decision_share", "strain",
             "cost_eur", "funding_eur", "programme_eur", "ledger_residual_eur",
             "people_residual")  # fmt: skip
    run = summary(months_of(4, **dict.fromkeys(names, four)), returned_eur=8.0)
    sums = ("impact_total", "impact_indirect", "cost_eur", "funding_eur", "programme_eur")
    assert [float(run[name]) for name in sums] == pytest.approx([10.0] * 5)
    means = ("reach_mean", "unmet_need_mean", "shared_decision_share_mean", "strain_mean")
    assert [float(run[name]) for name in means] == pytest.approx([2.5] * 4)
    assert (run.ledger_residual_eur, run.people_residual) == (4.0, 4.0)
    assert run.impact_direct == pytest.approx(0.0)
    assert run.returned_eur == 8.0
    assert run.reach_final == pytest.approx(3.0)  # (2 + 4 + 3) / 3


def test_direct_impact_is_the_rest():
    run = summary(months_of(4, impact=10.0, impact_indirect=[1.0, 2.0, 3.0, 4.0]))
    assert (run.impact_total, run.impact_direct, run.impact_indirect) == (40.0, 30.0, 10.0)


@pytest.mark.parametrize(("funding_months", "after"), [(12, 13.0 + 14.0), (13, 14.0), (14, 0.0),
                                                       (90, 0.0)])  # fmt: skip
def test_impact_after_funding_begins_with_its_end(funding_months, after):
    """Impact 1, 2, ..., 14: the funding of 12 months pays months 0 to 11."""
    months = months_of(14, impact=np.arange(1.0, 15.0))
    assert summary(months, funding_months=funding_months).impact_after_funding == after


@pytest.mark.parametrize(
    ("funding_months", "share"), [(1, 0.2), (3, 140 / 600), (4, 540 / 1_000), (9, 540 / 1_500)]
)
def test_lasting_sources_are_weighed_by_cost_over_the_whole_funding(funding_months, share):
    """0.2 x 100 + 0.6 x 200 + 0 x 300 + 1 x 400 EUR of 1,000; 500 EUR more without any."""
    months = months_of(
        5,
        lasting_cost_share=[0.2, 0.6, 0.0, 1.0, 0.0],
        cost_eur=[100.0, 200.0, 300.0, 400.0, 500.0],
    )
    run = summary(months, funding_months=funding_months)
    assert run.lasting_cost_share == pytest.approx(share)


def test_less_than_one_euro_is_weighed_too():
    """0.5 x 0.2 EUR + 0 x 0.2 EUR of 0.4 EUR."""
    months = months_of(2, lasting_cost_share=[0.5, 0.0], cost_eur=0.2)
    assert rules.lasting_share(months, 1) == pytest.approx(0.25)


def test_where_nothing_was_spent_nothing_lasts():
    run = summary(months_of(8, lasting_cost_share=0.5), funding_months=6)
    assert run.lasting_cost_share == 0.0


@pytest.mark.parametrize(
    ("programmes", "month"),
    [([0, 0, 0, 0], 4), ([0, 1, 0, 2], 1), ([1, 1, 1, 1], 0), ([0, 0, 0, 1], 3)],
)
def test_the_first_adoption_is_the_first_month_with_a_programme(programmes, month):
    assert summary(months_of(4, programmes=programmes)).first_adoption_month == month


@pytest.mark.parametrize(("impact", "cost_per_impact"), [(25.0, 2.0), (0.1, 200.0), (0.0, 200.0)])
def test_cost_per_impact_counts_at_least_one_person_month(impact, cost_per_impact):
    """200 EUR for 4 x 25; where hardly anything was achieved, all cost is for one."""
    run = summary(months_of(4, impact=impact, cost_eur=50.0))
    assert run.cost_per_impact_eur == pytest.approx(cost_per_impact)


LAST = {name: name for name in RUN_NAMES if name in MONTHLY_TYPE.names} | {
    name: name.removesuffix("_final") for name in RUN_NAMES if name.endswith("_final")
}
SUMMED = {
    "impact_indirect", "cost_eur", "funding_eur", "programme_eur", "lasting_cost_share",
    "ledger_residual_eur", "people_residual", "reach_final",
}  # fmt: skip


def test_there_are_outcomes_of_the_last_month():
    assert len(set(LAST) - SUMMED) == 13


@pytest.mark.parametrize("name", sorted(set(LAST) - SUMMED))
def test_the_state_of_the_last_month_is_kept(name):
    run = summary(months_of(5, **{LAST[name]: [9.0, 8.0, 7.0, 6.0, 3.0]}))
    assert run[name] == 3.0
    others = set(LAST) - SUMMED - {name}
    assert [float(run[other]) for other in sorted(others)] == [0.0] * len(others)
