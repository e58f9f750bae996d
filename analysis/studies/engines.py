"""Engines: who runs the chunks.  Each makes an executor, and knows whether anybody is at work."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import wait as wait_for_end
from typing import Any

from ..errors import AnalysisError, needed

NOTHING_LOST = "Nothing that was stored is lost; the same command goes on from here."
LOST_WORKER = {
    "CancelledError", "ClosedClientError", "CommClosedError", "FutureCancelledError",
    "KilledWorker", "TerminatedWorkerError",
}  # fmt: skip


@dataclass
class Engine:
    """Makes executors, one after the other if they break.

    ``losses_per_error`` is how many workers at least have died when a chunk is given up by the
    executor itself, which may have tried it again on its own.
    """

    name: str
    workers: int
    make: Callable[[], Executor]
    is_alive: Callable[[], bool] = lambda: True
    close: Callable[[], None] = lambda: None
    can_be_made_again: bool = True
    is_given: bool = False
    is_pool: bool = True
    losses_per_error: int = 1


def lost_worker(error: BaseException) -> bool:
    """Whether an error means that a worker died, not that the model raised something."""
    return isinstance(error, BrokenExecutor) or type(error).__name__ in LOST_WORKER


def threads(workers: int | None = None) -> Engine:
    """Return the usual engine: the compiled model leaves Python's lock to the other threads."""
    count = workers or os.cpu_count() or 1
    return Engine("threads", count, lambda: ThreadPoolExecutor(count))


def processes(workers: int | None = None) -> Engine:
    """Return processes of their own, for models in plain Python and for models that may crash."""
    count = workers or os.cpu_count() or 1
    context = multiprocessing.get_context("spawn")

    def make() -> Executor:
        return ProcessPoolExecutor(count, mp_context=context, initializer=_begin_worker)

    return Engine("processes", count, make)


def _begin_worker() -> None:
    """Leave Ctrl-C to the parent, and end when it has ended, however it did."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait_for_end([sentinel])
    os._exit(1)


def given(executor: Executor, workers: int | None = None) -> Engine:
    """Return an engine for an executor that somebody else made and will close."""
    count = workers or int(getattr(executor, "_max_workers", 0) or os.cpu_count() or 1)
    mends_itself = type(executor).__name__ == "ClientExecutor"  # Dask's
    return Engine(type(executor).__name__, count, lambda: executor,
                  can_be_made_again=False, is_given=True, is_pool=not mends_itself)  # fmt: skip


def dask(address: str, workers: int | None = None) -> Engine:
    """Return a Dask cluster at an address; ``local`` makes one on this machine.

    Raises
    ------
    AnalysisError   Dask is not installed, or nobody answers at the address
    """
    distributed = needed("distributed", "cluster")
    state: dict[str, Any] = {}

    def close() -> None:
        for name in ("client", "cluster"):
            if name in state:
                with contextlib.suppress(Exception):
                    state.pop(name).close(timeout=10)

    def make() -> Executor:
        close()
        try:
            if address == "local":
                state["cluster"] = distributed.LocalCluster(
                    n_workers=workers or os.cpu_count() or 1, threads_per_worker=1,
                    dashboard_address="127.0.0.1:0",  # any free port
                    silence_logs=logging.CRITICAL,  # the runner tells what died
                )  # fmt: skip
            state["client"] = distributed.Client(state.get("cluster", address), timeout="20s")
        except (OSError, RuntimeError, ValueError) as error:
            raise AnalysisError(f"--dask {address}: nobody answers there ({error}).") from error
        executor: Executor = state["client"].get_executor(pure=False)
        return executor

    def is_alive() -> bool:
        if address != "local" and getattr(state.get("client"), "status", "") == "closed":
            raise AnalysisError(f"--dask {address}: the scheduler has gone. {NOTHING_LOST}")
        try:
            return bool(state["client"].scheduler_info()["workers"])
        except Exception:  # a client that lost its scheduler raises many things
            return False

    count = workers or os.cpu_count() or 1
    return Engine(
        f"Dask at {address}", count, make, is_alive, close,
        can_be_made_again=address == "local", is_pool=False, losses_per_error=4,
    )  # fmt: skip
