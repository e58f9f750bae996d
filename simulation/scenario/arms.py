"""Arms: each laid over the shared part, and copies of organisations written out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .checking import Check, Parts, check_name, check_sections
from .crosschecks import MOST_AGENTS, check_arm
from .document import Key
from .explaining import unknown_key
from .problems import shown
from .scenario import Arm, as_read
from .shape import SECTIONS, ArmText, Organisation


def arms_of(data: Mapping[str, Any], shared: Parts, check: Check) -> dict[str, Arm]:
    """Return the arms of a scenario; what does not fit is noted."""
    if "arms" not in data:
        if check.document.is_complete and check.is_sound(("arms",)):
            check.say(("arms",), "nothing", "at least one arm")
        return {}
    said = check.mapping(data["arms"], ("arms",))
    if isinstance(data["arms"], dict) and not said and check.document.is_complete:
        check.say(("arms",), "no arm", "at least one arm")
    arms = {name: _arm(name, own, shared, check) for name, own in said.items()}
    _labels(arms, check)
    return arms


def _labels(arms: Mapping[str, Arm], check: Check) -> None:
    """Note labels by which people could not tell two arms apart."""
    first: dict[str, str] = {}
    for name, arm in arms.items():
        place = ("arms", name, "label")
        if not check.is_sound(place):
            continue
        other = first.setdefault(as_read(arm.label), name)
        if other != name:
            got = f"{shown(arm.label)}, which is also the label of arm {other}"
            check.say(place, got, "a label of its own for each arm")


def _arm(name: str, said: object, shared: Parts, check: Check) -> Arm:
    at: Key = ("arms", name)
    check_name(name, at, check)
    own = check.mapping(said, at)
    for key in own:
        if key in ("bricks", "extends"):
            got = f"{key} in a resolved scenario" if key == "bricks" else f"{key} in an arm"
            check.say((*at, key), got, "no such key here")
        elif key not in SECTIONS and key not in ArmText.model_fields:
            known = [*ArmText.model_fields, *SECTIONS, "bricks"]
            check.problems.append(unknown_key(check.document, (*at, key), known))
    text = {key: value for key, value in own.items() if key in ArmText.model_fields}
    about = check.part(ArmText, text, (), at)
    parts = check_sections(own, at, check, shared)
    months = {int(month): row for month, row in parts["schedule"].items()}
    arm = Arm.model_construct(
        name=name, label=about.label or name, description=about.description, schedule=months,
        parameters=parts["parameters"], places=parts["places"], events=parts["events"],
        organisations=parts["organisations"], instruments=parts["instruments"],
    )  # fmt: skip
    if check.document.is_complete:
        arm = _expanded(arm, check, at)
        check_arm(arm, check, at)
        check.originals = {}
    return arm


def _expanded(arm: Arm, check: Check, at: Key) -> Arm:
    """Return the arm with copies of organisations written out; ``any`` goes round the places."""
    count = sum(member.copies for member in arm.organisations.values())
    if count > MOST_AGENTS:
        place = check.place(at, ("organisations",))
        check.say(place, f"{count} organisations", f"at most {MOST_AGENTS}")
        check.broken.add(place)
        return arm
    members: dict[str, Organisation] = {}
    places = list(arm.places)
    single = {name for name, member in arm.organisations.items() if member.copies == 1}
    for name, member in arm.organisations.items():
        for copy in _names_of(name, member.copies):
            home = member.home
            if home == "any" and home not in arm.places and places:
                home = places[len(members) % len(places)]
            if copy != name and copy in single:
                place = check.place(at, ("organisations", name))
                check.say(place, f"{shown(copy)} as a copy and as a name", "another name")
            elif copy != name:
                check.originals[copy] = name
            members[copy] = member.model_copy(update={"home": home, "copies": 1})
    return arm.model_copy(update={"organisations": members})


def _names_of(name: str, copies: int) -> list[str]:
    """Return the names of the copies of an organisation.

    >>> _names_of("Club", 2)
    ['Club 1', 'Club 2']
    """
    return [name] if copies == 1 else [f"{name} {number}" for number in range(1, copies + 1)]
