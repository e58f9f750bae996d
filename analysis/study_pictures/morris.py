"""Morris' elementary effects as a map: how much a factor does, and how unevenly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.lines import Line2D

from analysis import words

from ..pictures.labels import Box, around, fitted
from ..pictures.legends import legend_in, legend_inches
from ..pictures.picture import LAYOUT_ROUNDS, Picture, settled
from ..pictures.style import (
    DOTS_PER_INCH,
    FAINT,
    INK,
    PAPER,
    SMALL_SIZE,
    framed,
    in_words,
    text_pixels,
    tidy,
)
from .names import OUTCOMES, difference_unit, factor_name, said_what, scale_of, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from analysis.sensitivity.morris import MorrisEffects

MAP_INCHES = 4.0
DARK = "#1f3b57"
MARK_PIXELS = 7.0
ROOM_PIXELS = 5.0  # between names: text is drawn a little higher than its letters
MOST_NAMED = 3


def unit_and_scale(outcome: str) -> tuple[str, float]:
    """Return the unit of a difference and what it is multiplied with, if the outcome is known."""
    name = outcome.split(" ")[0]
    return (difference_unit(name), scale_of(name)) if name in OUTCOMES else ("", 1.0)


def morris_map(effects: MorrisEffects, outcome: str) -> Picture:
    """Draw mu* with its interval against sigma, names where they fit without overlap.

    ``outcome`` is the name of an outcome, or what was asked in words that begin with one.
    """
    unit, scale = unit_and_scale(outcome)
    size, sigma = effects.mu_star * scale, effects.sigma * scale
    low, high = effects.mu_star_low * scale, effects.mu_star_high * scale
    title = morris_title(effects, outcome)
    made = (
        f"{words.number(effects.trajectories)} trajectories, {len(effects.names)} factors,"
        f" {words.number(effects.replicates)} common seed{'' if effects.replicates == 1 else 's'}."
    )
    clear = low > 0
    handles = [
        Line2D([], [], color=DARK, marker="o", linestyle="-", label="clear effect, 95 % interval"),
        *([Line2D([], [], color=FAINT, marker="o", markerfacecolor=PAPER, linestyle="none",
                  label="no clear effect: luck alone may give as much")]
          if not clear.all() else []),
        Line2D([], [], color=FAINT, linestyle=(0, (4, 3)),
               label="sigma = mu*: above it an effect hangs on other factors"),
    ]  # fmt: skip
    legend = legend_inches(handles)
    figure = framed(title, made, MAP_INCHES + legend)
    axes, below = figure.subplots(2, 1, height_ratios=(MAP_INCHES, legend))
    for at in range(len(size)):
        if clear[at]:
            axes.plot([low[at], high[at]], [sigma[at]] * 2, color=DARK, linewidth=1.1, alpha=0.7)
        axes.plot(size[at], sigma[at], "o", color=DARK if clear[at] else FAINT, markersize=5.5,
                  markerfacecolor=DARK if clear[at] else PAPER, zorder=3)  # fmt: skip
    tidy(axes, grid="both")
    right = 1.08 * float(max(size.max(), high.max())) or 1.0
    top = 1.1 * float(sigma.max()) or 1.0
    axes.plot([0, min(right, top)], [0, min(right, top)], color=FAINT, linestyle=(0, (4, 3)),
              linewidth=1.0, zorder=1)  # fmt: skip
    axes.set_xlim(0, right)
    axes.set_ylim(0, top)
    in_words(axes.xaxis, 6)
    in_words(axes.yaxis, 5)
    of = f", {unit}" if unit else ""
    axes.set_xlabel(f"size of the effect over the whole range (mu*){of}", size=SMALL_SIZE)
    axes.set_ylabel(f"spread of the effect (sigma){of}", size=SMALL_SIZE)
    legend_in(below, handles)
    unnamed = name_marks(figure, axes, effects.names, size, sigma, (low, high), clear)
    crowded = f" {unnamed} marks have no room for their names." if unnamed else ""
    warned = "".join(f" {one}" for one in effects.warnings)
    caption = (
        f"{made} Each mark is a factor: mu* is the mean size of its effect when it goes through"
        " its whole range, sigma how much that effect differs with the other factors. Intervals"
        f" are over trajectories and seeds, moved to where mu* is without luck.{crowded}{warned}"
    )
    alt = f"Scatter of size and spread of the effects of {len(size)} factors. {title}."
    return settled(Picture(f"morris-{outcome.replace(' ', '-')}", title, caption, alt, figure))


def name_marks(
    figure: Figure, axes: Axes, names: tuple[str, ...], x: Any, y: Any, spans: Any, clear: Any
) -> int:
    """Write names where they fit, largest effects first; return how many have no room."""
    for _ in range(LAYOUT_ROUNDS):
        figure.draw_without_rendering()
    figure.set_layout_engine("none")  # what moves later would move names over each other
    order = np.argsort(-x, kind="stable").tolist()
    at = axes.transData.transform(np.column_stack([x, y]))
    pixels = at * DOTS_PER_INCH / figure.dpi
    ends = [axes.transData.transform([(spans[0][one], y[one]), (spans[1][one], y[one])])
            for one in np.flatnonzero(clear)]  # fmt: skip
    frame = axes.get_window_extent()
    box = Box(frame.x0, frame.y0, frame.x1, frame.y1)
    letters = [text_pixels(figure, factor_name(names[one]), SMALL_SIZE - 0.5) for one in order]
    sizes = [(width + ROOM_PIXELS, height + ROOM_PIXELS) for width, height in letters]
    places = [(float(left), float(bottom), MARK_PIXELS) for left, bottom in pixels]
    marks = [around(*place) for place in places]
    points = [places[one] for one in order]
    # Nothing is written over an interval, which would seem to belong to the name.
    lines = [Box(float(left), height - 2, float(right), height + 2)
             for (left, height), (right, _) in ends]  # fmt: skip
    found = fitted(points, sizes, [*marks, *lines], box, len(names))
    for place, room in found.items():
        middle = ((room.left + room.right) / 2, (room.bottom + room.top) / 2)
        across, up = axes.transAxes.inverted().transform(middle)
        one = order[place]
        # A name may stand nearer to another mark than to its own, so a thin line leads to it.
        left, bottom, _ = places[one]
        edge = (np.clip(left, room.left, room.right), np.clip(bottom, room.bottom, room.top))
        lead = axes.transAxes.inverted().transform([(left, bottom), edge])
        axes.plot(*lead.T, color=FAINT, linewidth=0.8, transform=axes.transAxes, zorder=2.4)
        axes.text(across, up, factor_name(names[one]), transform=axes.transAxes, ha="center",
                  va="center", size=SMALL_SIZE - 0.5, color=INK if clear[one] else FAINT,
                  zorder=2.5, bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6,
                                    "alpha": 0.85})  # fmt: skip
    return len(names) - len(found)


def morris_title(effects: MorrisEffects, outcome: str) -> str:
    """Return how many factors clearly matter, and which of them does most."""
    unit, scale = unit_and_scale(outcome)
    what, count = said_what(outcome), len(effects.names)
    clear = np.flatnonzero(effects.mu_star_low > 0)
    if not clear.size:
        return f"None of {count} factors has a clear effect on {what}"
    top = int(clear[np.argmax((effects.mu_star - effects.mu_star_excess)[clear])])
    size = told(
        (effects.mu_star[top] - effects.mu_star_excess[top]) * scale,
        effects.mu_star_low[top] * scale, effects.mu_star_high[top] * scale, unit,
    )  # fmt: skip
    said = f"{len(clear)} of {count} factors clearly change {what}"
    return f"{said}, most of all {factor_name(effects.names[top])}: by {size} over its range"
