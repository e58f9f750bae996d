"""Answers hold the numbers of ``snowball compare``, to the last bit, and say what to beware of."""

import json
from types import SimpleNamespace

import numpy as np
import pytest

from analysis.comparison import compare, differences
from analysis.explorer.answering import (
    BANDS,
    COMPARED,
    LEVELS,
    answer,
    arm_answer,
    as_told,
    bands_of,
    rows_of,
    warnings_of,
)
from analysis.explorer.question import Option, arms_of
from analysis.explorer.runs import Runs, run_arm
from analysis.money import money_of
from analysis.verdict import FEWEST_REPLICATIONS, bounds, size
from analysis.words import MAIN, between, number
from simulation import load_scenario, run_ensemble
from simulation.outcomes import MONTHLY_NAMES, RUN_NAMES

from .asked import MONTHS, asked, tiny


def answered(question, *, draft=False):
    arms = arms_of(question)
    runs = [run_arm(arm, question.seed, question.replications) for arm in arms.values()]
    return answer(question, runs, arms, draft=draft), arms, runs


@pytest.mark.parametrize(("name", "replications"), [("tiny", 30), ("tiny", 7), ("bureau", 24)])
def test_numbers_are_those_of_the_command_line(name, replications):
    scenario = tiny() if name == "tiny" else load_scenario(name)
    others = [arm for arm in scenario.arms if arm != scenario.reference]
    question = asked(
        *map(Option, others[:4]), scenario=scenario, seed=scenario.seed, replications=replications
    )
    found, _, _ = answered(question)
    results = run_ensemble(scenario, replications)
    comparison = compare(scenario, results)
    money = {one.arm: one.spent_eur for one in money_of(results)}
    presets = [scenario.reference, *others[:4]]
    for preset, told in zip(presets, found["arms"], strict=True):
        assert told["spent_eur"] == money[preset]
        assert list(told["levels"]) == list(LEVELS)
        for outcome, level in told["levels"].items():
            assert tuple(level.values()) == tuple(comparison.level_of(preset, outcome))
        for row in told["differences"] or ():
            expected = comparison.of(preset, row["outcome"])
            plain = expected.as_dict()
            assert {key: row[key] for key in plain if key in row} == {
                key: value for key, value in plain.items() if key in row
            }
            assert row["slight"] == expected.slight
    assert [row["outcome"] for row in found["arms"][1]["differences"]] == list(COMPARED)
    assert set(MAIN) < set(COMPARED)
    assert found["arms"][0]["differences"] is None
    json.dumps(found, allow_nan=False)


def test_a_choice_of_outcomes_changes_no_number():
    made = run_ensemble(tiny(), 24, 2)
    whole = {row.outcome: row.as_dict() for row in differences("x", made.runs[0], made.runs[1])}
    assert list(whole) == list(RUN_NAMES)
    some = differences("x", made.runs[0], made.runs[1], ("trust_final", "impact_total"))
    assert [row.outcome for row in some] == ["impact_total", "trust_final"]
    assert [row.as_dict() for row in some] == [whole["impact_total"], whole["trust_final"]]


def test_bands_are_percentiles_of_runs_and_shares_of_what_is_scarce_add_up():
    question = asked(Option("up"), replications=21)
    found, _, runs = answered(question)
    bands = found["arms"][1]["bands"]
    assert list(bands) == list(BANDS)
    for outcome in BANDS:
        values = runs[1].monthly_of(outcome)
        low, high = np.percentile(values, (10, 90), axis=0)
        for name, expected in (("low", low), ("mean", values.mean(axis=0)), ("high", high)):
            assert bands[outcome][name] == pytest.approx(expected, abs=0.006)
            assert len(bands[outcome][name]) == MONTHS
    scarce = found["arms"][1]["scarce"]
    assert list(scarce) == ["staff", "premises", "money", "know_how", "demand"]
    assert np.sum(list(scarce.values()), axis=0) == pytest.approx(np.ones(MONTHS), abs=1e-4)


