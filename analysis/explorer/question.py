"""A question from the page, and the arms that answer it."""

from __future__ import annotations

from simulation import Arm, Scenario, ScenarioError
from simulation.scenario.document import Key

from .changing import (
    assumed,
    check_horizons,
    check_numbers,
    check_of,
    check_whole,
    events_of,
    moved_levers,
    preset,
    with_circumstances,
    with_instruments,
    with_levers,
)
from .parts import (
    MOST_OPTIONS,
    MOST_REPLICATIONS,
    Circumstances,
    InstrumentChange,
    Option,
    Question,
    question_of,
)

__all__ = [
    "CHANGED",
    "MOST_OPTIONS",
    "MOST_REPLICATIONS",
    "REFERENCE",
    "Circumstances",
    "InstrumentChange",
    "Option",
    "Question",
    "arms_of",
    "option_name",
    "question_of",
    "scenario_of",
]

REFERENCE = "reference"
CHANGED = ", changed"
LONGEST_LABEL = 120


def option_name(at: int) -> str:
    """Return what an option is called, counted from 0.

    >>> option_name(0)
    'option-1'
    """
    return f"option-{at + 1}"


def arms_of(question: Question) -> dict[str, Arm]:
    """Return the reference and the options as arms, in this order.

    A preset without any change under no circumstances is the arm of the file.

    Raises
    ------
    ScenarioError   with everything that is wrong, each with its place in the question
    """
    check = check_of()
    check_numbers(question, check)
    values, events = assumed(question, check), events_of(question, check)
    around_is_sound = not any(p.place.startswith("circumstances") for p in check.problems)
    asked: dict[str, tuple[Key, Option]] = {REFERENCE: ((REFERENCE,), Option(question.reference))}
    for at, option in enumerate(question.options):
        asked[option_name(at)] = (("options", str(at)), option)
    arms: dict[str, Arm] = {}
    for name, (place, option) in asked.items():
        before = len(check.problems)
        start = preset(question, option.arm, place if name == REFERENCE else (*place, "arm"), check)
        levers = moved_levers(option, place, check)
        if start is None:
            continue
        arm = with_levers(start, levers, place, check)
        arm = with_instruments(question, arm, option, place, check)
        if len(check.problems) == before and around_is_sound:
            arm = with_circumstances(arm, values, events)
            check_whole(arm, place, check)
        arms[name] = _named(arm, name, start)
    check_horizons(arms.values(), check)
    if check.problems:
        raise ScenarioError(check.problems)
    return arms


def _named(arm: Arm, name: str, start: Arm) -> Arm:
    """Return an arm by the name it has here; its label says whether it was changed."""
    changed = arm.model_copy(update={"label": start.label}) != start
    label = start.label[: LONGEST_LABEL - len(CHANGED)] + CHANGED if changed else start.label
    return arm.model_copy(update={"name": name, "label": label})


def scenario_of(question: Question) -> Scenario:
    """Return the scenario that the question asks about, to be kept as a file.

    Its arms are the reference and the options; labels of changed ones say so.

    Raises
    ------
    ScenarioError   with everything that is wrong with the question
    """
    made = question.scenario.with_arms(arms_of(question), REFERENCE)
    twin = {**made.twin, "seed": question.seed}
    return made.model_copy(update={"seed": question.seed, "twin": twin})
