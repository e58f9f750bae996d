"""A picture: a figure with what stands on it in words, and how it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

from matplotlib.figure import Figure

from ..whole_files import write_whole
from .style import DOTS_PER_INCH

LAYOUT_ROUNDS = 2  # one is not enough for triangles with bars of colours below them
POSITION_DECIMALS = 6


@dataclass(frozen=True, repr=False)
class Picture:
    """One figure: its title says the finding, its caption how it was made."""

    name: str
    title: str
    caption: str
    alt: str
    figure: Figure

    @cached_property
    def png(self) -> bytes:
        """The picture as a PNG, drawn once; without the drawing program's name, so bytes repeat."""
        stream = BytesIO()
        self.figure.savefig(stream, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
        return stream.getvalue()

    def __repr__(self) -> str:
        """Say which picture it is; a notebook shows the picture itself."""
        return f"Picture({self.name!r})"

    def _repr_png_(self) -> bytes:
        return self.png


def settled(picture: Picture) -> Picture:
    """Lay a picture out once and for all.

    The layout moves a little with each drawing, so a picture drawn for a page and then for a
    file would not give the same bytes.  Its solver also adds in an order that hangs on addresses
    in memory: positions differ in the last bit, which rounding takes away.
    """
    for _ in range(LAYOUT_ROUNDS):
        picture.figure.draw_without_rendering()  # type: ignore[no-untyped-call]
    picture.figure.set_layout_engine("none")
    for axes in picture.figure.axes:
        for which in ("original", "active"):
            bounds = axes.get_position(original=which == "original").bounds
            left, bottom, width, height = (round(share, POSITION_DECIMALS) for share in bounds)
            axes.set_position((left, bottom, width, height), which=which)
    return picture


def save(picture: Picture, folder: Path) -> Path:
    """Write a picture as ``folder/NAME.png``, whole or not at all, and return its path."""
    path = Path(folder) / f"{picture.name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, picture.png)
    return path
