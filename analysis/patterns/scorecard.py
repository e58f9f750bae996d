"""The scorecard: every row measured, judged, and written down, failures first."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..whole_files import write_whole
from ..worlds import plausible_worlds
from . import KINDS, Bench, Pattern, Result, all_patterns
from .drawing import sketch_png
from .independence import CHANGED, NOT_INDEPENDENT

WORLDS = 60
TITLES = {
    "limit": "Known limits",
    "calibration": "Calibration",
    "validation": "Validation",
    "story": "Stories",
}
MEANINGS = {
    "limit": "With the rest switched off, the answer is known: exactly, or (long ties) in its"
    " direction. Intervals are over repeated runs.",
    "calibration": "These patterns ruled out worlds ([plausible worlds](plausible-worlds.md)); that"
    " they hold in the world of the defaults is no proof of anything else.",
    "validation": "Held back: source and tolerance were written down before the worlds were fitted,"
    " and no world was fitted to them. What was changed later is said above.",
    "story": "The two real cases. Some assumptions of their files were chosen after seeing runs;"
    " both were successes, chosen as such. They calibrate nothing and validate little.",
}


@dataclass(frozen=True)
class Score:
    """A row and what came out."""

    pattern: Pattern
    result: Result

    @property
    def holds(self) -> bool:
        """Whether the result is within the tolerance."""
        return self.pattern.holds(self.result)


@cache
def bench() -> Bench:
    """Return what the rows run on: the first plausible worlds."""
    return Bench(tuple(plausible_worlds(WORLDS)))


def measured(name: str) -> Result:
    """Measure the row of this name."""
    return next(row for row in all_patterns() if row.name == name).measure(bench())


def scores(names: Sequence[str] | None = None) -> Iterator[Score]:
    """Yield the scores of all rows, or of those named, in order, measured on all cores."""
    rows = [row for row in all_patterns() if names is None or row.name in names]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for row, result in zip(rows, pool.map(measured, [r.name for r in rows]), strict=True):
            yield Score(row, result)


def number(value: float) -> str:
    """Return a number in three digits.

    >>> number(0.12345), number(1234.5), number(-0.00001234)
    ('0.123', '1230', '-1.23e-05')
    """
    text = f"{value:.3g}"
    return f"{float(text):.0f}" if "e+" in text and abs(value) < 1e6 else text


def outcome(score: Score) -> str:
    """Return the result with its interval."""
    result = score.result
    if result.low == result.high:
        return number(result.value)
    return f"{number(result.value)} ({number(result.low)} to {number(result.high)})"


def tolerance(pattern: Pattern) -> str:
    """Return the tolerance in words."""
    low, high = pattern.within
    if low == high:
        return f"exactly {number(low)}"
    if high == float("inf"):
        return f"at least {number(low)}"
    if low == float("-inf"):
        return f"at most {number(high)}"
    return f"{number(low)} to {number(high)}"


def summary(done: Sequence[Score]) -> str:
    """Return the count in a sentence."""
    held = sum(score.holds for score in done)
    validation = [score for score in done if score.pattern.kind == "validation"]
    apart = [score for score in validation if score.pattern.name in NOT_INDEPENDENT]
    if not validation:
        return f"{held} of {len(done)} rows hold."
    right = sum(score.holds for score in validation)
    right_apart = sum(score.holds for score in apart)
    return (
        f"{held} of {len(done)} rows hold. Of {len(validation)} held back for validation, {right}"
        f" hold: {right - right_apart} of the {len(validation) - len(apart)} that are independent"
        f" of the rules, and {right_apart} of the {len(apart)} that are not."
    )


def table(done: Sequence[Score]) -> list[str]:
    """Return the rows of one kind as a table."""
    lines = ["| pattern | source | within | result | holds |", "|---|---|---|---|---|"]
    for score in done:
        row = score.pattern
        title = f"[{row.title}](#{anchor(row.title)})"
        lines.append(
            f"| {title} | {row.source} | {tolerance(row)} | {outcome(score)}"
            f" | {'yes' if score.holds else '**no**'}{mark(row)} |"
        )
    return lines


def anchor(title: str) -> str:
    """Return the name by which pages link to a heading.

    >>> anchor("Imprint: over 100, and not of 200")
    'imprint-over-100-and-not-of-200'
    """
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def mark(row: Pattern) -> str:
    """Return a mark for a row that is not independent of the rules."""
    return ", not independent" if row.name in NOT_INDEPENDENT else ""


def section(score: Score) -> list[str]:
    """Return what a row says in full, with its figure."""
    row = score.pattern
    verdict = "holds" if score.holds else "**does not hold**"
    lines = [
        f"### {row.title}",
        "",
        f"{row.statistic[0].upper()}{row.statistic[1:]}: {outcome(score)}; {verdict}, the tolerance"
        f" is {tolerance(row)}.",
        "",
        f"- *Source:* {row.source} ({row.source.year}, {row.source.place}): {row.source.finding}.",
        f"- *Why this tolerance:* {row.because}.",
        f"- *If it fails:* {row.if_failed}.",
        *([f"- *Not independent:* {why}."] if (why := NOT_INDEPENDENT.get(row.name)) else []),
        "",
        f"![{row.title}](figures/patterns/{row.name}.png)",
        "",
    ]
    return lines


def failures(done: Sequence[Score]) -> list[str]:
    """Return what does not hold, and what that means for use."""
    lines = [
        f"- [{score.pattern.title}](#{anchor(score.pattern.title)}): {outcome(score)} instead of"
        f" {tolerance(score.pattern)}. {score.pattern.if_failed[0].upper()}"
        f"{score.pattern.if_failed[1:]}."
        for score in done
        if not score.holds
    ]
    return lines or ["All rows hold."]


def page(done: Sequence[Score]) -> str:
    """Return the whole page."""
    lines = [
        "# Scorecard: what the model reproduces, and what not",
        "",
        f"{summary(done)} Written by `snowball patterns`. Worlds are the defaults and the next"
        f" {WORLDS - 1} [plausible worlds](plausible-worlds.md); where a result has an interval,"
        " it is the middle 90 % of worlds, or the 95 % interval of a share, as the row says. A row"
        " that fails stays.",
        "",
        "## What does not hold",
        "",
        *failures(done),
        "",
        "## What was changed after the first scoring",
        "",
        CHANGED,
        "",
    ]
    for kind in KINDS:
        of_kind = [score for score in done if score.pattern.kind == kind]
        if of_kind:
            lines += [f"## {TITLES[kind]}", "", MEANINGS[kind], "", *table(of_kind), ""]
            for score in of_kind:
                lines += section(score)
    return "\n".join(lines).rstrip() + "\n"


def write(done: Sequence[Score], folder: Path) -> Path:
    """Write the page and the figures into a folder and return the page's path."""
    figures = folder / "figures" / "patterns"
    figures.mkdir(parents=True, exist_ok=True)
    for score in done:
        write_whole(figures / f"{score.pattern.name}.png", sketch_png(score.result.sketch))
    path = folder / "patterns.md"
    write_whole(path, page(done))
    return path
