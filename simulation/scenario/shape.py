"""What a scenario may hold: models made from the register, each value with its range."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from ..channels import CHANNELS
from ..register import REGISTER, Parameter

LAST_MONTH = 360
Strength = Annotated[
    float, Field(strict=True, ge=0, le=1, allow_inf_nan=False, json_schema_extra={"unit": "0-1"})
]


def between(low: float, high: float, unit: str, meaning: str, default: Any = ...) -> Any:
    """Return a number with its range, unit and meaning."""
    return Field(
        default, strict=True, ge=low, le=high, allow_inf_nan=False, description=meaning,
        json_schema_extra={"unit": unit},
    )  # fmt: skip


def whole(low: int, high: int, unit: str, meaning: str, default: Any = ...) -> Any:
    """Return a whole number with its range, unit and meaning."""
    return Field(
        default, strict=True, ge=low, le=high, description=meaning,
        json_schema_extra={"unit": unit},
    )  # fmt: skip


def words(meaning: str, default: Any = ..., at_least: int = 0, at_most: int = 5000) -> Any:
    """Return text with its meaning."""
    return Field(default, strict=True, min_length=at_least, max_length=at_most, description=meaning)


def name(meaning: str, default: Any = ...) -> Any:
    """Return a short text that may not be empty."""
    return words(meaning, default, at_least=1, at_most=120)


def flag(meaning: str) -> Any:
    """Return a choice of true or false; false unless said."""
    return Field(False, strict=True, description=meaning)


EVENTS = {
    "influx": "People arrive, `size` of them per person in need, and seek the service.",
    "funding_cut": "A share of all money still to come is lost, everywhere.",
    "election": "A local election is held out of turn.",
    "premises_loss": "Organisations lose a share of their premises, less what agreements protect.",
}


class Part(BaseModel):
    """A part of a scenario: unknown keys are refused, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(Part):
    """A municipality or district."""

    population: float = between(1, 1e8, "inhabitants", "Who lives there.")
    latitude: float = between(-90, 90, "degrees", "North of the equator.")
    longitude: float = between(-180, 180, "degrees", "East of Greenwich.")
    character: float | None = between(
        0, 1, "0-1", "How urban it is, for similarity; unless said it follows population.", None
    )
    people_in_need: float | None = between(
        0, 1e8, "people", "Unless said, population times need_share.", None
    )


class Strategy(Part):
    """A point in the strategy triangle; the three shares add to 1."""

    up: float = between(0, 1, "share", "Share of development effort for policy.")
    out: float = between(0, 1, "share", "Share of development effort for new places.")
    deep: float = between(0, 1, "share", "Share of development effort for better use.")


class Organisation(Part):
    """An organisation that delivers the innovation."""

    kind: Literal["ngo", "social enterprise", "public", "academic", "international", "informal"] = (
        Field(description="What sort of organisation it is.")
    )
    home: str = name("A place of the scenario; with any, copies go round all places.")
    staff_fte: float = between(0, 10_000, "FTE", "Staff at the start.")
    premises_places: float = between(0, 1e9, "people", "People that its premises can hold.")
    cash_eur: float = between(0, 1e9, "EUR", "Money at the start.")
    know_how: float = between(0, 1, "0-1", "Know-how at the start.")
    coalition: str | None = name("Organisations of one name may pool.", None)
    joins_month: int = whole(0, LAST_MONTH, "month", "Month in which it may join.", 0)
    goal: float = between(0, 1, "0-1", "Position of its goal.", 0.5)
    backbone: bool = flag("Whether it coordinates its coalition.")
    host: bool = flag("Whether its premises are the coalition's home.")
    strategy: Strategy | None = Field(None, description="Its own mix; unless said, the arm's.")
    copies: int = whole(1, 200, "organisations", "How many like it there are.", 1)


class Instrument(Part):
    """Something switched on for a time: what it costs and through which channels it acts."""

    label: str | None = words("What people read.", None)
    start_month: int = whole(0, LAST_MONTH, "month", "First month of use.", 0)
    end_month: int | None = whole(
        0, LAST_MONTH, "month", "First month without it; unless said, it stays.", None
    )
    intensity: float = between(0, 1, "0-1", "How intensely it is used.", 1.0)
    cost_eur_per_month: float = between(
        0, 1e9, "EUR/month", "Cost at full intensity, all organisations together.", 0.0
    )
    staff_fte: float = between(
        0, 10_000, "FTE", "Staff time at full intensity, all organisations together.", 0.0
    )
    channels: dict[Literal[tuple(CHANNELS)], Strength] = Field(  # type: ignore[valid-type]
        description="How strongly it acts on which channel."
    )


class Event(Part):
    """Something that happens to places or to everybody."""

    kind: Literal[tuple(EVENTS)] = Field(  # type: ignore[valid-type]
        description="What happens."
    )
    month: int = whole(0, LAST_MONTH, "month", "First month of the event.")
    size: float = between(
        0, 10, "share", "Newcomers per person in need, or the share that is lost.", 1.0
    )
    place: str | None = name("Only there; unless said, everywhere.", None)
    duration_months: int = whole(
        1, LAST_MONTH, "months", "An influx is spread over so many months.", 1
    )


def _field(parameter: Parameter, default: float | None) -> Any:
    """Return the type and the field of a parameter of the register."""
    kind: Any = int if parameter.whole else float
    meaning = f"{parameter.meaning} ({parameter.unit})"
    limits = kind(parameter.low), kind(parameter.high)
    make = whole if parameter.whole else between
    if default is None:
        return kind | None, make(*limits, parameter.unit, meaning, None)
    return kind, make(*limits, parameter.unit, meaning, kind(default))


Parameters = create_model(
    "Parameters",
    __base__=Part,
    **{key: _field(parameter, parameter.default) for key, parameter in REGISTER.items()},
)
Scheduled = create_model(
    "Scheduled",
    __base__=Part,
    **{key: _field(p, None) for key, p in REGISTER.items() if p.scheduled},
)


class Head(Part):
    """What a scenario says about itself."""

    title: str = name("A short name.")
    question: str = words("What is asked, in one sentence.", at_least=1)
    description: str = words("What is compared, in a paragraph.", "")
    status: Literal["illustrative", "calibrated", "published"] = Field(
        "illustrative", description="How far its numbers can be relied on."
    )
    seed: int = whole(0, 4_294_967_295, "", "Where luck begins.", 1)
    reference: str = name("The arm with which the others are compared.")
    sources: dict[str, Annotated[str, Field(strict=True, max_length=5000)]] = Field(
        {}, description="Where numbers come from: dotted place and source."
    )


class ArmText(Part):
    """What an arm says about itself."""

    label: str | None = name("What people read.", None)
    description: str = words("What the arm stands for, in a sentence.", "")


class Assembly(Part):
    """From which files and answers a scenario is put together."""

    arms: dict[str, Any] = Field(description="What is compared: names, each with an arm's keys.")
    extends: str | list[str] = Field(
        [], description="One or more files on which this one is laid; the last word wins."
    )
    bricks: str | list[str] = Field(
        [], description="One or more small files of bricks/, laid over those; also in an arm."
    )


SECTIONS: dict[str, type[BaseModel]] = {
    "parameters": Parameters,
    "schedule": Scheduled,
    "places": Place,
    "organisations": Organisation,
    "instruments": Instrument,
    "events": Event,
}
