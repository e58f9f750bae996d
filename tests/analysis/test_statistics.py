"""Intervals, effect sizes and replications, against brute force, known values and simulation."""

import math
from itertools import product

import numpy as np
import pytest
from scipy import stats

from analysis import statistics
from analysis.resampling import spread

COLUMNS = 2_000
SEED = 20_260_301
RESAMPLING_ERROR = 0.006  # all columns share their resamples, so that errors do not average out


def samples(draw, count, columns=COLUMNS):
    return draw(np.random.default_rng(SEED + count), (count, columns))


def coverage(values, truth):
    low, high = statistics.mean_interval(values)
    return float(np.mean((low <= truth) & (truth <= high)))


def tolerance(share, trials=COLUMNS):
    return 3.0 * math.sqrt(share * (1.0 - share) / trials) + RESAMPLING_ERROR


@pytest.mark.parametrize("count", [5, 30, 64, 200])
def test_intervals_of_normal_numbers_cover_in_95_of_100_samples(count):
    found = coverage(samples(lambda luck, shape: luck.normal(3.0, 2.0, shape), count), 3.0)
    assert found == pytest.approx(0.95, abs=tolerance(0.95))


@pytest.mark.parametrize(("count", "honest"), [(30, 0.90), (64, 0.92), (200, 0.937)])
def test_intervals_of_skewed_numbers_fall_a_few_points_short_and_no_more(count, honest):
    values = samples(lambda luck, shape: luck.lognormal(0.0, 1.0, shape), count)
    found = coverage(values, math.exp(0.5))
    assert found == pytest.approx(honest, abs=tolerance(honest))
    assert found < 0.95


@pytest.mark.parametrize("count", [30, 64, 200])
def test_intervals_miss_rare_events_that_no_run_has_seen_and_cover_else(count):
    chance = 0.02
    values = samples(lambda luck, shape: (luck.random(shape) < chance).astype(float), count)
    seen = 1.0 - (1.0 - chance) ** count  # 45 %, 73 % and 98 %: no interval can do better
    found = coverage(values, chance)
    assert found <= seen + tolerance(seen)
    assert found >= min(seen, 0.95) - 0.03 - tolerance(seen)


def test_rare_events_are_covered_far_better_than_by_percentiles(monkeypatch):
    values = samples(lambda luck, shape: (luck.random(shape) < 0.05).astype(float), 64)
    bca = coverage(values, 0.05)
    monkeypatch.setattr("analysis.resampling.SKEWED", math.inf)
    assert bca > coverage(values, 0.05) + 0.05


def test_intervals_of_skewed_numbers_miss_less_on_the_long_side_than_percentiles(monkeypatch):
    values = samples(lambda luck, shape: luck.lognormal(0.0, 1.0, shape), 64)
    missed = np.mean(statistics.mean_interval(values).high < math.exp(0.5))
    monkeypatch.setattr("analysis.resampling.SKEWED", math.inf)
    assert missed < np.mean(statistics.mean_interval(values).high < math.exp(0.5)) - 0.01


def test_one_replicate_has_no_interval_and_few_have_students():
    assert all(np.isnan(end).all() for end in statistics.mean_interval(np.array([[1.0, 2.0]])))
    values = np.random.default_rng(SEED).normal(size=(7, 3))
    low, high = statistics.mean_interval(values)
    known = stats.t.interval(0.95, 6, values.mean(axis=0), stats.sem(values))
    np.testing.assert_allclose((low, high), known)


def test_very_many_replicates_are_not_resampled():
    values = np.random.default_rng(SEED).exponential(size=(5_001, 1))
    low, high = statistics.mean_interval(values)
    half = stats.norm.ppf(0.975) * stats.sem(values)
    np.testing.assert_allclose((high - low) / 2, half, rtol=1e-3)


@pytest.mark.parametrize("count", [2, 20, 200, 6_000])
def test_constant_columns_have_intervals_of_no_width_whatever_stands_beside_them(count):
    values = np.column_stack([np.full(count, 0.1), np.arange(count), np.zeros(count)])
    low, high = statistics.mean_interval(values)
    assert low[0] == high[0] == pytest.approx(0.1)
    assert low[2] == high[2] == 0.0
    assert low[1] < high[1]


@pytest.mark.parametrize("count", [5, 40])
def test_undefined_columns_stay_undefined_and_leave_the_others_alone(count):
    values = np.random.default_rng(SEED).normal(size=(count, 3))
    alone = statistics.mean_interval(values[:, :1])
    values[1, 1] = np.nan
    low, high = statistics.mean_interval(values)
    assert np.isnan([low[1], high[1]]).all()
    np.testing.assert_allclose((low[:1], high[:1]), alone)
    assert np.isnan(statistics.effect_size_dz(values)[1])
    assert np.isnan(statistics.superiority(values[:, ::-1], values)[1])
    assert np.isnan(statistics.paired_superiority(values)[1])
    assert np.isnan(statistics.correlation(values, values)[1])


def test_rounding_errors_are_no_difference_and_small_differences_are():
    reference = np.array([0.3, 1e9, 1e-3, 0.0])
    arm = np.array([0.1 + 0.2, 1e9 + 1e-3, 1.001e-3, 1e-30])
    found = statistics.paired_differences(reference, arm)
    assert found[:2].tolist() == [0.0, 0.0]
    assert found[2] == pytest.approx(1e-6)
    assert found[3] == 1e-30


def test_differences_are_the_arm_less_the_reference():
    assert statistics.paired_differences(np.array([5.0]), np.array([3.0])) == [-2.0]


