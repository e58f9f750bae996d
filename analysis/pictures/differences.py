"""Every arm against the reference in the main outcomes, with intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from analysis.words import LARGEST_PERCENT, MAIN
from simulation.outcomes import RUN

from . import phrases
from .legends import arm_handles, columns_for, legend_in, legend_inches
from .picture import Picture
from .style import INK, SMALL_SIZE, arm_styles, folded, framed, in_words, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

    from analysis.comparison import Comparison
    from simulation import Results, Scenario

    from .style import ArmStyle

ROOM_LETTERS = 50  # of a legend beside the names of the outcomes
ROW_INCHES, ARM_INCHES = 0.22, 0.135
OUTCOMES = {outcome.name: outcome for outcome in RUN}
COUNTED = ("municipalities", "programmes", "organisations", "ties", "sites")


class Scale(NamedTuple):
    """What stands on an axis, and what a difference is multiplied with; None: by the reference."""

    label: str
    factor: float | None


PERCENT = Scale("difference, % of the reference", None)
POINTS = Scale("difference, percentage points", 100.0)
INDEX = Scale("difference, on a scale from 0 to 1", 1.0)


def differences_picture(
    scenario: Scenario, results: Results, comparison: Comparison, seed: int
) -> Picture:
    """Draw the paired differences in the main outcomes as a forest."""
    title = phrases.finding(scenario, comparison, "impact_total", "impact")
    styles = {n: s for n, s in arm_styles(scenario).items() if n != scenario.reference}
    groups = grouped(comparison, list(styles))
    row_inches = ROW_INCHES + ARM_INCHES * max(1, len(styles))
    handles = arm_handles(styles, scenario.reference, lines=False)
    heights = [len(names) * row_inches for _, names in groups]
    columns = columns_for(handles, ROOM_LETTERS)
    legend = legend_inches(handles, columns) if handles else 0.0
    made = phrases.footer(scenario, results, seed)
    figure = framed(title, made, sum(heights) + 0.55 * len(groups) + legend)
    rows = [*heights, max(legend, 0.05)]
    grid = figure.subplots(len(rows), 1, squeeze=False, height_ratios=rows)
    legend_in(grid[-1, 0], handles, columns)
    for axes, (told, names) in zip(grid[:-1, 0], groups, strict=True):
        draw_group(axes, comparison, styles, names, told)
    reference = scenario.arms[scenario.reference].label
    caption = (
        f"{made} Each mark is the mean difference from “{reference}” over pairs of runs with the"
        f" same luck, with its 95 % interval. Pale marks: no clear difference. {phrases.CLEAR}"
        " Filled: resources pooled; outlined: separate."
    )
    alt = (
        f"Differences of {len(styles)} arms from “{reference}” in {len(MAIN)} outcomes, with"
        f" intervals. {title}."
    )
    return Picture("differences", title, caption, alt, figure)


def grouped(comparison: Comparison, arms: Sequence[str]) -> list[tuple[Scale, list[str]]]:
    """Return outcomes that share an axis: percent, percentage points, then each by itself."""
    shared: dict[Scale, list[str]] = {PERCENT: [], POINTS: []}
    alone: list[tuple[Scale, list[str]]] = []
    for name in MAIN:
        scale = scale_of(comparison, arms, name)
        if scale in shared:
            shared[scale].append(name)
        else:
            alone.append((scale, [name]))
    return [*((scale, names) for scale, names in shared.items() if names), *alone]


def scale_of(comparison: Comparison, arms: Sequence[str], outcome: str) -> Scale:
    """Return how differences in an outcome are told.

    A share is told in percentage points, since percent of a share are taken for them; an index
    in its own unit, as in the tables; amounts in percent of the reference, unless that would be
    far more than any reader can picture.
    """
    unit = OUTCOMES[outcome].unit
    if unit in ("share", "0-1"):
        return POINTS if unit == "share" else INDEX
    for row in (comparison.of(arm, outcome) for arm in arms):
        most = max(abs(end) for end in (row.difference, row.low, row.high) if end == end)
        if 100.0 * most > LARGEST_PERCENT * abs(row.reference_mean):
            return Scale(f"difference, {unit}", 1.0)
    return Scale(f"difference, {unit}", 1.0) if unit in COUNTED else PERCENT


def draw_group(
    axes: Axes, comparison: Comparison, styles: Mapping[str, ArmStyle], names: Sequence[str],
    told: Scale,
) -> None:  # fmt: skip
    """Draw the outcomes that share an axis, first on top, the arms below each other."""
    step = 0.7 / max(1, len(styles))
    for at, name in enumerate(names):
        for number, (arm, style) in enumerate(styles.items()):
            row = comparison.of(arm, name)
            y = at + (number - (len(styles) - 1) / 2) * step
            scale = told.factor or 100.0 / abs(row.reference_mean)
            shade = 1.0 if row.clear else 0.4
            ends = [row.low * scale, row.high * scale]
            if all(map(math.isfinite, ends)):
                axes.plot(ends, [y, y], color=style.colour, linewidth=1.8, alpha=shade,
                          solid_capstyle="butt")  # fmt: skip
            axes.plot([row.difference * scale], [y], marker=style.marker, color=style.colour,
                      markerfacecolor=style.face, alpha=shade, markersize=6.5)  # fmt: skip
        if at:
            axes.axhline(at - 0.5, color="#dddddd", linewidth=0.8)
    tidy(axes, grid="x")
    axes.axvline(0, color=INK, linewidth=1.1, zorder=1)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), [row_label(name) for name in names], size=SMALL_SIZE)
    axes.tick_params(axis="y", length=0)
    in_words(axes.xaxis, 7)
    axes.set_xlabel(told.label, size=SMALL_SIZE)


def row_label(name: str) -> str:
    """Return the name of an outcome, with what people want where that is less of it."""
    less = " (less is better)" if OUTCOMES[name].better == "lower" else ""
    return folded(MAIN[name].short + less, 24)
