"""Storing results as Parquet with units and provenance, while they are made.

A folder holds ``monthly.parquet``, ``runs.parquet`` and, written last, ``provenance.json``.
Data without a provenance, or with another digest than it says, are never believed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol, cast

import numpy as np

from simulation import Block, Results, Scenario, blocks
from simulation.engine import Engine, Floats
from simulation.outcomes import MONTHLY, RUN

from .parquet_tables import Table
from .provenance import (
    DATA_FILES,
    MONTHLY_KEPT,
    PROVENANCE,
    Request,
    as_text,
    load_provenance,
    months_of,
    provenance_of,
)
from .results_folder import discard_older
from .stored import Stored, read_stored
from .whole_files import part_of, remove_stale_parts, sync_folder, write_whole

__all__ = [
    "MONTHLY_KEPT",
    "Progress",
    "Request",
    "Stored",
    "load_provenance",
    "provenance_of",
    "read_stored",
    "run_kept",
    "store_runs",
]


class Progress(Protocol):
    """Is told how many runs are done of how many."""

    def __call__(self, done: int, total: int) -> None:
        """Take note."""


def asked(
    scenario: Scenario, replications: int, seed: int | None, engine: Engine = "ensemble"
) -> Request:
    """Return a request, with the seed of the scenario unless another is given."""
    return Request(scenario, scenario.seed if seed is None else seed, replications, engine)


def run_kept(
    scenario: Scenario,
    replications: int = 200,
    seed: int | None = None,
    *,
    engine: Engine = "ensemble",
    threads: int | None = None,
    progress: Progress | None = None,
) -> Results:
    """Run all arms; return all run outcomes, and monthly ones of the first 1000 replicates."""
    request = asked(scenario, replications, seed, engine)
    kept = Kept(request)
    for block in _blocks(request, threads, progress):
        kept.add(block)
    return kept.results()


def store_runs(
    scenario: Scenario,
    out: Path,
    replications: int = 200,
    seed: int | None = None,
    *,
    engine: Engine = "ensemble",
    threads: int | None = None,
    progress: Progress | None = None,
) -> Results:
    """Run all arms and write their results to a folder while they are made.

    Memory does not grow with replications, but for the outcomes of runs.  Older results in
    the folder stay whole until the new ones are.

    Raises
    ------
    OSError         the folder cannot be written to, or the disk is full
    ScenarioError   the arms have different horizons
    ValueError      seed or replications are out of range
    """
    request = asked(scenario, replications, seed, engine)
    kept = Kept(request)
    out.mkdir(parents=True, exist_ok=True)
    remove_stale_parts(out)
    with ExitStack() as stack:
        tables = []
        for name in DATA_FILES:
            part = stack.enter_context(part_of(out / name))
            tables.append(stack.enter_context(Table(part, request)))
        for block in _blocks(request, threads, progress):
            kept.add(block)
            for table in tables:
                table.add(block)
        found = {table.name: table.finish() for table in tables}
        discard_older(out)
        for table in tables:
            table.part.take_place()
    sync_folder(out)
    write_whole(out / PROVENANCE, as_text(provenance_of(request, found)))
    return kept.results()


def _blocks(request: Request, threads: int | None, progress: Progress | None) -> Iterator[Block]:
    total = len(request.scenario.arms) * request.replications
    done = 0
    for block in blocks(
        request.scenario,
        request.replications,
        request.seed,
        engine=request.engine,
        threads=threads,
    ):
        yield block
        done += len(block.runs)
        if progress is not None:
            progress(done, total)


class Kept:
    """What stays in memory: all outcomes of runs, and months of the first replicates."""

    def __init__(self, request: Request) -> None:
        self.arms = tuple(request.scenario.arms)
        self.replications = request.replications
        self.months = months_of(request.scenario)
        self.monthly: Floats | None = None
        self.runs: Floats | None = None

    def add(self, block: Block) -> None:
        """Keep the part of a block that is kept."""
        if self.monthly is None or self.runs is None:  # not before the request was found legal
            arms, kept = len(self.arms), min(self.replications, MONTHLY_KEPT)
            self.runs = np.empty((arms, self.replications, len(RUN)))
            self.monthly = np.empty((arms, kept, self.months, len(MONTHLY)))
        at = self.arms.index(block.arm)
        first = block.first_replicate
        self.runs[at, first : first + len(block.runs)] = block.runs
        room = max(0, self.monthly.shape[1] - first)
        self.monthly[at, first : first + len(block.runs)] = block.monthly[:room]

    def results(self) -> Results:
        """Return what was kept."""
        return Results(self.arms, cast(Floats, self.monthly), cast(Floats, self.runs))
