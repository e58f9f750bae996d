"""A few points of a study, each with its interval: levels, and differences of arms."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from ..pictures.legends import legend_in
from ..pictures.picture import Picture
from ..pictures.style import INK, SMALL_SIZE, folded, framed, in_words, tidy
from .asked import Asked
from .contrasts import Level, contrast, level_of
from .crossing import Crossed
from .drawn import Drawn, drawn
from .frame import at_zero, beginning, legend_of
from .names import (
    difference_unit,
    factor_name,
    meaning_sentence,
    outcome_name,
    outcome_unit,
    told,
    value_text,
)
from .sentences import against_reference, clear_sentence, contexts_noun

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW_INCHES, ARM_INCHES = 0.3, 0.16
LABEL_LETTERS = 26
PALE = 0.4
PAIRED = " Differences are paired on equal luck; pale: no clear difference."
Rows = dict[str, list[Level]]


def dots_picture(asked: Asked, table: Crossed) -> Drawn:
    """Draw the mean of every point and arm, and beside it paired differences of arms."""
    units = table.draws
    levels = {arm: [level_of(one) for one in units[:, at]] for at, arm in enumerate(asked.arms)}
    reference = asked.arms.index(asked.reference)
    differences = {
        arm: [contrast(one[reference], one[at]) for one in units]
        for at, arm in enumerate(asked.arms) if at != reference
    }  # fmt: skip
    title = dots_title(asked, table, levels, differences)
    handles, columns, legend = legend_of(asked, [], lines=False)
    names = [folded(row_label(table, at), LABEL_LETTERS) for at in range(len(table.choices))]
    tall = max(1 + name.count("\n") for name in names) * 0.15
    row = max(ROW_INCHES, tall + 0.08, ARM_INCHES * (1 + len(asked.arms)))
    body = row * len(names) + 0.85
    ends = np.array([end for found in levels.values() for one in found for end in one[:3]])
    made = f"{asked.made}{beginning(ends, 'axis of levels')}"
    figure = framed(title, made, body + legend)
    grid = figure.add_gridspec(2, 2 if differences else 1, height_ratios=(body, legend))
    left = figure.add_subplot(grid[0, 0])
    draw_rows(left, asked, levels, is_level=True)
    tidy(left, folded(outcome_name(asked.outcome), 30), grid="x")
    in_words(left.xaxis, 4)
    if at_zero(ends):
        left.set_xlim(0.0, 1.06 * float(np.nanmax(ends)) or 1.0)
    left.set_xlabel(outcome_unit(asked.outcome), size=SMALL_SIZE)
    left.set_yticks(range(len(names)), names)
    if differences:
        right = figure.add_subplot(grid[0, 1], sharey=left)
        draw_rows(right, asked, differences, is_level=False)
        right.axvline(0, color=INK, linewidth=1.1, zorder=1)
        label = f"Difference from {asked.label(asked.reference)}"
        tidy(right, folded(label, 30), grid="x")
        right.set_xlabel(difference_unit(asked.outcome), size=SMALL_SIZE)
        right.tick_params(axis="y", length=0, labelleft=False)
        in_words(right.xaxis, 4)
    left.set_ylim(len(names) - 0.5, -0.5)
    left.tick_params(axis="y", length=0)
    legend_in(figure.add_subplot(grid[1, :]), handles, columns)
    caption = (
        f"{made} Marks: means with 95 % intervals {interval_of(table)}."
        f"{PAIRED if differences else ''}"
        f" {clear_sentence(table)}{meaning_sentence(*table.names)}"
    ).rstrip()
    alt = (
        f"Marks with intervals for {len(names)} points and {len(asked.arms)} arms in"
        f" {outcome_name(asked.outcome)}. {title}."
    )
    picture = Picture(f"dots-{asked.outcome}", title, caption, alt, figure)
    numbers = {
        "factors": table.names, "points": table.choices, "levels": _plain(levels),
        "differences": _plain(differences),
    }  # fmt: skip
    return drawn(asked, "dots", picture, numbers)


def _plain(rows: Rows) -> dict[str, list[dict[str, Any]]]:
    return {arm: [one._asdict() for one in found] for arm, found in rows.items()}


def row_label(table: Crossed, at: int) -> str:
    """Return a point in words; the only one of a study needs none."""
    values = table.choices[at].tolist()
    said = [f"{factor_name(name)} {value_text(value)}"
            for name, value in zip(table.names, values, strict=True)]  # fmt: skip
    return ", ".join(said) or "all runs"


def interval_of(table: Crossed) -> str:
    """Return what the intervals are over."""
    if table.has_worlds:
        return f"over {len(table.contexts)} {contexts_noun(table)}, not over luck"
    return "over replicates, which is luck alone"


def dots_title(asked: Asked, table: Crossed, levels: Rows, differences: Rows) -> str:
    """Return where arms clearly differ, or from where to where the level goes."""
    if differences:
        return against_reference(asked, differences, "points")
    found = next(iter(levels.values()))
    known = [at for at, one in enumerate(found) if math.isfinite(one.mean)]
    if not known:
        return f"{outcome_name(asked.outcome)}: nothing has run yet"
    low, high = (pick(known, key=lambda at: found[at].mean) for pick in (min, max))
    ends = [
        f"{told(*found[at][:3])} at {row_label(table, at)}" for at in dict.fromkeys((low, high))
    ]
    shown = outcome_unit(asked.outcome)
    if len(ends) == 1:
        return f"{outcome_name(asked.outcome)} ({shown}): {ends[0]}"
    return f"{outcome_name(asked.outcome)} ({shown}): from {ends[0]} to {ends[1]}"


def draw_rows(axes: Axes, asked: Asked, rows: Rows, *, is_level: bool) -> None:
    """Draw one mark with its interval for every point and arm."""
    step = 0.62 / max(1, len(rows))
    for number, (arm, found) in enumerate(rows.items()):
        style = asked.styles[arm]
        for at, one in enumerate(found):
            if not math.isfinite(one.mean):
                continue
            y = at + (number - (len(rows) - 1) / 2) * step
            shade = 1.0 if is_level or one.clear else PALE
            if math.isfinite(one.low) and math.isfinite(one.high):
                axes.plot([one.low, one.high], [y, y], color=style.colour, linewidth=1.8,
                          alpha=shade, solid_capstyle="butt")  # fmt: skip
            axes.plot([one.mean], [y], marker=style.marker, color=style.colour,
                      markerfacecolor=style.face, alpha=shade, markersize=6.5)  # fmt: skip
