"""A tornado: how far an outcome moves when one factor at a time goes through its range."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.patches import Patch

from analysis import words
from analysis.errors import AnalysisError

from ..pictures.legends import legend_in, legend_inches
from ..pictures.picture import Picture, settled
from ..pictures.style import INK, PAPER, SMALL_SIZE, folded, framed, in_words, tidy
from .morris import unit_and_scale
from .names import factor_name, said_what, told, value_text

if TYPE_CHECKING:
    from analysis.sensitivity.morris import MorrisEffects

MOST_SHOWN = 15
ROW_INCHES, HEAD_INCHES = 0.32, 0.6
LABEL_LETTERS = 30
DARK, LIGHT = "#1f3b57", "#b9cbdc"


class Swing(NamedTuple):
    """The change of an outcome from the middle when one factor is at the ends of its range.

    Each change has its 95 % interval, in the unit of the outcome.
    """

    factor: str
    low_value: float
    high_value: float
    at_low: tuple[float, float, float]
    at_high: tuple[float, float, float]

    @property
    def size(self) -> float:
        """How far apart the two ends are from each other and from the middle."""
        ends = (0.0, self.at_low[0], self.at_high[0])
        return max(ends) - min(ends)


def tornado(rows: Sequence[Swing] | MorrisEffects, outcome: str, made: str = "") -> Picture:
    """Draw the swings of factors, largest first; or of elementary effects their means.

    Elementary effects have no two ends: their bar is the mean change over the whole range, with
    the mean size (mu*) and its interval beside it.

    Raises
    ------
    AnalysisError   there is no row
    """
    from analysis.sensitivity.morris import MorrisEffects

    if isinstance(rows, MorrisEffects):
        return _of_effects(rows, outcome)
    if not rows:
        raise AnalysisError("tornado: got no factors, expected at least one.")
    unit, scale = unit_and_scale(outcome)
    order = sorted(rows, key=lambda one: -one.size)
    shown = order[:MOST_SHOWN]
    top = order[0]
    title = swing_title(order, outcome)
    footer = f"{len(rows)} factors, one at a time, all others as in the middle. {made}".strip()
    handles = [
        Patch(facecolor=LIGHT, edgecolor=DARK, label="at the lowest value"),
        Patch(facecolor=DARK, edgecolor=DARK, label="at the highest value"),
    ]
    legend = legend_inches(handles, 2)
    body = ROW_INCHES * len(shown) + HEAD_INCHES
    figure = framed(title, footer, body + legend)
    axes, below = figure.subplots(2, 1, height_ratios=(body, legend))
    for row, one in enumerate(shown):
        # Ends on one side would hide each other, so each has half of the row.
        for shift, (change, low, high), face in (
            (-0.18, one.at_low, LIGHT), (0.18, one.at_high, DARK),
        ):  # fmt: skip
            axes.barh(row + shift, change * scale, 0.36, color=face, edgecolor=DARK, linewidth=0.8)
            axes.plot([low * scale, high * scale], [row + shift] * 2, color="#7f94a8",
                      linewidth=1.5, zorder=4, solid_capstyle="butt")  # fmt: skip
    names = [
        folded(f"{factor_name(one.factor)}, {value_text(one.low_value)} to"
               f" {value_text(one.high_value)}", LABEL_LETTERS)
        for one in shown
    ]  # fmt: skip
    tidy(axes, grid="x")
    axes.axvline(0, color=INK, linewidth=1.0)
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", length=0)
    in_words(axes.xaxis, 6)
    axes.set_xlabel(f"change of {said_what(outcome)}{f', {unit}' if unit else ''}", size=SMALL_SIZE)
    legend_in(below, handles, 2)
    left_out = len(order) - len(shown)
    hidden = f" Not shown: {left_out} factors that move it less." if left_out else ""
    caption = (
        f"{footer} Bars: mean change from the middle; lines: 95 % intervals of luck alone. What"
        f" factors do together is not seen one at a time.{hidden}"
    )
    alt = f"Bars for {len(shown)} factors, {factor_name(top.factor)} the longest. {title}."
    return settled(Picture(f"tornado-{outcome.replace(' ', '-')}", title, caption, alt, figure))


def swing_title(order: Sequence[Swing], outcome: str) -> str:
    """Return which factor moves the outcome most, if any moves it clearly."""
    unit, scale = unit_and_scale(outcome)
    what = said_what(outcome)
    clear = [
        one
        for one in order
        if any(low > 0 or high < 0 for _, low, high in (one.at_low, one.at_high))
    ]
    if not clear:
        return f"None of {len(order)} factors clearly changes {what} one at a time"
    top = clear[0]
    ends = [
        f"{told(scale * mean, scale * low, scale * high, signed=True)} at {value_text(value)}"
        for value, (mean, low, high) in (
            (top.low_value, top.at_low),
            (top.high_value, top.at_high),
        )
    ]
    of = f" {unit}" if unit else ""
    return (
        f"{len(clear)} of {len(order)} factors clearly change {what} one at a time, most of all"
        f" {factor_name(top.factor)}:{of} {words.listed(ends)}"
    )


def _of_effects(effects: MorrisEffects, outcome: str) -> Picture:
    """Draw mean elementary effects as bars from zero, with mu* and its interval as marks."""
    from .morris import morris_title

    unit, scale = unit_and_scale(outcome)
    order = np.argsort(-effects.mu_star, kind="stable")
    shown = order[:MOST_SHOWN]
    title = morris_title(effects, outcome)
    made = (
        f"{words.number(effects.trajectories)} trajectories, {len(effects.names)} factors,"
        f" {words.number(effects.replicates)} common seeds."
    )
    body = ROW_INCHES * len(shown) + HEAD_INCHES
    figure = framed(title, made, body)
    axes = figure.subplots()
    for row, at in enumerate(shown.tolist()):
        mean = effects.mu[at] * scale
        clear = effects.mu_star_low[at] > 0
        axes.barh(row, mean, 0.5, color=LIGHT if clear else PAPER, edgecolor=DARK, linewidth=0.8)
        side = -scale if mean < 0 else scale
        axes.plot([effects.mu_star_low[at] * side, effects.mu_star_high[at] * side], [row] * 2,
                  color=DARK, linewidth=1.5, zorder=4)  # fmt: skip
    tidy(axes, grid="x")
    axes.axvline(0, color=INK, linewidth=1.0)
    axes.set_ylim(len(shown) - 0.5, -0.5)
    names = [folded(factor_name(effects.names[at]), LABEL_LETTERS) for at in shown]
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", length=0)
    in_words(axes.xaxis, 6)
    of = f", {unit}" if unit else ""
    axes.set_xlabel(f"change of {said_what(outcome)} over the whole range{of}", size=SMALL_SIZE)
    left_out = len(order) - len(shown)
    hidden = f" Not shown: {left_out} factors with smaller effects." if left_out else ""
    warned = "".join(f" {one}" for one in effects.warnings)
    caption = (
        f"{made} Bars: mean effect; lines: 95 % interval of its mean size (mu*) without luck, on"
        " the side of the bar. A line far beyond its bar is an effect that goes both ways; white:"
        f" no clear effect.{hidden}{warned}"
    )
    alt = f"Bars with intervals for the effects of {len(shown)} factors. {title}."
    return settled(Picture(f"tornado-{outcome.replace(' ', '-')}", title, caption, alt, figure))
