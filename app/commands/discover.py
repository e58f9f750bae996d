"""Scenario discovery on a stored study: in which worlds it goes wrong."""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..asking import refuse
from ..running import writing_to
from ..saying import say, say_json, wrapped
from .sensitivity import _saved

if TYPE_CHECKING:
    from analysis.discovery import Discovery, Rules
    from analysis.studies.analysing import Cases

HELP = "in which worlds an outcome is bad: a box of parameter ranges (PRIM), rules (CART)"
EXAMPLES = (
    "snowball discover results/strategies-in-all-worlds --arm deep --against out",
    "snowball discover results/trust --outcome sustainability_36 --below 0.5",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what this command takes."""
    parser.add_argument("dir", metavar="DIR", help="the folder of a study")
    parser.add_argument("--outcome", metavar="NAME", help="the outcome (default: the first kept)")
    parser.add_argument("--arm", metavar="ARM", help="an arm (default: the reference)")
    parser.add_argument("--against", metavar="ARM", help="where the arm does worse than this one")
    parser.add_argument("--below", type=float, metavar="X", help="where the outcome is below X")
    parser.add_argument("--above", type=float, metavar="X", help="where the outcome is above X")
    parser.add_argument(
        "--worst", type=float, default=0.2, metavar="SHARE",
        help="else: the worst share of all points (default 0.2)",
    )  # fmt: skip
    parser.add_argument(
        "--boxes", type=int, default=1, metavar="N", help="how many boxes at most (default 1)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Look for boxes and rules and return the exit code; none is a result, not an error."""
    from analysis.discovery import find_boxes, find_rules
    from analysis.studies.analysing import Wanted, arm_of, cases_of, keep
    from analysis.studies.reading import read_study

    if not 0.0 < arguments.worst < 1.0:
        refuse(f"--worst: got {arguments.worst:g}, expected a share between 0 and 1.")
    for name in ("below", "above"):
        if (number := getattr(arguments, name)) is not None and not math.isfinite(number):
            refuse(f"--{name}: got {number}, expected a finite number.")
    if None not in (arguments.below, arguments.above) and arguments.below <= arguments.above:
        refuse(
            "--below and --above: expected --below to be the larger one, as in --above 3 --below 5."
        )
    results = read_study(arguments.dir)
    outcome = arguments.outcome or results.study.outcomes[0]
    wanted = Wanted(arguments.below, arguments.above, arguments.worst)
    cases = cases_of(results, outcome, arguments.arm, arguments.against, wanted)
    boxes = find_boxes(
        cases.table, cases.of_interest, most_boxes=arguments.boxes, units=cases.units
    )
    rules = find_rules(cases.table, cases.of_interest, units=cases.units)
    arm = arm_of(results, arguments.arm)
    name = "-".join(["discovery", outcome, arm, *filter(None, [arguments.against])])
    found = {"cases": cases.meaning, "boxes": boxes, "rules": rules}
    with writing_to(arguments.dir):
        keep(results.folder, name, found)
        made = _drawn(boxes, cases, Path(arguments.dir), name)
    if arguments.json:
        say_json({"ok": True, **found, "picture": made})
        return 0
    for line in page(cases, boxes, rules):
        say(line)
    if made is not None:
        say(f"Picture: {made}")
    return 0


def _drawn(boxes: Discovery, cases: Cases, folder: Path, name: str) -> Path | None:
    from analysis.study_pictures import boxes_picture

    if not boxes.boxes:
        return None
    picture = boxes_picture(boxes, cases.table, cases.of_interest, cases.meaning)
    return _saved(picture, folder, name)


def page(cases: Cases, boxes: Discovery, rules: Rules) -> Iterator[str]:
    """Yield what was found for people at a terminal."""
    yield wrapped(f"Of interest: {cases.meaning}")
    yield f"{boxes.cases:,} of {boxes.rows:,} points ({boxes.base_rate:.0%})"
    for box in boxes.boxes:
        yield ""
        yield "Box (PRIM)"
        for limit, stability in zip(box.limits, box.stability, strict=True):
            yield wrapped(f"{limit} (chosen again in {stability:.0%} of folds)", "  - ")
        yield wrapped(
            f"It holds {box.coverage:.0%} of the cases, and {box.density:.0%} of its points are"
            f" cases. On points held back: {box.held_out_coverage:.0%} and"
            f" {box.held_out_density:.0%}; believe these.", "  ",
        )  # fmt: skip
    if not boxes.boxes:
        yield wrapped(f"No box: {boxes.why_none}")
    yield ""
    if rules.why_none:
        yield wrapped(f"No rules (CART): {rules.why_none}")
        return
    yield wrapped(
        f"Rules (CART), right on {rules.held_out_accuracy:.0%} of points held back, where always"
        f" saying the more frequent is right on {rules.base_accuracy:.0%}"
    )
    for rule in rules.rules:
        if rule.is_of_interest:
            yield wrapped(
                f"{rule}: {rule.density:.0%} are cases, {rule.coverage:.0%} of all", "  - "
            )
