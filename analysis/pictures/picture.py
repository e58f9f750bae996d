"""A picture: a figure with what stands on it in words, and how it is saved."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from matplotlib.figure import Figure

from .style import DOTS_PER_INCH

LAYOUT_ROUNDS = 2  # one is not enough for triangles with bars of colours below them


@dataclass(frozen=True)
class Picture:
    """One figure: its title says the finding, its caption how it was made."""

    name: str
    title: str
    caption: str
    alt: str
    figure: Figure


def settled(picture: Picture) -> Picture:
    """Lay a picture out once and for all.

    The layout moves a little with each drawing, so a picture drawn for a page and then for a
    file would not give the same bytes.
    """
    for _ in range(LAYOUT_ROUNDS):
        picture.figure.draw_without_rendering()  # type: ignore[no-untyped-call]
    picture.figure.set_layout_engine("none")
    return picture


def save(picture: Picture, folder: Path) -> Path:
    """Write a picture as ``folder/NAME.png``, whole or not at all, and return its path."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{picture.name}.png"
    handle, temporary = tempfile.mkstemp(suffix=".png", prefix=f".{picture.name}-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            # Without metadata, since they would name the version of the drawing library.
            picture.figure.savefig(
                file, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None}
            )
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path
