"""Intervals of means from resamples: percentiles, or BCa for skewed columns."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri, stdtrit

Floats = npt.NDArray[np.float64]
LEVEL = 0.95
RESAMPLES = 2_000
RESAMPLING_SEED = 20_260_101
RESAMPLES_AT_ONCE = 250
MOST_KEPT = 1_000  # replicates; their draws take 16 MB
SKEWED = 1.5
RELATIVE_SPREAD_OF_NOTHING = 1e-12


def spread(values: Floats) -> Floats:
    """Return the standard deviation over replicates, exactly 0 for constant columns."""
    values = np.asarray(values, float)
    if len(values) < 2:
        return np.full(values.shape[1:], np.nan)
    deviation = values.std(axis=0, ddof=1)
    constant = deviation <= RELATIVE_SPREAD_OF_NOTHING * np.abs(values).max(axis=0)
    return np.where(constant, 0.0, deviation)


def skewness(values: Floats) -> Floats:
    """Return the skewness over replicates, 0 for constant columns."""
    away = values - values.mean(axis=0)
    scale = np.sqrt(np.mean(away**2, axis=0))
    return ratio(np.mean(away**3, axis=0), np.where(spread(values) > 0, scale, 0.0) ** 3, 0.0)


def resampled_interval(columns: Floats) -> tuple[Floats, Floats]:
    """Return percentile or BCa intervals of means, widened for the narrowness of resamples.

    The normal quantile z is replaced by sqrt(n / (n - 1)) t, which repairs the percentile
    interval's narrowness in small samples (Hesterberg 2015, The American Statistician 69:371).
    """
    count = len(columns)
    widened = math.sqrt(count / (count - 1)) * float(stdtrit(count - 1, 0.5 + LEVEL / 2))
    means = resampled_means(columns)
    shift, acceleration = bca_constants(columns, means)
    skewed = np.abs(skewness(columns)) > SKEWED
    shift, acceleration = np.where(skewed, shift, 0.0), np.where(skewed, acceleration, 0.0)
    return (
        _quantiles(means, bca_share(-widened, shift, acceleration)),
        _quantiles(means, bca_share(widened, shift, acceleration)),
    )


def resampled_means(columns: Floats, resamples: int = RESAMPLES) -> Floats:
    """Return means of resamples with replacement, (resample, column), sorted by column."""
    count = len(columns)
    drawn = _kept_draws if count <= MOST_KEPT else _draws
    centre = columns.mean(axis=0)
    away = columns - centre
    parts = [times @ away / count + centre for times in drawn(count, resamples)]
    return np.sort(np.concatenate(parts), axis=0)


def _draws(count: int, resamples: int) -> Iterator[Floats]:
    """Yield how often each replicate is drawn, (resample, replicate), some resamples at once."""
    luck = np.random.default_rng(RESAMPLING_SEED)
    for first in range(0, resamples, RESAMPLES_AT_ONCE):
        rows = min(RESAMPLES_AT_ONCE, resamples - first)
        chosen = luck.integers(0, count, (rows, count)) + count * np.arange(rows)[:, np.newaxis]
        times = np.bincount(chosen.ravel(), minlength=rows * count).reshape(rows, count)
        yield times.astype(float)


@lru_cache(maxsize=2)
def _kept_draws(count: int, resamples: int) -> tuple[Floats, ...]:
    """Return the same draws: drawing takes longer than all else, and a page asks again."""
    return tuple(_draws(count, resamples))


def bca_constants(columns: Floats, means: Floats) -> tuple[Floats, Floats]:
    """Return shift and acceleration of the BCa interval of a mean (Efron 1987).

    a = sum d^3 / (6 (sum d^2)^1.5), which is the jackknife's value for means.
    """
    centre = columns.mean(axis=0)
    below = np.mean(means < centre, axis=0) + np.mean(means == centre, axis=0) / 2
    edge = 0.5 / len(means)
    away = columns - centre
    cubes = np.sum(away**3, axis=0)
    acceleration = ratio(cubes, 6.0 * np.sum(away**2, axis=0) ** 1.5, 0.0)
    return ndtri(np.clip(below, edge, 1.0 - edge)), acceleration


def bca_share(z: float, shift: Floats, acceleration: Floats) -> Floats:
    """Return the share of resamples below the end of a BCa interval: Phi(b + (b+z)/(1-a(b+z)))."""
    moved = shift + z
    return ndtr(shift + moved / np.maximum(1.0 - acceleration * moved, 1e-6))


def _quantiles(ordered: Floats, shares: Floats) -> Floats:
    """Return one quantile of each sorted column, interpolated."""
    at = shares * (len(ordered) - 1)
    below = np.clip(np.floor(at).astype(int), 0, len(ordered) - 1)
    above = np.minimum(below + 1, len(ordered) - 1)
    column = np.arange(ordered.shape[1])
    low, high = ordered[below, column], ordered[above, column]
    return low + (at - below) * (high - low)


def ratio(part: Floats, whole: Floats, otherwise: float) -> Floats:
    """Return part / whole, and something else where the whole is zero."""
    part, whole = np.broadcast_arrays(np.asarray(part, float), np.asarray(whole, float))
    return np.divide(part, whole, out=np.full(part.shape, otherwise), where=whole != 0)
