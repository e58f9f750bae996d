"""Putting a scenario together from its bases, its bricks and its own text."""

from __future__ import annotations

import sysconfig
from pathlib import Path
from typing import Any

from .problems import Problem, ScenarioError, nearest
from .reading import Document, Key, read

TEXT_OF_ITS_OWN = ("title", "description", "question", "status", "seed")


def shipped_scenarios() -> Path:
    """Return the folder of the scenarios that come with the package."""
    beside = Path(__file__).resolve().parents[2] / "scenarios"
    if beside.is_dir():
        return beside
    return Path(sysconfig.get_path("data")) / "scenarios"


def find_file(name: str | Path) -> Path:
    """Return the path of a scenario file, or of the shipped scenario of that name."""
    path = Path(name)
    try:
        if path.exists():
            return path
    except (OSError, ValueError):
        return path
    for shipped in (shipped_scenarios() / path.name, shipped_scenarios() / f"{path.name}.yaml"):
        if path.parent == Path() and shipped.is_file():
            return shipped
    return path


def merge(base: Document, over: Document, at: Key = ()) -> Document:
    """Return ``base`` with the values of ``over`` laid on top, mapping by mapping."""
    merged = Document(dict(base.data), dict(base.where), over.file)
    merged.data = _merge(base.data, over.data)
    for place, where in over.where.items():
        if place or not at:
            merged.where[(*at, *place)] = where
    return merged


def _merge(base: Any, over: Any) -> Any:
    if isinstance(base, dict) and isinstance(over, dict):
        result = dict(base)
        for key, value in over.items():
            result[key] = _merge(result[key], value) if key in result else value
        return result
    return over


def names_in(document: Document, key: str, problems: list[Problem]) -> list[str]:
    """Return one name or a list of names that stands under a key."""
    value = document.data.get(key, [])
    names = [value] if isinstance(value, str) else value
    if isinstance(names, list) and all(isinstance(name, str) for name in names):
        return names
    problems.append(document.problem((key,), "something else", "a name or a list of names"))
    return []


def assemble(path: Path, above: tuple[Path, ...] = ()) -> Document:
    """Return a file with its bases and bricks merged in, in order."""
    own = read(path)
    problems: list[Problem] = []
    result = Document({}, {(): own.where[()]}, own.file)
    for name in names_in(own, "extends", problems):
        base = path.parent / name
        if not base.is_file() and (shipped_scenarios() / name).is_file():
            base = shipped_scenarios() / name
        if base.resolve() in (p.resolve() for p in (path, *above)):
            problems.append(own.problem(("extends",), f"{name}, a circle", "another file"))
            continue
        try:
            result = merge(result, assemble(base, (path, *above)))
        except ScenarioError as error:
            if base.exists():
                problems += error.problems
            else:
                near = nearest(name, (p.name for p in path.parent.glob("*.yaml") if p != path))
                problems.append(
                    own.problem(("extends",), f"no file {name}", "a file beside this one", near)
                )
    result = with_bricks(result, own, path, problems)
    rest = {k: v for k, v in own.data.items() if k not in ("extends", "bricks")}
    result = merge(result, Document(rest, own.where, own.file))
    inline_bricks_of_arms(result, path, problems)
    if problems:
        raise ScenarioError(problems)
    return result


def with_bricks(
    result: Document, own: Document, path: Path, problems: list[Problem], at: Key = ()
) -> Document:
    """Return a document with its named bricks merged in; their titles stay behind."""
    for name in names_in(own, "bricks", problems):
        folders = [path.parent / "bricks", shipped_scenarios() / "bricks"]
        files = [folder / f"{name}.yaml" for folder in folders]
        found = next((file for file in files if file.is_file()), None)
        if found is None or Path(name).name != name:
            known = sorted({file.stem for folder in folders for file in folder.glob("*.yaml")})
            problems.append(
                own.problem((*at, "bricks"), f"no brick {name}", "a file in bricks/",
                            nearest(name, known))
            )  # fmt: skip
            continue
        try:
            brick = read(found)
        except ScenarioError as error:
            problems += error.problems
            continue
        for key in TEXT_OF_ITS_OWN:
            brick.data.pop(key, None)
        result = merge(result, brick)
    return result


def inline_bricks_of_arms(document: Document, path: Path, problems: list[Problem]) -> None:
    """Replace the bricks that an arm names by what they say."""
    arms = document.data.get("arms")
    if not isinstance(arms, dict):
        return
    document.data["arms"] = dict(arms)
    for name, arm in arms.items():
        if not isinstance(arm, dict) or "bricks" not in arm:
            continue
        at = ("arms", name)
        where = {
            place[2:]: line for place, line in document.where.items() if place[:2] == at
        }
        where.setdefault((), document.where[()])
        own = Document(arm, where, document.file)
        found: list[Problem] = []
        bricks = with_bricks(Document({}, {(): where[()]}, document.file), own, path, found)
        for problem in found:
            place = ".".join((*at, problem.place)) if problem.file == where[()].file else ""
            problems.append(
                Problem(problem.file, problem.line, place or problem.place, problem.got,
                        problem.expected, problem.nearest)
            )  # fmt: skip
        bricks.data.pop("sources", None)
        rest = {k: v for k, v in arm.items() if k != "bricks"}
        merged = merge(bricks, Document(rest, where, document.file))
        document.data["arms"][name] = merged.data
        for place, line in merged.where.items():
            if place:
                document.where.setdefault((*at, *place), line)
