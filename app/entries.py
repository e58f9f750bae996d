"""What ``snowball explain`` says about one name."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Part:
    """One thing that has to do with a name, such as a rule or a key."""

    name: str
    place: str
    text: str
    equation: str = ""


@dataclass(frozen=True)
class Entry:
    """What is known about one name."""

    name: str
    kind: str
    facts: dict[str, str]
    parts: tuple[Part, ...] = field(default=())
