"""The plan of a study: which chunk runs which points and replicates, round after round.

A plan is made before anything runs, from what is asked and what is stored, and is never changed:
whoever works on a study, in whatever order, works on the same chunks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..errors import AnalysisError
from ..whole_files import write_new
from .study import Study

Counts = npt.NDArray[np.int64]
AGENT_MONTHS_PER_CHUNK = {"ensemble": 5_000_000, "mesa": 40_000}  # about a second of one core
FEWEST_RUNS, MOST_RUNS = 64, 20_000
CHUNKS_TO_SHARE = 16


class Chunk(NamedTuple):
    """A piece of work: all arms of some points in a row, for some replicates in a row."""

    number: int
    first_point: int
    points: int
    first_replicate: int
    replicates: int

    @property
    def name(self) -> str:
        """The name of its files."""
        return f"chunk-{self.number:06d}"

    def runs(self, arms: int) -> int:
        """How many runs it holds."""
        return self.points * self.replicates * arms


def chunk_runs(study: Study, total: int) -> int:
    """Return how many runs a chunk should hold: about a second of work, and enough to share out."""
    arm = study.scenario.arms[study.scenario.reference]
    agents = len(arm.places) + len(arm.organisations)
    months = arm.parameters["horizon_months"]
    by_work = AGENT_MONTHS_PER_CHUNK[study.text.engine] / (agents * months)
    return int(min(MOST_RUNS, max(by_work, 1), max(FEWEST_RUNS, total / CHUNKS_TO_SHARE)))


def rectangles(have: Counts, want: Counts, arms: int, runs: int) -> Iterator[tuple[int, ...]]:
    """Yield pieces that bring every point from the replicates it has to those it should have.

    Each is (first point, points, first replicate, replicates), with about so many runs.

    >>> list(rectangles(np.array([0, 0, 4]), np.array([4, 4, 8]), 1, 8))
    [(0, 2, 0, 4), (2, 1, 4, 4)]
    """
    numbered = enumerate(zip(have.tolist(), want.tolist(), strict=True))
    for (first, end), group in groupby(numbered, key=lambda item: item[1]):
        if end <= first:
            continue
        members = [at for at, _ in group]
        start, count = members[0], len(members)
        deep = min(end - first, max(1, runs // arms))
        wide = max(1, runs // (arms * deep))
        for point in range(start, start + count, wide):
            for replicate in range(first, end, deep):
                yield (point, min(wide, start + count - point),
                       replicate, min(deep, end - replicate))  # fmt: skip


class Plan:
    """All rounds of a study that were planned so far, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rounds: list[list[tuple[int, int, int, int]]] = []
        while (path := self._path(len(self.rounds))).exists():
            self.rounds.append(
                [tuple(one) for one in json.loads(path.read_text("utf-8"))["chunks"]]
            )

    def _path(self, number: int) -> Path:
        return self.folder / f"round-{number:04d}.json"

    @property
    def chunks(self) -> list[Chunk]:
        """All chunks in order."""
        pieces = [piece for one in self.rounds for piece in one]
        return [Chunk(number, *piece) for number, piece in enumerate(pieces)]

    def planned(self, points: int) -> Counts:
        """Return for every point how many replicates are planned, (point,)."""
        found = np.zeros(points, np.int64)
        for one in self.rounds:
            for first, count, replicate, replicates in one:
                here = slice(first, first + count)
                found[here] = np.maximum(found[here], replicate + replicates)
        return found

    def add(self, pieces: Iterable[Sequence[int]], because: str) -> bool:
        """Write one more round; return whether there was anything to add."""
        chunks = [list(piece) for piece in pieces]
        if not chunks:
            return False
        self.folder.mkdir(exist_ok=True)
        text = json.dumps({"because": because, "chunks": chunks}) + "\n"
        if not write_new(self._path(len(self.rounds)), text):
            raise AnalysisError(
                "somebody else has let this study grow otherwise at the same moment; start again."
            )
        self.rounds.append([tuple(one) for one in chunks])  # type: ignore[misc]
        return True
