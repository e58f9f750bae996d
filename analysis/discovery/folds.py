"""What every way of discovery shares: folds of rows, how much luck may bring, hopeless cases."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.stats import hypergeom

from analysis import words

from .columns import Flags, Table

FEWEST_CASES = 10


def folds_of(of_interest: Flags, folds: int, seed: int) -> npt.NDArray[np.int64]:
    """Return the fold of each row; every fold gets its share of the cases.

    >>> folds_of(np.array([True, False, False, True]), 2, 0).tolist().count(0)
    2
    """
    random = np.random.default_rng(seed)
    fold = np.zeros(len(of_interest), np.int64)
    for kind in (True, False):
        rows = random.permutation(np.flatnonzero(of_interest == kind))
        fold[rows] = np.arange(len(rows)) % folds
    return fold


def luck_of(table: Table, chosen: Flags) -> float:
    """Return the chance of as many cases among as many rows that are drawn blindly.

    The hypergeometric tail, Fisher's exact test of one side; 1 where no row is chosen.
    """
    rows, cases = int(chosen.sum()), int(table.of_interest[chosen].sum())
    return float(hypergeom.sf(cases - 1, table.rows, table.cases, rows)) if rows else 1.0


def why_hopeless(rows: int, cases: int) -> str:
    """Return in plain words why nothing can be found, "" where something might be.

    >>> why_hopeless(300, 4)
    'Only 4 of the 300 rows are of interest; at least 10 are needed.'
    """
    if cases == 0:
        return f"None of the {words.number(rows)} rows is of interest."
    if cases == rows:
        return f"All {words.number(rows)} rows are of interest, so nothing sets some apart."
    for count, what in ((cases, "of interest"), (rows - cases, "not of interest")):
        if count < FEWEST_CASES:
            verb = "is" if count == 1 else "are"
            return (
                f"Only {count} of the {words.number(rows)} rows {verb} {what}; at least"
                f" {FEWEST_CASES} are needed."
            )
    return ""
