"""What lies in a folder of results beside the data, and goes when those are replaced."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from .provenance import PROVENANCE
from .whole_files import remove

REPORT = "report.html"
FIGURES = "figures"
CAPTIONS = "captions.json"


def discard_older(out: Path) -> None:
    """Remove what was made of older results, and their provenance, before they are replaced.

    The provenance goes last: as long as it is there the older data are whole, and once it has
    gone nothing in the folder is believed and nothing is left that tells of other data.
    """
    if (out / PROVENANCE).exists():
        (out / REPORT).unlink(missing_ok=True)
    for name in _pictures_made(out / FIGURES):
        (out / FIGURES / f"{name}.png").unlink(missing_ok=True)
    (out / FIGURES / CAPTIONS).unlink(missing_ok=True)
    remove(out / PROVENANCE)


def _pictures_made(figures: Path) -> Sequence[str]:
    """Return the names of the pictures that were made here; other people's files stay."""
    try:
        made = json.loads((figures / CAPTIONS).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return []
    return [name for name in made if Path(name).name == name] if isinstance(made, dict) else []
