"""Morris' elementary effects of a noisy outcome: a cheap look at which factors matter at all.

    effect of factor j in trajectory t = (y after the step - y before) / step

    mu = mean effect,  mu* = mean absolute effect,  sigma = standard deviation of effects

Points are in unit shares: 0 and 1 are the ends of each factor's range (or 0 and 1 of its prior's
distribution), so that an effect is the change of the outcome over the whole range, in the unit of
the outcome, and effects of factors with different units can be compared.

Morris (1991, Technometrics 33:161); mu* of Campolongo et al. (2007, Env. Modelling & Software
22:1509).  Luck that is left in the means makes mu* and sigma too large, most for factors without
effect; the interval of mu* is moved to where it is without luck, and begins at zero where luck
alone could have given as much.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..errors import AnalysisError, needed
from .guards import Floats, checked, checked_names
from .resamples import LEVEL, moved_interval, replicate_shares

FEWEST_SEEDS = 16
FEWEST_TRAJECTORIES = 10
STEP_TOLERANCE = 1e-6


@dataclass(frozen=True)
class MorrisEffects:
    """Elementary effects per whole range of each factor, in the unit of the outcome.

    ``mu_star_low`` and ``mu_star_high`` are a 95 % interval over trajectories and replicates.
    ``mu_star_excess`` is the part of each mu* that luck adds; 0 if it cannot be known.
    """

    names: tuple[str, ...]
    mu: Floats
    mu_star: Floats
    mu_star_low: Floats
    mu_star_high: Floats
    mu_star_excess: Floats
    sigma: Floats
    replicates: int
    trajectories: int
    warnings: tuple[str, ...]


def morris_effects(
    names: Sequence[str],
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    levels: int,
    resamples: int = 1000,
    seed: int = 0,
) -> MorrisEffects:
    """Return Morris' measures of a design of trajectories, as SALib's ``analyze.morris`` has them.

    Parameters
    ----------
    x : (row, factor)      in unit shares 0-1, in the row order of SALib's ``sample.morris``
    y : (row, replicate)   replicates are common seeds
    levels : int           levels of the grid that the design was drawn on

    Raises
    ------
    AnalysisError   undefined numbers, a constant outcome, rows that are no trajectories
    """
    names, y = checked_names(names), checked(y)
    x = _checked_design(names, x, len(y), levels)
    analyze = needed("SALib.analyze.morris", "studies").analyze
    problem = {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}
    found = analyze(problem, x, y.mean(axis=1), num_resamples=2, num_levels=levels, seed=1)
    mu, mu_star, sigma = (np.asarray(found[key], float) for key in ("mu", "mu_star", "sigma"))
    effects = elementary_effects(x, y)
    luck = np.random.default_rng(seed)
    interval = moved_interval(mu_star, _resampled_mu_star(effects, resamples, luck))
    low = np.where(mu_star > luck_alone(effects, resamples, luck), interval.low, 0.0)
    trajectories, _, replicates = effects.shape
    return MorrisEffects(
        names, mu, mu_star,
        np.maximum(low, 0.0), np.maximum(interval.high, 0.0),
        interval.excess if replicates > 1 else np.zeros(len(names)),
        sigma, replicates, trajectories, _warnings(trajectories, replicates),
    )  # fmt: skip


def elementary_effects(x: Floats, y: Floats) -> Floats:
    """Return the effect of each factor, (trajectory, factor, replicate).

    >>> x = np.array([[0.0, 0.0], [0.0, 0.5], [0.5, 0.5]])
    >>> elementary_effects(x, np.array([[1.0], [2.0], [5.0]]))[0, :, 0].tolist()
    [6.0, 2.0]
    """
    factors = x.shape[1]
    points = x.reshape(-1, factors + 1, factors)
    outcomes = y.reshape(len(points), factors + 1, -1)
    steps = np.diff(points, axis=1)
    moved = np.abs(steps).argmax(axis=2)
    sizes = np.take_along_axis(steps, moved[:, :, np.newaxis], axis=2)
    effects = np.empty_like(outcomes[:, 1:, :])
    np.put_along_axis(effects, moved[:, :, np.newaxis], np.diff(outcomes, axis=1) / sizes, axis=1)
    return effects


def _resampled_mu_star(effects: Floats, resamples: int, luck: np.random.Generator) -> Floats:
    """Return mu* of resamples of trajectories and replicates, (resample, factor)."""
    trajectories, _, replicates = effects.shape
    shares = replicate_shares(replicates, resamples, luck)
    sizes = np.abs(effects @ shares.T)
    counts = luck.multinomial(trajectories, np.full(trajectories, 1 / trajectories), resamples)
    return np.einsum("bt,tfb->bf", counts / trajectories, sizes)


def luck_alone(effects: Floats, resamples: int, luck: np.random.Generator) -> Floats:
    """Return the mu* of each factor that luck alone stays below in 97.5 % of resamples.

    Resamples of replicates whose effects have their means taken out, widened for that by
    sqrt(R / (R - 1)).  A mean of absolute values cannot be moved to zero, however little is
    behind it; so where mu* is not beyond this, its interval begins at zero.  Zero for one
    replicate, of which nothing is known.
    """
    _, factors, replicates = effects.shape
    if replicates < 2:
        return np.zeros(factors)
    centred = effects - effects.mean(axis=2, keepdims=True)
    widened = np.sqrt(replicates / (replicates - 1))
    shares = replicate_shares(replicates, resamples, luck)
    sizes = widened * np.abs(centred @ shares.T).mean(axis=0)
    return np.quantile(sizes, 0.5 + LEVEL / 2, axis=1)


def _checked_design(
    names: tuple[str, ...], design: npt.ArrayLike, rows: int, levels: int
) -> Floats:
    x = np.asarray(design, dtype=float)
    factors = len(names)
    if x.shape != (rows, factors) or rows % (factors + 1) or rows < 2 * (factors + 1):
        raise AnalysisError(
            f"design: got points of shape {x.shape} for {rows} rows of outcomes and {factors}"
            f" factors, expected ({rows}, {factors}) with rows N x (D + 1) = N x {factors + 1} of N"
            " trajectories, at least 2"
        )
    if not (np.min(x) >= 0.0 and np.max(x) <= 1.0):
        raise AnalysisError(
            f"design: got points from {x.min():.6g} to {x.max():.6g}, expected unit shares from 0"
            " to 1 of each factor's range"
        )
    steps = np.sort(np.abs(np.diff(x.reshape(-1, factors + 1, factors), axis=1)), axis=2)
    each_factor_once = np.ptp(x.reshape(-1, factors + 1, factors), axis=1)
    step = levels / (2.0 * (levels - 1))
    expected = np.zeros(factors)
    expected[-1] = step
    right = np.allclose(steps, expected, atol=STEP_TOLERANCE)
    if not right or not np.allclose(each_factor_once, step, atol=STEP_TOLERANCE):
        raise AnalysisError(
            f"design: got rows that are no trajectories on {levels} levels, expected that from row"
            f" to row one factor moves by {step:.6g} of its range, each factor once"
        )
    return x


def _warnings(trajectories: int, replicates: int) -> tuple[str, ...]:
    said = []
    if replicates == 1:
        said.append(
            "There is one run per point, so that luck cannot be told from effects. Use at least"
            f" {FEWEST_SEEDS} common seeds."
        )
    elif replicates < FEWEST_SEEDS:
        said.append(
            f"There are {replicates} common seeds, fewer than {FEWEST_SEEDS}: the effects are those"
            " of these few seeds."
        )
    if trajectories < FEWEST_TRAJECTORIES:
        said.append(
            f"There are {trajectories} trajectories, fewer than {FEWEST_TRAJECTORIES}: the interval"
            " of mu* may be too narrow."
        )
    return tuple(said)
