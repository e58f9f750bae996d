"""What was found of a claim, in sentences: for the terminal, the page and the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .assumption_words import meaning
from .claim import Claim, Question
from .examples import Example, Search
from .numbers_told import (
    amounts,
    difference,
    in_percent,
    level,
    percent,
    percent_range,
    plain,
)
from .outcome_words import outcome_name, unit_name
from .phrases import phrase
from .testing import Found, Tested

if TYPE_CHECKING:
    from ..discovery import Limit

EXAMPLES = "counter-examples"


class Detail(NamedTuple):
    """A sentence for a second look, with points below it and a command to type."""

    text: str
    points: tuple[str, ...] = ()
    command: str = ""


@dataclass(frozen=True)
class Told:
    """A claim and what was found of it, in one language; ``tone`` is yes, no, open or none."""

    name: str
    says: str
    kind: str
    source: str
    verdict: str
    tone: str
    often: str
    headline: str
    effect: tuple[str, ...]
    how: str
    caution: str
    details: tuple[Detail, ...]


def told(tested: Tested, language: str) -> Told:
    """Return a claim in words."""
    claim, found = tested.claim, tested.found
    how = "" if claim.how is None else claim.how.of(language)
    caution = "" if claim.close_to_assumption is None else claim.close_to_assumption.of(language)
    common = (claim.name, claim.says.of(language), claim.kind, claim.source)
    if found is None or claim.question is None:
        why = "" if claim.cannot_judge is None else claim.cannot_judge.of(language)
        return Told(*common, phrase("none", language), "none", "", why, (), how, caution, ())
    question, stands = claim.question, found.verdict.stands
    return Told(
        *common, phrase(f"{_strength(claim)}-{stands}", language), stands,
        phrase(found.verdict.often, language), headline(claim, found, language),
        tuple(effect(question, found, language)), how, caution,
        tuple(details(claim, question, found, language)),
    )  # fmt: skip


def _strength(claim: Claim) -> str:
    return "always" if claim.claims == "always" else "usually"


def headline(claim: Claim, found: Found, language: str) -> str:
    """Return the share of worlds with its interval, and what luck hides."""
    one = found.shares
    text = phrase(
        "share", language, share=percent(one.exceeds.value, language), worlds=one.worlds,
        interval=percent_range(one.exceeds.low, one.exceeds.high, language),
        holds=percent(one.holds, language), fails=percent(one.fails, language),
        unclear=percent(one.unclear, language),
    )  # fmt: skip
    if one.same:
        text += " " + phrase("same", language, same=percent(one.same, language))
    return f"{text} {phrase(f'claims-{claim.claims}', language)}"


def effect(question: Question, found: Found, language: str) -> Iterator[str]:
    """Yield the sizes of the difference over worlds, and the margin."""
    if not found.percentiles:
        return
    low, _, middle, _, high = found.percentiles
    ends = amounts((low, middle, high), question.unit, language, (high - low) / 20.0)
    yield phrase(
        "effect", language, arm=question.labels[0].of(language),
        other=question.labels[1].of(language), outcome=outcome_name(question.outcome, language),
        low=ends[0], middle=ends[1], high=ends[2], unit=unit_name(question.unit, language),
    )  # fmt: skip
    if found.relative and question.unit not in ("share", "0-1"):
        low, _, middle, _, high = found.relative
        ends = in_percent((low, middle, high), language)
        yield phrase("relative", language, low=ends[0], middle=ends[1], high=ends[2])
    if question.margin_share:
        share = phrase("of-level", language, share=percent(question.margin_share, language))
        yield phrase("margin", language, margin=share)
    elif question.margin:
        amount = level(question.margin, question.unit, language)
        yield phrase("margin", language, margin=amount)
    if question.margin_share or question.margin:
        beyond = sum(question.sign * one.difference > 0.0 for one in found.answers)
        share = percent(beyond / len(found.answers), language)
        yield phrase("without-margin", language, share=share)


def details(claim: Claim, question: Question, found: Found, language: str) -> Iterator[Detail]:
    """Yield what is told on a second look, from the usual assumptions to other measures."""
    at = found.at_start
    low, high = at.difference - at.half, at.difference + at.half
    told = difference(at.difference, low, high, question.unit, language)
    yield Detail(phrase(f"start-{at.judged}", language, difference=told))
    yield from search_told(claim, question, found.against, "against", language)
    if found.in_favour is not None:
        yield from search_told(claim, question, found.in_favour, "in-favour", language)
    yield turns_told(found, language)
    yield from box_told(found, language)
    if found.rests_on:
        all_named = len(found.rests_on)
        yield Detail(phrase("guesses", language, guesses=found.guesses, all=all_named))
    if found.others:
        yield Detail(
            phrase("others", language, arm=question.labels[0].of(language)),
            tuple(others(found, language)),
        )


def turns_told(found: Found, language: str) -> Detail:
    """Return the assumptions that turn the answer round by themselves, with their values."""
    points = [
        phrase(
            "turn", language, name=turn.name, meaning=meaning(turn.name, language),
            values=", ".join(plain(value, language) for value in turn.values),
        )
        for turn in found.turns.found
    ]  # fmt: skip
    if points and found.turns.left_out:
        points.append(phrase("left-out", language, count=found.turns.left_out))
    return Detail(phrase("turns" if points else "no-turn", language), tuple(points))


def box_told(found: Found, language: str) -> Iterator[Detail]:
    """Yield where in the ranges the rarer answer is found, or that no box tells."""
    if found.box is None:
        return
    if not found.box.boxes:
        yield Detail(phrase("no-box", language))
    for box in found.box.boxes:
        yield Detail(
            phrase(
                f"box-{found.box_of}", language, density=percent(box.density, language),
                base=percent(found.box.base_rate, language),
                held=percent(box.held_out_density, language),
                coverage=percent(box.coverage, language),
            ),
            tuple(limit_told(one, language) for one in box.limits),
        )  # fmt: skip


def limit_told(limit: Limit, language: str) -> str:
    """Return one limit of a box in words."""
    ends = {
        end: plain(value, language)
        for end, value in (("low", limit.low), ("high", limit.high))
        if value is not None
    }
    name = "within" if len(ends) == 2 else "at-most" if "high" in ends else "at-least"
    return phrase(name, language, meaning=meaning(limit.name, language), **ends)


def search_told(
    claim: Claim, question: Question, search: Search, name: str, language: str
) -> Iterator[Detail]:
    """Yield an example with its numbers and how to replay it, or why there is none."""
    example = search.example
    if example is None:
        yield Detail(phrase(f"{name}-{search.why_none}", language))
        return
    told = difference(example.difference, example.low, example.high, question.unit, language)
    at = level(example.level, question.unit, language)
    if example.changes:
        points = tuple(changes_told(example, language))
        yield Detail(phrase(name, language), points)
        there = phrase("there", language, difference=told, level=at)
        there += " " + phrase("plausible" if example.is_plausible else "implausible", language)
    else:
        there = phrase(f"{name}-start", language, difference=told, level=at)
    replay = f"{there} {phrase('replay', language)}"
    yield Detail(replay, (), f"snowball compare {EXAMPLES}/{example_file(claim, example)}")


def changes_told(example: Example, language: str) -> Iterator[str]:
    """Yield the assumptions that an example changes, in words."""
    for change in example.changes:
        yield phrase(
            "change", language, meaning=meaning(change.name, language),
            value=plain(change.value, language), usual=plain(change.usual, language),
        )  # fmt: skip


def example_file(claim: Claim, example: Example) -> str:
    """Return the name of the file of an example."""
    return f"{claim.name}.yaml" if example.shows == "fails" else f"{claim.name}-holds.yaml"


def others(found: Found, language: str) -> Iterator[str]:
    """Yield in which share of worlds the arm is better by other measures."""
    for name, one in found.others.items():
        yield f"{outcome_name(name, language)}: {percent(one.exceeds.value, language)}"
