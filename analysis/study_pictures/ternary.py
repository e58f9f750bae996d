"""The triangle of mixes in many worlds: means, how often each is best, and regret."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import mpltern  # noqa: F401  (it registers the projection "ternary")
import numpy as np
from matplotlib.cm import ScalarMappable

from analysis import words
from analysis.choices import STEPS_OF_THE_TRIANGLE
from simulation.world import MIX

from ..pictures.picture import Picture
from ..pictures.style import AMOUNTS, INK, SMALL_SIZE, TEXT_SIZE, folded, framed, in_words
from ..pictures.triangle import CORNERS, spoken_mix
from .asked import Asked
from .contrasts import Floats
from .crossing import Crossed
from .drawn import Drawn, drawn
from .names import difference_unit, level_unit, outcome_name, outcome_unit
from .sentences import averaged_sentence, contexts_noun
from .shares import (
    LUCK_DECIDES,
    TAIL,
    Choices,
    choices_of,
    compares_worlds,
    ends_sentence,
    from_worst_to_best,
    least_missed,
    missed,
    most_often,
    not_clearly_more,
    times_best,
    whole_sentence,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MAP_INCHES = 3.35
AROUND = ((1.1, -0.05, -0.05), (-0.15, 1.1, 0.05), (-0.15, 0.05, 1.1))  # room for circles
COLOUR_STEPS = 8
FEWEST_TO_COLOUR = 3
CIRCLE = 330.0  # area of a mix that is always best, in points
LEAST_TOLD = 0.045  # a smaller share of worlds has no room for its number


def triangle_picture(asked: Asked, table: Crossed) -> Drawn:
    """Draw the mixes of one arm; with several worlds also how often each is best and regret."""
    found = choices_of(asked, table, 0)
    noun = contexts_noun(table)
    title = triangle_title(asked, table, found)
    regret = found.regret
    unit, missed_unit = outcome_unit(asked.outcome), difference_unit(asked.outcome)
    tail = np.percentile(regret, TAIL, axis=1) if regret.size else np.empty(0)
    count = f"{found.contexts} {noun.replace('plausible ', '')}"
    draw: list[tuple[str, Callable[[Figure, Any], None]]] = [
        (f"{outcome_name(asked.outcome)}{f', mean of {count}' if table.has_contexts else ''}",
         lambda figure, axes: coloured(figure, axes, found.where, found.mean, unit,
                                       star_on_lowest=asked.lower_is_better)),
    ]  # fmt: skip
    if compares_worlds(asked, table):
        draw += [
            ("How often each mix is best",
             lambda figure, axes: circles(figure, axes, found.where, found.best, noun)),
            ("Regret: missed on average",
             lambda figure, axes: coloured(figure, axes, found.where, regret.mean(axis=1),
                                           missed_unit, low_is_good=True)),
            (f"Regret: {TAIL} % of worlds miss less",
             lambda figure, axes: coloured(figure, axes, found.where, tail, missed_unit,
                                           low_is_good=True)),
        ]  # fmt: skip
    rows = -(-len(draw) // 2)
    figure = framed(title, asked.made, rows * MAP_INCHES, 6.4 if len(draw) > 1 else 4.4)
    grid = figure.add_gridspec(rows, 2 if len(draw) > 1 else 1)
    for at, (heading, paint) in enumerate(draw):
        axes = figure.add_subplot(grid[divmod(at, grid.ncols)], projection="ternary")
        paint(figure, axes)
        bare(axes, folded(heading, 34))
    caption = triangle_caption(asked, table, found)
    alt = (
        f"{len(draw)} triangles with the corners up, out and deep for {len(found.where)} mixes."
        f" {title}."
    )
    made = Picture(f"triangle-{asked.outcome}-{asked.arms[0]}", title, caption, alt, figure)
    numbers = {
        "factors": MIX, "mixes": found.where, "mean": found.mean, "contexts": found.contexts,
        "best_share": found.best if compares_worlds(asked, table) else None,
        "mean_regret": regret.mean(axis=1) if compares_worlds(asked, table) else None,
        "regret_90": tail if compares_worlds(asked, table) else None,
    }  # fmt: skip
    return drawn(asked, "triangle", made, numbers)


def triangle_caption(asked: Asked, table: Crossed, found: Choices) -> str:
    """Return how the picture was made and how its colours and circles are read."""
    text = (
        f"{asked.made} Arm: {asked.label(asked.arms[0])}. {len(found.where)} mixes (dots); colours"
        " lie between them."
    )
    if compares_worlds(asked, table):
        text += (
            f" Circles: the share of {contexts_noun(table)} in which the mix is best, in"
            " percent. Regret: what the mix misses of the best mix of the same world; light"
            f" colours miss little. White stars: the best mix of each map. {LUCK_DECIDES}"
        )
    else:
        text += " White star: the highest, or where less is better the lowest, of all mixes."
        text += f" {ends_sentence(table)}"
    return text + averaged_sentence(table) + whole_sentence(found, "mixes")


def triangle_title(asked: Asked, table: Crossed, found: Choices) -> str:
    """Return which mix is best most often, and which misses least."""
    name = outcome_name(asked.outcome)
    if len(found.where) < FEWEST_TO_COLOUR:
        return f"{name}: too few mixes have run for a picture"
    if not compares_worlds(asked, table):
        unit = level_unit(asked.outcome)
        ends = from_worst_to_best(found, lambda at: spoken(found.where[at]), unit)
        return f"{name} goes {ends}"
    noun, (top, tied) = contexts_noun(table), most_often(found)
    share = float(found.best[top])
    least, regret, alike = least_missed(found)
    mix = spoken(found.where[top])
    if share > 1 - 1e-9:
        return f"{name}: {mix} is the best mix in all {found.contexts} {noun}"
    often = "another mix as often" if tied else "more often than any other"
    misses = "it also misses" if least == top else f"{spoken(found.where[least])} misses"
    return (
        f"{name}: {mix} is the best mix in {times_best(share, found.contexts)} {noun}, {often};"
        f" {misses} least on average, {missed(asked, regret)}"
        f"{not_clearly_more(alike, len(found.where) - 1)}"
    )


def spoken(mix: Floats) -> str:
    """Return a mix in words: parts of up to six, else percent.

    >>> spoken(np.array([0.5, 0.0, 0.5])), spoken(np.array([0.9, 0.0, 0.1]))
    ('half each up and deep', '90 % up and 10 % deep')
    """
    parts = [Fraction(share).limit_denominator(STEPS_OF_THE_TRIANGLE) for share in mix.tolist()]
    if np.allclose([float(part) for part in parts], mix, atol=1e-3):
        return spoken_mix((mix[0], mix[1], mix[2]))
    named = sorted(zip(mix.tolist(), ("up", "out", "deep"), strict=True), reverse=True)
    return words.listed([f"{100 * share:.0f} % {name}" for share, name in named if share > 0])


def coloured(
    figure: Figure, axes: Any, where: Floats, values: Floats, unit: str, *,
    low_is_good: bool = False, star_on_lowest: bool = False,
) -> None:  # fmt: skip
    """Colour a triangle by one number per mix, with a star on the best."""
    axes.plot(*where.T, ".", color=INK, markersize=2.5, clip_on=False, zorder=4)
    if len(where) < FEWEST_TO_COLOUR:
        return
    low, high = (0.0 if low_is_good else float(values.min())), float(values.max())
    if high - low < 1e-9 * max(1.0, abs(high)):
        low, high = low - 0.5, high + 0.5
    scale = 1e-3 if max(abs(low), abs(high)) >= 1e4 else 1.0
    levels = np.linspace(low, high, COLOUR_STEPS + 1) * scale
    colours = axes.tricontourf(*where.T, values * scale, levels=levels,
                               cmap=f"{AMOUNTS}_r" if low_is_good else AMOUNTS)  # fmt: skip
    best = int(values.argmin() if low_is_good or star_on_lowest else values.argmax())
    axes.plot(*([share] for share in where[best]), marker="*", color=INK, markerfacecolor="white",
              markersize=15, linestyle="none", zorder=6, clip_on=False)  # fmt: skip
    bar = figure.colorbar(colours, ax=axes, orientation="horizontal", fraction=0.05, pad=0.13)
    in_words(bar.ax.xaxis, 4)
    bar.ax.tick_params(labelsize=SMALL_SIZE)
    bar.set_label(unit if scale == 1.0 else f"thousand {unit}", size=SMALL_SIZE)


def circles(figure: Figure, axes: Any, where: Floats, shares: Floats, noun: str) -> None:
    """Draw a circle on every mix, its area the share of worlds in which it is best."""
    # Without a bar of its own, empty, the triangle would not stand in line with the others.
    blank = figure.colorbar(ScalarMappable(), ax=axes, orientation="horizontal", fraction=0.05,
                            pad=0.13, ticks=[])  # fmt: skip
    if blank.solids is not None:
        blank.solids.set_visible(False)
    blank.outline.set_visible(False)
    blank.set_label(f"area and number: % of {noun}", size=SMALL_SIZE)
    axes.plot(*where.T, ".", color=INK, markersize=2.5, clip_on=False, zorder=4)
    for mix, share in zip(where, shares.tolist(), strict=True):
        if share <= 0:
            continue
        axes.scatter(*([one] for one in mix), s=CIRCLE * share / max(shares), color="#b9cbdc",
                     edgecolor="#1f3b57", linewidth=1.0, zorder=5, clip_on=False)  # fmt: skip
        if share >= LEAST_TOLD:
            axes.text(*mix, f"{100 * share:.0f}", ha="center", va="center", size=SMALL_SIZE - 0.5,
                      color=INK, zorder=6)  # fmt: skip


def bare(axes: Any, heading: str) -> None:
    """Name the corners, and take away what says nothing."""
    for axis in (axes.taxis, axes.laxis, axes.raxis):
        axis.set_ticks([])
    axes.set_title(heading, size=TEXT_SIZE, color=INK, pad=27)
    for (text, colour, _, align), corner in zip(CORNERS, AROUND, strict=True):
        axes.text(*corner, text, ha=align, va="center", color=colour, size=TEXT_SIZE,
                  weight="bold", clip_on=False)  # fmt: skip
