"""From nodes of YAML to plain data: words, numbers, true or false, lists and mappings."""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from .document import Document, Key, Where
from .problems import Problem, shown

DEEPEST = 12
TAGS = {
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "map", "seq", "timestamp", "merge")
}
WHOLE = re.compile(r"[-+]?[0-9]{1,19}|0o[0-7]{1,19}|0x[0-9a-fA-F]{1,15}")


class Walk:
    """One walk over a file, which notes lines and everything that may not stand there."""

    def __init__(self, document: Document, problems: list[Problem]) -> None:
        self.document = document
        self.problems = problems
        self.seen: set[int] = set()

    def plain(self, node: Node, place: Key) -> Any:
        """Return plain data for a node; None, and a problem, where it is refused."""
        if id(node) in self.seen:
            return self._refuse(place, "an alias", "values written out")
        self.seen.add(id(node))
        if str(node.ctag) not in TAGS:
            return self._refuse(place, "a value with a tag", "a value without !")
        if len(place) > DEEPEST:
            return self._refuse(place, "very deep nesting", "a scenario")
        if isinstance(node, MappingNode):
            return self._mapping(node, place)
        if isinstance(node, SequenceNode):
            return self._sequence(node, place)
        return self._scalar(node, place)

    def _refuse(self, place: Key, got: str, expected: str) -> None:
        self.problems.append(self.document.problem(place, got, expected))
        self.document.broken.add(place)

    def _mapping(self, node: MappingNode, place: Key) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, value in node.value:
            name = self._name(key, place)
            if name is None:
                continue
            below = (*place, name)
            line = key.start_mark.line + 1
            first = self.document.where.get(below)
            self.document.where[below] = Where(self.document.file, line, below)
            if first is not None:
                got = f"this key twice (first in line {first.line})"
                self._refuse(below, got, "each key once")
                continue
            item = self.plain(value, below)
            if item is not None:
                result[name] = item
        return result

    def _name(self, key: Node, place: Key) -> str | None:
        line = key.start_mark.line + 1
        where = Where(self.document.file, line, place)
        if not isinstance(key, ScalarNode) or id(key) in self.seen:
            got = "a key that is no word"
        elif str(key.ctag).endswith(":merge"):
            got = "the merge key <<"
        elif str(key.ctag).endswith(":null") and key.value == "":
            got = "a colon without a key"
        elif str(key.ctag) not in TAGS or not key.value.isprintable():
            got = "a key with signs that nobody can read"
        else:
            self.seen.add(id(key))
            return str(key.value)
        self.problems.append(Document({}, {place: where}).problem(place, got, "a word as key"))
        return None

    def _sequence(self, node: SequenceNode, place: Key) -> list[Any]:
        result = []
        for index, value in enumerate(node.value):
            below = (*place, str(index))
            where = Where(self.document.file, value.start_mark.line + 1, place)
            self.document.where[below] = where
            result.append(self.plain(value, below))
        return [item for item in result if item is not None]

    def _scalar(self, node: Node, place: Key) -> Any:
        kind = str(node.ctag).rsplit(":", 1)[-1]
        text = str(node.value)
        if kind == "null":
            return self._refuse(place, "nothing", "a value, or no such key")
        if kind == "bool" and text.lower() in ("true", "false"):
            return text.lower() == "true"
        if kind in ("int", "float"):
            return self._number(kind, text, place)
        if not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text):
            return self._refuse(place, "half of a character", "plain text")
        return text

    def _number(self, kind: str, text: str, place: Key) -> Any:
        """Return a number as YAML 1.2 means it; ``1_000`` and ``0b1`` are words."""
        try:
            if kind == "int" and WHOLE.fullmatch(text):
                return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
            if "_" in text or text[:2].lower() == "0b":
                return text
            return float(re.sub(r"^([-+]?)\.(inf|nan)$", r"\1\2", text.lower()))
        except ValueError:
            return self._refuse(place, shown(text), "a number")
