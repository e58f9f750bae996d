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
        self.problems = sorted(dict.fromkeys(problems), key=lambda p: (p.file, p.line or 0))
        super().__init__("\n".join(map(str, self.problems)))


def nearest(word: object, known: Iterable[str]) -> str | None:
    """Return the known word most like a given one, or nothing.

    >>> nearest("grant_eru", ["grant_eur", "goal"])
    'grant_eur'
    """
    words = [name for name in known if name != word]
    found = get_close_matches(str(word)[:200], words, n=1, cutoff=0.65)
    return found[0] if found else None


def expected_one_of(what: str, got: object, known: Iterable[str]) -> str:
    """Return what is wrong with a name that is none of those known.

    >>> expected_one_of("arm", "mentr", ["alone", "mentor"])
    'arm: got "mentr", expected one of alone, mentor. Did you mean mentor?'
    """
    words = list(known)
    near = nearest(got, words)
    hint = f" Did you mean {near}?" if near else ""
    return f"{what}: got {shown(got)}, expected one of {listed(words)}.{hint}"


def need_scenario(value: object) -> None:
    """Refuse the name of a scenario where a scenario is needed.

    Raises
    ------
    TypeError   what was given has no arms
    """
    if not hasattr(value, "arms"):
        kind = type(value).__name__
        raise TypeError(f"got a {kind}, expected a Scenario; load_scenario(...) makes one")


def number(value: float) -> str:
    """Return a number as people write it, without needless digits.

    >>> number(50_000_000.0), number(0.25)
    ('50000000', '0.25')
    """
    try:
        return f"{value:.15g}"
    except OverflowError:
        return "a number beyond all bounds"


def shown(value: object) -> str:
    """Return a value as the writer would recognise it, not too long."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{short(value)}"'
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return f"{value:.1f}"
    if isinstance(value, (int, float)):
        return number(value)
    return f"a value of kind {type(value).__name__}"


def short(text: str) -> str:
    """Return text in one line of at most 60 characters that every terminal can show."""
    flat = "".join(c if c.isprintable() else " " for c in text)
    return flat if len(flat) <= 60 else flat[:57] + "..."


def listed(words: Iterable[str]) -> str:
    """Return words with commas between them."""
    return ", ".join(words)
