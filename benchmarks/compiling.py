"""How long the first use takes, when nothing has been compiled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from typing import Any

import numpy as np

from .answer import Answer, Row
from .timing import Floats, load, spread

REPEATS = 2
MOST_SECONDS = 30.0
ENGINES = ("ensemble", "mesa")

CODE = """
import json, sys, time
from simulation import load_scenario, run_ensemble
scenario = load_scenario("strategies")
wall, cpu = time.perf_counter(), time.process_time()
run_ensemble(scenario, 1, engine=sys.argv[1])
print(json.dumps([time.perf_counter() - wall, time.process_time() - cpu]))
"""


def first_call(cache: str, engine: str) -> list[float]:
    """Return seconds of wall and of CPU of the first call in a new process."""
    environment: dict[str, Any] = {**os.environ, "SNOWBALL_CACHE": cache}
    command = [sys.executable, "-c", CODE, engine]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return json.loads(done.stdout)


def measure() -> Answer:
    """Time the first call with an empty cache, and in a second process."""
    before, rows = load(), []
    for engine in ENGINES:
        nothing, again = np.empty((REPEATS, 2)), np.empty((REPEATS, 2))
        for repeat in range(REPEATS):
            with tempfile.TemporaryDirectory() as cache:
                nothing[repeat] = first_call(cache, engine)
                again[repeat] = first_call(cache, engine)
        rows += rows_of(engine, nothing, again)
    how = (
        "First call of `run_ensemble` (strategies, one replication) in a new process with "
        f"`SNOWBALL_CACHE` an empty folder, then in a second process; {REPEATS} repeats. "
        "Compiling keeps one core busy, so that CPU time is what one waits on a free machine."
    )
    return Answer("Compiling", tuple(rows), how, before, load())


def rows_of(engine: str, nothing: Floats, again: Floats) -> list[Row]:
    """Return what is said of one engine."""
    took = spread(nothing[:, 1])
    share = spread(again[:, 1] / nothing[:, 1])
    return [
        Row(
            f"{engine}: first process, s CPU",
            str(took),
            f"at most {MOST_SECONDS:.0f}",
            took.median <= MOST_SECONDS,
        ),
        Row(f"{engine}: first process, s wall", str(spread(nothing[:, 0]))),
        Row(f"{engine}: second process, s CPU", str(spread(again[:, 1]))),
        Row(
            f"{engine}: second / first, CPU",
            str(share),
            "below 0.1: not compiled again",
            share.median < 0.1,
        ),
    ]
