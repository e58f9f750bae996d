"""What a file of claims may hold: models for the checks that scenario files go through too."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from simulation.outcomes import RUN_NAMES
from simulation.scenario.shape import Part, between, name, words

LANGUAGES = ("en", "bg")
KINDS = ("lesson", "counter-claim")
BASE = "strategies"
PARTS = ("scenario", "arm", "instead_of", "outcome", "direction")


class Text(Part):
    """Words in English and, if said, in Bulgarian."""

    en: str = words("The words in English.", at_least=1, at_most=1500)
    bg: str | None = words("The words in Bulgarian.", None, at_least=1, at_most=1500)

    def of(self, language: str) -> str:
        """Return the words in a language, in English where nothing else was said.

        >>> Text(en="yes").of("bg")
        'yes'
        """
        return self.bg if language == "bg" and self.bg is not None else self.en

    def is_in(self, language: str) -> bool:
        """Return whether the words are there in a language."""
        return language == "en" or self.bg is not None


def text(meaning: str, default: Any = ...) -> Any:
    """Return a field for words in one or two languages."""
    return Field(default, description=meaning)


class Head(Part):
    """What a file of claims says about itself."""

    title: Text = text("A short name of the whole.")
    scenario: str = name("The scenario for claims that name none; its reference arm is laid under"
                         " both arms of a claim.", BASE)  # fmt: skip


class Entry(Part):
    """What somebody claims, and how the model can be asked whether it is so."""

    says: Text = text("The claim in one sentence.")
    source: str = words("Who says it; what is only remembered says so.", at_least=1)
    kind: Literal[KINDS] = Field(  # type: ignore[valid-type]
        description="A lesson, or what others hold against it."
    )
    how: Text | None = text("How it is put to the model, in plain words.", None)
    scenario: str | None = name("The scenario on which both arms are laid.", None)
    arm: dict[str, Any] | None = Field(None, description="What the claim is for; as in a scenario.")
    instead_of: dict[str, Any] | None = Field(None, description="What it is compared with.")
    outcome: Literal[RUN_NAMES] | None = Field(  # type: ignore[valid-type]
        None, description="What is measured."
    )
    direction: Literal["higher", "lower"] | None = Field(
        None, description="Whether the arm is said to bring more of the outcome, or less."
    )
    margin: float = between(
        0, 1e12, "in the outcome's unit", "Only differences beyond it count.", 0.0
    )
    margin_share: float | None = between(
        0, 10, "share", "The same, as a share of the level in the other arm.", None
    )
    claims: Literal["always", "usually", "more_often_than_not"] = Field(
        "usually", description="How often it is said to be so."
    )
    conditions: dict[str, Any] = Field(
        {}, description="Assumptions, each with the range in which the claim is meant."
    )
    also: Any = Field(None, description="Outcomes in which the arms are compared as well.")
    close_to_assumption: Text | None = text(
        "How far the answer was put into the model by hand, if so.", None
    )
    cannot_judge: Text | None = text("What the model leaves out, so that it cannot tell.", None)
