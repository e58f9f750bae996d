"""Where in the space of assumptions a question is asked: its start, its ranges, its worlds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from simulation import REGISTER, Parameter

from .claim import Question
from .runs import World

DIGITS = 3


def start(question: Question) -> dict[str, float]:
    """Return the defaults of all open assumptions, each moved into the condition on it."""
    found = {}
    for name in question.open_assumptions:
        low, high = limits(question, name)
        found[name] = min(high, max(low, REGISTER[name].default))
    return found


def limits(question: Question, name: str) -> tuple[float, float]:
    """Return the range of an assumption, within the condition on it."""
    return question.conditions.get(name, (REGISTER[name].low, REGISTER[name].high))


def fitting(question: Question, worlds: Sequence[World]) -> list[dict[str, float]]:
    """Return the open assumptions of the worlds that meet all conditions."""
    return [
        {name: world[name] for name in question.open_assumptions}
        for world in worlds
        if all(low <= world[name] <= high for name, (low, high) in question.conditions.items())
    ]


def quantile(parameter: Parameter, value: float) -> float:
    """Return the share of its prior that lies below a value: ``at`` turned round.

    >>> quantile(REGISTER["place_difference"], 0.25)
    0.25
    """
    low, high = parameter.low, parameter.high
    if parameter.is_known_by_magnitude:
        return math.log(value / low) / math.log(high / low)
    return (value - low) / (high - low)


def distance(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return how far two worlds lie apart, in quantiles of the priors.

    d = sqrt(sum of squared differences of quantiles)
    """
    return math.sqrt(
        sum(
            (quantile(REGISTER[name], one[name]) - quantile(REGISTER[name], other[name])) ** 2
            for name in one
        )
    )


def rounded(name: str, value: float) -> float:
    """Return a value with three digits, still within its range, as a file can show it."""
    short = float(f"{value:.{DIGITS}g}")
    return min(REGISTER[name].high, max(REGISTER[name].low, short))
