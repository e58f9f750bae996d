"""Test claims across plausible worlds: where they hold, where they fail, and on what it hangs."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from ..asking import LARGEST_SEED, folder, refuse, short, whole
from ..running import writing_to
from ..saying import progress_bar, say, say_json, say_problem, wrapped

if TYPE_CHECKING:
    from analysis.claims import Claims
    from analysis.claims.testing import Scope, Tested

HELP = "test lessons and counter-claims across plausible worlds"
EXAMPLES = (
    "snowball claims --out results/claims",
    "snowball claims my-claims.yaml --only pooling-lasts --language bg",
)
MOST_WORLDS, MOST_REPLICATIONS = 10_000, 100_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what this command takes."""
    parser.add_argument(
        "file", metavar="FILE", nargs="?", default="claims",
        help="a file of claims; default: those of the report and what speaks against them",
    )  # fmt: skip
    parser.add_argument(
        "--worlds", type=whole("--worlds", 1, MOST_WORLDS), metavar="N",
        help="how many plausible worlds (default: all that are stored)",
    )  # fmt: skip
    parser.add_argument(
        "--replications", type=whole("--replications", 2, MOST_REPLICATIONS), metavar="R",
        help="runs of each arm in each world (default 32)",
    )  # fmt: skip
    parser.add_argument(
        "--seed", type=whole("--seed", 0, LARGEST_SEED), metavar="S",
        help="seed of all luck (default 1; 0 is a seed)",
    )  # fmt: skip
    parser.add_argument("--only", metavar="NAME", nargs="+", help="only these claims")
    parser.add_argument("--out", type=folder, metavar="DIR", help="write page, tables, examples")
    parser.add_argument(
        "--language", choices=("en", "bg"), default="en", help="of sentences and pictures"
    )


def run(arguments: argparse.Namespace) -> int:
    """Test the claims and return the exit code; a claim that fails is a result, not an error."""
    from analysis.claims import load_claims
    from analysis.claims.files import as_data
    from analysis.claims.output import write_results
    from analysis.claims.testing import REPLICATIONS, SEED, Scope, judge_claims
    from analysis.limits import POINTER
    from analysis.worlds import plausible_worlds
    from simulation.compiled import is_warm

    stored = len(plausible_worlds())
    if arguments.worlds is not None and arguments.worlds > stored:
        refuse(f"--worlds: got {arguments.worlds}, expected at most {stored}, which are stored.")
    claims = chosen(load_claims(arguments.file), arguments.only)
    scope = Scope(
        arguments.worlds,
        arguments.replications or REPLICATIONS,
        SEED if arguments.seed is None else arguments.seed,
    )
    if not is_warm():
        say_problem("The first run compiles the model, for about half a minute; later ones do not.")
    with progress_bar() as progress:
        tested = judge_claims(claims, scope, progress)
    made: list[Path] = []
    if arguments.out is not None:
        with writing_to(arguments.out):
            made = write_results(claims, tested, scope, Path(arguments.out), arguments.language)
    if arguments.json:
        say_json({"ok": True, **as_data(tested, scope), "made": made})
        return 0
    for line in page(claims, tested, scope, arguments.language):
        say(line)
    say(wrapped(POINTER))
    if made:
        say(f"Page: {made[-1]}")
    return 0


def chosen(claims: Claims, only: Sequence[str] | None) -> Claims:
    """Return the claims that were named, or all.

    Raises
    ------
    InputError   a name is none of theirs
    """
    names = [claim.name for claim in claims.claims]
    for name in only or ():
        if name not in names:
            near = get_close_matches(name, names, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            refuse(f"--only: got {short(name)}, expected one of {', '.join(names)}.{hint}")
    kept = tuple(claim for claim in claims.claims if not only or claim.name in only)
    return replace(claims, claims=kept)


def page(claims: Claims, tested: Sequence[Tested], scope: Scope, language: str) -> Iterator[str]:
    """Yield each claim with its verdict, for people at a terminal."""
    from analysis.claims.drawing import made_of, overview_title
    from analysis.claims.sentences import told

    yield claims.title.of(language)
    yield ""
    for one in tested:
        words = told(one, language)
        often = f": {words.often}" if words.often else ""
        yield wrapped(f"{words.says} [{words.name}]")
        yield wrapped(f"{words.verdict}{often}.", "  ")
        for sentence in (words.headline, *words.effect[:1]):
            yield wrapped(sentence, "  ")
        yield ""
    yield wrapped(f"{overview_title(tested, language)}.")
    yield wrapped(made_of(tested, scope, language))
