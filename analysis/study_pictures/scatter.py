"""Points of a study: an outcome against one factor, with medians and bands over the others."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from scipy.special import ndtri
from scipy.stats import rankdata

from analysis import words

from ..pictures.legends import legend_in
from ..pictures.picture import Picture
from ..pictures.style import FAINT, INK, TEXT_SIZE, folded, framed, tidy
from .asked import Asked
from .contrasts import Floats, band_of, mean_known
from .drawn import Drawn, drawn
from .frame import beginning, factor_axis, legend_of, outcome_axis
from .names import factor_name, meaning_sentence, outcome_name, outcome_noun, outcome_unit, told

MOST_DOTS = 400
POINTS_PER_BIN = 10
FEWEST_BINS, MOST_BINS = 3, 10
FEWEST_IN_BIN = 5
FEWEST_FOR_RANKS = 8
ONE_PANEL = 2  # so many arms share a panel; more get a panel each
PANEL_INCHES, SMALL_PANEL_INCHES = 3.2, 2.1
COLUMNS = 2


class Ranks(NamedTuple):
    """A rank correlation with its interval."""

    rho: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the interval excludes zero."""
        return self.low > 0 or self.high < 0


def rank_correlation(
    x: Floats, y: Floats, asked_of: int = 1, independent: int | None = None
) -> Ranks:
    """Return Spearman's rank correlation with its 95 % interval (Bonett & Wright 2000).

    The interval is widened (Bonferroni) where the factor was chosen among ``asked_of``, and where
    only so many points are ``independent``.

    >>> rank_correlation(np.arange(20.0), np.arange(20.0) ** 2).rho
    1.0
    """
    known = np.isfinite(x) & np.isfinite(y)
    count = int(known.sum())
    if count < FEWEST_FOR_RANKS or np.ptp(x[known]) == 0 or np.ptp(y[known]) == 0:
        return Ranks(np.nan, np.nan, np.nan)
    rho = float(np.clip(np.corrcoef(rankdata(x[known]), rankdata(y[known]))[0, 1], -1.0, 1.0))
    points = min(count, count if independent is None else independent)
    error = np.sqrt((1.0 + rho * rho / 2.0) / max(1, points - 3))
    reach = float(ndtri(1.0 - 0.025 / max(1, asked_of))) * error
    middle = np.arctanh(np.clip(rho, -1.0 + 1e-12, 1.0 - 1e-12))
    return Ranks(rho, float(np.tanh(middle - reach)), float(np.tanh(middle + reach)))


def independent_points(asked: Asked) -> int:
    """Return how many points of a design tell of a factor independently of each other.

    Rows of saltelli and morris repeat the values of other rows, those of a crossed design repeat
    every world, or every row of its own.
    """
    design = asked.results.study.text.design
    if design.kind == "saltelli":
        return 2 * (design.base_points or 1)
    if design.kind == "morris":
        return design.trajectories or 1
    if design.worlds is None:
        return len(asked.results.points)
    is_of_world = asked.against[0] in asked.results.study.world_names
    return design.worlds if is_of_world else len(asked.results.points) // design.worlds


def closest_factor(asked: Asked) -> str:
    """Return the factor whose ranks go most closely with those of the outcome, over all arms."""
    means = mean_known(asked.values)
    sizes = {}
    for name in asked.results.factors:
        found = [rank_correlation(asked.results.factor(name), column).rho for column in means.T]
        sizes[name] = float(np.nansum(np.abs(found)))
    return max(sizes, key=lambda name: sizes[name])


