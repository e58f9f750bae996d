"""What happens over the months, arm by arm, with the spread that luck alone makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulation.outcomes import MONTHLY

from . import phrases
from .legends import (
    Layout,
    arm_handles,
    draw_marks,
    legend_in,
    legend_inches,
    mark_handles,
    marks_of,
    months_axis,
)
from .picture import Picture
from .style import BAND_PERCENTILES, SMALL_SIZE, arm_styles, folded, framed, in_words, tidy

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from analysis.comparison import Comparison
    from simulation import Results, Scenario

    from .style import ArmStyle

PANELS = {
    "reach": "People served",
    "impact": "Impact: served, by quality",
    "coverage_share": "Coverage: people in need served",
    "trust": "Trust in services and institutions",
    "programmes": "Places with a programme",
}
UNITS = {outcome.name: outcome.unit for outcome in MONTHLY}
SAID_UNITS = {"share": "% of people in need", "0-1": "0 = none, 1 = full"}
PANEL_INCHES = 1.95
MARKER_EVERY_MONTHS = 12


def months_picture(
    scenario: Scenario, results: Results, comparison: Comparison, seed: int
) -> Picture:
    """Draw the main outcomes over the months."""
    title = phrases.finding(
        scenario, comparison, "reach_final", "people served", ("more", "fewer"), "In the last month"
    )
    marks, styles = marks_of(scenario), arm_styles(scenario)
    handles = [*arm_handles(styles, scenario.reference), *mark_handles(marks)]
    layout = Layout(len(PANELS), PANEL_INCHES, legend_inches(handles))
    made = phrases.footer(scenario, results, seed)
    figure = framed(title, made, sum(layout.heights))
    cells, legend = layout.panels(figure)
    for axes, (outcome, name) in zip(cells, PANELS.items(), strict=True):
        draw_marks(axes, marks)
        for arm in reversed(results.arms):  # the first arms lie on top
            values = monthly(results, outcome)[results.arms.index(arm)]
            draw_arm(axes, values, styles[arm], reference=arm == scenario.reference)
        tidy(axes, name)
        axes.set_ylim(0, top_of(results, outcome))
        in_words(axes.yaxis, 4)
        unit = UNITS[outcome]
        axes.set_ylabel(SAID_UNITS.get(unit, unit), size=SMALL_SIZE)
        months_axis(axes, marks, labelled=axes in cells[-2:])
    figure.align_ylabels(cells)
    legend_in(legend, handles)
    kept = results.monthly.shape[1]
    low, high = BAND_PERCENTILES
    caption = (
        f"{made} Lines: mean of the"
        f" {'first ' if kept < results.runs.shape[1] else ''}{phrases.replications(kept)}; bands:"
        f" from the {low}th to the {high}th percentile of runs, which is luck alone and not what is"
        f" unknown about the parameters. All axes begin at 0. {phrases.CLEAR}"
    )
    alt = (
        f"Five line charts over {marks.horizon_months} months, one line for each of"
        f" {len(results.arms)} arms: {', '.join(PANELS.values())}. The funding ends in month"
        f" {marks.funding_end_month}. {title}."
    )
    return Picture("months", title, caption, alt, figure)


def monthly(results: Results, outcome: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return one outcome, (arm, replicate, month), as it is drawn: shares in percent."""
    values = results.monthly_of(outcome)
    return values * 100.0 if UNITS[outcome] == "share" else values


def top_of(results: Results, outcome: str) -> float:
    """Return where the axis of an outcome ends, which begins at 0."""
    if UNITS[outcome] == "0-1":
        return 1.0
    values = monthly(results, outcome)
    highest = max(np.percentile(values, BAND_PERCENTILES[1], axis=1).max(),
                  values.mean(axis=1).max())  # fmt: skip
    return 1.06 * float(highest) or 1.0


def draw_arm(
    axes: Axes, values: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    style: ArmStyle, *, reference: bool,
) -> None:  # fmt: skip
    """Draw the mean of some runs, (replicate, month), and the band of luck around it."""
    months = np.arange(values.shape[1])
    low, high = np.percentile(values, BAND_PERCENTILES, axis=0)
    axes.fill_between(months, low, high, color=style.colour, alpha=0.13, linewidth=0)
    axes.plot(
        months, values.mean(axis=0), color=style.colour, linestyle=style.dash,
        linewidth=2.2 if reference else 1.7, marker=style.marker, markersize=4.5,
        markevery=MARKER_EVERY_MONTHS, markerfacecolor=style.face,
        markeredgecolor=style.colour, label=folded(style.label, 20),
    )  # fmt: skip
