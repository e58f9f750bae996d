"""Starting commands, finding their workers, killing either, and seeing what is left of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from .counted import FILE

ROOT = Path(__file__).resolve().parents[2]
MARK = "SNOWBALL_TRIAL"
LONGEST_SECONDS = 240.0
ORPHAN_SECONDS = 15.0
LOOK_SECONDS = 0.005


class HungError(Exception):
    """A command that does not end."""


@dataclass
class Place:
    """Where one trial happens; all processes of the trial carry its mark."""

    folder: Path
    study: Path
    mark: str = field(default_factory=lambda: uuid4().hex)

    @property
    def out(self) -> Path:
        """The folder of the study."""
        return self.folder / "out"

    @property
    def starts(self) -> Path:
        """The file with a line per chunk and engine that was started."""
        return self.folder / "starts.txt"

    def start(self, *options: str, limit: Callable[[], None] | None = None) -> Command:
        """Start ``snowball sweep`` on the study of the trial."""
        words = ["sweep", str(self.study), "--out", str(self.out), "--workers", "2", *options]
        environment = os.environ | {
            "PYTHONPATH": str(ROOT), MARK: self.mark, FILE: str(self.starts),
        }  # fmt: skip
        said = self.folder / f"said-{uuid4().hex}.txt"
        with said.open("wb") as stream:
            process = subprocess.Popen(
                [sys.executable, "-m", "tools.kill_trials.counted", *words], env=environment,
                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=stream, stderr=stream,
                preexec_fn=limit,
            )  # fmt: skip
        return Command(process, said, time.monotonic())

    def stored(self) -> int:
        """Return how many chunks are stored."""
        return sum(1 for _ in (self.out / "runs").glob("chunk-*.parquet"))

    def parts(self) -> int:
        """Return how many half-written files lie about."""
        return sum(1 for _ in self.out.rglob(".*.part"))

    def started(self) -> Counter[str]:
        """Return how often every chunk, and the engine, was started."""
        return Counter(self.starts.read_text("utf-8").splitlines())

    def alive(self) -> list[int]:
        """Return the processes of this trial that are alive."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if f"{MARK}={self.mark}".encode() in (folder / "environ").read_bytes():
                    found.append(int(folder.name))
            except OSError:  # it has ended, or is not ours
                continue
        return found

    def orphans(self) -> int:
        """Return how many processes are left some time after their command has died."""
        end = time.monotonic() + ORPHAN_SECONDS
        while (left := self.alive()) and time.monotonic() < end:
            time.sleep(0.1)
        return len(left)

    def clear(self) -> None:
        """Kill whatever is left of the trial."""
        for process in self.alive():
            kill(process)


@dataclass
class Command:
    """A command that was started, and what it says."""

    process: subprocess.Popen[bytes]
    file: Path
    began: float

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended."""
        return self.process.poll() is None

    @property
    def said(self) -> str:
        """What it has said so far."""
        return self.file.read_text("utf-8", errors="replace")

    def wait_until(self, condition: Callable[[], bool]) -> bool:
        """Wait for something while the command runs; return whether it runs still."""
        while self.is_alive and not condition():
            self._need_time()
            time.sleep(LOOK_SECONDS)
        return self.is_alive

    def end(self) -> int:
        """Wait for its end and return its exit code."""
        while self.is_alive:
            self._need_time()
            time.sleep(LOOK_SECONDS)
        return int(self.process.returncode)

    def kill(self) -> None:
        """Kill it, and nothing else, at once."""
        self.process.kill()
        self.process.wait()

    def workers(self) -> list[int]:
        """Return the processes that work for it."""
        found = []
        children = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        for child in " ".join(_text(path) for path in children).split():
            if "spawn_main" in _text(Path(f"/proc/{child}/cmdline")):
                found.append(int(child))
        return sorted(found)

    def _need_time(self) -> None:
        if time.monotonic() - self.began > LONGEST_SECONDS:
            raise HungError(f"a command has not ended within {LONGEST_SECONDS:.0f} seconds")


def kill(process: int) -> bool:
    """Kill a process; return whether it was there."""
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:
        return ""