@pytest.mark.parametrize("replications", [1, 2, 11])
def test_percentiles_lie_between_the_two_nearest_runs(replications):
    monthly = np.zeros((replications, 1, len(MONTHLY_NAMES)))
    monthly[:, 0, MONTHLY_NAMES.index("reach")] = np.arange(replications)[::-1]
    found = bands_of(Runs(monthly, np.zeros((replications, len(RUN_NAMES)))))["reach"]
    last = replications - 1
    assert (found["low"], found["high"]) == (
        [pytest.approx(0.1 * last)], [pytest.approx(0.9 * last)],
    )  # fmt: skip


def test_a_draft_has_no_differences_and_no_intervals_but_the_same_lines():
    question = asked(Option("up"), replications=12)
    full, arms, runs = answered(question)
    draft, _, _ = answered(question, draft=True)
    for one, other in zip(full["arms"], draft["arms"], strict=True):
        assert other["differences"] is None
        assert one["bands"] == other["bands"]
        for outcome, level in other["levels"].items():
            assert level == {"mean": one["levels"][outcome]["mean"], "low": None, "high": None}
    known = [arm_answer(arm, own) for arm, own in zip(arms.values(), runs, strict=True)]
    assert answer(question, runs, arms, draft=False, known=known) == full


def test_a_difference_is_told_as_on_the_command_line():
    made = run_ensemble(tiny(), 30, 1)
    for arm in made.runs[1:]:
        for row in rows_of(Runs(made.monthly[0], made.runs[0]), Runs(made.monthly[1], arm)):
            if row.outcome not in MAIN:
                continue
            told = as_told(row)["told"]
            decimals, unit = told["decimals"], told["unit"]
            if row.clear:
                assert f"{number(abs(told['value']), decimals)} {unit}".strip() == size(row)
                assert np.sign(told["value"]) == np.sign(row.difference)
            else:
                ends = between(told["low"], told["high"], decimals, unit, signed=True)
                assert ends == bounds(row)


def test_one_run_leaves_what_is_not_known_open():
    found, _, _ = answered(asked(Option("up"), replications=1))
    row = found["arms"][1]["differences"][0]
    assert (row["low"], row["told"]["low"], row["clear"]) == (None, None, False)
    json.dumps(found, allow_nan=False)


def made_up(funding=12.0, horizon=84.0, count=FEWEST_REPLICATIONS, **run):
    runs = np.zeros((count, len(RUN_NAMES)))
    for outcome, value in run.items():
        runs[:, RUN_NAMES.index(outcome)] = value
    parameters = {"horizon_months": horizon, "funding_months": funding}
    return SimpleNamespace(parameters=parameters), Runs(np.zeros((count, 1, 1)), runs)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {}, {}),
        ({"funding": 48.0}, {"funding": 49.0}, {"ends_early": {"months": 35.0}}),
        ({"funding": 48.0}, {"funding": 48.0}, {}),
        ({"count": 29}, {"count": 29}, {"few_replications": {"replications": 29, "fewest": 30}}),
        (
            {"funding_eur": 1000.0}, {"funding_eur": 1000.0, "returned_eur": 10.0},
            {"unequal_money": {"least": 990.0, "most": 1000.0}},
        ),
        ({"funding_eur": 1000.0}, {"funding_eur": 1000.0, "returned_eur": 4.0}, {}),
        ({"people_residual": 1e-3}, {}, {"books_open": {"ledger": 0.0, "people": 1e-3}}),
        ({}, {"ledger_residual_eur": np.nan}, {"books_open": {"people": 0.0}}),
    ],
)  # fmt: skip
def test_warnings_say_what_to_beware_of(one, other, expected):
    arms, runs = zip(made_up(**one), made_up(**other), strict=True)
    found = {warning["code"]: warning["numbers"] for warning in warnings_of(arms, runs)}
    assert found == expected
