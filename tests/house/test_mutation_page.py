"""The page of the mutation test is about the rules and the tests that are here."""

import re
from pathlib import Path

import pytest

from tools.mutation.sources import ROOT, all_rules, digest

PAGE = (Path(ROOT) / "docs" / "mutation.md").read_text("utf-8")
ROW = re.compile(r"^\| `(\w+)\.py` \| (\d+) \| (\d+) \| \d+ \| (\d+) \| .* \| `(\w+)` \|$", re.M)
ROWS = {name: rest for name, *rest in ROW.findall(PAGE)}


@pytest.mark.parametrize("name", all_rules())
def test_the_row_of_a_rules_file_is_of_this_file_and_its_tests(name):
    """Run ``python -m tools.mutation`` where this fails; it tries only what changed."""
    assert ROWS[name][3] == digest(ROOT, name)


def test_at_least_nine_of_ten_mutants_are_noticed_in_every_file():
    assert sorted(ROWS) == all_rules()
    for mutants, noticed, survive, _ in ROWS.values():
        assert int(noticed) + int(survive) == int(mutants)
        assert int(noticed) >= 0.9 * int(mutants)


def test_every_survivor_has_a_reason():
    assert re.search(r"None of the \d+ survivors is without a reason", PAGE)
