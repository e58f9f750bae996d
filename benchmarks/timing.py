"""Fair timing on a noisy machine: ways take turns, and ratios come from neighbours in time."""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
PACKAGES = ("mesa", "numpy", "numba", "llvmlite", "pyarrow")
WALL = time.perf_counter
CPU = time.process_time  # of this process: waiting for a busy machine does not count


@dataclass(frozen=True)
class Spread:
    """A median with the lowest and the highest value seen."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.median:.3g} ({self.low:.3g} to {self.high:.3g})"


def spread(values: Floats) -> Spread:
    """Return the median, the lowest and the highest of some values.

    >>> str(spread(np.array([3.0, 1.0, 2.0])))
    '2 (1 to 3)'
    """
    return Spread(float(np.median(values)), float(values.min()), float(values.max()))


def interleaved(
    ways: Mapping[str, Callable[[], object]],
    repeats: int,
    clock: Callable[[], float] = WALL,
) -> dict[str, Floats]:
    """Return the seconds of each way, ``repeats`` times in turn: A B A B, after a warm-up."""
    for way in ways.values():
        way()
    seconds = {name: np.empty(repeats) for name in ways}
    for repeat in range(repeats):
        for name, way in ways.items():
            start = clock()
            way()
            seconds[name][repeat] = clock() - start
    return seconds


def load() -> float:
    """Return how many processes wanted a core in the last minute, on average."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")


def machine() -> str:
    """Describe machine and versions in one line."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    python = ".".join(str(part) for part in sys.version_info[:3])
    return f"{os.cpu_count()} cores ({platform.machine()}), Python {python}, {packages}"
