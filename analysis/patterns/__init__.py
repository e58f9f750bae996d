"""What the model is judged by: known limits, patterns, stories, and their scorecard.

Every module of this package that has a tuple ``PATTERNS`` adds its rows.
"""

from __future__ import annotations

import importlib
import pkgutil

from .row import Bench, Curve, Pattern, Result, Sketch

KINDS = ("limit", "calibration", "validation", "story")


def all_patterns() -> tuple[Pattern, ...]:
    """Return the rows of all modules, kind by kind.

    Raises
    ------
    ValueError   two rows have the same name
    """
    rows: list[Pattern] = []
    for module in pkgutil.iter_modules(__path__):
        rows += getattr(importlib.import_module(f"{__name__}.{module.name}"), "PATTERNS", ())
    names = [row.name for row in rows]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"patterns: got {twice} more than once, expected names that differ")
    return tuple(sorted(rows, key=lambda row: KINDS.index(row.kind)))


__all__ = ["KINDS", "Bench", "Curve", "Pattern", "Result", "Sketch", "all_patterns"]
