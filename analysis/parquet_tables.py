"""Parquet files of results: every column with its unit and meaning, one group of rows a block."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from simulation import Block
from simulation.outcomes import MONTHLY, RUN, Outcome

from .provenance import MONTHLY_FILE, RUNS_FILE, Request, scenario_digest
from .whole_files import Part

COLUMNS: dict[str, tuple[Outcome, ...]] = {MONTHLY_FILE: MONTHLY, RUNS_FILE: RUN}
LABELS: dict[str, tuple[pa.DataType, str, str]] = {
    "arm": (pa.dictionary(pa.int16(), pa.string()), "name", "Arm of the scenario."),
    "replicate": (pa.int32(), "number", "Replicate; the same number is the same luck."),
    "month": (pa.int16(), "month", "Month since the start, from 0."),
}


class Table:
    """One Parquet file in the making: each block becomes one group of rows."""

    def __init__(self, part: Part, request: Request) -> None:
        self.part = part
        self.name = part.path.name
        self.rows = 0
        self.arms = pa.array(list(request.scenario.arms), pa.string())
        self.schema = schema_of(self.name, request)
        floats = [outcome.name for outcome in COLUMNS[self.name]]
        self.writer = pq.ParquetWriter(
            self.part.file,
            self.schema,
            compression="zstd",
            use_dictionary=["arm"],
            use_byte_stream_split=floats,
        )

    def __enter__(self) -> Table:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of a file that was not completed."""
        with suppress(OSError, ValueError):
            self.writer.close()

    def add(self, block: Block) -> None:
        """Write one block."""
        values = block.monthly if self.name == MONTHLY_FILE else block.runs
        months = values.shape[1] if values.ndim == 3 else 1
        rows = len(values) * months
        replicates = np.arange(block.first_replicate, block.first_replicate + len(values))
        arm = np.full(rows, self.arms.index(block.arm).as_py(), np.int16)
        labels = {
            "arm": pa.DictionaryArray.from_arrays(pa.array(arm), self.arms),
            "replicate": pa.array(np.repeat(replicates, months).astype(np.int32)),
            "month": pa.array(np.tile(np.arange(months, dtype=np.int16), len(values))),
        }
        columns = np.ascontiguousarray(values.reshape(rows, -1).T)
        arrays = [labels[name] for name in self.schema.names if name in labels]
        table = pa.Table.from_arrays([*arrays, *map(pa.array, columns)], schema=self.schema)
        self.writer.write_table(table, row_group_size=rows)
        self.rows += rows

    def finish(self) -> dict[str, Any]:
        """Complete the file and return its digest and how many rows it has."""
        self.writer.close()
        self.part.finish()
        return {"sha256": digest_of(self.part.temporary), "rows": self.rows}


def schema_of(file: str, request: Request) -> pa.Schema:
    """Return the columns of a file, each with unit and meaning, and where they come from."""
    labels = [name for name in LABELS if name != "month" or file == MONTHLY_FILE]
    fields = [
        pa.field(name, kind, False, {"unit": unit, "meaning": meaning})
        for name, (kind, unit, meaning) in ((name, LABELS[name]) for name in labels)
    ]
    fields += [
        pa.field(o.name, pa.float64(), False,
                 {"unit": o.unit, "meaning": o.meaning, "better": o.better})
        for o in COLUMNS[file]
    ]  # fmt: skip
    return pa.schema(fields, {"snowball": json.dumps(origin_of(request), ensure_ascii=False)})


def origin_of(request: Request) -> dict[str, Any]:
    """Return what a file says about itself, so that no other provenance can claim it."""
    return {
        "title": request.scenario.title,
        "scenario_sha256": scenario_digest(request.scenario),
        "seed": request.seed,
        "replications": request.replications,
    }


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
