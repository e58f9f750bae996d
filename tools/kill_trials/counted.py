"""The ``snowball`` command, which also writes down what is started: a line per chunk and engine.

Run as ``python -m tools.kill_trials.counted sweep ...``.  Nothing else is changed.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import Executor
from importlib import import_module
from typing import Any

from analysis.studies import engines, sweep
from analysis.studies.engines import Engine
from analysis.studies.folder import RUNS
from analysis.studies.plan import Chunk
from analysis.studies.work import Receipt
from analysis.studies.work import run_chunk as plainly

FILE = "SNOWBALL_TRIAL_STARTS"


def note(line: str) -> None:
    """Add one line in one step, so that lines of many processes do not mix."""
    handle = os.open(os.environ[FILE], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        os.write(handle, f"{line}\n".encode())
    finally:
        os.close(handle)


def run_chunk(folder: str, chunk: Chunk, again: bool = False) -> Receipt:
    """Run a chunk as always; note it if it is not stored already."""
    if not os.path.exists(f"{folder}/{RUNS}/{chunk.name}.parquet"):
        note(f"chunk {chunk.number}")
    return plainly(folder, chunk, again)


def noting(make_engine: Any) -> Any:
    """Return what makes an engine, whose executors are noted when they are made."""

    def made(*arguments: Any) -> Engine:
        engine: Engine = make_engine(*arguments)
        make = engine.make

        def make_and_note() -> Executor:
            note("engine")
            return make()

        engine.make = make_and_note
        return engine

    return made


def main() -> int:
    """Run the command of the arguments."""
    from app.__main__ import main as snowball

    counted = import_module("tools.kill_trials.counted")  # by this name workers find it
    sweep.run_chunk = counted.run_chunk  # type: ignore[attr-defined]
    for name in ("threads", "processes", "dask"):
        setattr(engines, name, noting(getattr(engines, name)))
    return snowball(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
