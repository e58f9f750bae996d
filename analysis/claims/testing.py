"""Putting claims to the model: many worlds, equal luck, and where the answer turns round."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulation import REGISTER
from simulation.outcomes import RUN_NAMES

from ..errors import AnalysisError
from ..worlds import plausible_worlds
from .claim import Claim, Claims, Question
from .examples import Search, find_example
from .measuring import (
    FEWEST_WORLDS,
    Answer,
    Share,
    Shares,
    other_answer,
    relative_spread,
    shares,
    spread,
)
from .places import fitting, start
from .runs import Runs, Told, World
from .turning import Turns, ask, find_turns, first_tasks, tasks
from .verdicts import Verdict, verdict

if TYPE_CHECKING:
    from ..discovery import Discovery

REPLICATIONS, SEED = 32, 1
HALF = 0.5


@dataclass(frozen=True)
class Scope:
    """How many worlds and replications, and where luck begins."""

    worlds: int | None = None
    replications: int = REPLICATIONS
    seed: int = SEED


@dataclass(frozen=True)
class Found:
    """All that the worlds say of one claim.

    ``others`` are the shares of worlds in which the arm is better in other outcomes; ``box`` is
    where the claim "fails", or "holds" if it fails more often; ``percentiles`` are over worlds,
    in the outcome's unit, and ``relative`` in percent of the other arm's level.
    """

    shares: Shares
    answers: tuple[Answer, ...]
    percentiles: tuple[float, ...]
    relative: tuple[float, ...]
    at_start: Answer
    others: dict[str, Shares]
    turns: Turns
    against: Search
    in_favour: Search | None
    box_of: str
    box: Discovery | None
    verdict: Verdict

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The assumptions on which the answer hangs: in the box, a turn or the nearest example."""
        names = [turn.name for turn in self.turns.found]
        if self.box is not None:
            names += [limit.name for box in self.box.boxes for limit in box.limits]
        for search in (self.against, self.in_favour):
            if search is not None and search.example is not None:
                names += [change.name for change in search.example.changes]
        return tuple(dict.fromkeys(names))

    @property
    def guesses(self) -> int:
        """How many of these are guesses."""
        return sum(REGISTER[name].grade == "guess" for name in self.rests_on)


@dataclass(frozen=True)
class Tested:
    """A claim with what was found; nothing where the model cannot judge."""

    claim: Claim
    found: Found | None = field(default=None)


def chosen_worlds(scope: Scope) -> list[World]:
    """Return the plausible worlds within a scope."""
    return list(plausible_worlds(scope.worlds))


def judge_claims(claims: Claims, scope: Scope, told: Told | None = None) -> list[Tested]:
    """Return all claims, each with what the worlds say of it.

    Raises
    ------
    AnalysisError   a single replication, from which luck cannot be known
    """
    if scope.replications < 2:
        raise AnalysisError("replications: got 1, expected at least 2, since luck must be seen.")
    worlds = chosen_worlds(scope)
    questions = [claim.question for claim in claims.claims if claim.question is not None]
    runs = Runs(told)
    _run_worlds(runs, questions, worlds, scope)
    turns = [find_turns(runs, question, scope.replications, scope.seed) for question in questions]
    with ThreadPoolExecutor(runs.threads) as pool:
        searched = list(pool.map(lambda one: _searches(runs, one, worlds, scope), questions))
    found = {
        id(question): _found(claim, question, runs, worlds, scope, turned, examples)
        for claim, question, turned, examples in zip(
            (claim for claim in claims.claims if claim.question is not None),
            questions, turns, searched, strict=True,
        )
    }  # fmt: skip
    return [
        Tested(claim, None if claim.question is None else found[id(claim.question)])
        for claim in claims.claims
    ]


def _run_worlds(
    runs: Runs, questions: Sequence[Question], worlds: Sequence[World], scope: Scope
) -> None:
    """Run all arms in all worlds, and those of the first look at single assumptions."""
    wanted = [
        task
        for question in questions
        for world in [start(question), *fitting(question, worlds)]
        for task in tasks(question, world, scope.replications, scope.seed)
    ]
    looks = [task for question in questions for task in first_tasks(question, scope.seed)]
    runs.expect_of(wanted + looks)
    runs.fill(wanted)
    runs.fill(looks)


def answers_of(runs: Runs, question: Question, worlds: Sequence[World], scope: Scope
               ) -> list[Answer]:  # fmt: skip
    """Return what each world that meets the conditions says."""
    return [
        ask(runs, question, world, scope.replications, scope.seed)
        for world in fitting(question, worlds)
    ]


def _searches(
    runs: Runs, question: Question, worlds: Sequence[World], scope: Scope
) -> tuple[Search, Search | None]:
    """Return the nearest example against the claim; if the defaults are one, the nearest for it."""
    at = fitting(question, worlds)
    answers = answers_of(runs, question, worlds, scope)
    against = find_example(runs, question, at, answers, "fails", scope.seed)
    if against.example is None or against.example.changes:
        return against, None
    return against, find_example(runs, question, at, answers, "holds", scope.seed)


def other_shares(
    runs: Runs, question: Question, worlds: Sequence[World], scope: Scope
) -> dict[str, Shares]:
    """Return in which shares of worlds the arm is better in the other outcomes."""
    pairs = [
        [runs.of(task) for task in tasks(question, world, scope.replications, scope.seed)]
        for world in fitting(question, worlds)
    ]
    return {
        name: shares([other_answer(name, RUN_NAMES.index(name), *pair) for pair in pairs])
        for name in question.also
        if pairs
    }


def find_box(
    question: Question, worlds: Sequence[World], answers: Sequence[Answer], share: float
) -> tuple[str, Discovery | None]:
    """Return where in the ranges the rarer answer is found: "fails" or "holds", and its box."""
    from ..discovery import find_boxes  # heavy libraries behind it

    side = "fails" if share >= HALF else "holds"
    if len(answers) < FEWEST_WORLDS:
        return side, None
    table = {
        name: [world[name] for world in fitting(question, worlds)]
        for name in question.open_assumptions
    }
    of_interest = [(one.excess > 0.0) == (side == "holds") for one in answers]
    return side, find_boxes(table, of_interest)


def _found(
    claim: Claim, question: Question, runs: Runs, worlds: Sequence[World], scope: Scope,
    turns: Turns, searches: tuple[Search, Search | None],
) -> Found:  # fmt: skip
    answers = answers_of(runs, question, worlds, scope)
    counted = shares(answers) if answers else Shares(0, Share(0.0, 0.0, 1.0), 0.0, 0.0, 1.0, 0.0)
    side, box = find_box(question, worlds, answers, counted.exceeds.value)
    return Found(
        counted, tuple(answers), spread(answers), relative_spread(answers),
        ask(runs, question, start(question), scope.replications, scope.seed),
        other_shares(runs, question, worlds, scope), turns, *searches, side, box,
        verdict(claim.claims, counted, searches[0]),
    )  # fmt: skip
