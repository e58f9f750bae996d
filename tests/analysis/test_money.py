"""What each arm spent: sums, equality, and no claim that the sums do not bear."""

import re

import numpy as np
import pytest

from analysis.money import Money, money_of, money_sentences, same, unequal_money
from simulation import Results
from simulation.outcomes import RUN_NAMES

LABELS = {"a": "First", "b": "Second, late", "c": "Third"}


def spent(*funding, returned=0.0, programmes=0.0):
    programmes = [programmes] * len(funding) if np.isscalar(programmes) else programmes
    return tuple(
        Money(arm, paid, returned, programme, 5_030_000.0)
        for arm, paid, programme in zip(LABELS, funding, programmes, strict=False)
    )


def test_sums_are_means_over_runs_and_what_came_back_is_not_spent():
    runs = np.zeros((2, 2, len(RUN_NAMES)))
    for name, values in {
        "funding_eur": [[100, 200], [500, 500]],
        "returned_eur": [[10, 30], [0, 0]],
        "programme_eur": [[1, 3], [40, 60]],
        "cost_eur": [[600, 800], [0, 0]],
    }.items():
        runs[..., RUN_NAMES.index(name)] = values
    first, second = money_of(Results(("a", "b"), np.zeros((2, 2, 1, 1)), runs))
    assert first == Money("a", 150.0, 20.0, 2.0, 700.0)
    assert (first.spent_eur, first.all_eur) == (130.0, 132.0)
    assert (second.arm, second.spent_eur, second.all_eur) == ("b", 500.0, 550.0)


@pytest.mark.parametrize(
    ("values", "expected"),
    [([1000.0, 1000.0], True), ([1000.0, 995.0], True), ([1000.0, 994.0], False),
     ([0.0, 0.0], True), ([0.0, 1.0], False), ([1000.0, 998.0, 994.0], False),
     ([float("nan"), 1.0], False), ([7.0], True)],
)  # fmt: skip
def test_the_same_money_is_within_half_a_percent(values, expected):
    assert same(values) is expected
    assert same(values[::-1]) is expected


def test_equal_money_is_said_once_with_its_sum_and_warns_of_nothing():
    money = spent(1_200_000.0, 1_200_000.0, returned=1_000.0)
    assert list(unequal_money(money, LABELS)) == []
    assert money_sentences(money, LABELS) == (
        "All arms spent the same public money for scaling (to within 0.5 %): EUR 1.2 million.",
        "No programme paid anything.",
        "First: EUR 1.2 million of public money (EUR 1.2 million of funding); whoever pays,"
        " EUR 5.03 million spent in all.",
        "Second, late: EUR 1.2 million of public money (EUR 1.2 million of funding); whoever pays,"
        " EUR 5.03 million spent in all.",
    )


@pytest.mark.parametrize(
    ("returned", "said"),
    [(9_900.0, "(EUR 1 million of funding)"),
     (10_000.0, "(EUR 1 million of funding less EUR 10,000 that came back)")],
)  # fmt: skip
def test_what_came_back_is_told_from_one_percent_of_the_funding_on(returned, said):
    assert said in money_sentences(spent(1_000_000.0, returned=returned), LABELS)[-1]


def test_unequal_money_is_a_warning_that_names_every_sum():
    money = spent(1_005_000.0, 1_010_200.0, 900_000.0)
    (warning,) = unequal_money(money, LABELS)
    assert warning == (
        "The arms did not spend the same public money for scaling: “First” EUR 1.005 million,"
        " “Second, late” EUR 1.01 million and “Third” EUR 900,000. Part of any difference may come"
        " from that."
    )
    sentences = money_sentences(money, LABELS)
    assert sentences[0] == "The arms did not spend the same public money for scaling."
    assert not any("same public money for scaling (" in text for text in sentences)


def test_sums_that_differ_never_read_alike_in_the_warning():
    money = spent(1_005_000.0, 1_010_100.0)
    (warning,) = unequal_money(money, LABELS)
    first, second = re.findall(r"EUR ([0-9.]+) million", warning)
    assert first != second


def test_money_that_came_back_makes_equal_funding_unequal():
    money = (Money("a", 1_000.0, 0.0, 0.0, 9.0), Money("b", 1_000.0, 100.0, 0.0, 9.0))
    assert len(list(unequal_money(money, LABELS))) == 1
    assert money_sentences(money, LABELS)[0].startswith("The arms did not spend the same")


def test_programmes_are_a_result_and_told_where_they_differ():
    differs = "With programmes, which are a result and not an input"
    unequal = money_sentences(spent(1_000.0, 1_000.0, programmes=[0.0, 500.0]), LABELS)
    equal = money_sentences(spent(1_000.0, 1_000.0, programmes=500.0), LABELS)
    assert any(text.startswith(differs) for text in unequal)
    assert not any(text.startswith(differs) for text in equal)
    assert "No programme paid anything." not in (*unequal, *equal)
    assert unequal[-1] == (
        "Second, late: EUR 1,500 of public money (EUR 1,000 of funding and EUR 500 from"
        " programmes); whoever pays, EUR 5.03 million spent in all."
    )
    assert unequal[-2].startswith("First: EUR 1,000 of public money (EUR 1,000 of funding);")
