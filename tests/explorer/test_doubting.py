"""What if we are wrong: counted as the model answers, on equal luck, and growing step by step."""

import json
from types import SimpleNamespace

import numpy as np
import pytest

from analysis.comparison import compare
from analysis.explorer import doubting, guessing
from analysis.explorer.catalogue import stored_worlds
from analysis.explorer.doubting import _clear, flips_job, guesses_job, without_luck, worlds_job
from analysis.explorer.question import Option, arms_of
from analysis.explorer.stepping import pair_of
from analysis.flips import SHARES, flips
from analysis.statistics import wilson
from analysis.worlds import in_world, open_assumptions
from simulation import REGISTER, ScenarioError, run_ensemble
from simulation.engine import run_world
from simulation.outcomes import RUN_NAMES
from simulation.world import build_world

from .asked import asked, tiny

OUTCOME = "impact_total"
COLUMN = RUN_NAMES.index(OUTCOME)


def short(monkeypatch, **sizes):
    for name, size in sizes.items():
        monkeypatch.setattr(doubting if hasattr(doubting, name) else guessing, name, size)


def all_steps(job):
    steps = list(job)
    done, totals = [step[0] for step in steps], {step[1] for step in steps}
    assert done == sorted(done)
    assert totals == {done[-1]}
    json.dumps([step[2] for step in steps], allow_nan=False)
    return steps


def gap(question, values, count, first=0):
    arms = arms_of(question)
    reference, option = (
        run_world(build_world(in_world(arms[name], values)), question.seed, count, first)[1]
        for name in ("reference", "option-1")
    )
    return (option - reference)[:, COLUMN]


@pytest.mark.parametrize("job", [worlds_job, flips_job, guesses_job])
def test_an_unknown_outcome_or_a_bad_question_is_refused(job):
    with pytest.raises(ScenarioError, match="Did you mean impact_total"):
        next(job(asked(Option("up")), "impact_totall"))
    with pytest.raises(ScenarioError, match=r"options\.0\.arm"):
        next(job(asked(Option("upp")), OUTCOME))


def test_worlds_are_counted_as_they_answer(monkeypatch):
    short(monkeypatch, WORLDS=5, REPLICATIONS=8)
    question = asked(Option("out"), replications=10, assumptions={"base_trust": 0.6})
    steps = all_steps(worlds_job(question, OUTCOME))
    result = steps[-1][2]
    free = set(open_assumptions(tiny().arms.values())) - {"base_trust"}
    for point in result["points"]:
        world = stored_worlds()[point["world"]]
        values = {name: world[name] for name in free}
        expected = gap(question, values, 8, point["world"] * 8)
        assert point["difference"] == pytest.approx(expected.mean())
        assert point["error"] == pytest.approx(expected.std(ddof=1) / np.sqrt(8))
    means = np.array([point["difference"] for point in result["points"]])
    better = int((means > 0).sum())
    assert (result["worlds"], result["better"]) == (5, better)
    share = result["share"]
    assert (share["mean"], share["low"], share["high"]) == (better / 5, *wilson(better, 5))
    errors = np.array([point["error"] for point in result["points"]])
    known = np.percentile(without_luck(means, errors), (10, 90))
    assert list(result["unknown"].values()) == pytest.approx(known)
    now = np.percentile(gap(question, {}, 10), (10, 90))
    assert list(result["luck"].values()) == pytest.approx(now)
    assert len({id(step[2]) for step in steps}) == 1 + 5 + 1
    growing = [step[2]["worlds"] for step in steps]
    assert growing == sorted(growing)
    assert {0, 1, 2, 3, 4, 5} == set(growing)


def made_worlds(by_worlds, by_luck, worlds=60, runs=24, seed=0):
    """Runs of worlds whose true differences spread by so much, and each run's luck by so much."""
    chance = np.random.default_rng(seed)
    true = 10.0 + by_worlds * chance.standard_normal((worlds, 1))
    return true, list(true + by_luck * chance.standard_normal((worlds, runs)))


