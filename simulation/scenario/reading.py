"""Reading YAML 1.2 with the line of every value; nothing in a file is ever executed."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node

from .document import Document, Key, Where
from .problems import Problem, ScenarioError
from .walking import Walk

LARGEST_BYTES = 2_000_000

# What the reader of YAML says, what stands in the file, and what should.
PLAIN = (
    (r"'\t' that cannot start", "a tab", "spaces"),
    ("that cannot start any token", "a character that starts no word", "quotes around the words"),
    ("mapping values are not allowed", "a colon where none may stand",
     "quotes around words with a colon, and an even indentation"),
    ("found another document", "a second document after ---", "one scenario in a file"),
    ("undefined alias", "an alias", "values written out"),
    ("expected <block end>", "an uneven line", "an even indentation and closed quotes"),
    ("expected ',' or", "an open bracket", "commas between entries and a closing bracket"),
    ("unexpected end of stream", "an open quote", "a closing quote"),
    ("unknown escape character", "an unknown escape after \\",
     "words in single quotes, or no backslash"),
    ("could not find expected ':'", "a line without a colon", "a key, a colon and a value"),
    ("YAML document", "another version of YAML", "YAML 1.2"),
    ("unacceptable character", "a control character", "plain text"),
    ("special characters are not allowed", "a control character", "plain text"),
)  # fmt: skip


def read(path: Path, problems: list[Problem] | None = None) -> Document:
    """Return the mapping in a YAML file.

    What can be passed over (nothing where a value should be, keys that stand twice, aliases,
    tags) is added to ``problems`` if a list is given.

    Raises
    ------
    ScenarioError   the file is missing, not text, not YAML 1.2, or not a mapping
    """
    return read_text(_text(path), path, problems)


def read_text(text: str | bytes, path: Path, problems: list[Problem] | None = None) -> Document:
    """Return the mapping in a YAML text; ``path`` is the name that problems say.

    Raises
    ------
    ScenarioError   not UTF-8, not YAML 1.2, too long, or not a mapping
    """
    found: list[Problem] = [] if problems is None else problems
    tree = _tree(path, _decoded(text, path) if isinstance(text, bytes) else text)
    if tree is None:
        raise _fail(path, "an empty file", "a scenario")
    if not isinstance(tree, MappingNode):
        raise _fail(path, "no mapping", "a mapping of names to values", 1)
    document = Document({}, {(): Where(str(path), 1)}, str(path), folders=[path.parent])
    document.data = Walk(document, found).plain(tree, ()) or {}
    if problems is None and found:
        raise ScenarioError(found)
    return document


def from_data(data: object, name: str, problems: list[Problem]) -> Document:
    """Return plain data as a document; keys become words, as they are in files."""
    document = Document({}, {(): Where(name, None)}, name)
    plain = _checked(data, (), document, problems)
    if not isinstance(plain, dict):
        raise ScenarioError([Problem(name, None, "", "no mapping", "a mapping")])
    document.data = plain
    return document


def _checked(value: Any, place: Key, document: Document, problems: list[Problem]) -> Any:
    if isinstance(value, Mapping) and len(place) <= 12:
        result = {}
        for key, item in value.items():
            below = (*place, str(key))
            if not str(key).isprintable():
                got = "a key with signs that nobody can read"
                problems.append(document.problem(place, got, "a word as key"))
                continue
            document.where[below] = Where(document.file, None, below)
            if item is None:
                problems.append(document.problem(below, "nothing", "a value, or no such key"))
                document.broken.add(below)
            else:
                result[str(key)] = _checked(item, below, document, problems)
        return result
    return value


def _fail(path: Path, got: str, expected: str, line: int | None = None) -> ScenarioError:
    return ScenarioError([Problem(str(path), line, "", got, expected)])


def _text(path: Path) -> str:
    try:
        if path.is_dir():
            raise _fail(path, "a folder", "a YAML file")
        if path.exists() and not path.is_file():
            raise _fail(path, "no ordinary file", "a YAML file")
        if path.stat().st_size > LARGEST_BYTES:
            raise _too_long(path)
        return _decoded(path.read_bytes(), path)
    except FileNotFoundError:
        raise _fail(path, "no such file", "a scenario file") from None
    except (OSError, ValueError) as error:
        if isinstance(error, ScenarioError):
            raise
        raise _fail(path, "a file that cannot be read", "a readable file") from None


def _decoded(text: bytes, path: Path) -> str:
    if len(text) > LARGEST_BYTES:
        raise _too_long(path)
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _fail(path, "bytes that are not UTF-8", "a text file in UTF-8") from None


def _too_long(path: Path) -> ScenarioError:
    return _fail(path, "more than 2 MB", "a scenario file of at most 2 MB")


def _tree(path: Path, text: str) -> Node | None:
    """Return the nodes of a YAML text, each with its line; build no objects."""
    loader = YAML(typ="safe", pure=True)
    loader.version = (1, 2)  # type: ignore[assignment]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # anchors that stand twice: aliases are refused
            tree: Node | None = loader.compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _explained(path, str(error.problem), mark.line + 1 if mark else None) from None
    except RecursionError:
        raise _fail(path, "very deep nesting", "a scenario") from None
    except (YAMLError, ValueError, TypeError, AttributeError, LookupError) as error:
        raise _explained(path, str(error), None) from None
    if any(line.startswith("%") for line in text.splitlines()[: tree_line(tree)]):
        raise _fail(path, "a line that begins with %", "YAML 1.2 without directives", 1)
    return tree


def tree_line(tree: Node | None) -> int:
    """Return the number of lines before the first value of a file."""
    return 0 if tree is None else int(tree.start_mark.line)


def _explained(path: Path, said: str, line: int | None) -> ScenarioError:
    for part, got, expected in PLAIN:
        if part in said:
            return _fail(path, got, expected, line)
    return _fail(path, "something that is not YAML", "valid YAML 1.2", line)
