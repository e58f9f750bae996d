"""Judge the model by known limits and patterns, and write the scorecard."""

from __future__ import annotations

import argparse
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from ..asking import refuse, short
from ..saying import say, say_json, say_problem, wrapped

if TYPE_CHECKING:
    from analysis.patterns.scorecard import Score

HELP = "judge the model by known limits and patterns; failures included"
EXAMPLES = (
    "snowball patterns --out docs",
    "snowball patterns thresholds-all grant-cliff",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what this command takes."""
    parser.add_argument("names", metavar="ROW", nargs="*", help="only these rows; default: all")
    parser.add_argument(
        "--out", metavar="FOLDER", help="where to write patterns.md and its figures (all rows only)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Measure the rows and return the exit code; a row that fails is a result, not an error."""
    from analysis.patterns import all_patterns
    from analysis.patterns.scorecard import scores, summary, write

    known = [row.name for row in all_patterns()]
    for name in arguments.names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            refuse(f"ROW: got {short(name)}, expected one of {', '.join(known)}.{hint}")
    if arguments.names and arguments.out:
        refuse("--out: got single rows, expected all of them, since the page shows all.")
    done = []
    for score in scores(arguments.names or None):
        done.append(score)
        if not arguments.json:
            show(score)
    if arguments.json:
        say_json({"ok": True, "rows": [as_data(score) for score in done]})
    else:
        say(summary(done))
    if arguments.out:
        say_problem(f"Written: {write(done, Path(arguments.out))}")
    return 0


def show(score: Score) -> None:
    """Print one row."""
    from analysis.patterns.scorecard import outcome, tolerance

    row = score.pattern
    say(f"{'holds' if score.holds else 'FAILS':<6} {row.kind:<12} {row.title} [{row.name}]")
    say(wrapped(f"{row.statistic}: {outcome(score)}, within {tolerance(row)}", "       "))
    say(wrapped(f"{row.source}", "       "))
    if not score.holds:
        say(wrapped(f"What it means: {row.if_failed}.", "       "))


def as_data(score: Score) -> dict[str, object]:
    """Return one row as plain data."""
    row, result = score.pattern, score.result
    return {
        "name": row.name, "title": row.title, "kind": row.kind, "source": str(row.source),
        "statistic": row.statistic, "within": row.within, "because": row.because,
        "value": result.value, "low": result.low, "high": result.high, "holds": score.holds,
        "if_failed": row.if_failed,
    }  # fmt: skip
