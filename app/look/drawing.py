"""What is drawn of one run so far: a map of its world, and lines over the months."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from analysis import words
from analysis.pictures.legends import legend_in, legend_inches
from analysis.pictures.maps import draw_world, frame_of, name_places
from analysis.pictures.months import PANELS, SAID_UNITS
from analysis.pictures.network import (
    count_of,
    coverage_of,
    has_room_for_ties,
    network_handles,
    prepare,
    spoken,
)
from analysis.pictures.picture import Picture
from analysis.pictures.style import (
    DOTS_PER_INCH,
    FAINT,
    MARGIN_INCHES,
    PAPER,
    SMALL_SIZE,
    UP,
    in_words,
    tidy,
)
from simulation.outcomes import MONTHLY

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from simulation.model import ScalingModel
    from simulation.outcomes import Outcome

DRAWN = ("reach", "impact", "unmet_need", "trust", "programmes")
OUTCOMES = {outcome.name: outcome for outcome in MONTHLY}
WIDTH_INCHES = 5.6
HEADING_INCHES, PANEL_INCHES = 0.5, 1.35
FULL_COLOUR_PERCENT = 100.0  # the same in all months, so that darker means more


def map_picture(model: ScalingModel) -> Picture:
    """Draw places, organisations, ties, sites and programmes as they stand this month."""
    world = model.world
    count = count_of(world)
    ties = has_room_for_ties(count)
    frame = frame_of(world)
    width = WIDTH_INCHES - 2 * MARGIN_INCHES
    high = width / frame.ratio
    handles = network_handles([world], ties=ties)
    legend = legend_inches(handles, 2) if handles else 0.0
    total = HEADING_INCHES + high + legend + MARGIN_INCHES
    figure = Figure(figsize=(WIDTH_INCHES, total), dpi=DOTS_PER_INCH, facecolor=PAPER)
    FigureCanvasAgg(figure)
    left = MARGIN_INCHES / WIDTH_INCHES
    axes = figure.add_axes((left, (total - HEADING_INCHES - high) / total,
                            width / WIDTH_INCHES, high / total))  # fmt: skip
    prepare(axes, frame, f"{when(model)}: {which(model)}\n{spoken(count)}")
    colours = Normalize(0.0, FULL_COLOUR_PERCENT)
    pixels = width * DOTS_PER_INCH
    draw_world(axes, world, coverage_of(world), colours, frame, pixels, ties=ties)
    name_places(figure, axes, world, model.arm, frame, pixels)
    if handles:
        legend_in(figure.add_axes((left, MARGIN_INCHES / 2 / total, width / WIDTH_INCHES,
                                   legend / total)), handles, 2)  # fmt: skip
    title = f"{when(model)}: {which(model)}"
    alt = (
        f"Map of {words.number(len(model.arm.places))} places. {title}. {spoken(count)}; somebody"
        f" is served in {words.number(count.places_served)} places. The darker a place, the more"
        " of its people in need are served."
    )
    return Picture("map", title, title, alt, figure)


def months_picture(model: ScalingModel) -> Picture:
    """Draw the main outcomes of the months that have passed, as the data collector holds them."""
    table = model.datacollector.get_model_vars_dataframe()
    total = PANEL_INCHES * len(DRAWN)
    figure = Figure(figsize=(WIDTH_INCHES, total), dpi=DOTS_PER_INCH, facecolor=PAPER)
    FigureCanvasAgg(figure)
    told = []
    # Places of its own: working out a layout would take longer than all drawing.
    cells = figure.subplots(len(DRAWN), 1, sharex=True)
    figure.subplots_adjust(left=0.13, right=0.97, bottom=0.06, top=0.96, hspace=0.55)
    for axes, name in zip(cells, DRAWN, strict=True):
        values = table[name].to_numpy(dtype=float)
        draw_line(axes, model, OUTCOMES[name], values)
        if len(values):
            told.append(f"{heading(OUTCOMES[name])} {latest(OUTCOMES[name], values[-1])}")
    cells[-1].set_xlabel("month", size=SMALL_SIZE)
    passed = "no month has passed" if not told else "; ".join(told)
    title = f"{when(model)}: {which(model)}"
    alt = f"Line charts of {len(DRAWN)} outcomes over the months. {title}. {passed}."
    return Picture("months", title, title, alt, figure)


def draw_line(
    axes: Axes, model: ScalingModel, outcome: Outcome, values: np.ndarray[tuple[int], np.dtype]
) -> None:
    """Draw one outcome of one run, and the month in which the funding ends."""
    axes.plot(np.arange(len(values)), values, color=UP, linewidth=1.8)
    if len(values):
        axes.plot([len(values) - 1], [values[-1]], "o", color=UP, markersize=4)
    axes.axvline(model.arm.parameters["funding_months"], color=FAINT, linestyle=(0, (4, 2)))
    tidy(axes, heading(outcome))
    axes.set_xlim(0, model.horizon_months - 1)
    highest = float(values.max()) if len(values) else 0.0
    axes.set_ylim(0, 1.0 if outcome.unit == "0-1" else 1.06 * highest or 1.0)
    in_words(axes.yaxis, 4)
    axes.set_ylabel(SAID_UNITS.get(outcome.unit, outcome.unit), size=SMALL_SIZE)


def heading(outcome: Outcome) -> str:
    """Return what an outcome is called above its lines."""
    return PANELS.get(outcome.name, outcome.meaning.rstrip("."))


def latest(outcome: Outcome, value: float) -> str:
    """Return the last value in words."""
    return words.number(value, 2 if outcome.unit == "0-1" else 0)


def when(model: ScalingModel) -> str:
    """Return which month has just passed, of how many."""
    if model.month == 0:
        return f"Before the first of {model.horizon_months} months"
    return f"Month {model.month - 1} of {model.horizon_months - 1}"


def which(model: ScalingModel) -> str:
    """Return which run is shown."""
    clock = model.world.clock
    return f"{model.arm.label}, seed {int(clock.seed[0])}, replicate {int(clock.replicate[0])}"