@pytest.mark.parametrize("seed", range(4))
def test_superiority_is_the_share_of_all_pairs_with_ties_half(seed):
    luck = np.random.default_rng(seed)
    reference, arm = luck.integers(0, 6, 9).astype(float), luck.integers(1, 7, 9).astype(float)
    pairs = [(a > r) + (a == r) / 2 for a, r in product(arm, reference)]
    assert statistics.superiority(reference, arm) == pytest.approx(np.mean(pairs))


def test_superiority_takes_rounding_errors_for_ties_in_every_column():
    reference = np.array([[0.3, 1.0], [0.3, 2.0]])
    arm = np.array([[0.1 + 0.2, 1.5], [0.1 + 0.2, 2.5]])
    assert statistics.superiority(reference, arm).tolist() == [0.5, 0.75]
    assert statistics.superiority(np.zeros((3, 1)), np.zeros((3, 1))) == [0.5]


def test_the_two_superiorities_answer_two_questions():
    reference = np.array([[0.0], [10.0], [20.0], [30.0]])
    arm = reference + 1.0
    assert statistics.paired_superiority(arm - reference) == [1.0]
    assert statistics.superiority(reference, arm) == [10 / 16]
    some = np.array([1.0, 1.0, 0.0, -2.0])
    assert statistics.paired_superiority(some) == pytest.approx(0.625)


def test_effect_size_is_mean_by_deviation_and_has_a_sign():
    values = np.array([[-1.0, 0.0, 2.0], [-3.0, 0.0, 2.0], [-2.0, 0.0, 2.0]])
    found = statistics.effect_size_dz(values)
    assert found[:2].tolist() == [-2.0, 0.0]
    assert np.isnan(found[2])


def test_correlation_is_pearsons_and_undefined_where_nothing_varies():
    luck = np.random.default_rng(SEED)
    reference, arm = luck.normal(size=(2, 30, 2))
    arm[:, 1] = 4.0
    found = statistics.correlation(reference, arm)
    assert found[0] == pytest.approx(np.corrcoef(reference[:, 0], arm[:, 0])[0, 1])
    assert np.isnan(found[1])
    assert np.isnan(statistics.correlation(reference[:1], arm[:1])).all()


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [  # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_intervals_agree_with_published_ones(successes, trials, low, high):
    assert statistics.wilson(successes, trials) == pytest.approx((low, high), abs=5e-5)
    mirrored = statistics.wilson(trials - successes, trials)
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=5e-5)


def test_wilson_intervals_of_none_and_of_all_end_exactly_at_zero_and_one():
    for trials in range(1, 200):
        assert statistics.wilson(0, trials)[0] == 0.0
        assert statistics.wilson(trials, trials)[1] == 1.0


@pytest.mark.parametrize(("successes", "trials"), [(0, 0), (-1, 5), (6, 5), (math.nan, 5)])
def test_wilson_refuses_what_is_no_share(successes, trials):
    with pytest.raises(ValueError, match="wilson"):
        statistics.wilson(successes, trials)


@pytest.mark.parametrize(("effect", "known"), [(1.0, 10), (0.5, 34), (0.3, 90), (-0.3, 90)])
def test_replications_for_a_paired_difference_agree_with_tables_of_power(effect, known):
    assert statistics.replications_enough(effect, 1.0, 0.0) == known


@pytest.mark.parametrize("effect", [1.0, 0.5, 0.3])
def test_that_many_replications_tell_in_80_of_100_studies(effect):
    count = statistics.replications_enough(effect, 1.0, 0.0)
    values = samples(lambda luck, shape: luck.normal(effect, 1.0, shape), count)
    power = np.mean(statistics.mean_interval(values).low > 0)
    assert power == pytest.approx(0.8, abs=tolerance(0.8))


def test_replications_for_a_narrow_interval_make_it_5_percent_of_the_reference():
    count = statistics.replications_enough(0.0, 2.0, 10.0)
    values = samples(lambda luck, shape: luck.normal(0.0, 2.0, shape), count)
    low, high = statistics.mean_interval(values)
    assert np.mean(high - low) / 2 == pytest.approx(0.5, rel=0.03)
    assert statistics.replications_enough(0.0, 2.0, -10.0) == count


def test_the_quicker_way_to_tell_counts():
    both = statistics.replications_enough(1.0, 2.0, 10.0)
    ways = (statistics.replications_enough(1.0, 2.0, 0.0),
            statistics.replications_enough(0.0, 2.0, 10.0))  # fmt: skip
    assert both == min(ways) < max(ways)


@pytest.mark.parametrize("undefined", [(math.nan, 1.0, 1.0), (1.0, math.nan, 1.0), (0.0, 1.0, 0.0)])
def test_what_cannot_be_known_has_no_number_of_replications(undefined):
    assert statistics.replications_enough(*undefined) is None


def test_never_fewer_replications_than_count_as_clear():
    assert statistics.replications_enough(1.0, 1e-9, 0.0) == statistics.FEWEST_DIFFERING
    assert statistics.replications_enough(1.0, 0.0, 1.0) == statistics.FEWEST_FOR_RESAMPLING


def test_spread_of_constants_is_exactly_zero_and_of_one_replicate_unknown():
    assert spread(np.full((9, 1), 0.1)).tolist() == [0.0]
    assert spread(np.array([[1.0], [3.0]])).tolist() == [math.sqrt(2.0)]
    assert np.isnan(spread(np.array([[1.0]]))).all()
