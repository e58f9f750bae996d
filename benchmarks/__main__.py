"""Benchmarks: ``python -m benchmarks`` runs all, ``python -m benchmarks NAME`` one."""

from __future__ import annotations

import argparse
from pathlib import Path

from . import (
    compiling,
    engines,
    explorer,
    floor,
    growth,
    large_studies,
    memory,
    sweeps,
    three_ways,
    waiting,
)
from .answer import page
from .timing import machine

BENCHMARKS = {
    "engines": engines,  # ensemble and Mesa model, same rules
    "three-ways": three_ways,  # one small model in Mesa, NumPy and Snowball's way
    "growth": growth,  # agents, months, replications
    "waiting": waiting,  # seconds for a question
    "memory": memory,  # very many replications
    "compiling": compiling,  # the first use
    "floor": floor,  # what bounds the ensemble
    "explorer": explorer,  # from a slider to the painted answer; needs Chromium
    "sweeps": sweeps,  # our runner beside others
    "large-studies": large_studies,  # a million runs; takes about half an hour
}
PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"


def main() -> None:
    """Run what was asked for; print it, or write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", nargs="?", choices=BENCHMARKS, help="one of them; else all")
    parser.add_argument("--write", action="store_true", help=f"write into docs/{PAGE.name}")
    asked = parser.parse_args()
    answers = []
    for name in [asked.name] if asked.name else BENCHMARKS:
        answers.append(BENCHMARKS[name].measure())
        print(answers[-1].markdown(), flush=True)
    if asked.write:
        before = PAGE.read_text("utf-8") if PAGE.exists() else ""
        PAGE.write_text(page(answers, machine(), before), "utf-8")


if __name__ == "__main__":
    main()
