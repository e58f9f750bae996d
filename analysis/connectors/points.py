"""Running any points of a study's factors, for tools that choose the points themselves."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..errors import AnalysisError
from ..studies.loading import load_study
from ..studies.study import Study
from ..studies.work import simulated
from ..studies.worlds import Stem

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Evaluation:
    """A study's model as a function of its factors, on common random numbers.

    ``arm`` is the arm that runs; every point runs the study's replications on the same luck.
    """

    study: Study
    stem: Stem
    replications: int

    @property
    def factors(self) -> tuple[str, ...]:
        """The factors, in the order in which points hold them."""
        return tuple(one.name for one in self.study.ranges)

    def runs(self, point: Floats) -> Floats:
        """Return all outcomes of runs at one point, (replicate, outcome)."""
        values = {
            one.name: float(round(value)) if one.whole else float(value)
            for one, value in zip(self.study.ranges, point, strict=True)
        }
        return simulated(self.study, self.stem, values, 0, self.replications)[1]

    def means(self, points: Floats) -> Floats:
        """Return the mean outcomes of runs at some points on all cores, (point, outcome)."""
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            return np.stack(list(pool.map(lambda point: self.runs(point).mean(axis=0), points)))


def evaluation(
    study: Study | str, arm: str | None = None, replications: int | None = None
) -> Evaluation:
    """Return a study, or the one of that name, as a function of its factors.

    Every point runs the study's replications, unless others are asked for.

    Raises
    ------
    AnalysisError   there is no such arm, the study varies no factor, or more than its factors
    """
    loaded = load_study(study) if isinstance(study, str) else study
    name = loaded.scenario.reference if arm is None else arm
    if name not in loaded.arms:
        raise AnalysisError(f'arm: got "{name}", expected one of {", ".join(loaded.arms)}.')
    if not loaded.ranges:
        raise AnalysisError("the study varies no factor, so that there is nothing to evaluate.")
    if loaded.factors != tuple(loaded.text.factors):
        raise AnalysisError(
            "the design moves more than the factors of the study (worlds or a triangle), which a"
            " function of its factors would leave out."
        )
    own = loaded.scenario.arms[name].changed(label=None, **loaded.fixed)
    return Evaluation(loaded, Stem.of(own), replications or loaded.text.replications)
