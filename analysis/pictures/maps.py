"""A world on a map: places, organisations around their homes, ties and sites."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patheffects import withStroke

from .labels import Box, around, fitted
from .style import DEEP, DOTS_PER_INCH, FAINT, INK, OUT, PAPER, UP, text_pixels

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Normalize
    from matplotlib.figure import Figure

    from simulation import Arm
    from simulation.records import World

Points = np.ndarray[Any, np.dtype[np.float64]]
COALITION = "#AA4499"
COVERAGE = "YlGnBu"  # from pale to dark, so that what lies on top is seen
NAME_SIZE = 7.5
PADDING_SHARE = 0.075
NARROWEST, WIDEST = 0.8, 1.9
LARGEST_PIXELS, SMALLEST_PIXELS = 30.0, 5.0
ORGANISATION_PIXELS = 5.0
GOLDEN_ANGLE = 2.399963
MOST_NAMES = 14


class Frame(NamedTuple):
    """What part of the world a map shows, in km east and north."""

    west: float
    east: float
    south: float
    north: float

    @property
    def ratio(self) -> float:
        """Width by height; a kilometre is as long in both directions."""
        return (self.east - self.west) / (self.north - self.south)


def frame_of(world: World) -> Frame:
    """Return a frame around all places, with some room, neither very flat nor very tall.

    Coordinates in km already allow for the latitude: a degree of longitude is shorter.
    """
    x, y = world.communities.x_km, world.communities.y_km
    middle_x, middle_y = (x.min() + x.max()) / 2, (y.min() + y.max()) / 2
    largest = max(float(np.ptp(x)), float(np.ptp(y)), 1.0)
    width = float(np.ptp(x)) + 2 * PADDING_SHARE * largest
    height = float(np.ptp(y)) + 2 * PADDING_SHARE * largest
    width, height = max(width, NARROWEST * height), max(height, width / WIDEST)
    return Frame(
        middle_x - width / 2, middle_x + width / 2, middle_y - height / 2, middle_y + height / 2
    )


def radii_pixels(world: World, frame: Frame, width_pixels: float) -> Points:
    """Return the radius of each place's circle: its area grows with need.

    Many places share a map, so circles shrink with the room that each has.
    """
    need = np.sqrt(np.maximum(world.communities.first_need, 0.0))
    room = width_pixels * math.sqrt(1.0 / frame.ratio / len(need))
    largest = min(LARGEST_PIXELS, 0.45 * room)
    smallest = min(SMALLEST_PIXELS, largest)
    return np.asarray(np.maximum(smallest, largest * need / max(float(need.max()), 1e-9)))


def homes(world: World, radii: Points, km_per_pixel: float) -> Points:
    """Return where organisations stand: around their home, at its rim, further out in turns."""
    organisations = world.organisations
    communities = world.communities
    found = np.zeros((len(organisations), 2))
    standing = np.zeros(len(communities), int)
    for o, organisation in enumerate(organisations):
        home = int(organisation.home)
        turn = standing[home]
        standing[home] += 1 if organisation.exists else 0
        away = (radii[home] + ORGANISATION_PIXELS * (1.6 + 1.5 * (turn // 8))) * km_per_pixel
        angle = math.pi / 2 + turn * GOLDEN_ANGLE
        found[o] = (communities.x_km[home] + away * math.cos(angle),
                    communities.y_km[home] + away * math.sin(angle))  # fmt: skip
    return found


def draw_world(
    axes: Axes, world: World, shares: Points, colours: Normalize, frame: Frame,
    width_pixels: float, *, ties: bool,
) -> None:  # fmt: skip
    """Draw places, organisations and sites, and ties if there is room for them."""
    km = (frame.east - frame.west) / width_pixels
    radii = radii_pixels(world, frame, width_pixels)
    stand = homes(world, radii, km)
    points_per_pixel = 72.0 / DOTS_PER_INCH
    adopted = world.policy_makers.adopted[:-1]
    shades = np.asarray(mpl.colormaps[COVERAGE](colours(shares)))
    shades[np.asarray(shares) <= 0.0] = (1.0, 1.0, 1.0, 1.0)
    for order in map(int, np.argsort(-radii, kind="stable")):
        axes.plot(
            [world.communities.x_km[order]], [world.communities.y_km[order]], "o", zorder=2,
            markersize=2 * radii[order] * points_per_pixel, markerfacecolor=shades[order],
            markeredgecolor=UP if adopted[order] else FAINT,
            markeredgewidth=2.2 if adopted[order] else 0.7,
        )  # fmt: skip
    alone = programme_alone(world)
    axes.plot(world.communities.x_km[alone], world.communities.y_km[alone], "P", color=UP,
              markersize=5.0, markeredgecolor=PAPER, markeredgewidth=0.6, zorder=4,
              linestyle="none")  # fmt: skip
    to_sites = site_lines(world, stand)
    lines(axes, to_sites, OUT, (0, (5, 2)), 0.9 if ties else 0.6, 0.85 if ties else 0.5)
    ends = np.array([line[1] for line in to_sites]).reshape(-1, 2)
    axes.plot(ends[:, 0], ends[:, 1], "^", color=OUT, markersize=3.8, markeredgecolor=PAPER,
              markeredgewidth=0.4, zorder=4)  # fmt: skip
    if ties:
        # Ties within a place cross its circle, whose colour must stay readable.
        for near, width, alpha in ((False, 1.0, 0.85), (True, 0.5, 0.35)):
            of_coalitions = coalition_lines(world, stand, neighbours=near)
            lines(axes, of_coalitions, COALITION, (0, (1.2, 1.2)), width, alpha)
            of_partners = partner_lines(world, stand, neighbours=near)
            lines(axes, of_partners, DEEP, "solid", 1.2 * width, alpha)
    alive = np.flatnonzero(world.organisations.alive)
    for o in alive:
        member = world.organisations.in_coalition[o]
        axes.plot([stand[o, 0]], [stand[o, 1]], "s", markersize=4.2, zorder=5, color=INK,
                  markerfacecolor=INK if member else PAPER, markeredgewidth=0.8)  # fmt: skip


def lines(
    axes: Axes, segments: list[Points], colour: str, dash: Any, width: float, alpha: float
) -> None:
    """Draw some straight lines of one kind."""
    axes.add_collection(
        LineCollection(segments, colors=colour, linestyles=[dash], linewidths=width,
                       alpha=alpha, zorder=3), autolim=False,
    )  # fmt: skip


def partner_lines(world: World, stand: Points, *, neighbours: bool) -> list[Points]:
    """Return a line for each pair of partners, of those at home in one place or of the others."""
    home = world.organisations.home
    pairs: set[tuple[int, int]] = {
        (min(o, int(partner)), max(o, int(partner)))
        for o in map(int, np.flatnonzero(world.organisations.alive))
        for partner in world.partners[o]
        if partner >= 0 and (home[o] == home[partner]) == neighbours
    }
    return [np.array([stand[one], stand[other]]) for one, other in sorted(pairs)]


def coalition_lines(world: World, stand: Points, *, neighbours: bool) -> list[Points]:
    """Return a line from each member to the host of its coalition, or its backbone or first."""
    home = world.organisations.home
    organisations = world.organisations
    member = organisations.alive & organisations.in_coalition
    found = []
    for coalition in range(len(world.coalitions)):
        inside = np.flatnonzero(member & (organisations.coalition == coalition))
        if len(inside) == 0:
            continue
        rank = 2 * organisations.host[inside].astype(int) + organisations.backbone[inside]
        hub = inside[int(np.argmax(rank))]
        found += [
            stand[[hub, o]] for o in inside if o != hub and (home[o] == home[hub]) == neighbours
        ]
    return found


def site_lines(world: World, stand: Points) -> list[Points]:
    """Return a line from each organisation to each of its serving sites in other places."""
    communities = world.communities
    found = []
    for o in np.flatnonzero(world.organisations.alive):
        for site in world.sites[o]:
            serves = site.open and site.permit_months <= 0
            if serves and site.place != world.organisations.home[o]:
                place = (communities.x_km[site.place], communities.y_km[site.place])
                found.append(np.array([stand[o], place]))
    return found


def programme_alone(world: World) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return which places the municipal programme serves without any site that serves there."""
    sites = world.sites[world.organisations.alive]
    serving = np.bincount(
        sites.place[sites.open & (sites.permit_months <= 0)], minlength=len(world.communities)
    )
    return np.asarray((world.communities.served_by_programme > 0) & (serving == 0))


