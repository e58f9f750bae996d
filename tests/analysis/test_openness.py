"""The study of open questions counts honestly, and its committed page fits the code."""

import re
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from analysis import openness
from analysis.openness import (
    EVENTS,
    OUTCOMES,
    QUESTIONS,
    REFERENCE,
    run_all,
    settings,
    shares_best,
)
from analysis.plausible import STORED_WORLDS
from analysis.statistics import wilson
from analysis.worlds import in_world, prior_worlds
from simulation import REGISTER, load_scenario
from simulation.engine import run_world
from simulation.outcomes import RUN_NAMES
from simulation.world import build_world

PAGE = Path(openness.__file__).parents[1] / "docs" / "openness.md"
UNKNOWN = [p for p in REGISTER.values() if p.role == "uncertainty"]
WORLDS = 12
CELL = re.compile(r"([\d.]+)% \(([\d.]+)%-([\d.]+)%\)")
TITLES = [question.title for question in QUESTIONS]


@pytest.fixture(scope="module")
def reference_arm():
    scenario = load_scenario("strategies")
    return scenario.arms[scenario.reference]


@pytest.fixture(scope="module")
def worlds():
    return list(prior_worlds(WORLDS, seed=3))


@pytest.fixture(scope="module")
def means(reference_arm, worlds):
    return run_all(reference_arm, worlds, replications=2, seed=1)


def planted_means(outcome, *columns):
    """Means in which the options of the first question have given numbers, world by world."""
    found = np.zeros((len(columns[0]), len(settings()), len(RUN_NAMES)))
    for levers, values in zip(QUESTIONS[0].options.values(), columns, strict=True):
        found[:, settings().index(levers), RUN_NAMES.index(outcome)] = values
    return found


def share_of_range(parameter, value, by_magnitude):
    low, high = parameter.low, parameter.high
    if by_magnitude and low > 0 and high / low >= 10:
        return np.log(value / low) / np.log(high / low)
    return (value - low) / (high - low)


@pytest.mark.parametrize("by_magnitude", [True, False])
def test_prior_worlds_fill_every_range_in_equal_steps(by_magnitude):
    worlds = list(prior_worlds(WORLDS, 3, by_magnitude=by_magnitude))
    assert [set(values) for values in worlds] == [{p.name for p in UNKNOWN}] * WORLDS
    for p in UNKNOWN:
        values = np.array([world[p.name] for world in worlds])
        assert (values >= p.low).all(), p.name
        assert (values <= p.high).all(), p.name
        steps = np.floor(WORLDS * share_of_range(p, values, by_magnitude))
        assert sorted(steps.tolist()) == list(range(WORLDS)), p.name


def test_the_two_ways_to_fill_ranges_differ_exactly_where_a_range_spans_magnitudes():
    even = list(prior_worlds(WORLDS, 3, by_magnitude=False))
    wide = {p.name for p in UNKNOWN if p.low > 0 and p.high / p.low >= 10}
    differing = {name for a, b in zip(prior_worlds(WORLDS, 3), even, strict=True)
                 for name in a if a[name] != b[name]}  # fmt: skip
    assert differing == wide
    assert wide


def test_worlds_follow_from_the_seed_and_parameters_are_not_tied(worlds):
    assert worlds == list(prior_worlds(WORLDS, 3))
    assert worlds != list(prior_worlds(WORLDS, 4))
    orders = {tuple(np.argsort([world[p.name] for world in worlds])) for p in UNKNOWN}
    assert len(orders) == len(UNKNOWN)


def test_settings_hold_every_option_once_and_only_levers():
    for question in QUESTIONS:
        assert all(levers in settings() for levers in question.options.values())
    assert all(settings().count(levers) == 1 for levers in settings())
    for levers in settings():
        assert {REGISTER[name].role for name in levers} <= {"lever"}
        for name, value in levers.items():
            assert REGISTER[name].low <= value <= REGISTER[name].high
    assert sum(levers == REFERENCE for levers in settings()) == 1


def test_an_arm_in_a_world_keeps_everything_else(reference_arm):
    moved = in_world(reference_arm, {"need_share": 0.05})
    assert moved.parameters == {**reference_arm.parameters, "need_share": 0.05}
    assert reference_arm.parameters["need_share"] == REGISTER["need_share"].default


def test_every_setting_runs_in_every_world_on_the_same_luck(reference_arm, worlds, means):
    assert means.shape == (WORLDS, len(settings()), len(RUN_NAMES))
    assert np.isfinite(means).all()
    world, setting = 7, settings().index({"oneoff_share": 1.0})
    arm = in_world(reference_arm, {**worlds[world], "oneoff_share": 1.0})
    runs = run_world(build_world(arm), 1, 2)[1]
    np.testing.assert_array_equal(means[world, setting], runs.mean(axis=0))


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_shares_of_worlds_add_up_to_one_for_every_question(means, outcome):
    for question in QUESTIONS:
        shares = shares_best(question, means, outcome)
        assert list(shares) == list(question.options)
        assert sum(shares.values()) == pytest.approx(1.0)
        assert min(shares.values()) >= 0.0


