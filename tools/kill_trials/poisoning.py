"""Trials with a chunk that kills every worker that runs it."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from pathlib import Path

from analysis.studies.folder import open_folder
from analysis.studies.verifying import faults

from .commands import Command, HungError, Place
from .studies import POISONED_CHUNKS, POISONED_RUNS_PER_CHUNK, write_poisoned

ENGINES = {"processes": (), "Dask": ("--dask", "local")}


@dataclass
class Poisoned:
    """What came of one trial; ``wrong`` names everything that should not be."""

    arrived: int = 0
    made_again: int = 0
    deaths: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)


def try_poison(engine: str, folder: Path, seed: int) -> Poisoned:
    """Do one trial on an engine and return what came of it."""
    deadly = random.Random(seed).randrange(POISONED_CHUNKS)
    place, result = Place(folder, write_poisoned(folder, deadly)), Poisoned()
    try:
        command = place.start(*ENGINES[engine], "--chunk-runs", str(POISONED_RUNS_PER_CHUNK))
        code = command.end()
        result.seconds = time.monotonic() - command.began
        if place.orphans():
            result.wrong.append("a process was left behind")
        if code == 2 and place.stored():
            _judge(place, command, deadly, result)
        else:
            result.wrong.append(f"exit code {code}, expected 2: {command.said[-300:]}")
    except HungError as error:
        result.wrong.append(str(error))
    finally:
        place.clear()
    return result


def _judge(place: Place, command: Command, deadly: int, result: Poisoned) -> None:
    """Note what is not as it should be: all others arrive, and exactly the guilty one is named."""
    folder, started = open_folder(place.out), place.started()
    result.arrived = len(folder.done())
    result.made_again = started["engine"] - 1
    result.deaths = started[f"chunk {deadly}"]
    expected = {
        "chunks that arrived": (folder.done(), set(range(POISONED_CHUNKS)) - {deadly}),
        "chunks given up": (folder.set_aside(), {deadly}),
        "files in failures/": (
            [path.name for path in (place.out / "failures").iterdir()],
            [f"chunk-{deadly:06d}.json"],
        ),
        "the message": (f"chunk {deadly}." in " ".join(command.said.split()), True),
    }
    for name, (found, right) in expected.items():
        if found != right:
            result.wrong.append(f"{name}: got {found}, expected {right}")
    result.wrong += faults(folder, seed=0)
