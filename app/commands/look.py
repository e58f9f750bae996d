"""Look into one run month by month, in the page that Mesa makes of its models."""

from __future__ import annotations

import argparse
import os
import sys
import threading
import warnings
from typing import TYPE_CHECKING, Any

from ..asking import LARGEST_SEED, refuse, whole
from ..saying import say, say_json, say_problem
from .app import _has_screen, address_of, listen

if TYPE_CHECKING:
    import socket

HELP = "look into one run month by month, in Mesa's own page"
EXAMPLES = (
    "snowball look strategies",
    "snowball look my-town.yaml --arm deep --seed 7 --no-browser",
)
HOST = "127.0.0.1"  # the page runs what its visitor starts, so nobody else may visit
QUIET = {  # nothing is fetched from outside, nobody is told that the page was opened
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    "SOLARA_THEME_SHOW_BANNER": "False",
    "SOLARA_THEME_TITLE": "Snowball",
    "SOLARA_CHECK_HOOKS": "off",  # Mesa's page would be warned of
    "SOLARA_APP": "app.look.served",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what this command takes."""
    parser.add_argument(
        "file", metavar="FILE", help="a scenario file, or the name of a shipped scenario"
    )
    parser.add_argument("--arm", metavar="NAME", help="which arm (default: the reference)")
    parser.add_argument(
        "--seed", type=whole("--seed", 0, LARGEST_SEED), metavar="S",
        help="seed of all luck (default: that of the file; 0 is a seed)",
    )  # fmt: skip
    parser.add_argument(
        "--port", type=whole("--port", 1, 65535), metavar="N",
        help="port to listen on (default: the first free one)",
    )  # fmt: skip
    parser.add_argument("--no-browser", action="store_true", help="do not open the browser")


def run(arguments: argparse.Namespace) -> int:
    """Serve the page until Ctrl-C, and return the exit code."""
    from analysis.errors import needed
    from simulation.scenario.problems import expected_one_of

    from ..look.page import EXTRA
    from ..look.served import look_at
    from ..running import open_request

    os.environ.update(QUIET)  # Solara reads it when it is loaded
    needed("solara", EXTRA)
    request = open_request(arguments.file, seed=arguments.seed)
    arms = request.scenario.arms
    arm = request.scenario.reference if arguments.arm is None else arguments.arm
    if arm not in arms:
        refuse(expected_one_of("--arm", arm, arms))
    look_at(request.scenario, arm, request.seed)
    listening = listen(HOST, arguments.port)
    address = f"{address_of(HOST, listening)}/"
    if arguments.json:
        say_json({"ok": True, "address": address, "arm": arm, "seed": request.seed})
    else:
        say(f"The run is at {address} (Ctrl-C stops it)")
    sys.stdout.flush()
    if not arguments.no_browser and _has_screen():
        import webbrowser

        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    try:
        _serve(needed("uvicorn", EXTRA), listening)
    except KeyboardInterrupt:
        say_problem("Stopped.")
    finally:
        listening.close()
    return 0


def _serve(uvicorn: Any, listening: socket.socket) -> None:
    """Let Solara's server answer at a socket; who came earlier has waited there."""
    # Solara warns of cookies that only matter where its page stands in another one.
    warnings.filterwarnings("ignore", "Cookies with samesite=none", UserWarning)
    config = uvicorn.Config(
        "solara.server.starlette:app", access_log=False, log_level="error", server_header=False,
        timeout_graceful_shutdown=2,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])
