"""The parts of a question: presets and what was changed in them, and what holds for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from simulation import Scenario

MOST_OPTIONS = 4
MOST_REPLICATIONS = 1000
LARGEST_SEED = 2**32 - 1


@dataclass(frozen=True)
class InstrumentChange:
    """An instrument that is on; what is not said stays as in its arm, or as in the catalogue."""

    start_month: int | None = None
    end_month: int | None = None
    intensity: float | None = None


@dataclass(frozen=True)
class Option:
    """A preset and what was changed in it; an instrument that is None is off."""

    arm: str
    levers: Mapping[str, float] = field(default_factory=dict)
    instruments: Mapping[str, InstrumentChange | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Circumstances:
    """What holds for all arms, the reference included.

    ``events`` are mappings with the keys of an event in a file; None means that it does not
    happen.  ``world`` counts the stored plausible worlds, of which 0 leaves all as it is.
    """

    events: Mapping[str, Mapping[str, Any] | None] = field(default_factory=dict)
    assumptions: Mapping[str, float] = field(default_factory=dict)
    world: int = 0


@dataclass(frozen=True)
class Question:
    """What is compared with what, under which circumstances, on which luck."""

    scenario: Scenario
    reference: str
    options: Sequence[Option]
    circumstances: Circumstances = field(default_factory=Circumstances)
    seed: int = 1
    replications: int = 200


def question_of(scenario: Scenario, data: Mapping[str, Any]) -> Question:
    """Return the question in plain data, whose keys and kinds were checked before."""
    around = data["circumstances"]
    return Question(
        scenario, data["reference"], tuple(map(_option, data["options"])),
        Circumstances(dict(around["events"]), dict(around["assumptions"]), around["world"]),
        data["seed"], data["replications"],
    )  # fmt: skip


def _option(data: Mapping[str, Any]) -> Option:
    changes = {
        name: None if change is None else InstrumentChange(**change)
        for name, change in data["instruments"].items()
    }
    return Option(data["arm"], dict(data["levers"]), changes)
