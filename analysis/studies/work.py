"""Running one chunk: the only thing that an engine ever runs.

A chunk is idempotent: whoever runs it, again and wherever, writes the same rows.  Its file takes
its name only when every byte is on the disk; a failing run is noted and does not stop the rest.
"""

from __future__ import annotations

import json
import os
import time
import traceback
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from simulation.engine import BLOCK_REPLICATES, run_world
from simulation.outcomes import MONTHLY, MONTHLY_NAMES, RUN, RUN_NAMES

from ..provenance import as_text
from ..whole_files import part_of, sync_folder, write_whole
from .factors import Floats
from .folder import FAILURES, MONTHS, RUNS, STUDY, StudyFolder, open_folder
from .plan import Chunk
from .study import Study, own_model
from .worlds import Stem

Values = dict[str, float]


class Receipt(NamedTuple):
    """What a worker tells of a chunk; the results themselves stay on the disk."""

    chunk: int
    runs: int
    failed: int
    seconds: float
    worker: str


class Cell(NamedTuple):
    """The outcomes of some replicates of one arm in one point."""

    point: int
    arm: int
    first_replicate: int
    monthly: Floats
    runs: Floats


def run_chunk(folder: str, chunk: Chunk, again: bool = False) -> Receipt:
    """Run a chunk of the study in a folder and store it, unless it is stored already.

    Raises
    ------
    OSError   the folder cannot be written to
    """
    began = time.perf_counter()
    opened = _opened(folder, _stamp(folder))
    worker = f"{os.uname().nodename if hasattr(os, 'uname') else 'here'}:{os.getpid()}"
    kinds = (RUNS, MONTHS) if opened.study.text.months is not None else (RUNS,)
    if not again and all(opened.file(kind, chunk).exists() for kind in kinds):
        return Receipt(chunk.number, 0, 0, 0.0, worker)
    failures: list[dict[str, Any]] = []
    cells = list(_cells(opened, chunk, failures))
    store(opened, chunk, cells, failures)
    runs = sum(len(cell.runs) for cell in cells)
    return Receipt(chunk.number, runs, len(failures), time.perf_counter() - began, worker)


def fresh_runs(opened: StudyFolder, chunk: Chunk) -> pa.Table:
    """Return the runs of a chunk as they come out when it is run again; nothing is stored."""
    return _runs_table(opened.study, list(_cells(opened, chunk, [])))


def _stamp(folder: str) -> tuple[int, int]:
    """Return what changes when a study grows, so that nobody works with what was read before."""
    found = (Path(folder) / STUDY).stat()
    return found.st_mtime_ns, found.st_ino


@lru_cache(maxsize=2)
def _opened(folder: str, _: tuple[int, int]) -> StudyFolder:
    return open_folder(Path(folder))


@lru_cache(maxsize=2)
def _stems(folder: str, stamp: tuple[int, int]) -> list[Stem]:
    study = _opened(folder, stamp).study
    return [Stem.of(arm.changed(label=None, **study.fixed)) for arm in study.scenario.arms.values()]


def _cells(opened: StudyFolder, chunk: Chunk, failures: list[dict[str, Any]]) -> Iterator[Cell]:
    """Yield the outcomes of every point and arm of a chunk; what fails is noted instead."""
    study, folder = opened.study, str(opened.path)
    stems = _stems(folder, _stamp(folder))
    end = chunk.first_replicate + chunk.replicates
    for point in range(chunk.first_point, chunk.first_point + chunk.points):
        values = dict(zip(opened.factors, opened.points[point].tolist(), strict=True))
        for arm, stem in enumerate(stems):
            for first in range(chunk.first_replicate, end, BLOCK_REPLICATES):
                count = min(BLOCK_REPLICATES, end - first)
                try:
                    monthly, runs = simulated(study, stem, values, first, count)
                except MemoryError:
                    raise
                except (Exception, SystemExit) as error:  # a model may call exit()
                    failures.append(_failure(study, error, point, arm, first, count, values))
                    continue
                yield Cell(point, arm, first, _kept_months(study, monthly), _kept(study, runs))


def simulated(
    study: Study, stem: Stem, values: Values, first: int, count: int
) -> tuple[Floats, Floats]:
    """Return monthly and run outcomes of some replicates of an arm with the values of a point."""
    if study.text.engine == "ensemble":
        return run_world(stem.grown(values), study.text.seed, count, first)
    from simulation.model import ScalingModel, run_model

    arm = stem.arm.changed(label=None, **values)
    scenario = study.scenario.model_copy(update={"arms": {arm.name: arm}, "reference": arm.name})
    model = own_model(study.text.model) if study.text.model else ScalingModel
    return run_model(scenario, arm.name, study.text.seed, first, count, model)


def _kept(study: Study, runs: Floats) -> Floats:
    return np.ascontiguousarray(runs[:, [RUN_NAMES.index(name) for name in study.outcomes]])


def _kept_months(study: Study, monthly: Floats) -> Floats:
    """Return the monthly outcomes that are kept, (replicate, kept month, outcome)."""
    months = study.text.months
    if months is None:
        return monthly[:, :0, :0]
    columns = [MONTHLY_NAMES.index(name) for name in months.outcomes]
    return np.ascontiguousarray(monthly[:, :: months.every, columns])


