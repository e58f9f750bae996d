"""What pictures of studies share: axes of outcomes and factors, legends, honest beginnings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from analysis.studies.factors import Range
from simulation.register import REGISTER

from ..pictures.legends import arm_handles, columns_for, legend_inches
from ..pictures.style import SMALL_SIZE, folded, in_words
from .asked import Asked
from .contrasts import Floats
from .names import factor_label, outcome_unit, value_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LABEL_LETTERS = 44
NEAR_ZERO = 0.4  # from here on an axis of amounts begins at 0: that costs little room


def is_by_magnitude(asked: Asked, factor: str) -> bool:
    """Whether the axis of a factor is drawn by magnitude: where the study fills its range so."""
    own = {one.name: one for one in asked.results.study.ranges}
    if factor in own:
        one: Range = own[factor]
        return not one.values and one.prior.shape == "log-uniform"
    return factor in REGISTER and REGISTER[factor].is_known_by_magnitude


def powers(axis: Any) -> None:
    """Let a logarithmic axis write its numbers as people read them."""
    axis.set_major_locator(LogLocator(10, subs=(1.0, 2.0, 5.0), numticks=12))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda value, _: value_text(value)))


def factor_axis(axes: Axes, asked: Asked, factor: str, values: Floats, *, told: bool) -> None:
    """Make the horizontal axis that of a factor: by magnitude where its range is filled so."""
    by_magnitude = is_by_magnitude(asked, factor) and bool((values > 0).all())
    if by_magnitude:
        axes.set_xscale("log")
        powers(axes.xaxis)
    else:
        in_words(axes.xaxis, 6)
    if told:
        label = factor_label(factor) + (", by magnitude" if by_magnitude else "")
        axes.set_xlabel(folded(label, LABEL_LETTERS), size=SMALL_SIZE)


def at_zero(values: Floats) -> bool:
    """Whether an axis of these values begins at 0: where that costs little room."""
    known = values[np.isfinite(values)]
    return bool(known.size) and 0.0 <= known.min() <= NEAR_ZERO * known.max()


def outcome_axis(axes: Axes, asked: Asked, values: Floats, *, labelled: bool = True) -> None:
    """Make the vertical axis that of the outcome."""
    known = values[np.isfinite(values)]
    if known.size:
        low, high = float(known.min()), float(known.max())
        pad = 0.06 * (high - low) or 0.05 * abs(high) or 1.0
        axes.set_ylim(0.0 if at_zero(values) else low - pad, high + pad)
    in_words(axes.yaxis, 6)
    if labelled:
        axes.set_ylabel(outcome_unit(asked.outcome), size=SMALL_SIZE)


def beginning(values: Floats, which: str = "vertical axis") -> str:
    """Return a sentence on where an axis of these values begins, if that is not at 0."""
    return "" if at_zero(values) else f" The {which} does not begin at\u00a00."


def legend_of(
    asked: Asked, extra: list[Any], *, lines: bool = True, arms: bool = True
) -> tuple[list[Any], int, float]:
    """Return handles of all arms, unless panels name them, their columns, and their height."""
    named = arm_handles(asked.styles, asked.reference if len(asked.arms) > 1 else "", lines=lines)
    handles = [*(named if arms else []), *extra]
    columns = columns_for(handles)
    return handles, columns, legend_inches(handles, columns)
