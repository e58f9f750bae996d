"""Checking single values, and going on with a stand-in where one is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from .document import Document, Key, merged
from .explaining import bare, explain, is_model
from .problems import Problem, shown
from .shape import LAST_MONTH, SECTIONS, Parameters, Scheduled

MONTH = re.compile(r"0|[1-9][0-9]{0,2}")
Parts = dict[str, dict[str, Any]]


@dataclass
class Check:
    """What was found so far: the problems, and the places that no rule should look at."""

    document: Document
    problems: list[Problem]
    broken: set[Key] = field(default_factory=set)
    originals: dict[str, str] = field(default_factory=dict)  # by the name of a copy

    def say(self, place: Key, got: str, expected: str, near: str | None = None) -> None:
        """Note a problem."""
        self.problems.append(self.document.problem(place, got, expected, near))

    def is_sound(self, place: Key) -> bool:
        """Return whether nothing was refused at a place or above it."""
        above = (place[:length] for length in range(1, len(place) + 1))
        return not any(key in self.broken or key in self.document.broken for key in above)

    def place(self, at: Key, key: Key) -> Key:
        """Return where a value is said: in the arm if that says it, or more of it, else shared."""
        if key[:1] == ("organisations",) and key[1:2] != ():
            key = (key[0], self.originals.get(key[1], key[1]), *key[2:])
        own, shared = self._depth(at, key), self._depth((), key)
        return (*at, *key) if own == len(key) or own > shared else key

    def _depth(self, at: Key, key: Key) -> int:
        """Return how many parts of a key stand under a place."""
        where = self.document.where
        for length in range(len(key), 0, -1):
            if (*at, *key[:length]) in where:
                return length
        return 0

    def part(self, model: type[BaseModel], value: Any, at: Key, key: Key) -> Any:
        """Return a checked part; what is refused is noted and replaced by a stand-in."""
        try:
            return model.model_validate(value)
        except ValidationError as error:
            bad: set[str] = set()

            def said(inside: Key) -> Key:
                return self.place(at, (*key, *inside))

            for inside, problem in explain(error, model, self.document, said, self.is_sound):
                self.problems.append(problem)
                self.broken.add(said(inside))
                bad |= set(inside[:1])
            wrong = {str(item["loc"][0]) for item in error.errors() if item["loc"]}
            self.broken |= {said((name,)) for name in wrong}
            return _stood_in(model, value, bad | wrong)

    def mapping(self, value: Any, place: Key) -> Mapping[str, Any]:
        """Return a mapping, or an empty one and a problem."""
        if isinstance(value, dict):
            return value
        self.say(place, shown(value), "a mapping of names to values")
        self.broken.add(place)
        return {}


def _stood_in(model: type[BaseModel], value: Any, bad: set[str]) -> BaseModel:
    """Return a part in which legal values stand for those that were refused."""
    given = value if isinstance(value, dict) else {}
    good = {name: item for name, item in given.items()
            if name in model.model_fields and name not in bad}  # fmt: skip
    for name, item in model.model_fields.items():
        if item.is_required() and name not in good:
            good[name] = _stand_in(item)
    return model.model_validate(good)


def _stand_in(item: FieldInfo) -> Any:
    kind, _ = bare(item.annotation)
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if is_model(kind):
        return _stood_in(kind, {}, set())
    if get_origin(kind) is dict:
        return {}
    if get_origin(kind) is list:
        return []
    if kind is str:
        return "?"
    return next(note.ge for note in item.metadata if hasattr(note, "ge"))


def check_sections(data: Mapping[str, Any], at: Key, check: Check, shared: Parts) -> Parts:
    """Return the checked parts of the shared text, or of an arm laid over it.

    Only what an arm says is checked again; all else is taken from the shared part.
    """
    parts: Parts = dict(shared)
    for section in SECTIONS:
        if shared and section not in data:
            continue
        said = check.mapping(data.get(section, {}), (*at, section))
        base = check.document.data.get(section, {}) if at else {}
        base = base if isinstance(base, dict) else {}
        if section == "parameters":
            parts[section] = check.part(Parameters, {**base, **said}, at, (section,)).model_dump()
        else:
            found = _rows if section == "schedule" else _items
            parts[section] = {**shared.get(section, {}), **found(said, base, at, check, section)}
    return parts


def _items(
    said: Mapping[str, Any], base: Mapping[str, Any], at: Key, check: Check, section: str
) -> dict[str, Any]:
    items = {}
    for name, own in said.items():
        if name not in base:
            check_name(name, (*at, section, name), check)
        value = merged(base[name], own) if name in base else own
        items[name] = check.part(SECTIONS[section], value, at, (section, name))
    return items


def _rows(
    said: Mapping[str, Any], base: Mapping[str, Any], at: Key, check: Check, section: str
) -> dict[str, Any]:
    rows = {}
    for month, own in said.items():
        place = (*at, section, month)
        if not MONTH.fullmatch(month) or int(month) > LAST_MONTH:
            check.say(place, shown(month), f"a month as a whole number from 0 to {LAST_MONTH}")
            continue
        levers = merged(base[month], own) if month in base else own
        row = check.part(Scheduled, levers, at, (section, month))
        rows[month] = row.model_dump(exclude_none=True)
    return rows


def check_name(name: str, place: Key, check: Check) -> None:
    """Note a name that people could not read or tell apart."""
    if not name or len(name) > 120 or name != name.strip() or not name.isprintable():
        check.say(place, shown(name), "a name of 1 to 120 characters without spaces around it")
