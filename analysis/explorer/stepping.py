"""Runs in small steps, so that whoever waits for an answer never waits long for a study."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import numpy as np

from simulation import Arm, ScenarioError
from simulation.engine import as_floats, empty_rows, run_chunk
from simulation.outcomes import RUN, RUN_NAMES, Outcome
from simulation.records import World
from simulation.scenario import Problem, nearest

from ..worlds import in_world, open_assumptions
from .catalogue import ASSUMPTIONS
from .changing import ASKED
from .parts import Question
from .question import REFERENCE, arms_of, option_name
from .runs import Floats
from .worlds import moved_world, world_of

STEP_SECONDS = 0.06
Job = Generator[tuple[int, int, dict[str, Any]], None, None]


@dataclass
class Pair:
    """The first option and the reference, run in the same worlds on the same luck."""

    arms: tuple[Arm, Arm]  # reference, option
    seed: int
    outcome: Outcome
    free: tuple[str, ...]  # uncertainties that worlds may move
    seconds_per_run: float = 0.0
    found: Floats = field(default_factory=lambda: np.zeros((0, 2)))

    def __post_init__(self) -> None:
        self.starts = [world_of(arm) for arm in self.arms]
        self.column = RUN_NAMES.index(self.outcome.name)

    def run(self, values: Mapping[str, float], count: int, first: int = 0) -> Iterator[None]:
        """Run both arms with these uncertainties, in steps; ``found`` is then (replicate, arm)."""
        rows = []
        for arm, start in zip(self.arms, self.starts, strict=True):
            world = moved_world(start, in_world(arm, values)) if values else start
            runs = np.zeros(count)
            done = 0
            while done < count:
                size = min(self._size(), count - done)
                runs[done : done + size] = self._some(world, first + done, size)
                done += size
                yield
            rows.append(runs)
        self.found = np.stack(rows, axis=1)

    def _size(self) -> int:
        """Return how many runs fit into a step; the first step is short, since nobody knows."""
        workers = os.cpu_count() or 1
        if self.seconds_per_run == 0.0:
            return workers
        return max(workers, int(STEP_SECONDS / self.seconds_per_run))

    def _some(self, world: World, first: int, count: int) -> Floats:
        begun = perf_counter()
        monthly, runs = empty_rows(count, len(world.calendar))
        workers = min(os.cpu_count() or 1, count)
        cuts = np.linspace(0, count, workers + 1).astype(int).tolist()

        def part(at: int) -> None:
            rows = slice(cuts[at], cuts[at + 1])
            run_chunk(world, self.seed, first + cuts[at], monthly[rows], runs[rows])

        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(part, range(workers)))
        taken = (perf_counter() - begun) / count
        known = self.seconds_per_run
        self.seconds_per_run = taken if known == 0.0 else 0.7 * known + 0.3 * taken
        return as_floats(runs, len(RUN_NAMES))[:, self.column]

    @property
    def sign(self) -> float:
        """1 where more of the outcome is better, or neither; -1 where less is."""
        return -1.0 if self.outcome.better == "lower" else 1.0


def pair_of(question: Question, outcome: str, *, set_too: bool = False) -> Pair:
    """Return the first option and the reference of a question.

    Worlds may move what no arm of the scenario sets itself; what the question sets only if
    ``set_too``.

    Raises
    ------
    ScenarioError   with everything that is wrong with the question
    """
    if outcome not in RUN_NAMES:
        got, expected = "an unknown outcome", "an outcome of runs"
        near = nearest(outcome, RUN_NAMES)
        raise ScenarioError([Problem(ASKED, None, "outcome", got, expected, near)])
    arms = arms_of(question)
    chosen = set() if set_too else set(question.circumstances.assumptions)
    free = open_assumptions(question.scenario.arms.values())
    return Pair(
        (arms[REFERENCE], arms[option_name(0)]),
        question.seed,
        RUN[RUN_NAMES.index(outcome)],
        tuple(name for name in ASSUMPTIONS if name in free and name not in chosen),
    )
