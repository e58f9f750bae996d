"""The ten slips of `tools/break_rules.py` still fit the rules; the tool itself makes them."""

import ast
import importlib.util
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def tool():
    """Return the tool that breaks rules."""
    specification = importlib.util.spec_from_file_location(
        "break_rules", ROOT / "tools" / "break_rules.py"
    )
    module = importlib.util.module_from_spec(specification)
    sys.modules["break_rules"] = module
    specification.loader.exec_module(module)
    return module


TOOL = tool()


@pytest.mark.parametrize("slip", TOOL.BREAKS, ids=lambda slip: slip.name)
def test_each_slip_has_one_place_and_is_python_that_means_something_else(slip):
    text = (ROOT / slip.path).read_text("utf-8")
    changed = TOOL.broken(text, slip)
    assert ast.dump(ast.parse(changed)) != ast.dump(ast.parse(text))
    assert all((ROOT / test).is_file() for test in slip.tests)


def test_there_are_ten_slips_of_three_kinds_in_many_files():
    assert len(TOOL.BREAKS) >= 10
    assert min(Counter(slip.kind for slip in TOOL.BREAKS).values()) >= 3
    assert len({slip.file for slip in TOOL.BREAKS}) >= 8


def test_a_place_that_is_not_there_or_twice_is_refused():
    slip = TOOL.BREAKS[0]
    for text in ("", slip.old * 2):
        with pytest.raises(ValueError, match="expected it once"):
            TOOL.broken(text, slip)


def test_a_slip_is_made_in_the_copy_and_mended_there(tmp_path, monkeypatch):
    slip = TOOL.BREAKS[0]
    path = tmp_path / slip.path
    path.parent.mkdir(parents=True)
    path.write_text(slip.old, "utf-8")
    seen = []

    def run(_copy, _tests, code=1):
        seen.append(path.read_text("utf-8"))
        return code, "FAILED tests/a.py::test_b - no"

    monkeypatch.setattr(TOOL, "run_tests", run)
    assert TOOL.noticed_by(tmp_path, slip) == "tests/a.py::test_b"
    assert seen == [slip.new]
    assert path.read_text("utf-8") == slip.old
    for could_not_run in (0, 2, 4, 5):
        monkeypatch.setattr(TOOL, "run_tests", lambda c, t, code=could_not_run: run(c, t, code))
        assert TOOL.noticed_by(tmp_path, slip) == ""
