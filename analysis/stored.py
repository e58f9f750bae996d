"""Reading stored results, and refusing what is not whole or not what it says it is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from simulation import Results
from simulation.engine import Floats
from simulation.outcomes import MONTHLY, RUN, Outcome

from .parquet_tables import digest_of, origin_of, schema_of
from .provenance import (
    MONTHLY_FILE,
    MONTHLY_KEPT,
    PROVENANCE,
    RUNS_FILE,
    Request,
    months_of,
    read_provenance,
    refuse,
    request_of,
)


@dataclass(frozen=True)
class Stored:
    """What a folder of results holds, after its files were checked.

    ``results`` has the outcomes of all runs, and the months of the first 1000 of each arm.
    """

    folder: Path
    request: Request
    provenance: dict[str, Any]
    results: Results


def read_stored(out: Path) -> Stored:
    """Return the results in a folder, if they are whole and what they say they are.

    Raises
    ------
    ScenarioError   with file, what was found and what was expected
    """
    path = out / PROVENANCE
    provenance = read_provenance(path)
    request = request_of(provenance, str(path))
    months = months_of(request.scenario)
    runs = len(request.scenario.arms) * request.replications
    for name, rows in ((MONTHLY_FILE, runs * months), (RUNS_FILE, runs)):
        _check_file(out / name, rows, provenance, request)
    kept = min(request.replications, MONTHLY_KEPT)
    results = Results(
        tuple(request.scenario.arms),
        _read(out / MONTHLY_FILE, MONTHLY, request, kept, months),
        _read(out / RUNS_FILE, RUN, request, request.replications, 1)[:, :, 0],
    )
    return Stored(out, request, provenance, results)


def _check_file(path: Path, rows: int, provenance: dict[str, Any], request: Request) -> None:
    said = provenance["files"].get(path.name)
    if not isinstance(said, dict) or not {"sha256", "rows"} <= said.keys():
        refuse(path.with_name(PROVENANCE), f"files.{path.name}", "nothing", "sha256 and rows")
    try:
        got = digest_of(path)
    except FileNotFoundError:
        refuse(path, "", "no such file", "the results that the provenance names")
    except OSError:
        refuse(path, "", "a file that cannot be read", "the results that the provenance names")
    if got != said["sha256"]:
        refuse(path, "sha256", got, f"{said['sha256']}, as in {PROVENANCE}")
    try:
        file = pq.ParquetFile(path)
    except (OSError, ValueError):
        refuse(path, "", "a file that is not Parquet", "results in Parquet")
    found = file.metadata.num_rows
    if not found == said["rows"] == rows:
        refuse(path, "rows", str(found), f"{rows}, and {said['rows']} by {PROVENANCE}")
    schema = file.schema_arrow
    if schema.names != schema_of(path.name, request).names:
        refuse(path, "columns", ", ".join(schema.names)[:200], "those of this version")
    told = json.loads((schema.metadata or {}).get(b"snowball", b"{}"))
    for key, expected in origin_of(request).items():
        if told.get(key) != expected:
            refuse(path, key, str(told.get(key)), f"{expected}, as in {PROVENANCE}")


def _read(
    path: Path, outcomes: tuple[Outcome, ...], request: Request, kept: int, months: int
) -> Floats:
    """Return the first replicates of every arm, (arm, replicate, month, outcome)."""
    arms = list(request.scenario.arms)
    values = np.empty((len(arms), kept, months, len(outcomes)))
    names = [outcome.name for outcome in outcomes]
    file = pq.ParquetFile(path)
    for group in range(file.num_row_groups):
        labels = file.read_row_group(group, columns=["arm", "replicate"])
        arm, first = labels["arm"][0].as_py(), labels["replicate"][0].as_py()
        if first >= kept:
            continue
        table = file.read_row_group(group, columns=names)
        block = np.stack([table[name].to_numpy() for name in names], axis=-1)
        block = block.reshape(-1, months, len(names))[: kept - first]
        values[arms.index(arm), first : first + len(block)] = block
    return values
