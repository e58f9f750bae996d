"""What must hold of outcomes before a sensitivity can be read from them.

SALib answers undefined numbers and constants with indices of zero, which read like "nothing
matters".  Here they are errors.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ..errors import AnalysisError

Floats = npt.NDArray[np.float64]


def checked(y: npt.ArrayLike) -> Floats:
    """Return outcomes as numbers, (design row, replicate); one dimension is one replicate.

    Raises
    ------
    AnalysisError   an undefined or infinite number, no number at all, or the same number in
                    every row

    >>> checked([1.0, 2.0, 4.0]).shape
    (3, 1)
    """
    outcomes = np.asarray(y, dtype=float)
    if outcomes.ndim == 1:
        outcomes = outcomes[:, np.newaxis]
    if outcomes.ndim != 2 or outcomes.size == 0:
        raise AnalysisError(
            f"outcomes: got an array of shape {np.shape(y)}, expected (design row, replicate)"
        )
    undefined = ~np.isfinite(outcomes)
    if undefined.any():
        first = int(np.flatnonzero(undefined.any(axis=1))[0])
        raise AnalysisError(
            f"outcomes: got {int(undefined.sum())} of {outcomes.size} numbers undefined or"
            f" infinite, the first in row {first} (counted from 0), expected only finite numbers"
        )
    means = outcomes.mean(axis=1)
    # Means of equal numbers may differ in the last digit, which is no variation.
    if np.ptp(means) <= 1e-12 * np.abs(outcomes).max():
        raise AnalysisError(
            f"outcomes: got the same mean {means[0]:.6g} in all {len(means)} rows, expected an"
            " outcome that varies with the design: nothing can be said about what moves it"
        )
    return outcomes


def checked_names(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the factors.

    Raises
    ------
    AnalysisError   fewer than two, or the same name twice

    >>> checked_names(["need", "trust"])
    ('need', 'trust')
    """
    found = tuple(names)
    twice = sorted({name for name in found if found.count(name) > 1})
    if len(found) < 2 or twice:
        raise AnalysisError(
            f"factors: got {list(found)}{f', {twice[0]} twice' if twice else ''}, expected at"
            " least two names that differ"
        )
    return found
