"""The front as a picture: impact against what lasts, who is involved when, and how it was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.colors import to_hex, to_rgb
from matplotlib.lines import Line2D

from analysis.pictures import phrases
from analysis.pictures.legends import legend_in, legend_inches
from analysis.pictures.picture import Picture, settled
from analysis.pictures.style import (
    DEEP,
    INK,
    OUT,
    PAPER,
    REFERENCE,
    SMALL_SIZE,
    TEXT_SIZE,
    UP,
    folded,
    framed,
    in_words,
    tidy,
)
from analysis.pictures.sustainability import left_heading
from simulation.world import MIX

from .levers import MONTHS, is_pooled
from .telling import LETTERS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .front import Candidate, Front

MAIN_INCHES, SMALL_INCHES = 3.6, 1.9
EDGE = 0.12  # room around the candidates, as a share of their range
LASTING_PERCENT = "% of the best year with funding"
MONTH_NAMES = ("Policy makers", "Communities")


def front_picture(front: Front) -> Picture:
    """Draw the candidates of a front, with the handful that the table names as letters."""
    title = front_title(front)
    made = how_made(front)
    handles = front_handles(front)
    legend = legend_inches(handles, 2)
    heights = (MAIN_INCHES, SMALL_INCHES, legend + 0.1)
    figure = framed(title, made, sum(heights))
    grid = figure.add_gridspec(3, 3, height_ratios=heights)
    main = figure.add_subplot(grid[0, :])
    draw_front(main, front)
    for at, (month, name) in enumerate(zip(MONTHS, MONTH_NAMES, strict=True)):
        draw_month(figure.add_subplot(grid[1, at]), front, month, f"{name} from")
    draw_progress(figure.add_subplot(grid[1, 2]), front)
    legend_in(figure.add_subplot(grid[2, :]), handles, 2)
    caption = (
        f"{made} Each mark is a candidate that no other clearly beats in impact, what lasts,"
        " inequality and public money together; colours mix those of up, out and deep by their"
        " shares. Not drawn are the 95 % intervals over worlds, which may be wider than the frame:"
        " the table has them, and those of differences in the same worlds. The line of progress"
        " says how much of the space of goals each generation"
        " dominates, in the worlds of the search."
    )
    alt = (
        f"A scatter of {len(front.candidates)} candidates by impact and by what lasts, two scatters"
        " of impact by the month from which policy makers and communities are involved, and a line"
        f" of progress over {front.generations} generations. {title}."
    )
    return settled(Picture("front", title, caption, alt, figure))


def front_title(front: Front) -> str:
    """Return what the front says: how far impact and what lasts are at odds, on paired worlds."""
    means = np.array([one.first_means for one in front.candidates])
    by_impact, by_lasting = (front.candidates[int(means[:, at].argmax())] for at in (0, 1))
    if by_impact is by_lasting:
        return "One candidate has both the most impact and the most that lasts"
    more = by_lasting.gain(by_impact, "sustainability_36")
    less = by_lasting.gain(by_impact, "impact_total")
    if not (more.is_clear and less.is_clear):
        return (
            "It is not clear that impact and what lasts are at odds: between the candidates with"
            " the most of each, a difference may be luck or the choice of worlds"
        )
    share = 100 * abs(less.mean) / abs(by_impact.means[0])
    return (
        f"What lasts longest leaves {100 * more.mean:.0f} percentage points more of its best year"
        f" than what has the most impact, and has {share:.0f} % less impact"
    )


def how_made(front: Front) -> str:
    """Return the line on how the front was made."""
    money = (
        "The grant is the same for all; public money differs by what comes back and by programmes."
        if front.equal_money
        else "The grant is a choice, so that money is not equal."
    )
    dropped = (
        f"{front.dropped} clearly beaten there {'is' if front.dropped == 1 else 'are'} left out"
    )
    return (
        f"{front.population} candidates in {front.generations} generations (NSGA-II, seed"
        f" {front.seed}), each in the same {front.worlds} plausible worlds,"
        f" {phrases.replications(front.replications)} each. Shown: means in {front.worlds} other"
        f" worlds with other luck; {dropped}. {money} Status: {front.scenario.status}."
    )


def mixed_colour(levers: dict[str, float]) -> str:
    """Return the colour of a mix: those of up, out and deep, weighted by their shares.

    >>> mixed_colour({"effort_up_share": 1.0, "effort_out_share": 0.0, "effort_deep_share": 0.0})
    '#0072b2'
    """
    shares = np.array([levers[name] for name in MIX])
    colours = np.array([to_rgb(colour) for colour in (UP, OUT, DEEP)])
    return to_hex(tuple((shares / shares.sum()) @ colours))


def draw_mark(axes: Axes, x: float, y: float, one: Candidate, size: float = 7.0) -> None:
    """Draw one candidate: filled where means are pooled, outlined where not."""
    colour = mixed_colour(one.levers)
    axes.plot(x, y, marker="o", markersize=size, color=colour, markeredgecolor=colour,
              markerfacecolor=colour if is_pooled(one.levers) else PAPER, markeredgewidth=1.6,
              linestyle="none", zorder=3)  # fmt: skip


def draw_front(axes: Axes, front: Front) -> None:
    """Draw impact against what lasts, with letters for the representatives."""
    tidy(axes, grid="both")
    for one in front.candidates:
        draw_mark(axes, one.means[0], 100 * one.means[1], one)
    named = list(front.representatives().values())
    for letter, one in zip(LETTERS, named, strict=False):
        x, y = one.means[0], 100 * one.means[1]
        axes.annotate(letter, (x, y), (6, 6), textcoords="offset points", size=TEXT_SIZE,
                      weight="bold", color=INK, zorder=6)  # fmt: skip
    reference = front.reference.means
    axes.plot(reference[0], 100 * reference[1], marker="s", markersize=8, color=REFERENCE,
              linestyle="none", zorder=5)  # fmt: skip
    axes.set_xlabel("Impact over the whole run, person-months", size=SMALL_SIZE)
    axes.set_ylabel(f"{left_heading(front.scenario)},\n{LASTING_PERCENT}", size=SMALL_SIZE)
    shown = np.array([one.means[:2] for one in (*front.candidates, front.reference)]) * (1.0, 100.0)
    low, room = shown.min(axis=0), EDGE * np.maximum(np.ptp(shown, axis=0), 1e-9)
    axes.set_xlim(low[0] - room[0], shown[:, 0].max() + room[0])
    axes.set_ylim(low[1] - room[1], shown[:, 1].max() + room[1])
    in_words(axes.xaxis)
    in_words(axes.yaxis)


def draw_month(axes: Axes, front: Front, month: str, title: str) -> None:
    """Draw impact by the first month of involvement."""
    tidy(axes, title, grid="both")
    for one in front.candidates:
        draw_mark(axes, one.levers[month], one.means[0] / 1000, one, 4.5)
    axes.set_xlabel("month", size=SMALL_SIZE)
    axes.set_ylabel("thousand person-months", size=SMALL_SIZE)
    last = max(float(front.reference.arm.parameters["funding_months"]), 1.0)
    axes.set_xlim(-0.04 * last, 1.04 * last)
    in_words(axes.xaxis, 4)
    in_words(axes.yaxis, 4)


def draw_progress(axes: Axes, front: Front) -> None:
    """Draw how much of the space of goals each generation dominates."""
    tidy(axes, "Progress of search")
    generations = range(1, front.generations + 1)
    axes.plot(list(generations), [100 * share for share in front.hypervolume], color=INK,
              linewidth=1.4, marker=".", markersize=4)  # fmt: skip
    axes.set_ylim(0, max(100 * max(front.hypervolume) * 1.08, 1.0))
    axes.set_xlabel("generation", size=SMALL_SIZE)
    axes.set_ylabel("% of the first box", size=SMALL_SIZE)
    in_words(axes.xaxis, 4)
    in_words(axes.yaxis, 4)


def front_handles(front: Front) -> list[Any]:
    """Return what explains colours, fillings and letters."""

    def mark(label: str, colour: str, marker: str = "o", face: str | None = None) -> Line2D:
        return Line2D([], [], color=colour, marker=marker, markersize=7, linestyle="none",
                      markerfacecolor=face or colour, markeredgewidth=1.6, label=label)  # fmt: skip

    found = [
        mark("all effort into up", UP), mark("all into out", OUT), mark("all into deep", DEEP),
        mark("means pooled (any colour)", INK), mark("nothing pooled", INK, face=PAPER),
        mark(f"{front.scenario.arms[front.scenario.reference].label} (reference)", REFERENCE, "s"),
    ]  # fmt: skip
    for letter, name in zip(LETTERS, front.representatives(), strict=False):
        found.append(mark(folded(f"{name[0].upper()}{name[1:]}", 34), INK, f"${letter}$"))
    return found
