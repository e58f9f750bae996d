"""What each strategy misses of the best one of the same world, over all worlds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis import words
from analysis.errors import AnalysisError
from analysis.robustness import Better
from simulation.register import REGISTER
from simulation.world import MIX

from ..pictures.legends import columns_for, legend_in, legend_inches
from ..pictures.picture import Picture, settled
from ..pictures.style import INK, PAPER, SMALL_SIZE, folded, framed, in_words, lines_inches, tidy
from .contrasts import Floats, best_shares, contrast, level_of, regret_of
from .crossing import crossed
from .names import difference_unit, factor_name, outcome_name, scale_of, told, value_text
from .ternary import spoken

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .asked import Asked
    from .drawn import Drawn

MOST_SHOWN = 12
ROOM_LETTERS = 40  # of a legend beside the names of strategies
ROW_INCHES, HEAD_INCHES = 0.37, 0.85
LABEL_LETTERS = 32
TAIL = 90
DARK, LIGHT, DOT = "#1f3b57", "#b9cbdc", "#6d859c"


def regret_picture(
    values: npt.ArrayLike, strategies: Sequence[str], outcome: str, better: Better,
    made: str = "",
) -> Picture:  # fmt: skip
    """Draw the regret of strategies, least on average first; of many the first are shown.

    Parameters
    ----------
    values : (strategy, world)   mean outcomes of all strategies in the same worlds
    better : str                 whether people want the outcome "higher" or "lower"
    made : str                   how the numbers were made, for the line below the picture

    Raises
    ------
    AnalysisError   fewer than two strategies or worlds, or undefined numbers
    """
    found = np.asarray(values, float)
    if found.ndim != 2 or min(found.shape) < 2 or len(found) != len(strategies):
        raise AnalysisError(
            f"regret: got outcomes of shape {found.shape} for {len(strategies)} strategies,"
            " expected (strategy, world) with at least two of both."
        )
    if not np.isfinite(found).all():
        raise AnalysisError("regret: got undefined numbers, expected every run in every world.")
    lower = better == "lower"
    scale = 100.0 if difference_unit(outcome) == "percentage points" else 1.0
    regret = regret_of(found, lower_is_better=lower) * scale
    best = best_shares(found, lower_is_better=lower)
    order = np.argsort(regret.mean(axis=1), kind="stable")
    shown = order[:MOST_SHOWN]
    worlds = found.shape[1]
    title = regret_title(regret[order], [strategies[at] for at in order], outcome)
    left_out = len(order) - len(shown)
    footer = f"{len(strategies)} strategies in the same {worlds} worlds. {made}".strip()
    handles = _handles()
    columns = columns_for(handles, ROOM_LETTERS)
    legend = legend_inches(handles, columns)
    names = [folded(strategy_text(strategies[at]), LABEL_LETTERS) for at in shown]
    row = max(ROW_INCHES, *(lines_inches(name, SMALL_SIZE) for name in names))
    body = row * len(shown) + HEAD_INCHES
    figure = framed(title, footer, body + legend)
    axes, below = figure.subplots(2, 1, height_ratios=(body, legend))
    for place, at in enumerate(shown.tolist()):
        draw_row(axes, place, regret[at])
        axes.text(1.0, place, f" {100 * best[at]:.0f} %", transform=axes.get_yaxis_transform(),
                  va="center", ha="left", size=SMALL_SIZE, color=INK, clip_on=False)  # fmt: skip
    tidy(axes, f"Missed in {outcome_name(outcome).lower()}", grid="x")
    axes.text(1.0, 1.0, " best in", transform=axes.transAxes, va="bottom", ha="left",
              size=SMALL_SIZE, color=INK)  # fmt: skip
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(0.0, 1.04 * float(regret[shown].max()) or 1.0)
    in_words(axes.xaxis, 6)
    axes.set_xlabel(difference_unit(outcome), size=SMALL_SIZE)
    legend_in(below, handles, columns)
    caption = (
        f"{footer} Regret: what a strategy misses of the best one of the same world; 0 means that"
        " it is the best there. Bands of worlds, which is what nobody knows; luck is averaged out"
        " as far as replicates go, and what is left of it makes regret a little too large."
        f"{f' Not shown: {left_out} strategies that miss more on average.' if left_out else ''}"
    )
    alt = (
        f"Strips of dots with boxes: regret of {len(shown)} strategies in {worlds} worlds. {title}."
    )
    return settled(Picture(f"regret-{outcome}", title, caption, alt, figure))


def _handles() -> list[Any]:
    return [
        Line2D([], [], color=DOT, marker=".", linestyle="none", markersize=6, alpha=0.6,
               label="one world"),
        Patch(facecolor=LIGHT, edgecolor=DARK, label="half of the worlds, and their median"),
        Line2D([], [], color=DARK, marker="D", linestyle="none", markersize=6, label="mean"),
        Line2D([], [], color=DARK, marker="^", markerfacecolor=PAPER, linestyle="none",
               markersize=6.5, label=f"{TAIL} % of worlds miss less"),
    ]  # fmt: skip


def draw_row(axes: Axes, row: int, regret: Floats) -> None:
    """Draw the worlds of one strategy: dots, the middle half, mean and 90th percentile."""
    low, middle, high = np.percentile(regret, (25, 50, 75))
    shake = 0.26 * np.sin(np.arange(len(regret)) * 2.4)  # spread evenly, the same each time
    axes.plot(regret, row + shake, ".", color=DOT, markersize=4, alpha=0.5, zorder=2,
              markeredgewidth=0)  # fmt: skip
    axes.barh(row, high - low, 0.46, left=low, facecolor=LIGHT, edgecolor=DARK, linewidth=0.9,
              alpha=0.75, zorder=2.5)  # fmt: skip
    axes.plot([middle, middle], [row - 0.23, row + 0.23], color=DARK, linewidth=2.0, zorder=3)
    axes.plot(np.percentile(regret, TAIL), row, marker="^", color=DARK, markerfacecolor=PAPER,
              markersize=6.5, zorder=4)  # fmt: skip
    axes.plot(regret.mean(), row, marker="D", color=DARK, markersize=5.5, zorder=4,
              markeredgecolor=PAPER)  # fmt: skip


def strategy_text(name: str) -> str:
    """Return a strategy in words: a whole mix as parts, parameters without underscores.

    >>> strategy_text("effort_up_share 0.167, effort_out_share 0, effort_deep_share 0.833")
    'five sixths deep and one sixth up'
    >>> strategy_text("deep, funding_months 36")
    'deep, funding months 36'
    """
    parts = [part.partition(" ") for part in name.split(", ")]
    given = {first: rest for first, _, rest in parts if first in REGISTER and rest}
    has_mix = set(MIX) <= given.keys()
    said = [
        f"{factor_name(first) if first in REGISTER else first} {rest}".strip()
        for first, _, rest in parts
        if not (has_mix and first in MIX)
    ]
    if has_mix:
        said.append(spoken(np.array([float(given[one].replace(",", "")) for one in MIX])))
    return ", ".join(said)


def regret_title(regret: Floats, strategies: Sequence[str], outcome: str) -> str:
    """Return who misses least, and whether the next is clearly worse; rows are in order."""
    first = words.quoted(strategy_text(strategies[0]))
    mean = level_of(regret[0])
    unit = difference_unit(outcome)
    name = outcome_name(outcome)
    if regret[0].max() <= 0.0:
        return f"{name}: {first} is the best strategy in every world"
    size = told(mean.mean, mean.low, mean.high, unit)
    alike = [at for at in range(1, len(regret)) if not contrast(regret[0], regret[at]).clear]
    said = f"{name}: {first} misses least on average, {size}"
    if alike:
        others = (
            words.quoted(strategy_text(strategies[alike[0]])) if len(alike) == 1
            else f"{len(alike)} of {len(regret) - 1} others"
        )  # fmt: skip
        said += f"; {others} not clearly more"
    return said


def regret_of_study(asked: Asked) -> Drawn:
    """Draw the regret of all arms and own choices of a study over its worlds.

    Raises
    ------
    AnalysisError   the study has no worlds that all strategies have met
    """
    from .choosing import own_factors
    from .drawn import drawn

    if not asked.has_better:
        raise AnalysisError(
            f"kind: got regret of {asked.outcome}, of which neither more nor less is better."
        )
    own = own_factors(asked.results)
    worlds = asked.results.study.world_names
    table = crossed(asked.results.factors, asked.results.points, own, asked.values, worlds)
    if table is None or not table.has_worlds:
        raise AnalysisError("kind: got regret, expected a study in several worlds.")
    means = np.moveaxis(table.units, 2, 0).reshape(len(table.contexts), -1)
    whole = np.asarray(np.isfinite(means).all(axis=0))
    if whole.sum() < 2:  # unfinished: no strategy has met every world, but all may have met some
        met = np.isfinite(means).all(axis=1)
        means, whole = means[met], np.full(means.shape[1], bool(met.any()))
    names = []
    for choice in table.choices.tolist():
        said = [f"{name} {value_text(one)}" for name, one in zip(own, choice, strict=True)]
        for arm in asked.arms:
            label = [asked.styles[arm].label] if len(asked.arms) > 1 or not said else []
            names.append(", ".join([*label, *said]))
    kept = [name for name, ok in zip(names, whole, strict=True) if ok]
    better: Better = "lower" if asked.lower_is_better else "higher"
    values = means[:, whole].T
    picture = regret_picture(
        values / scale_of(asked.outcome), kept, asked.outcome, better, asked.made
    )
    regret = regret_of(values, lower_is_better=asked.lower_is_better)
    numbers = {
        "strategies": kept, "left_out": len(names) - len(kept),
        "worlds": len(means), "mean": values.mean(axis=1),
        "mean_regret": regret.mean(axis=1), "regret_90": np.percentile(regret, TAIL, axis=1),
        "best_share": best_shares(values, lower_is_better=asked.lower_is_better),
    }  # fmt: skip
    return drawn(asked, "regret", picture, numbers)
