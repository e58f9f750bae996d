"""The reduced model gives one distribution, whichever way it is written.

Stated before looking: the largest distance between cumulative distributions (Kolmogorov-
Smirnov) is below 0.05, and the means are equivalent within a tenth of a standard deviation
(two one-sided tests at 5 %: the 90 % interval of the difference lies inside the margin).
Seeds are fixed, so that a pass stays a pass.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from benchmarks.reduced import mesa_way, numpy_way, snowball_way

MOST_DISTANCE = 0.05
MARGIN_STANDARD_DEVIATIONS = 0.1
NORMAL_95 = 1.645
REFERENCE_RUNS = 20_000
OUTCOMES = ("impact", "served", "waiting")


@pytest.fixture(scope="module")
def reference():
    return snowball_way.run(REFERENCE_RUNS, seed=1)


@pytest.fixture(scope="module", params=["mesa", "numpy"])
def other(request):
    if request.param == "mesa":
        return mesa_way.run(2_000, seed=1)
    return numpy_way.run(2_000, seed=1)


def equivalent(one, two, margin):
    """Whether two means differ by less than the margin, by two one-sided tests at 5 %."""
    error = np.sqrt(one.var(ddof=1) / len(one) + two.var(ddof=1) / len(two))
    return abs(one.mean() - two.mean()) + NORMAL_95 * error < margin


def agree(one, reference):
    """Whether two samples keep both margins."""
    distance = stats.ks_2samp(one, reference).statistic
    margin = MARGIN_STANDARD_DEVIATIONS * reference.std()
    return distance < MOST_DISTANCE and equivalent(one, reference, margin)


@pytest.mark.slow
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_each_way_has_the_distribution_of_snowballs_way(other, reference, outcome):
    assert agree(other[outcome], reference[outcome])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ACCIDENT_PER_MONTH", 0.06),
        ("SHORTFALL_PER_MONTH", 0.04),
        ("WORD_OF_MOUTH_PER_MONTH", 0.3),
        ("UNEVENNESS", 0.7),
        ("GIVING_UP_PER_MONTH", 0.1),
        ("TURNOVER_PER_MONTH", 0.03),
    ],
)
def test_a_way_with_another_number_is_told_apart(monkeypatch, reference, name, value):
    """The margins are narrow enough: one changed number is seen."""
    monkeypatch.setattr(numpy_way.numbers, name, value)
    changed = numpy_way.run(2_000, seed=1)
    assert not all(agree(changed[outcome], reference[outcome]) for outcome in OUTCOMES)


def test_threads_do_not_change_the_results():
    one, two = snowball_way.run(200, seed=3, threads=1), snowball_way.run(200, seed=3, threads=2)
    for outcome in OUTCOMES:
        assert one[outcome].tobytes() == two[outcome].tobytes()


def test_a_run_depends_on_its_number_and_seed_alone():
    few, many = snowball_way.run(70, seed=3), snowball_way.run(200, seed=3)
    assert np.array_equal(few["impact"], many["impact"][:70])
    assert len(np.unique(many["impact"])) == 200
    assert not np.array_equal(few["impact"], snowball_way.run(70, seed=4)["impact"])
