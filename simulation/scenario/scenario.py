"""A scenario and its arms, ready to be run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

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
        ScenarioError   a name is unknown, a value out of its range, or shares do not add up
        """
        from .loading import checked_parameters

        values = checked_parameters({**self.parameters, **parameters}, parameters)
        update: dict[str, Any] = {"parameters": values}
        if label is not None:
            update["label"] = label
        return self.model_copy(update=update)


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
        return self.twin

    def with_arms(self, arms: Mapping[str, Arm], reference: str) -> Scenario:
        """Return the scenario with other arms, all written out in the resolved twin."""
        from .loading import written_out

        if reference not in arms:
            raise ValueError(f"reference: got {reference!r}, expected one of {list(arms)}")
        named = {name: arm.model_copy(update={"name": name}) for name, arm in arms.items()}
        twin = {**self.twin, "reference": reference}
        twin["arms"] = {name: written_out(arm) for name, arm in named.items()}
        return self.model_copy(update={"arms": named, "reference": reference, "twin": twin})


def default_parameters() -> dict[str, float]:
    """Return the default of every parameter of the register."""
    return Parameters().model_dump()
