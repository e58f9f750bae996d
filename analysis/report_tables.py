"""The tables of numbers on the page of a comparison: levels, differences, intervals, judgements."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from simulation.outcomes import RUN, Outcome

from . import words
from .verdict import LASTING, POINTS, judged, scaled, sized

if TYPE_CHECKING:
    from simulation import Scenario

    from .comparison import Comparison

OUTCOMES: Mapping[str, Outcome] = {outcome.name: outcome for outcome in RUN}
LEVELS: Mapping[str, str] = {
    "reach_at_funding_end": "People served when the funding ends",
    "reach_final": "People served in the last month",
    LASTING: words.MAIN[LASTING].short,
    "programmes_final": words.MAIN["programmes_final"].short,
    "formal_agreements_final": "Formal agreements",
    "first_adoption_month": "Month of the first programme",
    "organisations_closed": "Organisations closed",
    "unmet_need_mean": "People in need not served",
}


class Cell(NamedTuple):
    """One cell of a table: a judgement in words, numbers, and numbers of less weight."""

    text: str = ""
    word: str = ""
    more: str = ""
    kind: str = ""


class Row(NamedTuple):
    """One row of a table, with its heading and a note in small print."""

    head: str
    cells: tuple[Cell, ...]
    note: str = ""


class Table(NamedTuple):
    """A table; the first column holds the headings of the rows."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def difference_table(scenario: Scenario, comparison: Comparison) -> Table:
    """Return the paired differences: main outcomes by arms, words before numbers."""
    others = [name for name in scenario.arms if name != comparison.reference]
    rows = []
    for outcome, wording in words.MAIN.items():
        level = comparison.level_of(comparison.reference, outcome)
        cells = [Cell(told(*in_unit(outcome, level)))]
        for arm in others:
            row = comparison.of(arm, outcome)
            digits = sized(row)[3] if row.clear else None
            gap = scaled(row, row.difference, row.low, row.high)
            text = told(*gap, decimals=digits, signed=True)
            cells.append(Cell(text, judged(row), kind=row.better))
        rows.append(Row(wording.short, tuple(cells), noted(outcome, wording.short)))
    reference = scenario.arms[comparison.reference].label
    caption = f"Difference from {reference} in the same worlds, with 95 % intervals"
    labels = (scenario.arms[name].label for name in others)
    return Table(caption, ("Outcome", f"{reference} (level)", *labels), tuple(rows))


def level_table(scenario: Scenario, comparison: Comparison) -> Table:
    """Return what each arm reached, with the difference from the reference below it."""
    rows = []
    for outcome, head in LEVELS.items():
        cells = []
        for arm in scenario.arms:
            text = told(*in_unit(outcome, comparison.level_of(arm, outcome)))
            if arm == comparison.reference:
                cells.append(Cell(text))
                continue
            row = comparison.of(arm, outcome)
            gap = in_unit(outcome, (row.difference, row.low, row.high), POINTS)
            cells.append(Cell(text, judged(row), told(*gap, signed=True), row.better))
        rows.append(Row(head, tuple(cells), noted(outcome, head)))
    labels = [
        arm.label + " (reference)" * (name == comparison.reference)
        for name, arm in scenario.arms.items()
    ]
    caption = "Mean level with its 95 % interval; below it the difference from the reference"
    return Table(caption, ("What happened", *labels), tuple(rows))


def noted(outcome: str, head: str) -> str:
    """Return what a heading does not say: meaning, unit, and the direction that people want."""
    one = OUTCOMES[outcome]
    meaning = "" if one.meaning.rstrip(".") == head else one.meaning
    is_said = one.unit in f"share 0-1 municipalities {head} {meaning}".lower()
    unit = "" if is_said else f"In {one.unit}."
    wanted = "" if one.better == "neither" else f"{one.better.capitalize()} is better."
    return " ".join(filter(None, (meaning, unit, wanted)))


def in_unit(
    outcome: str, numbers: Iterable[float], percent: str = "%"
) -> tuple[float, float, float, str]:
    """Return a number and its interval in the unit in which the page tells them."""
    is_share = OUTCOMES[outcome].unit == "share"
    value, low, high = (number * (100.0 if is_share else 1.0) for number in numbers)
    return value, low, high, percent if is_share else ""


def told(
    value: float, low: float, high: float, unit: str = "", *,
    decimals: int | None = None, signed: bool = False,
) -> str:  # fmt: skip
    """Return a number with its interval, "4,800 (4,770 to 4,830)", no digit finer than that."""
    half = (high - low) / 2
    if not math.isfinite(half):
        sign = "\u2212" if value < 0 else "+" if signed and value > 0 else ""
        return f"{sign}{words.rounded(abs(value))} {unit}".rstrip() + " (interval not known)"
    if decimals is None:
        decimals = words.decimals_for(half, value, low, high)
    if unit != "%" and half >= 10:
        place = -math.floor(math.log10(half))
        value, low, high = (round(number, place) for number in (value, low, high))
    text = f"{words.number(value, decimals, signed=signed)} {unit}".rstrip()
    interval = words.between(low, high, decimals, signed=signed)
    return text if low == high else f"{text} ({interval})"
