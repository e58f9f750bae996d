"""What the words of scenario files mean: sections, keys, kinds of events, bricks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from simulation.scenario import shipped_scenarios, to_yaml
from simulation.scenario.keys import KeyText, all_keys, sections
from simulation.scenario.reading import read
from simulation.scenario.shape import EVENTS

from .entries import Entry, Part

TOLD = ("title", "description")  # what a brick says of itself; all else is what it sets


def names() -> list[str]:
    """Return every word of scenario files that can be explained."""
    keys = [key.name for key in all_keys()]
    return list(dict.fromkeys([*sections(), *keys, *EVENTS, *bricks()]))


@cache
def bricks() -> dict[str, dict[str, Any]]:
    """Return what each shipped brick says, by name."""
    files = sorted((shipped_scenarios() / "bricks").glob("*.yaml"))
    return {file.stem: read(file).data for file in files}


def _section(name: str) -> Iterator[Entry]:
    if name in sections():
        inside = [key for key in all_keys() if key.place.split(".")[0] == name]
        parts = tuple(Part(_below(key), key.takes, _meaning(key)) for key in inside)
        yield Entry(name, "section of a scenario file", {"holds": sections()[name]}, parts)


def _below(key: KeyText) -> str:
    """Return a key with those above it, down from the name that a person chooses."""
    return f"{key.place}.{key.name}".split(".", 2)[2]


def _meaning(key: KeyText) -> str:
    is_needed = key.unless_said == "needed"
    return f"{key.meaning} {'Needed' if is_needed else f'Unless said: {key.unless_said}'}."


def _key(name: str) -> Iterator[Entry]:
    """Yield a key wherever it may stand; ``organisations.home`` names one place of it."""
    for key in all_keys():
        place = key.place.replace(".NAME", "")
        if name in (key.name, f"{place}.{key.name}", f"{key.place}.{key.name}"):
            facts = {
                "meaning": key.meaning,
                "stands in": key.place or "the file itself",
                "takes": key.takes,
                "unless said": key.unless_said,
            }
            yield Entry(key.name, "key of a scenario file", facts)


def _event(name: str) -> Iterator[Entry]:
    if name in EVENTS:
        yield Entry(name, "kind of event", {"what happens": EVENTS[name]})


def _brick(name: str) -> Iterator[Entry]:
    stem = name.removeprefix("bricks/").removesuffix(".yaml")
    if stem not in bricks():
        return
    said = bricks()[stem]
    kind = "brick with an instrument" if "instruments" in said else "brick"
    facts = {"title": said["title"], "meaning": said["description"], "use": f"bricks: [{stem}]"}
    parts = tuple(
        Part(key, "", " ".join(to_yaml(value).split()) if isinstance(value, dict) else str(value))
        for key, value in said.items()
        if key not in TOLD
    )
    yield Entry(stem, kind, facts, parts)


MAKERS: tuple[Callable[[str], Iterator[Entry]], ...] = (_section, _key, _event, _brick)
