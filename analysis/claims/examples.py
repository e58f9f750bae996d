"""The nearest example against a claim: as few assumptions changed as possible, and it replays.

Of the worlds with the answer that is looked for the nearest to the defaults is taken.  Its
assumptions go back to the defaults, many at once and then one by one, and what has to stay
changed goes halfway, as long as the answer stays clear.  Many tries find luck as well as reasons:
the world that is left is run again on luck that no try has seen, and only that run is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from simulation import REGISTER, Scenario

from ..statistics import mean_interval, paired_differences
from ..worlds import default_world, in_world
from .claim import ARM, INSTEAD_OF, Question
from .measuring import Answer, answer
from .places import distance, quantile, rounded, start
from .runs import Runs, World
from .turning import tasks

TRY_REPLICATIONS, REPLAY_REPLICATIONS = 40, 200
SURELY = 1.5  # times the half interval: what many tries find has to stand a fresh one
MOST_WORLDS = 3
HALVINGS = 3
LARGEST_SEED = 2**32 - 1

Still = Callable[[dict[str, float]], bool]


@dataclass(frozen=True)
class Change:
    """An assumption that has to differ from where the search began."""

    name: str
    value: float
    usual: float


@dataclass(frozen=True)
class Example:
    """Two arms in one world, run again on fresh luck; no changes: the defaults themselves.

    ``difference`` with its interval is arm less other in the outcome's unit, ``level`` the other's;
    ``is_plausible`` tells whether the calibration patterns leave the world, which was changed.
    """

    shows: str
    changes: tuple[Change, ...]
    difference: float
    low: float
    high: float
    level: float
    replications: int
    seed: int
    is_plausible: bool
    scenario: Scenario


@dataclass(frozen=True)
class Search:
    """An example, or in one word why there is none: nowhere, or not confirmed on fresh luck."""

    example: Example | None
    why_none: str = ""


def find_example(
    runs: Runs, question: Question, worlds: Sequence[World], answers: Sequence[Answer], shows: str,
    seed: int,
) -> Search:  # fmt: skip
    """Return the nearest world in which a claim clearly "holds" or "fails"."""
    middle = start(question)

    def still(world: dict[str, float], replications: int = TRY_REPLICATIONS) -> bool:
        one = _ask(runs, question, world, replications, seed)
        excess = one.excess if shows == "holds" else -one.excess
        return excess > SURELY * one.luck and excess > 0.0

    fitting = [world for world, one in zip(worlds, answers, strict=True) if one.judged == shows]
    order = sorted(fitting, key=lambda world: distance(world, middle))
    tried = 0
    for world in [middle, *order[:MOST_WORLDS]]:
        at = {name: rounded(name, value) for name, value in world.items()}
        if world is middle:
            at = dict(middle)
        if not still(at):
            continue
        tried += 1
        found = replayed(question, shrunk(at, middle, still), shows, fresh_seed(seed))
        if found is not None:
            return Search(found)
    return Search(None, "not confirmed" if tried or order else "nowhere")


def fresh_seed(seed: int) -> int:
    """Return the seed of the luck on which an example is run again.

    >>> fresh_seed(1)
    2
    """
    return seed + 1 if seed < LARGEST_SEED else 0


def _ask(runs: Runs, question: Question, world: World, replications: int, seed: int) -> Answer:
    arm, other = (runs.fresh(task) for task in tasks(question, world, replications, seed))
    return answer(question, arm, other)


def shrunk(world: dict[str, float], middle: World, still: Still) -> dict[str, float]:
    """Return a world with as few assumptions changed as can be found, each as little.

    >>> shrunk({"a": 4.0, "b": 2.0, "c": 9.0}, {"a": 0.0, "b": 0.0, "c": 9.0},
    ...        lambda at: at["a"] > 0.0)["b"]
    0.0
    """
    changed = [name for name in world if world[name] != middle[name]]
    changed.sort(key=lambda name: _step(name, world, middle))
    size = len(changed) // 2
    while size >= 1:
        before = len(changed)
        for chunk in _chunks(changed, size):
            tried = {**world, **{name: middle[name] for name in chunk}}
            if still(tried):
                world = tried
                changed = [name for name in changed if name not in chunk]
        size = size // 2 if size > 1 or len(changed) == before else min(size, len(changed))
    for name in changed:
        world = _halved(name, world, middle, still)
    return world


def _step(name: str, world: World, middle: World) -> float:
    """Return how far an assumption lies from the middle, in quantiles where it is known."""
    if name not in REGISTER:
        return abs(world[name] - middle[name])
    parameter = REGISTER[name]
    return abs(quantile(parameter, world[name]) - quantile(parameter, middle[name]))


def _chunks(names: list[str], size: int) -> Iterator[list[str]]:
    yield from (names[at : at + size] for at in range(0, len(names), size))


def _halved(name: str, world: dict[str, float], middle: World, still: Still) -> dict[str, float]:
    """Return a world with one assumption moved towards the middle, as far as the answer allows."""
    if name not in REGISTER:
        return world
    parameter = REGISTER[name]
    for _ in range(HALVINGS):
        half = (quantile(parameter, world[name]) + quantile(parameter, middle[name])) / 2.0
        tried = {**world, name: rounded(name, parameter.at(half))}
        if tried[name] in (world[name], middle[name]) or not still(tried):
            return world
        world = tried
    return world


def replayed(question: Question, world: World, shows: str, seed: int) -> Example | None:
    """Return the world as an example, if luck that no try has seen bears it out."""
    scenario = in_one_world(question, world)
    fresh = Runs(threads=1)
    one = _ask(fresh, question, world, REPLAY_REPLICATIONS, seed)
    if one.judged != shows:
        return None
    arm, other = (
        fresh.fresh(task)[:, question.column]
        for task in tasks(question, world, REPLAY_REPLICATIONS, seed)
    )
    interval = mean_interval(paired_differences(other, arm))
    middle = start(question)
    changes = tuple(
        Change(name, world[name], middle[name]) for name in world if world[name] != middle[name]
    )
    return Example(
        shows, changes, one.difference, float(interval.low), float(interval.high),
        float(np.mean(other)), REPLAY_REPLICATIONS, seed, left_by_evidence(world), scenario,
    )  # fmt: skip


def left_by_evidence(world: World) -> bool:
    """Return whether no calibration pattern rules a world out; what it leaves open is usual."""
    from ..plausible import is_plausible, judge  # brings all patterns with it

    return bool(is_plausible(np.array(judge({**default_world(), **world}))))


def in_one_world(question: Question, world: World) -> Scenario:
    """Return the scenario of a question with both arms in one world."""
    arms = {
        INSTEAD_OF: in_world(question.instead_of, world),
        ARM: in_world(question.arm, world),
    }
    return question.scenario.with_arms(arms, INSTEAD_OF)
