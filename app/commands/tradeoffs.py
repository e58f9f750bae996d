"""Search for choices of which none is better than another in everything.

Moved are the mix of up, out and deep, the months from which policy makers and communities are
involved, how much is pooled and how much of the money comes at once; weighed are impact, what
lasts, inequality and public money, in plausible worlds on equal luck.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..asking import LARGEST_SEED, folder, refuse, whole
from ..running import open_request, writing_to
from ..saying import progress_bar, say, say_json, say_problem, wrapped

if TYPE_CHECKING:
    from analysis.tradeoffs import Front

HELP = "search for choices that no other beats in everything"
EXAMPLES = (
    "snowball tradeoffs strategies --out results/tradeoffs",
    "snowball tradeoffs strategies --population 60 --generations 40 --worlds 24",
)
CSV_FILE = "front.csv"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what this command takes."""
    parser.add_argument("file", metavar="FILE", help="a scenario file or the name of a shipped one")
    for name, low, high, what in (
        ("worlds", 2, 150, "plausible worlds that every candidate meets (default 12)"),
        ("replications", 1, 10_000, "replications in each world (default 8)"),
        ("population", 4, 10_000, "candidates in a generation, an even number (default 32)"),
        ("generations", 1, 10_000, "generations of candidates (default 16)"),
        ("seed", 0, LARGEST_SEED, "seed of search and luck (default: that of the file)"),
    ):
        parser.add_argument(f"--{name}", type=whole(f"--{name}", low, high), metavar="N", help=what)
    parser.add_argument(
        "--free-grant",
        action="store_true",
        help="let the grant be from half to one and a half of the scenario's, not equal",
    )
    parser.add_argument("--out", type=folder, metavar="DIR", help="write table, picture, scenarios")


def run(arguments: argparse.Namespace) -> int:
    """Search and return the exit code."""
    from analysis.errors import AnalysisError
    from analysis.limits import POINTER
    from analysis.tradeoffs import search
    from simulation.compiled import is_warm

    scenario = open_request(arguments.file).scenario
    if not is_warm():
        say_problem("The first run compiles the model, for about half a minute; later ones do not.")
    sizes = ("worlds", "replications", "population", "generations", "seed")
    asked: dict[str, Any] = {
        name: value for name in sizes if (value := getattr(arguments, name)) is not None
    }
    try:
        with progress_bar() as progress:
            front = search(
                scenario, **asked, equal_money=not arguments.free_grant, tell=progress
            )  # fmt: skip
    except AnalysisError as error:
        refuse(str(error))
    made: list[Path] = []
    if arguments.out is not None:
        with writing_to(arguments.out):
            made = write(front, Path(arguments.out))
    if arguments.json:
        say_json(as_data(front) | {"made": made})
        return 0
    for line in page(front):
        say(line)
    say()
    say(wrapped(POINTER))
    if made:
        say(f"Written to {arguments.out}: {', '.join(path.name for path in made)}")
    return 0


def page(front: Front) -> Iterator[str]:
    """Yield what was done and the table of representatives for people at a terminal."""
    from analysis.tradeoffs.picture import front_title, how_made
    from analysis.tradeoffs.telling import luck_sentence, settled_sentence, table

    yield front.scenario.title
    yield wrapped(how_made(front))
    yield wrapped(
        "Intervals are 95 %, over worlds and luck together; differences are from the reference in"
        " the same worlds. Where no difference is clear, the order of candidates is luck."
    )
    yield ""
    yield wrapped(f"{front_title(front)}.")
    yield wrapped(luck_sentence(front))
    yield wrapped(settled_sentence(front))
    yield wrapped(f"{len(front.candidates)} candidates are left; a handful of them:")
    yield ""
    for line in table(front):
        yield wrapped(line, rest="   ") if line[:1] in "ABCDEFGH" else line


def write(front: Front, out: Path) -> list[Path]:
    """Write table, picture and scenario files; return their paths."""
    from analysis.pictures import save
    from analysis.tradeoffs.picture import front_picture
    from analysis.tradeoffs.telling import as_csv, scenario_files
    from analysis.whole_files import write_whole

    out.mkdir(parents=True, exist_ok=True)
    texts = {CSV_FILE: as_csv(front), **scenario_files(front)}
    for name, text in texts.items():
        write_whole(out / name, text)
    return [*(out / name for name in texts), save(front_picture(front), out)]


def as_data(front: Front) -> dict[str, Any]:
    """Return the front as plain data for machines."""
    from analysis.tradeoffs.goals import GOALS

    names = {id(one): name for name, one in front.representatives().items()}
    return {
        "ok": True,
        "title": front.scenario.title,
        "seed": front.seed,
        "worlds": front.worlds,
        "replications": front.replications,
        "population": front.population,
        "generations": front.generations,
        "equal_money": front.equal_money,
        "dropped": front.dropped,
        "hypervolume": front.hypervolume,
        "candidates": [
            {
                "represents": names.get(id(one), ""),
                "levers": one.levers,
                "goals": {
                    goal.name: {"unit": goal.unit, **one.level(goal.name)._asdict()}
                    for goal in GOALS
                },
            }
            for one in (front.reference, *front.candidates)
        ],
    }
