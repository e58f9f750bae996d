"""Runs of arms in worlds, each done once, however many claims need it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from simulation import Arm
from simulation.engine import run_world

from ..studies.worlds import Stem

Floats = npt.NDArray[np.float64]
World = Mapping[str, float]
Key = tuple[str, tuple[tuple[str, float], ...], int, int]
Told = Callable[[int, int], None]
NOT_CONTENT = {"name", "label", "description"}


class Task(NamedTuple):
    """An arm in a world, so many replications from a seed."""

    arm: Arm
    world: World
    replications: int
    seed: int


class Runs:
    """The outcomes of runs, (replicate, outcome), kept by what was run.

    Replicate k of a seed has the same luck in every arm and world, so that differences pair.
    """

    def __init__(self, told: Told | None = None, threads: int | None = None) -> None:
        self.threads = threads or os.cpu_count() or 1
        self._told = told
        self._kept: dict[Key, Floats] = {}
        self._contents: dict[int, tuple[Arm, str]] = {}
        self._stems: dict[str, Stem] = {}
        self._done = self._ahead = 0
        self._lock = Lock()

    def expect_of(self, tasks: Iterable[Task]) -> None:
        """Say how many runs are ahead, for whoever watches."""
        new = {self._key(task): task.replications for task in tasks}
        with self._lock:
            self._ahead += sum(runs for key, runs in new.items() if key not in self._kept)

    def fill(self, tasks: Iterable[Task]) -> None:
        """Run on all cores what has not been run yet."""
        new = {self._key(task): task for task in tasks}
        new = {key: task for key, task in new.items() if key not in self._kept}
        with ThreadPoolExecutor(self.threads) as pool:
            for key, runs in zip(new, pool.map(self.fresh, new.values()), strict=True):
                self._kept[key] = runs

    def of(self, task: Task) -> Floats:
        """Return the outcomes of runs, (replicate, outcome); they are kept."""
        key = self._key(task)
        if key not in self._kept:
            self._kept[key] = self.fresh(task)
        return self._kept[key]

    def fresh(self, task: Task) -> Floats:
        """Return the outcomes of runs, (replicate, outcome), without keeping them."""
        content = self._content(task.arm)
        if content not in self._stems:
            self._stems[content] = Stem.of(task.arm)
        stem = self._stems[content]
        usual = stem.arm.parameters
        moved = {name: value for name, value in task.world.items() if value != usual[name]}
        runs = run_world(stem.grown(moved), task.seed, task.replications)[1]
        self._tell(task.replications)
        return runs

    def _tell(self, done: int) -> None:
        with self._lock:
            self._done += done
            self._ahead = max(self._ahead, self._done)
            if self._told is not None:
                self._told(self._done, self._ahead)

    def _key(self, task: Task) -> Key:
        world = tuple(sorted(task.world.items()))
        return self._content(task.arm), world, task.replications, task.seed

    def _content(self, arm: Arm) -> str:
        """Return what an arm is, whatever it is called; arms are kept so that ids stay unique."""
        if id(arm) not in self._contents:
            self._contents[id(arm)] = (arm, repr(arm.model_dump(exclude=NOT_CONTENT)))
        return self._contents[id(arm)][1]
