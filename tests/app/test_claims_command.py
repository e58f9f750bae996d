"""``snowball claims``: a file of claims in, plain verdicts, numbers and a page out."""

import json
import re

import pytest

from app import commands

from ..analysis.test_claims_results import CLAIMS, SCENARIO

QUICK = ("--worlds", 20, "--replications", 2)


@pytest.fixture(autouse=True)
def own_claims(tmp_path, monkeypatch):
    """A small file of claims, and the command among the others if it is not yet."""
    (tmp_path / "small.yaml").write_text(SCENARIO, "utf-8")
    (tmp_path / "mine.yaml").write_text(CLAIMS, "utf-8")
    monkeypatch.setattr(commands, "NAMES", tuple(dict.fromkeys([*commands.NAMES, "claims"])))


def test_it_says_a_verdict_for_each_claim_and_writes_the_page(snowball, tmp_path):
    said = snowball("claims", "mine.yaml", *QUICK, "--out", "done")
    assert (said.code, said.err) == (0, "")
    assert "Nobody has to be involved. [nobody-needed]" in said.out
    assert "Does not stand" in said.out
    assert "Before you use this: docs/limits.md" in said.out
    assert said.out.rstrip().endswith("Page: done/claims.html")
    assert (tmp_path / "done" / "claims.html").exists()
    example = tmp_path / "done" / "counter-examples" / "nobody-needed.yaml"
    assert snowball("check", example).code == 0
    stated = re.search(r"in ownership_final .*: (\S+) \(", example.read_text("utf-8"))[1]
    replay = json.loads(snowball("compare", example, "--json").out)
    (row,) = [row for row in replay["differences"] if row["outcome"] == "ownership_final"]
    assert f"{row['difference']:.6g}" == stated


def test_only_some_claims_in_bulgarian(snowball):
    said = snowball("claims", "mine.yaml", *QUICK, "--only", "beyond", "--language", "bg")
    assert said.code == 0
    assert "Моделът не може да прецени" in said.out
    assert "nobody-needed" not in said.out


def test_machines_get_all_numbers(snowball):
    said = snowball("claims", "mine.yaml", *QUICK, "--only", "nobody-needed", "--seed", 0, "--json")
    data = json.loads(said.out)
    assert (data["ok"], data["seed"], data["replications"]) == (True, 0, 2)
    assert data["claims"]["nobody-needed"]["worlds"] == 20


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("mine.yaml", "--only", "beyon"), "Did you mean beyond?"),
        (("mine.yaml", "--replications", 1), "expected a whole number from 2 to"),
        (("small.yaml",), "got a scenario, expected a file of claims"),
        (("nowhere.yaml",), "got no such file"),
        (("mine.yaml", "--worlds", 500), "expected at most 301, which are stored"),
        (("mine.yaml", "--language", "de"), "expected one of en, bg"),
    ],
)
def test_mistakes_are_told_in_one_line(snowball, words, expected):
    said = snowball("claims", *words)
    assert said.code == 2
    assert expected in said.err
    assert len(said.err.splitlines()) == 1
