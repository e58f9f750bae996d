"""One loop for every engine: a bounded window of chunks, and nobody blamed wrongly.

When a worker dies, every chunk that was under way is a suspect.  Suspects run again one at a time,
with nothing beside them; a chunk whose worker dies three times so is given up and named.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field

from ..errors import AnalysisError
from .engines import NOTHING_LOST, Engine, lost_worker
from .plan import Chunk
from .work import Receipt

MOST_LOSSES = 3
CHUNKS_PER_WORKER = 4
STALL_SECONDS = 20.0  # without any end of a chunk, and then without any worker
PATIENCE_SECONDS = 600.0
Submit = Callable[[Executor, Chunk], "Future[Receipt]"]


@dataclass(frozen=True)
class Loss:
    """A chunk that was given up: its worker died every time."""

    chunk: Chunk
    tries: int


@dataclass
class Loop:
    """One run over chunks: what waits, what is under way, who is suspected."""

    engine: Engine
    submit: Submit
    todo: deque[Chunk]
    stall_seconds: float = STALL_SECONDS
    patience_seconds: float = PATIENCE_SECONDS
    live: dict[Future[Receipt], Chunk] = field(default_factory=dict)
    suspects: deque[Chunk] = field(default_factory=deque)
    losses: Counter[int] = field(default_factory=Counter)  # of chunks that ran alone
    is_alone: bool = False
    alive_at: float = 0.0

    def run(self) -> Iterator[Receipt | Loss]:
        """Yield a receipt for every chunk that is stored and a loss for every one given up.

        Raises
        ------
        OSError         a worker could not write
        AnalysisError   an engine that cannot be made again has lost its workers
        """
        executor = self.engine.make()
        self.alive_at = time.monotonic()
        try:
            while self.todo or self.live or self.suspects:
                is_open, broken = self._fill(executor), []
                done, _ = wait(self.live, self.stall_seconds, FIRST_COMPLETED)
                for future in done:
                    chunk = self.live.pop(future)
                    if _is_lost(future):
                        broken.append(chunk)
                    else:
                        yield future.result()
                is_empty = not done and not self.engine.is_alive()
                if not is_empty:
                    self.alive_at = time.monotonic()
                if is_empty and not self.engine.can_be_made_again:
                    self._wait_for_workers()
                elif broken or is_empty or not is_open:
                    yield from self._blame(broken, is_empty=is_empty)
                    executor = self._renewed(executor, is_gone=is_empty or not is_open)
        finally:
            self._end(executor)

    def _fill(self, executor: Executor) -> bool:
        """Keep the window full; return whether the executor still takes chunks."""
        if self.is_alone and self.live:  # a suspect, however long it takes
            return True
        waiting = self.suspects or self.todo
        room = 1 if self.suspects else CHUNKS_PER_WORKER * self.engine.workers
        while waiting and len(self.live) < room:
            self.is_alone = waiting is self.suspects
            chunk = waiting.popleft()
            try:
                self.live[self.submit(executor, chunk)] = chunk
            except Exception as error:
                waiting.appendleft(chunk)  # it has not begun, so it is not to blame
                if not lost_worker(error):
                    raise
                return False
        return True

    def _blame(self, broken: list[Chunk], *, is_empty: bool) -> Iterator[Loss]:
        """Suspect what was under way when a worker died; give up what has died alone too often."""
        if self.engine.is_pool or is_empty:
            broken = [*broken, *self.live.values()]
            self.live.clear()
        for chunk in sorted(broken):
            if self.is_alone:
                self.losses[chunk.number] += 1 if is_empty else self.engine.losses_per_error
            if self.losses[chunk.number] >= MOST_LOSSES:
                yield Loss(chunk, self.losses[chunk.number])
            else:
                self.suspects.append(chunk)

    def _renewed(self, executor: Executor, *, is_gone: bool) -> Executor:
        """Return an executor that works: the same where it mends itself, else a new one."""
        if not self.engine.is_pool and not is_gone:
            return executor
        if self.engine.can_be_made_again:
            self._end(executor)
            self.alive_at = time.monotonic()
            return self.engine.make()
        raise self._lost()

    def _wait_for_workers(self) -> None:
        """Leave what is under way to workers that may come back, for as long as is reasonable."""
        if time.monotonic() - self.alive_at > self.patience_seconds:
            raise self._lost()

    def _lost(self) -> AnalysisError:
        return AnalysisError(f"{self.engine.name} has lost its workers. {NOTHING_LOST}")

    def _end(self, executor: Executor) -> None:
        """Take back what has not begun, and let go of the executor if it is ours."""
        for future in self.live:
            future.cancel()
        self.live.clear()
        if self.engine.is_given:
            return
        if self.engine.is_pool:
            executor.shutdown(wait=True, cancel_futures=True)
        self.engine.close()


def _is_lost(future: Future[Receipt]) -> bool:
    """Whether a chunk ended with its worker; whatever else it raised is raised here."""
    if future.cancelled():
        return True
    error = future.exception()
    if error is None:
        return False
    if not lost_worker(error):
        raise error
    return True


def run_chunks(
    chunks: Iterable[Chunk], engine: Engine, submit: Submit, *,
    stall_seconds: float = STALL_SECONDS, patience_seconds: float = PATIENCE_SECONDS,
) -> Iterator[Receipt | Loss]:  # fmt: skip
    """Yield what becomes of every chunk, in the order in which they end."""
    yield from Loop(engine, submit, deque(chunks), stall_seconds, patience_seconds).run()
