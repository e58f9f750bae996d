"""All keys that a scenario file may hold, in words, for the README and for ``snowball explain``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .explaining import MANY, bare, in_words, is_model
from .files import shipped_scenarios
from .problems import number, shown
from .shape import EVENTS, SECTIONS, ArmText, Assembly, Head

BEGIN, END = "<!-- keys: begin -->", "<!-- keys: end -->"
README = "README.md"


@dataclass(frozen=True)
class KeyText:
    """One key: where it may stand, what it takes, what it is unless said, what it means."""

    place: str
    name: str
    takes: str
    unless_said: str
    meaning: str


def all_keys() -> list[KeyText]:
    """Return every key of a scenario file but the parameters, which the register explains."""
    found = [*keys_of("", Head), *keys_of("", Assembly), *keys_of("arms.NAME", ArmText)]
    for section, model in SECTIONS.items():
        if section not in ("parameters", "schedule"):
            found += keys_of(f"{section}.NAME", model)
    return found


def sections() -> dict[str, str]:
    """Return what stands under each section."""
    found = {
        name: f"Names, each with the keys of one. {_said(model)}"
        for name, model in SECTIONS.items()
    }
    found["parameters"] = "Parameters of the register, by name; `snowball explain NAME` says each."
    levers = ", ".join(SECTIONS["schedule"].model_fields)
    found["schedule"] = f"Months, each with the levers that change from then on: {levers}."
    return found


def _said(model: type[BaseModel]) -> str:
    return " ".join((model.__doc__ or "").split())


def keys_of(place: str, model: type[BaseModel]) -> Iterator[KeyText]:
    """Yield the keys of a model and of the models in it, each with the place where it stands."""
    for name, field in model.model_fields.items():
        kind, _ = bare(field.annotation)
        yield KeyText(place, name, _takes(kind, field), _default(field), field.description or "")
        if is_model(kind):
            yield from keys_of(f"{place}.{name}", kind)


def _takes(kind: Any, field: FieldInfo) -> str:
    if get_origin(kind) is not dict:
        if str in get_args(field.annotation) and kind is str and "list" in str(field.annotation):
            return "a name or a list of names"
        return in_words(kind, field)
    key, item = get_args(kind)
    known = get_args(key)
    names = ", ".join(map(str, known)) if len(known) <= MANY else "parameters of the register"
    item, limits = bare(item)
    if item is Any:
        return "names with mappings"
    return f"{names or 'names'}; each with {in_words(item, limits)}"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "needed"
    if field.default is None or field.default in ("", [], {}):
        return "nothing"
    if isinstance(field.default, str):
        return str(field.default)
    return number(field.default) if not isinstance(field.default, bool) else shown(field.default)


def table() -> str:
    """Return all sections, keys and kinds of events as tables of Markdown."""
    parts = [
        _rows("section", "holds", sections().items()),
        key_rows(all_keys()),
        _rows("kind of event", "what happens", EVENTS.items()),
    ]
    return "\n\n".join(parts)


def key_rows(keys: Iterable[KeyText]) -> str:
    """Return keys as a table of Markdown."""
    lines = [
        "| where | key | takes | unless said | meaning |",
        "|---|---|---|---|---|",
        *(
            f"| {key.place or 'file'} | `{key.name}` | {key.takes} | {key.unless_said} |"
            f" {key.meaning} |"
            for key in keys
        ),
    ]
    return "\n".join(lines)


def _rows(first: str, second: str, rows: Iterable[tuple[str, str]]) -> str:
    head = [f"| {first} | {second} |", "|---|---|"]
    return "\n".join([*head, *(f"| `{name}` | {text} |" for name, text in rows)])


def with_table(text: str) -> str:
    """Return a page with the tables between their marks written anew."""
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{rest.split(END)[1]}"


def main(page: Path | None = None) -> None:
    """Write the tables into the README of the scenarios."""
    page = page or shipped_scenarios() / README
    page.write_text(with_table(page.read_text("utf-8")), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
