"""Loading: read, merge, fill in, check everything, and only then make a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from .arms import arms_of
from .checking import Check, Parts, check_sections
from .document import Document
from .explaining import unknown_key
from .files import (
    files_beside,
    find_file,
    is_file,
    part_named,
    resolved_path,
    shipped_names,
    shipped_scenarios,
)
from .merging import assemble, assemble_text
from .problems import Problem, ScenarioError, nearest, shown
from .reading import from_data
from .scenario import Scenario
from .shape import SECTIONS, Assembly, Head


def load_scenario(path: str | Path) -> Scenario:
    """Return the scenario in a file, or the shipped scenario of that name.

    Raises
    ------
    ScenarioError   with everything that is wrong, each with file, line and place
    """
    problems: list[Problem] = []
    found = find_file(path)
    part = None if is_file(found) or _file_named_like(found) else part_named(path)
    if part is not None:
        raise ScenarioError([_part(str(path), part)])
    document = assemble(found, problems)
    is_shipped = is_file(found) and shipped_scenarios() in resolved_path(found).parents
    if is_shipped and not {"question", "reference", "arms"} & document.data.keys():
        raise ScenarioError([_part(str(found), found)])
    return make_scenario(_with_near_names(document, problems), str(found), problems)


def load_text(text: str | bytes, name: str) -> Scenario:
    """Return the scenario that a text describes; it may use shipped files and no others.

    ``name`` is what problems call the text.

    Raises
    ------
    ScenarioError   with everything that is wrong, each with file, line and place
    """
    problems: list[Problem] = []
    return make_scenario(assemble_text(text, name, problems), name, problems)


def _part(name: str, path: Path) -> Problem:
    """Return the problem of a shipped part that was named as a scenario."""
    is_brick = path.parent.name == "bricks"
    got = f"a {'brick' if is_brick else 'part'}, which does not run alone"
    key = "bricks" if is_brick else "extends"
    return Problem(name, None, "", got, f"a scenario file, which may name it under {key}")


def _with_near_names(document: Document, problems: list[Problem]) -> Document:
    """Add the nearest name of a file or a shipped scenario where a file was not found."""
    for index, problem in enumerate(problems):
        if problem.got == "no such file":
            path = Path(problem.file)
            near = _file_near(path)
            problems[index] = Problem(
                problem.file, None, "", problem.got, "a scenario file or a shipped scenario", near
            )
    return document


def _file_named_like(path: Path) -> str | None:
    """Return the file beside a path that differs in its ending alone."""
    return next((name for name in files_beside(path) if Path(name).stem == path.stem), None)


def _file_near(path: Path) -> str | None:
    """Return the file that may be meant: of the same name, of a like one, or a shipped one."""
    beside = files_beside(path)
    name = _file_named_like(path) or (nearest(path.name, beside) if path.suffix else None)
    if name is not None:
        return str(path.parent / name)
    return nearest(path.stem, shipped_names())


def load_resolved(data: Mapping[str, Any], name: str = "resolved scenario") -> Scenario:
    """Return the scenario that plain data describe, as written in a provenance file."""
    problems: list[Problem] = []
    return make_scenario(from_data(data, name, problems), name, problems)


def make_scenario(document: Document, path: str, problems: list[Problem]) -> Scenario:
    """Check a document and return its scenario; raise everything that is wrong at once."""
    data = document.data
    check = Check(document, problems)
    _unknown_keys(check)
    head = check.part(Head, {k: data[k] for k in Head.model_fields if k in data}, (), ())
    shared = check_sections(data, (), check, {})
    arms = arms_of(data, shared, check)
    if arms and head.reference not in arms and check.is_sound(("reference",)):
        if document.is_complete:
            near = nearest(head.reference, arms)
            check.say(("reference",), shown(head.reference), "the name of an arm", near)
    if problems:
        raise ScenarioError(problems)
    twin = {**head.model_dump(), **_plain(shared), "arms": data["arms"]}
    return Scenario(**head.model_dump(), arms=arms, path=path, twin=tidy(twin))


def _unknown_keys(check: Check) -> None:
    known = [*Head.model_fields, *SECTIONS, *Assembly.model_fields]
    for key in check.document.data:
        if key in ("extends", "bricks"):
            check.say((key,), f"{key} in a resolved scenario", "no such key here")
        elif key not in known:
            check.problems.append(unknown_key(check.document, (key,), known))


def _plain(parts: Parts) -> dict[str, Any]:
    return {
        section: {
            name: item.model_dump() if isinstance(item, BaseModel) else item
            for name, item in parts[section].items()
        }
        for section in SECTIONS
    }


def tidy(value: Any) -> Any:
    """Return plain data with words as keys and without values that are not set."""
    if isinstance(value, dict):
        return {str(key): tidy(item) for key, item in value.items() if item is not None}
    return value
