"""What a picture of a study is asked to show, and what must be said about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis import words
from analysis.studies.reading import StudyResults
from simulation.outcomes import RUN_NAMES

from ..pictures import phrases
from ..pictures.style import ArmStyle, arm_styles
from .contrasts import Floats, mean_known
from .names import OUTCOMES, scale_of

MONEY = "funding_eur"


@dataclass(frozen=True)
class Asked:
    """One outcome of some arms of a study, against some of its factors."""

    results: StudyResults
    outcome: str
    arms: tuple[str, ...]
    against: tuple[str, ...] = ()
    is_chosen_by_data: bool = False  # the factor is the one that goes most closely with the outcome

    @cached_property
    def values(self) -> Floats:
        """The outcome as it is drawn, (row, arm, replicate), shares in percent; NaN: not known."""
        return self._of(self.outcome) * scale_of(self.outcome)

    def _of(self, outcome: str) -> Floats:
        at = [self.results.arms.index(arm) for arm in self.arms]
        return self.results.values(outcome)[:, at]

    @property
    def reference(self) -> str:
        """The arm that others are held against: the scenario's, or the first that is drawn."""
        reference = self.results.study.scenario.reference
        return reference if reference in self.arms else self.arms[0]

    @cached_property
    def styles(self) -> dict[str, ArmStyle]:
        """How each arm is drawn, as everywhere."""
        known = arm_styles(self.results.study.scenario)
        return {arm: known[arm] for arm in self.arms}

    @property
    def lower_is_better(self) -> bool:
        """Whether people want less of the outcome."""
        return OUTCOMES[self.outcome].better == "lower"

    @property
    def has_better(self) -> bool:
        """Whether people want more or less of the outcome, so that something can be best."""
        return OUTCOMES[self.outcome].better != "neither"

    def label(self, arm: str) -> str:
        """Return the label of an arm in quotation marks."""
        return words.quoted(self.styles[arm].label)

    @property
    def made(self) -> str:
        """How the numbers were made: design, points, arms, replicates, seed, money."""
        study, rows = self.results.study, len(self.results.folder.rows)
        text, status = study.text, study.scenario.status
        parts = [
            f"Study “{text.title}”: {words.number(rows)} point{'' if rows == 1 else 's'}"
            f" ({text.design.kind}"
            f"{f', {text.design.worlds} plausible worlds' if text.design.worlds else ''}),"
            f" {len(self.arms)} of {len(study.arms)} arm{'' if len(study.arms) == 1 else 's'},"
            f" {self.replicates} of each on equal luck, seed {text.seed}.",
        ]
        if MONEY in study.outcomes and self.outcome in RUN_NAMES:
            spent = mean_known(self._of(MONEY), (0, 2)).tolist()
            parts.append(phrases.spent_phrase(spent))
        if status != "calibrated":
            parts.append(f"Status: {status}.")
        return " ".join([*parts, *filter(None, [self.missing])])

    @property
    def replicates(self) -> str:
        """How many replicates points have, in words."""
        folder = self.results.folder
        planned = folder.plan.planned(len(folder.points))[folder.rows]
        fewest, most = int(planned.min()), int(planned.max())
        if fewest == most:
            return phrases.replications(most)
        return f"{words.number(fewest)} to {phrases.replications(most)}"

    @cached_property
    def missing(self) -> str:
        """What is not stored, failed or undefined, in plain words; empty where all is there."""
        folder = self.results.folder
        points = np.unique(folder.rows)
        planned = int(folder.plan.planned(len(folder.points))[points].sum()) * len(self.arms)
        done, awaited = folder.done(), 0
        for chunk in folder.plan.chunks:
            if chunk.number not in done:
                inside = (points >= chunk.first_point) & (points < chunk.first_point + chunk.points)
                awaited += int(inside.sum()) * chunk.replicates * len(self.arms)
        parts = []
        if awaited:
            parts.append(
                f"Unfinished: {_count(awaited, planned)} runs are not stored yet; what is there"
                " is drawn."
            )
        if self.outcome in RUN_NAMES:
            first = np.unique(folder.rows, return_index=True)[1]
            undefined = planned - awaited - int(np.isfinite(self.values[first]).sum())
            if undefined:
                parts.append(f"{_count(undefined, planned)} runs failed or have no such outcome.")
        return " ".join(parts)


def _count(part: int, whole: int) -> str:
    share = 100 * part / whole
    percent = "less than 1" if share < 1 else f"{min(share, 99):.0f}" if part < whole else "100"
    return f"{words.number(part)} of {words.number(whole)} ({percent} %)"
