"""From what an algorithm allows of a column to a limit that people read."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .boxes import Limit
from .columns import Column
from .prim import Allowed


def limit_of(name: str, allowed: Allowed, column: Column, units: Mapping[str, str]) -> Limit:
    """Return a wall as a limit; ends of whole numbers are whole numbers.

    >>> print(limit_of("month", (-np.inf, 12.5), Column(np.array([0.0, 12.0, 13.0])), {}))
    month at most 12
    """
    if isinstance(allowed, frozenset):
        known = column.words or ()
        return Limit(name, None, None, tuple(known[code] for code in sorted(allowed)))
    low, high = allowed
    if column.is_whole:
        low, high = np.ceil(low), np.floor(high)
    return Limit(
        name,
        float(low) if np.isfinite(low) else None,
        float(high) if np.isfinite(high) else None,
        unit=units.get(name, ""),
    )
