"""Writing a test of claims into a folder of results, or into the documentation."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from ..pictures.picture import save
from ..whole_files import write_whole
from . import markdown, page
from .claim import Claims
from .drawing import overview_picture
from .files import FIGURES, JSON, PAGE, as_data, as_json, write_examples, write_tables
from .reading import PLAIN_NAME
from .sentences import EXAMPLES
from .testing import Scope, Tested

DOCS = Path(__file__).resolve().parents[2] / "docs"
BESIDE = "claims/"


def write_results(
    claims: Claims, tested: Sequence[Tested], scope: Scope, out: Path, language: str = "en"
) -> list[Path]:
    """Write tables, pictures, examples and the page; return their paths, the page last."""
    out.mkdir(parents=True, exist_ok=True)
    discard_older(out)
    write_tables(tested, scope, out)
    pictures = page.drawn(tested)
    made = write_examples(tested, out / EXAMPLES)
    for picture in (overview_picture(tested, scope, language), *pictures[language].values()):
        made.append(save(picture, out / FIGURES))
    write_whole(out / PAGE, page.page(claims, tested, scope, pictures, language))
    return [*made, out / PAGE]


def discard_older(out: Path) -> None:
    """Remove what an older test wrote of its claims; other people's files stay."""
    try:
        names = list(json.loads((out / JSON).read_text("utf-8"))["claims"])
    except (OSError, ValueError, LookupError, TypeError):
        return
    for name in names:
        if PLAIN_NAME.fullmatch(name):
            for file in (f"{EXAMPLES}/{name}.yaml", f"{EXAMPLES}/{name}-holds.yaml"):
                (out / file).unlink(missing_ok=True)
            (out / FIGURES / f"{name}.png").unlink(missing_ok=True)


def write_docs(claims: Claims, tested: Sequence[Tested], scope: Scope, docs: Path = DOCS) -> Path:
    """Write the page of the documentation with its figure, numbers and examples."""
    folder = docs / BESIDE
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / JSON, as_json(as_data(tested, scope)))
    for old in (folder / EXAMPLES).glob("*.yaml"):
        old.unlink()
    write_examples(tested, folder / EXAMPLES)
    save(overview_picture(tested, scope), docs / "figures")
    write_whole(docs / "claims.md", markdown.page(claims, tested, scope, BESIDE))
    return docs / "claims.md"
