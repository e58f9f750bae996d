"""What bears a claim out, how often it holds, and how examples are found: worked by hand."""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest

from analysis.claims import load_claims
from analysis.claims.assumption_words import BULGARIAN, meaning
from analysis.claims.examples import Search, find_example, fresh_seed, shrunk
from analysis.claims.measuring import (
    Answer,
    Share,
    Shares,
    answer,
    other_answer,
    relative_spread,
    shares,
    spread,
)
from analysis.claims.numbers_told import amounts, difference, level, percent, plain
from analysis.claims.outcome_words import OUTCOMES, UNITS
from analysis.claims.phrases import METHOD, PHRASES, phrase
from analysis.claims.places import distance, fitting, quantile, rounded, start
from analysis.claims.runs import Runs, Task
from analysis.claims.turning import find_turns, values_of
from analysis.claims.verdicts import how_often, verdict
from analysis.flips import OUTCOMES as FLIP_OUTCOMES
from analysis.worlds import UNCERTAINTIES, in_world, plausible_worlds
from simulation import REGISTER
from simulation.engine import run_world
from simulation.outcomes import RUN, RUN_NAMES
from simulation.world import build_world

NOT_FOUND = Search(None, "nowhere")
FOUND = Search("an example")


@pytest.fixture(scope="module")
def questions():
    return {one.name: one.question for one in load_claims().claims if one.question is not None}


@pytest.fixture(scope="module")
def question(questions):
    return questions["early-involvement-helps"]


def runs_with(outcome, values):
    table = np.zeros((len(values), len(RUN_NAMES)))
    table[:, RUN_NAMES.index(outcome)] = values
    return table


def said(question, arm, other):
    return answer(question, *(runs_with(question.outcome, values) for values in (arm, other)))


def test_a_difference_beyond_luck_bears_a_claim_out(question):
    one = said(question, [12.0, 13.0, 14.0], [10.0, 10.0, 10.0])
    # mean 3, standard deviation 1, t(2) = 4.303: half interval 4.303 / sqrt(3) = 2.484
    assert one.difference == one.excess == 3.0
    assert one.luck == one.half == pytest.approx(2.484, abs=1e-3)
    assert one.level == 10.0
    assert one.judged == "holds"
    assert said(question, [8.0, 7.0, 6.0], [10.0, 10.0, 10.0]).judged == "fails"
    assert said(question, [11.0, 13.0, 15.0], [10.0, 10.0, 10.0]).judged == "unclear"


def test_luck_that_both_arms_share_hides_nothing(question):
    assert said(question, [101.0, 1.0, 51.0], [100.0, 0.0, 50.0]).judged == "holds"


def test_no_difference_at_all_bears_nothing_out(question):
    one = said(question, [5.0, 7.0], [5.0, 7.0])
    assert (one.difference, one.luck, one.judged) == (0.0, 0.0, "same")


@pytest.mark.parametrize("language", ["en", "bg"])
@pytest.mark.parametrize("judged", ["holds", "fails", "same", "unclear"])
def test_every_answer_at_the_usual_assumptions_has_its_words(judged, language):
    assert "7 people" in phrase(f"start-{judged}", language, difference="7 people")


def test_a_claim_of_less_turns_the_sign(questions):
    lower = questions["coordination-eats-pooling"]
    assert lower.direction == "lower"
    one = said(lower, [8.0, 8.0], [10.0, 10.0])
    assert (one.difference, one.excess, one.judged) == (-2.0, 2.0, "holds")


def test_a_margin_of_the_level_has_to_be_exceeded(questions):
    key = questions["supportive-environment"]
    assert key.margin_share == 0.05
    assert said(key, [106.0, 106.0], [100.0, 100.0]).judged == "holds"
    short = said(key, [104.0, 104.0], [100.0, 100.0])
    assert (short.difference, short.judged) == (4.0, "fails")
    assert short.excess == pytest.approx(-1.0)


