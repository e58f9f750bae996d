"""How fast scenarios run here, and how many runs a quick draft can therefore have."""

from __future__ import annotations

from collections.abc import Sequence

from .limits import (
    DRAFT_MILLISECONDS,
    DRAFT_STEPS,
    FULL_REPLICATIONS,
    HEAVY_MILLISECONDS,
    PART_MILLISECONDS,
)

MOST_KNOWN = 200  # scenarios; those run longest ago are forgotten
SMALLEST_PART = 16  # runs; fewer leave cores idle, which only runs that take long are worth
ARMS = 2  # what a full answer is measured by: the reference and one option
UNCHANGED = (FULL_REPLICATIONS, 0)  # runs held while an option moves: those of the reference


class Pace:
    """The shortest time that a run of each scenario ever took.

    The shortest, not the mean: a busy machine says nothing about the scenario, and the number
    of runs of drafts should hardly ever change while somebody looks.
    """

    def __init__(self) -> None:
        self._milliseconds: dict[str, float] = {}

    def note(self, scenario: str, milliseconds: float) -> None:
        """Note how long a run of a scenario took."""
        known = self._milliseconds.pop(scenario, milliseconds)
        self._milliseconds[scenario] = min(milliseconds, known)
        if len(self._milliseconds) > MOST_KNOWN:
            del self._milliseconds[next(iter(self._milliseconds))]

    def knows(self, scenario: str) -> bool:
        """Whether a scenario was ever run here."""
        return scenario in self._milliseconds

    def is_heavy(self, scenario: str) -> bool:
        """Whether a full answer takes so long that drafts should use fewer runs."""
        each = self._milliseconds.get(scenario, 0.0)
        return ARMS * FULL_REPLICATIONS * each > HEAVY_MILLISECONDS

    def part(self, scenario: str) -> int:
        """Return how many runs are done before others have their turn."""
        each = self._milliseconds.get(scenario)
        if each is None:
            return SMALLEST_PART
        count = int(PART_MILLISECONDS / max(each, 1e-6))
        if count < SMALLEST_PART // 2:
            return max(1, count)
        return max(SMALLEST_PART, count // SMALLEST_PART * SMALLEST_PART)

    def draft_replications(self, scenario: str, held: Sequence[int] = UNCHANGED) -> int:
        """Return how many runs a draft has, from a few round numbers.

        ``held`` says how many runs of each arm are there already: only the others take time.
        """
        each = self._milliseconds.get(scenario, 0.0)
        quick = (
            steps
            for steps in DRAFT_STEPS
            if each * sum(max(0, steps - count) for count in held) <= DRAFT_MILLISECONDS
        )
        return next(quick, DRAFT_STEPS[-1])
