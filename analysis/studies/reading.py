"""Reading a study: labelled arrays, tables for DuckDB, CSV."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from simulation.outcomes import RUN
from simulation.scenario.problems import expected_one_of

from ..errors import AnalysisError, needed
from .compacting import files_of
from .factors import Floats
from .folder import DESIGN, FAILURES, MONTHS, POINTS, RUNS, Ids, StudyFolder, open_folder
from .study import Study


@dataclass(frozen=True)
class StudyResults:
    """The stored runs of a study.

    Rows are those of the design: ``points`` is (row, factor), an outcome (row, arm, replicate),
    with NaN where a run is missing, failed or was not needed.
    """

    folder: StudyFolder

    @property
    def study(self) -> Study:
        """What was asked."""
        return self.folder.study

    @property
    def arms(self) -> tuple[str, ...]:
        """The names of the arms."""
        return self.study.arms

    @property
    def factors(self) -> tuple[str, ...]:
        """The names of the columns of points."""
        return self.folder.factors

    @cached_property
    def points(self) -> Floats:
        """The values of the factors, (row, factor)."""
        return self.folder.points[self.folder.rows]

    def factor(self, name: str) -> Floats:
        """Return the values of one factor, (row,).

        Raises
        ------
        AnalysisError   there is no such factor in the study
        """
        if name not in self.factors:
            raise AnalysisError(expected_one_of("factor", name, self.factors))
        return self.points[:, self.factors.index(name)]

    @cached_property
    def replicates(self) -> int:
        """The largest number of replicates of a point that is asked for now."""
        if self.study.text.adaptive is None:
            return self.study.text.replications
        return int(self.planned.max(initial=0))

    @cached_property
    def planned(self) -> Ids:
        """How many replicates are asked for in every row of the design, (row,)."""
        found = self.folder.plan.planned(len(self.folder.points))[self.folder.rows]
        if self.study.text.adaptive is None:
            return np.minimum(found, self.study.text.replications)
        return found

    def values(self, outcome: str) -> Floats:
        """Return one outcome of all runs, (row, arm, replicate).

        Raises
        ------
        AnalysisError   the outcome was not kept
        """
        self.need(outcome)
        found = np.full((len(self.folder.points), len(self.arms), self.replicates), np.nan)
        for file in files_of(self.folder):
            columns = ["point", "arm", "replicate", outcome]
            for batch in pq.ParquetFile(file).iter_batches(columns=columns):
                arms = [self.arms.index(name) for name in batch["arm"].dictionary.to_pylist()]
                arm = np.array(arms)[batch["arm"].indices.to_numpy()]
                replicate = batch["replicate"].to_numpy()
                asked = replicate < self.replicates  # more may be stored than is asked for now
                here = batch["point"].to_numpy()[asked], arm[asked], replicate[asked]
                found[here] = batch[outcome].to_numpy()[asked]
        return found[self.folder.rows]

    def whole(self, outcome: str) -> Floats:
        """Return one outcome of all runs, (row, arm, replicate), none of which may be missing.

        Where replications are adaptive, NaN stands for those that a point did not need.

        Raises
        ------
        AnalysisError   the outcome was not kept, or runs are missing or failed
        """
        found = self.values(outcome)
        needed_runs = np.arange(found.shape[2]) < self.planned[:, None, None]
        missing = int((np.isnan(found) & needed_runs).sum())
        if missing:
            total = int(np.broadcast_to(needed_runs, found.shape).sum())
            raise AnalysisError(
                f"{outcome}: {missing:,} of {total:,} runs are missing, failed or undefined;"
                " run the study to its end, or see its failures."
            )
        return found

    def need(self, outcome: str) -> None:
        """Refuse an outcome that was not kept.

        Raises
        ------
        AnalysisError   with the nearest one that was
        """
        if outcome not in self.study.outcomes:
            raise AnalysisError(expected_one_of("outcome", outcome, self.study.outcomes))

    def means(self, outcome: str) -> Floats:
        """Return the mean over the replicates that ran, (row, arm)."""
        found = self.values(outcome)
        return np.asarray(np.nanmean(found, axis=2)) if found.size else found.sum(axis=2)

    def sql(self, query: str) -> Any:
        """Return what DuckDB answers, as a table of pandas.

        The tables are ``runs``, ``points``, ``design`` and, if they were kept, ``months``; runs
        of points or replicates that are no longer asked for stand in ``all_runs`` alone.
        """
        return self.connection().sql(query).df()

    def connection(self) -> Any:
        """Return a DuckDB connection with the tables of the study as views."""
        connection = needed("duckdb", "studies").connect()
        for name, files in self.tables().items():
            listed = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
            whole = f"all_{name}" if name in (RUNS, MONTHS) else name
            connection.execute(f"create view {whole} as select * from read_parquet([{listed}])")
            if whole != name:
                connection.execute(
                    f"create view {name} as select * from {whole} where replicate <"
                    f" {self.replicates} and point in (select point from design)"
                )
        return connection

    def tables(self) -> dict[str, list[Path]]:
        """Return the files of every table."""
        path = self.folder.path
        found = {"points": [path / POINTS], "design": [path / DESIGN]}
        for kind in (RUNS, MONTHS):
            files = list(files_of(self.folder, kind))
            found |= {kind: files} if files else {}
        return found

    def to_xarray(self) -> Any:
        """Return all outcomes of runs as an xarray Dataset with units, (row, arm, replicate)."""
        dataset = needed("xarray", "studies").Dataset(
            {
                name: (("row", "arm", "replicate"), self.values(name))
                for name in self.study.outcomes
            },
            coords={"arm": list(self.arms)}
            | {name: ("row", self.factor(name)) for name in self.factors},
            attrs={"title": self.study.text.title, "study_sha256": self.folder.digest},
        )
        for outcome in RUN:
            if outcome.name in dataset:
                dataset[outcome.name].attrs = {"units": outcome.unit, "long_name": outcome.meaning}
        return dataset

    def to_csv(self, path: Path) -> None:
        """Write one row per run, with the values of its point, as CSV."""
        if RUNS not in self.tables():
            raise AnalysisError("no runs are stored yet; snowball sweep makes them.")
        factors = "".join(f', points."{name}"' for name in self.factors)
        table = self.connection().sql(
            f"select runs.*{factors} from runs join points using (point)"
            " order by point, arm, replicate"
        )
        pa_csv.write_csv(table.to_arrow_table(), path)

    @property
    def failures(self) -> list[Path]:
        """The files that tell what failed."""
        return sorted((self.folder.path / FAILURES).glob("chunk-*.json"))


def read_study(path: str | Path) -> StudyResults:
    """Return the stored results of the study in a folder.

    Raises
    ------
    ScenarioError   the folder holds no study
    """
    return StudyResults(open_folder(Path(path)))