def _failure(
    study: Study, error: BaseException, point: int, arm: int, first: int, count: int, values: Values
) -> dict[str, Any]:
    return {
        "point": point, "arm": study.arms[arm], "first_replicate": first, "replicates": count,
        "error": f"{type(error).__name__}: {error}"[:1000],
        "trace": traceback.format_exc().splitlines()[-12:], "values": values,
    }  # fmt: skip


def store(
    opened: StudyFolder, chunk: Chunk, cells: list[Cell], failures: list[dict[str, Any]]
) -> None:
    """Write the months, the failures and, last, the runs of a chunk."""
    study = opened.study
    if study.text.months is not None:
        _write(opened, MONTHS, chunk, _months_table(study, cells))
    path = opened.file(FAILURES, chunk)
    if failures:
        path.parent.mkdir(exist_ok=True)
        write_whole(path, as_text({"chunk": chunk.number, "cells": failures}))
    _write(opened, RUNS, chunk, _runs_table(study, cells))
    if not failures:
        path.unlink(missing_ok=True)  # of an earlier try


def _write(opened: StudyFolder, kind: str, chunk: Chunk, table: pa.Table) -> None:
    told = {"study_sha256": opened.digest, "chunk": list(chunk), "rows": table.num_rows}
    path = opened.file(kind, chunk)
    path.parent.mkdir(exist_ok=True)
    with part_of(path) as part:
        floats = [field.name for field in table.schema if field.type == pa.float64()]
        pq.write_table(
            table.replace_schema_metadata({"snowball": json.dumps(told)}), part.file,
            compression="zstd", use_dictionary=["arm"], use_byte_stream_split=floats,
            write_page_checksum=True,
        )  # fmt: skip
        part.take_place()
    sync_folder(path.parent)


def _labels(study: Study, cells: list[Cell], repeats: int) -> dict[str, pa.Array]:
    """Return point, arm and replicate of every row; every replicate has so many rows."""
    counts = [len(cell.runs) for cell in cells]
    arms = pa.array(
        np.repeat([cell.arm for cell in cells], counts).repeat(repeats).astype(np.int16)
    )
    replicates = [np.arange(cell.first_replicate, cell.first_replicate + n)
                  for cell, n in zip(cells, counts, strict=True)]  # fmt: skip
    found = np.concatenate([np.empty(0, np.int64), *replicates])
    points = np.repeat(np.array([cell.point for cell in cells], np.int64), counts)
    return {
        "point": pa.array(points.repeat(repeats).astype(np.int32)),
        "arm": pa.DictionaryArray.from_arrays(arms, pa.array(study.arms, pa.string())),
        "replicate": pa.array(found.repeat(repeats).astype(np.int32)),
    }


def _runs_table(study: Study, cells: list[Cell]) -> pa.Table:
    columns = _labels(study, cells, 1)
    rows = [np.empty((0, len(study.outcomes))), *(cell.runs for cell in cells)]
    for name, values in zip(study.outcomes, np.concatenate(rows).T, strict=True):
        columns[name] = pa.array(np.ascontiguousarray(values))
    return pa.Table.from_arrays(list(columns.values()), schema=runs_schema(study))


def _months_table(study: Study, cells: list[Cell]) -> pa.Table:
    kept = study.text.months
    assert kept is not None
    horizon = {cell.monthly.shape[1] for cell in cells} or {0}
    months = max(horizon)
    columns = _labels(study, cells, months)
    runs = sum(len(cell.runs) for cell in cells)
    columns["month"] = pa.array(np.tile(np.arange(months, dtype=np.int16) * kept.every, runs))
    rows = [np.empty((0, len(kept.outcomes)))]
    rows += [cell.monthly.reshape(-1, len(kept.outcomes)) for cell in cells]
    for name, values in zip(kept.outcomes, np.concatenate(rows).T, strict=True):
        columns[name] = pa.array(np.ascontiguousarray(values))
    return pa.Table.from_arrays(list(columns.values()), schema=months_schema(study))


@cache
def _field(name: str) -> pa.Field:
    known = {outcome.name: outcome for outcome in (*MONTHLY, *RUN)}
    outcome = known[name]
    return pa.field(name, pa.float64(), False, {"unit": outcome.unit, "meaning": outcome.meaning})


def _label_fields() -> list[pa.Field]:
    return [
        pa.field("point", pa.int32(), False, {"meaning": "Number of the point; see points."}),
        pa.field("arm", pa.dictionary(pa.int16(), pa.string()), False, {"meaning": "Arm."}),
        pa.field("replicate", pa.int32(), False, {"meaning": "The same number is the same luck."}),
    ]


def runs_schema(study: Study) -> pa.Schema:
    """Return the columns of a file of runs."""
    return pa.schema([*_label_fields(), *(_field(name) for name in study.outcomes)])


def months_schema(study: Study) -> pa.Schema:
    """Return the columns of a file of months."""
    assert study.text.months is not None
    month = pa.field("month", pa.int16(), False, {"unit": "month"})
    return pa.schema(
        [*_label_fields(), month, *(_field(name) for name in study.text.months.outcomes)]
    )
