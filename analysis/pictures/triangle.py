"""The triangle of strategies: what each mix of up, out and deep brings, and what lasts."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import mpltern  # noqa: F401  (it registers the projection "ternary")
import numpy as np
from matplotlib.lines import Line2D

from analysis import words
from analysis.choices import (
    REPLICATIONS_PER_POINT,
    REPLICATIONS_TO_CONFIRM,
    STEPS_OF_THE_TRIANGLE,
    Triangle,
    Where,
    mix_of,
    triangle,
)
from simulation.world import MIX

from . import phrases
from .legends import arm_handles, columns_for, legend_in, legend_inches
from .phrases import OF_A_CHOICE, UNITS, hundredfold, is_share, unit_of
from .picture import Picture
from .style import (
    AMOUNTS,
    DEEP,
    INK,
    OUT,
    SMALL_SIZE,
    TEXT_SIZE,
    UP,
    arm_styles,
    folded,
    framed,
    in_words,
)
from .sustainability import left_heading

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from analysis.comparison import Difference
    from simulation import Arm, Results, Scenario

    from .style import ArmStyle

MAP_INCHES, BAR_INCHES = 3.0, 0.1
COLOUR_STEPS = 8
COUNTS = ("no", "one", "two", "three", "four", "five")
PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth"}
CORNERS = (
    ("Up", UP, (1.1, -0.05, -0.05), "center"),
    ("Out", OUT, (-0.1, 1.07, 0.03), "left"),
    ("Deep", DEEP, (-0.1, 0.03, 1.07), "right"),
)


def triangle_picture(scenario: Scenario, results: Results, seed: int) -> Picture:
    """Draw impact and what lasts over all mixes of up, out and deep."""
    found = triangle(scenario, seed, OF_A_CHOICE)
    title = triangle_title(found)
    spots = len(found.spots)
    made = (
        f"{spots} mixes, {phrases.replications(REPLICATIONS_PER_POINT)} each on equal luck, seed"
        f" {seed}, all else as in “{found.arm.label}”; compared with the even mix on"
        f" {words.number(REPLICATIONS_TO_CONFIRM)} other replications each."
        f" {phrases.spent_phrase([spot.spent_eur for spot in found.spots.values()], 'mix')}"
    )
    shown = arms_in(scenario)
    handles = [
        Line2D([], [], color=INK, marker="*", markersize=12, markerfacecolor="white",
               linestyle="none", label="highest of all mixes"),
        Line2D([], [], color=INK, marker=".", markersize=4, linestyle="none",
               label="mixes that were run"),
        *arm_handles(shown, scenario.reference, lines=False),
    ]  # fmt: skip
    columns = columns_for(handles)
    legend = legend_inches(handles, columns)
    figure = framed(title, made, MAP_INCHES + 0.45 + legend + 0.15)
    grid = figure.add_gridspec(2, 2, height_ratios=(MAP_INCHES + 0.45, legend + 0.15))
    for at, (outcome, name) in enumerate(zip(OF_A_CHOICE, panel_names(scenario), strict=True)):
        axes = figure.add_subplot(grid[0, at], projection="ternary")
        draw_map(figure, axes, found, outcome, folded(name, 30))
        draw_arms(axes, scenario, shown)
    legend_in(figure.add_subplot(grid[1, :]), handles, columns)
    fixed = sum(member.strategy is not None for member in found.arm.organisations.values())
    kept = f" {fixed} organisations keep strategies of their own." if fixed else ""
    hidden = len(scenario.arms) - len(shown)
    caption = (
        f"{made} Colours lie between the points that were run. Whether the highest mix is better"
        f" than the even one was asked of runs that did not choose it. {phrases.CLEAR}"
        f"{' Arms with a schedule have no one place here.' if hidden else ''}{kept}"
    )
    alt = (
        f"Two triangles with the corners up, out and deep, coloured by {panel_names(scenario)[0]}"
        f" and by {panel_names(scenario)[1]} of {spots} mixes. {title}."
    )
    del results
    return Picture("triangle", title, caption, alt, figure)


def panel_names(scenario: Scenario) -> tuple[str, str]:
    """Return the headings of the two maps."""
    return "Impact over the whole run", left_heading(scenario)


def triangle_title(found: Triangle) -> str:
    """Return whether some mix is clearly better than the even one, for impact and what lasts."""
    parts, unclear = [], []
    for outcome, noun in zip(OF_A_CHOICE, ("impact", "what lasts"), strict=True):
        best = found.best(outcome)
        row = None if best == found.even else found.gain(outcome)
        if row is not None and row.better == "better":
            parts.append(f"for {noun} {spoken_mix(best)} beats the even mix ({spoken_gain(row)})")
        else:
            unclear.append(noun)
    if unclear:
        parts.append(f"no mix clearly better than the even one for {' or '.join(unclear)}")
    text = "; ".join(parts)
    return text[0].upper() + text[1:]


def spoken_mix(where: Where) -> str:
    """Return a mix in words, the largest share first: parts of six add up, percents may not.

    >>> spoken_mix((0.0, 0.0, 1.0)), spoken_mix((1/6, 0.0, 5/6))
    ('all deep', 'five sixths deep and one sixth up')
    >>> spoken_mix((1/6, 1/6, 2/3))
    'two thirds deep and one sixth each up and out'
    """
    alike: dict[Fraction, list[str]] = {}
    for share, name in zip(where, ("up", "out", "deep"), strict=True):
        part = Fraction(share).limit_denominator(STEPS_OF_THE_TRIANGLE)
        if part > 0:
            alike.setdefault(part, []).append(name)
    return words.listed([
        f"{spoken_part(part)}{' each' if len(names) > 1 else ''} {words.listed(names)}"
        for part, names in sorted(alike.items(), reverse=True)
    ])  # fmt: skip


def spoken_part(part: Fraction) -> str:
    """Return a fraction in words.

    >>> spoken_part(Fraction(1, 2)), spoken_part(Fraction(2, 3)), spoken_part(Fraction(1))
    ('half', 'two thirds', 'all')
    """
    if part == 1 or part == Fraction(1, 2):
        return "all" if part == 1 else "half"
    several = "s" if part.numerator > 1 else ""
    return f"{COUNTS[part.numerator]} {PARTS[part.denominator]}{several}"


def spoken_gain(row: Difference) -> str:
    """Return the size of a clear gain: percent of amounts, points of shares."""
    change = row.difference * hundredfold(row.outcome, row.reference_mean)
    return f"{words.number(change, signed=True)} {unit_of(row.outcome)}"


def arms_in(scenario: Scenario) -> dict[str, ArmStyle]:
    """Return the arms that have one place in the triangle, one for each place."""
    found: dict[Where, str] = {}
    for name in sorted(scenario.arms, key=lambda name: name != scenario.reference):
        if not is_scheduled(scenario.arms[name]):
            found.setdefault(mix_of(scenario.arms[name]), name)
    styles = arm_styles(scenario)
    return {name: styles[name] for name in scenario.arms if name in found.values()}


def is_scheduled(arm: Arm) -> bool:
    """Whether the mix of an arm changes over the months."""
    return any(set(MIX) & set(row) for row in arm.schedule.values())


def draw_map(figure: Figure, axes: Any, found: Triangle, outcome: str, name: str) -> None:
    """Colour the triangle by the mean of one outcome."""
    where = np.array(list(found.spots))
    share = is_share(outcome)
    values = np.array([spot.mean(outcome) for spot in found.spots.values()])
    values = values * (100.0 if share else 1.0)
    low, high = float(values.min()), float(values.max())
    if high - low < 1e-9 * max(1.0, abs(high)):
        low, high = low - 0.5, high + 0.5
    levels = np.linspace(low, high, COLOUR_STEPS + 1)
    # Up stands on top, out at the left, deep at the right.
    up, out, deep = where.T
    colours = axes.tricontourf(up, out, deep, values, levels=levels, cmap=AMOUNTS)
    axes.plot(up, out, deep, ".", color=INK, markersize=2.5, clip_on=False)
    best = found.best(outcome)
    axes.plot(*([share] for share in best), marker="*", color=INK, markerfacecolor="white",
              markersize=17, linestyle="none", zorder=6, clip_on=False)  # fmt: skip
    for axis in (axes.taxis, axes.laxis, axes.raxis):
        axis.set_ticks([])
    axes.set_title(name, size=TEXT_SIZE, color=INK, pad=27)
    for text, colour, corner, align in CORNERS:
        axes.text(*corner, text, ha=align, va="center", color=colour, size=TEXT_SIZE,
                  weight="bold", clip_on=False)  # fmt: skip
    bar = figure.colorbar(colours, ax=axes, orientation="horizontal", fraction=0.05, pad=0.13)
    in_words(bar.ax.xaxis, 4)
    bar.ax.tick_params(labelsize=SMALL_SIZE)
    bar.set_label("% of the best year" if share else UNITS[outcome], size=SMALL_SIZE)


def draw_arms(axes: Any, scenario: Scenario, shown: dict[str, ArmStyle]) -> None:
    """Mark the arms of the scenario."""
    for name, style in shown.items():
        axes.plot(*([share] for share in mix_of(scenario.arms[name])), marker=style.marker,
                  color=style.colour, markerfacecolor=style.face, markeredgecolor="white",
                  markersize=9, linestyle="none", zorder=5, clip_on=False)  # fmt: skip