@pytest.mark.parametrize(("by_worlds", "by_luck"), [(1.0, 0.0), (1.0, 5.0), (1.0, 10.0)])
def test_luck_is_not_counted_as_what_is_unknown(by_worlds, by_luck):
    found = []
    for seed in range(20):
        _, gaps = made_worlds(by_worlds, by_luck, seed=seed)
        means = np.array([gap.mean() for gap in gaps])
        errors = np.array([gap.std(ddof=1) / np.sqrt(len(gap)) for gap in gaps])
        kept = without_luck(means, errors)
        assert kept.mean() == pytest.approx(means.mean())
        found.append(np.ptp(np.percentile(kept, (10, 90))))
    # the middle 80 % of a normal distribution lie within 1.2816 deviations
    assert np.mean(found) == pytest.approx(2 * 1.2816 * by_worlds, rel=0.12)


def test_worlds_that_differ_by_luck_alone_leave_nothing_unknown():
    means, errors = np.array([1.0, 2.0, 3.0]), np.array([2.0, 2.0, 2.0])
    assert without_luck(means, errors).tolist() == [2.0, 2.0, 2.0]
    assert without_luck(np.array([3.0]), np.array([1.0])).tolist() == [3.0]
    assert without_luck(np.zeros(0), np.zeros(0)).tolist() == []


def test_luck_of_worlds_is_never_counted_as_clear():
    counted = [_clear([gap - 10.0 for gap in made_worlds(0.0, 5.0, seed=seed)[1]]).sum()
               for seed in range(20)]  # fmt: skip
    assert sum(count > 0 for count in counted) <= 3  # 2 standard errors counted some in all
    true, gaps = made_worlds(3.0, 5.0)
    clear = _clear([gap - 10.0 for gap in gaps])
    assert clear[np.abs(true[:, 0] - 10.0) > 4.0].all()
    assert clear.sum() < len(gaps)
    few = np.zeros(24)
    few[:5] = 1.0
    assert _clear([np.zeros(24), np.ones(24), few]).tolist() == [False, True, False]
    assert _clear([]).tolist() == []


@pytest.mark.parametrize("outcome", ["impact_total", "cost_per_impact_eur"])
def test_better_follows_what_people_want(monkeypatch, outcome):
    short(monkeypatch, WORLDS=3, REPLICATIONS=8)
    question = asked(Option("even", {"grant_eur": 3e6}), replications=8)
    *_, (_, _, result) = worlds_job(question, outcome)
    lower_is_better = outcome == "cost_per_impact_eur"
    expected = sum((point["difference"] < 0) == lower_is_better for point in result["points"])
    assert result["better"] == expected
    assert result["clearly_better"] + result["clearly_worse"] <= 3
    assert result["clearly_better"] <= result["better"]


def test_an_option_like_the_reference_differs_nowhere(monkeypatch):
    short(monkeypatch, WORLDS=3, REPLICATIONS=6)
    *_, (_, _, result) = worlds_job(asked(Option("even"), replications=6), OUTCOME)
    assert (result["nothing_differs"], result["better"], result["clearly_worse"]) == (3, 0, 0)
    assert result["luck"] == result["unknown"] == {"low": 0.0, "high": 0.0}


def test_flips_are_found_where_the_line_turns_and_the_most_influential_comes_first(monkeypatch):
    short(monkeypatch, REPLICATIONS=4)
    free = ("base_trust", "own_income_share", "founding_per_year")
    monkeypatch.setattr("analysis.explorer.stepping.open_assumptions", lambda _: free)
    question = asked(Option("out", {"grant_eur": 5e5}), assumptions={"base_trust": 0.6})
    steps = all_steps(flips_job(question, OUTCOME))
    result = steps[-1][2]
    assert steps[-1][1] == 1 + 3 * len(SHARES)
    assert set(result["curves"]) == set(free)
    assert result["looked_at"] == 3
    now = gap(question, {}, 4)
    assert (result["at"], result["error"]) == pytest.approx(
        (now.mean(), now.std(ddof=1) / 2), rel=1e-9
    )
    for name, curve in result["curves"].items():
        assert curve["values"] == [REGISTER[name].at(u) for u in SHARES]
        expected = [gap(question, {name: value}, 4).mean() for value in curve["values"]]
        assert curve["differences"] == pytest.approx(expected)
        turned = flips(*(np.array(curve[key]) for key in ("values", "differences", "errors")))
        assert [one["values"] for one in result["flips"] if one["assumption"] == name] == (
            [turned] if turned else []
        )
    # no academy: how many are founded cannot matter, and comes last
    assert list(result["curves"])[-1] == "founding_per_year"
    assert len(set(result["curves"]["founding_per_year"]["differences"])) == 1


