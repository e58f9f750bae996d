"""Whom to involve from which month: a map of all pairs of first months."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.colors import TwoSlopeNorm
from matplotlib.patches import Patch, Rectangle

from analysis import words
from analysis.choices import (
    INVOLVING,
    NEVER,
    REPLICATIONS_PER_POINT,
    Spot,
    Where,
    against,
    base_arm,
    timing,
)
from analysis.comparison import Difference

from . import phrases
from .legends import legend_in, legend_inches
from .phrases import OF_A_CHOICE, hundredfold, unit_of
from .picture import Picture
from .style import INK, SMALL_SIZE, TEXT_SIZE, folded, framed, in_words
from .sustainability import left_heading

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulation import Results, Scenario

FIRST: Where = (0.0, 0.0)
MAP_INCHES = 3.5
LEGEND_COLUMNS = 2
LESS_AND_MORE = "PuOr"  # orange is less, purple is more: safe for colour-blind people
Cells = dict[Where, Difference]


def timing_picture(scenario: Scenario, results: Results, seed: int) -> Picture:
    """Draw how impact and what lasts differ from involving both from the first month."""
    del results
    spots = timing(scenario, seed)
    kept = base_arm(scenario, INVOLVING)
    cells = {name: differences_from_first(spots, name) for name in OF_A_CHOICE}
    title = timing_title(cells[OF_A_CHOICE[0]])
    spent = [spot.spent_eur for spot in spots.values()]
    made = (
        f"{len(spots)} pairs of months, {phrases.replications(REPLICATIONS_PER_POINT)} each on"
        f" equal luck, seed {seed}, all else as in “{kept.label}”."
        f" {phrases.spent_phrase(spent, 'pair')}"
    )
    handles = [
        Patch(facecolor="white", edgecolor="#777777", hatch="////", label=words.NOT_CLEAR),
        Patch(facecolor="white", edgecolor=INK, linewidth=2, label="both from month 0"),
    ]  # fmt: skip
    legend = legend_inches(handles, LEGEND_COLUMNS)
    figure = framed(title, made, MAP_INCHES + legend)
    grid = figure.add_gridspec(2, 2, height_ratios=(MAP_INCHES, legend))
    names = ("Impact over the whole run", left_heading(scenario))
    for at, (outcome, name) in enumerate(zip(OF_A_CHOICE, names, strict=True)):
        axes = figure.add_subplot(grid[0, at])
        draw_cells(figure, axes, cells[outcome], outcome)
        axes.set_title(folded(name, 30), size=TEXT_SIZE, loc="left", color=INK)
        axes.set_xlabel("communities from month", size=SMALL_SIZE)
        if at == 0:
            axes.set_ylabel("policy makers from month", size=SMALL_SIZE)
    legend_in(figure.add_subplot(grid[1, :]), handles, LEGEND_COLUMNS)
    caption = (
        f"{made} {phrases.only_moved('the months move')} Each cell: mean paired difference from"
        f" involving both from the first month; hatched: {words.NOT_CLEAR}. {phrases.CLEAR} Of"
        " twenty cells without any difference about one would look clear by luck."
    )
    alt = (
        "Two tables of colours: first month of policy makers by first month of communities, with"
        f" the difference in impact and in what lasts from involving both at once. {title}."
    )
    return Picture("timing", title, caption, alt, figure)


def differences_from_first(spots: dict[Where, Spot], outcome: str) -> Cells:
    """Return the paired difference of every pair of months from both at the first month."""
    return {
        where: against(spots[FIRST], spot, outcome)
        for where, spot in spots.items()
        if where != FIRST
    }


def timing_title(cells: Cells) -> str:
    """Return how many other pairs of months bring clearly more or less impact."""
    count = len(cells)
    more = [where for where, row in cells.items() if row.better == "better"]
    less = sum(row.better == "worse" for row in cells.values())
    if not more and not less:
        return (
            f"No clear difference in impact between involving both from the first month and"
            f" {count} other timings"
        )
    text = (
        f"Against involving both from the first month, {len(more) or 'none'} of {count} other"
        f" timings {'has' if len(more) < 2 else 'have'} clearly more impact and"
        f" {less or 'none'} clearly less"
    )
    best = max(cells, key=lambda where: cells[where].difference)
    if best in more:
        text += f"; most with policy makers {spoken(best[0])} and communities {spoken(best[1])}"
    return text


def spoken(month: float) -> str:
    """Return a first month in words."""
    return "never" if month == NEVER else f"from month {int(month)}"


def scaled(row: Difference) -> float:
    """Return a difference in points for shares, in percent for amounts."""
    return row.difference * hundredfold(row.outcome, row.reference_mean)


def draw_cells(figure: Figure, axes: Axes, cells: Cells, outcome: str) -> None:
    """Draw one table of colours with its numbers."""
    months = list(dict.fromkeys(where[0] for where in [FIRST, *cells]))
    values = np.array([[scaled(cells[y, x]) if (y, x) in cells else 0.0 for x in months]
                       for y in months])  # fmt: skip
    most = float(np.abs(values).max()) or 1.0
    image = axes.imshow(
        values, cmap=LESS_AND_MORE, norm=TwoSlopeNorm(0, -most, most), origin="lower"
    )
    decimals = 0 if most >= 5 else 1
    for row, makers in enumerate(months):
        for column, people in enumerate(months):
            if (makers, people) == FIRST:
                axes.add_patch(Rectangle((column - 0.47, row - 0.47), 0.94, 0.94, fill=False,
                                         edgecolor=INK, linewidth=2))  # fmt: skip
                continue
            clear = cells[makers, people].clear
            value = values[row, column]
            if not clear:
                axes.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, linewidth=0,
                                         edgecolor="#777777", hatch="////"))  # fmt: skip
            dark = abs(value) > 0.62 * most and clear
            axes.text(column, row, words.number(value, decimals, signed=True), ha="center",
                      va="center", size=SMALL_SIZE, color="white" if dark else INK,
                      bbox=None if clear else {"facecolor": "white", "edgecolor": "none",
                                               "pad": 1.0, "alpha": 0.85})  # fmt: skip
    labels = ["never" if month == NEVER else f"{month:.0f}" for month in months]
    axes.set_xticks(range(len(months)), labels, size=SMALL_SIZE)
    axes.set_yticks(range(len(months)), labels, size=SMALL_SIZE)
    axes.tick_params(length=0)
    bar = figure.colorbar(image, ax=axes, orientation="horizontal", fraction=0.05, pad=0.04)
    in_words(bar.ax.xaxis, 4)
    bar.ax.tick_params(labelsize=SMALL_SIZE)
    bar.set_label(f"difference, {unit_of(outcome)}", size=SMALL_SIZE)
