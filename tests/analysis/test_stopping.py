"""The stopping rule: what it decides, and that its intervals cover what they say."""

import math

import numpy as np
import pytest
from scipy import stats

from analysis import statistics, stopping
from analysis.errors import AnalysisError
from analysis.stopping import Rule, intervals, judge, judge_each, next_count

SEED = 31_415  # none of those on which thresholds were chosen or the table was measured
TRIALS, TRIALS_AT_ONCE = 3_000, 1_000


def normal(count, mean=0.0, deviation=1.0):
    """Normal quantiles: no luck, and a spread just below the deviation."""
    return mean + deviation * stats.norm.ppf((np.arange(count) + 0.5) / count)


def yes(successes, count):
    return np.repeat([1.0, 0.0], [successes, count - successes])


def test_looks_double_and_end_at_the_most():
    assert Rule(1.0, first=64, most=4096).looks() == (64, 128, 256, 512, 1024, 2048, 4096)
    assert Rule(1.0, first=10, most=50).looks() == (10, 20, 40, 50)
    assert Rule(1.0, first=10, most=10).looks() == (10,)


def test_means_stop_when_students_interval_is_narrow_enough():
    values = normal(64)
    half = stats.t.ppf(0.975, 63) * stats.sem(values)
    narrow, wide = judge(values, Rule(half * 1.001)), judge(values, Rule(half * 0.999))
    assert narrow.enough
    assert not wide.enough
    assert (narrow.replicates_next, wide.replicates_next) == (64, 128)
    for found in (narrow, wide):
        assert found.half_width == pytest.approx(half)
        assert (found.low, found.high) == pytest.approx((-half, half))
        assert found.looks == (64,)
    assert narrow.why == "The half-width 0.25 is at most the half-width asked for, 0.25."
    assert "above the half-width asked for" in wide.why


@pytest.mark.parametrize("confidence", [0.8, 0.99])
def test_confidence_is_that_of_the_rule(confidence):
    found = judge(normal(64), Rule(1.0, confidence=confidence))
    known = stats.t.interval(confidence, 63, 0.0, stats.sem(normal(64)))
    assert (found.low, found.high) == pytest.approx(known)
    share = judge(yes(8, 64), Rule(1.0, of="probability", confidence=confidence))
    known = stats.binomtest(8, 64).proportion_ci(confidence, "wilson")
    assert (share.low, share.high) == pytest.approx((known.low, known.high))


def test_relative_widths_are_shares_of_the_size_of_the_mean():
    rule = Rule(0.05, relative=True)
    assert judge(normal(64, 5.0), rule).enough  # 0.245 of 5 is 4.9 %
    assert judge(normal(64, -5.0), rule).enough
    assert not judge(normal(64, 4.0), rule).enough
    assert not judge(normal(64, 0.0), rule).enough
    assert "(5.0 % of the mean)" in judge(normal(64, 4.0), rule).why


def test_few_replicates_wait_for_the_first_look():
    for count in (0, 1, 63):
        found = judge(normal(count) if count else [], Rule(10.0))
        assert not found.enough
        assert found.replicates_next == 64
        assert found.looks == ()
        assert f"{count} replicates" in found.why
    assert math.isnan(judge([], Rule(1.0)).mean)
    assert math.isnan(judge([1.0], Rule(1.0)).half_width)


@pytest.mark.parametrize("value", [0.0, 0.1, 1.0])
@pytest.mark.parametrize("of", ["mean", "probability"])
def test_values_that_are_all_the_same_never_stop(value, of):
    if of == "probability" and value == 0.1:
        value = 0.0
    for count, following in ((64, 128), (4096, 4096)):
        found = judge(np.full(count, value), Rule(0.4, of=of))
        assert not found.enough
        assert found.replicates_next == following
        assert f"All {count} values are the same" in found.why
    if of == "mean":
        assert math.isnan(found.low)  # nothing is known, which is not the same as no width
    else:
        assert found.high - found.low > 0.0


def test_the_budget_ends_the_search_and_says_so():
    found = judge(normal(100), Rule(0.01, first=25, most=100))
    assert not found.enough
    assert found.replicates_next == 100
    assert found.looks == (25, 50, 100)
    assert found.why.endswith("The 100 replicates allowed are used up.")


def test_numbers_between_two_looks_go_on_to_the_next():
    assert next_count(normal(100), Rule(0.01)) == 128
    assert next_count(normal(100), Rule(1.0)) == 100
    assert judge(normal(100), Rule(0.01)).looks == (64,)


def test_skewed_means_wait_for_512_and_get_a_bca_interval():
    values = np.random.default_rng(2).lognormal(size=512)
    early = judge(values[:256], Rule(5.0))
    assert not early.enough
    assert early.replicates_next == 512
    assert "skewed" in early.why
    late = judge(values, Rule(5.0))
    assert late.enough
    known = statistics.mean_interval(values[:, np.newaxis])
    assert (late.low, late.high) == pytest.approx((known.low[0], known.high[0]))
    assert late.high - late.mean > late.mean - late.low
    mirrored = judge(-values[:256], Rule(5.0))
    assert not mirrored.enough
    assert "−" in mirrored.why


