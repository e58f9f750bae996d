"""Sobol' indices against analytic answers, clean and in noise."""

from dataclasses import replace

import numpy as np
import pytest
from SALib.sample import sobol as design
from SALib.test_functions import Ishigami

from analysis.errors import AnalysisError
from analysis.sensitivity import sobol_warnings
from analysis.sensitivity.noise import noise_shares
from analysis.sensitivity.sobol import SobolIndices, _indices, in_blocks, sobol_indices

WEIGHTS = np.array([0.0, 1.0, 9.0, 99.0])  # of the G-function; the last factor is inert
NAMES = ("need", "trust", "will", "inert")
INERT = 3

# Ishigami with A = 7, B = 0.1 (Saltelli et al. 2008, Global Sensitivity Analysis: The Primer)
ISHIGAMI_FIRST = (0.3139, 0.4424, 0.0)
ISHIGAMI_TOTAL = (0.5576, 0.4424, 0.2437)


def g_function(x):
    return np.prod((np.abs(4.0 * x - 2.0) + WEIGHTS) / (1.0 + WEIGHTS), axis=1)


def g_variance():
    return np.prod(1.0 + 1.0 / (3.0 * (1.0 + WEIGHTS) ** 2)) - 1.0


def g_indices():
    """First and total: V_i = 1 / (3 (1 + a_i)^2), V = prod(1 + V_i) - 1."""
    own = 1.0 / (3.0 * (1.0 + WEIGHTS) ** 2)
    others = np.prod(1.0 + own) / (1.0 + own)
    return own / g_variance(), own * others / g_variance()


def points(base_points, seed=1, *, factors=4, bounds=(0.0, 1.0), second_order=False):
    problem = {"num_vars": factors, "names": list("abcdefghijkl"[:factors]),
               "bounds": [list(bounds)] * factors}  # fmt: skip
    return design.sample(problem, base_points, calc_second_order=second_order, seed=seed)


def noisy(x, replicates, *, common, seed=0):
    """The G-function with luck of the same variance as the signal."""
    rows = 1 if common else len(x)
    luck = np.random.default_rng(seed).normal(size=(rows, replicates))
    return g_function(x)[:, np.newaxis] + np.sqrt(g_variance()) * luck


def test_ishigami_has_its_analytic_indices_first_total_and_second():
    x = points(2048, factors=3, bounds=(-np.pi, np.pi), second_order=True)
    found = sobol_indices("abc", Ishigami.evaluate(x), second_order=True, resamples=100)
    np.testing.assert_allclose(found.first, ISHIGAMI_FIRST, atol=0.02)
    np.testing.assert_allclose(found.total, ISHIGAMI_TOTAL, atol=0.02)
    assert found.second[0, 2] == pytest.approx(0.2437, abs=0.03)
    assert found.second_low[0, 2] < 0.2437 < found.second_high[0, 2]
    np.testing.assert_array_equal(found.second, found.second.T)
    assert np.isnan(np.diag(found.second)).all()
    assert abs(found.second[0, 1]) < 0.03


def test_the_g_function_has_its_analytic_indices():
    found = sobol_indices(NAMES, g_function(points(2048)), resamples=200)
    first, total = g_indices()
    np.testing.assert_allclose(found.first, first, atol=0.01)
    np.testing.assert_allclose(found.total, total, atol=0.01)
    assert (found.first_low <= first).all()
    assert (first <= found.first_high).all()
    assert found.second is None


def test_indices_follow_their_factors_when_columns_are_permuted():
    order = [2, 0, 3, 1]
    y = noisy(points(64), 4, common=False)
    rows = y.reshape(64, 6, 4)
    moved = rows[:, [0, *(1 + one for one in order), 5], :].reshape(y.shape)
    plain = sobol_indices(NAMES, y, resamples=50)
    found = sobol_indices([NAMES[one] for one in order], moved, resamples=50)
    for ends in ("first", "first_low", "first_high", "total", "total_low", "total_high"):
        np.testing.assert_allclose(getattr(found, ends), getattr(plain, ends)[order], rtol=1e-9)
    assert found.noise_share == pytest.approx(plain.noise_share)


