"""Resampled intervals, against scipy and against what is known of the bootstrap."""

import math

import numpy as np
import pytest
from scipy import stats

from analysis import resampling

COUNT = 60


@pytest.fixture(scope="module")
def skewed():
    return np.random.default_rng(11).lognormal(0.0, 1.6, (COUNT, 1))


def widened_level():
    """The level at which plain percentiles are as wide as these, which repair narrowness."""
    z = math.sqrt(COUNT / (COUNT - 1)) * stats.t.ppf(0.975, COUNT - 1)
    return 2.0 * stats.norm.cdf(z) - 1.0


def scipy_interval(values, method):
    found = stats.bootstrap(
        (values[:, 0],), np.mean, confidence_level=widened_level(), n_resamples=40_000,
        method=method, rng=np.random.default_rng(5), vectorized=True,
    ).confidence_interval  # fmt: skip
    return np.array([found.low, found.high])


@pytest.fixture
def many_resamples(monkeypatch):
    few = resampling.resampled_means
    monkeypatch.setattr(resampling, "resampled_means", lambda columns: few(columns, 40_000))


@pytest.mark.usefixtures("many_resamples")
def test_skewed_columns_get_the_bca_interval_that_scipy_finds(skewed):
    assert resampling.skewness(skewed)[0] > resampling.SKEWED
    found = np.concatenate(resampling.resampled_interval(skewed))
    bca, percentile = scipy_interval(skewed, "BCa"), scipy_interval(skewed, "percentile")
    allowed = 0.02 * (bca[1] - bca[0])
    assert np.abs(found - bca).max() < allowed
    assert np.abs(percentile - bca).max() > 3 * allowed


@pytest.mark.usefixtures("many_resamples")
def test_other_columns_get_the_percentile_interval_that_scipy_finds():
    values = np.random.default_rng(12).gamma(3.0, 1.0, (COUNT, 1))
    assert 0.0 < resampling.skewness(values)[0] < resampling.SKEWED
    found = np.concatenate(resampling.resampled_interval(values))
    percentile = scipy_interval(values, "percentile")
    assert np.abs(found - percentile).max() < 0.02 * (percentile[1] - percentile[0])


def test_intervals_of_mirrored_columns_are_mirrored(skewed):
    low, high = resampling.resampled_interval(skewed)
    mirrored_low, mirrored_high = resampling.resampled_interval(-skewed)
    np.testing.assert_allclose((mirrored_low, mirrored_high), (-high, -low), rtol=0.02)


def test_intervals_do_not_depend_on_the_columns_beside_or_on_the_call(skewed):
    beside = np.column_stack([np.arange(COUNT), skewed[:, 0]])
    alone = resampling.resampled_interval(skewed)
    together = resampling.resampled_interval(beside)
    for one, two in zip(alone, together, strict=True):
        np.testing.assert_allclose(one[0], two[1], rtol=1e-12)


def test_resampled_means_spread_as_theory_says_and_come_sorted(skewed):
    means = resampling.resampled_means(skewed)
    assert means.shape == (resampling.RESAMPLES, 1)
    assert (np.diff(means, axis=0) >= 0).all()
    assert means.mean() == pytest.approx(skewed.mean(), rel=0.01)
    assert means.std() == pytest.approx(skewed.std() / math.sqrt(COUNT), rel=0.05)


def test_a_number_of_resamples_that_no_part_divides_is_met():
    assert len(resampling.resampled_means(np.ones((4, 1)), 251)) == 251


def test_skewness_is_scipys_and_zero_for_constants(skewed):
    columns = np.column_stack([skewed[:, 0], np.full(COUNT, 0.1), -skewed[:, 0]])
    found = resampling.skewness(columns)
    assert found[0] == pytest.approx(stats.skew(skewed[:, 0]))
    assert found[1] == 0.0
    assert found[2] == -found[0]


def test_ratio_gives_something_else_only_where_the_whole_is_zero():
    assert resampling.ratio([1.0, 0.0, 3.0], [2.0, 0.0, 0.0], -1.0).tolist() == [0.5, -1.0, -1.0]
