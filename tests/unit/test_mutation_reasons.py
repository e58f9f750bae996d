"""Reasons for mutants that survive are about lines that are still there."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REASONS = tomllib.loads((ROOT / "tools/mutation/reasons.toml").read_text("utf-8"))["survivor"]
PAGE = (ROOT / "docs/mutation.md").read_text("utf-8")


def one_line(text: str) -> str:
    return re.sub(r"(?<=[\[(]) ", "", " ".join(text.split()))


@pytest.mark.parametrize("reason", REASONS, ids=lambda one: f"{one['file']}-{one['line'][:40]}")
def test_a_reason_is_about_a_line_of_its_rules_file(reason):
    source = (ROOT / "simulation" / "rules" / f"{reason['file']}.py").read_text("utf-8")
    assert one_line(reason["line"]) in one_line(source)
    assert reason["line"] not in reason["into"]


@pytest.mark.parametrize("reason", REASONS, ids=lambda one: f"{one['file']}-{one['line'][:40]}")
def test_every_reason_is_on_the_page(reason):
    for changed in reason["into"]:
        assert f"| `{reason['line']}` | `{changed}` | {reason['why']} |" in PAGE


def test_every_survivor_on_the_page_has_a_reason():
    survivors = [
        line for line in PAGE.splitlines() if re.match(r"\| `[^`]+` \| `[^`]+` \| `", line)
    ]
    assert len(survivors) == sum(len(reason["into"]) for reason in REASONS)
    assert "not explained" not in PAGE


def test_at_least_nine_of_ten_mutants_are_noticed_in_every_rules_file():
    scores = dict(re.findall(r"^\| `(\w+)\.py` .* \| ([\d.]+) % \| `\w+` \|$", PAGE, re.MULTILINE))
    files = {path.stem for path in (ROOT / "simulation" / "rules").glob("[a-z]*.py")}
    assert set(scores) == files
    assert min(float(score) for score in scores.values()) >= 90.0
