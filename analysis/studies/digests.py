"""One number for all runs of a study, however they were cut into chunks and stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from .compacting import files_of
from .folder import StudyFolder

BITS = 256


def study_digest(folder: StudyFolder) -> str:
    """Return a digest of all stored runs.

    The sum, modulo 2^256, of a hash of every run: the values of its point, the name of its arm,
    its replicate and its outcomes.  Order, chunks and files do not matter; a run that is lost,
    doubled or differs in a bit does.
    """
    total = 0
    for file in files_of(folder):
        for row in _rows(folder, file):
            total += int.from_bytes(hashlib.blake2b(row, digest_size=BITS // 8).digest(), "big")
    return f"{total % 2**BITS:064x}"


def _rows(folder: StudyFolder, file: Path) -> Iterator[bytes]:
    """Yield the bytes of every run in a file."""
    outcomes = folder.study.outcomes
    order = np.argsort(folder.factors)
    for batch in pq.ParquetFile(file).iter_batches(batch_size=65_536):
        points = folder.points[batch["point"].to_numpy()][:, order]
        numbers = batch["replicate"].to_numpy().astype("<i8")
        values = np.stack([batch[name].to_numpy() for name in outcomes], axis=1)
        packed = np.hstack([points, values]).astype("<f8")
        for arm, number, row in zip(batch["arm"].to_pylist(), numbers, packed, strict=True):
            yield arm.encode() + b"\0" + number.tobytes() + row.tobytes()
