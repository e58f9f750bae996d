"""Morris' effects against a function whose effects are known by hand."""

import numpy as np
import pytest
from SALib.analyze import morris as salib
from SALib.sample import morris as design

from analysis.errors import AnalysisError
from analysis.sensitivity.morris import elementary_effects, morris_effects

NAMES = ("line", "falling", "curve", "inert")
PROBLEM = {"num_vars": 4, "names": list(NAMES), "bounds": [[0.0, 1.0]] * 4}

# With 4 levels the step is 2/3, from 0 or from 1/3.  The curve's effect is
# 4 ((x + 2/3 - 1/2)^2 - (x - 1/2)^2) / (2/3) = 4 (2 x - 1/3): -4/3 from 0 and +4/3 from 1/3.
MU_STAR = np.array([3.0, 2.0, 4.0 / 3.0, 0.0])


def function(x):
    return 3.0 * x[:, 0] - 2.0 * x[:, 1] + 4.0 * (x[:, 2] - 0.5) ** 2


def points(trajectories=20, seed=1, levels=4):
    return design.sample(PROBLEM, trajectories, num_levels=levels, seed=seed)


def noisy(x, deviation, replicates=16, seed=0):
    luck = np.random.default_rng(seed).normal(size=(len(x), replicates))
    return function(x)[:, np.newaxis] + deviation * luck


def test_effects_are_those_worked_by_hand():
    x = points()
    found = morris_effects(NAMES, x, function(x), levels=4)
    np.testing.assert_allclose(found.mu_star, MU_STAR, atol=1e-12)
    np.testing.assert_allclose(found.mu[:2], [3.0, -2.0])
    np.testing.assert_allclose(found.sigma[[0, 1, 3]], 0.0, atol=1e-12)
    ups = np.isclose(elementary_effects(x, function(x)[:, np.newaxis])[:, 2, 0], 4 / 3).mean()
    assert 0.0 < ups < 1.0
    assert found.mu[2] == pytest.approx((2.0 * ups - 1.0) * 4.0 / 3.0)
    assert (found.trajectories, found.replicates) == (20, 1)


@pytest.mark.parametrize("levels", [4, 6, 8])
def test_effects_of_each_trajectory_average_to_what_salib_finds(levels):
    x = points(levels=levels)
    y = noisy(x, 1.0, replicates=3)
    effects = elementary_effects(x, y).mean(axis=2)
    known = salib.analyze(PROBLEM, x, y.mean(axis=1), num_levels=levels, seed=1)
    np.testing.assert_allclose(np.abs(effects).mean(axis=0), known["mu_star"])
    np.testing.assert_allclose(effects.std(axis=0, ddof=1), known["sigma"])
    found = morris_effects(NAMES, x, y, levels=levels, resamples=10)
    np.testing.assert_allclose(found.mu_star, known["mu_star"])


def test_effects_follow_their_factors_when_columns_are_permuted():
    order = [3, 1, 0, 2]
    x = points()
    y = noisy(x, 0.5)
    plain = morris_effects(NAMES, x, y, levels=4, resamples=100)
    found = morris_effects([NAMES[n] for n in order], x[:, order], y, levels=4, resamples=100)
    for field in ("mu", "mu_star", "mu_star_low", "mu_star_high", "sigma"):
        np.testing.assert_allclose(getattr(found, field), getattr(plain, field)[order], rtol=1e-9)


def test_noise_gives_an_inert_factor_an_effect_whose_interval_begins_at_zero():
    x = points()
    found = morris_effects(NAMES, x, noisy(x, 2.0), levels=4)
    assert found.mu_star[3] > 0.5
    assert found.mu_star_excess[3] > 0.1
    assert found.mu_star_low[3] == 0.0
    assert (found.mu_star_low[:2] > 0.0).all()


def test_intervals_cover_the_truth_in_about_95_of_100_studies():
    covered = np.zeros(4)
    for study in range(60):
        x = points(seed=study)
        found = morris_effects(NAMES, x, noisy(x, 1.0, seed=study), levels=4, resamples=200)
        covered += (found.mu_star_low <= MU_STAR) & (MU_STAR <= found.mu_star_high)
    assert (covered >= 60 * 0.86).all(), covered / 60
    assert covered.mean() >= 60 * 0.93


def test_few_seeds_and_few_trajectories_are_told():
    x = points(8)
    one = morris_effects(NAMES, x, function(x), levels=4, resamples=10)
    four = morris_effects(NAMES, x, noisy(x, 1.0, replicates=4), levels=4, resamples=10)
    assert "one run per point" in one.warnings[0]
    assert "4 common seeds" in four.warnings[0]
    assert "8 trajectories" in four.warnings[1]
    x = points(20)
    assert morris_effects(NAMES, x, noisy(x, 1.0), levels=4, resamples=10).warnings == ()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda x: x[:-1], "N x 5"),
        (lambda x: x[:5], "at least 2"),
        (lambda x: x[:, :3], "expected .100, 4."),
        (lambda x: x * 2.0, "unit shares"),
        (lambda x: x - 0.1, "unit shares"),
        (lambda x: x * np.nan, "unit shares"),
        (lambda x: x * 0.9, "no trajectories on 4 levels"),
        (lambda x: x[np.random.default_rng(0).permutation(len(x))], "no trajectories"),
    ],
)
def test_points_that_are_no_trajectories_are_errors(change, word):
    x = points()
    y = function(x)[: len(change(x))]
    with pytest.raises(AnalysisError, match=word):
        morris_effects(NAMES, change(x), y, levels=4)


@pytest.mark.parametrize(
    "trajectory",
    [
        [[0.0, 0.0], [2 / 3, 0.0], [0.0, 0.0]],  # the first moves twice
        [[0.0, 0.0], [2 / 3, 2 / 3], [2 / 3, 2 / 3]],  # both move at once
        [[0.0, 0.0], [1 / 3, 0.0], [1 / 3, 2 / 3]],  # the first moves half a step
    ],
)
def test_factors_that_do_not_move_once_each_are_an_error(trajectory):
    with pytest.raises(AnalysisError, match="each factor once"):
        morris_effects(("need", "trust"), trajectory * 2, np.arange(6.0), levels=4)
