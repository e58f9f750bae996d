"""Every mechanism helps at one value of an assumption and harms at another, or says why not."""

import re
from math import log
from pathlib import Path

import pytest

from analysis.signs import (
    CLEAR_ERRORS,
    HALVINGS,
    Effect,
    effect,
    find_all,
    page,
    reference,
    turning_value,
    two_digits,
)
from analysis.signs_table import SIGNS, Side, Sign
from simulation import REGISTER
from simulation.outcomes import RUN_NAMES

ROOT = Path(__file__).resolve().parents[2]
SIGNS_BY_NAME = {f"{row.mechanism}, {row.question}, {row.turned_by}": row for row in SIGNS}


@pytest.fixture(scope="module")
def arm():
    return reference()


@pytest.fixture(scope="module")
def found(arm):
    """The effects of all rows, and where they turn."""
    return dict(zip(SIGNS_BY_NAME, find_all(arm), strict=True))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "row"), SIGNS_BY_NAME.items(), ids=SIGNS_BY_NAME)
def test_the_effect_has_the_signs_that_the_table_says(name, row, found):
    """Beyond three standard errors on both sides: opposite ones, or the same with a reason."""
    low, high, turns = found[name]
    assert (low.sign, high.sign) == row.signs, (low, high)
    assert 0 not in row.signs
    assert turns is None or row.low < turns < row.high
    assert (row.signs[0] == row.signs[1]) == bool(row.reason)


@pytest.mark.parametrize("row", SIGNS, ids=SIGNS_BY_NAME)
def test_each_row_moves_one_assumption_within_its_range(row):
    parameter = REGISTER[row.turned_by]
    assert parameter.low <= row.low < row.high <= parameter.high
    assert parameter.role in ("uncertainty", "constant", "lever")
    assert row.outcome in RUN_NAMES
    assert row.present != row.absent
    sides = {*row.present.parameters, *row.absent.parameters}
    assert row.turned_by not in {*row.assumed, *sides}


def test_every_mechanism_of_the_description_has_a_row():
    """The table of what pushes and what pulls in the ODD names no mechanism without one."""
    text = (ROOT / "docs" / "odd.template.md").read_text("utf-8")
    table = text.split("### What pushes and what pulls", 1)[1].split("\n## ", 1)[0]
    described = re.findall(r"^\| ([^|]+?) \|", table, re.MULTILINE)[1:]
    assert len(described) >= 13
    assert set(described) - {"---"} <= {row.mechanism for row in SIGNS}


def test_a_mechanism_that_is_not_there_has_no_effect(arm):
    """With the same on both sides the difference is nothing, and that is no sign."""
    nothing = Sign("none", "itself", "impact_total", "need_share", 0.002, 0.05, (1, -1))
    for value in (nothing.low, nothing.high):
        assert effect(arm, nothing, value, 5) == (0.0, 0.0)
        assert effect(arm, nothing, value, 5).sign == 0


def test_an_effect_is_with_less_without_on_equal_luck(arm):
    more = Side(parameters={"grant_eur": 2_000_000})
    row = Sign("money", "more", "funding_eur", "need_share", 0.002, 0.05, (1, 1), more)
    mean, error = effect(arm, row, 0.01, 5)
    assert mean == pytest.approx(800_000, rel=1e-6)
    assert error < 1.0


def test_what_organisations_hold_is_multiplied(arm):
    row = Sign("rooms", "half", "impact_total", "need_share", 0.002, 0.05, (-1, -1),
               Side(times={"premises_places": 0.1}))  # fmt: skip
    assert effect(arm, row, 0.05, 10).sign == -1


@pytest.mark.parametrize(("mean", "sign"), [(3.1, 1), (-3.1, -1), (2.9, 0), (-2.9, 0), (0.0, 0)])
def test_a_sign_takes_three_standard_errors(mean, sign):
    assert CLEAR_ERRORS == 3.0
    assert Effect(mean, 1.0).sign == sign


HALF_OF_THE_LAST_INTERVAL = 1.0 / 2 ** (HALVINGS + 1)


@pytest.mark.parametrize("at", [0.0021, 0.01, 0.03])
def test_a_planted_turn_is_found_by_magnitude(at, monkeypatch):
    """Need spans a factor of 25, so that the middle is right within the 64th root of 25."""
    row = Sign("planted", "turn", "impact_total", "need_share", 0.002, 0.05, (-1, 1))
    monkeypatch.setattr("analysis.signs.effect", lambda *given: Effect(given[2] - at, 0.0))
    assert abs(log(turning_value(None, row) / at)) <= log(25.0) * HALF_OF_THE_LAST_INTERVAL


@pytest.mark.parametrize("slope", [1.0, -1.0])
@pytest.mark.parametrize("at", [0.01, 0.3, 0.97])
def test_a_planted_turn_is_found_evenly(at, slope, monkeypatch):
    """Stigma goes from 0 to 1, so that the middle is right within a 64th."""
    row = Sign("planted", "turn", "impact_total", "stigma", 0.0, 1.0, (-1, 1))
    monkeypatch.setattr("analysis.signs.effect", lambda *given: Effect(slope * (given[2] - at), 0))
    assert abs(turning_value(None, row) - at) <= HALF_OF_THE_LAST_INTERVAL


@pytest.mark.parametrize(
    ("number", "text"),
    [(1234.5, "+1,200"), (-0.0567, "-0.057"), (99.9, "+100"), (3.0, "+3.0"), (0.0, "0")],
)
def test_numbers_are_rounded_to_two_digits(number, text):
    assert two_digits(number) == text


@pytest.mark.slow
def test_the_committed_page_is_what_the_model_says(found):
    """If results are meant to change: python -m analysis.signs."""
    assert (ROOT / "docs" / "signs.md").read_text("utf-8") == page(found.values())
