"""Plain data that remember from which file and line each value came."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .problems import Problem, short

Key = tuple[str, ...]


@dataclass(frozen=True)
class Where:
    """The file and line of a value, and its place within that file."""

    file: str
    line: int | None
    key: Key = ()


@dataclass
class Document:
    """Plain data, where each value came from, and which values were refused at reading."""

    data: dict[str, Any]
    where: dict[Key, Where] = field(default_factory=dict)
    file: str = ""
    broken: set[Key] = field(default_factory=set)
    folders: list[Path] = field(default_factory=list)
    is_complete: bool = True  # whether all files that belong to it could be read

    def problem(
        self,
        place: Key,
        got: str,
        expected: str,
        nearest: str | None = None,
        item: int | None = None,
    ) -> Problem:
        """Return a problem, with file and line of the value or of the nearest one above it.

        The place named is that in the file where the value is written.  ``item`` counts the
        entries of a list, which may stand on other lines than its key.
        """
        for length in range(len(place), -1, -1):
            found = self.where.get(place[:length])
            if found is not None:
                entry = self.where.get((*place, str(item)), found)
                named = short_place((*found.key, *place[length:]))
                return Problem(found.file, entry.line, named, got, expected, nearest)
        return Problem(self.file, None, short_place(place), got, expected, nearest)


def short_place(place: Key) -> str:
    """Return a dotted place of which no part is too long to read."""
    return ".".join(map(short, place))


def merge(base: Document, over: Document) -> Document:
    """Return ``base`` with the values of ``over`` laid on top, mapping by mapping."""
    return Document(
        merged(base.data, over.data),
        {**base.where, **over.where},
        over.file,
        base.broken | over.broken,
        [*over.folders, *(folder for folder in base.folders if folder not in over.folders)],
    )


def merged(base: Any, over: Any) -> Any:
    """Return plain data laid over other plain data; the inputs stay as they are.

    >>> merged({"a": {"b": 1, "c": 2}}, {"a": {"b": 3}})
    {'a': {'b': 3, 'c': 2}}
    """
    if isinstance(base, dict) and isinstance(over, dict):
        result = dict(base)
        for key, value in over.items():
            result[key] = merged(result[key], value) if key in result else value
        return result
    return over


def under(document: Document, at: Key) -> Document:
    """Return the part of a document that stands under a place, as a document of its own."""
    data: Any = document.data
    for key in at:
        data = data[key]
    depth = len(at)
    where = {place[depth:]: w for place, w in document.where.items() if place[:depth] == at}
    broken = {place[depth:] for place in document.broken if place[:depth] == at}
    return Document(data, where, document.file, broken, document.folders)
