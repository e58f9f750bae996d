"""An outcome over the steps of one factor: a line per arm, and what differs on equal luck."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patches import Patch

from analysis import words

from ..pictures.legends import legend_in
from ..pictures.picture import Picture
from ..pictures.style import FAINT, INK, SMALL_SIZE, folded, framed, in_words, tidy
from .asked import Asked
from .contrasts import Floats, Level, band_of, contrast, level_of
from .crossing import Crossed
from .drawn import Drawn, drawn
from .frame import beginning, factor_axis, legend_of, outcome_axis
from .names import (
    difference_unit,
    factor_name,
    meaning_sentence,
    outcome_name,
    outcome_noun,
    outcome_unit,
    value_text,
)
from .sentences import (
    against_reference,
    averaged_sentence,
    band_sentence,
    clear_sentence,
    contexts_noun,
    sized,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PANEL_INCHES = 3.0
MOST_BANDS = 2  # bands of more arms would hide each other; the reference alone keeps its own
BAND_KEYS = ("mean", "band_low", "band_high")
HEADING_LETTERS = 30


def lines_picture(asked: Asked, table: Crossed) -> Drawn:
    """Draw the mean outcome of every arm over the values of one factor, and differences."""
    name, xs, draws = table.names[0], table.choices[:, 0], table.draws
    series = {arm: _series(draws[:, at], table.units[:, at]) for at, arm in enumerate(asked.arms)}
    banded = asked.arms if len(asked.arms) <= MOST_BANDS else (asked.reference,)
    differences = differences_of(asked, draws)
    title = lines_title(asked, name, xs, draws)
    shown = np.array([one[key] for arm, one in series.items()
                      for key in (BAND_KEYS if arm in banded else BAND_KEYS[:1])])  # fmt: skip
    made = f"{asked.made}{beginning(shown)}"
    handles, columns, legend = legend_of(asked, _bands(asked, table, banded))
    figure = framed(title, made, PANEL_INCHES + legend)
    grid = figure.add_gridspec(2, 2, height_ratios=(PANEL_INCHES, legend))
    left, right = (figure.add_subplot(grid[0, at]) for at in (0, 1))
    for arm, found in reversed(series.items()):
        draw_line(left, xs, found, asked.styles[arm], has_band=arm in banded)
    outcome_axis(left, asked, shown)
    for arm, rows in differences.items():
        draw_differences(right, xs, rows, asked.styles[arm])
    right.axhline(0, color=INK, linewidth=1.1, zorder=1)
    right.set_ylabel(difference_unit(asked.outcome), size=SMALL_SIZE)
    in_words(right.yaxis, 5)
    for axes, heading in ((left, outcome_name(asked.outcome)), (right, _compared(asked, name, xs))):
        tidy(axes, folded(heading, HEADING_LETTERS))
        factor_axis(axes, asked, name, xs, told=True)
    legend_in(figure.add_subplot(grid[1, :]), handles, columns)
    caption = (
        f"{made} Left: means; bands: {band_sentence(table)} Right: mean paired difference"
        f" with its 95 % interval. {clear_sentence(table)}{averaged_sentence(table)}"
        f"{meaning_sentence(name)}"
    )
    alt = (
        f"Two line charts of {outcome_name(asked.outcome)} in {outcome_unit(asked.outcome)} over"
        f" {len(xs)} values of {factor_name(name)}: {len(asked.arms)} arms, and differences."
        f" {title}."
    )
    picture = Picture(f"lines-{asked.outcome}-{name}", title, caption, alt, figure)
    told = {arm: [one._asdict() for one in rows] for arm, rows in differences.items()}
    return drawn(asked, "lines", picture, {name: xs, "series": series, "differences": told})


def _bands(asked: Asked, table: Crossed, banded: tuple[str, ...]) -> list[Any]:
    """Return what a legend says of the bands."""
    of = f"{len(table.contexts)} {contexts_noun(table)}" if table.has_contexts else (
        "runs: luck"
    )  # fmt: skip
    whose = "" if len(banded) == len(asked.arms) else ", reference"
    label = folded(f"10th to 90th percentile of {of}{whose}", HEADING_LETTERS)
    return [Patch(facecolor=FAINT, alpha=0.3, linewidth=0, label=label)]


def _compared(asked: Asked, name: str, xs: Floats) -> str:
    """Return the heading of the differences."""
    if len(asked.arms) > 1:
        return f"Difference from {asked.label(asked.reference)}"
    return f"Difference from {factor_name(name)} {value_text(xs[0])}"


def _series(draws: Floats, units: Floats) -> dict[str, Any]:
    """Return mean, interval and band of one arm, of (value, draw) and (value, unit)."""
    levels = [level_of(one) for one in draws]
    bands = np.array([band_of(one) for one in units])
    return {
        "mean": [one.mean for one in levels], "low": [one.low for one in levels],
        "high": [one.high for one in levels],
        "band_low": bands[:, 0].tolist(), "band_high": bands[:, 1].tolist(),
        "count": np.isfinite(units).sum(axis=1).tolist(),
    }  # fmt: skip


def differences_of(asked: Asked, units: Floats) -> dict[str, list[Level]]:
    """Return differences on equal luck of (value, arm, unit), value by value.

    Of other arms from the reference; with one arm alone, of all values from the first.
    """
    reference = asked.arms.index(asked.reference)
    if len(asked.arms) == 1:
        return {asked.arms[0]: [contrast(units[0, 0], one[0]) for one in units]}
    return {
        arm: [contrast(one[reference], one[at]) for one in units]
        for at, arm in enumerate(asked.arms) if at != reference
    }  # fmt: skip


def draw_line(axes: Axes, xs: Floats, found: dict[str, Any], style: Any, *, has_band: bool) -> None:
    """Draw the line of one arm, with its band unless that would hide others."""
    if has_band:
        axes.fill_between(xs, found["band_low"], found["band_high"], color=style.colour,
                          alpha=0.15, linewidth=0)  # fmt: skip
    axes.plot(xs, found["mean"], color=style.colour, linestyle=style.dash, linewidth=1.9,
              marker=style.marker, markersize=6, markerfacecolor=style.face)  # fmt: skip


def draw_differences(axes: Axes, xs: Floats, rows: list[Level], style: Any) -> None:
    """Draw differences with their intervals, joined by a thin line."""
    middle = [one.mean for one in rows]
    for x, one in zip(xs.tolist(), rows, strict=True):
        axes.plot([x, x], [one.low, one.high], color=style.colour, linewidth=1.8, alpha=0.9,
                  solid_capstyle="butt")  # fmt: skip
    axes.plot(xs, middle, color=style.colour, linestyle=style.dash, linewidth=1.0,
              marker=style.marker, markersize=6, markerfacecolor=style.face)  # fmt: skip


def lines_title(asked: Asked, name: str, xs: Floats, units: Floats) -> str:
    """Return what one arm does from end to end, or where arms clearly differ."""
    if len(asked.arms) == 1:
        return ends_title(asked, name, xs, units[:, 0])
    found = differences_of(asked, units)
    return against_reference(asked, found, f"values of {factor_name(name)}")


def ends_title(asked: Asked, name: str, xs: Floats, units: Floats) -> str:
    """Return how an outcome changes from the lowest to the highest value of a factor."""
    known = [at for at, one in enumerate(units) if np.isfinite(one).any()]
    if len(known) < 2:
        return f"{outcome_name(asked.outcome)}: fewer than two values of {factor_name(name)} ran"
    first, last = known[0], known[-1]
    change = contrast(units[first], units[last])
    between = f"between {factor_name(name)} {value_text(xs[first])} and {value_text(xs[last])}"
    if not change.clear:
        noun = outcome_noun(asked.outcome)
        return f"{words.NOT_CLEAR.capitalize()} in {noun} {between}: {sized(asked, change)}"
    turned = "rises" if change.mean > 0 else "falls"
    return f"{outcome_name(asked.outcome)} {turned} {between}: {sized(asked, change)}"
