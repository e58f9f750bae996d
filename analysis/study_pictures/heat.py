"""An outcome over a grid of two factors: means, and how often each cell is best."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patches import Rectangle

from analysis import words

from ..pictures.picture import Picture
from ..pictures.style import AMOUNTS, FAINT, INK, SMALL_SIZE, TEXT_SIZE, folded, framed, in_words
from .asked import Asked
from .contrasts import Floats
from .crossing import Crossed
from .drawn import Drawn, drawn
from .names import (
    factor_label,
    factor_name,
    level_unit,
    meaning_sentence,
    outcome_name,
    outcome_unit,
    value_text,
)
from .sentences import averaged_sentence, contexts_noun
from .shares import (
    LUCK_DECIDES,
    Choices,
    choices_of,
    compares_worlds,
    ends_sentence,
    from_worst_to_best,
    least_missed,
    missed,
    most_often,
    not_clearly_more,
    times_best,
    whole_sentence,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MAP_INCHES = 3.75
MOST_NUMBERED = 8  # columns of which every cell shows its number
LIGHT = 0.55  # of the scale of colours; above it text is dark
THOUSANDS = 10_000.0


def heat_picture(asked: Asked, table: Crossed) -> Drawn:
    """Draw the cells of one arm; with several worlds also how often each is best."""
    found = choices_of(asked, table, 0)
    title = heat_title(asked, table, found)
    noun = contexts_noun(table)
    figure = framed(title, asked.made, MAP_INCHES)
    panels = figure.subplots(1, 2 if compares_worlds(asked, table) else 1, squeeze=False)[0]
    scale, unit = scaled(found.mean, outcome_unit(asked.outcome))
    over = (
        f", mean of {found.contexts} {noun.replace('plausible ', '')}" if table.has_contexts else ""
    )
    name = f"{outcome_name(asked.outcome)}{over}"
    draw_cells(figure, panels[0], table, found.whole, found.mean * scale, folded(name, 36), unit)
    if compares_worlds(asked, table):
        heading = "How often each cell is best"
        draw_cells(figure, panels[1], table, found.whole, 100 * found.best, heading,
                   f"% of {noun}", from_zero=True)  # fmt: skip
    for at, axes in enumerate(panels):
        axes.set_xlabel(folded(factor_label(table.names[1]), 40), size=SMALL_SIZE)
        if at == 0:
            axes.set_ylabel(folded(factor_label(table.names[0]), 40), size=SMALL_SIZE)
    same = f" and {found.contexts} {noun}, the same for all" if table.has_contexts else ""
    compared = compares_worlds(asked, table)
    luck = f" {LUCK_DECIDES}" if compared else f" {ends_sentence(table)}"
    caption = (
        f"{asked.made} Arm: {asked.label(asked.arms[0])}. Cells: means over all replicates{same}."
        " Colours begin at the lowest mean, not at 0; cells show no intervals."
        f"{luck}{averaged_sentence(table)}{whole_sentence(found, 'cells')}"
        f"{meaning_sentence(*table.names)}"
    )
    alt = (
        f"Table of colours: {outcome_name(asked.outcome)} by {factor_name(table.names[0])} and"
        f" {factor_name(table.names[1])}. {title}."
    )
    names = "-".join(table.names)
    made = Picture(f"heat-{asked.outcome}-{names}-{asked.arms[0]}", title, caption, alt, figure)
    numbers = {
        "factors": table.names, "cells": found.where, "mean": found.mean,
        "low": [one.low for one in found.levels], "high": [one.high for one in found.levels],
        "best_share": found.best if compared else None, "contexts": found.contexts,
    }  # fmt: skip
    return drawn(asked, "heat", made, numbers)


def heat_title(asked: Asked, table: Crossed, found: Choices) -> str:
    """Return which cell is best most often and how often, or where the mean is highest."""
    if len(found.where) < 2:
        return f"{outcome_name(asked.outcome)}: too few cells have run for a picture"
    if not compares_worlds(asked, table):
        unit = level_unit(asked.outcome)
        ends = from_worst_to_best(found, lambda at: spoken(table, found, at), unit)
        return f"{outcome_name(asked.outcome)} goes {ends}"
    (top, tied), noun = most_often(found), contexts_noun(table)
    by = " and ".join(map(factor_name, table.names))
    head = f"{outcome_name(asked.outcome)} by {by}: {values_of(found, top)}"
    if found.best[top] > 1 - 1e-9:
        return f"{head} is best in all {found.contexts} {noun}"
    often = "another as often" if tied else "more often than any other"
    least, regret, alike = least_missed(found)
    misses = "it also misses" if least == top else f"{values_of(found, least)} misses"
    return (
        f"{head} is best in {times_best(float(found.best[top]), found.contexts)} {noun}, {often};"
        f" {misses} least on average, {missed(asked, regret)}"
        f"{not_clearly_more(alike, len(found.where) - 1)}"
    )


def values_of(found: Choices, at: int) -> str:
    """Return the values of a cell, in the order of the factors."""
    return " and ".join(map(value_text, found.where[at].tolist()))


def spoken(table: Crossed, found: Choices, at: int) -> str:
    """Return a cell in words."""
    values = found.where[at]
    return " and ".join(
        f"{factor_name(name)} {value_text(value)}"
        for name, value in zip(table.names, values.tolist(), strict=True)
    )


def scaled(values: Floats, unit: str) -> tuple[float, str]:
    """Return a factor and a unit in which large amounts need few digits."""
    if values.size and float(np.abs(values).max()) >= THOUSANDS:
        return 1e-3, f"thousand {unit}"
    return 1.0, unit


def draw_cells(
    figure: Figure, axes: Axes, table: Crossed, whole: Any, values: Floats, heading: str,
    unit: str, *, from_zero: bool = False,
) -> None:  # fmt: skip
    """Draw one table of colours with its numbers; cells that have not run are crossed out."""
    rows, columns = (np.unique(table.choices[:, at]) for at in (0, 1))
    cells = np.full(len(table.choices), np.nan)
    cells[whole] = values
    grid = np.full((len(rows), len(columns)), np.nan)
    at = tuple(np.searchsorted(rows_of, table.choices[:, axis])
               for axis, rows_of in enumerate((rows, columns)))  # fmt: skip
    grid[at] = cells
    low = 0.0 if from_zero else float(np.nanmin(grid)) if values.size else 0.0
    high = float(np.nanmax(grid)) if values.size else 1.0
    high = high if high > low else low + 1.0
    image = axes.imshow(grid, cmap=AMOUNTS, vmin=low, vmax=high, origin="lower", aspect="auto")
    decimals = 0 if from_zero else max(0, int(2 - np.floor(np.log10(max(high - low, 1e-9)))) - 1)
    for (row, column), value in np.ndenumerate(grid):
        if not np.isfinite(value):
            axes.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, facecolor="white",
                                     edgecolor=FAINT, hatch="xxx", linewidth=0))  # fmt: skip
        elif len(columns) <= MOST_NUMBERED:
            light = (value - low) / (high - low) > LIGHT
            axes.text(column, row, words.number(value, min(decimals, 3)), ha="center", va="center",
                      size=SMALL_SIZE - 0.5, color=INK if light else "white")  # fmt: skip
    for axis, ticks in ((axes.xaxis, columns), (axes.yaxis, rows)):
        step = -(-len(ticks) // MOST_NUMBERED)
        axis.set_ticks(range(0, len(ticks), step), [value_text(one) for one in ticks[::step]])
    axes.tick_params(length=0, labelsize=SMALL_SIZE)
    axes.set_title(heading, size=TEXT_SIZE, loc="left", color=INK)
    bar = figure.colorbar(image, ax=axes, orientation="horizontal", fraction=0.05, pad=0.03)
    in_words(bar.ax.xaxis, 4)
    bar.ax.tick_params(labelsize=SMALL_SIZE)
    bar.set_label(unit, size=SMALL_SIZE)
    bar.outline.set_visible(False)
