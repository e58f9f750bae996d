"""Who works with whom and where: one typical run, when the funding ends and at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.lines import Line2D

from analysis import words
from analysis.statistics import nearest_to_median
from simulation.engine import empty_rows, run_chunk
from simulation.world import build_world

from . import phrases
from .legends import LABEL_LETTERS, legend_in, legend_inches
from .maps import (
    COALITION,
    COVERAGE,
    Frame,
    coalition_lines,
    draw_world,
    frame_of,
    name_places,
    partner_lines,
    programme_alone,
    site_lines,
)
from .picture import Picture
from .style import (
    DEEP,
    DOTS_PER_INCH,
    INK,
    MARGIN_INCHES,
    OUT,
    PAPER,
    SMALL_SIZE,
    TEXT_SIZE,
    UP,
    WIDTH_INCHES,
    body_of,
    folded,
    framed,
    in_words,
)

if TYPE_CHECKING:
    from typing import Any

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from analysis.comparison import Comparison
    from simulation import Arm, Results, Scenario
    from simulation.records import World

WIDE = 1.35  # maps wider than this stand below each other, since side by side they are too small
HEADING_INCHES, BAR_INCHES = 0.3, 0.75
LEGEND_COLUMNS = 2
MEMBER, LONER = "organisation in a coalition", "organisation on its own"
PROGRAMME = "place with a municipal programme"
PROGRAMME_ALONE = "served by the municipal programme, without any site"
PARTNERS, MEMBERSHIP = "partnership", "membership of a coalition"
SITE = "site in another place"
TIES = {PARTNERS, MEMBERSHIP}
MOST_TIES = 40  # of partners and coalitions; more hide the places below them


class Count(NamedTuple):
    """How many ties and places one world shows."""

    partnerships: int
    members: int
    sites: int
    places_served: int
    programmes: int


def network_picture(
    scenario: Scenario, results: Results, comparison: Comparison, seed: int
) -> Picture:
    """Draw two maps of one typical run of the reference arm."""
    del comparison
    arm = scenario.arms[scenario.reference]
    replicate = typical_replicate(results, scenario.reference)
    horizon = int(arm.parameters["horizon_months"])
    end = min(int(arm.parameters["funding_months"]), horizon)
    worlds = [world_after(arm, seed, replicate, months) for months in (end, horizon)]
    before, after = map(count_of, worlds)
    title = network_title(arm.label, before, after)
    ties = has_room_for_ties(before, after)
    made = (
        f"One run of “{arm.label}”: replicate {replicate} of"
        f" {words.number(results.runs.shape[1])} (the nearest to the median impact), seed {seed}."
        f" {phrases.money_phrase(results)}"
    )
    headings = (f"When the funding ends (month {end})", f"At the end (month {horizon})")
    figure = draw_maps(arm, worlds, title, made, headings, ties=ties)
    joined = (
        "Lines join partners, members of a coalition to its host, and organisations to their sites"
        " in other places; they are paler within a place."
        if ties else
        "Lines join organisations to their sites in other places. There are too many ties between"
        " organisations to draw: only sites and programmes are shown."
    )  # fmt: skip
    caption = (
        f"{made} Circles are places, their area grows with the people in need, their colour shows"
        " how many of them are served (white: nobody); small squares are organisations around"
        f" their home. {joined} Ties and sites: {spoken(before)} when the funding ends;"
        f" {spoken(after)} in the last month. Another run would look different."
    )
    alt = (
        f"Two maps of {len(arm.places)} places with {len(arm.organisations)} organisations, when"
        f" the funding ends and in the last month. {title}."
    )
    return Picture("network", title, caption, alt, figure)


def typical_replicate(results: Results, arm: str) -> int:
    """Return the replicate whose impact is nearest the median of an arm."""
    impact = results.run_of("impact_total")[results.arms.index(arm)]
    return nearest_to_median(impact)


def world_after(arm: Arm, seed: int, replicate: int, months: int) -> World:
    """Return the world of one run after some months."""
    return run_chunk(build_world(arm), seed, replicate, *empty_rows(1, months))


def count_of(world: World) -> Count:
    """Count ties, sites and places served."""
    alive = world.organisations.alive
    sites = world.sites[alive]
    served = world.communities.served + world.communities.served_by_programme
    return Count(
        partnerships=int((world.partners[alive] >= 0).sum()) // 2,
        members=int((alive & world.organisations.in_coalition).sum()),
        sites=int((sites.open & (sites.permit_months <= 0)).sum()),
        places_served=int((served >= 1).sum()),
        programmes=int(world.policy_makers.adopted[:-1].sum()),
    )


def network_title(label: str, before: Count, after: Count) -> str:
    """Return what the two maps show, as numbers of this one run.

    Where there is a coalition, whether it holds is the story; partnerships outlive it.
    """
    if before.members or after.members:
        ties = [_of(count.members, "coalition member") for count in (before, after)]
    else:
        ties = [_of(count.partnerships, "partnership") for count in (before, after)]
    return (
        f"A typical run of “{label}”: {_of(before.places_served, 'place')} served and {ties[0]}"
        f" when the funding ends; {_of(after.places_served, 'place')} and {ties[1]} at the end"
    )


def has_room_for_ties(*counts: Count) -> bool:
    """Whether partnerships and memberships are few enough to be drawn in all maps."""
    return all(count.partnerships + count.members <= MOST_TIES for count in counts)


def _of(count: int, noun: str) -> str:
    return f"{words.number(count)} {noun}{'' if count == 1 else 's'}"


def spoken(count: Count) -> str:
    """Return all counts in words."""
    return words.listed([
        _of(count.partnerships, "partnership"), _of(count.members, "coalition member"),
        _of(count.sites, "site"), _of(count.programmes, "municipal programme"),
    ])  # fmt: skip


def draw_maps(
    arm: Arm, worlds: list[World], title: str, made: str, headings: tuple[str, str], *, ties: bool
) -> Figure:
    """Draw the maps side by side, or below each other where the country is wide."""
    frame = frame_of(worlds[0])
    stacked = frame.ratio > WIDE
    width = WIDTH_INCHES - 2 * MARGIN_INCHES
    width = width if stacked else (width - MARGIN_INCHES) / 2
    height = width / frame.ratio
    step = height + HEADING_INCHES
    handles = network_handles(worlds, ties=ties)
    legend = legend_inches(handles, LEGEND_COLUMNS)
    figure = framed(title, made, step * (2 if stacked else 1) + legend + BAR_INCHES)
    _, top = body_of(figure)
    figure.set_layout_engine("none")
    total_width, total_height = figure.get_size_inches()

    def axes_at(left: float, below_top: float, wide: float, high: float) -> Axes:
        at = top - (below_top + high) / total_height
        size = (wide / total_width, high / total_height)
        return figure.add_axes((left / total_width, at, *size))

    served = [coverage_of(world) for world in worlds]
    colours = Normalize(0.0, max(10.0, *(float(shares.max()) for shares in served)))
    for at, (world, shares, heading) in enumerate(zip(worlds, served, headings, strict=True)):
        left = MARGIN_INCHES + (0 if stacked else at * (width + MARGIN_INCHES))
        axes = axes_at(left, HEADING_INCHES + (at * step if stacked else 0), width, height)
        prepare(axes, frame, heading)
        draw_world(axes, world, shares, colours, frame, width * DOTS_PER_INCH, ties=ties)
        name_places(figure, axes, world, arm, frame, width * DOTS_PER_INCH)
    below = step * (2 if stacked else 1)
    bar_axes = axes_at(MARGIN_INCHES + 0.1, below + 0.14, 2.4, 0.11)
    bar = figure.colorbar(ScalarMappable(colours, COVERAGE), cax=bar_axes, orientation="horizontal")
    in_words(bar_axes.xaxis, 4)
    bar_axes.tick_params(labelsize=SMALL_SIZE)
    bar.set_label("% of the people in need who are served", size=SMALL_SIZE)
    bar_axes.xaxis.label.set_horizontalalignment("left")
    bar_axes.xaxis.label.set_x(0.0)
    legend_in(axes_at(MARGIN_INCHES, below + BAR_INCHES, total_width - 0.3, legend), handles,
              LEGEND_COLUMNS)  # fmt: skip
    return figure


def coverage_of(world: World) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return the percentage of people in need who are served, place by place."""
    communities = world.communities
    served = communities.served + communities.served_by_programme
    return np.asarray(100.0 * served / np.maximum(communities.need, 1e-9))


