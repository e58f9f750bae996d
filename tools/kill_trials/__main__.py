"""Kill commands, workers and disks in the middle of studies, and see what is left (Linux).

Example: ``python -m tools.kill_trials`` writes `docs/kill-trials.md`; it takes a quarter of an
hour on two cores, and ends with exit code 1 if any trial failed.
"""

from __future__ import annotations

import argparse
import signal
import statistics
import sys
import tempfile
from pathlib import Path

from .commands import ROOT
from .killing import KINDS, Result, try_kind, undisturbed
from .page import Found, page
from .poisoning import ENGINES, Poisoned, try_poison
from .refusing import ENGINES as ALL_ENGINES
from .refusing import Refused, try_full_disk, try_read_only


def wishes() -> argparse.Namespace:
    """Return what was asked for on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.kill_trials", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--trials", type=int, default=18, metavar="N", help="trials that kill")
    parser.add_argument("--poison", type=int, default=12, metavar="N",
                        help="trials with a chunk that kills its workers")  # fmt: skip
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="where chance begins")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "kill-trials.md",
                        metavar="FILE", help="the page to write")  # fmt: skip
    return parser.parse_args()


def tell(name: str, wrong: list[str], said: str) -> None:
    """Print one line for a trial, and one for everything that is wrong."""
    print(f"{'WRONG' if wrong else 'ok'}  {name}: {said}", flush=True)
    for fault in wrong:
        print(f"    {fault}", flush=True)


def kill_trials(folder: Path, count: int, seed: int, digest: str) -> list[tuple[int, Result]]:
    """Do the trials that kill, one kind after the other in turn."""
    found = []
    for number in range(count):
        at = number % len(KINDS)
        result = try_kind(KINDS[at], folder / f"kill-{number}", seed * 1000 + number, digest)
        tell(f"{KINDS[at].engine}, kill {KINDS[at].victim}", result.wrong,
             f"{result.hits} of {result.kills} kills in the middle, {result.parts} half-written"
             f" files seen, {result.run_again} chunks begun again,"
             f" {result.seconds:.0f} s")  # fmt: skip
        found.append((at, result))
    return found


def poison_trials(folder: Path, count: int, seed: int) -> list[tuple[str, Poisoned]]:
    """Do the trials with a deadly chunk, on the engines in turn."""
    found = []
    names = list(ENGINES)
    for number in range(count):
        engine = names[number % len(names)]
        result = try_poison(engine, folder / f"poison-{number}", seed * 1000 + number)
        tell(f"{engine}, poison", result.wrong,
             f"{result.arrived} others arrived, {result.deaths} deaths, engine made again"
             f" {result.made_again} times, {result.seconds:.0f} s")  # fmt: skip
        found.append((engine, result))
    return found


def refusals(folder: Path, digest: str) -> list[Refused]:
    """Do the trials with a full disk and a read-only folder."""
    found: list[Refused] = []
    for engine in ALL_ENGINES:
        full = try_full_disk(engine, folder / f"full-{engine}", digest)
        locked = try_read_only(engine, folder / f"locked-{engine}", digest)
        for result in (full, locked):
            if result is not None:
                tell(f"{engine}, {result.trouble}", result.wrong,
                     f"{result.stored} chunks were stored")  # fmt: skip
                found.append(result)
    return found


def main() -> int:
    """Do all trials and write the page; return 0 only if nothing was wrong."""
    asked = wishes()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is ended
    with tempfile.TemporaryDirectory(prefix="kill-trials-") as name:
        folder = Path(name)
        digest = undisturbed(folder / "undisturbed")
        print(f"undisturbed digest {digest[:16]}", flush=True)
        found = Found(
            kill_trials(folder, asked.trials, asked.seed, digest),
            poison_trials(folder, asked.poison, asked.seed),
            refusals(folder, digest),
        )
    asked.out.write_text(page(found), encoding="utf-8")
    hits = sum(result.hits for _, result in found.kills)
    print(f"{hits} kills in the middle; {len(found.wrong)} things wrong; {asked.out}")
    if found.poisoned:
        middle = statistics.median(result.seconds for _, result in found.poisoned)
        print(f"a poisoned study takes {middle:.0f} s in the middle of all")
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
