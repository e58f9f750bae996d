"""A model for Mesa's own batch tools: parameters of the register as keyword arguments."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any

import mesa

from .model import ScalingModel
from .outcomes import RUN_NAMES
from .records import Records
from .scenario import Scenario


def batch_model(scenario: Scenario, arm: str | None = None) -> type[ScalingModel]:
    """Return a model class for ``mesa.batch_run``.

    It takes parameters of the register, ``replicate`` (the same number is the same luck) and
    ``seed``; its data collector holds the outcomes of the run, as Mesa's tools report what stands
    there at the last step.  Use one process, or make the class at the top of a module: Mesa sends
    the class to its processes by name.

    >>> from mesa.batchrunner import batch_run
    >>> from simulation import load_scenario
    >>> rows = batch_run(
    ...     batch_model(load_scenario("strategies"), "deep"),
    ...     {"replicate": 0, "horizon_months": 12, "funding_months": 6, "base_trust": [0.3, 0.5]},
    ...     display_progress=False,
    ... )
    >>> [row["base_trust"] for row in rows], sorted(rows[0])[:2]
    ([0.3, 0.5], ['RunId', 'Step'])
    """
    name = scenario.reference if arm is None else arm

    class BatchModel(ScalingModel):
        """One run of an arm with other parameters."""

        def __init__(
            self, replicate: int = 0, seed: int | None = None, rng: Any = None, **parameters: float
        ) -> None:
            changed = scenario.arms[name].changed(label=None, **parameters)
            other = scenario.model_copy(update={"arms": {name: changed}, "reference": name})
            super().__init__(other, name, rng if seed is None else seed, replicate)
            self.datacollector = mesa.DataCollector(
                model_reporters={
                    outcome: lambda model, outcome=outcome: model.in_the_last_month(outcome)
                    for outcome in RUN_NAMES
                }
            )

        def in_the_last_month(self, outcome: str) -> float:
            """Return an outcome of the run once it is over, before that nothing (NaN)."""
            if self.month < self.horizon_months:
                return math.nan
            return float(self._whole_run[outcome])

        @cached_property
        def _whole_run(self) -> Records:
            return self.summary()

    return BatchModel
