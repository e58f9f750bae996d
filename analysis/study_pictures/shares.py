"""Choices that met the same worlds: how often each is best, and what it misses of the best."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis import words
from analysis.statistics import wilson

from .asked import Asked
from .contrasts import Floats, Level, best_shares, contrast, level_of, regret_of
from .crossing import Crossed
from .names import difference_unit, told

TAIL = 90


@dataclass(frozen=True)
class Choices:
    """Whole choices of one arm, (choice, name), with their means, (choice, context).

    ``whole`` says which of all choices of the design these are; ``levels`` are their means with
    intervals over contexts, or over replicates where there is one context.
    """

    whole: npt.NDArray[np.bool_]
    where: Floats
    means: Floats
    lower_is_better: bool
    levels: tuple[Level, ...] = ()

    @property
    def mean(self) -> Floats:
        """The mean over contexts, (choice,)."""
        return np.asarray(self.means.mean(axis=1))

    @property
    def best(self) -> Floats:
        """In which share of contexts each choice is best, (choice,)."""
        return best_shares(self.means, lower_is_better=self.lower_is_better)

    @property
    def regret(self) -> Floats:
        """What each choice misses of the best one in each context, (choice, context)."""
        return regret_of(self.means, lower_is_better=self.lower_is_better)

    @property
    def contexts(self) -> int:
        """In how many contexts all choices have run."""
        return self.means.shape[1]


def choices_of(asked: Asked, table: Crossed, arm: int) -> Choices:
    """Return the choices of an arm that have run in every context."""
    whole, means = table.table(arm)
    levels = tuple(level_of(one) for one in table.draws[whole, arm])
    return Choices(whole, table.choices[whole], means, asked.lower_is_better, levels)


def compares_worlds(asked: Asked, table: Crossed) -> bool:
    """Whether it can be asked which choice is best in each world."""
    return table.has_worlds and asked.has_better


def times_best(share: float, contexts: int) -> str:
    """Return in how many worlds a choice is best, with the interval of that share.

    >>> times_best(0.3, 30)
    '9 of 30 (17 to 48 %)'
    """
    count = share * contexts
    low, high = wilson(min(count, contexts), contexts)
    number = words.number(count, 0 if abs(count - round(count)) < 1e-9 else 1)
    between = words.between(100 * low, 100 * high, 0, "%")
    return f"{number} of {contexts} ({between})"


def most_often(found: Choices) -> tuple[int, bool]:
    """Return the choice that is best most often, and whether another is as often."""
    best = found.best
    top = int(best.argmax())
    return top, bool((best > best[top] - 1e-9).sum() > 1)


def missed(asked: Asked, value: float) -> str:
    """Return an amount of regret in words: two digits and the unit."""
    return f"{words.rounded(value)} {difference_unit(asked.outcome)}"


def least_missed(found: Choices) -> tuple[int, float, int]:
    """Return the choice with the least mean regret, that, and how many are not clearly worse.

    >>> whole, where = np.array([True, True]), np.array([[0.0], [1.0]])
    >>> least_missed(Choices(whole, where, np.array([[1.0, 3.0], [2.0, 2.0]]), False))
    (0, 0.5, 1)
    """
    regret = found.regret
    mean = regret.mean(axis=1)
    least = int(mean.argmin())
    others = [at for at in range(len(mean)) if at != least]
    alike = sum(not contrast(regret[least], regret[at]).clear for at in others)
    return least, float(mean[least]), alike


def from_worst_to_best(found: Choices, spoken: Callable[[int], str], unit: str) -> str:
    """Return the ends of some levels with their intervals, and where they are, in words."""
    low, high = (pick(range(len(found.levels)), key=lambda at: found.levels[at].mean)
                 for pick in (min, max))  # fmt: skip
    ends = [f"{told(*found.levels[at][:3], unit)} at {spoken(at)}" for at in (low, high)]
    return f"from {ends[0]} to {ends[1]}"


def ends_sentence(table: Crossed) -> str:
    """Return what the intervals of the ends in a title are over."""
    if table.has_worlds:
        return f"Intervals in the title are 95 % over {len(table.contexts)} worlds."
    return "Intervals in the title are 95 % over replicates, which is luck alone."


def not_clearly_more(alike: int, others: int) -> str:
    """Return how many other choices do not clearly miss more, in words; nothing for none."""
    return f" ({alike} of {others} others not clearly more)" if alike else ""


def whole_sentence(found: Choices, noun: str) -> str:
    """Return a sentence on choices that have not run everywhere, if there are any."""
    lacking = int((~found.whole).sum())
    if not lacking:
        return ""
    return f" Left out: {lacking} of {len(found.whole)} {noun} that have not run everywhere."


LUCK_DECIDES = (
    "Which choice is best in a world rests on means over the replicates there: where two are close,"
    " luck decides, and regret is a little too large."
)
