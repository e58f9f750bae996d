"""What scenario discovery finds: limits of parameters that hold together, and how good they are."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis import words
from analysis.errors import AnalysisError

from .columns import column_of

MOST_DIGITS = 6

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Limit:
    """One parameter inside a box: from ``low`` to ``high``, or one of some words.

    An end that is None is open.

    >>> print(Limit("need_share", None, 0.01234))
    need_share at most 0.012
    >>> print(Limit("distance_km", 10.0, 40.0, unit="km"))
    distance_km from 10 to 40 km
    >>> print(Limit("kind", None, None, ("ngo", "public")))
    kind is ngo or public
    """

    name: str
    low: float | None
    high: float | None
    values: tuple[str, ...] = ()
    unit: str = ""

    def __str__(self) -> str:
        """Return the limit in words, with two digits or as many as tell its ends apart."""
        if self.values:
            return f"{self.name} is {' or '.join(self.values)}"
        unit = f" {self.unit}" if self.unit else ""
        if self.low is not None and self.high is not None:
            low, high = told_apart(self.low, self.high)
            return f"{self.name} from {low} to {high}{unit}"
        if self.high is not None:
            return f"{self.name} at most {words.rounded(self.high)}{unit}"
        if self.low is not None:
            return f"{self.name} at least {words.rounded(self.low)}{unit}"
        return f"{self.name} anything"

    def inside(self, table: Mapping[Any, Any]) -> Flags:
        """Return which rows of a table are within the limit.

        Raises
        ------
        AnalysisError   the table has no such column, or it does not hold what the limit is about
        """
        column = column_of(self.name, named(table, self.name))
        if bool(self.values) != (column.words is not None):
            got, expected = ("numbers", "words") if self.values else ("words", "numbers")
            raise AnalysisError(f"{self.name}: got {got}, expected {expected}.")
        if column.words is not None:
            codes = [code for code, word in enumerate(column.words) if word in self.values]
            return np.isin(column.values, codes)
        low = -math.inf if self.low is None else self.low
        high = math.inf if self.high is None else self.high
        return (column.values >= low) & (column.values <= high)


@dataclass(frozen=True)
class Box:
    """Limits that hold together, and how well they tell cases of interest.

    ``coverage`` is the share of all cases of interest that lie in the box, ``density`` the share
    of the box's rows that are of interest, ``mass`` the share of all rows that lie in the box.
    The held-out numbers are those of boxes found in the same way, on rows that were left out when
    they were found: they are the ones to believe.  ``stability`` says for each limit in which
    share of these boxes its parameter was chosen again.  A second box speaks only of rows that
    are not in the first.
    """

    limits: tuple[Limit, ...]
    coverage: float
    density: float
    mass: float
    held_out_coverage: float
    held_out_density: float
    stability: tuple[float, ...]

    def __str__(self) -> str:
        """Return the limits in words."""
        return " and ".join(map(str, self.limits))

    def inside(self, table: Mapping[Any, Any]) -> Flags:
        """Return which rows of a table lie in the box, (row,).

        Raises
        ------
        AnalysisError   the table lacks a column that the box limits
        """
        return np.logical_and.reduce([limit.inside(table) for limit in self.limits])


@dataclass(frozen=True)
class Discovery:
    """The boxes found among some rows, or in plain words why there are none."""

    boxes: tuple[Box, ...]
    base_rate: float
    rows: int
    cases: int
    why_none: str


def named(table: Mapping[Any, Any], name: str) -> Any:
    """Return a column of a table by its name.

    Raises
    ------
    AnalysisError   there is no such column; with the nearest one
    """
    for key in table:
        if str(key) == name:
            return table[key]
    known = [str(key) for key in table]
    near = get_close_matches(name, known, n=1)
    hint = f" The nearest is {near[0]}." if near else ""
    raise AnalysisError(f"{name}: expected a column of this name, got {len(known)} others.{hint}")


def told_apart(low: float, high: float) -> tuple[str, str]:
    """Return two ends of a range with two digits each, or with more until they differ.

    >>> told_apart(0.0121, 0.0124), told_apart(3.0, 40.0)
    (('0.0121', '0.0124'), ('3.0', '40'))
    """
    for digits in range(2, MOST_DIGITS + 1):
        texts = words.rounded(low, digits), words.rounded(high, digits)
        if texts[0] != texts[1]:
            break
    return texts
