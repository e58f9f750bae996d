"""Putting the many small files of a study's chunks into a few large ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from ..whole_files import part_of, sync_folder
from .folder import COMPACT, FAILURES, MONTHS, RUNS, StudyFolder

ROWS_PER_PART = 1_000_000


def parts_of(path: Path, kind: str = RUNS) -> list[Path]:
    """Return the compacted files of a kind in the folder of a study, in order."""
    return sorted((path / COMPACT).glob(f"{kind}-*.parquet"))


def compacted(path: Path, kind: str = RUNS) -> set[int]:
    """Return the numbers of the chunks that stand in compacted files."""
    found: set[int] = set()
    for file in parts_of(path, kind):
        found |= {chunk[0] for chunk in told_by(file)["chunks"]}
    return found


def told_by(file: Path) -> dict[str, Any]:
    """Return what a stored file says about itself in its footer."""
    said = pq.read_metadata(file).metadata or {}
    told: dict[str, Any] = json.loads(said.get(b"snowball", b"{}"))
    return told


def files_of(folder: StudyFolder, kind: str = RUNS) -> Iterator[Path]:
    """Yield every file that holds rows of a kind: compacted ones, then chunks that are not."""
    yield from parts_of(folder.path, kind)
    done = compacted(folder.path, kind)
    for number in sorted(folder.numbers_in(kind) - done):
        yield folder.path / kind / f"chunk-{number:06d}.parquet"


def compact(folder: StudyFolder, rows_per_part: int = ROWS_PER_PART) -> int:
    """Put whole chunks together into large files, then remove the small ones; return how many.

    Chunks with failures stay, since they may be tried again.
    A large file takes its name only when it holds every row of its chunks; only then do the small
    ones go.  Stopped at any moment, nothing is lost or counted twice.
    """
    moved = 0
    for kind in (RUNS, MONTHS):
        done = compacted(folder.path, kind)
        for number in folder.numbers_in(kind) & done:  # left when a compaction was stopped
            (folder.path / kind / f"chunk-{number:06d}.parquet").unlink(missing_ok=True)
        whole = folder.numbers_in(kind) - done - folder.numbers_in(FAILURES)
        waiting = [folder.path / kind / f"chunk-{number:06d}.parquet" for number in sorted(whole)]
        for group in _groups(waiting, rows_per_part):
            _put_together(folder, kind, group)
            moved += len(group) if kind == RUNS else 0
    return moved


def _groups(files: list[Path], rows: int) -> Iterator[list[Path]]:
    group: list[Path] = []
    held = 0
    for file in files:
        count = pq.read_metadata(file).num_rows
        if group and held + count > rows:
            yield group
            group, held = [], 0
        group.append(file)
        held += count
    if group:
        yield group


def _put_together(folder: StudyFolder, kind: str, files: list[Path]) -> None:
    (folder.path / COMPACT).mkdir(exist_ok=True)
    chunks = [told_by(file)["chunk"] for file in files]
    target = folder.path / COMPACT / f"{kind}-{chunks[0][0]:06d}-{chunks[-1][0]:06d}.parquet"
    rows = sum(pq.read_metadata(file).num_rows for file in files)
    told = {"study_sha256": folder.digest, "chunks": chunks, "rows": rows}
    schema = pq.read_schema(files[0]).with_metadata({"snowball": json.dumps(told)})
    floats = [field.name for field in schema if str(field.type) == "double"]
    with part_of(target) as part:
        with pq.ParquetWriter(
            part.file, schema, compression="zstd", use_dictionary=["arm"],
            use_byte_stream_split=floats, write_page_checksum=True,
        ) as writer:  # fmt: skip
            for file in files:
                writer.write_table(pq.read_table(file).replace_schema_metadata(schema.metadata))
        part.finish()
        found = pq.read_metadata(part.temporary).num_rows
        if found != rows:
            raise OSError(f"{target}: {found} rows were written, not {rows}")
        part.take_place()
    sync_folder(target.parent)
    for file in files:
        file.unlink()
