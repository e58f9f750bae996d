"""The folder of a study: what it holds, how it is begun, and how it grows.

``study.json`` is written last, so that a folder without it is not a study yet.  Points are only
ever added: a point is known by its values, and a larger design finds those that have run.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

import simulation
from simulation import ScenarioError
from simulation.register import REGISTER
from simulation.scenario import Problem

from ..provenance import as_text
from ..whole_files import part_of, remove_stale_parts, sync_folder, write_whole
from .designs import layout
from .factors import Floats
from .loading import resolved_text, study_from_data
from .plan import Chunk, Plan, chunk_runs, rectangles
from .study import Study, code_digest

STUDY, POINTS, DESIGN = "study.json", "points.parquet", "design.parquet"
RUNS, MONTHS, FAILURES, PLAN, COMPACT = "runs", "months", "failures", "plan", "compact"
ANALYSIS, STOPPING = "analysis", "stopping.parquet"
SCHEMA_VERSION = 1
STALE_SECONDS = 24 * 3600.0  # nobody writes one file for a day
Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class StudyFolder:
    """An opened folder of a study."""

    path: Path
    study: Study

    @cached_property
    def digest(self) -> str:
        """The digest of the study that began the folder, as written there."""
        told = json.loads((self.path / STUDY).read_text("utf-8"))
        return str(told["study_sha256"])

    @cached_property
    def points(self) -> Floats:
        """The values of all points, (point, factor), in the order in which they came."""
        table = pq.read_table(self.path / POINTS)
        columns = [table[name].to_numpy() for name in self.factors]
        rows = np.stack(columns, axis=1) if columns else np.empty((table.num_rows, 0))
        return np.ascontiguousarray(rows, float)

    @property
    def factors(self) -> tuple[str, ...]:
        """The names of the columns of points."""
        names = pq.read_schema(self.path / POINTS).names
        return tuple(name for name in names if name != "point")

    @cached_property
    def rows(self) -> Ids:
        """For every row of the design the point that it runs, (row,)."""
        return pq.read_table(self.path / DESIGN)["point"].to_numpy().astype(np.int64)

    @property
    def plan(self) -> Plan:
        """All rounds planned so far."""
        return Plan(self.path / PLAN)

    def file(self, kind: str, chunk: Chunk) -> Path:
        """Return the file of a chunk: of its runs, its months or its failures."""
        ending = "json" if kind == FAILURES else "parquet"
        return self.path / kind / f"{chunk.name}.{ending}"

    def numbers_in(self, kind: str) -> set[int]:
        """Return the numbers of all chunks that have a file of a kind, however it is compacted."""
        found = (self.path / kind).glob("chunk-*.*")
        return {int(path.stem.removeprefix("chunk-")) for path in found}

    def done(self) -> set[int]:
        """Return the numbers of the chunks whose runs are stored."""
        from .compacting import compacted

        found = self.numbers_in(RUNS) | compacted(self.path)
        if self.study.text.months is not None:
            found &= self.numbers_in(MONTHS) | compacted(self.path, MONTHS)
        return found

    def set_aside(self) -> set[int]:
        """Return the numbers of chunks that were given up.

        A file that names points and arms is followed by the runs of all others; without them its
        chunk was interrupted, and has not been given up.
        """
        missing = self.numbers_in(FAILURES) - self.done()
        return {number for number in missing if not self.failed_cells(number)}

    def failed_cells(self, chunk: int) -> list[dict[str, Any]]:
        """Return the points and arms of a chunk that failed, each with its error."""
        file = self.path / FAILURES / f"chunk-{chunk:06d}.json"
        if not file.exists():
            return []
        found: list[dict[str, Any]] = json.loads(file.read_text("utf-8")).get("cells", [])
        return found


def open_folder(path: Path) -> StudyFolder:
    """Return the study that a folder holds.

    Raises
    ------
    ScenarioError   the folder holds no study, or one that this version cannot read
    """
    file = path / STUDY
    try:
        data = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise _not_a_study(path, "no study.json") from None
    except (OSError, ValueError, RecursionError):
        raise _not_a_study(path, "a study.json that cannot be read") from None
    if not isinstance(data, dict) or data.get("schema_version") != SCHEMA_VERSION:
        raise _not_a_study(path, "a study.json of another version")
    return StudyFolder(path, study_from_data(data["study"], str(file)))


def _not_a_study(path: Path, got: str) -> ScenarioError:
    expected = "the folder of a study, which snowball sweep STUDY --out FOLDER makes"
    return ScenarioError([Problem(str(path), None, "", got, expected)])


def begin(
    study: Study, path: Path, runs_per_chunk: int | None = None, *, is_shared: bool = False
) -> StudyFolder:
    """Begin a study in a folder, or let the one that is there grow to what is asked now.

    ``is_shared`` says that others may begin it at this moment; all write the same bytes.

    Raises
    ------
    ScenarioError   the folder holds another study, or runs of another version of the model
    OSError         the folder cannot be written to
    """
    if (path / STUDY).exists():
        stored = open_folder(path)
        _refuse_other(stored, study)
        if resolved_text(stored.study) == resolved_text(study):
            return stored
    path.mkdir(parents=True, exist_ok=True)
    if not is_shared:  # a part may be what another one is writing
        for folder in (path, path / PLAN):
            remove_stale_parts(folder, STALE_SECONDS)
    found = layout(study)
    old = StudyFolder(path, study).points if (path / POINTS).exists() else None
    points, rows = with_new_points(old, found.values)
    _write_points(path / POINTS, found.factors, points)
    _write_design(path / DESIGN, rows)
    _plan(study, Plan(path / PLAN), len(points), rows, runs_per_chunk)
    write_whole(path / STUDY, as_text(manifest(study)))
    return StudyFolder(path, study)


def manifest(study: Study) -> dict[str, Any]:
    """Return what the folder says about itself: the same wherever and whenever it is made."""
    return {
        "schema_version": SCHEMA_VERSION,
        "study_sha256": study.digest,
        "code_sha256": code_digest(),
        "snowball": simulation.__version__,
        "study": resolved_text(study),
    }


def _refuse_other(stored: StudyFolder, study: Study) -> None:
    told = json.loads((stored.path / STUDY).read_text("utf-8"))
    if told["study_sha256"] == study.digest:
        return
    if told["code_sha256"] != code_digest():
        got, expected = "runs of another version of the model", "the version that began the study"
    else:
        before, now = resolved_text(stored.study), resolved_text(study)
        keys = [key for key in {**before, **now} if before.get(key) != now.get(key)]
        keys = keys or [f"the source of {study.text.model}"]
        got = f"another study (it differs in {', '.join(keys)})"
        expected = "a new folder; only points and replications can be added to a study"
    raise ScenarioError([Problem(str(stored.path), None, "", got, expected)])


def with_new_points(old: Floats | None, rows: Floats) -> tuple[Floats, Ids]:
    """Return all points, those of new rows after the old ones, and the point of every row.

    >>> points, ids = with_new_points(np.array([[1.0]]), np.array([[2.0], [1.0], [2.0]]))
    >>> points.ravel().tolist(), ids.tolist()
    ([1.0, 2.0], [1, 0, 1])
    """
    rows = np.ascontiguousarray(rows + 0.0)  # no negative zeros
    before = rows[:0] if old is None else old
    both = np.ascontiguousarray(np.vstack([before, rows]))
    if both.shape[1] == 0:
        return both[:1], np.zeros(len(rows), np.int64)
    kind = np.dtype((np.void, both.shape[1] * both.itemsize))
    _, first, inverse = np.unique(both.view(kind).ravel(), return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    identity = np.empty(len(order), np.int64)
    identity[order] = np.arange(len(order))
    return both[np.sort(first)], identity[inverse.ravel()[len(before) :]]


def _plan(study: Study, plan: Plan, points: int, rows: Ids, runs: int | None) -> None:
    """Add a round that brings every point of the design to the replications asked for."""
    rule = study.text.adaptive
    first = study.text.replications if rule is None else rule.first
    want = np.zeros(points, np.int64)
    want[rows] = first
    have = plan.planned(points)
    total = int(np.maximum(want - have, 0).sum()) * len(study.arms)
    size = runs or chunk_runs(study, total)
    plan.add(rectangles(have, want, len(study.arms), size), f"{first} replicates of every point")


def _write_points(path: Path, factors: tuple[str, ...], points: Floats) -> None:
    fields = [pa.field("point", pa.int32(), False, {"meaning": "Number of the point."})]
    fields += [
        pa.field(name, pa.float64(), False,
                 {"unit": REGISTER[name].unit, "meaning": REGISTER[name].meaning})
        for name in factors
    ]  # fmt: skip
    numbers = pa.array(np.arange(len(points), dtype=np.int32))
    columns = [pa.array(column) for column in np.ascontiguousarray(points.T)]
    _write(path, pa.Table.from_arrays([numbers, *columns], schema=pa.schema(fields)))


def _write_design(path: Path, rows: Ids) -> None:
    columns = {
        "row": pa.array(np.arange(len(rows), dtype=np.int32)),
        "point": pa.array(rows.astype(np.int32)),
    }
    _write(path, pa.table(columns))


def _write(path: Path, table: pa.Table) -> None:
    with part_of(path) as part:
        pq.write_table(table, part.file, compression="zstd")
        part.take_place()
    sync_folder(path.parent)
