"""PRIM of the EMA Workbench behind guards: plain types in, and every column checked as used.

Versions 2.5 and 3.0 differ in what they take and in names; both leave out columns of some types
without saying so, drop a column named "scenario", and 2.5 gives the whole space as a box where a
threshold was not reached.  Here columns are numbers (float64) or codes of words (object) under
names of our own, and peeling and pasting are called by themselves, so that no threshold is in
play and no time goes into statistics on the way, which were seven tenths of all.
"""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.errors import AnalysisError, needed

from .columns import Floats, Table

PEELED_SHARE = 0.05  # of the rows in the box, as Friedman & Fisher advise for patience
LEAST_MASS = 0.05
ANY_DENSITY = 1e-9

Ends = tuple[float, float]
Allowed = Ends | frozenset[int]  # ends of numbers, which may be infinite, or codes of words
Walls = dict[str, Allowed]


def ema_prim() -> Any:
    """Return the module of the library, imported without its warnings on optional parts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # ipyparallel, altair and others that are not needed
        return needed("ema_workbench.analysis.prim", "studies")


@contextmanager
def quiet() -> Iterator[None]:
    """Silence what pandas says to the library about ways of old that are to go."""
    with warnings.catch_warnings():
        for kind in (DeprecationWarning, FutureWarning, PendingDeprecationWarning):
            warnings.simplefilter("ignore", kind)
        yield


@cache
def bare_box() -> Any:
    """Return the library's box without its statistics: it remembers its limits and its rows."""

    def update(self: Any, box_lims: Any, indices: Any) -> None:
        self.yi = indices
        self.box_lims.append(box_lims)

    return type("BareBox", (ema_prim().PrimBox,), {"update": update})


def peeled(table: Table, fewest_rows: int) -> Iterator[Walls]:
    """Yield the boxes of the peeling and pasting trajectory, the whole space first.

    Raises
    ------
    AnalysisError   the library left a column out
    """
    import pandas as pd

    names = {f"column_{at}": name for at, name in enumerate(table.columns)}
    frame = pd.DataFrame({own: plain(table, name) for own, name in names.items()})
    prim = started(frame, table.of_interest, max(LEAST_MASS, fewest_rows / table.rows))
    with quiet():
        found = bare_box()(prim, prim.box_init, prim.yi_remaining)
        found = prim._paste(prim._peel(found))
    whole = prim.box_init
    for limits in found.box_lims:
        yield {
            name: allowed
            for own, name in names.items()
            if (allowed := walls_of(limits[own].tolist(), whole[own].tolist())) is not None
        }


def plain(table: Table, name: str) -> npt.NDArray[Any]:
    """Return a column as float64 or, for words, as object."""
    column = table.columns[name]
    if column.words is None:
        return column.values
    return column.values.astype(np.int64).astype(object)


def started(frame: Any, of_interest: npt.NDArray[np.bool_], least_mass: float) -> Any:
    """Return the algorithm before its first step, with every column of the frame in use.

    Raises
    ------
    AnalysisError   it left a column out, or counts other cases than there are
    """
    prim_class = ema_prim().Prim
    asked: dict[str, Any] = {"mass_min": least_mass, "peel_alpha": PEELED_SHARE}
    if "threshold" in inspect.signature(prim_class).parameters:
        asked["threshold"] = ANY_DENSITY
    with quiet():
        prim = prim_class(frame, of_interest.astype(np.float64), **asked)
    used = {*prim.x_float_colums, *prim.x_int_columns, *prim.x_nominal_columns}
    left_out = [name for name in frame if name not in used]
    if left_out or int(prim.t_coi) != int(of_interest.sum()):
        raise AnalysisError(
            f"scenario discovery: the library left out {len(left_out)} of {frame.shape[1]} columns"
            f" and counted {int(prim.t_coi)} of {int(of_interest.sum())} cases, expected all."
        )
    return prim


def walls_of(limit: list[Any], whole: list[Any]) -> Allowed | None:
    """Return what a box allows of one column, None where it allows everything."""
    if isinstance(limit[0], set):
        return None if limit[0] == whole[0] else frozenset(int(code) for code in limit[0])
    low = -np.inf if limit[0] <= whole[0] else float(limit[0])
    high = np.inf if limit[1] >= whole[1] else float(limit[1])
    return None if (low, high) == (-np.inf, np.inf) else (low, high)


def within(values: Floats, allowed: Allowed) -> npt.NDArray[np.bool_]:
    """Return which values a wall lets in."""
    if isinstance(allowed, frozenset):
        return np.isin(values, sorted(allowed))
    return (values >= allowed[0]) & (values <= allowed[1])


def in_walls(table: Table, walls: Walls) -> npt.NDArray[np.bool_]:
    """Return which rows lie within all walls, (row,)."""
    found = np.ones(table.rows, np.bool_)
    for name, allowed in walls.items():
        found &= within(table.columns[name].values, allowed)
    return found
