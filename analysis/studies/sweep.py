"""Running a study: begin or go on, round after round, until everything asked for is stored."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..provenance import as_text
from ..whole_files import remove_stale_parts, write_whole
from .adapting import add_round
from .engines import Engine, processes, threads
from .folder import COMPACT, FAILURES, MONTHS, RUNS, STALE_SECONDS, STOPPING, StudyFolder, begin
from .plan import Chunk
from .runner import PATIENCE_SECONDS, STALL_SECONDS, Loss, run_chunks
from .study import Study
from .work import run_chunk

LOG = "log.jsonl"
MOST_VALUES_TOLD = 20
Progress = Callable[[int, int], None]


class Shard(NamedTuple):
    """A part of the work that somebody else does not do: number 1 to ``of``."""

    number: int = 1
    of: int = 1

    def has(self, chunk: Chunk) -> bool:
        """Whether a chunk is part of it."""
        return chunk.number % self.of == self.number - 1


@dataclass(frozen=True)
class Outcome:
    """How a sweep ended: what is stored of what is planned, and what failed."""

    folder: StudyFolder
    done: int
    planned: int
    set_aside: tuple[int, ...]
    failed_cells: int
    waits_for_others: bool

    @property
    def is_complete(self) -> bool:
        """Whether every run that is asked for is stored, and no further round is due."""
        return self.done == self.planned and not self.failed_cells and not self.is_between_rounds

    @property
    def is_between_rounds(self) -> bool:
        """Whether it was stopped before it was seen whether any point needs more replicates."""
        is_adaptive = self.folder.study.text.adaptive is not None
        return is_adaptive and not (self.folder.path / STOPPING).exists()


def sweep(
    study: Study,
    out: Path,
    *,
    engine: Engine | None = None,
    shard: Shard = Shard(),  # noqa: B008 (never changes)
    chunk_runs: int | None = None,
    again: bool = False,
    progress: Progress | None = None,
    stall_seconds: float = STALL_SECONDS,
    patience_seconds: float = PATIENCE_SECONDS,
) -> Outcome:
    """Run what a study still lacks, and store it in a folder.

    ``again`` also tries what failed before.  Stopped at any moment, the same call goes on.

    Raises
    ------
    ScenarioError   the folder holds another study
    OSError         the folder cannot be written to
    AnalysisError   an engine has lost its workers for good
    """
    engine = engine or (processes() if study.text.engine == "mesa" else threads())
    folder = begin(study, out, chunk_runs, is_shared=shard.of > 1)
    for kind in (RUNS, MONTHS, FAILURES, COMPACT):
        if shard.of == 1:  # another shard may be writing
            remove_stale_parts(out / kind, STALE_SECONDS)
    tried: set[int] = set()
    while True:
        mine = [
            chunk
            for chunk in _waiting(folder, again=again)
            if shard.has(chunk) and chunk.number not in tried
        ]
        if mine:
            _run(folder, mine, engine, shard, again, progress, stall_seconds, patience_seconds)
            tried |= {chunk.number for chunk in mine}
        if _waiting(folder, again=False) or not add_round(folder):
            return outcome_of(folder)


def _waiting(folder: StudyFolder, *, again: bool) -> list[Chunk]:
    """Return the chunks that have not run, and with ``again`` those that failed."""
    done = folder.done()
    skipped = done - folder.numbers_in(FAILURES) if again else done | folder.set_aside()
    return [chunk for chunk in folder.plan.chunks if chunk.number not in skipped]


def _run(
    folder: StudyFolder, chunks: list[Chunk], engine: Engine, shard: Shard, again: bool,
    progress: Progress | None, stall_seconds: float, patience_seconds: float,
) -> None:  # fmt: skip
    """Run some chunks, telling how far it is and writing down what became of each."""
    arms = len(folder.study.arms)
    total = sum(chunk.runs(arms) for chunk in chunks)
    runs_of = {chunk.number: chunk.runs(arms) for chunk in chunks}
    path, done = str(folder.path.resolve()), 0
    name = LOG if shard.of == 1 else f"log-{shard.number}-of-{shard.of}.jsonl"
    with (folder.path / name).open("a", encoding="utf-8") as log:
        for ended in run_chunks(
            chunks, engine, lambda executor, chunk: executor.submit(run_chunk, path, chunk, again),
            stall_seconds=stall_seconds, patience_seconds=patience_seconds,
        ):  # fmt: skip
            if isinstance(ended, Loss):
                _set_aside(folder, ended)
                number, told = ended.chunk.number, {"given_up_after": ended.tries}
            else:
                number, told = ended.chunk, ended._asdict()
            done += runs_of[number]
            if progress is not None:
                progress(done, total)
            moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            log.write(json.dumps({"at": moment, "chunk": number, **told}) + "\n")
            log.flush()


def _set_aside(folder: StudyFolder, loss: Loss) -> None:
    """Name a chunk that always takes its worker with it, with the first of its points."""
    chunk = loss.chunk
    count = min(chunk.points, MOST_VALUES_TOLD)
    first = folder.points[chunk.first_point : chunk.first_point + count]
    told = {
        "chunk": chunk.number,
        "error": "the worker died every time",
        "tries": loss.tries,
        **chunk._asdict(),
        "values": [dict(zip(folder.factors, row, strict=True)) for row in first.tolist()],
    }
    path = folder.file(FAILURES, chunk)
    if chunk.number in folder.done():  # tried again, and what failed the first time is told
        return
    path.parent.mkdir(exist_ok=True)
    write_whole(path, as_text(told))


def outcome_of(folder: StudyFolder) -> Outcome:
    """Return how far a study is."""
    planned = {chunk.number for chunk in folder.plan.chunks}
    done = folder.done() & planned
    aside = folder.set_aside()
    cells = sum(len(folder.failed_cells(number)) for number in done)
    waits = bool(planned - done - aside)
    return Outcome(folder, len(done), len(planned), tuple(sorted(aside)), cells, waits)
