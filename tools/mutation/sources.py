"""Which files a mutation test of one rules file is about."""

from __future__ import annotations

import hashlib
from pathlib import Path

from analysis.odd import rules_in, tests_of

ROOT = Path(__file__).resolve().parents[2]
TOOL = ("operators", "mutants")


def rules_path(root: Path, name: str) -> Path:
    """Return the path of a rules file below a folder."""
    return root / "simulation" / "rules" / f"{name}.py"


def all_rules() -> list[str]:
    """Return the names of all rules files."""
    return sorted(path.stem for path in rules_path(ROOT, "x").parent.glob("[a-z]*.py"))


def tests_for(root: Path, name: str) -> list[str]:
    """Return the unit tests that call a rule of this file, those named after it first."""
    files = [file for file in tests_of(name, rules_in(name)) if file.startswith("tests/unit/")]
    if not files:
        raise FileNotFoundError(f"no file in {root.name}/tests/unit calls a rule of {name}.py")
    return sorted(files, key=lambda file: (f"/test_{name}" not in file, file))


def digest(root: Path, name: str) -> str:
    """Return a short digest of the rules file, its tests and the kinds of changes."""
    tool = [root / "tools" / "mutation" / f"{part}.py" for part in TOOL]
    tests = [root / file for file in tests_for(root, name)]
    together = hashlib.sha256()
    for path in (rules_path(root, name), *tests, *tool):
        together.update(path.read_bytes())
    return together.hexdigest()[:12]
