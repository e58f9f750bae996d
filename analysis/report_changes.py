"""What differs between the arms of a comparison, and how settings are told on its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from simulation import REGISTER
from simulation.scenario.shape import SECTIONS

if TYPE_CHECKING:
    from simulation import Arm


def changes(reference: Arm, arm: Arm) -> Iterator[str]:
    """Yield each way in which an arm's world differs from the reference's."""
    for name, parameter in REGISTER.items():
        before, after = reference.parameters[name], arm.parameters[name]
        if before != after:
            unit = f" ({parameter.unit})"
            yield f"{said_of(name)}: {plain(after)} instead of {plain(before)}{unit}"
    yield from schedule_changes(reference.schedule, arm.schedule)
    for section in SECTIONS:
        if section not in ("parameters", "schedule"):
            yield from part_changes(getattr(reference, section), getattr(arm, section))


def schedule_changes(
    before: Mapping[int, Mapping[str, float]], after: Mapping[int, Mapping[str, float]]
) -> list[str]:
    """Return what is set anew in the middle of a run, or is no longer."""
    found = []
    for month in sorted({*before, *after}):
        if before.get(month) == after.get(month):
            continue
        new = [f"{said_of(name)} {plain(value)}" for name, value in after.get(month, {}).items()]
        found.append(f"From month {month}: " + ("; ".join(new) or "no change of course"))
    return found


def part_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """Yield which places, organisations, instruments or events were added, left out, changed."""
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        label = getattr(new or old, "label", None) or name
        if old is None or new is None:
            yield f"{label}: {'left out' if new is None else 'added'}"
            continue
        fields = [
            f"{field.replace('_', ' ')} {plain(value)} instead of {plain(getattr(old, field))}"
            for field, value in new
            if value != getattr(old, field)
        ]
        if fields:
            yield f"{label}: {', '.join(fields)}"


def said_of(parameter: str) -> str:
    """Return the meaning of a parameter without its full stop."""
    return REGISTER[parameter].meaning.rstrip(".")


def plain(value: object) -> str:
    """Return a setting as it was given."""
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "none"}[value]
    if isinstance(value, int | float):
        return f"{value:,.6f}".rstrip("0").rstrip(".").replace("-", "\u2212")
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {plain(item)}" for key, item in value.items())
    return str(value)
