"""Sobol' indices as bars: what a factor explains by itself, and what it has a hand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import Patch

from analysis import words

from ..pictures.legends import legend_in, legend_inches
from ..pictures.picture import Picture, settled
from ..pictures.style import INK, PAPER, SMALL_SIZE, folded, framed, in_words, tidy
from .names import factor_name, said_what

if TYPE_CHECKING:
    from analysis.sensitivity.sobol import SobolIndices

MOST_SHOWN = 15
MOST_NAMED = 3
ROW_INCHES, HEAD_INCHES = 0.36, 0.6
LABEL_LETTERS = 30
DARK, LIGHT = "#1f3b57", "#b9cbdc"
HALF = 0.19


def sobol_bars(indices: SobolIndices, outcome: str) -> Picture:
    """Draw first-order and total indices with intervals, largest total first.

    ``outcome`` is the name of an outcome, or what was asked in words that begin with one.
    """
    total = indices.total - indices.total_excess  # without what luck adds
    order = np.argsort(-total, kind="stable")[:MOST_SHOWN]
    title = sobol_title(indices, said_what(outcome))
    left_out = len(indices.names) - len(order)
    noise = indices.noise_share, indices.noise_share_low, indices.noise_share_high
    luck = (
        f" Luck is {_percent(*noise)} of the variance of single runs."
        if np.isfinite(indices.noise_share)
        else " With one replicate luck and effects cannot be told apart."
    )
    made = (
        f"{words.number(indices.base_points)} base points, {len(indices.names)} factors,"
        f" {words.number(indices.replicates)} common seed{'' if indices.replicates == 1 else 's'}."
        f"{luck}"
    )
    has_luck = bool((100 * indices.total_excess[order] >= 1).any())
    handles = [
        Patch(facecolor=DARK, label="by itself (first order)"),
        Patch(facecolor=LIGHT, edgecolor=DARK, label="in all, with others (total)"),
        *([Patch(facecolor=PAPER, edgecolor=DARK, hatch="////", label="what luck adds to it")]
          if has_luck else []),
    ]  # fmt: skip
    legend = legend_inches(handles, 2)
    body = ROW_INCHES * len(order) + HEAD_INCHES
    figure = framed(title, made, body + legend)
    axes, below = figure.subplots(2, 1, height_ratios=(body, legend))
    for row, at in enumerate(order.tolist()):
        first, whole, excess = 100 * indices.first[at], 100 * total[at], indices.total_excess[at]
        axes.barh(row - HALF, first, 2 * HALF, color=DARK, linewidth=0)
        axes.barh(row + HALF, whole, 2 * HALF, color=LIGHT, edgecolor=DARK, linewidth=0.8)
        if has_luck and excess > 0:
            axes.barh(row + HALF, 100 * excess, 2 * HALF, left=whole, color=PAPER,
                      edgecolor=DARK, hatch="////", linewidth=0.6)  # fmt: skip
        for shift, low, high, colour in (
            (-HALF, indices.first_low[at], indices.first_high[at], "#7f94a8"),
            (HALF, indices.total_low[at], indices.total_high[at], INK),
        ):
            axes.plot([100 * low, 100 * high], [row + shift] * 2, color=colour, linewidth=1.6,
                      zorder=4, solid_capstyle="butt")  # fmt: skip
    tidy(axes, grid="x")
    axes.set_ylim(len(order) - 0.5, -0.5)
    names = [folded(factor_name(indices.names[at]), LABEL_LETTERS) for at in order]
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", length=0)
    ends = np.array([indices.first_low, indices.first_high, indices.total_high, indices.total])
    axes.set_xlim(min(0.0, 100 * float(np.nanmin(ends))), max(100.0, 102 * float(np.nanmax(ends))))
    axes.axvline(0, color=INK, linewidth=0.9)
    in_words(axes.xaxis, 6)
    axes.set_xlabel("share of the variance between points, %", size=SMALL_SIZE)
    legend_in(below, handles, 2)
    hidden = f" Not shown: {left_out} factors with smaller totals." if left_out else ""
    warned = "".join(f" {one}" for one in indices.warnings)
    caption = (
        f"{made} Lines: 95 % intervals over base points and seeds, moved to where the indices are"
        f" without luck.{hidden}{warned}"
    )
    alt = f"Pairs of bars with intervals for {len(order)} factors. {title}."
    return settled(Picture(f"sobol-{outcome.replace(' ', '-')}", title, caption, alt, figure))


def _percent(value: float, low: float, high: float) -> str:
    """Return a share with its interval in percent, where there is one.

    >>> _percent(0.314, 0.282, 0.35)
    '31 % (28 to 35 %)'
    """
    between = words.between(100 * low, 100 * high, 0, "%")
    return f"{words.number(100 * value)} % ({between})"


def sobol_title(indices: SobolIndices, what: str) -> str:
    """Return which factors have clearly a hand in the outcome, the largest first."""
    total = indices.total - indices.total_excess
    clear = [
        at for at in np.argsort(-total, kind="stable").tolist() if indices.total_low[at] > 0.01
    ]
    if not clear:
        return f"No factor clearly decides {what}"
    said = [
        f"{factor_name(indices.names[at])} has a hand in"
        f" {_percent(total[at], indices.total_low[at], indices.total_high[at])}"
        for at in clear[:1]
    ]
    rest = [factor_name(indices.names[at]) for at in clear[1:MOST_NAMED]]
    text = f"What decides {what}: {said[0]} of the variance"
    if rest:
        more = len(clear) - MOST_NAMED
        text += f", then {words.listed([*rest, *([f'{more} more'] if more > 0 else [])])}"
    return text
