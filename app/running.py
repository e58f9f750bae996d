"""What commands that run a scenario share: opening files, running, writing, the table."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .asking import InputError
from .saying import progress_bar, say_problem

if TYPE_CHECKING:
    from analysis.provenance import Request
    from simulation import Results

REPLICATIONS = 200
LONG_RUNS = 200_000  # from here on it may take minutes


def open_request(
    file: str,
    replications: int | None = None,
    seed: int | None = None,
    engine: str | None = None,
) -> Request:
    """Return what is asked for: a file and, where said, other numbers than its own.

    Raises
    ------
    ScenarioError   the file is not a sound scenario or provenance
    """
    from analysis.provenance import (
        PROVENANCE,
        Request,
        is_provenance,
        load_provenance,
        months_of,
        refuse,
    )  # fmt: skip
    from simulation import load_scenario

    stored = Path(file) / PROVENANCE
    if os.path.isfile(stored):
        expected = "a scenario file, or the provenance of a run"
        refuse(Path(file), "", "a folder", expected, str(stored))
    if is_provenance(file):
        own = load_provenance(file)
    else:
        scenario = load_scenario(file)
        own = Request(scenario, scenario.seed, REPLICATIONS, "ensemble")
    months_of(own.scenario)
    return Request(
        own.scenario,
        own.seed if seed is None else seed,
        own.replications if replications is None else replications,
        own.engine if engine is None else engine,  # type: ignore[arg-type]
    )


def request_of(arguments: argparse.Namespace) -> Request:
    """Return what the arguments of a command ask for."""
    request = open_request(arguments.file, arguments.replications, arguments.seed, arguments.engine)
    if Path(arguments.file).suffix == ".json":
        _warn_of_other_versions(Path(arguments.file))
    return request


def _warn_of_other_versions(file: Path) -> None:
    from analysis.provenance import is_provenance, other_versions, read_provenance

    other = other_versions(read_provenance(file)) if is_provenance(file) else {}
    if other:
        found = ", ".join(f"{name} {then} (here {here})" for name, (then, here) in other.items())
        say_problem(f"{file}: made with {found}; the bytes may differ.")


def run_request(request: Request, out: str | None) -> Results:
    """Run all arms, and write their results if a folder is named.

    Raises
    ------
    InputError   the folder cannot be written to
    """
    from analysis.storing import run_kept, store_runs
    from simulation.compiled import is_warm

    if request.engine == "ensemble" and not is_warm():
        say_problem("The first run compiles the model, for about half a minute; later ones do not.")
    asked: dict[str, Any] = {
        "replications": request.replications,
        "seed": request.seed,
        "engine": request.engine,
    }
    runs = len(request.scenario.arms) * request.replications
    if runs > LONG_RUNS:
        say_problem(f"{runs:,} runs are ahead, which may take many minutes; Ctrl-C stops them.")
    with progress_bar() as progress:
        if out is None:
            return run_kept(request.scenario, **asked, progress=progress)
        with writing_to(out):
            return store_runs(request.scenario, Path(out), **asked, progress=progress)


@contextmanager
def writing_to(out: str) -> Iterator[None]:
    """Turn what the system says when a folder cannot be written to into a sentence.

    Raises
    ------
    InputError   the system refused
    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error) or type(error).__name__
        raise InputError(
            f"cannot write to {out}: {reason}. Choose another folder with --out, or make room."
        ) from error
