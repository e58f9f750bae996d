"""Running one arm: on all cores, and only once for the same contents and luck."""

from __future__ import annotations

import hashlib
import json
import math
import os
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from simulation import Arm
from simulation.engine import as_floats, empty_rows, run_chunk
from simulation.outcomes import MONTHLY_NAMES, RUN_NAMES

from .worlds import world_of

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
CHUNKS_PER_WORKER, SMALLEST_CHUNK = 8, 4
KEY_BYTES = 16


class Runs(NamedTuple):
    """The outcomes of the runs of one arm."""

    monthly: Floats  # (replicate, month, outcome)
    runs: Floats  # (replicate, run outcome)

    def monthly_of(self, outcome: str) -> Floats:
        """Return one monthly outcome, (replicate, month)."""
        return self.monthly[..., MONTHLY_NAMES.index(outcome)]

    def run_of(self, outcome: str) -> Floats:
        """Return one outcome of runs, (replicate,)."""
        return self.runs[..., RUN_NAMES.index(outcome)]

    @property
    def replications(self) -> int:
        """How many runs there are."""
        return len(self.runs)

    def first(self, replications: int) -> Runs:
        """Return the first runs; they are what a shorter question would have run."""
        return Runs(self.monthly[:replications], self.runs[:replications])


def run_arm(
    arm: Arm, seed: int, replications: int, threads: int | None = None, first: int = 0
) -> Runs:
    """Run one arm from replicate ``first`` on; the bytes are those of ``run_ensemble``.

    Chunks are small, so that no core waits long for the last one of another.
    """
    world = world_of(arm)
    monthly, runs = empty_rows(replications, len(world.calendar))
    workers = threads or os.cpu_count() or 1
    chunk = max(SMALLEST_CHUNK, math.ceil(replications / (CHUNKS_PER_WORKER * workers)))

    def run(at: int) -> None:
        rows = slice(at, at + chunk)
        run_chunk(world, seed, first + at, monthly[rows], runs[rows])

    starts = range(0, replications, chunk)
    with ThreadPoolExecutor(min(workers, len(starts))) as pool:
        list(pool.map(run, starts))
    return Runs(as_floats(monthly, len(MONTHLY_NAMES)), as_floats(runs, len(RUN_NAMES)))


def key_of(arm: Arm, seed: int) -> str:
    """Return a key of what decides the runs of an arm: its contents and luck, not its words."""
    inside = arm.model_dump(exclude={"name", "label", "description", "instruments"})
    inside["instruments"] = [one.model_dump(exclude={"label"}) for one in arm.instruments.values()]
    inside["events"] = list(inside["events"].values())
    inside["schedule"] = sorted(inside["schedule"].items())
    inside["parameters"] = {name: float(value) for name, value in arm.parameters.items()}
    text = json.dumps([inside, seed], ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=KEY_BYTES).hexdigest()
