"""NSGA-II of pymoo: a whole generation is evaluated as one array, and progress is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.stats import qmc

from analysis.errors import needed

from .goals import non_dominated

Floats = npt.NDArray[np.float64]
ROOM = 0.1  # of the range of the first generation, beyond its worst


class Found(NamedTuple):
    """What a search found: points, their goals (lower is better), and how it got there.

    ``hypervolume`` has one number per generation: the share of the box between the best and the
    worst of the first generation (and a tenth beyond) that the population dominates.  It may
    exceed 1 where later generations beat the best of the first.
    """

    points: Floats  # (candidate, axis)
    goals: Floats  # (candidate, goal)
    hypervolume: tuple[float, ...]


def nsga2(
    evaluate: Callable[[Floats], Floats],
    low: Floats,
    high: Floats,
    *,
    goals: int,
    population: int,
    generations: int,
    seed: int,
    first: Floats | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Found:
    """Return the non-dominated candidates of the last generation.

    ``evaluate`` takes (candidate, axis) and returns (candidate, goal), lower is better.  The
    first generation is ``first`` and a Latin hypercube.
    """
    algorithms = needed("pymoo.algorithms.moo.nsga2", "studies")
    problems = needed("pymoo.core.problem", "studies")
    minimize = needed("pymoo.optimize", "studies").minimize
    start = first_generation(low, high, population, seed, first)
    progress: list[Floats] = []

    def evaluated(_: Any, points: Floats, out: dict[str, Floats], *__: Any, **___: Any) -> None:
        out["F"] = evaluate(points)

    def after(algorithm: Any) -> None:
        progress.append(np.array(algorithm.pop.get("F")))
        if tell is not None:
            tell(len(progress), generations)

    kind = type("Asked", (problems.Problem,), {"_evaluate": evaluated})
    problem = kind(n_var=len(low), n_obj=goals, xl=low, xu=high)
    algorithm = algorithms.NSGA2(pop_size=population, sampling=start)
    result = minimize(
        problem, algorithm, ("n_gen", generations), seed=seed, verbose=False, callback=after
    )
    points, reached = np.array(result.pop.get("X")), np.array(result.pop.get("F"))
    best = non_dominated(reached)
    return Found(points[best], reached[best], hypervolumes(progress))


def first_generation(
    low: Floats, high: Floats, population: int, seed: int, given: Floats | None
) -> Floats:
    """Return the first points: those given, and a Latin hypercube for the rest."""
    given = np.empty((0, len(low))) if given is None else given[:population]
    sampler = qmc.LatinHypercube(len(low), rng=np.random.default_rng(seed))
    return np.vstack([given, low + sampler.random(population)[len(given) :] * (high - low)])


def hypervolumes(progress: list[Floats]) -> tuple[float, ...]:
    """Return the hypervolume of each generation, in units of the first one's box."""
    measure = needed("pymoo.indicators.hv", "studies").HV
    best, worst = progress[0].min(axis=0), progress[0].max(axis=0)
    width = np.where(worst > best, worst - best, 1.0)
    corner = np.full(len(best), 1.0 + ROOM)
    volume = measure(ref_point=corner)
    whole = float(np.prod(corner))
    return tuple(float(volume((goals - best) / width)) / whole for goals in progress)
