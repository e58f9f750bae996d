"""The evidence page is as the register is, and nothing on it is dressed up."""

import json
import re
from dataclasses import replace
from typing import get_args

import pytest

from analysis import evidence
from analysis.evidence import (
    DOCS,
    GRADES,
    HIDDEN,
    SEEN,
    USES,
    WIDEST,
    headline,
    is_known,
    listed_sources,
    page,
    share_text,
    stored,
    uses_of,
    variance_table,
)
from analysis.flips import PAIRS
from analysis.guesses import LEVEL, OUTCOMES, grades
from analysis.patterns import all_patterns
from analysis.pictures.evidence import grades_picture, guesses_picture
from analysis.worlds import narrowed_parameters
from simulation.register import REGISTER, sources
from simulation.register.parameter import Grade, Use
from simulation.register.sources import KnownFrom, Source

UNCERTAIN = [p for p in REGISTER.values() if p.role == "uncertainty"]
AGAIN = "run python -m analysis.evidence --stored"


@pytest.fixture(scope="module")
def measured():
    return stored()


@pytest.fixture(scope="module")
def text(measured):
    return page(measured, narrowed_parameters())


def rows_of(text, name):
    """The cells of the row of a number."""
    lines = [line for line in text.splitlines() if line.startswith(f"| `{name}` |")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def test_the_committed_page_is_fresh(text):
    assert (DOCS / "evidence.md").read_text(encoding="utf-8") == text, AGAIN


def test_the_stored_shares_belong_to_the_grades_of_now_else_run_python_m_analysis_evidence(
    measured,
):
    assert measured["grades"] == {grade: list(names) for grade, names in grades().items()}
    answers = [(row["answer"], row["outcome"]) for row in measured["rows"]]
    assert answers == [(answer, outcome) for answer in (LEVEL, *PAIRS) for outcome in OUTCOMES]
    assert measured["worlds"] >= 256


def test_stored_shares_lie_in_their_intervals_and_near_possible_ones(measured):
    known = 0
    for row in measured["rows"]:
        assert set(row["grades"]) == set(measured["grades"])
        for cell in row["grades"].values():
            for ends in cell.values():
                assert len(ends) == 3
                if is_known(ends):
                    value, low, high = ends
                    assert low <= value <= high
                    assert -WIDEST <= value <= 1.0 + WIDEST
                    known += 1
            if is_known(cell["alone"]) and is_known(cell["total"]):
                assert cell["alone"][1] <= cell["total"][2]
    assert known > len(measured["rows"])


def test_for_levels_guesses_and_the_rest_are_told_apart(measured):
    impact = measured["rows"][0]
    assert impact["answer"] == LEVEL
    assert is_known(impact["grades"]["guess"]["alone"])
    assert is_known(impact["grades"]["guess"]["total"])


@pytest.mark.parametrize("p", UNCERTAIN, ids=lambda p: p.name)
def test_every_uncertain_number_has_one_row_with_all_that_is_known(text, p):
    (row,) = rows_of(text, p.name)
    _, unit, default, prior, grade, rule, source, year, used, note, seen, left = row
    assert left == narrowed_parameters().get(p.name, "–")
    assert (unit, float(default), prior) == (p.unit, p.default, str(p.prior))
    assert grade == p.grade
    assert rule.startswith(p.structure)
    assert source.endswith(str(p.source))
    if p.source.known_from != "nothing":
        assert year == f"{p.source.year}, {p.source.place}"
    assert used == USES[p.use]
    assert note == (p.note or "–")
    assert seen == SEEN[p.source.known_from]


def test_constants_are_listed_and_levers_are_not(text):
    for p in REGISTER.values():
        assert len(rows_of(text, p.name)) == (p.role != "lever")


def test_tables_have_as_many_cells_in_every_row_as_in_their_head(text):
    for block in re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE):
        widths = {line.count("|") for line in block.splitlines()}
        assert len(widths) == 1, block[:200]


def test_what_is_remembered_is_never_shown_without_saying_so(text):
    remembered = [s for s in listed_sources() if s.known_from == "memory"]
    assert remembered
    for source in remembered:
        shown = re.findall(re.escape(source.name) + r"(.{14})", text)
        assert shown
        assert set(shown) == {" (from memory)"}


def test_every_source_is_used_by_a_number_or_a_pattern():
    unused = [str(source) for source in listed_sources() if not uses_of(source)]
    assert unused == []


def test_every_source_has_its_row_once(text):
    for source in listed_sources():
        row = f"| {source} | {source.year} | {source.place} | {source.finding} |"
        assert text.count(row) == 1


def test_sources_are_those_of_the_register_and_of_the_patterns():
    written = [one for one in vars(sources).values() if isinstance(one, Source)]
    used = {one for p in REGISTER.values() for one in p.sources}
    assert used <= set(written)
    assert {row.source for row in all_patterns()} <= {*listed_sources(), *written}


@pytest.mark.parametrize(
    ("kind", "known"), [("validation", sources.ISHAM), ("calibration", sources.YOHROS_WELSH)]
)
def test_sources_that_specify_and_judge_are_named(text, kind, known):
    said = f"{kind} patterns also"
    (line,) = [one for one in text.splitlines() if one.startswith("**") and said in one]
    judging = {row.source for row in all_patterns() if row.kind == kind}
    specifying = {source for p in REGISTER.values() for source in p.sources}
    assert known in judging & specifying
    for source in judging | specifying:
        assert (f"{source}, {source.year}" in line) == (source in judging & specifying)
    assert line.startswith(f"**{len(judging & specifying)} of the {len(judging)} sources")