def test_one_run_per_point_gives_an_inert_factor_a_large_total_index():
    x = points(512)
    inert = {
        (replicates, common): sobol_indices(
            NAMES, noisy(x, replicates, common=common), resamples=20
        ).total[INERT]
        for replicates, common in ((1, False), (16, False), (16, True))
    }
    assert inert[1, False] == pytest.approx(0.5, abs=0.05)  # as much luck as signal: a half
    assert inert[16, False] == pytest.approx(1 / 17, abs=0.02)  # 1/16 of it is left
    assert inert[16, True] == pytest.approx(g_indices()[1][INERT], abs=1e-4)


def test_the_trap_is_told():
    x = points(1024)
    one = sobol_indices(NAMES, noisy(x, 1, common=False), resamples=20)
    assert np.isnan(one.noise_share)
    assert any("one run per point" in said for said in one.warnings)
    many = sobol_indices(NAMES, noisy(x, 16, common=False), resamples=200)
    assert many.noise_share == pytest.approx(0.5, abs=0.05)
    told = f"Luck makes {100 * many.noise_share:.0f} % of the variance of single runs"
    assert any(told in said for said in many.warnings)
    (excess,) = (said for said in many.warnings if "too large" in said)
    assert "inert" in excess
    # The interval of the inert factor goes down to its true index, below the estimate.
    assert many.total_low[INERT] < g_indices()[1][INERT] < many.total_high[INERT]
    assert many.total_high[INERT] < many.total[INERT]
    assert many.total_excess[INERT] == pytest.approx(1 / 17, abs=0.02)


def test_quiet_outcomes_of_large_designs_need_no_warning():
    x = points(4096)
    luck = 0.05 * np.random.default_rng(0).normal(size=(1, 16))
    found = sobol_indices(NAMES, g_function(x)[:, np.newaxis] + luck, resamples=100)
    assert found.warnings == ()
    assert 0.0 < found.noise_share < 0.05


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"replicates": 15}, "15 common seeds"),
        ({"replicates": 16}, ""),
        ({"base_points": 128}, "128 base points"),
        ({"base_points": 300}, "no power of two"),
        ({"first": np.array([0.9, 0.2])}, "First-order indices add to 1.10"),
        ({"first": np.array([0.9, 0.1])}, ""),
        ({"total_high": np.array([0.4, 0.7])}, "Intervals are wider than 0.1 for trust"),
        ({"noise_share": 0.31}, "Luck makes 31 % of the variance"),
        ({"total_excess": np.array([0.0, 0.03])}, "too large, by up to 0.03, of trust"),
    ],
)
def test_each_warning_is_given_for_its_own_reason(change, word):
    half = np.array([0.45, 0.55])
    calm = SobolIndices(
        names=("need", "trust"), first=half, first_low=half - 0.04, first_high=half + 0.04,
        total=half, total_low=half - 0.04, total_high=half + 0.04, total_excess=np.zeros(2),
        second=None, second_low=None, second_high=None, noise_share=0.1, noise_share_low=0.09,
        noise_share_high=0.11, replicates=16, base_points=256, warnings=(),
    )  # fmt: skip
    assert sobol_warnings.warnings_about(calm) == ()
    said = sobol_warnings.warnings_about(replace(calm, **change))
    assert [word in sentence for sentence in said] == ([True] if word else [])


def test_long_lists_of_factors_are_cut():
    found = sobol_indices([f"factor_{n}" for n in range(12)],
                          np.random.default_rng(0).normal(size=14 * 16), resamples=50)  # fmt: skip
    (wide,) = (said for said in found.warnings if "wider" in said)
    assert "factor_0, factor_1, factor_2, factor_3 and 8 more" in wide


def test_intervals_cover_the_truth_in_about_95_of_100_studies():
    """Common seeds that change an effect; 60 studies of 256 base points."""
    first, total = g_indices()
    covered = np.zeros((2, 4))
    for study in range(60):
        x = points(256, seed=100 + study)
        luck = np.random.default_rng(study).normal(size=(1, 16))
        tilt = np.sqrt(12.0 * g_variance()) * (x[:, [INERT]] - 0.5)
        found = sobol_indices(NAMES, g_function(x)[:, np.newaxis] + tilt * luck, resamples=200)
        covered[0] += (found.first_low <= first) & (first <= found.first_high)
        covered[1] += (found.total_low <= total) & (total <= found.total_high)
    # three standard errors below 95 %, and on average not far from it
    assert (covered >= 60 * 0.86).all(), covered / 60
    assert covered.mean() >= 60 * 0.93


