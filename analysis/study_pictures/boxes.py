"""Boxes of scenario discovery: their limits within the ranges, and the rows they hold."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from analysis import words
from simulation.register import REGISTER

from ..pictures.legends import legend_in, legend_inches
from ..pictures.picture import Picture, settled
from ..pictures.style import (
    FAINT,
    INK,
    PAPER,
    SMALL_SIZE,
    TEXT_SIZE,
    folded,
    framed,
    in_words,
    tidy,
)
from .contrasts import Floats
from .frame import powers
from .names import factor_label, factor_name, meaning_sentence, said_what, value_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from analysis.discovery.boxes import Box, Discovery, Limit

CASE, OTHER, BOX = "#882255", "#9aa5b1", "#1f3b57"
LIMIT_INCHES, BOX_INCHES, SCATTER_INCHES, EMPTY_INCHES = 0.5, 0.4, 3.1, 2.0
MOST_DOTS = 1_500
Flags = npt.NDArray[np.bool_]
Table = Mapping[Any, Any]


def boxes_picture(
    discovery: Discovery, table: Table, of_interest: npt.ArrayLike, meaning: str = ""
) -> Picture:
    """Draw the limits of every box as bars, and the first box over its first two parameters.

    ``table`` and ``of_interest`` are what the boxes were found in; ``meaning`` says in words what
    makes a row of interest.
    """
    cases = np.asarray(of_interest).astype(bool)
    title = boxes_title(discovery)
    made = (
        f"{words.number(discovery.rows)} rows, {words.number(discovery.cases)} of interest"
        f" ({100 * discovery.base_rate:.0f} %)."
    )
    if meaning:
        made += f" Of interest: {said_what(meaning)}."
    name = "boxes"
    if not discovery.boxes:
        figure = framed(title, made, EMPTY_INCHES)
        draw_base_rate(figure.subplots(), discovery)
        caption = f"{made} No box is drawn. {discovery.why_none}"
        alt = f"One bar: the share of rows of interest. {title}."
        return settled(Picture(name, title, caption, alt, figure))
    limits = sum(len(box.limits) for box in discovery.boxes)
    bars = LIMIT_INCHES * limits + BOX_INCHES * len(discovery.boxes) + 0.35
    handles = _handles()
    legend = legend_inches(handles, 2)
    figure = framed(title, made, bars + SCATTER_INCHES + legend)
    top, middle, below = figure.subplots(3, 1, height_ratios=(bars, SCATTER_INCHES, legend))
    draw_limits(top, discovery, table)
    draw_rows(middle, discovery.boxes[0], table, cases)
    legend_in(below, handles, 2)
    told = " ".join(box_sentence(box, number, len(discovery.boxes))
                    for number, box in enumerate(discovery.boxes, 1))  # fmt: skip
    meant = meaning_sentence(*(limit.name for limit in discovery.boxes[0].limits))
    caption = (
        f"{made} {told} The numbers for rows left out are the ones to believe: boxes that were"
        f" found in the same way without these rows.{meant}"
    )
    alt = f"Bars for {limits} limits within their ranges, and a scatter of the rows. {title}."
    return settled(Picture(name, title, caption, alt, figure))


def _handles() -> list[Any]:
    return [
        Line2D([], [], color=CASE, marker="o", linestyle="none", markersize=5, label="of interest"),
        Line2D([], [], color=OTHER, marker="x", linestyle="none", markersize=4.5,
               label="not of interest"),
        Patch(facecolor="none", edgecolor=BOX, linewidth=1.8, label="the box (the first of them)"),
    ]  # fmt: skip


def boxes_title(discovery: Discovery) -> str:
    """Return the limits of the first box and how it did on rows left out, or why there is none."""
    what = "Cases of interest"
    if not discovery.boxes:
        return f"{what} have no box of their own. {discovery.why_none.rstrip('.')}"
    box = discovery.boxes[0]
    limits = words.listed([_spoken(limit) for limit in box.limits])
    return (
        f"{what} gather where {limits}: on rows left out {100 * box.held_out_density:.0f} % of such"
        f" rows are of interest, of all rows {100 * discovery.base_rate:.0f} %"
    )


def _spoken(limit: Limit) -> str:
    rest = str(limit).removeprefix(f"{limit.name} ").removesuffix(" 0-1")
    return f"{factor_name(limit.name)} {'' if limit.values else 'is '}{rest}"


def box_sentence(box: Box, number: int, count: int) -> str:
    """Return how good a box is, on rows it was found on and on rows left out."""
    which = f"Box {number}" if count > 1 else "The box"
    return (
        f"{which} holds {100 * box.coverage:.0f} % of all cases of interest in"
        f" {100 * box.mass:.0f} % of the rows, of which {100 * box.density:.0f} % are of interest;"
        f" on rows left out {100 * box.held_out_coverage:.0f} % and"
        f" {100 * box.held_out_density:.0f} %."
    )


def draw_base_rate(axes: Axes, discovery: Discovery) -> None:
    """Draw how many rows are of interest, and write why there is no box."""
    rate = 100 * discovery.base_rate
    axes.barh(0, rate, 0.5, color=CASE, linewidth=0)
    axes.barh(0, 100 - rate, 0.5, left=rate, color=PAPER, edgecolor=OTHER, linewidth=0.9)
    tidy(axes, grid="x")
    axes.set_xlim(0, 100)
    axes.set_ylim(-0.9, 1.3)
    axes.set_yticks([])
    axes.set_xlabel("% of the rows that are of interest", size=SMALL_SIZE)
    axes.text(0, 1.15, folded(discovery.why_none, 88), size=SMALL_SIZE, va="top", color=INK)


def numbers_of(table: Table, name: str) -> Floats:
    """Return a column as numbers; words become their places in the alphabet."""
    from analysis.discovery.boxes import named
    from analysis.discovery.columns import column_of

    return column_of(name, named(table, name)).values


def draw_limits(axes: Axes, discovery: Discovery, table: Table) -> None:
    """Draw each limit as a bar within the whole range of its parameter, with its values."""
    labels, y = [], 0.0
    for number, box in enumerate(discovery.boxes, 1):
        if len(discovery.boxes) > 1:
            axes.text(0.0, y, f"Box {number}", size=SMALL_SIZE, weight="bold", color=INK,
                      va="center")  # fmt: skip
            y += 0.8
        for limit, stability in zip(box.limits, box.stability, strict=True):
            column = numbers_of(table, limit.name)
            _draw_limit(axes, y, limit, float(column.min()), float(column.max()))
            label = folded(factor_label(limit.name), 30)
            labels.append((y, f"{label}\nchosen in {100 * stability:.0f} % of folds"))
            y += 1.0
    tidy(axes, "Limits of the box within the range of each parameter", grid="x")
    axes.grid(visible=False)
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(y - 0.4, -0.6)
    axes.set_yticks([at for at, _ in labels], [label for _, label in labels])
    axes.tick_params(axis="y", length=0)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set_visible(False)


def _draw_limit(axes: Axes, y: float, limit: Limit, low: float, high: float) -> None:
    """Draw one bar; ends of the range stand pale at its sides, those of the limit dark."""
    axes.barh(y - 0.08, 1.0, 0.3, color="#eef1f4", edgecolor=FAINT, linewidth=0.6)
    span = high - low or 1.0
    by_magnitude = is_by_magnitude(limit.name, low)
    if limit.values:
        axes.text(0.5, y - 0.08, " or ".join(limit.values), size=SMALL_SIZE, ha="center",
                  va="center", color=INK)  # fmt: skip
        return
    ends = [
        None if end is None
        else math.log(end / low) / math.log(high / low) if by_magnitude
        else (end - low) / span
        for end in (limit.low, limit.high)
    ]  # fmt: skip
    left, right = 0.0 if ends[0] is None else ends[0], 1.0 if ends[1] is None else ends[1]
    axes.barh(y - 0.08, right - left, 0.3, left=left, color=BOX, linewidth=0)
    close = right - left < 0.25
    for value, at, align in ((limit.low, left, "left"), (limit.high, right, "right")):
        if value is not None:
            # Of a narrow bar the two numbers would lie over each other.
            side = {"left": "right", "right": "left"}[align] if close else align
            axes.text(at, y + 0.28, value_text(float(f"{value:.3g}")), size=SMALL_SIZE, ha=side,
                      va="center", color=INK, weight="bold")  # fmt: skip
    for value, at, align, end in ((low, 0.0, "left", ends[0]), (high, 1.0, "right", ends[1])):
        if end is None or abs(end - at) > 0.3:
            axes.text(at, y + 0.28, value_text(float(f"{value:.3g}")), size=SMALL_SIZE - 0.5,
                      ha=align, va="center", color=FAINT)  # fmt: skip


def is_by_magnitude(name: str, low: float) -> bool:
    """Whether a parameter is known by its magnitude, so that its axis is one of powers."""
    return low > 0 and name in REGISTER and REGISTER[name].is_known_by_magnitude


def draw_rows(axes: Axes, box: Box, table: Table, cases: Flags) -> None:
    """Draw the rows over the first two parameters of a box; over one, spread out, if it has one."""
    names = [limit.name for limit in box.limits[:2]]
    shown = np.unique(np.linspace(0, len(cases) - 1, min(len(cases), MOST_DOTS)).astype(int))
    x = numbers_of(table, names[0])
    is_flat = len(names) == 1
    y = np.arange(len(x)) % 97 / 97.0 if is_flat else numbers_of(table, names[1])
    for flag, marker, colour, size in ((False, "x", OTHER, 4.0), (True, "o", CASE, 4.5)):
        here = shown[cases[shown] == flag]
        axes.plot(x[here], y[here], marker=marker, color=colour, markersize=size, linestyle="none",
                  alpha=0.75, markeredgewidth=0.9 if marker == "x" else 0.0, zorder=2 + flag,
                  clip_on=False)  # fmt: skip
    ends = []
    for at, column in enumerate((x, y)):
        limit = box.limits[at] if at < len(names) else None
        first, last = _padded(column, limit)
        ends.append((
            first if limit is None or limit.low is None else limit.low,
            last if limit is None or limit.high is None else limit.high,
        ))  # fmt: skip
        (axes.set_xlim if at == 0 else axes.set_ylim)(first, last)
    (left, right), (bottom, top) = ends
    axes.add_patch(Rectangle((left, bottom), right - left, top - bottom, facecolor=BOX, alpha=0.08,
                             linewidth=0, zorder=1))  # fmt: skip
    axes.add_patch(Rectangle((left, bottom), right - left, top - bottom, fill=False, edgecolor=BOX,
                             linewidth=1.8, zorder=4))  # fmt: skip
    tidy(axes, grid="both")
    in_words(axes.xaxis, 6)
    axes.set_xlabel(factor_label(names[0]), size=SMALL_SIZE)
    if is_flat:
        axes.set_yticks([])
        axes.set_ylabel("rows, spread out", size=SMALL_SIZE)
    else:
        in_words(axes.yaxis, 5)
        axes.set_ylabel(folded(factor_label(names[1]), 36), size=SMALL_SIZE)
    for at, axis in enumerate((axes.xaxis, axes.yaxis)[: len(names)]):
        if is_by_magnitude(names[at], float((x, y)[at].min())):
            (axes.set_xscale if at == 0 else axes.set_yscale)("log")
            powers(axis)
    if len(box.limits) > 2:
        more = len(box.limits) - 2
        axes.set_title(f"All rows; the box has {more} more limit{'' if more == 1 else 's'} unseen"
                       " here", size=TEXT_SIZE, loc="left", color=INK)  # fmt: skip


def _padded(column: Floats, limit: Limit | None) -> tuple[float, float]:
    """Return the ends of an axis, a little beyond the values."""
    low, high = float(column.min()), float(column.max())
    if limit is not None and is_by_magnitude(limit.name, low):
        pad = (high / low) ** 0.03
        return low / pad, high * pad
    pad = 0.03 * (high - low or 1.0)
    return low - pad, high + pad
