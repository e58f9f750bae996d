"""What is computed for a question, in steps, with everything kept that may be asked again."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from analysis.explorer.answering import answer, arm_answer
from analysis.explorer.parts import Question
from analysis.explorer.question import scenario_of
from analysis.explorer.runs import Runs, key_of, run_arm
from analysis.explorer.tables import csv_of
from analysis.explorer.typical import typical_steps
from analysis.explorer.worlds import world_of
from simulation import Arm, Scenario
from simulation.scenario import to_yaml

from .engine import Steps
from .keeping import Kept
from .limits import PART_MILLISECONDS, RUNS_BYTES, TEXTS_BYTES
from .pace import Pace
from .text import as_json
from .work import Arms, check_film, checked_arms

PART_BYTES_PER_MONTH = 1_000  # of what is told of one arm: 26 numbers of 32 bytes, and more
SAMPLES = (1, 1, 4, 16, 16, 16)  # runs by which the pace of a scenario is measured, if it is quick


class Answers:
    """Answers to questions; what is kept is found by its content, never by who asked."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self._runs: Kept[Runs] = Kept(RUNS_BYTES)
        self._parts: Kept[dict[str, Any]] = Kept(TEXTS_BYTES)
        self._texts: Kept[str] = Kept(TEXTS_BYTES)

    def answer(self, question: Question, name: str, *, is_draft: bool) -> Steps[str]:
        """Compute bands, levels and differences; the text lacks its last brace."""
        arms = checked_arms(question)
        keys = keys_of(question, arms)
        yield from self.sample(question.scenario, name)
        if is_draft:
            question = self._as_draft(question, keys.values(), name)
        text_key = (*keys.values(), question.replications, is_draft)
        text = self._texts.get(text_key)
        if text is not None:
            return text
        runs = yield from self._all_runs(question, arms, keys, name)
        parts = [self._part((keys[arm], is_draft), arms[arm], runs[arm]) for arm in arms]
        found = answer(question, list(runs.values()), arms, draft=is_draft, known=parts)
        text = as_json(found)[:-1]
        self._texts.put(text_key, text, len(text))
        return text

    def typical(self, question: Question, name: str, at: int) -> Steps[str]:
        """Compute one typical run of the reference (0) or of an option (1, ...)."""
        arms = checked_arms(question)
        arm = list(arms.values())[at]
        check_film(arm)
        key = key_of(arm, question.seed)
        text_key = ("typical", key, question.replications)
        text = self._texts.get(text_key)
        if text is None:
            runs = yield from self._runs_of(question, arm, key, name)
            yield
            text = as_json((yield from typical_steps(arm, runs, question.seed)))
            self._texts.put(text_key, text, len(text))
        return text

    def csv(self, question: Question, name: str) -> Steps[str]:
        """Compute the table of all arms, months and outcomes."""
        arms = checked_arms(question)
        runs = yield from self._all_runs(question, arms, keys_of(question, arms), name)
        return csv_of(question, arms, list(runs.values()))

    def sample(self, scenario: Scenario, name: str) -> Steps[None]:
        """Run a few replicates, unless it is known already how fast a scenario is.

        More only while that is quick.
        """
        if self.pace.knows(name):
            return
        reference = scenario.arms[scenario.reference]
        world_of(reference)
        yield
        each = math.inf
        for count in SAMPLES:
            if count > 1 and count * each > PART_MILLISECONDS:
                break
            began = time.perf_counter()
            run_arm(reference, scenario.seed, count)
            each = min(each, 1000.0 * (time.perf_counter() - began) / count)
            yield
        self.pace.note(name, each)

    def _as_draft(self, question: Question, keys: Iterable[str], name: str) -> Question:
        """Return a question with as many runs as can be there at once."""
        known = map(self._runs.get, dict.fromkeys(keys))
        held = [0 if runs is None else runs.replications for runs in known]
        quick = self.pace.draft_replications(name, held)
        return replace(question, replications=min(question.replications, quick))

    def _all_runs(
        self, question: Question, arms: Arms, keys: Mapping[str, str], name: str
    ) -> Steps[dict[str, Runs]]:
        runs: dict[str, Runs] = {}
        for arm_name, arm in arms.items():
            runs[arm_name] = yield from self._runs_of(question, arm, keys[arm_name], name)
        return runs

    def _runs_of(self, question: Question, arm: Arm, key: str, name: str) -> Steps[Runs]:
        """Return the runs asked for; those that are held already are gone on from."""
        yield from self.sample(question.scenario, name)
        held = self._runs.get(key)
        first, most = 0 if held is None else held.replications, question.replications
        if held is not None and first >= most:
            return held.first(most)
        parts = [] if held is None else [held]
        while first < most:
            yield
            count = part_of(most - first, self.pace.part(name))
            began = time.perf_counter()
            parts.append(run_arm(arm, question.seed, count, first=first))
            if count >= max(SAMPLES) and is_reference(arm, question.scenario):
                self.pace.note(name, 1000.0 * (time.perf_counter() - began) / count)
            first += count
        runs = Runs(*(np.concatenate(rows) for rows in zip(*parts, strict=True)))
        now = self._runs.get(key)  # others may have gone further meanwhile
        if now is None or now.replications < most:
            self._runs.put(key, runs, runs.monthly.nbytes + runs.runs.nbytes)
        return runs

    def _part(self, key: tuple[str, bool], arm: Arm, runs: Runs) -> dict[str, Any]:
        """Return what is told of one arm by itself."""
        part_key = (*key, runs.replications)
        part = self._parts.get(part_key)
        if part is None:
            part = arm_answer(arm, runs, draft=key[1])
            self._parts.put(part_key, part, runs.monthly.shape[1] * PART_BYTES_PER_MONTH)
        return part


def scenario_text(question: Question) -> str:
    """Return the question as a scenario file.

    Raises
    ------
    RefusedError   something in it is wrong, or it is more work than one question may be
    """
    checked_arms(question)
    return to_yaml(scenario_of(question).resolved())


def part_of(left: int, part: int) -> int:
    """Return how many of the runs that are left come next; no small rest stays behind.

    >>> part_of(200, 176), part_of(200, 64), part_of(12, 64)
    (200, 64, 12)
    """
    return left if left <= 1.5 * part else part


def is_reference(arm: Arm, scenario: Scenario) -> bool:
    """Whether an arm has the numbers of the reference as the file has it.

    Only such runs tell how fast a scenario is: what visitors choose says nothing about what
    others will wait for.
    """
    reference = scenario.arms[scenario.reference]
    return arm.parameters == reference.parameters and arm.schedule == reference.schedule


def keys_of(question: Question, arms: Arms) -> dict[str, str]:
    """Return by what the runs of each arm are found again."""
    return {name: key_of(arm, question.seed) for name, arm in arms.items()}


Progress = Generator[tuple[int, int, dict[str, Any]], None, None]
Doubt = Callable[[Question, str], Progress]
