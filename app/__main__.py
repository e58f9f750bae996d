"""The ``snowball`` command: what to do, and how every way to end is told.

Exit codes: 0 done, 1 our fault, 2 what was asked for cannot be done, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from collections.abc import Sequence

from .asking import InputError, build_parser
from .saying import say_json, say_problem

DONE, OUR_FAULT, YOUR_INPUT, STOPPED = 0, 1, 2, 130
REPORT_HOW = (
    "This is a fault of Snowball, not of yours. Please report it where you got Snowball from,"
    " with the command, the scenario file and what --debug shows."
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _show_every_sign()
    words = list(sys.argv[1:] if argv is None else argv)
    is_debugging = "--debug" in words
    try:
        arguments = build_parser().parse_args(words)
        code = int(arguments.command(arguments))
        sys.stdout.flush()
        return code
    except SystemExit as end:  # --help and --version
        return end.code if isinstance(end.code, int) else YOUR_INPUT
    except BrokenPipeError:  # who read our output has seen enough
        _let_go_of_output()
        return DONE
    except KeyboardInterrupt:
        say_problem("Stopped before the end; nothing half-written has been kept.")
        return STOPPED
    except Exception as error:
        if is_debugging:
            traceback.print_exc()
        return _told(error, is_json="--json" in words)


def _told(error: Exception, *, is_json: bool) -> int:
    """Say what went wrong and return the exit code."""
    if _is_input(error):
        problems = getattr(error, "problems", ())
        if is_json:
            say_json({"ok": False, "message": str(error), "problems": problems})
        for line in str(error).splitlines():
            say_problem(line if problems else f"snowball: {line}")
        return YOUR_INPUT
    if isinstance(error, MemoryError):
        say_problem("snowball: not enough memory for this; fewer replications need less.")
        return YOUR_INPUT
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        _let_go_of_output()
        say_problem("snowball: no room is left for the output.")
        return YOUR_INPUT
    if is_json:
        say_json({"ok": False, "message": f"{type(error).__name__}: {error}", "problems": ()})
    said = " ".join(str(error).split())[:300]
    say_problem(f"snowball: {type(error).__name__}: {said}")
    say_problem(REPORT_HOW)
    return OUR_FAULT


def _let_go_of_output() -> None:
    """Send to nowhere what cannot be written, so that Python does not complain at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_input(error: Exception) -> bool:
    if isinstance(error, InputError):
        return True
    if not isinstance(error, ValueError):
        return False
    from analysis.errors import AnalysisError
    from simulation import ScenarioError

    return isinstance(error, ScenarioError | AnalysisError)


def _show_every_sign() -> None:
    """Let terminals that lack a sign show a stand-in instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