def test_the_option_with_the_highest_outcome_is_best():
    found = planted_means("impact_total", [3, 1], [2, 9], [1, 2], [0, 3])
    assert list(shares_best(QUESTIONS[0], found, "impact_total").values()) == [0.5, 0.5, 0, 0]


def test_the_lowest_is_best_where_lower_is_better():
    found = planted_means("coverage_gini_final", [0.3, 0.1], [0.2, 0.9], [0.4, 0.2], [0.1, 0.3])
    shares = shares_best(QUESTIONS[0], found, "coverage_gini_final")
    assert list(shares.values()) == [0.5, 0, 0, 0.5]


def test_options_that_tie_share_the_world_even_with_rounding_errors():
    found = planted_means(
        "impact_total", [1e7, 0, 2], [1e7 * (1 + 1e-12), 0, 1], [0, 0, 2], [0] * 3
    )
    shares = shares_best(QUESTIONS[0], found, "impact_total")
    assert list(shares.values()) == pytest.approx([1.25 / 3, 0.75 / 3, 0.75 / 3, 0.25 / 3])


def test_small_outcomes_do_not_tie_by_being_small():
    found = planted_means("impact_total", [1e-10], [2e-10], [0.0], [0.0])
    assert shares_best(QUESTIONS[0], found, "impact_total")["out"] == 1.0


def test_happenings_count_worlds_at_the_reference_setting_alone():
    found = np.zeros((4, len(settings()), len(RUN_NAMES)))
    found[:, settings().index(QUESTIONS[0].options["up"])] = 1.0
    assert all(line.endswith("| 0.0% |") for line in openness.happenings(found)[2:])
    found[0, settings().index(REFERENCE), RUN_NAMES.index("abandonments")] = 0.05
    assert "| abandonments > 0 | 25.0% |" in openness.happenings(found)


def without_numbers(text):
    return re.sub(r"\d[\d.,]*", "#", text)


def test_the_committed_page_is_what_the_study_writes_but_for_its_numbers(tmp_path, monkeypatch):
    out = tmp_path / "page.md"
    given = ["openness", "--worlds", str(WORLDS), "--replications", "1", "--out", str(out)]
    monkeypatch.setattr(sys, "argv", given)
    openness.main()
    written = without_numbers(out.read_text(encoding="utf-8")).splitlines()
    assert written == without_numbers(PAGE.read_text(encoding="utf-8")).splitlines()


def test_the_committed_page_tells_of_the_whole_study():
    text = PAGE.read_text(encoding="utf-8")
    assert f"{STORED_WORLDS + 1} [plausible worlds](plausible-worlds.md)" in text
    assert "Here 1,000 worlds of a Latin hypercube (seed 1)" in text
    assert " 20 replications each, seed 1," in text


def committed_rows():
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in rows if len(row) == 2 + len(OUTCOMES) and row[0] in TITLES]


def test_the_committed_tables_have_every_option_twice_with_shares_that_add_up():
    options = [(question.title, option) for question in QUESTIONS for option in question.options]
    rows = committed_rows()
    assert [(row[0], row[1]) for row in rows] == options * 2
    for half in (rows[: len(options)], rows[len(options) :]):
        for title in TITLES:
            for column in range(2, 2 + len(OUTCOMES)):
                shares = [float(CELL.match(r[column])[1]) for r in half if r[0] == title]
                assert sum(shares) == pytest.approx(100.0, abs=0.051 * len(shares))


def test_the_committed_intervals_are_wilsons_for_the_worlds_of_each_table():
    rows = committed_rows()
    half = len(rows) // 2
    for worlds, some in ((STORED_WORLDS + 1, rows[:half]), (1_000, rows[half:])):
        for cell in (cell for row in some for cell in row[2:]):
            share, low, high = (float(text) for text in CELL.fullmatch(cell).groups())
            expected = [100.0 * end for end in wilson(worlds * share / 100.0, worlds)]
            assert (low, high) == pytest.approx(expected, abs=0.12)


def test_the_committed_happenings_are_those_of_the_study():
    text = PAGE.read_text(encoding="utf-8")
    assert re.findall(r"^\| (\w+) > 0 \|", text, re.MULTILINE) == [*EVENTS, *EVENTS]


def test_no_option_of_a_question_wins_in_all_worlds_or_none():
    for row in committed_rows():
        share = float(CELL.match(row[2])[1])  # impact, in both ways to fill the ranges
        assert 1.0 < share < 99.0, row


def test_questions_have_distinct_titles():
    assert all(one != other for one, other in pairwise(sorted(TITLES)))