def name_places(
    figure: Figure, axes: Axes, world: World, arm: Arm, frame: Frame, width_pixels: float
) -> None:
    """Write the names of the largest places, and homes of many, where they overlap nothing."""
    per_km = width_pixels / (frame.east - frame.west)
    x = (world.communities.x_km - frame.west) * per_km
    y = (world.communities.y_km - frame.south) * per_km
    radii = radii_pixels(world, frame, width_pixels)
    stand = (homes(world, radii, 1 / per_km) - (frame.west, frame.south)) * per_km
    at_home = np.bincount(world.organisations.home[world.organisations.alive], minlength=len(x))
    order: list[int] = [int(c) for c in np.argsort(-radii - 6.0 * (at_home > 0), kind="stable")]
    names = list(arm.places)
    sizes = [text_pixels(figure, names[c], NAME_SIZE) for c in order]
    taken = [around(x[c], y[c], 0.8 * radii[c]) for c in range(len(x))]
    taken += [around(stand[o, 0], stand[o, 1], ORGANISATION_PIXELS)
              for o in np.flatnonzero(world.organisations.alive)]  # fmt: skip
    points = [(x[c], y[c], radii[c] + 2.2 * ORGANISATION_PIXELS * (at_home[c] > 0)) for c in order]
    page = Box(2, 2, width_pixels - 2, width_pixels / frame.ratio - 2)
    for at, box in fitted(points, sizes, taken, page, MOST_NAMES).items():
        axes.text(
            frame.west + (box.left + box.right) / 2 / per_km,
            frame.south + (box.bottom + box.top) / 2 / per_km,
            names[order[at]], size=NAME_SIZE, color=INK, ha="center", va="center", zorder=7,
            path_effects=[withStroke(linewidth=2.0, foreground=PAPER)],
        )  # fmt: skip
