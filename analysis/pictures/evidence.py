"""How well numbers are known, and how much of each answer rests on guesses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ..evidence import HIDDEN, counts, headline, is_known, outcome_text, percent, uncertain
from .picture import Picture
from .style import FAINT, GRID, INK, PAPER, SMALL_SIZE, folded, framed, tidy

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NARROW_INCHES = 4.0  # read on a telephone without turning it
ROW_INCHES = 0.2
DARK, LIGHT = "#1f3b57", "#b9cbdc"
SHIFT = 0.17
TITLE_LETTERS = 31


def grades_picture() -> Picture:
    """Draw how many uncertain numbers, and how many rules that read them, have each grade."""
    numbers, rules = counts("grade"), counts("structure")
    total = len(uncertain())
    title = f"{numbers['guess']} of {total} uncertain numbers are guesses, and say so"
    made = f"Register of parameters, {total} uncertain numbers."
    figure = framed(title, made, 2.9, NARROW_INCHES)
    axes = figure.subplots()
    at = np.arange(len(numbers))[::-1]
    for shift, found, colour, hatch in ((0.2, numbers, DARK, ""), (-0.2, rules, LIGHT, "///")):
        bars = axes.barh(at + shift, list(found.values()), 0.38, color=colour, hatch=hatch,
                         edgecolor=PAPER if not hatch else DARK, linewidth=0.6)  # fmt: skip
        axes.bar_label(bars, padding=2, size=SMALL_SIZE, color=INK)
    tidy(axes, grid="x")
    axes.set_yticks(at, list(numbers))
    axes.set_xlim(0, 1.12 * max(*numbers.values(), *rules.values()))
    axes.set_xlabel("how many", size=SMALL_SIZE)
    handles = [
        Patch(facecolor=DARK, label="size of the number"),
        Patch(facecolor=LIGHT, edgecolor=DARK, hatch="///", label="rule that reads it"),
    ]
    axes.legend(handles=handles, fontsize=SMALL_SIZE, frameon=False, loc="center right")
    said = ", ".join(f"{grade} {numbers[grade]} and {rules[grade]}" for grade in numbers)
    alt = f"Bars: numbers and rules by grade of evidence: {said}."
    return Picture("evidence-grades", title, made, alt, figure)


def guesses_picture(measured: Mapping[str, Any]) -> Picture:
    """Draw which share of the variance of each answer rests on guesses, outcome by outcome."""
    outcomes = list(dict.fromkeys(row["outcome"] for row in measured["rows"]))
    title = headline(measured)
    made = (
        f"{measured['worlds']} pairs of worlds from the priors, {measured['replications']}"
        f" replications, seed {measured['seed']}. Lines: 95 % intervals. Grey: {HIDDEN}."
    )
    answers = list(dict.fromkeys(row["answer"] for row in measured["rows"]))
    body = len(outcomes) * (len(answers) * ROW_INCHES + 0.5) + 0.75
    figure = framed(title, made, body, NARROW_INCHES)
    heights = [0.35, *[float(len(answers)) * ROW_INCHES] * len(outcomes)]
    legend, *panels = figure.subplots(len(heights), 1, height_ratios=heights)
    for axes, outcome in zip(panels, outcomes, strict=True):
        found = {row["answer"]: row for row in measured["rows"] if row["outcome"] == outcome}
        _panel(axes, outcome, [found[answer]["grades"]["guess"] for answer in answers], answers)
    panels[-1].set_xlabel("share of the variance over worlds, %", size=SMALL_SIZE)
    handles = [
        Line2D([], [], color=DARK, marker="o", linestyle="-", label="guesses alone"),
        Line2D([], [], color=DARK, marker="s", markerfacecolor=PAPER, linestyle="-",
               label="guesses, in all"),
    ]  # fmt: skip
    legend.axis("off")
    legend.legend(handles=handles, ncols=2, fontsize=SMALL_SIZE, frameon=False, loc="center")
    alt = f"Dots with intervals for {len(answers)} answers in {len(outcomes)} outcomes. {title}"
    return Picture("evidence-guesses", title, made, alt, figure)


def _panel(
    axes: Axes, outcome: str, cells: list[Mapping[str, list[float]]], answers: list[str]
) -> None:
    """Draw one outcome: a dot alone, a square in all, or that luck hides them."""
    rows = np.arange(len(answers))[::-1]
    for at, cell in zip(rows.tolist(), cells, strict=True):
        for key, shift, marker, face in (
            ("alone", SHIFT, "o", DARK),
            ("total", -SHIFT, "s", PAPER),
        ):
            if not is_known(cell[key]):
                axes.axhspan(at + shift - SHIFT, at + shift + SHIFT, color=GRID, linewidth=0)
                continue
            value, low, high = (percent(end) for end in cell[key])
            axes.plot([low, high], [at + shift] * 2, color=DARK, linewidth=1.1)
            axes.plot(value, at + shift, marker, color=DARK, markerfacecolor=face, markersize=4.2,
                      clip_on=False)  # fmt: skip
    tidy(axes, folded(outcome_text(outcome), TITLE_LETTERS), grid="x")
    axes.set_xlim(0, 100)
    axes.set_ylim(-0.6, len(answers) - 0.4)
    axes.set_yticks(rows, answers)
    axes.tick_params(axis="y", length=0, labelsize=SMALL_SIZE - 1)
    axes.axvline(50, color=FAINT, linewidth=0.6, linestyle=(0, (2, 2)))
