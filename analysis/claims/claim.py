"""A claim, checked and ready to be put to the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulation import Arm, Scenario
from simulation.outcomes import RUN, RUN_NAMES

from ..worlds import open_assumptions
from .shape import Text

ARM, INSTEAD_OF = "arm", "instead-of"
MAIN_OUTCOMES = (
    "impact_total", "impact_after_funding", "reach_final", "sustainability_36",
    "coverage_gini_final", "cost_per_impact_eur", "programmes_final",
)  # fmt: skip
OUTCOMES = {outcome.name: outcome for outcome in RUN}
Range = tuple[float, float]


@dataclass(frozen=True)
class Question:
    """Two arms, what is measured, and which difference would bear a claim out.

    ``scenario`` has two arms, of which the one that the claim is not for is the reference.
    """

    scenario: Scenario
    outcome: str
    direction: str
    margin: float
    margin_share: float | None
    conditions: Mapping[str, Range]
    also: tuple[str, ...]
    labels: tuple[Text, Text]

    @property
    def arm(self) -> Arm:
        """What the claim is for."""
        return self.scenario.arms[ARM]

    @property
    def instead_of(self) -> Arm:
        """What it is compared with."""
        return self.scenario.arms[INSTEAD_OF]

    @property
    def sign(self) -> float:
        """1 where more of the outcome bears the claim out, -1 where less does."""
        return 1.0 if self.direction == "higher" else -1.0

    @property
    def column(self) -> int:
        """Where the outcome stands among the outcomes of a run."""
        return RUN_NAMES.index(self.outcome)

    @property
    def unit(self) -> str:
        """The unit of the outcome."""
        return OUTCOMES[self.outcome].unit

    @property
    def open_assumptions(self) -> tuple[str, ...]:
        """The uncertainties that worlds may move: all but those that the question itself sets.

        What a scenario or an arm sets to another value than the default belongs to the question.
        """
        return open_assumptions((self.arm, self.instead_of))


@dataclass(frozen=True)
class Claim:
    """What somebody says, and the question it puts to the model; None where it cannot be put."""

    name: str
    says: Text
    source: str
    kind: str
    claims: str
    how: Text | None
    close_to_assumption: Text | None
    cannot_judge: Text | None
    question: Question | None


@dataclass(frozen=True)
class Claims:
    """All claims of a file, in its order."""

    title: Text
    claims: tuple[Claim, ...]
    path: str
