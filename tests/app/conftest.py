"""What the tests of the command line share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
VALID = ROOT / "tests" / "scenarios" / "valid"


@dataclass(frozen=True)
class Said:
    """How a command ended and what it said where."""

    code: int
    out: str
    err: str


@pytest.fixture
def snowball(capsys, tmp_path, monkeypatch):
    """Run a command in an empty directory; small scenarios are named ``valid/NAME``."""
    monkeypatch.chdir(tmp_path)

    def run(*words: object) -> Said:
        named = [re.sub("^valid/", f"{VALID}/", str(word)) for word in words]
        capsys.readouterr()
        code = main(named)
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Said(code, said.out, said.err)

    return run
