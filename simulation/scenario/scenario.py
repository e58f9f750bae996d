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

    def __repr__(self) -> str:
        """Return name and label; all else is read from the attributes."""
        return f"Arm({self.name!r}, label={self.label!r})"

    __str__ = __repr__

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

    def __repr__(self) -> str:
        """Return title and names of arms; all else is read from the attributes."""
        return f"Scenario({self.title!r}, arms={list(self.arms)})"

    __str__ = __repr__

    def resolved(self) -> dict[str, Any]:
        """Return the resolved twin: plain data with nothing left to fill in."""
        return deepcopy(self.twin)

    def with_arms(self, arms: Mapping[str, Arm], reference: str) -> Scenario:
        """Return the scenario with other arms; each takes the name that it is given here.

        An arm that shares its label with one before it takes its name as label too, as after
        ``changed`` without a label.
        """
        from .changing import twin_of

        if reference not in arms:
            problem = Problem(
                "with_arms", None, "reference", shown(reference), "one of " + ", ".join(arms)
            )
            raise ScenarioError([problem])
        labels = _told_apart({name: arm.label for name, arm in arms.items()})
        named = {
            name: arm.model_copy(update={"name": name, "label": labels[name]})
            for name, arm in arms.items()
        }
        twin = twin_of(self.twin, named, reference)
        return self.model_copy(update={"arms": named, "reference": reference, "twin": twin})


def as_read(label: str) -> str:
    """Return a label without what people do not see: case and spaces.

    >>> as_read("No  mentor ") == as_read("no mentor")
    True
    """
    return " ".join(label.split()).casefold()


def _told_apart(labels: Mapping[str, str]) -> dict[str, str]:
    """Return labels of which no two are alike, by the names of their arms.

    >>> _told_apart({"out": "Out", "poor": "Out"})
    {'out': 'Out', 'poor': 'Out (poor)'}
    """
    found: dict[str, str] = {}
    used = {as_read(label) for label in labels.values()}
    seen: set[str] = set()
    for name, label in labels.items():
        own, count = label, 1
        while as_read(own) in (seen if own == label else used):
            ending = f" ({name[:60]})" if count == 1 else f" ({name[:60]} {count})"
            own, count = label[: 120 - len(ending)] + ending, count + 1
        seen.add(as_read(own))
        used.add(as_read(own))
        found[name] = own
    return found


def default_parameters() -> dict[str, float]:
    """Return the default of every parameter of the register."""
    return Parameters().model_dump()
