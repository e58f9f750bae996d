"""Which strategy to choose when nobody knows which world is ours."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..running import writing_to
from ..saying import say, say_json, wrapped
from .sensitivity import _saved

if TYPE_CHECKING:
    from analysis.robustness import Choice, Robustness
    from analysis.studies.reading import StudyResults

HELP = "which strategy to choose when nobody knows which world is ours"
EXAMPLES = (
    "snowball robust results/strategies-in-all-worlds",
    "snowball robust results/which-mix-where --outcome sustainability_36 --enough 0.8",
    "snowball robust results/strategies-in-all-worlds --language bg",
)
MOST_SHOWN = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what this command takes."""
    parser.add_argument("dir", metavar="DIR", help="the folder of a study over several worlds")
    parser.add_argument("--outcome", metavar="NAME", help="the outcome (default: the first kept)")
    parser.add_argument("--enough", type=float, metavar="X", help="an outcome that is just enough")
    parser.add_argument("--language", choices=("en", "bg"), default="en", help="en or bg")


def run(arguments: argparse.Namespace) -> int:
    """Compare the strategies over all worlds and return the exit code."""
    from analysis.errors import AnalysisError
    from analysis.robustness import chosen_by, robustness
    from analysis.robustness_words import advice
    from analysis.studies.analysing import BETTER, UNITS, keep, strategies_in_worlds
    from analysis.studies.reading import read_study
    from analysis.study_pictures import regret_picture

    results = read_study(arguments.dir)
    outcome = arguments.outcome or results.study.outcomes[0]
    table = strategies_in_worlds(results, outcome)
    better = BETTER[outcome]
    if better == "neither":
        raise AnalysisError(f"{outcome}: neither high nor low is better; choose another outcome.")
    found = robustness(table.values, table.strategies, better=better, threshold=arguments.enough)
    chosen = chosen_by(table.values, table.strategies, better=better, threshold=arguments.enough)
    told = advice(
        table.values, table.strategies, better=better, threshold=arguments.enough,
        unit=UNITS[outcome], language=arguments.language,
    )  # fmt: skip
    data = {"outcome": outcome, "measures": found, "choices": chosen, "advice": told}
    with writing_to(arguments.dir):
        keep(results.folder, f"robustness-{outcome}", data)
        picture = regret_picture(
            table.values, table.strategies, outcome, better, made=_made(results)
        )
        made = _saved(picture, Path(arguments.dir), f"robustness-{outcome}")
    if arguments.json:
        say_json({"ok": True, **data, "picture": made})
        return 0
    for line in page(outcome, found, chosen):
        say(line)
    say()
    for sentence in told:
        say(wrapped(sentence, "- "))
    say(f"Picture: {made}")
    return 0


def _made(results: StudyResults) -> str:
    """Return how the picture was made: the study, its replicates and its digest."""
    text = results.study.text
    return (
        f"Study “{text.title}”, {results.replicates} replications, seed {text.seed}, digest"
        f" {results.folder.digest[:12]}."
    )


def page(outcome: str, found: list[Robustness], chosen: list[Choice]) -> Iterator[str]:
    """Yield what every measure says and chooses, for people at a terminal."""
    from analysis.words import rounded

    strategies, worlds = found[0].strategies, found[0].worlds
    yield f"{outcome}: {len(strategies)} strategies in the same {worlds} worlds"
    for one, choice in zip(found, chosen, strict=True):
        if not one.measure.alone:
            continue
        names = " or ".join(one.chosen[:3]) + (" or others" if len(one.chosen) > 3 else "")
        yield wrapped(
            f"{one.measure.name}: {names} (in {choice.stability:.0%} of resampled worlds); for"
            f" {one.measure.suits}", "  ",
        )  # fmt: skip
        if len(strategies) <= MOST_SHOWN:
            pairs = zip(strategies, one.values.tolist(), strict=True)
            said = [f"{name} {rounded(value)}" for name, value in pairs]
            yield wrapped(", ".join(said), "      ")
