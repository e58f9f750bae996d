"""Running candidates in the same plausible worlds on the same luck, all cores at work."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from analysis.errors import AnalysisError
from analysis.worlds import in_world, open_assumptions, plausible_worlds
from simulation.engine import run_world
from simulation.world import build_world

from .goals import goals_of

if TYPE_CHECKING:
    from simulation import Arm

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Trial:
    """Worlds and luck that all candidates meet."""

    worlds: tuple[Mapping[str, float], ...]
    seed: int
    replications: int
    first_replicate: int

    def by_world(self, arms: Sequence[Arm]) -> Floats:
        """Return the goals of arms, means over replicates, (arm, world, goal)."""
        moved = open_assumptions(arms)

        def one(task: tuple[Arm, Mapping[str, float]]) -> Floats:
            arm, values = task
            own = {name: values[name] for name in moved}
            world = build_world(in_world(arm, own))
            runs = run_world(world, self.seed, self.replications, self.first_replicate)[1]
            return goals_of(runs).mean(axis=0)

        tasks = [(arm, values) for arm in arms for values in self.worlds]
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            found = np.stack(list(pool.map(one, tasks)))
        return found.reshape(len(arms), len(self.worlds), -1)


def two_trials(worlds: int, replications: int, seed: int) -> tuple[Trial, Trial]:
    """Return a trial to choose by, and one in other worlds with other luck to believe.

    Both draw from the stored plausible worlds, without the world of the default values.

    Raises
    ------
    AnalysisError   there are not as many worlds, or a number is too small
    """
    known = plausible_worlds()[1:]
    if not 2 <= worlds <= len(known) // 2:
        raise AnalysisError(f"worlds: got {worlds}, expected 2 to {len(known) // 2}.")
    if replications < 1:
        raise AnalysisError(f"replications: got {replications}, expected at least 1.")
    order = np.random.default_rng(seed).permutation(len(known)).tolist()
    drawn = [known[at] for at in order[: 2 * worlds]]
    return (
        Trial(tuple(drawn[:worlds]), seed, replications, 0),
        Trial(tuple(drawn[worlds:]), seed, replications, replications),
    )
