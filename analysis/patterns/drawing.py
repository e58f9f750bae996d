"""The small figures of the scorecard, drawn from their data."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from ..pictures.style import (
    DEEP,
    DOTS_PER_INCH,
    FAINT,
    INK,
    OUT,
    PAPER,
    SMALL_SIZE,
    UP,
    folded,
    tidy,
)
from .calibration import DEVIATIONS_ALLOWED, TARGETS
from .row import Curve, Floats, Sketch

WIDTH_INCHES, HEIGHT_INCHES = 4.2, 2.6
X_LETTERS, Y_LETTERS = 52, 30
COLOURS = (UP, OUT, DEEP, "#CC79A7", "#000000", "#E69F00")
DASHES = ("solid", (0, (5, 1.6)), (0, (1.3, 1.1)), (0, (7, 1.5, 1.5, 1.5)), "solid", (0, (2, 2)))
MARKERS = "osD^vX"


def sketch_png(sketch: Sketch) -> bytes:
    """Return the small figure of a row as a PNG."""
    figure = Figure(
        figsize=(WIDTH_INCHES, HEIGHT_INCHES), dpi=DOTS_PER_INCH, facecolor=PAPER,
        layout="constrained",
    )  # fmt: skip
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for at, curve in enumerate(sketch.curves):
        draw(axes, curve, at)
    tidy(axes)
    axes.set_xlabel(folded(sketch.x_label, X_LETTERS), size=SMALL_SIZE, color=INK)
    axes.set_ylabel(folded(sketch.y_label, Y_LETTERS), size=SMALL_SIZE, color=INK)
    if sketch.names:
        axes.set_xticks(range(len(sketch.names)), sketch.names, size=SMALL_SIZE)
        axes.xaxis.set_minor_locator(NullLocator())
        axes.axhline(0.0, color=FAINT, linewidth=0.8)
    if len(sketch.curves) > 1:
        legend = axes.legend(
            fontsize=SMALL_SIZE - 1, frameon=False, loc="lower left",
            bbox_to_anchor=(0.0, 1.0), ncols=2, borderaxespad=0.2, handlelength=2.4,
        )  # fmt: skip
        legend.set_in_layout(True)
    return png_of(figure)


def draw(axes: Axes, curve: Curve, at: int) -> None:
    """Draw one curve by its mark; each has a colour, and a dash or a marker besides."""
    colour = COLOURS[at % len(COLOURS)]
    if curve.mark == "bars":
        axes.bar(curve.xs, curve.ys, width=0.55, color=colour, label=curve.label)
    elif curve.mark == "points":
        axes.plot(curve.xs, curve.ys, MARKERS[at % len(MARKERS)], color=colour, markersize=5,
                  markerfacecolor=PAPER, markeredgewidth=1.4, label=curve.label)  # fmt: skip
    else:
        dash = (0, (5, 1.6)) if curve.mark == "dashes" else DASHES[at % len(DASHES)]
        axes.plot(curve.xs, curve.ys, color=colour, linestyle=dash, linewidth=1.8,
                  label=curve.label)  # fmt: skip


def plausible_figure(implausibility: Floats) -> bytes:
    """Return how far the drawn worlds are from each calibration pattern, (world, pattern)."""
    figure = Figure(figsize=(6.4, 3.2), dpi=DOTS_PER_INCH, facecolor=PAPER, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    share = (np.arange(len(implausibility)) + 1) / len(implausibility)
    for at, target in enumerate(TARGETS):
        axes.plot(np.sort(implausibility[:, at]), share, color=COLOURS[at], linestyle=DASHES[at],
                  linewidth=1.8, label=folded(target.title, 30))  # fmt: skip
    axes.axvline(DEVIATIONS_ALLOWED, color=INK, linewidth=1.0)
    axes.annotate("ruled out", (DEVIATIONS_ALLOWED, 0.02), xytext=(4, 0), size=SMALL_SIZE,
                  textcoords="offset points")  # fmt: skip
    axes.set_xlim(0.0, 6.0)
    axes.set_ylim(0.0, 1.01)
    tidy(axes)
    axes.set_xlabel("standard deviations away from what was observed", size=SMALL_SIZE)
    axes.set_ylabel("share of drawn worlds below", size=SMALL_SIZE)
    axes.legend(fontsize=SMALL_SIZE, frameon=False, loc="lower right", bbox_to_anchor=(1.0, 0.1))
    return png_of(figure)


def png_of(figure: Figure) -> bytes:
    """Return a figure as a PNG without the drawing program's name."""
    stream = BytesIO()
    figure.savefig(stream, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return stream.getvalue()