def prepare(axes: Axes, frame: Frame, heading: str) -> None:
    """Set up an empty map."""
    axes.set_xlim(frame.west, frame.east)
    axes.set_ylim(frame.south, frame.north)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor("#f6f6f4")
    for spine in axes.spines.values():
        spine.set_color("#cccccc")
    axes.set_title(heading, size=TEXT_SIZE, loc="left", color=INK, pad=5)


def network_handles(worlds: list[World], *, ties: bool) -> list[Any]:
    """Return what the legend of the maps explains: only what occurs in one of them."""
    found = set[str]().union(*map(occurring, worlds))
    if not ties:
        found -= TIES
    square: dict[str, Any] = {
        "marker": "s",
        "markersize": 5.5,
        "linestyle": "none",
        "markeredgecolor": INK,
    }
    looks: dict[str, dict[str, Any]] = {
        MEMBER: {"markerfacecolor": INK, **square},
        LONER: {"markerfacecolor": PAPER, **square},
        PROGRAMME: {"color": "none", "marker": "o", "markersize": 9, "markerfacecolor": "#e0e0e0",
                    "markeredgecolor": UP, "markeredgewidth": 2.2},
        PROGRAMME_ALONE: {"color": UP, "marker": "P", "markersize": 6.5, "linestyle": "none",
                          "markeredgecolor": PAPER},
        PARTNERS: {"color": DEEP, "linewidth": 1.6},
        MEMBERSHIP: {"color": COALITION, "linewidth": 1.2, "linestyle": (0, (1.2, 1.2))},
        SITE: {"color": OUT, "linewidth": 1.2, "linestyle": (0, (5, 2)), "marker": "^",
               "markersize": 5},
    }  # fmt: skip
    return [
        Line2D([], [], label=folded(name, LABEL_LETTERS), **look)
        for name, look in looks.items()
        if name in found
    ]


def occurring(world: World) -> set[str]:
    """Return what of the legend one world holds."""
    alive, inside = world.organisations.alive, world.organisations.in_coalition
    anywhere = np.zeros((len(alive), 2))
    both = (True, False)
    held = {
        MEMBER: (alive & inside).any(),
        LONER: (alive & ~inside).any(),
        PROGRAMME: world.policy_makers.adopted[:-1].any(),
        PROGRAMME_ALONE: programme_alone(world).any(),
        PARTNERS: any(partner_lines(world, anywhere, neighbours=near) for near in both),
        MEMBERSHIP: any(coalition_lines(world, anywhere, neighbours=near) for near in both),
        SITE: site_lines(world, anywhere),
    }
    return {name for name, is_there in held.items() if is_there}