def test_skewness_is_no_reason_to_wait_for_a_probability():
    found = judge(yes(3, 64), Rule(0.1, of="probability"))
    assert found.enough
    assert (found.low, found.high) == pytest.approx(statistics.wilson(3, 64))


def test_wilson_ends_at_zero_and_one():
    low, high = intervals(np.stack([yes(0, 9), yes(9, 9)], axis=1), Rule(1.0, of="probability"))
    assert low[0] == 0.0
    assert high[1] == 1.0


def test_each_outcome_is_judged_as_if_it_were_alone():
    luck = np.random.default_rng(4)
    columns = np.column_stack([luck.normal(size=512), luck.lognormal(size=512), np.ones(512)])
    rule = Rule(0.1)
    for found, column in zip(judge_each(columns, rule), columns.T, strict=True):
        alone = judge(column, rule)
        assert found.enough == alone.enough
        np.testing.assert_allclose((found.low, found.high), (alone.low, alone.high))


def test_the_same_values_give_the_same_interval_whatever_was_drawn_before():
    values = np.random.default_rng(4).lognormal(size=600)
    first = judge(values, Rule(0.1))
    np.random.default_rng().random(7)
    assert judge(values, Rule(0.1)) == first


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"half_width": 0.0}, "half_width: got 0.0"),
        ({"half_width": math.nan}, "half_width: got nan"),
        ({"of": "median"}, 'got "median", expected "mean" or "probability"'),
        ({"first": 1}, "first and most: got 1 and 4096"),
        ({"first": 128, "most": 64}, "first and most: got 128 and 64"),
        ({"confidence": 1.0}, "confidence: got 1.0"),
    ],
)
def test_rules_that_cannot_be_met_are_errors(change, word):
    with pytest.raises(AnalysisError, match=word):
        Rule(**{"half_width": 0.1, **change})


def test_values_that_cannot_be_judged_are_errors():
    with pytest.raises(AnalysisError, match="1 of 3 undefined"):
        judge([0.0, math.nan, 1.0], Rule(0.1))
    with pytest.raises(AnalysisError, match=r"got 0\.5, expected 0 or 1"):
        judge([0.0, 0.5, 1.0], Rule(0.1, of="probability"))
    with pytest.raises(AnalysisError, match=r"shape \(2, 2\), expected \(replicate,\)"):
        judge(np.ones((2, 2)), Rule(0.1))


def normal_luck(luck, shape):
    return luck.normal(1.0, 1.0, shape)


def cascade(luck, shape):
    takes_off = luck.random(shape) < 0.7
    return np.where(takes_off, luck.normal(0.8, 0.05, shape), luck.normal(0.1, 0.05, shape))


def lognormal(luck, shape):
    return luck.lognormal(0.0, 1.0, shape)


def rare_event(luck, shape):
    return (luck.random(shape) < 0.03).astype(float)


def studied(draw, truth, rule, trials=TRIALS, seed=SEED):
    """Return the share of intervals that cover the truth, and the mean replicates used."""
    luck = np.random.default_rng(seed)
    covered = used = 0
    for _ in range(trials // TRIALS_AT_ONCE):
        values = draw(luck, (rule.most, TRIALS_AT_ONCE))
        going = np.arange(TRIALS_AT_ONCE)
        for look in rule.looks():
            found = judge_each(values[:look, going], rule)
            ended = np.array([one.replicates_next == look for one in found])
            covered += sum(
                one.low <= truth <= one.high
                for one, is_last in zip(found, ended, strict=True)
                if is_last
            )
            used += look * int(ended.sum())
            going = going[~ended]
            if not going.size:
                break
    return covered / trials, used / trials


@pytest.mark.slow
@pytest.mark.parametrize(
    ("draw", "truth", "half_width", "most_used"),
    [
        (normal_luck, 1.0, 0.139, 280),
        (cascade, 0.59, 0.0455, 320),
        (lognormal, math.exp(0.5), 0.29, 560),
        (rare_event, 0.03, 0.0192, 500),
    ],
)
def test_intervals_at_the_end_of_the_rule_cover_at_least_93_of_100(
    draw, truth, half_width, most_used
):
    # 3,000 trials: the standard error is 0.4 points, and 93 % is 4.5 of them below 95 %.
    of = "probability" if draw is rare_event else "mean"
    share, used = studied(draw, truth, Rule(half_width, of=of, most=2048))
    assert share >= 0.93
    assert used <= most_used


def test_without_its_wait_for_skewed_values_the_rule_would_cover_too_little(monkeypatch):
    monkeypatch.setattr(stopping, "FEWEST_SKEWED", 0)
    monkeypatch.setattr(stopping, "SKEWED", math.inf)
    share, _ = studied(lognormal, math.exp(0.5), Rule(0.29, most=1024), trials=2_000)
    assert share < 0.91
