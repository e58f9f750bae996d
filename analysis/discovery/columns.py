"""Reading a table of parameters: every column becomes numbers or words, whatever its type.

Libraries for scenario discovery drop columns of some types without a word, so that what a table
holds is made plain here, before any of them sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.errors import AnalysisError

MOST_WORDS = 50

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Column:
    """Values of one parameter, (row,): numbers, or numbers that stand for ``words``."""

    values: Floats
    words: tuple[str, ...] | None = None

    @cached_property
    def is_whole(self) -> bool:
        """Whether all values are whole numbers."""
        return self.words is None and bool(np.all(self.values == np.rint(self.values)))


def column_of(name: str, given: Any) -> Column:
    """Return what a column holds; labels, words and true or false all count as words.

    Raises
    ------
    AnalysisError   a value is missing or not finite, or it is neither a number nor a word

    >>> column_of("size", [1, 2, 1]).values.tolist(), column_of("kind", ["b", "a"]).words
    ([1.0, 2.0, 1.0], ('a', 'b'))
    """
    import pandas as pd

    series = pd.Series(given)
    is_label = isinstance(series.dtype, pd.CategoricalDtype)
    raw = np.asarray(series)
    if raw.ndim != 1 or raw.dtype.kind not in "biufOUS":
        raise AnalysisError(f"{name}: got {raw.dtype}, expected numbers, words or true and false.")
    if bool(np.any(pd.isna(raw))):
        raise AnalysisError(f"{name}: got a missing value (NaN), expected a value in every row.")
    if not is_label and _all_numbers(raw):
        values = raw.astype(np.float64)
        if not np.isfinite(values).all():
            raise AnalysisError(f"{name}: got an infinite value, expected finite numbers.")
        return Column(values)
    if not all(isinstance(value, str | bool | int | float | np.generic) for value in raw.tolist()):
        raise AnalysisError(
            f"{name}: got unlike things, expected numbers, words or true and false."
        )
    known, codes = np.unique(np.array([str(value) for value in raw.tolist()]), return_inverse=True)
    return Column(codes.astype(np.float64), tuple(known.tolist()))


def _all_numbers(raw: npt.NDArray[Any]) -> bool:
    if raw.dtype.kind != "O":
        return raw.dtype.kind in "iuf"
    return all(
        isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)
        for value in raw
    )


@dataclass(frozen=True)
class Table:
    """Columns that vary and which rows are of interest, in an order that hangs on values alone.

    Columns stand in the order of their names, rows in the order of their values, so that the
    order in which they were given changes nothing.
    """

    columns: dict[str, Column]
    of_interest: Flags

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.of_interest)

    @property
    def cases(self) -> int:
        """How many rows are of interest."""
        return int(self.of_interest.sum())

    @property
    def base_rate(self) -> float:
        """The share of rows that are of interest."""
        return self.cases / self.rows

    def at(self, rows: npt.NDArray[Any]) -> Table:
        """Return some of the rows."""
        some = {name: Column(c.values[rows], c.words) for name, c in self.columns.items()}
        return Table(some, self.of_interest[rows])

    def only(self, names: Iterable[str]) -> Table:
        """Return some of the columns, in the order of their names."""
        return Table({name: self.columns[name] for name in sorted(names)}, self.of_interest)


def read_table(table: Mapping[Any, Any], of_interest: Any) -> Table:
    """Return a table in a fixed order, without columns that hold one value only.

    Raises
    ------
    AnalysisError   a column cannot be used, lengths differ, or no column varies
    """
    wanted = flags(of_interest)
    if len(wanted) == 0:
        raise AnalysisError("of_interest: got no rows, expected at least one.")
    names = [str(name) for name in table]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise AnalysisError(f"{twice}: got two columns of this name, expected one.")
    read: dict[str, Column] = {}
    for name, key in sorted(zip(names, table, strict=True), key=lambda pair: pair[0]):
        column = column_of(name, table[key])
        if len(column.values) != len(wanted):
            raise AnalysisError(
                f"{name}: got {len(column.values)} rows, expected {len(wanted)} as in of_interest."
            )
        if column.words is not None and len(column.words) > MOST_WORDS:
            raise AnalysisError(
                f"{name}: got {len(column.words)} different words, expected at most {MOST_WORDS}."
            )
        if np.ptp(column.values) > 0:
            read[name] = column
    if not read:
        raise AnalysisError("table: got no column that varies, expected at least one.")
    order = np.lexsort([wanted, *(column.values for column in read.values())])
    return Table(read, wanted).at(order)


def flags(of_interest: Any) -> Flags:
    """Return which rows are of interest as booleans; 0 and 1 are taken as well.

    Raises
    ------
    AnalysisError   something else was given
    """
    raw = np.asarray(of_interest)
    if raw.ndim != 1 or (raw.dtype.kind != "b" and not np.all(np.isin(raw, (0, 1)))):
        raise AnalysisError("of_interest: expected true or false for each row.")
    return raw.astype(np.bool_)
