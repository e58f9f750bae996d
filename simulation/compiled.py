"""Compiling the rules: once, cached, and never stale."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numba.core.registry import CPUDispatcher

Function = TypeVar("Function", bound=Callable[..., Any])


def _digest_of_sources() -> str:
    """Return a digest of everything that decides the machine code.

    Numba looks only at the file of the outermost function when it asks whether a cache is
    stale; a change in a rule that it calls would go unnoticed.  So the folder of the cache
    is named after all the sources.
    """
    digest = hashlib.sha256(f"{numba.__version__} {np.__version__}".encode())
    root = Path(__file__).parent
    for file in sorted(root.rglob("*.py")):
        digest.update(file.relative_to(root).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _cache_root() -> Path:
    chosen = os.environ.get("SNOWBALL_CACHE")
    if chosen:
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "snowball"


CACHE_DIR = _cache_root() / _digest_of_sources()


class Rule(CPUDispatcher):
    """A rule: compiled where an entry calls it, plain Python where Python calls it."""

    __slots__ = ()

    def __call__(self, *arguments: Any) -> Any:
        """Run the plain function: there is no machine code that Python could call."""
        return self.py_func(*arguments)


def rule(function: Function) -> Function:
    """Compile one rule into whatever calls it: no Python inside and no fast-math.

    Rules never create arrays, so memory needs no counting (`_nrt`), which halves the time.
    They get no wrappers for calls from Python or C, which cost a third of the compile time.
    With ``NUMBA_DISABLE_JIT=1`` the plain Python function runs everywhere.
    """
    options = {"error_model": "numpy", "_nrt": False, "forceinline": True}
    without = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    compiled = numba.njit(**options, **without)(function)
    if isinstance(compiled, CPUDispatcher):
        compiled.__class__ = Rule
    return cast(Function, compiled)


def entry(function: Function) -> Function:
    """Compile a function that Python calls: holds no lock, and is cached on disk."""
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(CACHE_DIR)
    try:
        options = {"error_model": "numpy", "_nrt": False, "nogil": True, "cache": True}
        return cast(Function, numba.njit(**options)(function))
    finally:
        numba.config.CACHE_DIR = before


def plain(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the Python function behind a compiled rule."""
    return cast(Callable[..., Any], getattr(function, "py_func", function))


def follow(function: Callable[..., Any], **visitors: Callable[..., Any]) -> Callable[..., Any]:
    """Return the plain function with some of the functions it calls replaced.

    So the Mesa model reads the same page as the ensemble, and there is no second list.
    """
    page = plain(function)
    return FunctionType(page.__code__, {**page.__globals__, **visitors}, page.__name__)


def is_warm() -> bool:
    """Tell whether the ensemble has been compiled on this machine already."""
    return any(CACHE_DIR.rglob("ensemble.simulate-*.nbi"))
