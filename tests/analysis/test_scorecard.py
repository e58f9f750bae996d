"""The scorecard shows every row, failures first, and hides nothing."""

import re
from pathlib import Path

import pytest

from analysis.patterns import KINDS, all_patterns
from analysis.patterns.independence import NOT_INDEPENDENT
from analysis.patterns.row import Curve, Pattern, Result, Sketch
from analysis.patterns.scorecard import (
    Score,
    anchor,
    number,
    outcome,
    page,
    scores,
    summary,
    tolerance,
    write,
)
from simulation.register.sources import ASSUMPTION

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "patterns.md").read_text("utf-8")
ROWS = all_patterns()
SKETCH = Sketch("x", "y", (Curve("a", [0, 1], [0, 1]), Curve("b", [0, 1], [1, 0], "points")))


def score(value, within=(0.0, 1.0), kind="limit", name="row", ends=None) -> Score:
    low, high = ends or (value, value)
    row = Pattern(
        name, "A row", kind, ASSUMPTION, "a share", within, "it is a share", "nothing is sure",
        lambda _: None,
    )  # fmt: skip
    return Score(row, Result(value, low, high, SKETCH))


def test_there_are_rows_enough_and_enough_were_held_back():
    assert len(ROWS) >= 20
    assert sum(row.kind == "validation" for row in ROWS) >= 8
    assert {row.kind for row in ROWS} == set(KINDS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_row_says_what_it_is(row):
    assert row.within[0] <= row.within[1]
    for text in (row.title, row.statistic, row.because, row.if_failed):
        assert len(text) > 10
        assert not text.endswith(".")
    assert re.fullmatch(r"[a-z0-9-]+", row.name)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_committed_page_shows_every_row_with_its_tolerance_and_figure(row):
    assert PAGE.splitlines().count(f"### {row.title}") == 1
    assert f"(#{anchor(row.title)})" in PAGE
    assert f"the tolerance is {tolerance(row)}." in PAGE
    assert f"*Why this tolerance:* {row.because}." in PAGE
    figure = ROOT / "docs" / "figures" / "patterns" / f"{row.name}.png"
    assert figure.read_bytes().startswith(b"\x89PNG")


def test_the_committed_page_has_no_other_rows():
    anchors = re.findall(r"\(figures/patterns/(.+)\.png\)", PAGE)
    assert anchors == [row.name for row in ROWS]
    figures = {file.stem for file in (ROOT / "docs" / "figures" / "patterns").glob("*.png")}
    assert figures == set(anchors)


@pytest.mark.slow
def test_all_rows_measured_again_give_the_committed_page():
    """Run `snowball patterns --out docs` where this fails, and look at what moved."""
    assert page(list(scores())).splitlines() == PAGE.splitlines()


def test_rows_that_are_not_independent_are_marked_and_counted_apart():
    assert set(NOT_INDEPENDENT) <= {row.name for row in ROWS if row.kind == "validation"}
    assert PAGE.count("- *Not independent:*") == len(NOT_INDEPENDENT)
    apart = sorted(NOT_INDEPENDENT)[0]
    text = summary([score(2.0, kind="validation", name=apart), score(0.5, kind="validation")])
    assert "1 of the 1 that are independent of the rules, and 0 of the 1 that are not" in text


@pytest.mark.parametrize(
    ("value", "holds"), [(0.0, True), (1.0, True), (1.001, False), (-0.1, False),
                         (float("nan"), False)],
)  # fmt: skip
def test_a_row_holds_within_its_tolerance_and_nowhere_else(value, holds):
    assert score(value).holds is holds


def test_a_row_that_fails_comes_first_with_what_it_means():
    text = page([score(0.5, name="good"), score(2.0, name="bad")])
    top = text[: text.index("## Known limits")]
    assert "1 of 2 rows hold" in top
    assert "[A row](#a-row): 2 instead of 0 to 1. Nothing is sure." in top
    assert "0.5" not in top[top.index("does not hold") : top.index("What was changed")]
    assert "| 2 | **no** |" in text


def test_results_and_tolerances_in_words():
    inf = float("inf")
    assert outcome(score(0.5, ends=(0.25, 0.75))) == "0.5 (0.25 to 0.75)"
    assert outcome(score(100.0)) == "100"
    assert tolerance(score(1, (1, 1)).pattern) == "exactly 1"
    assert tolerance(score(1, (0.5, inf)).pattern) == "at least 0.5"
    assert tolerance(score(1, (-inf, 3)).pattern) == "at most 3"
    assert number(123456.0) == "123000"


def test_page_and_figures_are_written(tmp_path):
    path = write([score(0.5)], tmp_path)
    assert path.read_text("utf-8").startswith("# Scorecard")
    assert (tmp_path / "figures" / "patterns" / "row.png").stat().st_size > 2000
