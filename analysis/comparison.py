"""Every arm against the reference on equal luck, outcome by outcome."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from simulation.outcomes import RUN, RUN_NAMES, Outcome

from . import statistics
from .resampling import spread

if TYPE_CHECKING:
    from simulation import Results, Scenario

SLIGHT_SHARE = 0.01
Judgement = Literal["better", "worse", "neither", "unclear"]


class Level(NamedTuple):
    """The mean of one outcome in one arm, with its 95 % interval (NaN for one replicate)."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Difference:
    """One arm against the reference in one outcome; undefined numbers are NaN.

    ``superiority`` is the chance that a random run of the arm is higher than a random run of
    the reference, ``paired_superiority`` that it is higher in the same world: two different
    questions.  ``clear`` says that the interval of the difference excludes zero and that not
    only a handful of runs differ.
    """

    arm: str
    outcome: str
    reference_mean: float
    mean: float
    difference: float
    low: float
    high: float
    effect_size_dz: float
    superiority: float
    paired_superiority: float
    correlation: float
    replications: int
    enough_replications: int | None
    clear: bool
    better: Judgement

    @property
    def slight(self) -> bool:
        """Whether the difference is clear and yet below 1 % of the reference."""
        is_small = abs(self.difference) < SLIGHT_SHARE * abs(self.reference_mean)
        return self.better in ("better", "worse") and is_small

    def as_dict(self) -> dict[str, object]:
        """Return plain data for machines, None where a number is undefined."""
        return {key: None if value != value else value for key, value in asdict(self).items()}


@dataclass(frozen=True)
class Comparison:
    """All differences from the reference, and the mean level of every arm."""

    reference: str
    replications: int
    rows: tuple[Difference, ...]
    levels: dict[tuple[str, str], Level]

    @cached_property
    def _found(self) -> dict[tuple[str, str], Difference]:
        return {(row.arm, row.outcome): row for row in self.rows}

    def of(self, arm: str, outcome: str) -> Difference:
        """Return one difference.

        Raises
        ------
        KeyError   the arm is the reference or unknown, or the outcome is unknown
        """
        return self._found[arm, outcome]

    def level_of(self, arm: str, outcome: str) -> Level:
        """Return the mean of one outcome in one arm, with its interval."""
        return self.levels[arm, outcome]


def compare(scenario: Scenario, results: Results) -> Comparison:
    """Compare every arm with the reference, paired by replicate."""
    runs = dict(zip(results.arms, results.runs, strict=True))
    reference = runs[scenario.reference]
    levels = {}
    rows: list[Difference] = []
    for arm, values in runs.items():
        low, high = statistics.mean_interval(values)
        for at, name in enumerate(RUN_NAMES):
            levels[arm, name] = Level(float(values[:, at].mean()), float(low[at]), float(high[at]))
        if arm != scenario.reference:
            rows += differences(arm, reference, values)
    return Comparison(scenario.reference, len(reference), tuple(rows), levels)


def differences(
    arm: str,
    reference: statistics.Floats,
    values: statistics.Floats,
    outcomes: Collection[str] = RUN_NAMES,
) -> list[Difference]:
    """Return the differences of one arm in some outcomes; runs are (replicate, outcome)."""
    paired = statistics.paired_differences(reference, values)
    low, high = statistics.mean_interval(paired)
    deviation = spread(paired)
    effect = statistics.effect_size_dz(paired)
    same_world = statistics.paired_superiority(paired)
    achieved = statistics.correlation(reference, values)
    found = []
    for at, outcome in enumerate(RUN):
        if outcome.name not in outcomes:
            continue
        mean, before = float(paired[:, at].mean()), float(reference[:, at].mean())
        clear = is_clear(float(low[at]), float(high[at]), paired[:, at], float(deviation[at]))
        found.append(
            Difference(
                arm=arm,
                outcome=outcome.name,
                reference_mean=before,
                mean=float(values[:, at].mean()),
                difference=mean,
                low=float(low[at]),
                high=float(high[at]),
                effect_size_dz=float(effect[at]),
                superiority=float(statistics.superiority(reference[:, at], values[:, at])),
                paired_superiority=float(same_world[at]),
                correlation=float(achieved[at]),
                replications=len(paired),
                enough_replications=statistics.replications_enough(
                    mean, float(deviation[at]), before
                ),
                clear=clear,
                better=judged(outcome, mean, clear),
            )
        )
    return found


def is_clear(low: float, high: float, paired: statistics.Floats, deviation: float) -> bool:
    """Whether an interval excludes zero; a few replicates that happen to agree are not enough.

    Where fewer than six runs differ, the rest being ties, all of them pointing the same way
    happens by chance more than once in twenty (2 / 2^5), whatever resamples say.
    """
    if np.count_nonzero(paired) < statistics.FEWEST_DIFFERING:
        return False
    if deviation == 0 and len(paired) < statistics.FEWEST_FOR_RESAMPLING:
        return False
    return bool(np.isfinite(low) and np.isfinite(high) and (low > 0 or high < 0))


def judged(outcome: Outcome, difference: float, clear: bool) -> Judgement:
    """Return whether a difference is what people want."""
    if not clear:
        return "unclear"
    if outcome.better == "neither":
        return "neither"
    return "better" if (difference > 0) == (outcome.better == "higher") else "worse"
