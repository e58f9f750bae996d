"""Kill a run before each step that changes names in a folder; say what is left each time.

Run as ``python -m tests.app.interrupted_runs FOLDER``: prints one JSON object for each step.
Every run is a forked child, so that one start of Python serves them all.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from pathlib import Path

from analysis import comparison  # noqa: F401
from analysis.storing import read_stored
from app.__main__ import main
from simulation import ScenarioError, load_scenario
from simulation.engine import run_world
from simulation.world import build_world

SCENARIO = Path(__file__).resolve().parents[1] / "scenarios" / "valid" / "region.yaml"


def run_and_die(out: Path, seed: int, step: int | None) -> None:
    """Run into a folder in a child; it is killed before its step-th change of names."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    steps = 0

    def counted(change):
        def instead(*arguments, **options):
            nonlocal steps
            steps += 1
            if steps == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return change(*arguments, **options)

        return instead

    os.replace, os.unlink = counted(os.replace), counted(os.unlink)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os._exit(main(["run", str(SCENARIO), "--replications", "2", "--seed", str(seed),
                   "--out", str(out)]))  # fmt: skip


def state(out: Path) -> dict[str, object]:
    """Return what a later command finds."""
    try:
        seed = read_stored(out).request.seed
    except ScenarioError as error:
        seed = str(error)
    names = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    return {"seed": seed, "names": names}


def every_step(folder: Path) -> None:
    """Kill the second run into a folder before each of its steps, until it is never killed."""
    run_world(build_world(load_scenario(SCENARIO).arms["all"]), 0, 1)  # loaded once for all
    whole = folder / "whole"
    run_and_die(whole, 1, None)
    (whole / "report.html").write_text("of seed 1")
    for step in range(1, 40):
        out = folder / str(step)
        shutil.copytree(whole, out)
        run_and_die(out, 2, step)
        found = {"killed": state(out)}
        run_and_die(out, 3, None)
        found["next"] = state(out)
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()
        if found["killed"]["seed"] == 2 and step > 3:
            return


if __name__ == "__main__":
    every_step(Path(sys.argv[1]))
