"""A server of a test's own, which may go away and come back at the same address."""

import json
import subprocess
import sys
from pathlib import Path

from tools.page_in_browser import free_port

ROOT = Path(__file__).resolve().parents[2]


class OwnServer:
    """The command that people use, on a port that stays the same; a context, ended at its end."""

    def __init__(self, *words: str) -> None:
        self._words = [*words, "--no-browser", "--json", "--port", str(free_port())]
        self._running: subprocess.Popen | None = None

    def __enter__(self) -> "OwnServer":
        self.address = self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def start(self) -> str:
        """Start; return the address that the command says, once it listens."""
        self._running = subprocess.Popen(
            [sys.executable, "-m", "app", "app", *self._words],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        said = "".join(iter(lambda: self._running.stdout.readline().decode(), "}\n"))
        return json.loads(said + "}")["address"]

    def stop(self) -> None:
        """Go away at once, as a laptop does whose battery is empty."""
        if self._running is not None:
            self._running.kill()
            self._running.wait(20)
            self._running.stdout.close()
            self._running = None
