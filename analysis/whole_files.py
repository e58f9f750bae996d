"""Files that are either whole or not there, whatever interrupts the writing."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

PART = re.compile(r"\..+\.[0-9a-f]{32}\.part")


class Part:
    """A file under a temporary name beside its own; it takes its place only when whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.temporary = path.with_name(f".{path.name}.{uuid4().hex}.part")
        self.file = self.temporary.open("xb")

    def finish(self) -> None:
        """Bring every byte to the disk and close the file."""
        if not self.file.closed:
            self.file.flush()
            os.fsync(self.file.fileno())
            self.file.close()

    def take_place(self) -> None:
        """Replace the file of that name, if there is one, in one step."""
        self.finish()
        os.replace(self.temporary, self.path)

    def discard(self) -> None:
        """Remove the temporary file; nothing happens if it has taken its place."""
        with suppress(OSError, ValueError):
            self.file.close()
        with suppress(OSError):
            self.temporary.unlink()


@contextmanager
def part_of(path: Path) -> Iterator[Part]:
    """Give a part to write to; whatever has not taken its place at the end is removed."""
    part = Part(path)
    try:
        yield part
    finally:
        part.discard()


def write_whole(path: Path, content: str | bytes) -> None:
    """Write text or bytes to a file, whole or not at all."""
    with part_of(path) as part:
        part.file.write(content.encode("utf-8") if isinstance(content, str) else content)
        part.take_place()
    sync_folder(path.parent)


def write_new(path: Path, content: str) -> bool:
    """Write text to a file that is not there yet, whole; return whether it holds this text.

    Somebody else may write it at the same moment: who comes first stays.
    """
    with part_of(path) as part:
        part.file.write(content.encode("utf-8"))
        part.finish()
        try:
            os.link(part.temporary, path)
        except FileExistsError:
            return path.read_text("utf-8") == content
        except OSError:  # a file system without links
            part.take_place()
    sync_folder(path.parent)
    return True


def remove(path: Path) -> None:
    """Remove a file if there is one, for good."""
    path.unlink(missing_ok=True)
    sync_folder(path.parent)


def remove_stale_parts(folder: Path, older_than_seconds: float = 0.0) -> None:
    """Remove what interrupted runs left behind; it may not be possible and does no harm.

    Where others may be writing, only what is older than they would take.
    """
    latest = time.time() - older_than_seconds
    with suppress(OSError):
        for path in folder.iterdir():
            if PART.fullmatch(path.name) and path.stat().st_mtime <= latest:
                with suppress(OSError):
                    path.unlink()


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system allows that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
