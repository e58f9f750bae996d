"""Means and paired differences of what a study holds, where runs may be missing (NaN)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis import words
from analysis.comparison import is_clear
from analysis.resampling import spread
from analysis.statistics import mean_interval, paired_differences

Floats = npt.NDArray[np.float64]
BAND_PERCENTILES = (10, 90)


class Level(NamedTuple):
    """A mean with its 95 % interval; ``clear`` says that the interval excludes zero."""

    mean: float
    low: float
    high: float
    clear: bool


def mean_known(values: Floats, axis: int | tuple[int, ...] = -1) -> Floats:
    """Return the mean of the numbers that are known along some axes; NaN where none is.

    >>> mean_known(np.array([[1.0, np.nan, 3.0], [np.nan] * 3])).tolist()
    [2.0, nan]
    """
    known = np.isfinite(values)
    count = np.asarray(known.sum(axis=axis))
    total = np.asarray(np.where(known, values, 0.0).sum(axis=axis), float)
    return np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0)


def level_of(values: Floats) -> Level:
    """Return the mean of some numbers, (unit,), with the interval over what is known of them."""
    known = values[np.isfinite(values)]
    if known.size == 0:
        return Level(np.nan, np.nan, np.nan, False)
    low, high = (float(end) for end in mean_interval(known))
    clear = is_clear(low, high, known, float(spread(known)))
    return Level(float(known.mean()), low, high, clear)


def contrast(before: Floats, after: Floats) -> Level:
    """Return the mean of the paired differences, unit by unit, after less before.

    >>> contrast(np.zeros(20), np.full(20, 2.0)).mean
    2.0
    """
    return level_of(paired_differences(before, after))


def band_of(values: Floats) -> tuple[float, float]:
    """Return the 10th and the 90th percentile of the numbers that are known."""
    known = values[np.isfinite(values)]
    if known.size == 0:
        return np.nan, np.nan
    low, high = np.percentile(known, BAND_PERCENTILES)
    return float(low), float(high)


def counted(contrasts: Sequence[Level], where: str) -> str:
    """Return at how many places one thing is clearly above and below another, in words.

    >>> counted([Level(1, 0.5, 2, True), Level(0, -1, 1, False)], "points")
    'clearly above at 1 of 2 points, clearly below at none'
    """
    above = sum(one.clear and one.mean > 0 for one in contrasts)
    below = sum(one.clear and one.mean < 0 for one in contrasts)
    if not above and not below:
        return f"{words.NOT_CLEAR} at any of {len(contrasts)} {where}"
    first, second = ("above", above), ("below", below)
    if below > above:
        first, second = second, first
    said = f"clearly {first[0]} at {first[1]:,} of {len(contrasts):,} {where}"
    if first[1] == len(contrasts):
        return said
    return f"{said}, clearly {second[0]} at {f'{second[1]:,}' if second[1] else 'none'}"


def best_shares(values: Floats, *, lower_is_better: bool) -> Floats:
    """Return in which share of contexts each choice is best, (choice,), of (choice, context).

    Choices that are equal share a context.

    >>> best_shares(np.array([[1.0, 3.0], [2.0, 3.0]]), lower_is_better=False).tolist()
    [0.25, 0.75]
    """
    good = -values if lower_is_better else values
    top = good.max(axis=0)
    near = good >= top - 1e-9 * np.maximum(1.0, np.abs(top))
    return np.asarray((near / near.sum(axis=0)).mean(axis=1))


def regret_of(values: Floats, *, lower_is_better: bool) -> Floats:
    """Return what each choice misses of the best one in the same context, (choice, context).

    >>> regret_of(np.array([[1.0, 3.0], [2.0, 1.0]]), lower_is_better=False).tolist()
    [[1.0, 0.0], [0.0, 2.0]]
    """
    good = -values if lower_is_better else values
    return np.asarray(good.max(axis=0) - good)
