"""One thread that computes: questions before jobs, each in small steps, so that all go on.

Only a few questions are half-way at a time, since each holds its runs; the others wait in the
order in which they came.  Quick ones (drafts) have places of their own.

Two threads in compiled code that is itself parallel can end the whole process, and two answers
at once would both be slow; so everything that computes goes through here.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future
from itertools import chain
from typing import Any, Generic, Literal, TypeVar

from .limits import MOST_BEGUN, MOST_WAITING
from .refusals import busy

T = TypeVar("T")
Steps = Generator[Any, None, T]
Haste = Literal["quick", "full", "patient"]  # drafts; whole answers; jobs
URGENT: tuple[Haste, ...] = ("quick", "full")


class Work(Generic[T]):
    """Something to compute in steps; between two of them others may have their turn."""

    def __init__(self, steps: Steps[T], haste: Haste) -> None:
        self.steps = steps
        self.haste = haste
        self.is_wanted = True
        self.milliseconds = 0.0  # spent computing
        self.future: Future[T] = Future()

    def step(self) -> bool:
        """Take one step; return whether there are more."""
        if not self.is_wanted:
            self.steps.close()
            self.future.cancel()
            return False
        began = time.perf_counter()
        try:
            next(self.steps)
        except StopIteration as end:
            self._spent(began)
            self._ended(value=end.value)
            return False
        except BaseException as error:  # whatever happens in a step, the thread lives on
            self._ended(error=error)
            return False
        self._spent(began)
        return True

    def _spent(self, began: float) -> None:
        self.milliseconds += 1000.0 * (time.perf_counter() - began)

    def _ended(self, value: Any = None, error: BaseException | None = None) -> None:
        if not self.future.set_running_or_notify_cancel():
            return
        if error is None:
            self.future.set_result(value)
        else:
            self.future.set_exception(error)


class Engine:
    """The one thread that computes, and the lines before it."""

    def __init__(self, most_waiting: int = MOST_WAITING, most_begun: int = MOST_BEGUN) -> None:
        self.most_waiting = most_waiting
        self.most_begun = most_begun
        self._begun: deque[Work[Any]] = deque()  # take turns
        self._lines: dict[Haste, deque[Work[Any]]] = {haste: deque() for haste in URGENT}
        self._patient: deque[Work[Any]] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stopping = False

    def start(self) -> None:
        """Begin to compute."""
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._thread.start()

    def stop(self, seconds: float = 2.0) -> None:
        """End after the step under way; whoever waits is told that it was cancelled."""
        with self._changed:
            self._stopping = True
            waiting = [*self._urgent, *self._patient]
            for works in (self._begun, *self._lines.values(), self._patient):
                works.clear()
            self._changed.notify_all()
        for work in waiting:
            work.is_wanted = False
            work.future.cancel()
        if self._thread is not None:
            self._thread.join(seconds)

    @property
    def waiting(self) -> int:
        """How many questions stand in line whose answers are still wanted."""
        with self._changed:
            return sum(work.is_wanted for work in self._urgent)

    @property
    def _urgent(self) -> Iterator[Work[Any]]:
        return chain(self._begun, *self._lines.values())

    def submit(self, steps: Steps[T], haste: Haste = "full") -> Work[T]:
        """Put work in line, from which whoever has gone is left out.

        Raises
        ------
        RefusedError   too many questions are waiting, or the server ends
        """
        work = Work(steps, haste)
        with self._changed:
            if self._stopping or (haste in URGENT and self.waiting >= self.most_waiting):
                raise busy()
            if haste in URGENT:
                wanted = [other for other in self._lines[haste] if other.is_wanted]
                self._lines[haste] = deque([*wanted, work])
            else:
                self._patient.append(work)
            self._changed.notify()
        return work

    async def do(self, steps: Steps[T], haste: Haste = "full") -> tuple[T, float]:
        """Return what the steps lead to and the milliseconds of computing.

        Who is cancelled while waiting (because the client has gone) leaves the line.

        Raises
        ------
        RefusedError   too many are waiting, or the server ends
        """
        work = self.submit(steps, haste)
        try:
            return await asyncio.wrap_future(work.future), work.milliseconds
        except asyncio.CancelledError:
            if self._stopping and work.future.cancelled():
                raise busy() from None
            raise
        finally:
            work.is_wanted = False

    def _next(self) -> Work[Any] | None:
        with self._changed:
            while not (any(True for _ in self._urgent) or self._patient or self._stopping):
                self._changed.wait()
            if self._stopping:
                return None
            for haste, line in self._lines.items():
                room = self.most_begun - sum(work.haste == haste for work in self._begun)
                self._begun.extend(line.popleft() for _ in range(min(room, len(line))))
            return (self._begun or self._patient).popleft()

    def _run(self) -> None:
        while (work := self._next()) is not None:
            if work.step():
                self._again(work)

    def _again(self, work: Work[Any]) -> None:
        with self._changed:
            if not self._stopping:
                (self._begun if work.haste in URGENT else self._patient).append(work)
                return
        work.future.cancel()
