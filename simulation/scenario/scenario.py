"""A scenario and its arms, ready to be run."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from pydantic import BaseModel, ConfigDict

from .problems import Problem, ScenarioError, shown
from .shape import Event, Instrument, Organisation, Parameters, Place


class Arm(BaseModel):
    """One of the things compared, with everything that a world needs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    label: str
    description: str = ""
    parameters: dict[str, float]
    schedule: dict[int, dict[str, float]] = {}
    places: dict[str, Place]
    organisations: dict[str, Organisation]
    instruments: dict[str, Instrument] = {}
    events: dict[str, Event] = {}

    def changed(self, *, label: str | None = None, **parameters: float) -> Arm:
        """Return an arm with some parameters changed; values out of range are refused.

        Raises
        ------
        ScenarioError   a name is unknown, a value out of its range, or values do not fit together
        """
        from .changing import with_parameters

        changed = with_parameters(self, parameters)
        return changed if label is None else changed.model_copy(update={"label": label})


class Scenario(BaseModel):
    """What is asked, and the arms that are compared."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    question: str
    description: str
    status: str
    seed: int
    reference: str
    sources: dict[str, str]
    arms: dict[str, Arm]
    path: str = ""
    twin: dict[str, Any]

    def resolved(self) -> dict[str, Any]:
        """Return the resolved twin: plain data with nothing left to fill in."""
        return deepcopy(self.twin)

    def with_arms(self, arms: Mapping[str, Arm], reference: str) -> Scenario:
        """Return the scenario with other arms; each takes the name that it is given here."""
        from .changing import twin_of

        if reference not in arms:
            problem = Problem(
                "with_arms", None, "reference", shown(reference), "one of " + ", ".join(arms)
            )
            raise ScenarioError([problem])
        named = {name: arm.model_copy(update={"name": name}) for name, arm in arms.items()}
        twin = twin_of(self.twin, named, reference)
        return self.model_copy(update={"arms": named, "reference": reference, "twin": twin})


def default_parameters() -> dict[str, float]:
    """Return the default of every parameter of the register."""
    return Parameters().model_dump()
