"""A monthly outcome that a study kept, over the months."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow.parquet as pq
from matplotlib.patches import Patch

from analysis.errors import AnalysisError
from analysis.studies.compacting import files_of
from analysis.studies.folder import MONTHS
from analysis.studies.reading import StudyResults
from simulation.scenario.problems import expected_one_of

from ..pictures.legends import legend_in
from ..pictures.picture import Picture
from ..pictures.style import FAINT, SMALL_SIZE, folded, framed, tidy
from .asked import Asked
from .contrasts import Floats, band_of, contrast, counted, mean_known
from .drawn import Drawn, drawn
from .frame import beginning, legend_of, outcome_axis
from .names import (
    factor_name,
    outcome_name,
    outcome_unit,
    scale_of,
    value_text,
)
from .sentences import against_reference, sized, way

MOST_PANELS = 6  # so many points have a panel each, with luck as band; more share one panel
PANEL_INCHES, ONE_PANEL_INCHES = 1.95, 3.0
COLUMNS = 2


def monthly_values(results: StudyResults, outcome: str) -> tuple[Floats, Floats]:
    """Return the months that were kept, and one outcome, (row, arm, replicate, month).

    Raises
    ------
    AnalysisError   no months were kept, or not those of this outcome
    """
    kept = results.study.text.months
    if kept is None:
        raise AnalysisError("months: got none, expected a study that keeps them (key months).")
    if outcome not in kept.outcomes:
        raise AnalysisError(expected_one_of("monthly outcome", outcome, kept.outcomes))
    folder = results.folder
    files = list(files_of(folder, MONTHS))
    if not files:
        raise AnalysisError("months: got none yet, expected at least one chunk that has run.")
    horizon = max(int(pq.read_table(file, columns=["month"])["month"].to_numpy().max())
                  for file in files)  # fmt: skip
    months = np.arange(0, horizon + 1, kept.every)
    shape = (len(folder.points), len(results.arms), results.replicates, len(months))
    found = np.full(shape, np.nan)
    for file in files:
        columns = ["point", "arm", "replicate", "month", outcome]
        for batch in pq.ParquetFile(file).iter_batches(columns=columns):
            arms = [results.arms.index(name) for name in batch["arm"].dictionary.to_pylist()]
            arm = np.array(arms)[batch["arm"].indices.to_numpy()]
            here = (batch["point"].to_numpy(), arm, batch["replicate"].to_numpy(),
                    batch["month"].to_numpy() // kept.every)  # fmt: skip
            found[here] = batch[outcome].to_numpy()
    return months.astype(float), found[folder.rows]


def months_picture(asked: Asked) -> Drawn:
    """Draw one outcome over the months: a panel per point, or all points in one."""
    months, values = monthly_values(asked.results, asked.outcome)
    at = [asked.results.arms.index(arm) for arm in asked.arms]
    values = values[:, at] * scale_of(asked.outcome)
    each = len(values) <= MOST_PANELS
    # (panel, arm, unit, month): units are runs of a point, or means of points.
    units = values if each else np.moveaxis(mean_known(values, 2), 0, 1)[np.newaxis]
    title = months_title(asked, months, units)
    of_what = "of runs: luck" if each else "of points: parameters"
    handles, columns, legend = legend_of(
        asked, [Patch(facecolor=FAINT, alpha=0.3, linewidth=0,
                      label=f"10th to 90th percentile {of_what}")],
    )  # fmt: skip
    wide = 1 if len(units) == 1 else COLUMNS
    rows = -(-len(units) // wide)
    heights = [ONE_PANEL_INCHES if rows * wide == 1 else PANEL_INCHES] * rows
    series = [{arm: _series(panel[number]) for number, arm in enumerate(asked.arms)}
              for panel in units]  # fmt: skip
    ends = np.array([one[key] for panel in series for one in panel.values()
                     for key in ("mean", "band_low", "band_high")])  # fmt: skip
    made = f"{asked.made}{beginning(ends)}"
    figure = framed(title, made, sum(heights) + legend)
    grid = figure.add_gridspec(rows + 1, wide, height_ratios=[*heights, legend])
    for number, panel in enumerate(series):
        axes = figure.add_subplot(grid[divmod(number, wide)])
        for arm, found in reversed(panel.items()):
            draw_arm(axes, months, found, asked.styles[arm])
        heading = _point(asked, number) if each else ""
        tidy(axes, folded(heading or outcome_name(asked.outcome), 40 if wide > 1 else 80))
        outcome_axis(axes, asked, ends, labelled=number % wide == 0)
        axes.set_xticks(range(0, int(months[-1]) + 1, _years_between_ticks(months)))
        axes.set_xlim(0, float(months[-1]) or 1.0)
        if number + wide >= len(series):
            axes.set_xlabel("month", size=SMALL_SIZE)
    legend_in(figure.add_subplot(grid[-1, :]), handles, columns)
    made_of = (
        "10th to 90th percentile of the runs of a point, which is luck alone and not what is"
        " unknown about the parameters."
        if each else
        f"10th to 90th percentile of the means of {len(values):,} points, which differ in"
        " parameters, and not luck."
    )  # fmt: skip
    every = asked.results.study.text.months
    assert every is not None
    caption = (
        f"{made} {outcome_name(asked.outcome)}, {outcome_unit(asked.outcome)}; every"
        f" {every.every} months. Lines: means; bands: {made_of}"
    )
    alt = (
        f"{len(series)} line charts of {outcome_name(asked.outcome)} over"
        f" {months[-1]:.0f} months, one line for each of {len(asked.arms)} arms. {title}."
    )
    picture = Picture(f"months-{asked.outcome}", title, caption, alt, figure)
    return drawn(asked, "months", picture, {"months": months, "panels": series})


def _years_between_ticks(months: Floats) -> int:
    """Return how many months lie between ticks: whole years, at most about six ticks."""
    return 12 * max(1, -(-int(months[-1]) // (12 * 6)))


def _point(asked: Asked, row: int) -> str:
    """Return the point of a panel in words: what differs between the rows of the study."""
    points = asked.results.points
    said = [
        f"{factor_name(name)} {value_text(points[row, at])}"
        for at, name in enumerate(asked.results.factors) if np.ptp(points[:, at]) > 0
    ]  # fmt: skip
    return ", ".join(said[:3])


def _series(units: Floats) -> dict[str, Any]:
    """Return mean and band at every month, of (unit, month)."""
    bands = np.array([band_of(column) for column in units.T])
    return {"mean": mean_known(units, 0).tolist(), "band_low": bands[:, 0].tolist(),
            "band_high": bands[:, 1].tolist()}  # fmt: skip


def draw_arm(axes: Any, months: Floats, found: dict[str, Any], style: Any) -> None:
    """Draw the line of one arm and its band."""
    axes.fill_between(months, found["band_low"], found["band_high"], color=style.colour, alpha=0.14,
                      linewidth=0)  # fmt: skip
    axes.plot(months, found["mean"], color=style.colour, linestyle=style.dash, linewidth=1.8,
              marker=style.marker, markersize=5, markevery=max(1, len(months) // 8),
              markerfacecolor=style.face)  # fmt: skip


def months_title(asked: Asked, months: Floats, units: Floats) -> str:
    """Return where arms clearly differ in the last month kept, or how one arm has changed."""
    last = f"In month {months[-1]:.0f}: "
    if len(asked.arms) == 1:
        changes = [contrast(panel[0, :, 0], panel[0, :, -1]) for panel in units]
        name = outcome_name(asked.outcome)
        said = f"{name[0].lower()}{name[1:]}"
        if len(changes) == 1:
            return f"{last}{said} against month 0: {way(changes[0])}, {sized(asked, changes[0])}"
        return f"{last}{said} against month 0: {counted(changes, 'points')}"
    reference = asked.arms.index(asked.reference)
    found = {
        arm: [contrast(panel[reference, :, -1], panel[at, :, -1]) for panel in units]
        for at, arm in enumerate(asked.arms)
        if at != reference
    }
    text = against_reference(asked, found, "points")
    return f"{last}{text[0].lower()}{text[1:]}"