def test_one_replication_tells_nothing(question):
    assert said(question, [9.0], [1.0]).judged == "unclear"


def test_other_outcomes_count_in_the_direction_that_people_want():
    column = RUN_NAMES.index("coverage_gini_final")
    arm, other = (runs_with("coverage_gini_final", [v, v]) for v in (0.2, 0.5))
    assert other_answer("coverage_gini_final", column, arm, other).judged == "holds"


def planted(*excesses, luck=0.5):
    return [Answer(e, e, luck, 10.0, luck) for e in excesses]


def test_shares_count_means_clear_answers_and_luck_apart():
    found = shares([*planted(1.0, 2.0, 0.1, -0.1), *planted(-3.0), Answer(0, 0, 0, 1, 0)])
    assert found.exceeds.value == pytest.approx(3 / 6)
    assert (found.holds, found.fails, found.unclear) == pytest.approx((2 / 6, 1 / 6, 2 / 6))
    assert found.same == pytest.approx(1 / 6), "no luck hides what is the same in every run"
    assert found.exceeds.low < 0.5 < found.exceeds.high


def test_a_world_without_a_number_bears_nothing_out():
    found = shares([Answer(math.nan, math.nan, math.inf, math.nan, math.inf), *planted(1.0)])
    assert (found.exceeds.value, found.unclear) == (0.5, 0.5)


def test_percentiles_are_over_worlds_and_relative_to_the_level():
    answers = planted(*range(101))
    assert spread(answers) == pytest.approx((5, 25, 50, 75, 95))
    assert relative_spread(answers) == pytest.approx((50, 250, 500, 750, 950))
    assert relative_spread([Answer(1, 1, 0, 0.0, 0)]) == ()


def counted(share, worlds=300, unclear=0.1, fails=0.1):
    return Shares(worlds, Share.of(round(share * worlds), worlds), 0.0, fails, unclear, 0.0)


@pytest.mark.parametrize(
    ("share", "word"),
    [
        (1.0, "nearly-always"), (0.95, "nearly-always"), (0.94, "usually"), (0.67, "usually"),
        (0.66, "depends"), (0.34, "depends"), (0.33, "rarely"), (0.06, "rarely"),
        (0.05, "hardly-ever"), (0.0, "hardly-ever"),
    ],
)  # fmt: skip
def test_the_word_follows_from_the_share(share, word):
    assert how_often(counted(share)) == word


def test_nothing_is_said_where_luck_hides_most_or_worlds_are_few():
    assert how_often(counted(0.9, unclear=0.51)) == "luck"
    assert how_often(counted(0.9, worlds=19)) == "few-worlds"
    assert how_often(counted(0.9, worlds=20)) != "few-worlds"


@pytest.mark.parametrize(
    ("claims", "share", "stands"),
    [
        ("usually", 0.75, "yes"), ("usually", 0.7, "open"), ("usually", 0.64, "open"),
        ("usually", 0.55, "no"), ("more_often_than_not", 0.6, "yes"),
        ("more_often_than_not", 0.52, "open"), ("more_often_than_not", 0.4, "no"),
    ],
)  # fmt: skip
def test_whether_it_stands_follows_from_what_is_claimed(claims, share, stands):
    assert verdict(claims, counted(share), NOT_FOUND).stands == stands


def test_a_single_confirmed_example_refutes_always_however_often_it_holds():
    assert verdict("always", counted(0.99), FOUND) == ("nearly-always", "no")
    assert verdict("always", counted(1.0, fails=0.0), NOT_FOUND) == ("nearly-always", "yes")
    assert verdict("always", counted(0.99, fails=0.003), NOT_FOUND).stands == "open"
    assert verdict("usually", counted(0.99), FOUND).stands == "yes"


def test_luck_leaves_usually_open_but_not_always_refuted():
    assert verdict("usually", counted(0.9, unclear=0.6), NOT_FOUND).stands == "open"
    assert verdict("always", counted(0.9, unclear=0.6), FOUND).stands == "no"


