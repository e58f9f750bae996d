"""The front: candidates that are left after a second look, in other worlds with other luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from .goals import GOALS, SIGNS

if TYPE_CHECKING:
    from simulation import Arm, Scenario

Floats = npt.NDArray[np.float64]
LEVEL = 0.95
MIDDLE = "middle way"


class Estimate(NamedTuple):
    """A mean over worlds with its standard error and its 95 % interval (Student's t)."""

    mean: float
    error: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval excludes zero."""
        return self.low > 0 or self.high < 0


def estimate(values: Floats) -> Estimate:
    """Return the mean of one number per world.

    Worlds are what was drawn, so that the error covers unknown parameters and luck together.

    >>> [round(number, 3) for number in estimate(np.array([1.0, 2.0, 3.0]))]
    [2.0, 0.577, -0.484, 4.484]
    """
    mean = float(values.mean())
    error = float(values.std(ddof=1) / np.sqrt(len(values)))
    half = float(stdtrit(len(values) - 1, 0.5 + LEVEL / 2)) * error
    return Estimate(mean, error, mean - half, mean + half)


@dataclass(frozen=True)
class Candidate:
    """One way to act, and its goals in the worlds of the second look, (world, goal)."""

    levers: dict[str, float]
    arm: Arm
    by_world: Floats
    first_means: Floats  # (goal,), in the worlds that it was chosen by

    @cached_property
    def means(self) -> Floats:
        """The goals, means over the worlds of the second look, (goal,)."""
        return self.by_world.mean(axis=0)

    def level(self, goal: str) -> Estimate:
        """Return the level of one goal."""
        return estimate(self.by_world[:, at_goal(goal)])

    def gain(self, other: Candidate, goal: str) -> Estimate:
        """Return how much more of a goal than another candidate has in the same worlds."""
        at = at_goal(goal)
        return estimate(self.by_world[:, at] - other.by_world[:, at])


@dataclass(frozen=True)
class Front:
    """What a search found, and how it was made.

    ``dropped`` counts candidates that turned out clearly dominated at the second look;
    ``reference`` is the arm that the scenario compares with, in the same worlds.
    """

    scenario: Scenario
    candidates: tuple[Candidate, ...]
    reference: Candidate
    dropped: int
    hypervolume: tuple[float, ...]
    worlds: int
    replications: int
    population: int
    seed: int
    equal_money: bool

    @property
    def generations(self) -> int:
        """How many generations there were."""
        return len(self.hypervolume)

    @property
    def runs(self) -> int:
        """How many runs the search took, without the second look."""
        return self.generations * self.population * self.worlds * self.replications

    def representatives(self) -> dict[str, Candidate]:
        """Return a handful: the best in each goal, and the one nearest to the best of all.

        They are chosen in the worlds of the search, and told by the worlds of the second look,
        which did not choose them: the best of many has had luck where it was chosen.  A candidate
        that is the best in several goals stands under all their names.
        """
        means = SIGNS * np.array([one.first_means for one in self.candidates])
        chosen = [int(at) for at in means.argmin(axis=0)]
        names: dict[int, list[str]] = {}
        for goal, at in zip(GOALS, chosen, strict=True):
            names.setdefault(at, []).append(goal.best)
        names.setdefault(nearest_to_best(means), []).append(MIDDLE)
        return {", ".join(parts): self.candidates[at] for at, parts in names.items()}


def at_goal(name: str) -> int:
    """Return where a goal stands."""
    return [goal.name for goal in GOALS].index(name)


def nearest_to_best(means: Floats) -> int:
    """Return the row nearest to the best of each column, each scaled to its range on the front.

    >>> nearest_to_best(np.array([[0.0, 1.0], [0.3, 0.3], [1.0, 0.0]]))
    1
    """
    low, width = means.min(axis=0), np.ptp(means, axis=0)
    scaled = (means - low) / np.where(width > 0, width, 1.0)
    return int(np.argmin((scaled**2).sum(axis=1)))


def clearly_dominated(by_world: Sequence[Floats]) -> list[bool]:
    """Return which candidates another one clearly dominates, (world, goal) each.

    Clearly: the other is on average at least as good in every goal, and in one goal the paired
    difference over worlds is better beyond its 95 % interval.
    """
    found = []
    for own in by_world:
        gaps = (SIGNS * (other - own) for other in by_world if other is not own)
        found.append(any(_is_clear(gap) for gap in gaps))
    return found


def _is_clear(gap: Floats) -> bool:
    """Whether differences (world, goal), negative where better, show clear domination."""
    if np.any(gap.mean(axis=0) > 0):
        return False
    return any(estimate(column).high < 0 for column in gap.T)
