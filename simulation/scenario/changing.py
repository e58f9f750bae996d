"""Changing arms that were loaded, with the same checks as files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..register import REGISTER
from .checking import Check
from .crosschecks import check_parameters
from .document import Document
from .explaining import expected_at, unknown_key
from .loading import tidy
from .problems import ScenarioError, shown
from .scenario import Arm
from .shape import SECTIONS, Parameters


def with_parameters(arm: Arm, changes: Mapping[str, float]) -> Arm:
    """Return an arm with some parameters changed.

    Whole parameters may be given as floats that are whole, as NumPy does.

    Raises
    ------
    ScenarioError   a name is unknown, a value out of its range, or values do not fit together
    """
    check = Check(Document({}, {}, f"arm {arm.name}"), [])
    values = dict(arm.parameters)
    for name, value in changes.items():
        place = ("parameters", name)
        if name not in REGISTER:
            check.problems.append(unknown_key(check.document, place, REGISTER))
        elif (good := _fitting(name, value)) is None:
            check.say(place, shown(value), expected_at(Parameters, (name,)))
        else:
            values[name] = good
    changed = arm.model_copy(update={"parameters": values})
    if not check.problems:
        check_parameters(changed, check, ())
    if check.problems:
        raise ScenarioError(check.problems)
    return changed


def _fitting(name: str, value: Any) -> float | None:
    """Return a value as the plain number that a parameter takes, or None."""
    parameter = REGISTER[name]
    try:
        plain = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    if isinstance(value, (bool, str, bytes)) or not parameter.low <= plain <= parameter.high:
        return None
    if not parameter.whole:
        return plain
    return int(plain) if plain.is_integer() else None


def twin_of(twin: Mapping[str, Any], arms: Mapping[str, Arm], reference: str) -> dict[str, Any]:
    """Return the resolved twin of a scenario with other arms.

    What all arms have in common, in the same order, stands in the shared part; all else is
    written out in the arms, since an arm can add to the shared part but not take from it.
    """
    written = {name: tidy(arm.model_dump(exclude={"name"})) for name, arm in arms.items()}
    head = {key: value for key, value in twin.items() if key not in (*SECTIONS, "arms")}
    shared: dict[str, Any] = {"parameters": written[reference]["parameters"]}
    for section in SECTIONS:
        if section != "parameters":
            shared[section] = _common([arm[section] for arm in written.values()])
    for arm in written.values():
        arm["parameters"] = _difference(arm["parameters"], shared["parameters"])
        for section in SECTIONS:
            if not arm[section] or (section != "parameters" and shared[section]):
                del arm[section]
    return {**head, "reference": reference, **shared, "arms": written}


def _common(parts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return a section if it is the same in all arms, in the same order; else nothing."""
    first, *others = parts
    same = all(list(part.items()) == list(first.items()) for part in others)
    return first if same else {}


def _difference(values: Mapping[str, float], shared: Mapping[str, float]) -> dict[str, float]:
    return {name: value for name, value in values.items() if value != shared[name]}