@pytest.mark.parametrize("parameter", UNCERTAINTIES, ids=lambda p: p.name)
def test_a_quantile_is_the_prior_turned_round(parameter):
    for share in (0.0, 0.3, 1.0):
        assert quantile(parameter, parameter.at(share)) == pytest.approx(share, abs=1e-9)
    for share in (0.01, 0.5, 0.999):
        value = rounded(parameter.name, parameter.at(share))
        assert parameter.low <= value <= parameter.high
        assert value == pytest.approx(parameter.at(share), rel=6e-3)


def test_distance_is_in_quantiles():
    assert distance({"need_share": 0.002}, {"need_share": 0.05}) == pytest.approx(1.0)
    one, other = {"need_share": 0.002, "stigma": 0.0}, {"need_share": 0.05, "stigma": 1.0}
    assert distance(one, other) == pytest.approx(math.sqrt(2.0))


def test_conditions_choose_worlds_and_move_the_start(questions):
    where = questions["pooling-fails-with-unlike-goals"]
    worlds = fitting(where, plausible_worlds())
    assert 50 < len(worlds) < 301
    assert all(0.5 <= world["goal_difference"] <= 1.0 for world in worlds)
    assert start(where)["goal_difference"] == 0.5  # the default is 0.3
    assert start(where)["need_share"] == REGISTER["need_share"].default
    assert values_of(where, "goal_difference", 3) == pytest.approx([0.5, 0.75, 1.0])


def test_a_world_has_to_meet_every_condition_at_both_ends(question):
    both = replace(question, conditions={"stigma": (0.2, 0.4), "backlash": (0.5, 0.6)})
    worlds = [{**start(question), "stigma": s, "backlash": b}
              for s in (0.1, 0.3, 0.5) for b in (0.4, 0.55, 0.7)]  # fmt: skip
    (found,) = fitting(both, worlds)
    assert (found["stigma"], found["backlash"]) == (0.3, 0.55)


def test_runs_are_those_of_a_world_built_anew_and_each_is_done_once(question):
    told = []
    runs = Runs(lambda done, ahead: told.append((done, ahead)), threads=2)
    world = plausible_worlds(5)[4]
    task = Task(question.arm, world, 3, 7)
    copy = question.arm.model_copy(update={"label": "another label"})
    runs.expect_of([task, Task(copy, world, 3, 7)])
    runs.fill([task, Task(copy, dict(world), 3, 7), task])
    assert told == [(3, 3)]
    expected = run_world(build_world(in_world(question.arm, world)), 7, 3)[1]
    np.testing.assert_array_equal(runs.of(task), expected)
    assert runs.of(task) is runs.of(Task(copy, world, 3, 7))


def a_world(**changed):
    return {"a": 0.0, "b": 0.0, "c": 0.0, "d": 0.0, **changed}


def test_an_example_keeps_only_the_assumptions_that_it_needs():
    tried = itertools.count()

    def still(world):
        next(tried)
        return world["a"] > 0.0 and world["c"] > 0.0

    far = a_world(a=3.0, b=2.0, c=1.0, d=4.0)
    assert shrunk(far, a_world(), still) == a_world(a=3.0, c=1.0)
    assert next(tried) < 20


def test_an_assumption_goes_back_as_far_as_the_answer_allows():
    usual = {"stigma": 0.4, "need_share": 0.01}
    found = shrunk({"stigma": 1.0, "need_share": 0.05}, usual, lambda w: w["stigma"] > 0.6)
    assert found["need_share"] == 0.01
    assert found["stigma"] == 0.7  # half the way; the next half would be 0.55


class PlantedRuns:
    """Runs in which the arm brings what one assumption says, and luck nothing."""

    def __init__(self, question, name, turn):
        self.question, self.name, self.turn = question, name, turn

    def fill(self, tasks):
        """Nothing has to be run."""

    def of(self, task):
        value = 0.0
        if task.arm is self.question.arm:
            value = 1.0 if task.world[self.name] <= self.turn else -1.0
        noise = 1e-3 * np.arange(task.replications)
        return runs_with(self.question.outcome, 10.0 + value + noise * (value != 0.0))

    fresh = of


