"""Counting what one run does, with the rules as plain Python.

Run by `floor.py` in a process of its own with ``NUMBA_DISABLE_JIT=1``; writes JSON.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import simulation
from simulation import load_scenario, luck
from simulation.engine import empty_rows, run_chunk
from simulation.world import build_world

COUNTS: Counter[str] = Counter()
RULES = str(Path(simulation.__file__).parent / "rules")


def counted(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function, counting its calls."""

    def wrapper(*arguments: Any) -> Any:
        COUNTS[name] += 1
        return function(*arguments)

    return wrapper


def wrap_everywhere() -> None:
    """Count draws, exponentials and logarithms in all files of the model."""
    vars(luck)["philox"] = counted("draws", luck.philox)
    for name, module in list(sys.modules.items()):
        if name.startswith("simulation."):
            for function in ("exp", "log"):
                if getattr(module, function, None) is getattr(math, function):
                    setattr(module, function, counted(function, getattr(math, function)))


def count_statements(frame: FrameType, event: str, _: Any) -> Any:
    """Count calls and lines of the rules; the inside of a draw is counted as a draw."""
    if not frame.f_code.co_filename.startswith(RULES):
        return None
    COUNTS["rules called" if event == "call" else "lines"] += event in ("call", "line")
    return count_statements


def main() -> None:
    """Count one run of the reference arm of a scenario."""
    scenario = load_scenario(sys.argv[1])
    world = build_world(scenario.arms[scenario.reference])
    wrap_everywhere()
    monthly, runs = empty_rows(1, len(world.calendar))
    sys.settrace(count_statements)
    run_chunk(world, scenario.seed, 0, monthly, runs)
    sys.settrace(None)
    sys.stdout.write(json.dumps(COUNTS))


if __name__ == "__main__":
    main()
