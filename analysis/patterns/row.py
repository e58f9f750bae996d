"""One row of the scorecard: a known limit or pattern, fixed before anything is run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from simulation.register.sources import Source

Kind = Literal["limit", "calibration", "validation", "story"]
Mark = Literal["line", "dashes", "points", "bars"]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Curve:
    """Something to draw: pairs of numbers, and how they are shown."""

    label: str
    xs: Sequence[float]
    ys: Sequence[float]
    mark: Mark = "line"


@dataclass(frozen=True)
class Sketch:
    """The small figure of a row, as data, so that it can be drawn elsewhere.

    ``names`` label the bars, where there are bars; their ``xs`` are then 0, 1, 2 ...
    """

    x_label: str
    y_label: str
    curves: tuple[Curve, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """What was measured: the statistic, its interval (equal ends where it is exact), a figure."""

    value: float
    low: float
    high: float
    sketch: Sketch


@dataclass(frozen=True)
class Bench:
    """What a row may run on: worlds that the evidence does not rule out, and a seed.

    The first world holds the default values.
    """

    worlds: tuple[Mapping[str, float], ...]
    seed: int = 1


@dataclass(frozen=True)
class Pattern:
    """A pattern that the model is judged by.

    ``kind``: a *limit* has a known answer with the rest switched off; a *calibration* pattern
    rules out worlds; a *validation* pattern was held back, named before fitting; a *story* has
    assumptions chosen after seeing runs.  ``within`` is the tolerance that ``value`` must meet,
    ``because`` its reason, ``if_failed`` what a failure means for who uses the model.
    """

    name: str
    title: str
    kind: Kind
    source: Source
    statistic: str
    within: tuple[float, float]
    because: str
    if_failed: str
    measure: Callable[[Bench], Result]

    def holds(self, result: Result) -> bool:
        """Whether the result is within the tolerance.

        low <= value <= high; a value that is not a number holds nothing
        """
        return bool(self.within[0] <= result.value <= self.within[1])


def median_and_middle(values: Floats) -> tuple[float, float, float]:
    """Return the median over worlds, and the 5th and 95th percentiles.

    >>> median_and_middle(np.array([1.0, 2.0, 3.0]))
    (2.0, 1.1, 2.9)
    """
    low, middle, high = np.percentile(values, (5.0, 50.0, 95.0)).round(12).tolist()
    return middle, low, high
