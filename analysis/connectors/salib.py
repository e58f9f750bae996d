"""SALib: a study as a problem dictionary, and the function to evaluate at its samples."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from simulation.outcomes import RUN_NAMES
from simulation.scenario.problems import expected_one_of

from ..errors import AnalysisError
from .points import Evaluation, Floats


def salib_problem(evaluation: Evaluation, outcomes: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the factors with their bounds as SALib takes them.

    Ranges that are filled by magnitude are given to SALib as they are, and SALib fills them
    evenly; a study of design saltelli or morris fills them as the register says.
    """
    return {
        "num_vars": len(evaluation.factors),
        "names": list(evaluation.factors),
        "bounds": [list(one.bounds) for one in evaluation.study.ranges],
        "outputs": list(outcomes) or ["impact_total"],
    }


def salib_evaluate(
    evaluation: Evaluation, outcome: str = "impact_total"
) -> Callable[[Floats], Floats]:
    """Return a function from a sample, (row, factor), to the mean of an outcome, (row,).

    Raises
    ------
    AnalysisError   there is no such outcome
    """
    if outcome not in RUN_NAMES:
        raise AnalysisError(expected_one_of("outcome", outcome, RUN_NAMES))
    column = RUN_NAMES.index(outcome)

    def evaluate(sample: Floats) -> Floats:
        return evaluation.means(np.asarray(sample, float))[:, column]

    return evaluate
