"""Tries all mutants of one rules file; runs inside a temporary copy of the project.

Run by `tools.mutation` as ``python -m tools.mutation.worker NAME OUTPUT SAMPLE``.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

from .mutants import Mutant, mutants_of
from .operators import switch_on
from .sources import digest, rules_path, tests_for
from .trials import TOO_SLOW, try_all

DISK_SECONDS = 600


def tell(text: str) -> None:
    """Say how far it is, on the error stream."""
    print(text, file=sys.stderr, flush=True)


def noticed_from_disk(name: str, mutant: Mutant, tests: list[str]) -> bool:
    """Write a mutant to disk, run the tests in a new process, and put the file back."""
    path = rules_path(Path.cwd(), name)
    before = path.read_text(encoding="utf-8")
    path.write_text(mutant.text, encoding="utf-8")
    slow = [f"--deselect={test}" for test in TOO_SLOW]
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *slow, *tests]
    try:
        return subprocess.run(command, capture_output=True, timeout=DISK_SECONDS).returncode != 0
    except subprocess.TimeoutExpired:
        return True
    finally:
        path.write_text(before, encoding="utf-8")


def otherwise_from_disk(
    name: str, mutants: list[Mutant], noticed_by: list[str], tests: list[str], sample: int
) -> list[str]:
    """Return those of a random sample of mutants that end otherwise when tried from disk."""
    chosen = random.Random(name).sample(range(len(mutants)), min(sample, len(mutants)))
    return [
        mutants[i].changed
        for i in chosen
        if noticed_from_disk(name, mutants[i], tests) != bool(noticed_by[i])
    ]


def hints_from(output: Path, mutants: list[Mutant]) -> list[str]:
    """Return the test that noticed each mutant when it was tried before, if it was."""
    before = json.loads(output.read_text(encoding="utf-8"))["mutants"] if output.exists() else []
    noticed = {(row["rule"], row["line"], row["into"]): row["noticed_by"] for row in before}
    return [noticed.get((m.rule, m.line, m.changed), "") for m in mutants]


def main(name: str, output: str, sample: int) -> None:
    """Write what became of each mutant of one rules file."""
    here = Path.cwd()
    if os.environ.get("NUMBA_DISABLE_JIT") != "1":
        raise RuntimeError("mutants must not be compiled: set NUMBA_DISABLE_JIT=1")
    mutants = list(mutants_of(rules_path(here, name).read_text(encoding="utf-8"), switch_on()))
    tests = tests_for(here, name)
    hints = hints_from(Path(output), mutants)
    noticed_by = try_all(name, mutants, tests, hints, tell)
    rows = [
        {
            "rule": mutant.rule, "number": mutant.number, "line": mutant.line,
            "into": mutant.changed, "operator": mutant.operator, "noticed_by": failed,
        }
        for mutant, failed in zip(mutants, noticed_by, strict=True)
    ]  # fmt: skip
    result = {
        "digest": digest(here, name),
        "tests": tests,
        "sampled": min(sample, len(mutants)),
        "otherwise_from_disk": otherwise_from_disk(name, mutants, noticed_by, tests, sample),
        "mutants": rows,
    }
    text = json.dumps(result, indent=1, ensure_ascii=False)
    Path(output).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
