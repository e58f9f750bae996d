"""Trials with a disk that is full, and with a folder that may not be written to."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from .commands import HungError, Place
from .killing import PIECES, is_whole
from .studies import CHUNKS, write_plain

SMALL_DISK, LARGE_DISK = "size=1m", "size=64m"
LARGEST_FILE_BYTES = 12_000  # the log grows beyond it
ENGINES = {"threads": (), "processes": ("--processes",), "Dask": ("--dask", "local")}
Limit = Callable[[], None]


@dataclass
class Refused:
    """What came of one trial; ``wrong`` names everything that should not be."""

    engine: str
    trouble: str
    stored: int = 0
    said: str = ""
    wrong: list[str] = field(default_factory=list)


def mount(*words: str | Path) -> bool:
    """Mount something; return whether this machine allows it."""
    done = subprocess.run(["mount", *map(str, words)], check=False, capture_output=True)
    return done.returncode == 0


def unmount(path: Path) -> None:
    """Take away what was mounted last."""
    subprocess.run(["umount", "--lazy", str(path)], check=False, capture_output=True)


def try_full_disk(engine: str, folder: Path, digest: str) -> Refused:
    """Let the disk fill up in the middle; then make room and go on."""
    place = Place(folder, write_plain(folder))
    place.out.mkdir()
    is_disk = mount("-t", "tmpfs", "-o", SMALL_DISK, "tmpfs", place.out)
    result = Refused(engine, "a full disk" if is_disk else "a limit on the size of files")
    most = (LARGEST_FILE_BYTES, LARGEST_FILE_BYTES)
    limit = None if is_disk else partial(resource.setrlimit, resource.RLIMIT_FSIZE, most)
    try:
        _refused_then_whole(
            place, result, digest, limit,
            lambda: not is_disk or mount("-o", f"remount,{LARGE_DISK}", place.out),
        )  # fmt: skip
    finally:
        place.clear()
        if is_disk:
            unmount(place.out)
    return result


def try_read_only(engine: str, folder: Path, digest: str) -> Refused | None:
    """Let nobody write to the folder of a study that is half done; then allow it again.

    Returns nothing where the machine does not allow to mount, since its owner may always write.
    """
    place = Place(folder, write_plain(folder))
    command = place.start(*PIECES)
    command.wait_until(lambda: place.stored() >= CHUNKS // 3)
    command.kill()
    if not mount("--bind", place.out, place.out):
        return None
    result = Refused(engine, "a read-only folder")
    try:
        mount("-o", "remount,ro,bind", place.out)
        _refused_then_whole(
            place, result, digest, None, lambda: mount("-o", "remount,rw,bind", place.out)
        )
    finally:
        place.clear()
        unmount(place.out)
    return result


def _refused_then_whole(
    place: Place, result: Refused, digest: str, limit: Limit | None, make_room: Callable[[], bool]
) -> None:
    """Run into the trouble, end it, run again: clear words first, then the same digest."""
    options = (*PIECES, *ENGINES[result.engine])
    try:
        command = place.start(*options, limit=limit)
        code = command.end()
        result.stored = place.stored()
        result.said = " ".join(command.said.split())
        if code != 2:
            result.wrong.append(f"exit code {code}, expected 2")
        if f"snowball: cannot write to {place.out}: " not in result.said:
            result.wrong.append(f"no clear words: {result.said[-300:]}")
        if place.orphans():
            result.wrong.append("a process was left behind")
        if not 0 < result.stored < CHUNKS:
            result.wrong.append(f"not in the middle: {result.stored} of {CHUNKS} chunks")
        if not make_room():
            result.wrong.append("the trial could not make room")
        command = place.start(*options)
        if command.end() != 0:
            result.wrong.append(f"did not go on: {command.said[-300:]}")
        result.wrong += is_whole(place.out, digest)
    except HungError as error:
        result.wrong.append(str(error))
