"""Draw the picture of any outcome of a stored study, against any parameter, in one command."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..asking import folder, refuse, short
from ..running import writing_to
from ..saying import say, say_json, say_problem, wrapped

if TYPE_CHECKING:
    from analysis.study_pictures import Drawn

HELP = "the picture of any outcome of a stored study against any parameter"
EXAMPLES = (
    "snowball plot results/which-mix-where",
    "snowball plot results/trust --outcome sustainability_36 --against base_trust",
    "snowball plot results/trust --kind scatter --out trust.svg",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what this command takes."""
    parser.add_argument("dir", metavar="DIR", help="the folder of a study")
    parser.add_argument("--outcome", metavar="NAME", help="the outcome (default: the first kept)")
    parser.add_argument(
        "--against", metavar="FACTOR", nargs="+", default=[],
        help="one parameter that varies in the study, or two for a map",
    )  # fmt: skip
    parser.add_argument(
        "--arm", metavar="ARM", nargs="+", default=[], help="these arms (default: all)"
    )
    parser.add_argument("--months", action="store_true", help="lines over the months that are kept")
    parser.add_argument(
        "--kind", metavar="KIND",
        help="dots, heat, lines, months, regret, scatter or triangle (default: what suits the"
        " design)",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=folder, metavar="FILE",
        help="a file ending in .png or .svg, or a folder (default: DIR/analysis/pictures)",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Draw the pictures and return the exit code."""
    from analysis.studies.reading import read_study
    from analysis.study_pictures import study_pictures, write

    results = read_study(arguments.dir)
    pictures = study_pictures(
        results, outcome=arguments.outcome, against=arguments.against, arms=arguments.arm,
        months=arguments.months, kind=arguments.kind,
    )  # fmt: skip
    told, warned = [], set()
    for one, path in placed(pictures, arguments.out, results.folder.path):
        with writing_to(str(path.parent)):
            _, numbers = write(one, path)
        if one.missing and one.missing not in warned:
            warned.add(one.missing)
            say_problem(wrapped(one.missing))
        picture = one.picture
        told.append({
            "picture": path, "numbers": numbers, "kind": one.kind, "title": picture.title,
            "caption": picture.caption, "alt": picture.alt,
        })  # fmt: skip
        if not arguments.json:
            say(wrapped(picture.title))
            say(wrapped(picture.caption, "  "))
            say(f"Written: {path}")
    if arguments.json:
        say_json({"ok": True, "pictures": told})
    return 0


def placed(pictures: Iterator[Drawn], out: str | None, study: Path) -> Iterator[tuple[Drawn, Path]]:
    """Yield every picture with the file it goes to."""
    from analysis.studies.folder import ANALYSIS
    from analysis.study_pictures.drawn import ENDINGS

    named = None if out is None else Path(out)
    if named is not None and named.suffix and named.suffix.lower() not in ENDINGS:
        refuse(f"--out: got {short(out)}, expected a name ending in .png or .svg, or a folder.")
    if named is None or not named.suffix:
        place = named or study / ANALYSIS / "pictures"
        for one in pictures:
            yield one, place / f"{one.picture.name}.png"
        return
    for number, one in enumerate(pictures):
        if number == 0:
            yield one, named
        else:  # maps show one arm each, and one name cannot hold them all
            arm = one.picture.name.rsplit("-", 1)[-1]
            yield one, named.with_name(f"{named.stem}-{arm}{named.suffix}")
