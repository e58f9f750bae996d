"""Trials that kill commands and workers at random moments in the middle of a study."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from analysis.studies.compacting import files_of
from analysis.studies.digests import study_digest
from analysis.studies.folder import open_folder
from analysis.studies.sweep import outcome_of
from analysis.studies.verifying import faults

from .commands import Command, HungError, Place, kill
from .studies import CHUNKS, RUNS_PER_CHUNK, write_plain

LONGEST_DELAY_SECONDS = 0.1


@dataclass
class Result:
    """What came of one trial; ``wrong`` names everything that should not be."""

    kills: int = 0
    hits: int = 0
    parts: int = 0
    run_again: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Kind:
    """One kind of trial: which engine, what is killed, how often."""

    engine: str
    victim: str
    options: tuple[str, ...]
    kills: int
    run: Callable[[Kind, Place, random.Random, Result], None]


def kill_command(kind: Kind, place: Place, chance: random.Random, result: Result) -> None:
    """Kill the command, start it anew, and so on; then let it come to its end."""
    for target in _targets(kind, chance):
        command = place.start(*kind.options)
        aim = max(target, place.stored() + 1)
        if _wait(command, place, aim, chance):
            command.kill()
            _note_kill(place, result)
        _need(place.orphans() == 0, "a process was left behind", result)
    _finish(place, [place.start(*kind.options)], result)


def kill_worker(kind: Kind, place: Place, chance: random.Random, result: Result) -> None:
    """Kill workers, one after the other, while the command goes on."""
    command = place.start(*kind.options)
    for target in _targets(kind, chance):
        if _wait(command, place, target, chance) and (workers := command.workers()):
            if kill(chance.choice(workers)):
                _note_kill(place, result)
    _finish(place, [command], result)


def kill_shard(kind: Kind, place: Place, chance: random.Random, result: Result) -> None:
    """Kill either of two commands that share a folder, and start it anew beside the other."""

    def start(number: int) -> Command:
        return place.start(*kind.options, "--shard", f"{number}/2")

    both = [start(1), start(2)]
    for target in _targets(kind, chance):
        victim = chance.randrange(2)
        if _wait(both[victim], place, max(target, place.stored() + 1), chance):
            both[victim].kill()
            _note_kill(place, result)
            both[victim] = start(victim + 1)
    _finish(place, both, result)


def _targets(kind: Kind, chance: random.Random) -> list[int]:
    """Return at which numbers of stored chunks a kill comes, in order."""
    return sorted(chance.sample(range(1, CHUNKS * 9 // 10), kind.kills))


def _wait(command: Command, place: Place, stored: int, chance: random.Random) -> bool:
    """Wait until so many chunks are stored and a moment longer; return whether it still runs."""
    command.wait_until(lambda: place.stored() >= stored)
    time.sleep(chance.uniform(0.0, LONGEST_DELAY_SECONDS))
    return command.is_alive


def _note_kill(place: Place, result: Result) -> None:
    result.kills += 1
    result.hits += 0 < place.stored() < CHUNKS
    result.parts += place.parts()


def _finish(place: Place, commands: list[Command], result: Result) -> None:
    for command in commands:
        code = command.end()
        _need(code == 0, f"ended with exit code {code}: {command.said[-300:]}", result)
    _need(place.orphans() == 0, "a process was left behind at the end", result)


def _need(is_so: bool, otherwise: str, result: Result) -> None:
    if not is_so:
        result.wrong.append(otherwise)


def is_whole(out: Path, digest: str) -> Iterator[str]:
    """Yield what is wrong with a study that should be complete and have this digest."""
    folder = open_folder(out)
    yield from faults(folder, seed=0)
    outcome = outcome_of(folder)
    if not outcome.is_complete or outcome.done != CHUNKS:
        yield f"{outcome.done} of {CHUNKS} chunks are stored"
    rows = sum(pq.read_metadata(file).num_rows for file in files_of(folder))
    if rows != CHUNKS * RUNS_PER_CHUNK:
        yield f"{rows} runs are stored, expected {CHUNKS * RUNS_PER_CHUNK}"
    if study_digest(folder) != digest:
        yield "another digest than the undisturbed study"


PIECES = ("--chunk-runs", str(RUNS_PER_CHUNK))
KINDS = (
    Kind("threads", "the command", PIECES, 3, kill_command),
    Kind("processes", "the command", (*PIECES, "--processes"), 2, kill_command),
    Kind("processes", "a worker", (*PIECES, "--processes"), 3, kill_worker),
    Kind("threads, two shards", "either command", PIECES, 3, kill_shard),
    Kind("Dask", "a worker", (*PIECES, "--dask", "local"), 3, kill_worker),
    Kind("Dask", "the command", (*PIECES, "--dask", "local"), 1, kill_command),
)


def undisturbed(folder: Path) -> str:
    """Run the study without disturbing it and return its digest."""
    place = Place(folder, write_plain(folder))
    command = place.start(*PIECES)
    if command.end() != 0:
        raise RuntimeError(f"the undisturbed study failed: {command.said}")
    return study_digest(open_folder(place.out))


def try_kind(kind: Kind, folder: Path, seed: int, digest: str) -> Result:
    """Do one trial of a kind and return what came of it."""
    place, result = Place(folder, write_plain(folder)), Result()
    began = time.monotonic()
    try:
        kind.run(kind, place, random.Random(seed), result)
        result.wrong += is_whole(place.out, digest)
        result.run_again = sum(
            count - 1 for name, count in place.started().items() if name != "engine"
        )
    except HungError as error:
        result.wrong.append(str(error))
    finally:
        place.clear()
    result.seconds = time.monotonic() - began
    _need(result.hits > 0, "no kill came in the middle", result)
    return result
