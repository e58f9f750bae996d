"""Files stay small enough to read in one go."""

from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("simulation", "analysis", "app")
LONGEST = 400
USUAL = 150


def lengths(folder: str) -> dict[str, int]:
    return {
        path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in (ROOT / folder).rglob("*.py")
    }


@pytest.mark.parametrize("folder", [*PACKAGES, "tests", "tools"])
def test_no_file_is_longer_than_400_lines(folder):
    found = lengths(folder)
    assert found
    assert {name: lines for name, lines in found.items() if lines > LONGEST} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_the_usual_file_has_at_most_150_lines(package):
    assert median(lines for lines in lengths(package).values() if lines > 5) <= USUAL