def test_the_noise_share_is_unbiased_for_common_and_for_independent_seeds():
    luck = np.random.default_rng(3)
    every = {"row_counts": np.ones((1, 400)), "replicate_shares": np.full((1, 4), 0.25)}
    for common in (True, False):
        shares = []
        for _ in range(300):
            rows, seeds = luck.normal(size=(400, 1)), luck.normal(size=(1 if common else 400, 4))
            own = luck.normal(size=(400, 4))  # luck of variance 2 beside a signal of 1
            shares.append(noise_shares(rows + seeds + own, **every)[0])
        # A ratio of unbiased parts leans a little where few seeds make the variance.
        assert np.mean(shares) == pytest.approx(2 / 3, abs=0.06 if common else 0.005)


def test_the_same_seed_gives_the_same_interval_and_another_does_not():
    y = noisy(points(32), 4, common=False)
    one, same, other = (sobol_indices(NAMES, y, resamples=30, seed=seed) for seed in (0, 0, 1))
    np.testing.assert_array_equal(one.total_low, same.total_low)
    assert (one.total_low != other.total_low).all()


def test_the_global_random_state_is_left_alone():
    np.random.seed(5)  # noqa: NPY002
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    sobol_indices(NAMES, g_function(points(16)), resamples=10)
    np.testing.assert_array_equal(np.random.get_state()[1], before)  # noqa: NPY002


def test_luckless_replicates_have_no_noise():
    y = np.repeat(g_function(points(32))[:, np.newaxis], 3, axis=1)
    found = sobol_indices(NAMES, y, resamples=30)
    assert found.noise_share == found.noise_share_low == found.noise_share_high == 0.0


@pytest.mark.parametrize(
    ("rows", "second_order", "form"),
    [(47, False, r"N x \(D \+ 2\) = N x 6"), (48, True, r"N x \(2 x D \+ 2\) = N x 10"),
     (6, False, "at least 2")],
)  # fmt: skip
def test_a_wrong_number_of_rows_is_told_with_the_right_form(rows, second_order, form):
    with pytest.raises(AnalysisError, match=f"got {rows} rows, expected .*{form}|{form}"):
        sobol_indices(NAMES, np.arange(float(rows)), second_order=second_order)


def test_base_points_that_do_not_vary_are_an_error_and_never_zeros():
    blocks = np.ones((8, 4))
    blocks[:, 1] = np.arange(8.0)  # A and B are constant, AB of the first factor is not
    with pytest.raises(AnalysisError, match="same mean 1 in all 16 rows"):
        sobol_indices(("need", "trust"), blocks.ravel(), resamples=10)


def test_resamples_that_do_not_vary_tell_nothing_and_are_no_zeros():
    means = np.ones((2, 4, 2))  # two base points, two factors, two resamples
    means[1] = np.array([[3.0], [2.0], [5.0], [4.0]])
    chosen = np.array([[0, 0], [1, 0]])  # the second resample has the first point twice
    for indices in _indices(means, chosen, second_order=False):
        assert np.isfinite(indices[0]).all()
        assert np.isnan(indices[1]).all()


def test_blocks_are_those_of_salibs_order():
    x = points(8, second_order=True)
    blocks = in_blocks(x, 4, second_order=True)
    a, b = blocks[:, 0, :], blocks[:, -1, :]
    for factor in range(4):
        ab, ba = blocks[:, 1 + factor, :], blocks[:, 5 + factor, :]
        others = [one for one in range(4) if one != factor]
        np.testing.assert_array_equal(ab[:, factor], b[:, factor])
        np.testing.assert_array_equal(ab[:, others], a[:, others])
        np.testing.assert_array_equal(ba[:, factor], a[:, factor])
        np.testing.assert_array_equal(ba[:, others], b[:, others])
