"""From presets and changes to arms, with everything that is wrong noted in one pass."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from simulation import Arm, Parameter, ScenarioError
from simulation.scenario import Event, Instrument, nearest
from simulation.scenario.changing import with_parameters
from simulation.scenario.checking import Check, check_name
from simulation.scenario.crosschecks import TOLERANCE, check_arm
from simulation.scenario.document import Document, Key
from simulation.scenario.problems import Problem, listed, number, shown
from simulation.world import MIX

from ..worlds import open_assumptions
from .catalogue import ASSUMPTIONS, LEVERS, shipped_instruments, stored_worlds
from .parts import LARGEST_SEED, MOST_OPTIONS, MOST_REPLICATIONS, Option, Question

ASKED = "question"
AROUND = "circumstances"
FULL_INTENSITY = 1.0
Events = dict[str, Event | None]


def check_of() -> Check:
    """Return a check that has found nothing yet."""
    return Check(Document({}, {}, ASKED), [])


def check_numbers(question: Question, check: Check) -> None:
    """Note seeds, numbers of replications and options, and worlds that there are not."""
    _whole("seed", question.seed, 0, LARGEST_SEED, check)
    _whole("replications", question.replications, 1, MOST_REPLICATIONS, check)
    _whole(f"{AROUND}.world", question.circumstances.world, 0, len(stored_worlds()) - 1, check)
    if not 1 <= len(question.options) <= MOST_OPTIONS:
        got = f"{len(question.options)} options"
        check.say(("options",), got, f"1 to {MOST_OPTIONS} options")


def _whole(place: str, value: object, low: int, high: int, check: Check) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        expected = f"a whole number from {low} to {high}"
        check.say(tuple(place.split(".")), shown(value), expected)


def preset(question: Question, name: str, place: Key, check: Check) -> Arm | None:
    """Return an arm of the scenario, or None and a problem."""
    arms = question.scenario.arms
    if name in arms:
        return arms[name]
    check.say(place, shown(name), f"an arm of the scenario: {listed(arms)}", nearest(name, arms))
    return None


def assumed(question: Question, check: Check) -> dict[str, float]:
    """Return the uncertainties that have other values than the arms say, for all arms.

    Those of a plausible world that no arm sets itself, and those changed one by one, which win.
    """
    around = question.circumstances
    found: dict[str, float] = {}
    if around.world in range(1, len(stored_worlds())):
        world = stored_worlds()[around.world]
        found = {name: world[name] for name in open_assumptions(question.scenario.arms.values())}
    place = (AROUND, "assumptions")
    return found | _values(around.assumptions, ASSUMPTIONS, "an assumption", place, check)


def events_of(question: Question, check: Check) -> Events:
    """Return the events that are changed or added, and None for those that do not happen."""
    known = {name for arm in question.scenario.arms.values() for name in arm.events}
    found: Events = {}
    for name, said in question.circumstances.events.items():
        place = (AROUND, "events", name)
        if said is not None:
            check_name(name, place, check)
            found[name] = check.part(Event, dict(said), (), place)
        elif name in known:
            found[name] = None
        else:
            expected = "an event of the scenario, to leave it out"
            check.say(place, "an unknown event", expected, nearest(name, known))
    return found


def moved_levers(option: Option, at: Key, check: Check) -> dict[str, float]:
    """Return the levers that an option moves, those refused left out."""
    return _values(option.levers, LEVERS, "a lever", (*at, "levers"), check)


def _values(
    said: Mapping[str, float], known: Mapping[str, Parameter], kind: str, at: Key, check: Check
) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, value in said.items():
        if name not in known:
            check.say((*at, name), f"a name that is not {kind}", f"{kind} of the register",
                      nearest(name, known))  # fmt: skip
            continue
        parameter = known[name]
        good = _number(value)
        is_whole = good is not None and (not parameter.whole or good.is_integer())
        if good is None or not is_whole or not parameter.low <= good <= parameter.high:
            sort = "a whole number" if parameter.whole else "a number"
            limits = f"from {number(parameter.low)} to {number(parameter.high)} ({parameter.unit})"
            check.say((*at, name), shown(value), f"{sort} {limits}")
        else:
            found[name] = good
    return found


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def with_levers(arm: Arm, levers: Mapping[str, float], at: Key, check: Check) -> Arm:
    """Return an arm with some levers moved; from now on they stay where they are.

    The three shares of effort are one choice: whoever moves one of them takes all out of the
    schedule, and what does not add to 1 is made to.
    """
    if not levers:
        return arm
    fixed = {*levers, *(MIX if set(MIX) & set(levers) else ())}
    rows = {
        month: {name: value for name, value in row.items() if name not in fixed}
        for month, row in arm.schedule.items()
    }
    arm = arm.model_copy(update={"schedule": {month: row for month, row in rows.items() if row}})
    values = dict(levers)
    if set(MIX) & set(levers):
        shares = [levers.get(name, arm.parameters[name]) for name in MIX]
        if sum(shares) <= 0.0:
            check.say((*at, "levers"), "efforts to scale up, out and deep that are all 0",
                      "at least one of them above 0")  # fmt: skip
            return arm
        if abs(sum(shares) - 1.0) > TOLERANCE:
            shares = [share / sum(shares) for share in shares]
        values |= dict(zip(MIX, shares, strict=True))
    return _checked(lambda: with_parameters(arm, values), arm, at, check)


def _checked(make: Any, otherwise: Arm, at: Key, check: Check) -> Arm:
    """Return what a function makes, or something else and its problems, named as in a question."""
    try:
        made: Arm = make()
    except ScenarioError as error:
        check.problems += [renamed(problem, at) for problem in error.problems]
        return otherwise
    return made


def renamed(problem: Problem, at: Key) -> Problem:
    """Return a problem of an arm at the place where a question says it."""
    first, dot, rest = problem.place.partition(".")
    if first == "events":
        place = f"{AROUND}.{problem.place}"
    else:
        place = ".".join((*at, {"parameters": "levers"}.get(first, first))) + dot + rest
    return replace(problem, file=ASKED, place=place)


def with_instruments(question: Question, arm: Arm, option: Option, at: Key, check: Check) -> Arm:
    """Return an arm with some instruments on, off or changed.

    What is not said is as in the arm itself, else as in the catalogue, else as in the first arm
    that has it (the page does the same).  One with no intensity is off there; switched on it has
    that of the catalogue, or 1.
    """
    instruments = dict(arm.instruments)
    sources = [arm.instruments, shipped_instruments()]
    sources += [one.instruments for one in question.scenario.arms.values()]
    for name, change in option.instruments.items():
        place = (*at, "instruments", name)
        base = next((source[name] for source in sources if name in source), None)
        if base is None:
            known = {key for source in sources for key in source}
            check.say(place, "an unknown instrument", "an instrument of the scenario or a brick",
                      nearest(name, known))  # fmt: skip
        elif change is None:
            instruments.pop(name, None)
        else:
            changes = {key: value for key, value in asdict(change).items() if value is not None}
            value = {**base.model_dump(), "intensity": _strength(name, base), **changes}
            instruments[name] = check.part(Instrument, value, (), place)
    return arm.model_copy(update={"instruments": instruments})


def _strength(name: str, base: Instrument) -> float:
    """Return how intensely an instrument is used where nobody says."""
    shipped = shipped_instruments().get(name)
    offered = (base.intensity, shipped.intensity if shipped else 0.0)
    return next((intensity for intensity in offered if intensity > 0.0), FULL_INTENSITY)


def with_circumstances(arm: Arm, values: Mapping[str, float], events: Events) -> Arm:
    """Return an arm under what holds for all arms."""
    happening = {**arm.events, **events}
    return arm.model_copy(
        update={
            "parameters": {**arm.parameters, **values},
            "events": {name: event for name, event in happening.items() if event is not None},
        }
    )


def check_whole(arm: Arm, at: Key, check: Check) -> None:
    """Note what does not fit together in an arm, as in a file.

    Its organisations were checked with the file and nobody can change them, so that one of them
    stands for all: many would take longer than all else.
    """
    one = dict(list(arm.organisations.items())[:1])
    own = check_of()
    check_arm(arm.model_copy(update={"organisations": one}), own, ())
    check.problems += [renamed(problem, at) for problem in own.problems]


def check_horizons(arms: Iterable[Arm], check: Check) -> None:
    """Note arms that do not last equally long, which cannot be compared."""
    horizons = {int(arm.parameters["horizon_months"]) for arm in arms}
    if len(horizons) > 1:
        got = f"arms of {' and '.join(map(str, sorted(horizons)))} months"
        check.say(("options",), got, "arms that last equally long")
