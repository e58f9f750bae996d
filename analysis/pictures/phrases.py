"""What titles, captions and alternative texts say, from the numbers alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis import statistics, words
from analysis.money import money_of, same
from analysis.verdict import HEADLINE, LASTING
from simulation.outcomes import RUN

if TYPE_CHECKING:
    from analysis.comparison import Comparison
    from simulation import Results, Scenario

LONGEST_TITLE = 220
OF_A_CHOICE = (HEADLINE, LASTING)  # what pictures of a choice show: impact, and what lasts
UNITS = {outcome.name: outcome.unit for outcome in RUN}
NOT_CLEAR = words.NOT_CLEAR
CLEAR = (
    "Clear means that the 95 % interval, which covers luck alone, excludes zero and that at least"
    f" {statistics.FEWEST_DIFFERING} pairs of runs differ."
)


def labels_of(scenario: Scenario) -> dict[str, str]:
    """Return the label of each arm."""
    return {name: arm.label for name, arm in scenario.arms.items()}


def finding(
    scenario: Scenario,
    comparison: Comparison,
    outcome: str,
    what: str,
    more_less: tuple[str, str] = ("more", "less"),
    when: str = "",
) -> str:
    """Return a title on one outcome: which arms are clearly above or below the reference.

    More and less follow the numbers, whether that is good or not; an arm whose interval
    includes zero, or of which fewer than six runs differ, is named with the words "no clear
    difference".
    """
    labels = labels_of(scenario)
    more, less = more_less
    ways: dict[str, list[str]] = {more: [], less: [], NOT_CLEAR: []}
    for name, label in labels.items():
        if name != comparison.reference:
            row = comparison.of(name, outcome)
            way = NOT_CLEAR if not row.clear else more if row.difference > 0 else less
            ways[way].append(f"“{label}”")
    reference = f"“{labels[comparison.reference]}”"
    text = _sentence(what, when, reference, ways)
    if len(text) > LONGEST_TITLE:
        counted = {way: [_arms(len(names))] if names else [] for way, names in ways.items()}
        text = _sentence(what, when, reference, counted)
    return text


def _sentence(what: str, when: str, reference: str, ways: dict[str, list[str]]) -> str:
    """Return "When: more impact with A than with B; no clear difference with C"."""
    parts: list[str] = []
    for way, names in ways.items():
        arms = words.listed(names) if names else ""
        if names and parts:
            parts.append(f"{way} with {arms}")
        elif names and way == NOT_CLEAR:
            parts.append(f"{way} in {what} between {reference} and {arms}")
        elif names:
            parts.append(f"{way} {what} with {arms} than with {reference}")
    text = "; ".join(parts) if parts else f"{reference} alone, nothing to compare"
    text = f"{when}: {text}" if when else text
    return text[0].upper() + text[1:]


def _arms(count: int) -> str:
    return "one arm" if count == 1 else f"{count} arms"


def footer(scenario: Scenario, results: Results, seed: int) -> str:
    """Return the line on how the numbers were made: arms, replications, seed, money."""
    count = results.runs.shape[1]
    return (
        f"{_arms(len(results.arms)).capitalize()}, {replications(count)} each on equal luck,"
        f" seed {seed}. {money_phrase(results)}"
        f"{'' if scenario.status == 'calibrated' else f' Status: {scenario.status}.'}"
    )


def replications(count: int) -> str:
    """Return "1 replication" or "200 replications"."""
    return f"{words.number(count)} replication{'' if count == 1 else 's'}"


def money_phrase(results: Results) -> str:
    """Return what public money for scaling the arms spent."""
    return spent_phrase([one.spent_eur for one in money_of(results)])


def spent_phrase(spent: Sequence[float], each: str = "arm") -> str:
    """Return a sentence on the public money that some arms spent."""
    if same(list(spent)):
        which = f" in each {each}" if len(spent) > 1 else ""
        return f"Public money for scaling: {words.euros(sum(spent) / len(spent))}{which}."
    return (
        f"Public money for scaling: {words.euros(min(spent))} to {words.euros(max(spent))},"
        f" not equal between {each}s."
    )


def is_share(outcome: str) -> bool:
    """Whether an outcome of runs is a share or an index from 0 to 1, told in points of 100."""
    return UNITS[outcome] in ("share", "0-1")


def only_moved(what: str) -> str:
    """Return what a picture of a choice moves, and what that means for a reader."""
    return (
        f"Only {what}; instruments and effort stay as in the reference, so an arm that changes"
        " more differs more."
    )


def unit_of(outcome: str) -> str:
    """Return the unit of a difference that was made with `hundredfold`."""
    return "percentage points" if is_share(outcome) else "%"


def hundredfold(outcome: str, reference_mean: float) -> float:
    """Return what turns a difference into points of shares, or percent of amounts."""
    if is_share(outcome):
        return 100.0
    return 100.0 / abs(reference_mean) if reference_mean else 0.0
