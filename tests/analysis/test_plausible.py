"""The stored worlds are those that the evidence does not rule out, and the page says so."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

from analysis import plausible
from analysis.patterns.calibration import TARGETS, Target, mean_and_error
from analysis.plausible import (
    DRAWN,
    SEED,
    STORED_WORLDS,
    as_csv,
    is_plausible,
    judge,
    narrowed,
    rounded,
    ruled_out_table,
)
from analysis.worlds import (
    default_world,
    narrowed_parameters,
    plausible_worlds,
    prior_worlds,
    stored_file,
)
from simulation import REGISTER
from simulation.register.sources import ASSUMPTION

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "plausible-worlds.md").read_text("utf-8")


@pytest.fixture(scope="module")
def stored():
    return plausible_worlds()


@pytest.fixture(scope="module")
def drawn():
    return [rounded(world) for world in prior_worlds(DRAWN, SEED)]


def test_the_defaults_come_first_and_lie_inside(stored):
    assert stored[0] == rounded(default_world())
    assert is_plausible(np.array(judge(stored[0])))


def test_the_set_is_as_large_as_it_says_and_nobody_is_in_it_twice(stored):
    assert len(stored) == STORED_WORLDS + 1
    assert len({tuple(world.values()) for world in stored}) == len(stored)


def test_every_stored_number_is_in_its_range(stored):
    for world in stored:
        assert list(world) == [p.name for p in REGISTER.values() if p.role == "uncertainty"]
        for name, value in world.items():
            low, high = REGISTER[name].low, REGISTER[name].high
            assert low * (1 - 1e-6) <= value <= high * (1 + 1e-6)


def test_the_first_drawn_worlds_are_judged_as_the_file_has_it(stored, drawn):
    """The first 24: those left are stored in their order, those ruled out are not there."""
    fits = [bool(is_plausible(np.array(judge(world)))) for world in drawn[:24]]
    left = [world for world, fit in zip(drawn, fits, strict=False) if fit]
    assert left == stored[1 : len(left) + 1]
    assert not [w for w, fit in zip(drawn, fits, strict=False) if not fit and w in stored]
    assert True in fits


def test_a_drawn_world_that_is_missing_was_ruled_out(stored, drawn):
    last = drawn.index(stored[-1])
    missing = [world for world in drawn[:last] if world not in stored]
    assert len(missing) == last + 1 - STORED_WORLDS
    for world in missing[:5]:
        assert not is_plausible(np.array(judge(world)))


def test_the_text_of_the_file_follows_from_its_worlds(stored):
    text = stored_file().read_text("utf-8")
    left = int(re.search(r"(\d+) are left", text)[1])
    assert as_csv(stored, left, narrowed_parameters()) == text
    assert f"rule out {DRAWN - left:,}" in PAGE


def test_what_was_learnt_of_a_parameter_stands_in_the_file_and_on_the_page():
    assert narrowed_parameters()
    for name, middle in narrowed_parameters().items():
        low, high = (float(end) for end in middle.split(" to "))
        assert REGISTER[name].low <= low < high <= REGISTER[name].high
        assert f"| `{name}` |" in PAGE
        assert f"({middle})" in PAGE


def target(estimate=(0.0, 0.0), error=0.3, discrepancy=0.4) -> Target:
    return Target("t", "t", ASSUMPTION, "s", 1.0, error, discrepancy, "b", lambda _: estimate)


@pytest.mark.parametrize(
    ("estimate", "expected"),
    [((1.0, 0.0), 0.0), ((2.0, 0.0), 2.0), ((0.0, 0.0), 2.0), ((2.0, 1.2), 1 / 1.3),
     ((math.nan, 0.0), 0.0)],
)  # fmt: skip
def test_implausibility_counts_deviations(estimate, expected):
    """1 / hypot(0.3, 0.4) = 2; with a luck of 1.2 hypot is 1.3; no case says nothing."""
    assert target().implausibility(estimate) == pytest.approx(expected)


def test_a_target_tells_what_it_lets_pass():
    assert target().within == pytest.approx((-0.5, 2.5))


def test_mean_and_error_of_few_values():
    assert math.isnan(mean_and_error([])[0])
    assert math.isnan(mean_and_error([2.0])[0])  # one run tells nothing of luck
    assert mean_and_error([1.0, 3.0]) == pytest.approx((2.0, 1.0))


def test_what_each_pattern_rules_out_is_counted():
    """Of four worlds two are beyond three by the first, one of these by the others as well."""
    far = np.zeros((4, len(TARGETS)))
    far[0, 0] = far[1, 0] = far[1, 1] = 3.1
    far[2, 0] = 3.0
    rows = ruled_out_table(far)
    assert "| 50.0% | 25.0% |" in rows[2]
    assert "| 25.0% | 0.0% |" in rows[3]
    assert "**50.0%**" in rows[-1]


def test_a_parameter_is_listed_where_worlds_left_differ_in_it():
    worlds = [rounded(world) for world in prior_worlds(200, 7)]
    fits = np.array([world["stigma"] < 0.5 for world in worlds])
    found = narrowed(worlds, fits)
    assert list(found) == ["stigma"]
    assert found["stigma"].distance == 1.0
    assert found["stigma"].middle == pytest.approx(0.25, abs=0.03)
    assert found["stigma"].middle_before == 0.5


def test_defaults_that_are_ruled_out_stop_the_command(monkeypatch, tmp_path):
    def judged(worlds):
        return np.full((len(worlds), len(TARGETS)), 3.5)

    monkeypatch.setattr(plausible, "judge_all", judged)
    monkeypatch.setattr("sys.argv", ["x", "--worlds", str(tmp_path / "w.csv"), "--docs", "no"])
    with pytest.raises(SystemExit, match="default values are ruled out"):
        plausible.main()
    assert not list(tmp_path.iterdir())
