"""``snowball app``: where it listens, what it says, how it ends."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys

import httpx
import pytest

from app.__main__ import main
from app.commands import app as command

from .conftest import ROOT, TINY, question


@pytest.fixture
def served(tmp_path):
    """A server as people start it, on the layer of threads that dies of two at once."""
    file = tmp_path / "mine.yaml"
    file.write_text(TINY)
    layer = {"NUMBA_THREADING_LAYER": "workqueue", "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(
        [sys.executable, "-m", "app", "app", str(file), "--no-browser"],
        cwd=tmp_path, env=os.environ | layer, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    yield child
    child.kill()
    child.communicate()


def test_it_serves_many_at_once_on_any_layer_of_threads_and_ends_at_ctrl_c(served):
    line = served.stdout.readline()
    assert line.startswith("Snowball is at http://127.0.0.1:"), line
    assert line.endswith(" (Ctrl-C stops it)\n")
    address, _, key = line.split()[3].partition("/?s=")

    async def ask_all():
        async with httpx.AsyncClient(base_url=address, timeout=100) as one:
            about = (await one.get(f"/api/scenarios/{key}")).json()
            assert (about["title"], about["shipped"], about["seed"]) == ("Tiny", False, 5)
            asked = [question(key, seed=at, draft=True, replications=48) for at in range(8)]
            return await asyncio.gather(*(one.post("/api/answer", json=q) for q in asked))

    assert [one.status_code for one in asyncio.run(ask_all())] == [200] * 8
    served.send_signal(signal.SIGINT)
    said, wrong = served.communicate(timeout=30)
    assert (served.returncode, said, wrong) == (0, "", "Stopped.\n")


def test_a_busy_port_is_told_and_another_found_where_none_was_asked_for(capsys, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["app", "--port", str(port), "--no-browser"]) == 2
        said = capsys.readouterr().err
        assert f"--port: {port} is in use by something else" in said
        assert len(said.splitlines()) == 1
        monkeypatch.setattr(command, "PORT", port)
        with command.listen("127.0.0.1", None) as found:
            assert found.getsockname()[0] == "127.0.0.1"
            assert port < found.getsockname()[1] < port + command.TRIED_PORTS


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--port", "0"), "--port: got"),
        (("--port", "70000"), "--port: got"),
        (("--host", "no such host"), "--host: got"),
        (("--host", "192.0.2.1"), "cannot listen on 192.0.2.1"),
        (("bureu",), "Did you mean bureau?"),
        (("--prt", "1"), "Did you mean --port?"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(capsys, words, expected):
    assert main(["app", "--no-browser", *words]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert expected in said.err


def test_without_its_libraries_it_says_what_to_install(capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "fastapi", None)
    assert main(["app"]) == 2
    assert "pip install 'snowball-scaling[app]'" in capsys.readouterr().err


@pytest.fixture
def begun(monkeypatch):
    """What a server would serve; it is never run."""
    found = []

    def run(self, sockets):
        found.append((self.config, sockets[0].getsockname()))
        raise KeyboardInterrupt

    monkeypatch.setattr("uvicorn.Server.run", run)
    return found


def test_it_listens_on_loopback_unless_told_otherwise_and_warns_then(capsys, begun):
    assert main(["app", "--no-browser"]) == 0
    assert begun[0][1][0] == "127.0.0.1"
    assert capsys.readouterr().err == "Stopped.\n"
    assert main(["app", "--no-browser", "--host", "0.0.0.0"]) == 0
    assert begun[1][1][0] == "0.0.0.0"
    assert "Everybody in this network" in capsys.readouterr().err
    assert all(config.access_log is False for config, _ in begun)


def test_the_browser_is_opened_once_it_listens(capsys, monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setenv("DISPLAY", ":0")
    words = command_line("app", "bureau", "--json")
    command._begin(words, "http://127.0.0.1:1/?s=bureau").join()
    assert opened == ["http://127.0.0.1:1/?s=bureau"]
    assert json.loads(capsys.readouterr().out) == {"ok": True, "address": opened[0]}
    assert command._begin(command_line("app", "--no-browser"), "x") is None
    assert len(opened) == 1


def command_line(*words):
    from app.asking import build_parser

    return build_parser().parse_args(words)


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]"), ("::", "[::1]")],
)
def test_the_address_can_be_typed_into_a_browser(host, expected):
    class Listening:
        def getsockname(self):
            return host, 8321

    assert command.address_of(host, Listening()) == f"http://{expected}:8321"
