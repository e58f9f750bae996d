"""A picture of a study with the numbers it shows, and how both are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib as mpl

import simulation
from analysis.plain import plain
from analysis.provenance import as_text
from analysis.whole_files import write_whole

from ..pictures.picture import Picture, settled
from .asked import Asked
from .names import outcome_unit

ENDINGS = (".png", ".svg")


@dataclass(frozen=True)
class Drawn:
    """A picture, of which kind it is, and the numbers that were drawn, as plain data."""

    picture: Picture
    kind: str
    numbers: Mapping[str, Any]
    missing: str = ""


def drawn(asked: Asked, kind: str, picture: Picture, numbers: Mapping[str, Any]) -> Drawn:
    """Return a picture with its numbers and where they come from."""
    folder = asked.results.folder
    told = {
        "study_sha256": folder.digest,
        "snowball": simulation.__version__,
        "study": folder.study.text.title,
        "kind": kind,
        "outcome": asked.outcome,
        "unit": outcome_unit(asked.outcome),
        "arms": asked.arms,
        "factors": asked.against,
        "seed": folder.study.text.seed,
        "title": picture.title,
        "caption": picture.caption,
        "alt": picture.alt,
        "missing": asked.missing,
        "drawn": numbers,
    }
    return Drawn(settled(picture), kind, plain(told), asked.missing)


def svg_of(picture: Picture) -> bytes:
    """Return a picture as SVG with its alternative text, the same bytes each time."""
    stream = BytesIO()
    about = {"Title": picture.title, "Description": picture.alt, "Date": None, "Creator": None}
    with mpl.rc_context({"svg.hashsalt": picture.name}):
        picture.figure.savefig(stream, format="svg", metadata=about)
    return stream.getvalue()


def write(one: Drawn, path: Path) -> tuple[Path, Path]:
    """Write a picture as PNG or SVG, as the name ends, and its numbers beside it as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    numbers = path.with_suffix(".json")
    is_svg = path.suffix.lower() == ".svg"
    write_whole(path, svg_of(one.picture) if is_svg else one.picture.png)
    write_whole(numbers, as_text({"picture": path.name, **one.numbers}))
    return path, numbers