def test_uses_are_named_after_what_they_were(text):
    assert uses_of(sources.ISHAM)[0] == (
        "specification of the rule, not of the size: `involvement_fit_gain_per_month`"
    )
    assert (
        uses_of(sources.GROSS_BERGSTROM)[0] == "specification of the rule: `application_fte_months`"
    )
    assert uses_of(sources.HERBERT)[0] == "check: `application_fte_months`"
    assert "validation of" not in text


def test_every_grade_use_and_way_of_knowing_is_explained():
    assert set(GRADES) == set(get_args(Grade))
    assert set(USES) == set(get_args(Use))
    assert set(SEEN) == set(get_args(KnownFrom))


def test_grades_are_counted(text):
    for grade in get_args(Grade):
        if grade != "design":
            number = sum(p.grade == grade for p in UNCERTAIN)
            rule = sum(p.structure == grade for p in UNCERTAIN)
            assert f"| {grade} | {GRADES[grade]} | {number} | {rule} |" in text
    assert f"on {len(UNCERTAIN)} numbers that nobody knows exactly" in text


def test_a_changed_grade_or_note_would_be_noticed(monkeypatch, measured, text):
    moved = replace(REGISTER["need_share"], grade="one study", note="seen somewhere")
    monkeypatch.setitem(REGISTER, "need_share", moved)
    assert page(measured, narrowed_parameters()) != text


def test_what_narrows_a_prior_gets_a_column_of_its_own(measured, text):
    narrowed = page(measured, {"stigma": "0.1 to 0.5 left"})
    assert "left by calibration" not in page(measured, {})
    for name, middle in narrowed_parameters().items():
        assert rows_of(text, name)[0][-1] == middle
    assert rows_of(narrowed, "stigma")[0][-1] == "0.1 to 0.5 left"
    assert rows_of(narrowed, "backlash")[0][-1] == "–"


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ([0.5, 0.4, 0.6], "50 % (40 to 60 %)"),
        ([0.98, 0.9, 1.04], "98 % (90 to 100 %)"),
        ([-0.01, -0.05, 0.03], "0 % (0 to 3 %)"),
        ([0.5, 0.2, 0.71], HIDDEN),
        ([1.2, 1.1, 1.3], HIDDEN),
        ([-0.2, -0.3, -0.1], HIDDEN),
        ([0.5, None, None], HIDDEN),
        ([None, None, None], HIDDEN),
    ],
)
def test_a_share_is_said_with_its_interval_or_not_at_all(ends, said):
    assert share_text(ends) == said


def planted(*cells):
    rows = [
        {"answer": f"answer {k}", "outcome": "impact_total", "luck_of_one_run": 0.25,
         "grades": {"guess": {"alone": alone, "total": total}}}
        for k, (alone, total) in enumerate(cells)
    ]  # fmt: skip
    return {"grades": {"guess": []}, "rows": rows, "worlds": 1, "replications": 2, "seed": 1}


def test_the_headline_is_the_middle_of_what_is_known():
    low, high, wide = [0.3, 0.2, 0.4], [0.8, 0.7, 0.9], [0.5, 0.0, 1.0]
    found = planted((low, high), ([0.5, 0.4, 0.6], high), ([0.6, 0.5, 0.7], high), (wide, high))
    assert "median of 3 answers" in headline(found)
    assert "alone explain 50 %" in headline(found)
    assert "a hand in 80 %" in headline(found)
    assert headline(planted((wide, wide))).startswith("Luck hides")


def test_the_table_says_what_is_hidden():
    line = variance_table(planted(([0.3, 0.2, 0.4], [0.5, 0.0, 1.0])))[2]
    assert line == f"| answer 0 | Impact | 30 % (20 to 40 %) | {HIDDEN} | 25 % |"


def test_pictures_say_what_they_show(measured):
    spread, shares = grades_picture(), guesses_picture(measured)
    guesses = sum(p.grade == "guess" for p in UNCERTAIN)
    assert spread.title.startswith(f"{guesses} of {len(UNCERTAIN)} ")
    assert f"guess {guesses} and " in spread.alt
    assert shares.title == headline(measured)
    for picture in (spread, shares):
        committed = DOCS / "figures" / f"{picture.name}.png"
        assert committed.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
        assert f"figures/{picture.name}.png" in (DOCS / "evidence.md").read_text(encoding="utf-8")
        assert picture.png[:8] == b"\x89PNG\r\n\x1a\n"


def test_a_share_stands_where_it_is_and_a_hidden_one_is_grey():
    known = [0.3, 0.2, 0.4]
    picture = guesses_picture(planted((known, [0.5, 0.0, 1.0])))
    axes = picture.figure.axes[1]
    points = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "o"]
    assert points == [30.0]
    assert [line.get_marker() for line in axes.lines].count("s") == 0
    assert len(axes.patches) == 1  # the grey band


def test_the_command_writes_the_page_from_stored_shares(tmp_path, measured, text):
    (tmp_path / "figures").mkdir()
    (tmp_path / evidence.VARIANCE).write_text(json.dumps(measured), encoding="utf-8")
    evidence.main(["--stored", "--out", str(tmp_path)])
    assert (tmp_path / "evidence.md").read_text(encoding="utf-8") == text
    assert len(list((tmp_path / "figures").glob("evidence-*.png"))) == 2
