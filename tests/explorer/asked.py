"""Small scenarios and questions for tests of the explorer."""

from __future__ import annotations

from functools import cache
from typing import Any

from analysis.explorer.question import Circumstances, Option, Question
from simulation import Scenario, load_scenario

MONTHS = 30


@cache
def tiny() -> Scenario:
    """The strategies, cut to thirty months."""
    scenario = load_scenario("strategies")
    arms = {
        name: arm.changed(label=arm.label, horizon_months=MONTHS, funding_months=12)
        for name, arm in scenario.arms.items()
    }
    return scenario.with_arms(arms, scenario.reference)


def asked(*options: Option, scenario: Scenario | None = None, **around: Any) -> Question:
    """A question about the tiny scenario, or another one, with its own reference."""
    numbers = {key: around.pop(key) for key in ("seed", "replications") if key in around}
    scenario = scenario or tiny()
    return Question(
        scenario, around.pop("reference", scenario.reference), options, Circumstances(**around),
        **numbers,
    )  # fmt: skip
