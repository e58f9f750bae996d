"""Where names fit on a map: largest places first, none over another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

GAP_PIXELS = 3.0


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: Box) -> bool:
        """Whether two rectangles share some area."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def inside(self, other: Box) -> bool:
        """Whether this rectangle lies wholly in another."""
        return (
            self.left >= other.left
            and self.bottom >= other.bottom
            and self.right <= other.right
            and self.top <= other.top
        )


def around(x: float, y: float, radius: float) -> Box:
    """Return the square around a point."""
    return Box(x - radius, y - radius, x + radius, y + radius)


def candidates(x: float, y: float, radius: float, width: float, height: float) -> Iterable[Box]:
    """Yield the boxes that a name may take around its place, the best first."""
    away = radius + GAP_PIXELS
    for side_x, side_y in (
        (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1),
    ):  # fmt: skip
        reach = away if 0 in (side_x, side_y) else away * 0.75
        middle_x = x + side_x * (reach + width / 2)
        middle_y = y + side_y * (reach + height / 2)
        yield Box(middle_x - width / 2, middle_y - height / 2,
                  middle_x + width / 2, middle_y + height / 2)  # fmt: skip


def fitted(
    points: Sequence[tuple[float, float, float]],
    sizes: Sequence[tuple[float, float]],
    taken: Sequence[Box],
    frame: Box,
    most: int,
) -> dict[int, Box]:
    """Return boxes for names, in the order given, that overlap nothing and stay in the frame.

    ``points`` are (x, y, radius) of the places, ``sizes`` the width and height of the names,
    ``taken`` what must stay free to see.  What finds no room gets no name.
    """
    found: dict[int, Box] = {}
    for at, ((x, y, radius), (width, height)) in enumerate(zip(points, sizes, strict=True)):
        if len(found) == most:
            break
        for box in candidates(x, y, radius, width, height):
            free = not any(box.overlaps(other) for other in (*taken, *found.values()))
            if free and box.inside(frame):
                found[at] = box
                break
    return found
