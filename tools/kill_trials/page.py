"""The page of the trials, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from .killing import KINDS, Result
from .poisoning import ENGINES, Poisoned
from .refusing import Refused
from .studies import CHUNKS, POISONED_CHUNKS, RUNS_PER_CHUNK

BEGINNING = f"""\
# What is left when something dies

A study runs for hours, and machines fail.  So workers, whole commands and disks were made to fail
on purpose in the middle of a small study of {CHUNKS * RUNS_PER_CHUNK:,} runs in {CHUNKS} chunks,
with two workers, at moments chosen by chance.  A killed process gets no warning (SIGKILL), as when
memory runs out or a job's time is over.  Afterwards the same command went on.
`python -m tools.kill_trials` does it all again and writes this page.
"""
KILLS = """\
## Killed in the middle

A kill counts only if some chunks were stored and some were not.  A trial passes only if in the end
every run is stored once, every file is sound, some chunks run again come out the same to the bit,
the digest of the study is that of the study that nothing disturbed, and no process is left behind.

| engine | killed | trials | kills that came in the middle | chunks begun more than once \
| half-written files seen | same digest |
|---|---|---|---|---|---|---|
"""
POISON = f"""\
## A chunk that always kills its worker

One point of {POISONED_CHUNKS} kills the process that runs it, every time.  A trial passes only if
the command ends by itself with exit code 2, all other chunks are stored and sound, and exactly the
guilty chunk is named, in `failures/` and in the message.

| engine | trials | passed | others that arrived | times the guilty chunk was begun \
| times the engine was made again | seconds (median, longest) |
|---|---|---|---|---|---|---|
"""
REFUSED = """\
## No room, or no right to write

The command must say in words that it cannot write there and end with exit code 2; with room again,
it must go on to the same digest.

| engine | trouble | chunks stored before | passed |
|---|---|---|---|
"""
END = """\
## What was not tried

- folders on a network (NFS, Lustre) or in object storage: there a new name may become visible late
- Windows and macOS
- loss of power, where the disk itself may forget; files are brought to the disk before they take
  their name, but only a machine that is switched off can show that this is enough
- Dask on several machines, the loss of its scheduler, and queues such as Slurm
- a run that never ends: nothing stops it but the person who waits
"""


@dataclass(frozen=True)
class Found:
    """All that came of the trials."""

    kills: list[tuple[int, Result]]
    poisoned: list[tuple[str, Poisoned]]
    refused: list[Refused]

    @property
    def wrong(self) -> list[str]:
        """Everything that should not be."""
        results = [result for _, result in self.kills], [result for _, result in self.poisoned]
        return [fault for group in (*results, self.refused) for one in group for fault in one.wrong]


def page(found: Found) -> str:
    """Return the page as Markdown."""
    parts = [BEGINNING, KILLS + _lines(_kills(found.kills)) + _sum(found.kills)]
    parts += [POISON + _lines(_poisoned(found.poisoned))]
    parts += [REFUSED + _lines(_refused(found.refused)), _wrong(found.wrong), END]
    return "\n".join(part for part in parts if part)


def _kills(results: list[tuple[int, Result]]) -> Iterator[tuple[object, ...]]:
    for at, kind in enumerate(KINDS):
        own = [result for number, result in results if number == at]
        if own:
            same = sum(not result.wrong for result in own)
            yield (kind.engine, kind.victim, len(own), sum(one.hits for one in own),
                   sum(one.run_again for one in own), sum(one.parts for one in own),
                   f"{same} of {len(own)}")  # fmt: skip


def _sum(results: list[tuple[int, Result]]) -> str:
    hits = sum(result.hits for _, result in results)
    again = sum(result.run_again for _, result in results)
    kills = sum(result.kills for _, result in results)
    each = f"{again / hits:.1f}" if hits else "no"
    return (
        f"\nOf {kills} kills {hits} came in the middle.  A kill costs the chunks that were under"
        f" way: {each} chunks a kill were begun more than once.\n"
    )


def _poisoned(results: list[tuple[str, Poisoned]]) -> Iterator[tuple[object, ...]]:
    for engine in ENGINES:
        own = [result for name, result in results if name == engine]
        if own:
            seconds = [result.seconds for result in own]
            yield (engine, len(own), f"{sum(not result.wrong for result in own)} of {len(own)}",
                   f"{_range(r.arrived for r in own)} of {POISONED_CHUNKS - 1}",
                   _range(r.deaths for r in own), _range(r.made_again for r in own),
                   f"{median(seconds):.0f}, {max(seconds):.0f}")  # fmt: skip


def _range(numbers: Iterator[int]) -> str:
    found = sorted(numbers)
    return f"{found[0]}" if found[0] == found[-1] else f"{found[0]} to {found[-1]}"


def _refused(results: list[Refused]) -> Iterator[tuple[object, ...]]:
    for one in results:
        yield one.engine, one.trouble, f"{one.stored} of {CHUNKS}", "NO" if one.wrong else "yes"


def _wrong(faults: list[str]) -> str:
    if not faults:
        return ""
    return "## What went wrong\n\n" + "".join(f"- {fault}\n" for fault in faults)


def _lines(rows: Iterator[tuple[object, ...]]) -> str:
    return "".join("| " + " | ".join(map(str, row)) + " |\n" for row in rows)
