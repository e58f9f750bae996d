"""How much of a number rests on guesses, for one option and its difference to the reference."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..guesses import Share, designs, grades, indices
from .parts import Question
from .runs import Floats
from .stepping import Job, Pair, pair_of

WORLDS, REPLICATIONS, SEED = 256, 4, 1
TOLD_EVERY = 32
LEAST_RELATIVE_SPREAD = 1e-6


def guesses_job(question: Question, outcome: str) -> Job:
    """Share out what the worlds make of a number among the grades of evidence.

    Group Sobol' indices over the priors, as ``analysis.guesses`` has them, of the level of the
    first option and of its difference to the reference; the variance by luck is taken out.

    Raises
    ------
    ScenarioError   with everything that is wrong with the question
    """
    pair = pair_of(question, outcome)
    plans = _plans(pair)
    names = list(_open_grades(pair))
    found = np.zeros((len(plans), WORLDS, REPLICATIONS, 2))  # level, difference
    total = WORLDS
    result = _result(pair, names, found[:, :0])
    for at in range(WORLDS):
        for number, plan in enumerate(plans):
            luck = (at * len(plans) + number) * REPLICATIONS
            for _ in pair.run(plan[at], REPLICATIONS, luck):
                yield at, total, result
            found[number, at] = np.stack(
                [pair.found[:, 1], pair.found[:, 1] - pair.found[:, 0]], axis=-1
            )
        if (at + 1) % TOLD_EVERY == 0:
            result = _result(pair, names, found[:, : at + 1])
    yield total, total, result


def _open_grades(pair: Pair) -> dict[str, list[str]]:
    """Return the open assumptions of each grade, the strongest first."""
    found = {grade: [n for n in names if n in pair.free] for grade, names in grades().items()}
    return {grade: names for grade, names in found.items() if names}


def _plans(pair: Pair) -> list[list[dict[str, float]]]:
    """Return the worlds of all designs that are needed, without what is not open."""
    kept = [0, 1]
    for at, grade in enumerate(grades()):
        if grade in _open_grades(pair):
            kept += [2 + 2 * at, 3 + 2 * at]
    made = designs(WORLDS, SEED)
    return [[{n: world[n] for n in pair.free} for world in made[at]] for at in kept]


def _result(pair: Pair, grades_open: list[str], found: Floats) -> dict[str, Any]:
    """Return what each grade explains of level and difference, as far as worlds were run."""
    worlds = found.shape[1]
    counts = _open_grades(pair)
    shares = (
        {
            grade: indices(found[0], found[1], found[2 + 2 * at], found[3 + 2 * at], SEED)
            for at, grade in enumerate(grades_open)
        }
        if worlds
        else {}
    )
    result: dict[str, Any] = {"outcome": pair.outcome.name, "worlds": worlds}
    for column, answer in enumerate(("level", "difference")):
        varies = worlds > 0 and _varies(found[..., column])
        result[answer] = [
            {
                "grade": grade,
                "assumptions": len(counts[grade]),
                "alone": _level(one.alone, column, known=varies),
                "total": _level(one.total, column, known=varies),
            }
            for grade, one in shares.items()
        ]
        result[f"{answer}_varies"] = varies
    return result


def _varies(runs: Floats) -> bool:
    """Whether worlds differ by more than rounding: else there is nothing to share out."""
    means = runs.mean(axis=-1)
    return bool(np.ptp(means) > LEAST_RELATIVE_SPREAD * np.abs(means).max())


def _level(share: Share, column: int, *, known: bool) -> dict[str, float | None]:
    """Return a share with its interval, between 0 and 1; unknown where its interval is."""
    ends = [float(end[column]) for end in share]
    if not known or not np.isfinite(ends).all():
        return {"mean": None, "low": None, "high": None}
    value, low, high = (min(1.0, max(0.0, end)) for end in ends)
    return {"mean": value, "low": low, "high": high}
