"""Outcomes that nothing can be read from are errors, and never zeros."""

import numpy as np
import pytest

from analysis.errors import AnalysisError
from analysis.sensitivity.guards import checked, checked_names
from analysis.sensitivity.morris import morris_effects
from analysis.sensitivity.resamples import moved_interval, replicate_shares
from analysis.sensitivity.sobol import sobol_indices


def sobol(y):
    return sobol_indices(("need", "trust"), y, resamples=10)


def morris(y):
    x = np.tile([[0.0, 0.0], [2 / 3, 0.0], [2 / 3, 2 / 3]], (len(y) // 3, 1))
    return morris_effects(("need", "trust"), x, y, levels=4, resamples=10)


@pytest.mark.parametrize("undefined", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("measure", [checked, sobol, morris])
def test_undefined_numbers_are_counted_and_placed(measure, undefined):
    y = np.arange(24.0).reshape(12, 2)
    y[7, 1] = y[9, 0] = undefined
    with pytest.raises(AnalysisError, match=r"2 of 24 numbers undefined or infinite.* in row 7 "):
        measure(y)


@pytest.mark.parametrize("measure", [checked, sobol, morris])
@pytest.mark.parametrize("value", [0.0, 0.1, -3e9])
def test_a_constant_outcome_is_an_error(measure, value):
    with pytest.raises(AnalysisError, match=r"same mean .* in all 12 rows"):
        measure(np.full((12, 3), value))


def test_luck_alone_that_is_the_same_in_every_row_is_constant_too():
    with pytest.raises(AnalysisError, match="same mean"):
        checked(np.tile([0.1, 0.2, 0.7], (12, 1)))


@pytest.mark.parametrize("shape", [(0,), (3, 0), (2, 2, 2), ()])
def test_wrong_shapes_are_errors(shape):
    with pytest.raises(AnalysisError, match="design row, replicate"):
        checked(np.ones(shape))


def test_small_differences_of_large_numbers_are_differences():
    assert checked([1e9, 1e9 + 1.0]).shape == (2, 1)


@pytest.mark.parametrize("names", [[], ["need"], ["need", "trust", "need"]])
def test_factors_need_names_that_differ(names):
    with pytest.raises(AnalysisError, match="at least two names that differ"):
        checked_names(names)


def test_intervals_are_moved_by_twice_the_excess_of_the_resamples():
    resampled = np.array([[3.0], [4.0], [5.0], [6.0], [7.0]])  # mean 5, one more than estimated
    found = moved_interval(np.array([4.0]), resampled)
    assert found.excess.tolist() == [1.0]
    assert found.low[0] == pytest.approx(3.1 - 2.0)
    assert found.high[0] == pytest.approx(6.9 - 2.0)


def test_shares_of_replicates_add_to_one_and_are_even_on_average():
    shares = replicate_shares(4, 2_000, np.random.default_rng(0))
    np.testing.assert_allclose(shares.sum(axis=1), 1.0)
    np.testing.assert_allclose(shares.mean(axis=0), 0.25, atol=0.02)
    assert set(np.unique(shares * 4)) <= {0.0, 1.0, 2.0, 3.0, 4.0}
