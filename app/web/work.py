"""How much there is to compute, and what is more than this machine should do for one visitor."""

from __future__ import annotations

from analysis.explorer.parts import Question
from analysis.explorer.question import arms_of
from simulation import Arm, Scenario, ScenarioError

from .limits import MOST_CELLS, MOST_FRAMES, MOST_PLACES, MOST_RUN_WORK, MOST_WORK
from .refusals import bad, too_large

Arms = dict[str, Arm]
AGENT_WORK = 300  # of one agent in a month, as of so many pairs of place and organisation; measured


def work_of(arm: Arm) -> int:
    """Return how much one run of an arm is to compute: very roughly, nanoseconds.

    months x (places x organisations + 300 x (places + organisations))
    """
    places, organisations = len(arm.places), len(arm.organisations)
    agents = places + organisations
    return months_of(arm) * (places * organisations + AGENT_WORK * agents)


def months_of(arm: Arm) -> int:
    """Return how many months a run of an arm has."""
    return int(arm.parameters["horizon_months"])


def check_scenario(scenario: Scenario) -> None:
    """Refuse a scenario of which a single run would let everybody else wait.

    A run, and the world before it, are made in one go: nothing can come between.

    Raises
    ------
    RefusedError   an arm has too many places, or a run of it is too much work
    """
    for arm in scenario.arms.values():
        _at_most("places", len(arm.places), MOST_PLACES)
        _at_most("work", work_of(arm), MOST_RUN_WORK)


def checked_arms(question: Question) -> Arms:
    """Return the arms of a question.

    Raises
    ------
    RefusedError   something in it is wrong, or it is more work than one question may be
    """
    try:
        arms = arms_of(question)
    except ScenarioError as error:
        raise bad("bad_request", error.problems) from None
    _at_most("months", sum(map(months_of, arms.values())) * question.replications, MOST_CELLS)
    _at_most("work", sum(map(work_of, arms.values())) * question.replications, MOST_WORK)
    return arms


def check_film(arm: Arm) -> None:
    """Refuse an arm that is too large to be shown month by month.

    Its world is held once for every month, and run anew up to each of them.

    Raises
    ------
    RefusedError   there would be too much to hold, or to compute
    """
    months = months_of(arm)
    _at_most("frames", months * (len(arm.places) + len(arm.organisations)), MOST_FRAMES)
    _at_most("work", work_of(arm) * (months + 1) // 2, MOST_WORK)


def _at_most(what: str, got: int, most: int) -> None:
    if got > most:
        raise too_large(what, got, most)
