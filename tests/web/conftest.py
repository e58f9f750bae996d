"""One real server on loopback for all tests, and small questions to ask it."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import httpx
import pytest
import uvicorn

from app.commands.app import listen
from app.web.desk import Desk
from app.web.server import create_app

ROOT = Path(__file__).resolve().parents[2]
VALID = ROOT / "tests" / "scenarios" / "valid"
TINY = """
title: Tiny
question: What is small enough for a test?
places:
  Sofia: {population: 1152556, latitude: 42.69751, longitude: 23.32415}
  Plovdiv: {population: 346893, latitude: 42.15, longitude: 24.75}
organisations:
  Red Cross:
    {kind: ngo, home: Sofia, staff_fte: 6, premises_places: 40, cash_eur: 20000, know_how: 0.5}
  Club:
    {kind: informal, home: Plovdiv, staff_fte: 1, premises_places: 9, cash_eur: 0, know_how: 0.2}
parameters: {horizon_months: 72, funding_months: 36}
arms:
  as-it-is: {}
  deep: {label: Deep, bricks: scale-deep}
reference: as-it-is
seed: 5
"""


class Running:
    """A server that runs, and what it works with."""

    def __init__(self, static: Path, host: str = "127.0.0.1") -> None:
        self.desk = Desk()
        self.socket = listen(host, None)
        self.port = self.socket.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        app = create_app(static, host, self.desk)
        config = uvicorn.Config(app, access_log=False, log_level="error", ws="none", lifespan="on")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(
            target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True
        )

    def __enter__(self) -> Running:
        self.thread.start()
        wait_for(lambda: self.server.started)
        return self

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join(20)
        self.socket.close()
        assert not self.thread.is_alive()


def wait_for(condition, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


@pytest.fixture(scope="session")
def static(tmp_path_factory):
    """A built page, with things beside it that nobody may read."""
    beside = tmp_path_factory.mktemp("web")
    (beside / "secret.txt").write_text("secret")
    folder = beside / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Snowball</title>" + " " * 2000)
    (folder / "icon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "assets" / "index-abc.js").write_text("export const x = 1;" * 200)
    return folder


@pytest.fixture(scope="session")
def running(static):
    with Running(static) as server:
        wait_for(lambda: server.desk.state == "ready", 120)
        yield server


@pytest.fixture
def client(running):
    with httpx.Client(base_url=running.address, timeout=60) as one:
        yield one


@pytest.fixture(scope="session")
def tiny(running):
    """The id of a small scenario that was uploaded."""
    said = httpx.post(f"{running.address}/api/upload", content=TINY.encode())
    assert said.status_code == 200, said.text
    return said.json()["id"]


def question(scenario: str, **more):
    return {
        "scenario": scenario,
        "seed": 5,
        "replications": 12,
        "reference": "as-it-is",
        "options": [{"arm": "deep", "levers": {}, "instruments": {}}],
        "circumstances": {"events": {}, "assumptions": {}, "world": 0},
    } | more
