"""Loading: read, merge, fill in, check everything, and only then make a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from ..register import REGISTER
from .crosschecks import FUNDING, MIX, TOLERANCE, check_arm
from .explaining import explain, range_of
from .merging import assemble, find_file, merge
from .problems import Problem, ScenarioError, nearest
from .reading import Document, Key, Where
from .scenario import Arm, Scenario
from .shape import SECTIONS, ArmText, Head, Organisation, Parameters, Scheduled

Parts = dict[str, dict[str, Any]]


def load_scenario(path: str | Path) -> Scenario:
    """Return the scenario in a file, or the shipped scenario of that name.

    Raises
    ------
    ScenarioError   with everything that is wrong, each with file, line and place
    """
    found = find_file(path)
    return make_scenario(assemble(found), str(found))


def load_resolved(data: Mapping[str, Any], name: str = "resolved scenario") -> Scenario:
    """Return the scenario that plain data describe, as written in a provenance file."""
    document = Document(_with_words_as_keys(dict(data)), {(): Where(name, 1)}, name)
    document.where = {}
    return make_scenario(document, name)


def _with_words_as_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _with_words_as_keys(item) for key, item in value.items()}
    return value


def make_scenario(document: Document, path: str) -> Scenario:
    """Check a document and return its scenario; raise everything that is wrong at once."""
    data = document.data
    problems: list[Problem] = list(_unknown_keys(document))
    head = _validate(
        Head, {k: data[k] for k in Head.model_fields if k in data}, (), document, problems
    )
    shared = _sections(data, (), document, problems, {})
    arms = _arms(document, shared, problems)
    names = data.get("arms")
    if isinstance(names, dict) and head is not None and head.reference not in names:
        problems.append(
            document.problem(("reference",), f'"{head.reference}"', "the name of an arm",
                             nearest(head.reference, names))
        )  # fmt: skip
    if problems:
        raise ScenarioError(problems)
    assert head is not None
    twin = {**head.model_dump(), **{k: _plain(shared[k]) for k in SECTIONS}}
    twin["arms"] = data["arms"]
    return Scenario(**head.model_dump(), arms=arms, path=path, twin=_tidy(twin))


def _tidy(value: Any) -> Any:
    """Return plain data without what says nothing: values that are not set."""
    if isinstance(value, dict):
        return {str(k): _tidy(v) for k, v in value.items() if v is not None}
    return value


def _plain(part: Mapping[str, Any]) -> dict[str, Any]:
    return {
        str(name): item.model_dump() if isinstance(item, BaseModel) else item
        for name, item in part.items()
    }


def written_out(arm: Arm) -> dict[str, Any]:
    """Return everything that an arm holds, as plain data."""
    return dict(_tidy(arm.model_dump(exclude={"name"})))


def _unknown_keys(document: Document) -> Iterable[Problem]:
    known = [*Head.model_fields, *SECTIONS, "arms"]
    for key in document.data:
        if key not in known:
            hint = nearest(key, [*known, "extends", "bricks"])
            yield document.problem((key,), f"the unknown key {key}", "one of the known keys", hint)


def _validate(
    model: type[BaseModel], value: Any, place: Key, document: Document, problems: list[Problem]
) -> Any:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        problems += explain(error, model, place, document)
        return None


def _sections(
    data: Mapping[str, Any], at: Key, document: Document, problems: list[Problem], shared: Parts
) -> Parts:
    """Return the checked parts of the shared text or of an arm laid over it."""
    parts: Parts = dict(shared)
    for section, model in SECTIONS.items():
        value = data.get(section, {})
        if shared and section not in data:
            continue
        place = (*at, section)
        if not isinstance(value, dict):
            problems.append(document.problem(place, "no mapping", "a mapping of names to values"))
            value = {}
        if section == "parameters":
            checked = _validate(Parameters, value, place, document, problems)
            parts[section] = (checked or Parameters()).model_dump()
        elif section == "schedule":
            parts[section] = _schedule(value, place, document, problems)
        else:
            checked_items = {
                name: _validate(model, item, (*place, name), document, problems)
                for name, item in value.items()
            }
            parts[section] = {k: v for k, v in checked_items.items() if v is not None}
    return parts


def _schedule(
    value: Mapping[str, Any], place: Key, document: Document, problems: list[Problem]
) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    for month, levers in value.items():
        if not month.isdigit() or int(month) > 360:
            problems.append(document.problem((*place, month), f'"{month}"', "a month, 0 to 360"))
            continue
        row = _validate(Scheduled, levers, (*place, month), document, problems)
        if row is not None:
            rows[month] = row.model_dump(exclude_none=True)
    return rows


def _arms(document: Document, shared: Parts, problems: list[Problem]) -> dict[str, Arm]:
    arms = document.data.get("arms", {})
    if not isinstance(arms, dict) or not arms:
        problems.append(document.problem(("arms",), "none", "at least one arm"))
        return {}
    complete: dict[str, Arm] = {}
    for name, own in arms.items():
        at = ("arms", name)
        if not isinstance(own, dict):
            problems.append(document.problem(at, "no mapping", "an arm"))
            continue
        for key in own:
            if key not in SECTIONS and key not in ArmText.model_fields:
                known = [*SECTIONS, *ArmText.model_fields, "bricks"]
                problems.append(
                    document.problem((*at, key), f"the unknown key {key}",
                                     "one of the known keys", nearest(key, known))
                )  # fmt: skip
        before = len(problems)
        text = {k: v for k, v in own.items() if k in ArmText.model_fields}
        said = _validate(ArmText, text, at, document, problems)
        laid_over = merge(Document(document.data), Document(own)).data
        parts = {key: laid_over[key] for key in SECTIONS if key in own and key in laid_over}
        checked = _sections(parts, at, document, problems, shared)
        if len(problems) > before:
            continue
        arm = _arm(name, said.label or name, said.description, checked)
        complete[name] = _expanded(arm, document, at, problems)
        problems += check_arm(complete[name], document, at)
    return complete


def _arm(name: str, label: str, description: str, parts: Parts) -> Arm:
    schedule = {int(month): row for month, row in parts["schedule"].items()}
    return Arm.model_construct(
        name=name, label=label, description=description, schedule=schedule,
        **{key: parts[key] for key in SECTIONS if key != "schedule"},
    )  # fmt: skip


def _expanded(arm: Arm, document: Document, at: Key, problems: list[Problem]) -> Arm:
    """Return the arm with copies of organisations written out; ``any`` goes round the places."""
    members: dict[str, Organisation] = {}
    places = list(arm.places)
    for name, member in arm.organisations.items():
        for number in range(member.copies):
            home = member.home
            if home == "any" and home not in arm.places and places:
                home = places[len(members) % len(places)]
            copy = name if member.copies == 1 else f"{name} {number + 1}"
            if copy in members or (copy != name and copy in arm.organisations):
                place = (*at, "organisations", name)
                problems.append(document.problem(place, f'"{copy}" twice', "another name"))
            members[copy] = member.model_copy(update={"home": home, "copies": 1})
    return arm.model_copy(update={"organisations": members})


def checked_parameters(
    values: Mapping[str, float], given: Mapping[str, float]
) -> dict[str, float]:
    """Return parameters after checking those that were given; raise all that is wrong."""
    problems = []
    for name, value in given.items():
        parameter = REGISTER.get(name)
        if parameter is None:
            problems.append(
                Problem("arm", None, name, "an unknown parameter", "a name of the register",
                        nearest(name, REGISTER))
            )  # fmt: skip
        elif not parameter.low <= value <= parameter.high:
            expected = range_of(("parameters", name)) or ""
            problems.append(Problem("arm", None, name, f"{value:g}", expected))
    if not problems:
        mix = sum(values[name] for name in MIX)
        if abs(mix - 1.0) > TOLERANCE:
            problems.append(Problem("arm", None, "effort shares", f"{mix:g}", "a sum of 1"))
        if sum(values[name] for name in FUNDING) > 1.0 + 1e-9:
            problems.append(Problem("arm", None, "funding shares", "too much", "at most 1"))
    if problems:
        raise ScenarioError(problems)
    return dict(values)
