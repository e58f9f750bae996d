"""What one server works with: its engine, scenarios, answers and jobs."""

from __future__ import annotations

import threading
from typing import Literal

import numba
from threadpoolctl import threadpool_limits

from analysis.explorer import catalogue
from analysis.explorer.runs import run_arm

from .answers import Answers
from .engine import Engine, Steps
from .jobs import Jobs
from .limits import MOST_WRITING, WRITE_SECONDS
from .pace import Pace
from .reading import Aside, Reader
from .shelf import Shelf


class Desk:
    """Everything that a server holds; nothing of it belongs to a client."""

    def __init__(self) -> None:
        self.engine = Engine()
        self.shelf = Shelf()
        self.pace = Pace()
        self.answers = Answers(self.pace)
        self.jobs = Jobs(self.engine)
        self.reader = Reader()
        self.writer = Aside(WRITE_SECONDS, MOST_WRITING)
        self.state: Literal["preparing", "ready"] = "preparing"
        self._alone: threadpool_limits | None = None

    def start(self) -> None:
        """Begin to compute, and warm up without keeping anybody from asking.

        Multiplications of small tables gain nothing from threads, and wait long for busy cores.
        """
        self._alone = threadpool_limits(1, user_api="blas")
        self.engine.start()
        self.engine.submit(self._warm_up())
        threading.Thread(target=_read_ahead, args=(self.shelf,), daemon=True).start()

    def stop(self) -> None:
        """End after the step under way."""
        self.engine.stop()
        if self._alone is not None:
            self._alone.restore_original_limits()

    @property
    def threading(self) -> str:
        """On how many cores the engine runs; the page has the words."""
        return str(numba.config.NUMBA_NUM_THREADS)

    def _warm_up(self) -> Steps[None]:
        first = next(iter(self.shelf.shipped().values()))
        run_arm(first.arms[first.reference], first.seed, 1)  # compiles, or reads what was compiled
        yield
        for name, scenario in self.shelf.shipped().items():
            yield from self.answers.sample(scenario, name)
        self.state = "ready"


def _read_ahead(shelf: Shelf) -> None:
    shelf.shipped()
    catalogue.stored_worlds()
    catalogue.instruments()
    catalogue.model_digest()
    catalogue.look()
