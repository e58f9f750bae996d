"""Mutation testing of `simulation/rules`, in a temporary copy of the project (Linux, macOS).

Needs the extras: ``pip install --editable '.[dev,mutation]' --constraint constraints.txt``.

Example: ``python -m tools.mutation`` tries the rules files that changed, or whose tests did,
and writes `docs/mutation.md`; ``python -m tools.mutation policy --again`` tries one anew.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from .page import Results, page, read_reasons, survivors
from .sources import ROOT, all_rules, digest

KEPT = ROOT / "results" / "mutation"
PAGE = ROOT / "docs" / "mutation.md"
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "results", "build", "dist", "notebooks", "__pycache__", ".*_cache",
    ".hypothesis", "*.egg-info",
)  # fmt: skip


def wishes() -> argparse.Namespace:
    """Return what was asked for on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.mutation",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("rules", nargs="*", help="rules files without .py; all if none is named")
    parser.add_argument("--again", action="store_true", help="also those that did not change")
    parser.add_argument("--sample", type=int, default=3, metavar="N",
                        help="mutants per file to try from disk as well")  # fmt: skip
    return parser.parse_args()


def kept(name: str) -> Path:
    """Return where the result of a rules file is kept."""
    return KEPT / f"{name}.json"


def is_fresh(name: str) -> bool:
    """Tell whether a rules file and its tests are as they were when last tried."""
    if not kept(name).exists():
        return False
    result = json.loads(kept(name).read_text(encoding="utf-8"))
    return bool(result["digest"] == digest(ROOT, name))


def try_one(name: str, copy: Path, sample: int) -> None:
    """Try all mutants of a rules file in a process of its own, inside the copy."""
    environment = {
        **os.environ,
        "NUMBA_DISABLE_JIT": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(copy),
    }
    command = [sys.executable, "-m", "tools.mutation.worker", name, str(kept(name)), str(sample)]
    subprocess.run(command, cwd=copy, env=environment, check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    """Try what has to be tried, write the page, and say what is not explained."""
    asked = wishes()
    names = all_rules()
    unknown = sorted(set(asked.rules) - set(names))
    if unknown:
        print(f"no rules file called {', '.join(unknown)}; there are {', '.join(names)}")
        return 2
    KEPT.mkdir(parents=True, exist_ok=True)
    due = [name for name in asked.rules or names if asked.again or not is_fresh(name)]
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
        for name in due:
            print(f"trying the mutants of {name}.py", flush=True)
            try_one(name, copy, asked.sample)
    missing = [name for name in names if not kept(name).exists()]
    if missing:
        print(f"no page yet: {', '.join(missing)} not tried so far")
        return 1
    results: Results = {n: json.loads(kept(n).read_text(encoding="utf-8")) for n in names}
    return write_page(results)


def write_page(results: Results) -> int:
    """Write the page; return 1 if a survivor has no reason or a reason has no survivor."""
    reasons = read_reasons()
    PAGE.write_text(page(results, reasons), encoding="utf-8")
    alive = {key for key, _ in survivors(results)}
    for key in sorted(alive - set(reasons)):
        print("not explained:", *key, sep="  |  ")
    for key in sorted(set(reasons) - alive):
        print("a reason without a survivor:", *key, sep="  |  ")
    old = [name for name in results if not is_fresh(name)]
    if old:
        print(f"tried before they changed: {', '.join(old)}")
    print(f"written: {PAGE.relative_to(ROOT).as_posix()}")
    return int(alive != set(reasons) or bool(old))


if __name__ == "__main__":
    sys.exit(main())
