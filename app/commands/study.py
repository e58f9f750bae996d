"""Look after a stored study: how far it is, whether it is whole, fewer and larger files, CSV."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..running import writing_to
from ..saying import say, say_json, say_problem, wrapped

if TYPE_CHECKING:
    from analysis.studies.folder import StudyFolder

HELP = "status, verify, compact or csv of a stored study"
EXAMPLES = (
    "snowball study status results/trust",
    "snowball study verify results/trust",
    "snowball study compact results/trust",
    "snowball study csv results/trust",
)
ACTIONS = ("status", "verify", "compact", "csv")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what this command takes."""
    parser.add_argument("action", metavar="ACTION", choices=ACTIONS, help=", ".join(ACTIONS))
    parser.add_argument("dir", metavar="DIR", help="the folder of a study")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked and return the exit code."""
    from analysis.studies.folder import open_folder

    folder = open_folder(Path(arguments.dir))
    with writing_to(arguments.dir):
        found = {"status": status, "verify": verify, "compact": compact, "csv": csv}[
            arguments.action
        ](folder)
    if arguments.json:
        say_json(found)
    else:
        for line in found["said"]:
            say(wrapped(line))
    return 0 if found["ok"] else 2


def status(folder: StudyFolder) -> dict[str, Any]:
    """Return how far a study is."""
    from analysis.studies.sweep import outcome_of

    from .sweep import as_data, troubles

    outcome = outcome_of(folder)
    study, points = folder.study, len(folder.points)
    said = [
        f"{study.text.title}: {study.text.question}",
        f"{points:,} points, {len(study.arms)} arms ({', '.join(study.arms)}), design"
        f" {study.text.design.kind}, engine {study.text.engine}",
        f"{outcome.done:,} of {outcome.planned:,} chunks stored",
    ]
    told = [] if outcome.is_complete else troubles(outcome)
    if outcome.waits_for_others or outcome.is_between_rounds:
        told[0] = "Not finished; the same snowball sweep command goes on from here."
    return {**as_data(outcome), "ok": True, "points": points, "said": [*said, *told]}


def verify(folder: StudyFolder) -> dict[str, Any]:
    """Return what is wrong with a study, having read all of it and run some of it again."""
    from analysis.studies.digests import study_digest
    from analysis.studies.sweep import outcome_of
    from analysis.studies.verifying import faults

    found = list(faults(folder))
    for fault in found:
        say_problem(fault)
    outcome = outcome_of(folder)
    digest = "" if found else study_digest(folder)
    whole = f"{outcome.done:,} of {outcome.planned:,} chunks are stored"
    said = f"{whole}; {len(found)} faults." if found else f"{whole}, all sound. Digest {digest}"
    if not found and not outcome.is_complete:
        said = f"{whole}, these all sound; not finished. Digest {digest}"
    return {"ok": not found, "faults": found, "digest": digest, "said": [said]}


def compact(folder: StudyFolder) -> dict[str, Any]:
    """Put small files together and return how many."""
    from analysis.studies.compacting import compact as put_together

    moved = put_together(folder)
    return {"ok": True, "chunks": moved, "said": [f"{moved:,} chunks put together."]}


def csv(folder: StudyFolder) -> dict[str, Any]:
    """Write all runs as one CSV file."""
    from analysis.studies.reading import StudyResults

    path = folder.path / "runs.csv"
    StudyResults(folder).to_csv(path)
    return {"ok": True, "file": str(path), "said": [f"Written: {path}"]}
