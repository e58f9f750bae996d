"""Build and check the page that ``snowball app`` serves; needs Node, which users do not.

Run ``python tools/page.py build`` (``make page``) after a change in ``app/frontend``, and
``python tools/page.py check`` (``make lint``) to check its types, words and small tests;
``python tools/page.py fetch`` only fetches what both need.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FRONTEND = ROOT / "app" / "frontend"
STATIC = ROOT / "app" / "web" / "static"
MISSING = "no Node: checks of the page are skipped"


def has_node() -> bool:
    """Whether npm can be run here."""
    return shutil.which("npm") is not None


def must_be_checked() -> bool:
    """Whether skipping is not allowed: in CI a check that does not run has failed."""
    return os.environ.get("CI") == "true"


def installed() -> Path:
    """Return the folder of the page's packages, those of the lock file, fetched where missing."""
    modules, lock = FRONTEND / "node_modules", FRONTEND / "package-lock.json"
    mark = modules / ".package-lock.json"  # npm writes it last
    if not mark.is_file() or mark.stat().st_mtime < lock.stat().st_mtime:
        npm("ci", "--no-audit", "--no-fund")
        mark.touch()  # a checkout may give the lock file the time of the fetch or a later one
    return modules


def npm(*words: str, folder: Path = FRONTEND) -> None:
    """Run npm and show what it says.

    Raises
    ------
    CalledProcessError   it failed
    """
    subprocess.run([shutil.which("npm") or "npm", *words], cwd=folder, check=True)


def build() -> None:
    """Build the page into the Python package."""
    installed()
    npm("run", "--silent", "build")


def check() -> None:
    """Check types and words of the page, and run its small tests."""
    installed()
    npm("run", "--silent", "check")
    npm("run", "--silent", "test")


def main(words: Sequence[str]) -> int:
    """Build, check or fetch; return the exit code."""
    tasks = {"build": build, "check": check, "fetch": installed}
    if len(words) != 1 or words[0] not in tasks:
        print(f"got {' '.join(words) or 'nothing'}, expected one of {', '.join(tasks)}",
              file=sys.stderr)  # fmt: skip
        return 2
    if not has_node():
        is_skipped = words[0] != "build" and not must_be_checked()
        print(MISSING if is_skipped else "got no Node, expected npm on the path (Node 20.19 or"
              " newer)", file=sys.stderr)  # fmt: skip
        return 0 if is_skipped else 1
    try:
        tasks[words[0]]()
    except subprocess.CalledProcessError as failed:
        return failed.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
