"""From what a model refuses to what a person can mend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from .document import Document, Key
from .problems import Problem, listed, nearest, number, shown
from .shape import Parameters, Scheduled

PlaceOf = Callable[[Key], Key]
MANY = 20


def bare(kind: Any) -> tuple[Any, FieldInfo | None]:
    """Return a type without ``None``, and the field written into it, if there is one."""
    if get_origin(kind) in (Union, UnionType):
        kind = next(part for part in get_args(kind) if part is not NoneType)
    if get_origin(kind) is Annotated:
        kind, *notes = get_args(kind)
        return kind, next((note for note in notes if isinstance(note, FieldInfo)), None)
    return kind, None


def is_model(kind: Any) -> bool:
    """Return whether a type is one of our models."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def expected_at(model: type[BaseModel], inside: Key) -> str:
    """Return what may stand at a place inside a model, in words.

    >>> from .shape import Organisation
    >>> expected_at(Organisation, ("staff_fte",))
    'a number from 0 to 10000 (FTE)'
    """
    kind, field = _kind_at(model, inside)
    return "another value" if kind is None else in_words(kind, field)


def _kind_at(model: type[BaseModel], inside: Key) -> tuple[Any, FieldInfo | None]:
    """Return the type and the field at a place inside a model; None where there is none."""
    kind: Any = model
    field: FieldInfo | None = None
    for key in inside:
        if is_model(kind):
            if key not in kind.model_fields:
                return None, None
            field = kind.model_fields[key]
            kind, _ = bare(field.annotation)
        elif get_origin(kind) in (dict, list):
            kind, field = bare(get_args(kind)[-1])
    return kind, field


def in_words(kind: Any, field: FieldInfo | None) -> str:
    """Return what a type and its limits ask for."""
    if is_model(kind) or get_origin(kind) is dict:
        return "a mapping of names to values"
    if get_origin(kind) is Literal:
        names = get_args(kind)
        return "one of " + listed(map(str, names)) if len(names) <= MANY else "a known name"
    if get_origin(kind) is list:
        return f"a list, each {in_words(*bare(get_args(kind)[0]))}"
    if kind is bool:
        return "true or false"
    limits = {
        limit: getattr(note, limit)
        for note in (field.metadata if field else ())
        for limit in ("ge", "le", "min_length", "max_length")
        if hasattr(note, limit)
    }
    if kind is str and not limits:
        return "words"
    if kind is str:
        least, most = limits.get("min_length", 0), limits.get("max_length", 0)
        size = f"{least} to {most}" if least else f"at most {most}"
        return f"words of {size} characters"
    extra = field.json_schema_extra if field else None
    unit = extra.get("unit") if isinstance(extra, dict) else None
    unit = "" if unit in (None, "", "0-1") else f" ({unit})"
    sort = "a whole number" if kind is int else "a number"
    if not limits:
        return sort
    return f"{sort} from {number(limits['ge'])} to {number(limits['le'])}{unit}"


def unknown_key(document: Document, place: Key, known: Iterable[str]) -> Problem:
    """Return the problem of a key that nobody knows."""
    words = list(known)
    near = nearest(place[-1], words)
    if near is not None:
        expected = "a known key"
    elif len(words) > MANY:
        expected = "a parameter of the register"
    else:
        expected = "one of " + listed(words)
    return document.problem(place, "an unknown key", expected, near)


def explain(
    error: ValidationError,
    model: type[BaseModel],
    document: Document,
    place_of: PlaceOf,
    is_sound: Callable[[Key], bool],
) -> Iterator[tuple[Key, Problem]]:
    """Yield where inside a model, and in which words, each refused thing is wrong."""
    missing: dict[Key, list[str]] = {}
    for item in error.errors(include_url=False, include_context=False):
        inside = tuple(str(part) for part in item["loc"] if part != "[key]")
        if item["type"] == "missing":
            if document.is_complete and is_sound(place_of(inside)):
                missing.setdefault(inside[:-1], []).append(inside[-1])
        elif item["type"] == "extra_forbidden" or "[key]" in item["loc"]:
            yield inside, _unknown(document, place_of(inside), model, inside)
        else:
            yield inside, _refused(document, place_of(inside), model, inside, item["input"])
    for above, names in missing.items():
        for problem in _missing(document, place_of, model, above, names):
            yield (*above, names[0]), problem


def _refused(
    document: Document, place: Key, model: type[BaseModel], inside: Key, got: object
) -> Problem:
    kind, _ = _kind_at(model, inside)
    is_name = isinstance(got, str) and get_origin(kind) is Literal
    near = nearest(got, map(str, get_args(kind))) if is_name else None
    return document.problem(place, shown(got), expected_at(model, inside), near)


def _unknown(document: Document, place: Key, model: type[BaseModel], inside: Key) -> Problem:
    kind, _ = _kind_at(model, inside[:-1])
    if kind is Scheduled and inside[-1] in Parameters.model_fields:
        words = "one of " + listed(Scheduled.model_fields)
        return document.problem(place, "a parameter that cannot change during a run", words)
    known = kind.model_fields if is_model(kind) else get_args(get_args(kind)[0])
    return unknown_key(document, place, known)


def _missing(
    document: Document, place_of: PlaceOf, model: type[BaseModel], above: Key, names: list[str]
) -> Iterator[Problem]:
    if not above and not place_of(()):  # the file as a whole
        for name in names:
            yield document.problem(place_of((name,)), "nothing", expected_at(model, (name,)))
        return
    kind: Any = model
    for key in above:
        kind = bare(kind.model_fields[key].annotation)[0]
    needed = [name for name, field in kind.model_fields.items() if field.is_required()]
    others = document.data if not place_of(()) else _siblings(document, place_of(()))
    near = nearest(place_of(())[-1], others) if not above else None
    got = "no " + listed(names)
    yield document.problem(place_of(above), got, "all of " + listed(needed), near)


def _siblings(document: Document, place: Key) -> list[str]:
    """Return the other names of a section, in the arm and in what it is laid over."""
    found: list[str] = []
    for start in (place[:-1], place[-2:-1]):
        data: Any = document.data
        for key in start:
            data = data.get(key, {}) if isinstance(data, dict) else {}
        found += data if isinstance(data, dict) else []
    return found
