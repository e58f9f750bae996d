"""Run a study, a designed experiment; the same command goes on where it stopped."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..asking import folder, refuse, short, whole
from ..running import writing_to
from ..saying import progress_bar, say, say_json, say_problem, wrapped

if TYPE_CHECKING:
    from analysis.studies.engines import Engine
    from analysis.studies.study import Study
    from analysis.studies.sweep import Outcome, Shard

HELP = "run a study: grid, table, Latin hypercube, Sobol', Morris; resumes by itself"
EXAMPLES = (
    "snowball sweep pooling-and-trust --out results/trust",
    "snowball sweep my-study.yaml --out results/mine --workers 4",
    "snowball sweep my-study.yaml --out /shared/mine --shard 3/200",
)
MOST_WORKERS = 1024
SHARD = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what this command takes."""
    parser.add_argument("study", metavar="STUDY", help="a study file, or the name of a shipped one")
    parser.add_argument(
        "--out", type=folder, metavar="DIR",
        help="the folder of the study (default: results/NAME)",
    )  # fmt: skip
    parser.add_argument(
        "--workers", type=whole("--workers", 1, MOST_WORKERS), metavar="N",
        help="how many work at once (default: one per core)",
    )  # fmt: skip
    parser.add_argument(
        "--processes", action="store_true",
        help="processes instead of threads: for a model that may crash",
    )  # fmt: skip
    parser.add_argument(
        "--dask", metavar="ADDRESS", help="work on a Dask cluster; local makes one on this machine"
    )
    parser.add_argument(
        "--shard", type=_shard, metavar="I/N",
        help="do one part of N, for job arrays; the folder is shared, nobody coordinates",
    )  # fmt: skip
    parser.add_argument(
        "--chunk-runs", type=whole("--chunk-runs", 1, 1_000_000), metavar="N",
        help="runs in a piece of work (default: about a second of work)",
    )  # fmt: skip
    parser.add_argument("--again", action="store_true", help="also try what failed before")


def run(arguments: argparse.Namespace) -> int:
    """Run the study and return the exit code: 0 if every run is stored."""
    from analysis.studies.loading import load_study
    from analysis.studies.sweep import sweep
    from simulation.compiled import is_warm

    study = load_study(arguments.study)
    out = Path(arguments.out or Path("results") / Path(study.path).stem)
    if study.text.engine == "ensemble" and not is_warm():
        say_problem("The first run compiles the model, for about half a minute; later ones do not.")
    with progress_bar() as progress, writing_to(str(out)):
        outcome = sweep(
            study, out,
            engine=_engine(arguments, study), shard=_shard_of(arguments),
            chunk_runs=arguments.chunk_runs, again=arguments.again, progress=progress,
        )  # fmt: skip
    if arguments.json:
        say_json(as_data(outcome))
    else:
        tell(study, outcome, out)
    return 0 if outcome.is_complete or outcome.waits_for_others else 2


def _shard(text: str) -> tuple[int, int]:
    found = SHARD.fullmatch(text)
    if found and 1 <= int(found[1]) <= int(found[2]):
        return int(found[1]), int(found[2])
    expected = f"got {short(text)}, expected I/N with I from 1 to N, such as 3/200."
    raise argparse.ArgumentTypeError(expected)


def _shard_of(arguments: argparse.Namespace) -> Shard:
    from analysis.studies.sweep import Shard

    return Shard(*(arguments.shard or (1, 1)))


def _engine(arguments: argparse.Namespace, study: Study) -> Engine:
    from analysis.studies import engines

    if arguments.dask is not None and arguments.processes:
        refuse("--dask and --processes: got both, expected one of them.")
    if arguments.dask is not None:
        return engines.dask(arguments.dask, arguments.workers)
    if arguments.processes or study.text.engine == "mesa":
        return engines.processes(arguments.workers)
    return engines.threads(arguments.workers)


def as_data(outcome: Outcome) -> dict[str, Any]:
    """Return for machines how a sweep ended."""
    return {
        "ok": outcome.is_complete,
        "out": str(outcome.folder.path),
        "study_sha256": outcome.folder.digest,
        "chunks_done": outcome.done,
        "chunks_planned": outcome.planned,
        "chunks_given_up": outcome.set_aside,
        "failed_cells": outcome.failed_cells,
    }


def tell(study: Study, outcome: Outcome, out: Path) -> None:
    """Print how a sweep ended, and what to do next."""
    say(f"{study.text.title}: {outcome.done:,} of {outcome.planned:,} chunks stored in {out}")
    for sentence in troubles(outcome):
        say_problem(wrapped(sentence))
    if outcome.is_complete:
        say(wrapped(
            f"Next: snowball plot {out}, snowball discover {out}"
            + (f", snowball sensitivity {out}"
               if study.text.design.kind in ("saltelli", "morris") else "")
        ))  # fmt: skip


def troubles(outcome: Outcome) -> list[str]:
    """Return in plain sentences what is missing and what to do about it."""
    found = []
    if outcome.waits_for_others:
        found.append(
            "Other shards are still at work, or have not begun; when all have ended, start them"
            " once more if replications are adaptive."
        )
    elif outcome.is_between_rounds:
        found.append("Whether any point needs more replicates is still to be seen.")
    if outcome.failed_cells:
        found.append(
            f"{outcome.failed_cells} points and arms failed; failures/ tells with which values and"
            " why. The rest is stored; --again tries them once more."
        )
    if outcome.set_aside:
        numbers = ", ".join(str(number) for number in outcome.set_aside[:10])
        found.append(
            f"Given up, since the worker died every time: chunk {numbers}. failures/ tells which"
            " points these are; --again tries them once more."
        )
    return found