def bins_of(x: Floats, y: Floats) -> dict[str, list[float]]:
    """Return medians and bands of y in bins of x with as many points each.

    A factor with few values has a bin for each.  Bins with fewer than five points are left out.
    """
    known = np.isfinite(x) & np.isfinite(y)
    x, y = x[known], y[known]
    values = np.unique(x)
    if len(values) <= MOST_BINS:
        which = np.searchsorted(values, x)
    else:
        count = min(MOST_BINS, max(FEWEST_BINS, len(x) // POINTS_PER_BIN))
        which = np.argsort(np.argsort(x, kind="stable"), kind="stable") * count // len(x)
    found: dict[str, list[float]] = {key: [] for key in ("x", "median", "low", "high", "points")}
    for one in np.unique(which):
        here = which == one
        if here.sum() < FEWEST_IN_BIN:
            continue
        low, high = band_of(y[here])
        row = (float(np.median(x[here])), float(np.median(y[here])), low, high, float(here.sum()))
        for key, value in zip(found, row, strict=True):
            found[key].append(value)
    return found


def luck_left(values: Floats) -> float:
    """Return which share of the variance between means of points is luck, of (row, replicate)."""
    known = np.isfinite(values)
    count = known.sum(axis=1)
    enough = count > 1
    if enough.sum() < 2:
        return np.nan
    means = mean_known(values)
    away = np.where(known, values - means[:, np.newaxis], 0.0)[enough]
    within = (away**2).sum(axis=1) / (count[enough] - 1) / count[enough]
    between = float(np.var(means[enough], ddof=1))
    return min(1.0, float(within.mean()) / between) if between > 0 else np.nan


def scatter_picture(asked: Asked) -> Drawn:
    """Draw all points of a study against one factor."""
    name = asked.against[0]
    x, means = asked.results.factor(name), mean_known(asked.values)
    series = {arm: _series(x, means[:, at]) for at, arm in enumerate(asked.arms)}
    title = scatter_title(asked, x, means)
    rows = 1 if len(asked.arms) <= ONE_PANEL else -(-len(asked.arms) // COLUMNS)
    handles, columns, legend = legend_of(asked, _marks(asked), arms=rows == 1)
    heights = [PANEL_INCHES] if rows == 1 else [SMALL_PANEL_INCHES] * rows
    shown = np.array([y for one in series.values() for y in (*one["y"], *one["bins"]["high"])])
    figure = framed(title, f"{asked.made}{beginning(shown)}", sum(heights) + legend)
    grid = figure.add_gridspec(rows + 1, 1 if rows == 1 else COLUMNS,
                               height_ratios=[*heights, legend])  # fmt: skip
    panels = [list(asked.arms)] if rows == 1 else [[arm] for arm in asked.arms]
    for at, arms in enumerate(panels):
        axes = figure.add_subplot(grid[divmod(at, grid.ncols)])
        if rows > 1 and asked.reference not in arms:
            bins = series[asked.reference]["bins"]
            style = asked.styles[asked.reference]
            axes.plot(bins["x"], bins["median"], color=style.colour, linewidth=1.4, zorder=2.5)
        for arm in reversed(arms):
            _draw_arm(axes, series[arm], asked.styles[arm])
        tidy(axes)
        outcome_axis(axes, asked, shown, labelled=at % grid.ncols == 0)
        heading = outcome_name(asked.outcome) if rows == 1 else asked.styles[arms[0]].label
        axes.set_title(folded(heading, 80 if rows == 1 else 36), size=TEXT_SIZE, loc="left")
        factor_axis(axes, asked, name, x, told=at + COLUMNS >= len(panels))
    below = figure.add_subplot(grid[-1, :])
    legend_in(below, handles, columns)
    caption = scatter_caption(asked, series, beginning(shown))
    alt = (
        f"Scatter of {outcome_name(asked.outcome)} in {outcome_unit(asked.outcome)} against"
        f" {factor_name(name)}, {len(x)} points for each of {len(asked.arms)} arms, with medians"
        f" and bands. {title}."
    )
    made = Picture(f"scatter-{asked.outcome}-{name}", title, caption, alt, figure)
    return drawn(asked, "scatter", made, {"factor": name, "series": series})


def _series(x: Floats, means: Floats) -> dict[str, Any]:
    """Return the dots and the bins of one arm; of many points an even sample is shown as dots."""
    shown = np.unique(np.linspace(0, len(x) - 1, min(len(x), MOST_DOTS)).astype(int))
    return {"points": len(x), "x": x[shown].tolist(), "y": means[shown].tolist(),
            "bins": bins_of(x, means)}  # fmt: skip


def _marks(asked: Asked) -> list[Any]:
    style = asked.styles[asked.reference]
    reference = Line2D([], [], color=style.colour, linewidth=1.4,
                       label=f"median of {style.label} (reference)")  # fmt: skip
    return [
        *([reference] if len(asked.arms) > ONE_PANEL else []),
        Line2D([], [], color=INK, marker=".", linestyle="none", alpha=0.5, markersize=7,
               label=f"point: mean of {asked.replicates}"),
        Patch(facecolor=FAINT, alpha=0.3, linewidth=0,
              label="10th to 90th percentile of points"),
    ]  # fmt: skip


def _draw_arm(axes: Any, found: dict[str, Any], style: Any) -> None:
    axes.plot(found["x"], found["y"], marker=style.marker, markersize=3.2, linestyle="none",
              color=style.colour, markerfacecolor=style.face, markeredgewidth=0.6, alpha=0.45,
              zorder=2)  # fmt: skip
    bins = found["bins"]
    axes.fill_between(bins["x"], bins["low"], bins["high"], color=style.colour, alpha=0.16,
                      linewidth=0, zorder=1.5)  # fmt: skip
    axes.plot(bins["x"], bins["median"], color=style.colour, linestyle=style.dash, linewidth=2.0,
              marker=style.marker, markersize=6, markerfacecolor=style.face, zorder=3)  # fmt: skip


def scatter_title(asked: Asked, x: Floats, means: Floats) -> str:
    """Return how the outcome goes with the factor, arm by arm, with intervals."""
    tried = len(asked.results.factors) if asked.is_chosen_by_data else 1
    found = {arm: rank_correlation(x, means[:, at], tried, independent_points(asked))
             for at, arm in enumerate(asked.arms)}  # fmt: skip
    factor, outcome = factor_name(asked.against[0]), outcome_name(asked.outcome)
    if len(found) == 1:
        one = next(iter(found.values()))
        said = f"rank correlation {told(*one, signed=True)}"
        if not one.clear:
            return f"{outcome} neither clearly rises nor falls with {factor}: {said}"
        return f"{outcome} {'rises' if one.rho > 0 else 'falls'} with {factor}: {said}"
    ways = {
        "rises": [arm for arm, one in found.items() if one.clear and one.rho > 0],
        "falls": [arm for arm, one in found.items() if one.clear and one.rho < 0],
    }
    if not any(ways.values()):
        return f"In no arm does {outcome_noun(asked.outcome)} clearly rise or fall with {factor}"
    parts = [
        f"{way} with {factor} in {'every arm' if len(arms) == len(found) else _named(asked, arms)}"
        for way, arms in ways.items() if arms
    ]  # fmt: skip
    if len(found) <= ONE_PANEL:
        size = words.listed([
            f"{told(*one, signed=True)} with {asked.label(arm)}" for arm, one in found.items()
        ])  # fmt: skip
    else:
        size = _ends([one.rho for one in found.values() if one.clear])
    return f"{outcome} {' and '.join(parts)}: rank correlation {size}"


def _ends(rhos: list[float]) -> str:
    return words.between(min(rhos), max(rhos), 1, signed=True)


def _named(asked: Asked, arms: list[str]) -> str:
    if len(arms) > ONE_PANEL:
        return f"{len(arms)} of {len(asked.arms)} arms"
    return words.listed([asked.label(arm) for arm in arms])


def scatter_caption(asked: Asked, series: dict[str, Any], begins: str) -> str:
    """Return how the picture was made and what its band is made of."""
    points = next(iter(series.values()))["points"]
    left = [luck_left(asked.values[:, at]) for at in range(len(asked.arms))]
    known = [one for one in left if np.isfinite(one)]
    luck = (
        f" Luck is averaged over the replicates of a point; it makes about {100 * max(known):.0f} %"
        " of what differs between points."
        if known else ""
    )  # fmt: skip
    sample = f" Dots: {MOST_DOTS} of {points:,} points." if points > MOST_DOTS else ""
    chosen = (
        f" Of {len(asked.results.factors)} numbers that vary, this one goes most closely with the"
        " outcome; intervals are widened for that choice."
        if asked.is_chosen_by_data else ""
    )  # fmt: skip
    return (
        f"{asked.made} Lines: medians of points with like values; bands: 10th to 90th percentile of"
        f" these points, which differ in all other numbers, and not luck.{luck}{sample}{chosen}"
        f" Rank correlations have 95 % intervals over {independent_points(asked):,} independent"
        f" points.{begins}"
        f"{meaning_sentence(asked.against[0])}"
    )
