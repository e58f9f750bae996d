"""Compare the arms of a scenario with its reference on equal luck, and say what follows."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..asking import add_run_arguments
from ..running import request_of, run_request, writing_to
from ..saying import say, say_json, wrapped
from .run import as_data, summary

if TYPE_CHECKING:
    from analysis.comparison import Comparison
    from analysis.provenance import Request
    from analysis.verdict import Verdict
    from simulation import Results

HELP = "compare the arms of a scenario: table, verdict, figures, report"
EXAMPLES = (
    "snowball compare strategies --out results/strategies",
    "snowball compare bureau --replications 500 --seed 3",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what this command takes."""
    add_run_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compare the arms and return the exit code."""
    from analysis.comparison import compare
    from analysis.limits import POINTER
    from analysis.verdict import verdict

    request = request_of(arguments)
    results = run_request(request, arguments.out)
    comparison = compare(request.scenario, results)
    judged = verdict(request.scenario, comparison, results)
    made: list[Path] = []
    if arguments.out is not None:
        with writing_to(arguments.out):
            made = write_report(request, results, comparison, judged, Path(arguments.out))
    if arguments.json:
        say_json(
            summary(request, arguments.out)
            | {
                "arms": as_data(request, comparison.levels),
                "differences": [row.as_dict() for row in comparison.rows],
                "verdict": judged,
                "made": made,
            }
        )
        return 0
    for line in page(request, comparison, judged):
        say(line)
    say()
    say(wrapped(POINTER))
    if made:
        say(f"Report: {made[-1]}")
    return 0


def write_report(
    request: Request,
    results: Results,
    comparison: Comparison,
    judged: Verdict,
    out: Path,
) -> list[Path]:
    """Write figures and report beside stored results; return their paths, the report last."""
    from analysis.pictures import pictures, save
    from analysis.provenance import PROVENANCE, as_text, read_provenance
    from analysis.report import report
    from analysis.results_folder import CAPTIONS, FIGURES, REPORT
    from analysis.whole_files import remove_stale_parts, write_whole

    scenario = request.scenario
    drawn = list(pictures(scenario, results, comparison, request.seed))
    figures = out / FIGURES
    figures.mkdir(exist_ok=True)
    remove_stale_parts(figures)
    # Captions first: they name the pictures that a later run into this folder must remove.
    write_whole(figures / CAPTIONS, as_text({one.name: _words(one) for one in drawn}))
    made = [save(picture, figures) for picture in drawn]
    provenance = read_provenance(out / PROVENANCE)
    write_whole(out / REPORT, report(scenario, comparison, judged, drawn, provenance))
    return [*made, out / REPORT]


def _words(picture: Any) -> dict[str, str]:
    return {"title": picture.title, "caption": picture.caption, "alt": picture.alt}


def page(request: Request, comparison: Comparison, judged: Verdict) -> Iterator[str]:
    """Yield table and verdict for people at a terminal."""
    from ..tables import differences_table, heading

    yield from heading(request)
    yield from differences_table(request.scenario, comparison)
    yield ""
    yield wrapped(judged.headline)
    for title, sentences in (
        ("What the numbers say", judged.sentences),
        ("Beware", judged.warnings),
        ("Money", judged.money),
    ):
        yield from _section(title, sentences)


def _section(title: str, sentences: Sequence[str]) -> Iterator[str]:
    if sentences:
        yield ""
        yield title
        for sentence in sentences:
            yield wrapped(sentence, "- ")
