"""What a table needs to be made again: the preset of each arm, its changes, what holds for all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .parts import InstrumentChange, Option, Question
from .question import REFERENCE, option_name

BETWEEN = " / "
SAID_OF_INSTRUMENTS = {
    "start_month": "from month", "end_month": "until month", "intensity": "intensity",
}  # fmt: skip


def origins(question: Question) -> Iterator[str]:
    """Yield a line for each arm and one for each thing that holds for all arms."""
    yield _arm(REFERENCE, Option(question.reference))
    for at, option in enumerate(question.options):
        yield _arm(option_name(at), option)
    around = question.circumstances
    for name, event in around.events.items():
        yield f"event {name}: {_event(event)}"
    for name, value in around.assumptions.items():
        yield f"assumption {name}: {value}"
    if around.world:
        yield f"plausible world: {around.world}"


def _arm(name: str, option: Option) -> str:
    levers = [f"{lever} {value}" for lever, value in option.levers.items()]
    used = [f"instrument {one} {_use(change)}" for one, change in option.instruments.items()]
    changes = [*levers, *used] or ["unchanged"]
    return f"{name}: preset {BETWEEN.join([option.arm, *changes])}"


def _use(change: InstrumentChange | None) -> str:
    """Return how an instrument is used."""
    if change is None:
        return "off"
    said = [
        f"{words} {value}"
        for key, words in SAID_OF_INSTRUMENTS.items()
        if (value := getattr(change, key)) is not None
    ]
    return " ".join(["on", *said])


def _event(event: Mapping[str, Any] | None) -> str:
    """Return what is said of an event, in the words of a file."""
    if event is None:
        return "does not happen"
    return BETWEEN.join(f"{key} {value}" for key, value in event.items() if value is not None)
