"""The rules as plain Python: hand-worked cases need no compiler and start at once.

A second copy of `simulation` is loaded under another name with the compiler off.  That the
compiled rules do the same is tested in `tests/docking` and `tests/property`.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

import numba

import simulation

NAME = "plain_simulation"


def plain_module(name: str) -> ModuleType:
    """Return a module of `simulation` whose rules are plain functions, e.g. ``luck``."""
    if NAME not in sys.modules:
        package = ModuleType(NAME, "simulation, not compiled")
        package.__path__ = list(simulation.__path__)
        sys.modules[NAME] = package
    before = numba.config.DISABLE_JIT
    numba.config.DISABLE_JIT = True
    try:
        return importlib.import_module(f"{NAME}.{name}")
    finally:
        numba.config.DISABLE_JIT = before


def rule_file(name: str) -> ModuleType:
    """Return one file of `simulation.rules`, not compiled."""
    return plain_module(f"rules.{name}")