def test_a_planted_turn_is_found_and_nothing_else(question):
    found = find_turns(PlantedRuns(question, "stigma", 0.6), question, 4, 1)
    assert [turn.name for turn in found.found] == ["stigma"]
    assert found.found[0].values == pytest.approx([0.583], abs=0.09)
    assert (found.candidates, found.left_out) == (1, 0)


def test_the_nearest_world_with_the_answer_is_taken(question, monkeypatch):
    seen = []

    def remember(_question, world, shows, seed):
        seen.append((world, shows, seed))
        return "example"

    monkeypatch.setattr("analysis.claims.examples.replayed", remember)
    runs = PlantedRuns(question, "stigma", 0.6)
    worlds = [{**start(question), "stigma": v, "backlash": b}
              for v, b in ((0.95, 0.9), (0.8, 0.9), (0.2, 0.1))]  # fmt: skip
    answers = [*planted(-1.0), *planted(-1.0), *planted(1.0)]
    assert find_example(runs, question, worlds, answers, "fails", 1).example == "example"
    ((world, shows, seed),) = seen
    assert (shows, seed) == ("fails", 2)
    changed = {name for name in world if world[name] != start(question)[name]}
    assert changed == {"stigma"}
    assert 0.6 < world["stigma"] <= 0.8


def test_an_answer_at_the_usual_assumptions_is_its_own_example(question, monkeypatch):
    monkeypatch.setattr("analysis.claims.examples.replayed", lambda _q, world, *_: world)
    runs = PlantedRuns(question, "stigma", 0.6)
    assert find_example(runs, question, [], [], "holds", 1).example == start(question)
    assert find_example(runs, question, [], [], "fails", 1) == Search(None, "nowhere")


def test_what_fresh_luck_does_not_bear_out_is_no_example(question, monkeypatch):
    monkeypatch.setattr("analysis.claims.examples.replayed", lambda *_: None)
    runs = PlantedRuns(question, "stigma", 0.6)
    assert find_example(runs, question, [], [], "holds", 1).why_none == "not confirmed"


def test_fresh_luck_is_another_seed_that_is_in_range():
    assert fresh_seed(0) == 1
    assert fresh_seed(2**32 - 1) == 0


def test_every_outcome_unit_and_assumption_has_words_in_both_languages():
    assert set(OUTCOMES) == {outcome.name for outcome in RUN}
    assert set(UNITS) >= {outcome.unit for outcome in RUN}
    assert set(BULGARIAN) == {parameter.name for parameter in UNCERTAINTIES}
    assert len(set(BULGARIAN.values())) == len(BULGARIAN)
    assert set(FLIP_OUTCOMES) <= set(OUTCOMES)
    for parameter in UNCERTAINTIES:
        assert not meaning(parameter.name, "en").endswith(".")


def test_phrases_say_the_same_values_in_both_languages():
    import string

    def fields(text):
        return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name})

    for name, (english, bulgarian) in PHRASES.items():
        assert fields(english) == fields(bulgarian), name
    for english, bulgarian in zip(*METHOD, strict=True):
        assert fields(english) == fields(bulgarian)


def test_numbers_carry_the_digits_that_they_deserve():
    assert difference(-1178.2, -1492.0, -864.4, "person-months", "en") == (
        "−1,178 (−1,492 to −864) person-months"
    )
    assert difference(0.034, 0.02, 0.048, "share", "bg") == "+3 (+2 до +5) процентни пункта"
    assert amounts((-0.0014, 0.0021), "0-1", "en", 0.001) == ["−0.001", "+0.002"]
    assert level(0.634, "share", "en") == "63 %"
    assert (percent(0.0, "en"), percent(1.0, "bg")) == ("0 %", "100 %")
    assert plain(8_000.0, "bg") == "8\u00a0000"
