"""What is wrong with a file, said so that the person who wrote it can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Problem:
    """One thing to mend: where it is, what stands there, what should."""

    file: str
    line: int | None
    place: str
    got: str
    expected: str
    nearest: str | None = None

    def __str__(self) -> str:
        """Return one line: file:line: place: got ..., expected ...."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        place = f"{self.place}: " if self.place else ""
        hint = f" Did you mean {self.nearest}?" if self.nearest else ""
        return f"{where}: {place}got {self.got}, expected {self.expected}.{hint}"


class ScenarioError(ValueError):
    """A file that cannot be used; ``problems`` holds everything found in one pass."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(dict.fromkeys(problems))
        super().__init__("\n".join(map(str, self.problems)))


def nearest(word: object, known: Iterable[str]) -> str | None:
    """Return the known word most like a given one, or nothing.

    >>> nearest("grant_eru", ["grant_eur", "goal"])
    'grant_eur'
    """
    found = get_close_matches(str(word), list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def shown(value: object) -> str:
    """Return a value as the writer would recognise it, not too long."""
    if isinstance(value, bool):
        return "yes/no value " + str(value).lower()
    if isinstance(value, str):
        text = value if len(value) <= 60 else value[:57] + "..."
        return f'"{text}"'
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return str(value)
