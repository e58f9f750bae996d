"""How long one waits for 200 replications of all arms of a real case."""

from __future__ import annotations

import os
import time
from functools import partial

import numpy as np

from simulation import load_scenario, run_ensemble

from .answer import Answer, Row
from .timing import CPU, WALL, load, spread

SCENARIO = "bureau"
REPLICATIONS = 200
REPEATS = 9
MOST_SECONDS = 0.3
PAUSE_SECONDS = 0.5


def measure() -> Answer:
    """Time one question to the ensemble, once compiled."""
    before = load()
    scenario = load_scenario(SCENARIO)
    ask = partial(run_ensemble, scenario, REPLICATIONS)
    ask()
    wall, cpu = np.empty(REPEATS), np.empty(REPEATS)
    for repeat in range(REPEATS):
        time.sleep(PAUSE_SECONDS)
        wall_start, cpu_start = WALL(), CPU()
        ask()
        wall[repeat], cpu[repeat] = WALL() - wall_start, CPU() - cpu_start
    waited = spread(wall)
    rows = (
        Row(
            f"{REPLICATIONS} replications of {len(scenario.arms)} arms of {SCENARIO}, s wall",
            str(waited),
            f"at most {MOST_SECONDS}",
            waited.median <= MOST_SECONDS,
        ),
        Row("the same, s CPU, all threads together", str(spread(cpu))),
        Row(f"cores that it got, of {os.cpu_count()}", str(spread(cpu / wall))),
    )
    how = (
        f"`run_ensemble` with a thread per core, compiled before; median of {REPEATS}, half a "
        "second apart. The last row says how much of the machine was free for it."
    )
    return Answer("Waiting for an answer", rows, how, before, load())
