"""What can be chosen and what is assumed, from the register and the shipped bricks."""

from __future__ import annotations

from functools import cache
from typing import Any

from simulation import REGISTER, Parameter
from simulation.scenario import Instrument, shipped_scenarios
from simulation.scenario.reading import read
from simulation.scenario.shape import EVENTS

from ..words import MAIN
from ..worlds import UNCERTAINTIES, plausible_worlds

LEVERS: dict[str, Parameter] = {p.name: p for p in REGISTER.values() if p.role == "lever"}
ASSUMPTIONS: dict[str, Parameter] = {p.name: p for p in UNCERTAINTIES}


def levers() -> list[dict[str, Any]]:
    """Return every lever of the register in its order, as plain data."""
    return [{**_bounds(p), "scheduled": p.scheduled, "group": p.group} for p in LEVERS.values()]


def assumptions() -> list[dict[str, Any]]:
    """Return everything that is not known for sure, in the order of the register."""
    return [
        {
            **_bounds(p),
            "group": p.group,
            "grade": p.grade,
            "by_magnitude": p.is_known_by_magnitude,
        }
        for p in ASSUMPTIONS.values()
    ]


def _bounds(p: Parameter) -> dict[str, Any]:
    return {
        "name": p.name, "unit": p.unit, "low": p.low, "high": p.high, "default": p.default,
        "whole": p.whole,
    }  # fmt: skip


@cache
def shipped_instruments() -> dict[str, Instrument]:
    """Return the instruments of the shipped bricks, by name.

    Bricks that only turn an instrument down say nothing of its channels, and are passed over.
    """
    found: dict[str, Instrument] = {}
    for path in sorted((shipped_scenarios() / "bricks").glob("*.yaml")):
        for name, said in read(path).data.get("instruments", {}).items():
            if "channels" in said:
                found.setdefault(name, Instrument.model_validate(said))
    return found


def instruments() -> list[dict[str, Any]]:
    """Return the instruments of the shipped bricks as plain data."""
    return [instrument_info(name, one) for name, one in shipped_instruments().items()]


def instrument_info(name: str, instrument: Instrument) -> dict[str, Any]:
    """Return an instrument as plain data; without a label it goes by its name."""
    return {"name": name, **instrument.model_dump(), "label": instrument.label or name}


def event_kinds() -> list[str]:
    """Return what may happen."""
    return list(EVENTS)


def main_outcomes() -> list[str]:
    """Return the outcomes that a comparison speaks of first."""
    return list(MAIN)


@cache
def stored_worlds() -> tuple[dict[str, float], ...]:
    """Return the stored plausible worlds; the first one holds the default values."""
    return tuple(plausible_worlds())


@cache
def model_digest() -> str:
    """Return the first 12 signs of the digest of the model's source."""
    from ..studies.study import code_digest

    return code_digest()[:12]


def look() -> dict[str, str]:
    """Return the colours of the pictures, so that the page draws with the same ones."""
    from ..pictures import style

    names = ("up", "out", "deep", "reference", "ink", "faint", "grid", "paper")
    colours = {name: getattr(style, name.upper()) for name in names}
    return {**colours, "others": " ".join(look.colour for look in style.OTHERS)}
