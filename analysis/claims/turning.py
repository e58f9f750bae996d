"""At which value of a single assumption the answer to a claim turns round, from the defaults.

A cheap look at few values with few replications picks candidates; only these are looked at
closely.  A value is listed where the answer is clear on both sides of it, as on the page of flips.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulation import REGISTER

from ..flips import flips
from .claim import Question
from .measuring import Answer, answer
from .places import limits, quantile, start
from .runs import Runs, Task, World

FIRST_VALUES, FIRST_REPLICATIONS = 4, 8
CLOSE_VALUES = 7
MOST_CANDIDATES = 10


class Turn(NamedTuple):
    """An assumption and the values at which the answer turns round."""

    name: str
    values: tuple[float, ...]


class Turns(NamedTuple):
    """What was found, how many assumptions were looked at closely, and how many were left out."""

    found: tuple[Turn, ...]
    candidates: int
    left_out: int


def values_of(question: Question, name: str, count: int) -> list[float]:
    """Return values of an assumption, spread evenly over its prior within the conditions."""
    low, high = (quantile(REGISTER[name], end) for end in limits(question, name))
    ends = limits(question, name)
    inner = [REGISTER[name].at(share) for share in np.linspace(low, high, count)[1:-1].tolist()]
    return [ends[0], *inner, ends[1]]


def tasks(question: Question, world: World, replications: int, seed: int) -> list[Task]:
    """Return the runs of both arms in a world."""
    arms = (question.arm, question.instead_of)
    return [Task(arm, world, replications, seed) for arm in arms]


def ask(runs: Runs, question: Question, world: World, replications: int, seed: int) -> Answer:
    """Return the answer of one world."""
    arm, other = (runs.of(task) for task in tasks(question, world, replications, seed))
    return answer(question, arm, other)


def first_tasks(question: Question, seed: int) -> list[Task]:
    """Return the runs of the cheap look."""
    middle = start(question)
    return [
        task
        for name in question.open_assumptions
        for value in values_of(question, name, FIRST_VALUES)
        for task in tasks(question, {**middle, name: value}, FIRST_REPLICATIONS, seed)
    ]


def find_turns(runs: Runs, question: Question, replications: int, seed: int) -> Turns:
    """Return the assumptions that turn the answer round, one at a time from the defaults."""
    middle = start(question)
    runs.fill(first_tasks(question, seed))
    strength = {}
    for name in question.open_assumptions:
        row = [
            ask(runs, question, {**middle, name: value}, FIRST_REPLICATIONS, seed)
            for value in values_of(question, name, FIRST_VALUES)
        ]
        up = max(one.excess / max(one.luck, 1e-300) for one in row)
        down = max(-one.excess / max(one.luck, 1e-300) for one in row)
        if min(up, down) > 0.0:
            strength[name] = min(up, down)
    order = sorted(strength, key=lambda name: -strength[name])
    chosen = order[:MOST_CANDIDATES]
    near = {name: values_of(question, name, CLOSE_VALUES) for name in chosen}
    runs.fill(
        task
        for name, values in near.items()
        for value in values
        for task in tasks(question, {**middle, name: value}, replications, seed)
    )
    found = []
    for name, values in near.items():
        row = [ask(runs, question, {**middle, name: value}, replications, seed) for value in values]
        excess = np.array([one.excess for one in row])
        halves = np.array([one.luck / 2.0 for one in row])  # flips asks for twice the error
        turned = flips(np.array(values), excess, halves)
        if turned:
            found.append(Turn(name, tuple(turned)))
    return Turns(tuple(found), len(chosen), len(order) - len(chosen))
