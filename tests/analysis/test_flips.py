"""Flip points: found where an answer turns round clearly, and nowhere else."""

import re
from pathlib import Path

import numpy as np
import pytest

from analysis import flips as module
from analysis.flips import OUTCOMES, PAIRS, SHARES, difference, flips, table
from analysis.worlds import in_world
from simulation import REGISTER, load_scenario
from simulation.engine import run_world
from simulation.outcomes import RUN_NAMES
from simulation.world import build_world

PAGE = Path(module.__file__).parents[1] / "docs" / "flips.md"
XS = np.linspace(0.0, 6.0, 7)


def found(means, error=0.1, xs=XS):
    return flips(xs, np.array(means, float), np.full(len(xs), error))


@pytest.mark.parametrize("at", [0.3, 2.5, 5.9])
@pytest.mark.parametrize("slope", [2.0, -2.0])
def test_a_planted_line_turns_round_where_it_was_planted(at, slope):
    assert found(slope * (XS - at), error=0.01) == pytest.approx([at])


def test_a_point_on_zero_itself_is_the_flip():
    assert found([-3, -2, -1, 0, 3, 6, 9]) == [3.0]
    assert found([3, 2, 1, 0, 0, -3, -4]) == [4.0]


def test_two_turns_are_two_flips():
    assert found([2, 1, -1, -2, -1, 1, 2]) == pytest.approx([1.5, 4.5])


@pytest.mark.parametrize(
    "means",
    [
        [3, 2, 1, 1, 1, 1, 1],
        [3, 2, 0.1, -0.1, 0.1, 2, 3],  # wavers within its noise and comes back
        [3, 2, 1, 0.1, -0.1, -0.1, -0.1],  # never clearly on the other side
        [0.1, -0.1, 0.1, -0.1, 0.1, -0.1, 0.1],
        [0, 0, 0, 0, 0, 0, 0],
        [3, 2, 0, 0, 0, 2, 3],
        [0, 0, 0, 1, 2, 3, 4],
    ],
)
def test_what_is_not_clear_on_both_sides_is_no_flip(means):
    assert found(means) == []


def test_a_line_that_wavers_on_its_way_flips_once_in_the_middle():
    (at,) = found([3, 2, 0.1, -0.1, 0.1, -2, -3])
    assert at == pytest.approx(3.5)


def test_two_standard_errors_make_clear():
    assert found([1, 1, 1, -1, -1, -1, -1], error=0.49) == pytest.approx([2.5])
    assert found([1, 1, 1, -1, -1, -1, -1], error=0.51) == []


@pytest.fixture(scope="module")
def arm():
    scenario = load_scenario("strategies")
    return scenario.arms[scenario.reference]


def test_the_difference_is_first_less_second_on_the_same_luck(arm):
    values = {"need_share": 0.03}
    got = difference(arm, "steady rather than one-off", values, 3)
    steady, one_off = (
        run_world(build_world(in_world(arm, {**values, **levers})), 1, 3)[1]
        for levers in ({}, {"oneoff_share": 1.0})
    )
    gap = (steady - one_off)[:, [RUN_NAMES.index(o) for o in OUTCOMES]]
    np.testing.assert_allclose(got[:, 0], gap.mean(axis=0))
    np.testing.assert_allclose(got[:, 1], gap.std(axis=0, ddof=1) / np.sqrt(3))


def test_the_table_finds_a_planted_flip_and_the_answer_at_defaults(monkeypatch, arm):
    unknown = REGISTER["need_share"]
    turn = unknown.low + 0.4 * (unknown.high - unknown.low)

    def planted(_arm, pair, values, _replications):
        sign = {"deep rather than out": 1.0, "deep rather than up": -1.0}.get(pair, 0.0)
        impact = sign * (values["need_share"] - turn) if "need_share" in values else sign
        return np.array([[impact, 1e-6], *([[0.0, 1.0]] * (len(OUTCOMES) - 1))])

    monkeypatch.setattr(module, "difference", planted)
    lines = table(arm, 2)[2:]
    assert len(lines) == len(PAIRS) * len(OUTCOMES)
    assert lines[0] == f"| deep rather than out: yes | impact_total | `need_share` {turn:.3g} |"
    each = len(OUTCOMES)
    assert lines[each - 1] == "| deep rather than out: unclear | sustainability_36 | nowhere |"
    assert lines[each].startswith("| deep rather than up: no | impact_total | `need_share` ")
    assert lines[2 * each] == "| even mix rather than deep: unclear | impact_total | nowhere |"


def test_the_committed_page_names_every_answer_and_values_within_the_ranges():
    text = PAGE.read_text(encoding="utf-8")
    assert f"at {len(SHARES)} values" in text
    rows = re.findall(r"^\| (.+): (?:yes|no|unclear) \| (\w+) \| (.+) \|$", text, re.MULTILINE)
    assert [row[:2] for row in rows] == [(pair, o) for pair in PAIRS for o in OUTCOMES]
    for *_, cell in rows:
        for turned in [] if cell == "nowhere" else cell.split("; "):
            name, values = re.fullmatch(r"`(\w+)` (.+)", turned).groups()
            parameter = REGISTER[name]
            assert parameter.role == "uncertainty"
            for value in values.split(", "):
                assert parameter.low <= float(value) <= parameter.high, turned
