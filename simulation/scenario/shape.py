"""What a scenario may hold: models made from the register, each value with its range."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from ..channels import CHANNELS
from ..register import REGISTER, Parameter

Name = Annotated[str, Field(strict=True, min_length=1, max_length=120)]
Text = Annotated[str, Field(strict=True, max_length=5000)]
Share = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]
Amount = Annotated[float, Field(strict=True, ge=0, le=1e9, allow_inf_nan=False)]
Hands = Annotated[float, Field(strict=True, ge=0, le=10_000, allow_inf_nan=False)]
Month = Annotated[int, Field(strict=True, ge=0, le=360)]
Months = Annotated[int, Field(strict=True, ge=1, le=360)]
Flag = Annotated[bool, Field(strict=True)]


class Part(BaseModel):
    """A part of a scenario: unknown keys are refused, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(Part):
    """A municipality or district."""

    population: Annotated[float, Field(strict=True, ge=1, le=1e8, allow_inf_nan=False)]
    latitude: Annotated[float, Field(strict=True, ge=-90, le=90, allow_inf_nan=False)]
    longitude: Annotated[float, Field(strict=True, ge=-180, le=180, allow_inf_nan=False)]
    character: Share | None = None
    people_in_need: Annotated[float, Field(strict=True, ge=0, le=1e8, allow_inf_nan=False)] | None = (
        None
    )


class Strategy(Part):
    """A point in the strategy triangle; the three shares add to 1."""

    up: Share
    out: Share
    deep: Share


class Organisation(Part):
    """An organisation that delivers the innovation."""

    kind: Literal["ngo", "social enterprise", "public", "academic", "international", "informal"]
    home: Name
    staff_fte: Hands
    premises_places: Amount
    cash_eur: Amount
    know_how: Share
    coalition: Name | None = None
    joins_month: Month = 0
    goal: Share = 0.5
    backbone: Flag = False
    host: Flag = False
    strategy: Strategy | None = None
    copies: Annotated[int, Field(strict=True, ge=1, le=200)] = 1


class Instrument(Part):
    """Something switched on for a time: what it costs and through which channels it acts."""

    label: Text | None = None
    start_month: Month = 0
    end_month: Month | None = None
    intensity: Share = 1.0
    cost_eur_per_month: Amount = 0.0
    staff_fte: Hands = 0.0
    channels: dict[Literal[tuple(CHANNELS)], Share]  # type: ignore[valid-type]


class Event(Part):
    """Something that happens to places or to everybody."""

    kind: Literal["influx", "funding_cut", "election", "premises_loss"]
    month: Month
    size: Annotated[float, Field(strict=True, ge=0, le=10, allow_inf_nan=False)] = 1.0
    place: Name | None = None
    duration_months: Months = 1


def _field(parameter: Parameter, default: Any) -> Any:
    low, high = parameter.low, parameter.high
    if parameter.whole:
        kind: Any = Annotated[int, Field(strict=True, ge=int(low), le=int(high))]
    else:
        kind = Annotated[float, Field(strict=True, ge=low, le=high, allow_inf_nan=False)]
    kind = Annotated[kind, Field(description=f"{parameter.meaning} ({parameter.unit})")]
    return (kind, default) if default is not None else (kind | None, None)


Parameters = create_model(
    "Parameters",
    __base__=Part,
    **{name: _field(parameter, parameter.default) for name, parameter in REGISTER.items()},
)
Scheduled = create_model(
    "Scheduled",
    __base__=Part,
    **{name: _field(p, None) for name, p in REGISTER.items() if p.scheduled},
)


class Head(Part):
    """What a scenario says about itself."""

    title: Name
    question: Text
    description: Text = ""
    status: Literal["illustrative", "calibrated", "published"] = "illustrative"
    seed: Annotated[int, Field(strict=True, ge=0, le=4294967295)] = 1
    reference: Name
    sources: dict[str, Text] = {}


class ArmText(Part):
    """What an arm says about itself."""

    label: Name | None = None
    description: Text = ""


SECTIONS: dict[str, type[BaseModel]] = {
    "parameters": Parameters,
    "schedule": Scheduled,
    "places": Place,
    "organisations": Organisation,
    "instruments": Instrument,
    "events": Event,
}
