"""Check scenario, study and claim files, and say everything that is wrong at once."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from ..asking import refuse
from ..running import open_request
from ..saying import say, say_json, say_problem

if TYPE_CHECKING:
    from analysis.studies.study import Study
    from simulation import Scenario

HELP = "check scenario, study and claim files; all mistakes at once"
EXAMPLES = ("snowball check my-town.yaml", "snowball check bureau --resolved > whole.yaml")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what this command takes."""
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help="a file, or the name of a shipped one"
    )
    parser.add_argument(
        "--resolved",
        action="store_true",
        help="print the file with nothing left to fill in; it can be run in place of the first",
    )


def run(arguments: argparse.Namespace) -> int:
    """Check the files and return the exit code."""
    from simulation import ScenarioError
    from simulation.scenario import to_yaml

    if arguments.resolved and not arguments.json and len(arguments.files) > 1:
        refuse("--resolved: got several files, expected one, or --json.")
    found: list[dict[str, Any]] = []
    for file in arguments.files:
        try:
            resolved, told = checked(file)
        except ScenarioError as error:
            found.append({"file": file, "ok": False, "problems": error.problems})
            for problem in error.problems:
                say_problem(str(problem))
            continue
        if arguments.resolved and resolved is None:
            refuse(f"--resolved: {file} holds claims, expected a scenario or a study.")
        found.append({"file": file, "ok": True, "problems": []})
        if arguments.resolved:
            found[-1]["resolved"] = resolved
        if not arguments.json:
            say(to_yaml(resolved or {}).rstrip("\n") if arguments.resolved else f"{file}: {told}")
    is_fine = all(one["ok"] for one in found)
    if arguments.json:
        say_json({"ok": is_fine, "files": found})
    return 0 if is_fine else 2


def checked(file: str) -> tuple[dict[str, Any] | None, str]:
    """Return what a sound file says with nothing left to fill in, and what it holds in one line.

    Claims have no such twin: each names two arms of a scenario, which has one.

    Raises
    ------
    ScenarioError   with everything that is wrong
    """
    from analysis.claims import load_claims
    from analysis.studies.loading import is_study, load_study, resolved_text

    if is_claims(file):
        claims = load_claims(file)
        return None, f"fine; {_count(len(claims.claims), 'claim')}"
    if is_study(file):
        study = load_study(file)
        return resolved_text(study), fine_study(study)
    scenario = open_request(file).scenario
    return scenario.resolved(), fine(scenario)


def is_claims(file: str) -> bool:
    """Whether a file holds claims: a mapping with claims by name."""
    from simulation import ScenarioError
    from simulation.scenario.files import find_file
    from simulation.scenario.reading import read

    try:
        return "claims" in read(find_file(file), []).data
    except ScenarioError:
        return False


def fine_study(study: Study) -> str:
    """Return in one line what a sound study holds."""
    from analysis.studies.designs import size

    text = study.text
    points = size(text.design, study.ranges, len(text.table))
    replicates = (
        _count(text.replications, "replicate") if text.adaptive is None else "adaptive replicates"
    )
    parts = [_count(points, "point"), _count(len(study.arms), "arm"), replicates]
    return f"fine; {text.design.kind}; {', '.join(parts)}"


def fine(scenario: Scenario) -> str:
    """Return in one line what a sound scenario holds."""
    reference = scenario.arms[scenario.reference]
    months = int(reference.parameters["horizon_months"])
    parts = [
        _count(len(scenario.arms), "arm"),
        _count(len(reference.places), "place"),
        _count(len(reference.organisations), "organisation"),
        _count(months, "month"),
    ]
    return f"fine; {', '.join(parts)}; reference {scenario.reference}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
