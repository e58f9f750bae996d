"""Open the page in the browser: try choices and see the answer at once, on this machine."""

from __future__ import annotations

import argparse
import asyncio
import errno
import os
import socket
import sys
import threading
from pathlib import Path
from typing import Any

from ..asking import folder, refuse, whole
from ..saying import say, say_json, say_problem

HELP = "the page in the browser: move levers, see the answer at once"
EXAMPLES = (
    "snowball app",
    "snowball app bureau",
    "snowball app my-scenario.yaml --port 9000 --no-browser",
)
PORT = 8321
TRIED_PORTS = 20
EVERYBODY = (
    "Everybody in this network can open the page and use this machine for it;"
    " without --host, only you can. With it, any name of this machine is answered to, so that a"
    " web site which somebody here visits could reach it too."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what this command takes."""
    parser.add_argument(
        "file", metavar="FILE", nargs="?",
        help="a scenario file, or the name of a shipped scenario, to begin with",
    )  # fmt: skip
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="ADDRESS",
        help="where to listen (default 127.0.0.1: only this machine)",
    )  # fmt: skip
    parser.add_argument(
        "--port", type=whole("--port", 1, 65535), metavar="N",
        help=f"port to listen on (default {PORT}, or the next free one)",
    )  # fmt: skip
    parser.add_argument("--no-browser", action="store_true", help="do not open the browser")
    parser.add_argument("--static", type=folder, metavar="DIR", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Serve the page until Ctrl-C, and return the exit code."""
    from analysis.errors import needed

    needed("fastapi", "app")
    uvicorn = needed("uvicorn", "app")
    from ..web.desk import Desk
    from ..web.guards import is_loopback
    from ..web.pages import STATIC
    from ..web.server import create_app

    desk = Desk()
    opened = "" if arguments.file is None else _opened(arguments.file, desk)
    listening = listen(arguments.host, arguments.port)
    address = f"{address_of(arguments.host, listening)}/{opened}"
    if not is_loopback(arguments.host):
        say_problem(EVERYBODY)
    app = create_app(Path(arguments.static or STATIC), arguments.host, desk)
    config = uvicorn.Config(
        app, access_log=False, log_level="critical", lifespan="on", ws="none", server_header=False,
        timeout_graceful_shutdown=2,
    )  # fmt: skip
    server = _server(uvicorn, config, lambda: _begin(arguments, address), desk.stop)
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        say_problem("Stopped.")
    finally:
        listening.close()
    return 0


def _opened(file: str, desk: Any) -> str:
    """Return the query that opens a scenario; a file of one's own is kept under a new id."""
    from simulation.scenario import shipped_names

    from ..running import open_request

    request = open_request(file)
    if file in shipped_names() and not Path(file).exists():
        return f"?s={file}"
    scenario = request.scenario.model_copy(update={"seed": request.seed})
    return f"?s={desk.shelf.open(scenario)}"


def _server(uvicorn: Any, config: Any, on_listening: Any, on_end: Any) -> Any:
    class Server(uvicorn.Server):  # type: ignore[misc]
        """A server that says when it listens, and lets nobody wait when it ends."""

        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            if self.started:
                on_listening()

        async def shutdown(self, sockets: Any = None) -> None:
            await asyncio.to_thread(on_end)
            await super().shutdown(sockets)

    return Server(config)


def listen(host: str, port: int | None) -> socket.socket:
    """Return a socket that listens; unless a port was asked for, at the first that is free.

    Raises
    ------
    InputError   the address is none of this machine, or the port is taken
    """
    first = PORT if port is None else port
    for tried in range(first, first + (TRIED_PORTS if port is None else 1)):
        found = _bound(host, tried)
        if found is not None:
            return found
    last = "" if port is not None else f" to {PORT + TRIED_PORTS - 1}"
    refuse(f"--port: {first}{last} is in use by something else; choose another with --port.")


def _bound(host: str, port: int) -> socket.socket | None:
    """Return a socket at a port, or None where another program has it."""
    try:
        family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        refuse(f'--host: got "{host[:60]}", expected an address of this machine.')
    made = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would share a port that is in use
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(place)
        made.listen(128)
    except OSError as error:
        made.close()
        if error.errno == errno.EADDRINUSE:
            return None
        why = error.strerror or type(error).__name__
        refuse(f"cannot listen on {host[:60]} at port {port}: {why}.")
    return made


def address_of(host: str, listening: socket.socket) -> str:
    """Return the address to type into a browser on this machine."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}
    name = everywhere.get(host, host)
    named = f"[{name}]" if ":" in name else name
    return f"http://{named}:{listening.getsockname()[1]}"


def _begin(arguments: argparse.Namespace, address: str) -> threading.Thread | None:
    """Say where the page is, and open it; return the thread that does."""
    if arguments.json:
        say_json({"ok": True, "address": address})
    else:
        say(f"Snowball is at {address} (Ctrl-C stops it)")
    sys.stdout.flush()
    if arguments.no_browser or not _has_screen():
        return None
    import webbrowser

    opening = threading.Thread(target=webbrowser.open, args=(address,), daemon=True)
    opening.start()
    return opening


def _has_screen() -> bool:
    """Whether a browser can show itself; one in the terminal would hide what we say there."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
