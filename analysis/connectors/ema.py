"""EMA Workbench: a study as a model with uncertainties, levers and outcomes."""

from __future__ import annotations

import re
import warnings
from typing import Any

from simulation.outcomes import RUN_NAMES
from simulation.register import REGISTER

from ..errors import needed
from ..studies.factors import Range
from .points import Evaluation


def ema_model(evaluation: Evaluation, outcomes: tuple[str, ...] = ()) -> Any:
    """Return an ``ema_workbench.Model`` of a study.

    Levers become levers, and what nobody can choose becomes an uncertainty; each outcome is the
    mean over the replications on common luck.  Constraints between levers, such as shares that
    add to 1, are the caller's.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it names optional packages that are not installed
        ema = needed("ema_workbench", "studies")
    names = outcomes or evaluation.study.outcomes
    columns = [RUN_NAMES.index(name) for name in names]

    def run(**values: float) -> dict[str, float]:
        point = [values[name] for name in evaluation.factors]
        means = evaluation.means([point])[0]  # type: ignore[arg-type]
        return {name: float(means[column]) for name, column in zip(names, columns, strict=True)}

    model = ema.Model(re.sub("[^A-Za-z0-9]", "", evaluation.study.text.title), function=run)
    parameters = {one.name: _parameter(ema, one) for one in evaluation.study.ranges}
    is_lever = {name: REGISTER[name].role == "lever" for name in parameters}
    model.uncertainties = [one for name, one in parameters.items() if not is_lever[name]]
    model.levers = [one for name, one in parameters.items() if is_lever[name]]
    model.outcomes = [ema.ScalarOutcome(name) for name in names]
    return model


def _parameter(ema: Any, one: Range) -> Any:
    if one.values:
        return ema.CategoricalParameter(one.name, list(one.values))
    low, high = one.bounds
    if one.whole:
        return ema.IntegerParameter(one.name, int(low), int(high))
    return ema.RealParameter(one.name, low, high)
