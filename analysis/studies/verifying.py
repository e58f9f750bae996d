"""Is a stored study whole?  Every file is read, and some chunks are run again."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from .compacting import files_of, told_by
from .folder import MONTHS, RUNS, StudyFolder
from .plan import Chunk
from .work import fresh_runs

CHUNKS_RUN_AGAIN = 3
MOST_CANDIDATES = 200
Rows = tuple[Chunk, pa.Table]


def faults(
    folder: StudyFolder, run_again: int = CHUNKS_RUN_AGAIN, seed: int | None = None
) -> Iterator[str]:
    """Yield what is wrong with a study's files, in plain sentences; nothing if all is well.

    Every page is read and its checksum compared, every chunk must hold each of its runs once and
    belong to this study, and some chunks, chosen by chance, must come out the same to the bit.
    """
    chance = random.Random(seed)
    planned = folder.plan.chunks
    seen: set[int] = set()
    sound: list[Rows] = []
    for file in files_of(folder, RUNS):
        table, told, wrong = _opened(folder, file)
        if wrong:
            yield f"{file}: {wrong}"
            continue
        for piece in told.get("chunks", [told.get("chunk")]):
            chunk = Chunk(*piece)
            own = _rows_of(chunk, table)
            wrong = _wrong_chunk(folder, chunk, own, planned, seen)
            if wrong:
                yield f"{file}: chunk {chunk.number}: {wrong}"
            elif len(sound) < MOST_CANDIDATES:
                sound.append((chunk, own))
            seen.add(chunk.number)
    yield from _faults_of_months(folder, seen)
    for chunk, own in chance.sample(sound, min(run_again, len(sound))):
        if not fresh_runs(folder, chunk).equals(own.combine_chunks()):
            yield f"chunk {chunk.number}: run again it comes out differently"


def _faults_of_months(folder: StudyFolder, stored: set[int]) -> Iterator[str]:
    """Yield what is wrong with the months that are kept: every stored chunk must have its own."""
    kept = folder.study.text.months
    if kept is None:
        return
    have: set[int] = set()
    for file in files_of(folder, MONTHS):
        table, told, wrong = _opened(folder, file)
        rows = told.get("rows")
        if not wrong and table.num_rows != rows:
            wrong = f"{table.num_rows} rows, expected {rows}"
        if wrong:
            yield f"{file}: {wrong}"
        have |= {Chunk(*piece).number for piece in told.get("chunks", [told.get("chunk")]) if piece}
    for number in sorted(stored - have):
        yield f"chunk {number}: its months are missing"


def _opened(folder: StudyFolder, file: Path) -> tuple[pa.Table, dict[str, Any], str]:
    """Return the rows of a file, what its footer tells, and what is wrong with it."""
    try:
        table = pq.read_table(file, page_checksum_verification=True)
        told = told_by(file)
    except (OSError, ValueError) as error:
        return None, {}, f"cannot be read ({str(error).splitlines()[0][:100]})"
    is_own = told.get("study_sha256") == folder.digest
    return table, told, "" if is_own else "belongs to another study"


def _rows_of(chunk: Chunk, table: pa.Table) -> pa.Table:
    """Return the rows of one chunk in a file that may hold many."""
    points, replicates = (table[name].to_numpy() for name in ("point", "replicate"))
    inside = (points >= chunk.first_point) & (points < chunk.first_point + chunk.points)
    inside &= replicates >= chunk.first_replicate
    inside &= replicates < chunk.first_replicate + chunk.replicates
    return table.filter(pa.array(inside))


def _wrong_chunk(
    folder: StudyFolder, chunk: Chunk, own: pa.Table, planned: list[Chunk], seen: set[int]
) -> str:
    """Return what is wrong with a chunk: not as planned, or runs missing or doubled."""
    if chunk.number >= len(planned) or planned[chunk.number] != chunk:
        return "is not the one that was planned"
    if chunk.number in seen:
        return "stands twice"
    arms = len(folder.study.arms)
    arm = own["arm"].combine_chunks().indices.to_numpy()
    key = (own["point"].to_numpy().astype(np.int64) * arms + arm) * 2**32
    key += own["replicate"].to_numpy()
    if len(np.unique(key)) != len(key):
        return "a run stands twice"
    failed = sum(cell["replicates"] for cell in folder.failed_cells(chunk.number))
    expected = chunk.runs(arms) - failed
    return "" if len(key) == expected else f"{len(key)} runs, expected {expected}"
