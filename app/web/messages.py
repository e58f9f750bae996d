"""What the page may ask: each kind of question with its keys, kinds and sizes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationError
from pydantic_core import PydanticCustomError

from analysis.explorer.parts import LARGEST_SEED, MOST_OPTIONS, MOST_REPLICATIONS
from simulation.outcomes import RUN_NAMES
from simulation.scenario import Problem, nearest
from simulation.scenario.explaining import bare, expected_at, is_model
from simulation.scenario.problems import listed, shown
from simulation.scenario.shape import LAST_MONTH

from .refusals import bad

ASKED = "question"  # what problems call that which the page sent
LARGEST_NUMBER = 1e12
MOST_CHANGES = 200  # entries of one mapping; the register has fewer parameters
FEW = 20


def _number(value: Any) -> int | float:
    """Return a number; whole ones stay whole, truth values and infinities are none."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and abs(value) <= LARGEST_NUMBER:
        return value
    raise PydanticCustomError("number", "a number")


Number = Annotated[float, PlainValidator(_number)]
Name = Annotated[str, Field(min_length=1, max_length=120)]


class Message(BaseModel):
    """Something sent: unknown keys are refused, kinds are not guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class InstrumentChange(Message):
    """An instrument that is on; what is not said stays as it is."""

    start_month: int | None = Field(None, ge=0, le=LAST_MONTH)
    end_month: int | None = Field(None, ge=0, le=LAST_MONTH)
    intensity: Number | None = None


class Event(Message):
    """Something that may happen."""

    kind: Name
    month: int = Field(ge=0, le=LAST_MONTH)
    size: Number = 1.0
    duration_months: int = Field(1, ge=0, le=LAST_MONTH)
    place: Name | None = None


class Option(Message):
    """A preset and what was changed in it."""

    arm: Name
    levers: dict[Name, Number] = Field({}, max_length=MOST_CHANGES)
    instruments: dict[Name, InstrumentChange | None] = Field({}, max_length=MOST_CHANGES)


class Circumstances(Message):
    """What holds for all arms."""

    events: dict[Name, Event | None] = Field({}, max_length=MOST_CHANGES)
    assumptions: dict[Name, Number] = Field({}, max_length=MOST_CHANGES)
    world: int = Field(0, ge=0, le=1_000_000)


class Question(Message):
    """What every computing request carries."""

    scenario: Name
    seed: int = Field(ge=0, le=LARGEST_SEED)
    replications: int = Field(ge=1, le=MOST_REPLICATIONS)
    reference: Name
    options: list[Option] = Field(min_length=1, max_length=MOST_OPTIONS)
    circumstances: Circumstances = Field(default_factory=Circumstances.model_construct)


class AnswerAsked(Question):
    """The bands, levels and differences of all arms."""

    draft: bool = False


class TypicalAsked(Question):
    """One typical run of the reference (0) or of an option (1, ...)."""

    at: int = Field(ge=0, le=MOST_OPTIONS)


class JobAsked(Question):
    """What would follow if the assumptions were wrong."""

    kind: Literal["worlds", "flips", "guesses"]
    outcome: Literal[RUN_NAMES]  # type: ignore[valid-type]


Asked = TypeVar("Asked", bound=Message)


def read_message(kind: type[Asked], body: bytes) -> Asked:
    """Return what was asked.

    Raises
    ------
    RefusedError   with every place where something else was expected
    """
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        raise bad("bad_request", _problems(kind, error)) from None


def _problems(kind: type[Message], error: ValidationError) -> Iterator[Problem]:
    for item in error.errors(include_url=False):
        inside = tuple(str(part) for part in item["loc"] if part != "[key]")
        place = ".".join(part[:60] for part in inside)
        got, expected, near = _told(kind, inside, item)
        yield Problem(ASKED, None, place, got, expected, near)


def _told(kind: type[Message], inside: tuple[str, ...], item: Any) -> tuple[str, str, str | None]:
    """Return what was got at a place, what was expected, and the nearest word."""
    what = item["type"]
    if what == "json_invalid":
        return "text that is not JSON", "one JSON object", None
    if what == "missing":
        return "nothing", expected_at(kind, inside), None
    if what == "extra_forbidden":
        known = _keys_at(kind, inside[:-1])
        return "an unknown key", "one of " + listed(known), nearest(inside[-1], known)
    if what in ("too_long", "too_short"):
        return *_sizes(item["ctx"]), None
    got = item["input"]
    if "[key]" in item["loc"]:
        return f"the key {shown(got)}", "a name of 1 to 120 characters", None
    words = get_args(_kind_at(kind, inside)) if what == "literal_error" else ()
    near = nearest(got, words) if isinstance(got, str) else None
    if words and len(words) <= FEW:
        return shown(got), "one of " + listed(words), near
    return shown(got), expected_at(kind, inside), near


def _sizes(limits: dict[str, Any]) -> tuple[str, str]:
    """Return how many entries were got and how many expected; not all are always counted."""
    most, least = limits.get("max_length"), limits.get("min_length")
    counted = limits.get("actual_length")
    got = f"more than {most}" if counted is None else counted
    return f"{got} entries", f"at most {most} entries" if least is None else f"{least} or more"


def _kind_at(kind: Any, inside: tuple[str, ...]) -> Any:
    for key in inside:
        if is_model(kind) and key in kind.model_fields:
            kind, _ = bare(kind.model_fields[key].annotation)
        elif get_origin(kind) in (dict, list):
            kind, _ = bare(get_args(kind)[-1])
    return kind


def _keys_at(kind: type[Message], inside: tuple[str, ...]) -> list[str]:
    found = _kind_at(kind, inside)
    return list(found.model_fields) if is_model(found) else []


def as_data(message: Question) -> dict[str, Any]:
    """Return a question as plain data; keys of events that were not said are left out."""
    data = message.model_dump()
    events = message.circumstances.events
    data["circumstances"]["events"] = {
        name: None if event is None else event.model_dump(exclude_none=True)
        for name, event in events.items()
    }
    return data


def check_at(asked: TypicalAsked) -> None:
    """Refuse an option that the question does not have.

    Raises
    ------
    RefusedError   with how many there are
    """
    most = len(asked.options)
    if asked.at > most:
        expected = f"a whole number from 0 to {most}"
        raise bad("bad_request", [Problem(ASKED, None, "at", str(asked.at), expected)])
