"""How much of an answer rests on guesses: the share of its variance that each grade explains.

An answer differs from world to world, because nobody knows the numbers of the world.  Group
Sobol' indices share that variance out among the grades of evidence.  With y = f(own, rest), where
own are all numbers of one grade:

    alone = Var(E[y | own]) / Var(y)        what the grade explains by itself
    total = 1 - Var(E[y | rest]) / Var(y)   what it has a hand in, together with others too

Pick and freeze: two independent designs a and b over the priors, and their mixtures c = (own of
a, rest of b) and d = (own of b, rest of a); then Cov(a, c) = Cov(b, d) = Var(E[y | own]).
Every world of every design has luck of its own, so that luck enters no covariance; its part of
the variance is known from the replications and taken out.

The designs fill the priors.  Among worlds that the patterns leave over numbers hang together, a
mixture of two such worlds need not be one, and shares of groups no longer add up.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, get_args

import numpy as np

from simulation import Arm, records
from simulation.engine import run_world
from simulation.outcomes import RUN_NAMES
from simulation.register.parameter import Grade
from simulation.world import build_world

from .flips import PAIRS
from .openness import Floats
from .worlds import UNCERTAINTIES, in_world, prior_worlds, reference_arm

LEVEL = "level at the reference setting"
OUTCOMES = (
    "impact_total",
    "impact_after_funding",
    "reach_final",
    "sustainability_36",
    "coverage_gini_final",
)
WORLDS, REPLICATIONS, SEED = 640, 8, 1
RESAMPLES = 1_000
DIGITS = 4

World = Mapping[str, float]


class Share(NamedTuple):
    """A share of a variance with its 95 % bootstrap interval over worlds, one per column."""

    value: Floats
    low: Floats
    high: Floats


class Indices(NamedTuple):
    """What one group explains, and the variance over worlds and by luck that it is a share of."""

    alone: Share
    total: Share
    variance: Floats
    luck: Floats


def grades() -> dict[str, tuple[str, ...]]:
    """Return the uncertainties of each grade of evidence, strongest grade first."""
    found = {
        grade: tuple(p.name for p in UNCERTAINTIES if p.grade == grade) for grade in get_args(Grade)
    }
    return {grade: names for grade, names in found.items() if names}


def mixture(own: World, rest: World, names: Sequence[str]) -> dict[str, float]:
    """Return a world with some numbers of one world and all others of another.

    >>> mixture({"x": 1.0, "y": 2.0}, {"x": 3.0, "y": 4.0}, ["y"])
    {'x': 3.0, 'y': 2.0}
    """
    return {name: own[name] if name in names else rest[name] for name in rest}


def designs(count: int, seed: int) -> list[list[dict[str, float]]]:
    """Return the worlds of all designs: a, b, and for each grade its two mixtures c and d."""
    a, b = (list(prior_worlds(count, seed + half)) for half in (0, 1))
    found = [a, b]
    for names in grades().values():
        found.append([mixture(x, y, names) for x, y in zip(a, b, strict=True)])
        found.append([mixture(y, x, names) for x, y in zip(a, b, strict=True)])
    return found


def indices(a: Floats, b: Floats, c: Floats, d: Floats, seed: int = SEED) -> Indices:
    """Return what a group explains, from runs of the four designs, (world, replicate, column).

    alone = Cov(a, c) / V, total = 1 - Cov(b, c) / V, both over their twins with d as well;
    V = Var(mean of replicates) - variance of replicates / replicates
    """
    runs = np.stack([a, b, c, d])
    replicates = runs.shape[2]
    luck = runs.var(axis=2, ddof=1).mean(axis=0)
    ys = runs.mean(axis=2)
    ys = ys - ys.mean(axis=(0, 1))
    rows = np.stack(
        [
            ys.mean(axis=0),
            (ys**2).mean(axis=0) - luck / replicates,
            (ys[0] * ys[2] + ys[1] * ys[3]) / 2.0,
            (ys[1] * ys[2] + ys[0] * ys[3]) / 2.0,
        ]
    )  # (statistic, world, column)
    alone, total, variance = _shares(rows.mean(axis=1))
    worlds = rows.shape[1]
    drawn = np.random.default_rng(seed).multinomial(worlds, np.full(worlds, 1 / worlds), RESAMPLES)
    again = _shares(np.einsum("rw,swc->src", drawn / worlds, rows))
    return Indices(
        Share(alone, *_middle(again[0])), Share(total, *_middle(again[1])), variance,
        luck.mean(axis=0),
    )  # fmt: skip


def _shares(means: Floats) -> tuple[Floats, Floats, Floats]:
    """Return alone, total and the variance, from the means of the four statistics of rows."""
    middle, square, own, rest = means
    variance = square - middle**2
    known = np.where(variance > 0.0, variance, np.nan)
    return (own - middle**2) / known, 1.0 - (rest - middle**2) / known, variance


def _middle(resampled: Floats) -> Floats:
    """Return the ends of the middle 95 % of resampled shares; unknown if any of them is."""
    return np.quantile(resampled, (0.025, 0.975), axis=0)


def settings() -> list[World]:
    """Return the different settings of levers that the comparisons need, the reference first."""
    found: list[World] = [{}]
    for pair in PAIRS.values():
        found += [levers for levers in pair if levers not in found]
    return found


def joined(base: records.World, moved: records.World, values: World) -> records.World:
    """Return the world of some levers (``base``) where uncertainties have these values (``moved``).

    Levers stand in the calendar and in the parameters, uncertainties in the parameters and in the
    state; joining is much faster than building each pair anew.
    """
    parameters = base.parameters.copy()
    for name, value in values.items():
        parameters[name] = value
    return moved._replace(parameters=parameters, calendar=base.calendar)


def run_designs(
    arm: Arm, worlds: Sequence[Sequence[World]], replications: int, seed: int
) -> Floats:
    """Return all outcomes, (design, world, replicate, setting, outcome).

    All settings of one world share their luck; no two worlds do.
    """
    columns = [RUN_NAMES.index(outcome) for outcome in OUTCOMES]
    bases = [build_world(in_world(arm, levers)) for levers in settings()]

    def one(task: tuple[int, World]) -> Floats:
        at, values = task
        moved = build_world(in_world(arm, values))
        runs = [
            run_world(joined(base, moved, values), seed, replications, at * replications)[1]
            for base in bases
        ]
        return np.stack(runs, axis=1)[..., columns]

    tasks = list(enumerate(world for design in worlds for world in design))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = np.stack(list(pool.map(one, tasks)))
    return runs.reshape(len(worlds), -1, *runs.shape[1:])


def answers(runs: Floats) -> dict[str, Floats]:
    """Return the level at the reference and the paired differences, (design, ..., outcome)."""
    choices = settings()
    found = {LEVEL: runs[..., 0, :]}
    for pair, (first, second) in PAIRS.items():
        gap = runs[..., choices.index(first), :] - runs[..., choices.index(second), :]
        found[pair] = gap
    return found


def variance_shares(
    worlds: int = WORLDS, replications: int = REPLICATIONS, seed: int = SEED
) -> dict[str, Any]:
    """Return, as plain data, what each grade explains of each answer and outcome."""
    runs = run_designs(reference_arm(), designs(worlds, seed), replications, seed)
    rows = []
    for answer, values in answers(runs).items():
        found = {
            grade: indices(values[0], values[1], values[2 + 2 * k], values[3 + 2 * k], seed)
            for k, grade in enumerate(grades())
        }
        rows += [_row(answer, outcome, at, found) for at, outcome in enumerate(OUTCOMES)]
    return {
        "worlds": worlds, "replications": replications, "seed": seed,
        "grades": {grade: list(names) for grade, names in grades().items()}, "rows": rows,
    }  # fmt: skip


def _row(answer: str, outcome: str, at: int, found: Mapping[str, Indices]) -> dict[str, Any]:
    """Return the shares of one answer in one outcome, rounded; what is not known is None."""
    variance = np.mean([one.variance[at] for one in found.values()])
    luck = np.mean([one.luck[at] for one in found.values()])
    return {
        "answer": answer,
        "outcome": outcome,
        "luck_of_one_run": _number(luck / (luck + variance)) if variance > 0.0 else None,
        "grades": {
            grade: {
                "alone": [_number(end[at]) for end in one.alone],
                "total": [_number(end[at]) for end in one.total],
            }
            for grade, one in found.items()
        },
    }


def _number(value: float) -> float | None:
    return round(float(value), DIGITS) if np.isfinite(value) else None
