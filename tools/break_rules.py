"""Break ten rules by hand and see whether the tests notice.

Each break is a slip that a person could make: a sign turned round, a term dropped, a wrong
index.  They are made one at a time in a temporary copy of the checkout, never in place; then
the tests of that rule run, and the first one to fail is named:

    python tools/break_rules.py
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[1]
RULES = Path("simulation", "rules")
COPIED = ("simulation", "analysis", "scenarios", "tests", "pyproject.toml")
TESTS_FAILED = 1  # pytest's exit code; others mean that the tests could not run


@dataclass(frozen=True)
class Break:
    """One slip: in which file, what stands there, what stands there then, which tests look."""

    name: str
    kind: Literal["sign", "dropped term", "wrong index"]
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    @property
    def path(self) -> Path:
        """The file of the rule within a checkout."""
        return RULES / self.file


BREAKS = (
    Break(
        "bad experience builds trust", "sign", "communities.py",
        "change -= p.trust_gain_per_month * p.bad_to_good_ratio",
        "change += p.trust_gain_per_month * p.bad_to_good_ratio",
        ("tests/unit/test_communities.py",),
    ),
    Break(
        "the will grows where nobody cares", "sign", "policy.py",
        "policy_maker.will *= 1.0 - fading",
        "policy_maker.will *= 1.0 + fading",
        ("tests/unit/test_policy.py",),
    ),
    Break(
        "money given back counts as received", "sign", "funding.py",
        "w.ledger[0].returned_eur += org.grant_eur",
        "w.ledger[0].returned_eur -= org.grant_eur",
        ("tests/unit/test_funding.py",),
    ),
    Break(
        "planning together saves no coordination", "dropped term", "workload.py",
        "* max(0, members - 1) * (1.0 - saving) * (1.0 - dose)",
        "* max(0, members - 1) * (1.0 - saving)",
        ("tests/unit/test_workload.py",),
    ),
    Break(
        "a programme brings no permit sooner", "dropped term", "expansion.py",
        "            left *= 1.0 - 0.5 * policy_maker.programme_level\n",
        "",
        ("tests/unit/test_expansion.py", "tests/unit/test_expansion_sites.py"),
    ),
    Break(
        "rooms are lent to each partner in full", "dropped term", "service.py",
        "places += share * other.premises_places / max(1, other.partners)",
        "places += share * other.premises_places",
        ("tests/unit/test_service.py", "tests/unit/test_service_inputs.py"),
    ),
    Break(
        "the best year has eleven months", "wrong index", "summary.py",
        "total -= months[t - YEAR].reach",
        "total -= months[t - YEAR + 1].reach",
        ("tests/unit/test_summary.py",),
    ),
    Break(
        "a partner writes on a line of another's list", "wrong index", "deepening.py",
        "w.partners[candidate, other.partners] = o",
        "w.partners[candidate, org.partners] = o",
        ("tests/unit/test_deepening.py",),
    ),
    Break(
        "all lose premises where the first is at home", "wrong index", "shocks.py",
        "event.place == w.organisations[o].home",
        "event.place == w.organisations[0].home",
        ("tests/unit/test_shocks.py",),
    ),
    Break(
        "the gap that a partner leaves is not closed", "wrong index", "lifecycle.py",
        "else w.partners[o, k + 1]",
        "else w.partners[o, k]",
        ("tests/unit/test_lifecycle.py",),
    ),
)  # fmt: skip


def broken(text: str, slip: Break) -> str:
    """Return the text of a rules file with a slip in it; the place must be the only one."""
    if text.count(slip.old) != 1:
        raise ValueError(
            f"{slip.path}: got {text.count(slip.old)} times {slip.old!r}, expected it once"
        )
    return text.replace(slip.old, slip.new)


def copy_of(root: Path, folder: Path) -> Path:
    """Copy what the tests of rules need of a checkout into a folder."""
    ignored = shutil.ignore_patterns("__pycache__", ".hypothesis")
    for name in COPIED:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy(source, folder / name)
    return folder


def run_tests(copy: Path, tests: tuple[str, ...]) -> tuple[int, str]:
    """Run tests in a copy until the first one fails; return pytest's exit code and its words."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-rf", "-p", "no:cacheprovider", *tests]
    environment = {
        **os.environ,
        "PYTHONPATH": str(copy),
        "PYTHONDONTWRITEBYTECODE": "1",  # old machine code of a file of the same size and second
        "SNOWBALL_CACHE": str(copy / "compiled"),
    }
    done = subprocess.run(
        command, cwd=copy, env=environment, check=False, capture_output=True, text=True
    )
    return done.returncode, done.stdout + done.stderr


def first_failure(said: str) -> str:
    """Return the name of the first test that pytest says has failed, or nothing.

    >>> first_failure("FAILED tests/unit/test_policy.py::test_will - assert 1 == 2")
    'tests/unit/test_policy.py::test_will'
    """
    found = re.search(r"^FAILED (\S+?::\S+)", said, re.MULTILINE)
    return found.group(1) if found else ""


def noticed_by(copy: Path, slip: Break) -> str:
    """Make one slip in a copy, run its tests, mend it; return the test that noticed, or nothing."""
    path = copy / slip.path
    whole = path.read_text(encoding="utf-8")
    path.write_text(broken(whole, slip), encoding="utf-8")
    try:
        code, said = run_tests(copy, slip.tests)
    finally:
        path.write_text(whole, encoding="utf-8")
    return first_failure(said) if code == TESTS_FAILED else ""


def main() -> int:
    """Try all breaks and print a table; return 0 only if every one was noticed."""
    argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0]).parse_args()
    with tempfile.TemporaryDirectory(prefix="break-rules-") as folder:
        copy = copy_of(ROOT, Path(folder))
        every_test = tuple(sorted({test for slip in BREAKS for test in slip.tests}))
        code, said = run_tests(copy, every_test)
        if code != 0:
            print(f"Nothing is broken yet, and the tests fail:\n{said[-2000:]}", file=sys.stderr)
            return 1
        print("| break | kind | rules file | noticed | first test to fail |\n|---|---|---|---|---|")
        count = 0
        for slip in BREAKS:
            test = noticed_by(copy, slip)
            count += bool(test)
            told = "yes" if test else "NO"
            print(f"| {slip.name} | {slip.kind} | {slip.file} | {told} | {test} |", flush=True)
    print(f"\n{count} of {len(BREAKS)} noticed")
    return 0 if count == len(BREAKS) else 1


if __name__ == "__main__":
    sys.exit(main())
