"""What a search weighs against each other: outcomes of runs, and what the public pays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis import words
from simulation.outcomes import RUN, RUN_NAMES

Floats = npt.NDArray[np.float64]
PUBLIC_COST = "public_cost_eur"


@dataclass(frozen=True)
class Goal:
    """One thing that people want more of or less of; ``best`` names who has most of it."""

    name: str
    unit: str
    short: str
    is_higher_better: bool
    best: str


def _goal(name: str, best: str) -> Goal:
    outcome = next(one for one in RUN if one.name == name)
    return Goal(name, outcome.unit, words.MAIN[name].short, outcome.better == "higher", best)


GOALS = (
    _goal("impact_total", "most impact"),
    _goal("sustainability_36", "lasts longest"),
    _goal("coverage_gini_final", "most equal"),
    Goal(PUBLIC_COST, "EUR", "Public money", False, "least public money"),
)
SIGNS = np.array([-1.0 if goal.is_higher_better else 1.0 for goal in GOALS])  # lower is better


def goals_of(runs: Floats) -> Floats:
    """Return the goals of runs, (..., run outcome) to (..., goal).

    Public money is funding paid out, less what came back, plus programmes.
    """

    def of(name: str) -> Floats:
        return runs[..., RUN_NAMES.index(name)]

    public = of("funding_eur") - of("returned_eur") + of("programme_eur")
    return np.stack(
        [public if goal.name == PUBLIC_COST else of(goal.name) for goal in GOALS], axis=-1
    )


def dominates(better: Floats, worse: Floats) -> bool:
    """Tell whether one is at least as good in all goals and better in one; lower is better.

    >>> dominates(np.array([1.0, 2.0]), np.array([1.0, 3.0]))
    True
    >>> dominates(np.array([1.0, 3.0]), np.array([2.0, 2.0]))
    False
    """
    return bool(np.all(better <= worse) and np.any(better < worse))


def non_dominated(values: Floats) -> npt.NDArray[np.int64]:
    """Return which rows no other row dominates, (row, goal); lower is better.

    >>> non_dominated(np.array([[1.0, 2.0], [2.0, 1.0], [2.0, 2.0]])).tolist()
    [0, 1]
    """
    kept = [
        at for at, row in enumerate(values) if not any(dominates(other, row) for other in values)
    ]
    return np.array(kept, np.int64)
