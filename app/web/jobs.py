"""Long questions ("what if I am wrong?") that are answered bit by bit while somebody asks."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Literal

from analysis.explorer.doubting import flips_job, guesses_job, worlds_job
from analysis.explorer.parts import Question
from simulation import ScenarioError

from .answers import Doubt
from .engine import Engine, Steps
from .limits import JOBS_KEPT, MOST_JOBS, UNASKED_SECONDS
from .refusals import RefusedError, busy, not_found
from .saying import tell_fault
from .text import as_json
from .work import checked_arms

State = Literal["waiting", "running", "done", "failed", "stopped"]


def doubts() -> dict[str, Doubt]:
    """Return what answers each kind of long question, in steps."""
    return {"worlds": worlds_job, "flips": flips_job, "guesses": guesses_job}


AT_WORK = ("waiting", "running")


@dataclass
class Job:
    """One long question and how far it is."""

    kind: str
    id: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    state: State = "waiting"
    done: int = 0
    total: int = 0
    result: str = "null"  # JSON
    asked: float = field(default_factory=time.monotonic)

    def as_json(self) -> str:
        """Return what the page is told."""
        head = {name: getattr(self, name) for name in ("id", "kind", "state", "done", "total")}
        return f'{as_json(head)[:-1]},"result":{self.result}}}'


class Jobs:
    """The jobs of this server: few at a time, and none that nobody asks about."""

    def __init__(
        self, engine: Engine, most: int = MOST_JOBS, unasked_seconds: float = UNASKED_SECONDS
    ) -> None:
        self.engine = engine
        self.most = most
        self.unasked_seconds = unasked_seconds
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.RLock()

    def start(self, kind: str, question: Question, outcome: str) -> Job:
        """Begin a job.

        Raises
        ------
        RefusedError   too many are at work
        """
        job = Job(kind)
        with self._lock:
            for other in self._jobs.values():
                self._stop_if_unasked(other)
            if sum(other.state in AT_WORK for other in self._jobs.values()) >= self.most:
                raise busy()
            self._jobs[job.id] = job
            while len(self._jobs) > JOBS_KEPT:
                ended = (key for key, other in self._jobs.items() if other.state not in AT_WORK)
                self._jobs.pop(next(ended))
        self.engine.submit(self._steps(job, question, outcome), "patient")
        return job

    def find(self, key: str) -> Job:
        """Return a job, about which somebody has now asked.

        Raises
        ------
        RefusedError   there is none
        """
        with self._lock:
            job = self._jobs.get(key)
        if job is None:
            raise not_found()
        job.asked = time.monotonic()
        return job

    def stop(self, key: str) -> Job:
        """Stop a job after the step under way."""
        job = self.find(key)
        self._become(job, "stopped")
        return job

    def _become(self, job: Job, state: State) -> bool:
        """Change the state of a job, unless it has ended; return whether that is its state."""
        with self._lock:
            if job.state in AT_WORK:
                job.state = state
            return job.state == state

    def _stop_if_unasked(self, job: Job) -> bool:
        if time.monotonic() - job.asked > self.unasked_seconds:
            self._become(job, "stopped")
        return job.state == "stopped"

    def _steps(self, job: Job, question: Question, outcome: str) -> Steps[None]:
        if self._stop_if_unasked(job):
            return
        try:
            checked_arms(question)
            for done, total, result in doubts()[job.kind](question, outcome):
                job.done, job.total, job.result = done, total, as_json(result)
                if self._stop_if_unasked(job) or not self._become(job, "running"):
                    return
                yield
            self._become(job, "done")
        except Exception as error:
            self._become(job, "failed")
            if not isinstance(error, RefusedError | ScenarioError):
                tell_fault(error)
