"""From what a model refuses to what a person can mend."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from ..channels import CHANNELS
from ..register import REGISTER
from .problems import Problem, nearest, shown
from .reading import Document, Key

WORDS = {
    "float_type": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "finite_number": "a finite number",
    "string_type": "words",
    "bool_type": "true or false",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "string_too_short": "at least one character",
    "string_too_long": "fewer characters",
}


def range_of(place: Key) -> str | None:
    """Return the range of a register parameter, with its unit."""
    parameter = REGISTER.get(place[-1]) if place else None
    if parameter is None or not set(place) & {"parameters", "schedule"}:
        return None
    number = "a whole number from " if parameter.whole else ""
    return f"{number}{parameter.low:g} to {parameter.high:g} ({parameter.unit})"


def explain(
    error: ValidationError, model: type[BaseModel], place: Key, document: Document
) -> Iterable[Problem]:
    """Yield one problem for each thing that a model refused."""
    for item in error.errors(include_url=False):
        below = (*place, *(str(part) for part in item["loc"] if part != "[key]"))
        yield _one(dict(item), model, below, document)


def _one(item: dict[str, Any], model: type[BaseModel], place: Key, document: Document) -> Problem:
    kind = item["type"]
    limits = item.get("ctx", {})
    if kind == "missing":
        return document.problem(place, "nothing", "this key")
    if kind == "extra_forbidden":
        known = model.model_fields
        return document.problem(
            place, f"the unknown key {place[-1]}", "one of the known keys", nearest(place[-1], known)
        )
    if kind == "literal_error" and "channels" in place:
        channel = place[-1]
        return document.problem(
            place, f"the unknown channel {channel}", "a channel", nearest(channel, CHANNELS)
        )
    if kind == "literal_error":
        field = model.model_fields.get(place[-1])
        words = get_args(field.annotation) if field is not None else ()
        return document.problem(
            place, shown(item["input"]), "one of " + ", ".join(map(str, words)),
            nearest(item["input"], map(str, words)),
        )  # fmt: skip
    expected = range_of(place)
    if expected is None and kind == "greater_than_equal":
        expected = f"at least {limits['ge']:g}"
    if expected is None and kind == "less_than_equal":
        expected = f"at most {limits['le']:g}"
    return document.problem(place, shown(item["input"]), expected or WORDS.get(kind, "another value"))
