"""What bounds the ensemble: how far it is from its draws, exponentials and bare copying."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from math import exp, log
from typing import Any

import numpy as np

from simulation import load_scenario, luck
from simulation.compiled import entry
from simulation.engine import run_world
from simulation.outcomes import MONTHLY_NAMES
from simulation.records import GIVEN_FIELDS
from simulation.world import build_world

from .answer import Answer, Row
from .timing import CPU, interleaved, load, spread

SCENARIO = "bureau"
RUNS = 256
REPEATS = 9


@entry
def bare_draws(draws: Any, seed: Any) -> Any:
    """Make as many Philox blocks, and nothing else."""
    key = np.uint64(seed)
    total = np.uint64(0)
    for i in range(draws):
        first, second, third, fourth = luck.philox(
            np.uint64(i >> 6), np.uint64(i & 63), luck.ACCIDENT, luck.ZERO, key, key
        )
        total ^= first ^ second ^ third ^ fourth
    return total


@entry
def bare_exponentials(exponentials: Any, logarithms: Any) -> Any:
    """Compute as many exponentials and logarithms, of unlike numbers."""
    total = 0.0
    for i in range(exponentials):
        total += exp(-1e-3 * (i & 1023))
    for i in range(logarithms):
        total += log(1.0 + (i & 1023))
    return total


@entry
def bare_copies(state: Any, kept: Any, rows: Any) -> Any:
    """Set the state back once per run, and write the outcomes of its months."""
    for r in range(len(rows)):
        for i in range(len(kept)):
            state[i] = kept[i]
        for i in range(rows.shape[1]):
            rows[r, i] += state[i & 255]


def count(scenario: str) -> dict[str, int]:
    """Return what one run of the reference arm does, counted with plain Python rules."""
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.counting", scenario]
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return json.loads(done.stdout)


def measure() -> Answer:
    """Time the ensemble beside bare loops of the same counts."""
    before = load()
    counts = count(SCENARIO)
    scenario = load_scenario(SCENARIO)
    world = build_world(scenario.arms[scenario.reference])
    state_bytes = sum(array.nbytes for array in world[GIVEN_FIELDS:])
    kept = np.zeros(state_bytes // 8)
    rows = np.zeros((RUNS, len(world.calendar) * len(MONTHLY_NAMES)))
    ways = {
        "run": partial(run_world, world, scenario.seed, RUNS),
        "draws": partial(bare_draws, counts["draws"] * RUNS, scenario.seed),
        "exp": partial(bare_exponentials, counts["exp"] * RUNS, counts["log"] * RUNS),
        "copy": partial(bare_copies, kept.copy(), kept, rows),
    }
    seconds = interleaved(ways, REPEATS, CPU)
    floor = seconds["draws"] + seconds["exp"] + seconds["copy"]
    each = {name: spread(value / RUNS * 1e6) for name, value in seconds.items()}
    beyond = (seconds["run"] - floor) / RUNS * 1e9
    functions = f"{counts['exp']:,} exponentials and {counts['log']:,} logarithms"
    copied = f"{state_bytes:,} bytes of state, {rows.itemsize * rows.shape[1]:,} of outcomes"
    result = (
        Row("ensemble / floor", str(spread(seconds["run"] / floor))),
        Row("ensemble, microseconds per run", str(each["run"])),
        Row(f"floor: {counts['draws']:,} draws (Philox blocks), microseconds", str(each["draws"])),
        Row(f"floor: {functions}, microseconds", str(each["exp"])),
        Row(f"floor: {copied}, microseconds", str(each["copy"])),
        Row(
            f"the rest: {counts['lines']:,} lines of rules, ns per line",
            str(spread(beyond / counts["lines"])),
        ),
        Row("calls of rules per run (compiled into their callers)", f"{counts['rules called']:,}"),
    )
    how = (
        f"Reference arm of {SCENARIO}, {len(world.calendar)} months, one thread, CPU time, "
        f"{RUNS} runs, {REPEATS} repeats. Counts come from one run of the same rules as plain "
        "Python. The floor is bare compiled loops of as many Philox blocks, exponentials and "
        "logarithms, and copies; the draws of that loop do not wait for each other, as some of a "
        "run do. The rest is arithmetic, comparisons and reading and writing of "
        "records: the state of a run fits into the fast caches, so memory is not the bound."
    )
    return Answer("What bounds the ensemble", result, how, before, load())
