"""Resamples of a designed experiment: of the points of the design, and of the replicates.

Replicates are common seeds: the same luck in every row.  A resample therefore takes the same
replicates in every row.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .guards import Floats

LEVEL = 0.95
Counts = npt.NDArray[np.int64]


class Interval(NamedTuple):
    """A 95 % interval, and how much higher resamples are than the estimate, on average."""

    low: Floats
    high: Floats
    excess: Floats


def replicate_shares(replicates: int, resamples: int, luck: np.random.Generator) -> Floats:
    """Return how much each replicate counts in each resample, (resample, replicate)."""
    even = np.full(replicates, 1.0 / replicates)
    return luck.multinomial(replicates, even, size=resamples) / replicates


def moved_interval(estimate: Floats, resampled: Floats) -> Interval:
    """Return percentile intervals of estimates from resamples, (resample, ...), noise taken out.

    low = q(2.5 %) - 2 excess,  high = q(97.5 %) - 2 excess,  excess = mean resample - estimate

    The noise that is left in a mean over replicates makes indices of variance too large.  In a
    resample it is there twice, so that resamples lie as much above the estimate as the estimate
    lies above the truth; moved down by twice that much, the interval is around the truth.  The
    estimate may then lie above its own interval: a sign of too few replicates.

    >>> found = moved_interval(np.array([0.5]), np.linspace(0.5, 0.7, 201)[:, np.newaxis])
    >>> np.round([found.low[0], found.high[0], found.excess[0]], 3).tolist()
    [0.305, 0.495, 0.1]
    """
    tail = (1.0 - LEVEL) / 2
    lower, upper = np.nanquantile(resampled, [tail, 1.0 - tail], axis=0)
    excess = np.nanmean(resampled, axis=0) - estimate
    return Interval(lower - 2.0 * excess, upper - 2.0 * excess, excess)
