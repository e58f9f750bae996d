"""Whether a claim holds in a world: the paired difference against its margin, beyond luck.

In each world both arms run on the same luck.  The mean difference *exceeds the margin* or not;
the claim *clearly holds*, or *clearly fails*, where the 95 % interval of the mean by Student's t
lies wholly on one side of the margin; in between luck hides the answer.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from ..resampling import LEVEL
from ..statistics import paired_differences, wilson
from .claim import OUTCOMES, Question

Floats = npt.NDArray[np.float64]
PERCENTILES = (5, 25, 50, 75, 95)
FEWEST_WORLDS = 20


class Answer(NamedTuple):
    """What one world says: the difference, its luck, and by how much it is beyond the margin.

    ``difference`` is arm less other, ``excess`` counts in the claim's direction from its margin;
    ``level`` is that of the other arm; ``luck`` is half of the 95 % interval of the excess, and
    ``half`` that of the difference; they are the same unless the margin is a share of the level.
    """

    difference: float
    excess: float
    luck: float
    level: float
    half: float

    @property
    def holds(self) -> bool:
        """Whether the difference is beyond the margin by more than luck."""
        return self.excess > 0.0 and self.excess > self.luck

    @property
    def fails(self) -> bool:
        """Whether it falls short of the margin, or is opposite, by more than luck."""
        return self.excess < 0.0 and -self.excess > self.luck

    @property
    def is_same(self) -> bool:
        """Whether the arms came out the same in every run: there is no luck in that."""
        return self.difference == 0.0 and self.half == 0.0

    @property
    def judged(self) -> str:
        """One of holds, fails, same and unclear."""
        if self.holds or self.fails:
            return "holds" if self.holds else "fails"
        return "same" if self.is_same else "unclear"


class Share(NamedTuple):
    """A share of worlds with its 95 % Wilson interval."""

    value: float
    low: float
    high: float

    @classmethod
    def of(cls, cases: int, worlds: int) -> Share:
        """Return the share that some worlds are of all."""
        return cls(cases / worlds, *wilson(cases, worlds))


class Shares(NamedTuple):
    """In which shares of the worlds a difference exceeds its margin, and how clearly.

    The arms clearly hold, clearly fail, are hidden by luck (``unclear``) or are the same to the
    last run (``same``, unless that clearly falls short of a margin); these shares add to 1.
    """

    worlds: int
    exceeds: Share
    holds: float
    fails: float
    unclear: float
    same: float


def answer(question: Question, arm: Floats, other: Floats) -> Answer:
    """Return what paired runs of the two arms say, (replicate, outcome) each.

    excess = sign (arm - other) - margin, or less the margin's share of the other arm's level
    """
    column = question.column
    return _answer(
        arm[:, column], other[:, column], question.sign, question.margin,
        question.margin_share or 0.0,
    )  # fmt: skip


def other_answer(outcome: str, column: int, arm: Floats, other: Floats) -> Answer:
    """Return whether the arm is better in another outcome, in the direction that people want."""
    sign = -1.0 if OUTCOMES[outcome].better == "lower" else 1.0
    return _answer(arm[:, column], other[:, column], sign, 0.0, 0.0)


def _answer(arm: Floats, other: Floats, sign: float, margin: float, share: float) -> Answer:
    gap = paired_differences(other, arm)
    excess = sign * gap - margin - share * np.abs(other)
    mean = float(gap.mean()), float(excess.mean())
    return Answer(*mean, half_interval(excess), float(other.mean()), half_interval(gap))


def half_interval(values: Floats) -> float:
    """Return half of the 95 % interval of a mean by Student's t; infinite for a single value.

    >>> half_interval(np.array([2.0, 2.0, 2.0])), half_interval(np.array([2.0]))
    (0.0, inf)
    """
    count = len(values)
    if count < 2:
        return math.inf
    factor = float(stdtrit(count - 1, 0.5 + LEVEL / 2))
    half = factor * float(values.std(ddof=1)) / math.sqrt(count)
    return math.inf if math.isnan(half) else half


def shares(answers: list[Answer]) -> Shares:
    """Return the shares of worlds; a world without a number bears nothing out."""
    count = len(answers)
    judged = [answer.judged for answer in answers]
    return Shares(
        count,
        Share.of(sum(answer.excess > 0.0 for answer in answers), count),
        judged.count("holds") / count,
        judged.count("fails") / count,
        judged.count("unclear") / count,
        judged.count("same") / count,
    )


def spread(answers: list[Answer]) -> tuple[float, ...]:
    """Return the percentiles of the differences over worlds, in the unit of the outcome."""
    values = [one.difference for one in answers if math.isfinite(one.difference)]
    return tuple(np.percentile(values, PERCENTILES).tolist()) if values else ()


def relative_spread(answers: list[Answer]) -> tuple[float, ...]:
    """Return the percentiles of the differences in percent of the other arm's level."""
    values = [
        100.0 * one.difference / abs(one.level)
        for one in answers
        if one.level != 0.0 and math.isfinite(one.difference / abs(one.level))
    ]
    return tuple(np.percentile(values, PERCENTILES).tolist()) if values else ()
