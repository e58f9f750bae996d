"""What is left after the funding ends, and how much of the money comes from lasting sources."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from . import phrases
from .picture import Picture
from .style import INK, SMALL_SIZE, arm_styles, folded, framed, in_words, lines_inches, tidy

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from analysis.comparison import Comparison, Level
    from simulation import Results, Scenario

    from .style import ArmStyle

AFTER_MONTHS = (12, 36)
ARM_INCHES = 0.62
LABEL_LETTERS = 17
SHADES = (0.45, 1.0)


def sustainability_picture(
    scenario: Scenario, results: Results, comparison: Comparison, seed: int
) -> Picture:
    """Draw how much of the best year is still served, and the share of lasting sources."""
    title = phrases.finding(
        scenario, comparison, "sustainability_36", "of the best year’s service left",
        when=three_years(scenario),
    )  # fmt: skip
    styles = arm_styles(scenario)
    made = phrases.footer(scenario, results, seed)
    labels = [folded(style.label, LABEL_LETTERS) for style in styles.values()]
    row = max(ARM_INCHES, *(lines_inches(label, SMALL_SIZE) for label in labels))
    figure = framed(title, made, 0.95 + row * len(styles))
    left, right = figure.subplots(1, 2, width_ratios=(3, 2), sharey=True)
    for at, (arm, style) in enumerate(styles.items()):
        for month, shade, shift in zip(AFTER_MONTHS, SHADES, (-0.2, 0.2), strict=True):
            level = comparison.level_of(arm, f"sustainability_{month}")
            draw_bar(left, at + shift, level, style, shade)
            left.text(0, at + shift, f" {month}", size=SMALL_SIZE - 1, va="center", color=INK,
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.75},
                      zorder=4)  # fmt: skip
        draw_bar(right, at, comparison.level_of(arm, "lasting_cost_share"), style, 1.0)
    tidy(left, "Still served, months after\nthe funding", grid="x")
    tidy(right, "Lasting sources while\nthe funding lasts", grid="x")
    left.axvline(100, color=INK, linewidth=1.0, linestyle=(0, (2, 2)))
    left.set_xlabel("% of the best year with funding", size=SMALL_SIZE)
    right.set_xlabel("% of the costs", size=SMALL_SIZE)
    right.set_xlim(0, 100)
    left.set_xlim(0, max(105.0, left.get_xlim()[1]))
    left.set_ylim(len(styles) - 0.5, -0.5)
    left.set_yticks(range(len(styles)), labels)
    for axes in (left, right):
        axes.tick_params(axis="y", length=0)
        in_words(axes.xaxis, 4)
    caption = (
        f"{made} Left: people served 12 (pale) and 36 months (full) after the funding ends, as a"
        " share of the best year while it lasted (dashed line: all of it); right: share of the"
        " costs until the funding ends that income which outlives it would cover (own"
        " income, yields, municipal programmes). Bars: means, with 95 % intervals of luck alone;"
        f" filled: pooled, outlined: separate.{short_of(scenario)} {phrases.CLEAR}"
    )
    alt = (
        f"Two bar charts for {len(styles)} arms: what share of the best year's service remains 12"
        f" and 36 months after the funding, and the share of lasting sources. {title}."
    )
    return Picture("sustainability", title, caption, alt, figure)


def draw_bar(axes: Axes, y: float, level: Level, style: ArmStyle, shade: float) -> None:
    """Draw one level in percent, with its interval."""
    height = 0.36
    axes.barh(y, 100 * level.mean, height, color=style.face, alpha=shade if style.filled else 1.0,
              linewidth=0)  # fmt: skip
    axes.barh(y, 100 * level.mean, height, facecolor="none", edgecolor=style.colour,
              linewidth=1.6, linestyle="solid" if shade == 1.0 else (0, (3, 1)))  # fmt: skip
    if all(map(math.isfinite, (level.low, level.high))):
        axes.plot([100 * level.low, 100 * level.high], [y, y], color=INK, linewidth=1.6, zorder=3)
    else:
        axes.plot([100 * level.mean], [y], marker="|", color=INK, zorder=3)


def months_observed(scenario: Scenario) -> int:
    """Return how many months after the funding the reference arm is followed."""
    parameters = scenario.arms[scenario.reference].parameters
    return int(max(0, parameters["horizon_months"] - parameters["funding_months"]))


def three_years(scenario: Scenario) -> str:
    """Return when the later of the two looks is, honestly where the run ends before."""
    if months_observed(scenario) >= AFTER_MONTHS[1]:
        return "Three years after the funding"
    return "At the end of the run"


def left_heading(scenario: Scenario) -> str:
    """Return the heading of a panel on what is left after the funding."""
    when = three_years(scenario)
    return f"Service left {when[0].lower()}{when[1:]}"


def short_of(scenario: Scenario) -> str:
    """Return a sentence where the run ends before the months that are asked for."""
    observed = months_observed(scenario)
    if observed >= AFTER_MONTHS[1]:
        return ""
    return f" The run ends {observed} months after the funding; its last month stands in."
