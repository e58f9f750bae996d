"""What is scarce when: which input organisations lack most, month by month, arm by arm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from matplotlib.patches import Patch

from analysis import statistics, words

from . import phrases
from .legends import (
    Layout,
    columns_for,
    draw_marks,
    legend_in,
    legend_inches,
    mark_handles,
    marks_of,
    months_axis,
)
from .picture import Picture
from .style import SMALL_SIZE, TEXT_SIZE, folded, framed, in_words, lines_inches, tidy

if TYPE_CHECKING:
    from analysis.comparison import Comparison
    from simulation import Results, Scenario

Floats = npt.NDArray[np.float64]

# None of these is the colour of up, out or deep; light and dark take turns for grey printers.
INPUTS = {
    "staff": ("#332288", "Staff"),
    "premises": ("#DDCC77", "Premises"),
    "know_how": ("#AA4499", "Know-how"),
    "money": ("#A6DBF0", "Money"),
    "demand": ("#777777", "People who come"),
}
PANEL_INCHES = 1.75
ONE_LINE_INCHES = lines_inches("", TEXT_SIZE)


def scarcity_picture(
    scenario: Scenario, results: Results, comparison: Comparison, seed: int
) -> Picture:
    """Draw the shares of organisations that lack each input most, one panel per arm."""
    del comparison
    title = scarcity_title(scenario, results)
    marks = marks_of(scenario)
    handles = [
        *(Patch(color=colour, label=name) for colour, name in reversed(INPUTS.values())),
        *mark_handles(marks),
    ]
    columns = 1 if len(results.arms) % 2 else columns_for(handles)
    headings = [folded(scenario.arms[arm].label, 34) for arm in results.arms]
    height = (
        PANEL_INCHES + max(lines_inches(text, TEXT_SIZE) for text in headings) - ONE_LINE_INCHES
    )
    layout = Layout(len(results.arms), height, legend_inches(handles, columns))
    made = phrases.footer(scenario, results, seed)
    figure = framed(title, made, sum(layout.heights))
    cells, legend = layout.panels(figure)
    for axes, arm, heading in zip(cells, results.arms, headings, strict=True):
        shares = [100 * share.mean(axis=0) for share in shares_of(results, arm)]
        axes.stackplot(
            np.arange(marks.horizon_months), *shares, linewidth=0.7, edgecolor="white",
            colors=[colour for colour, _ in INPUTS.values()],
        )  # fmt: skip
        tidy(axes, heading)
        draw_marks(axes, marks)
        for line in axes.lines:
            line.set_zorder(3)
        axes.set_ylim(0, 100)
        in_words(axes.yaxis, 4)
        months_axis(axes, marks, labelled=axes in cells[-2:])
        if cells.index(axes) % 2 == 0:
            axes.set_ylabel("% of organisations", size=SMALL_SIZE)
    legend_in(legend, handles, columns)
    caption = (
        f"{made} Each month every organisation at work lacks one thing most: the one of staff,"
        " premises, know-how or money that limits its service, or people who come to be served."
        f" Shares are means of {phrases.replications(results.monthly.shape[1])}."
    )
    alt = (
        f"Stacked areas over {marks.horizon_months} months, one chart for each of"
        f" {len(results.arms)} arms: the share of organisations for which staff, premises,"
        f" know-how, money or demand is scarcest. {title}."
    )
    return Picture("scarcity", title, caption, alt, figure)


def shares_of(results: Results, arm: str) -> list[Floats]:
    """Return for each input the shares of organisations, (replicate, month)."""
    at = results.arms.index(arm)
    return [results.monthly_of(f"scarce_{name}")[at] for name in INPUTS]


def most_scarce(results: Results, arm: str) -> str:
    """Return what is scarce most often over the run; two things where luck hides which."""
    means = np.array([share.mean(axis=1) for share in shares_of(results, arm)])
    names = [name for _, name in INPUTS.values()]
    first, *others = np.argsort(-means.mean(axis=1), kind="stable")
    tied = [first]
    for other in others:
        low, _ = statistics.mean_interval(means[first] - means[other])
        if not low > 0:
            tied.append(other)
    return " or ".join(names[at].lower() for at in sorted(tied))


def scarcity_title(scenario: Scenario, results: Results) -> str:
    """Return which input is scarce most often, and with which arms."""
    found: dict[str, list[str]] = {}
    for arm in results.arms:
        found.setdefault(most_scarce(results, arm), []).append(f"“{scenario.arms[arm].label}”")
    if len(found) == 1:
        arms = "in all arms" if len(results.arms) > 1 else f"with {found[next(iter(found))][0]}"
        return f"Scarce most often over the run, {arms}: {next(iter(found))}"
    parts = [f"{what} with {words.listed(arms)}" for what, arms in found.items()]
    text = f"Scarce most often over the run: {'; '.join(parts)}"
    if len(text) > phrases.LONGEST_TITLE:
        parts = [
            f"{what} in {len(arms)} of {len(results.arms)} arms" for what, arms in found.items()
        ]
        text = f"Scarce most often over the run: {'; '.join(parts)}"
    return text
