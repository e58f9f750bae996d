"""Reading YAML 1.2 with the line of every value; nothing in a file is ever executed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from .problems import Problem, ScenarioError

Key = tuple[str, ...]
LARGEST_BYTES = 2_000_000
DEEPEST = 12


@dataclass(frozen=True)
class Where:
    """The file and line of a value."""

    file: str
    line: int


@dataclass
class Document:
    """Plain data, and where each value came from."""

    data: dict[str, Any]
    where: dict[Key, Where] = field(default_factory=dict)
    file: str = ""

    def problem(
        self, place: Key, got: str, expected: str, nearest: str | None = None
    ) -> Problem:
        """Return a problem at a place, with the line of the nearest known value above it."""
        for length in range(len(place), -1, -1):
            found = self.where.get(place[:length])
            if found is not None:
                return Problem(found.file, found.line, ".".join(place), got, expected, nearest)
        return Problem(self.file, None, ".".join(place), got, expected, nearest)


def _fail(path: Path, got: str, expected: str, line: int | None = None) -> ScenarioError:
    return ScenarioError([Problem(str(path), line, "", got, expected)])


def _text(path: Path) -> str:
    try:
        if path.is_dir():
            raise _fail(path, "a folder", "a YAML file")
        if path.stat().st_size > LARGEST_BYTES:
            raise _fail(path, "more than 2 MB", "a scenario file of at most 2 MB")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise _fail(path, "no such file", "a scenario file") from None
    except UnicodeDecodeError:
        raise _fail(path, "bytes that are not UTF-8", "a text file in UTF-8") from None
    except (OSError, ValueError) as error:
        if isinstance(error, ScenarioError):
            raise
        raise _fail(path, f"an unreadable file ({error})", "a readable file") from None


def read(path: Path) -> Document:
    """Return the mapping in a YAML file.

    Raises ScenarioError if the file is missing, not text, not YAML 1.2, not a mapping, or
    holds duplicate keys, aliases, tags or nothing where a value should be.
    """
    text = _text(path)
    loader = YAML(typ="rt", pure=True)
    loader.version = (1, 2)  # type: ignore[assignment]
    try:
        tree = loader.load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = " ".join(str(error.problem or error.context).split())
        said = said.split(" with value")[0]
        raise _fail(path, said, "valid YAML 1.2", mark.line + 1 if mark else None) from None
    except (YAMLError, ValueError, RecursionError, TypeError, AttributeError, KeyError) as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise _fail(path, said, "valid YAML 1.2") from None
    if tree is None:
        raise _fail(path, "an empty file", "a scenario")
    if not isinstance(tree, CommentedMap):
        raise _fail(path, "no mapping", "a mapping of names to values", 1)
    document = Document({}, {(): Where(str(path), 1)}, str(path))
    problems: list[Problem] = []
    document.data = _plain(tree, (), document, problems, set())
    if problems:
        raise ScenarioError(problems)
    return document


def _plain(
    node: Any, place: Key, document: Document, problems: list[Problem], seen: set[int]
) -> Any:
    """Turn loader objects into plain data, noting lines and finding nulls and aliases."""
    if isinstance(node, (CommentedMap, CommentedSeq)):
        if id(node) in seen or node.merge if isinstance(node, CommentedMap) else id(node) in seen:
            problems.append(document.problem(place, "an alias or merge key", "values written out"))
            return None
        if len(place) > DEEPEST:
            problems.append(document.problem(place, "very deep nesting", "a scenario"))
            return None
        seen.add(id(node))
    if isinstance(node, CommentedMap):
        result: dict[str, Any] = {}
        for key, value in node.items():
            name = str(key)
            below = (*place, name)
            line, _ = node.lc.key(key)
            document.where[below] = Where(document.file, line + 1)
            if name in result:
                problems.append(document.problem(below, f"the key {name} twice", "it once"))
            result[name] = _plain(value, below, document, problems, seen)
        return result
    if isinstance(node, CommentedSeq):
        return [_plain(value, place, document, problems, seen) for value in node]
    if node is None:
        problems.append(document.problem(place, "nothing", "a value, or no such key"))
        return None
    if isinstance(node, bool):
        return bool(node)
    if isinstance(node, int):
        return int(node)
    if isinstance(node, float):
        return float(node)
    if isinstance(node, str):
        return str(node)
    kind = type(node).__name__
    problems.append(document.problem(place, f"a value of kind {kind}", "a number or words"))
    return None
