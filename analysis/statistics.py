"""Differences between arms on equal luck: intervals, effect sizes, replications enough.

All functions take arrays with replicates first and any number of columns after, (replicate,)
or (replicate, column), and treat each column by itself.  Undefined numbers are NaN, and none
of the functions warns.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri, stdtrit

from .resampling import LEVEL, ratio, resampled_interval, spread

Floats = npt.NDArray[np.float64]
Z = float(ndtri(0.5 + LEVEL / 2))
POWER = 0.8
FEWEST_FOR_RESAMPLING = 20
MOST_FOR_RESAMPLING = 5_000
NARROW_SHARE = 0.05
ROUNDING = 1e-9
FEWEST_DIFFERING = 6


class Interval(NamedTuple):
    """The 95 % interval of a mean, one number per column; NaN where one replicate is all."""

    low: Floats
    high: Floats


def paired_differences(reference: Floats, arm: Floats) -> Floats:
    """Return arm less reference, replicate by replicate; rounding errors count as zero."""
    difference = np.asarray(arm, float) - np.asarray(reference, float)
    nothing = np.abs(difference) <= ROUNDING * np.maximum(np.abs(reference), np.abs(arm))
    return np.where(nothing, 0.0, difference)


def mean_interval(values: Floats) -> Interval:
    """Return the 95 % interval of the mean of each column.

    One replicate gives none; constant columns give one of no width; fewer than 20 replicates
    and more than 5,000 use Student's t, and those between 2,000 resamples with a fixed seed:
    percentiles, or BCa where the skewness is beyond 1.5.  Where one run in a hundred decides,
    all of these are too narrow: an event that no run has seen yet leaves no width at all.
    """
    values = np.asarray(values, float)
    columns = values.reshape(len(values), -1)
    count = len(columns)
    mean, deviation = columns.mean(axis=0), spread(columns)
    if count < 2:
        low = high = np.full(mean.shape, np.nan)
    elif count < FEWEST_FOR_RESAMPLING or count > MOST_FOR_RESAMPLING:
        half = stdtrit(count - 1, 0.5 + LEVEL / 2) * deviation / math.sqrt(count)
        low, high = mean - half, mean + half
    else:
        low, high = resampled_interval(columns)
        varies = deviation > 0
        low, high = np.where(varies, low, mean), np.where(varies, high, mean)
    shape = values.shape[1:]
    return Interval(low.reshape(shape), high.reshape(shape))


def nearest_to_median(values: Floats) -> int:
    """Return the replicate whose value is nearest the median: a typical one.

    >>> nearest_to_median(np.array([9.0, 1.0, 4.0]))
    2
    """
    return int(np.argmin(np.abs(values - np.median(values))))


def effect_size_dz(differences: Floats) -> Floats:
    """Return the paired effect size, mean / sd; 0 for no difference, NaN for a constant one."""
    mean = differences.mean(axis=0)
    return np.where(mean == 0, 0.0, ratio(mean, spread(differences), np.nan))


def superiority(reference: Floats, arm: Floats) -> Floats:
    """Return the chance that a random run of the arm is higher than one of the reference.

    Ties count half (Vargha & Delaney 2000); marginal: it ignores that luck is shared.  Runs
    that differ by rounding errors alone are tied.
    """
    if np.ndim(arm) > 1:  # one column at a time, so that ranks of all do not fill the memory
        return np.array([superiority(*column) for column in zip(reference.T, arm.T, strict=True)])
    both = np.concatenate([arm, reference]).astype(float)
    if np.isnan(both).any():
        return np.array(np.nan)
    both = np.rint(ratio(both, ROUNDING * np.abs(both).max(axis=0), 0.0))
    ordered = np.sort(both[len(arm) :])
    lower = np.searchsorted(ordered, both[: len(arm)], "left")
    not_higher = np.searchsorted(ordered, both[: len(arm)], "right")
    return (lower + not_higher).mean() / (2 * len(reference))


def paired_superiority(differences: Floats) -> Floats:
    """Return the share of replicates in which the arm is higher in the same world, ties half."""
    return np.mean((np.sign(differences) + 1.0) / 2.0, axis=0)


def correlation(reference: Floats, arm: Floats) -> Floats:
    """Return the correlation that equal luck achieved; NaN where one does not vary."""
    count = len(arm)
    if count < 2:
        return np.full(np.shape(arm)[1:], np.nan)
    products = (reference - reference.mean(axis=0)) * (arm - arm.mean(axis=0))
    both = spread(reference) * spread(arm)
    return np.clip(ratio(products.sum(axis=0) / (count - 1), both, np.nan), -1.0, 1.0)


def wilson(successes: float, trials: int) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a share."""
    if trials < 1 or not 0 <= successes <= trials:
        raise ValueError(f"wilson: got {successes} of {trials}, expected 0 to trials, at least 1")
    share = successes / trials
    middle = share + Z * Z / (2 * trials)
    half = Z * math.sqrt(share * (1 - share) / trials + Z * Z / (4 * trials * trials))
    scale = 1 + Z * Z / trials
    low, high = (middle - half) / scale, (middle + half) / scale
    return (0.0 if successes == 0 else low), (1.0 if successes == trials else high)


def replications_enough(mean: float, deviation: float, reference: float) -> int | None:
    """Return how many replications would probably tell; None where that cannot be known.

    Enough is what excludes zero with a chance of 80 %, n = ((z + z_power) sd / mean)^2, if the
    mean difference is what it seems; or what makes the interval's half-width 5 % of the
    reference, n = (z sd / 0.05 reference)^2; whichever is less.  Either grows by z^2 / 2, since
    the standard deviation has to be estimated (Guenther 1981, The American Statistician 35:243),
    and neither is less than what counts as clear at all.
    """
    if not (math.isfinite(mean) and math.isfinite(deviation)):
        return None
    if deviation == 0:
        return FEWEST_FOR_RESAMPLING
    powerful = Z + float(ndtri(POWER))
    ways = [(powerful * deviation, mean), (Z * deviation, NARROW_SHARE * reference)]
    found = [wide / abs(aim) for wide, aim in ways if abs(aim) > 1e-9 * wide]
    if not found:
        return None
    return max(FEWEST_DIFFERING, math.ceil(min(found) ** 2 + Z * Z / 2))