def test_shares_of_the_variance_are_those_of_planted_runs(monkeypatch):
    """The level hangs on guesses alone, the difference on nothing."""
    short(monkeypatch, TOLD_EVERY=40)
    monkeypatch.setattr(guessing, "WORLDS", 120)
    monkeypatch.setattr(guessing, "REPLICATIONS", 2)
    guessed = [p.name for p in REGISTER.values() if p.role == "uncertainty" and p.grade == "guess"]
    name = guessed[0]

    class Planted:
        free = tuple(p.name for p in REGISTER.values() if p.role == "uncertainty")
        outcome = SimpleNamespace(name=OUTCOME)
        found = np.zeros((2, 2))

        def run(self, values, count, first):
            luck = 0.001 * np.cos(np.arange(first, first + count))
            level = (values[name] - REGISTER[name].low) / (REGISTER[name].high - REGISTER[name].low)
            self.found = np.repeat((level + luck)[:, np.newaxis], 2, axis=1)
            yield

    monkeypatch.setattr(guessing, "pair_of", lambda *_: Planted())
    steps = all_steps(guesses_job(asked(Option("up")), OUTCOME))
    result = steps[-1][2]
    level = {one["grade"]: one for one in result["level"]}
    assert level["guess"]["total"]["mean"] == pytest.approx(1.0, abs=0.05)
    assert level["guess"]["alone"]["mean"] == pytest.approx(1.0, abs=0.2)
    assert level["one study"]["total"]["mean"] == pytest.approx(0.0, abs=0.05)
    assert level["guess"]["assumptions"] == len(guessed)
    assert (result["level_varies"], result["difference_varies"]) == (True, False)
    unknown = {"mean": None, "low": None, "high": None}
    assert all(one["total"] == one["alone"] == unknown for one in result["difference"])
    assert {step[2]["worlds"] for step in steps} == {0, 40, 80, 120}


def test_guesses_are_shared_out_over_what_is_open(monkeypatch):
    monkeypatch.setattr(guessing, "WORLDS", 8)
    monkeypatch.setattr(guessing, "REPLICATIONS", 2)
    short(monkeypatch, TOLD_EVERY=8)
    question = asked(Option("up"), assumptions={"base_trust": 0.6})
    result = all_steps(guesses_job(question, OUTCOME))[-1][2]
    free = set(open_assumptions(tiny().arms.values())) - {"base_trust"}
    assert sum(one["assumptions"] for one in result["level"]) == len(free)
    for one in (*result["level"], *result["difference"]):
        for share in (one["alone"], one["total"]):
            ends = [share["low"], share["mean"], share["high"]]
            assert ends == [None] * 3 or all(0.0 <= end <= 1.0 for end in ends)


def test_steps_hold_the_runs_of_the_ensemble_whatever_their_size():
    question = asked(Option("deep"), seed=6)
    pair = pair_of(question, OUTCOME)
    assert len(list(pair.run({}, 11))) > 2
    made = run_ensemble(tiny(), 11, 6)
    assert made.arms[0] == "even"
    expected = made.run_of(OUTCOME)[[0, made.arms.index("deep")]].T
    assert pair.found.tolist() == expected.tolist()
    row = compare(tiny(), made).of("deep", OUTCOME)
    assert np.mean(pair.found[:, 1] - pair.found[:, 0]) == pytest.approx(row.difference)
