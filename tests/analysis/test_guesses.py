"""Shares of variance: right where they are known, and luck is taken out."""

import numpy as np
import pytest

from analysis import guesses
from analysis.flips import PAIRS
from analysis.guesses import (
    LEVEL,
    OUTCOMES,
    answers,
    designs,
    grades,
    indices,
    joined,
    mixture,
    run_designs,
    settings,
    variance_shares,
)
from analysis.worlds import UNCERTAINTIES, in_world, reference_arm
from simulation import REGISTER
from simulation.engine import run_world
from simulation.outcomes import RUN_NAMES
from simulation.world import build_world

MANY = 20_000
# The standard error of a share is about 1 / sqrt(worlds) for what is near normal; the runs are
# fixed by their seed, and four of these let one in 16,000 pass by.
CLOSE = 4.0 / np.sqrt(MANY)


def ishigami(x):
    """Known from theory: first order 0.3139, 0.4424, 0; interaction of 1 and 3 0.2437."""
    first = np.sin(x[..., 0]) + 7.0 * np.sin(x[..., 1]) ** 2
    return first + 0.1 * x[..., 2] ** 4 * np.sin(x[..., 0])


def linear(x):
    """Variances 9 : 4 : 1, nothing together."""
    return x @ np.array([3.0, 2.0, 1.0])


def product(x):
    """Everything together: nobody explains anything alone."""
    return x[..., 0] * x[..., 1]


def runs_of(function, own, noise, count, seed=1, replicates=4):
    """Runs of a known function in the four designs, with luck added."""
    rng = np.random.default_rng(seed)
    a, b = rng.uniform(-np.pi, np.pi, (2, count, 3))
    c, d = b.copy(), a.copy()
    c[:, own], d[:, own] = a[:, own], b[:, own]
    ys = np.stack([function(x) for x in (a, b, c, d)])
    luck = rng.normal(0.0, noise * ys.std(), (*ys.shape, replicates)) if noise else 0.0
    return (ys[..., None] + luck + np.zeros(replicates))[..., None]


@pytest.fixture
def _few_resamples(monkeypatch):
    monkeypatch.setattr(guesses, "RESAMPLES", 20)


@pytest.mark.usefixtures("_few_resamples")
@pytest.mark.parametrize("noise", [0.0, 1.0, 2.0])
@pytest.mark.parametrize(
    ("function", "own", "alone", "total"),
    [
        (linear, [0], 9 / 14, 9 / 14),
        (linear, [0, 2], 10 / 14, 10 / 14),
        (ishigami, [0], 0.3139, 0.5576),
        (ishigami, [1], 0.4424, 0.4424),
        (ishigami, [2], 0.0, 0.2437),
        (ishigami, [0, 2], 0.5576, 0.5576),
        (ishigami, [1, 2], 0.4424, 0.6861),
        (product, [0], 0.0, 1.0),
    ],
)
def test_known_shares_are_found_whatever_the_luck(function, own, alone, total, noise):
    found = indices(*runs_of(function, own, noise, MANY))
    worse = 1.0 + noise**2 / 4  # luck that four replications leave, per variance over worlds
    assert found.alone.value[0] == pytest.approx(alone, abs=worse * CLOSE)
    assert found.total.value[0] == pytest.approx(total, abs=worse * CLOSE)
    share_of_luck = found.luck / (found.luck + found.variance)
    assert share_of_luck[0] == pytest.approx(noise**2 / (1 + noise**2), abs=CLOSE)


@pytest.mark.usefixtures("_few_resamples")
def test_without_taking_luck_out_shares_would_be_too_small():
    runs = runs_of(linear, [0, 1, 2], 2.0, MANY)
    pretended = np.repeat(runs.mean(axis=2, keepdims=True), 2, axis=2)  # replicates that agree
    assert indices(*runs).alone.value[0] == pytest.approx(1.0, abs=2 * CLOSE)
    assert indices(*pretended).alone.value[0] == pytest.approx(0.5, abs=2 * CLOSE)


def test_intervals_hold_the_truth_about_as_often_as_they_say(monkeypatch):
    monkeypatch.setattr(guesses, "RESAMPLES", 200)
    held = 0
    for seed in range(100):
        found = indices(*runs_of(ishigami, [0], 1.0, 300, seed))
        held += found.alone.low[0] <= 0.3139 <= found.alone.high[0]
    # Of 100 intervals of 95 %, fewer than 86 happen once in 20,000 times.
    assert held >= 86


def test_a_wider_sample_narrows_the_interval(monkeypatch):
    monkeypatch.setattr(guesses, "RESAMPLES", 200)
    few, many = (indices(*runs_of(linear, [0], 1.0, n)).total for n in (100, 1600))
    ratio = (few.high - few.low)[0] / (many.high - many.low)[0]
    assert 2.5 < ratio < 6.5  # sqrt(16) = 4


def test_columns_are_taken_one_by_one():
    both = np.concatenate(
        [runs_of(linear, [0], 1.0, 200), 5.0 + 1e6 * runs_of(product, [0], 1.0, 200)], axis=-1
    )
    found = indices(*both)
    for column in (0, 1):
        one = indices(*both[..., column : column + 1])
        np.testing.assert_allclose(found.alone.value[column], one.alone.value[0], rtol=1e-6)
        np.testing.assert_allclose(found.total.high[column], one.total.high[0], rtol=1e-6)


def test_where_nothing_differs_but_luck_nothing_is_known():
    rng = np.random.default_rng(1)
    still = np.zeros((4, 50, 3, 1))
    assert np.isnan(indices(*still).alone.value[0])
    row = guesses._row("a", "o", 0, {"guess": indices(*still)})
    assert row["luck_of_one_run"] is None
    assert row["grades"]["guess"]["alone"] == [None, None, None]
    lucky = indices(*rng.normal(size=(4, 50, 3, 1)))
    assert not lucky.alone.high[0] - lucky.alone.low[0] < 0.5


def test_grades_share_out_all_uncertainties_once():
    names = [name for members in grades().values() for name in members]
    assert sorted(names) == sorted(p.name for p in UNCERTAINTIES)
    for grade, members in grades().items():
        assert {REGISTER[name].grade for name in members} == {grade}


def test_designs_are_two_halves_and_their_mixtures():
    a, b, *mixtures = designs(3, 5)
    assert len(mixtures) == 2 * len(grades())
    for name in a[0]:  # the halves are drawn apart
        assert [x[name] for x in a] != [x[name] for x in b]
    for (c, d), own in zip(
        zip(mixtures[::2], mixtures[1::2], strict=True), grades().values(), strict=True
    ):
        for x, y, z, w in zip(a, b, c, d, strict=True):
            for name in x:
                mine, other = (x[name], y[name]) if name in own else (y[name], x[name])
                assert (z[name], w[name]) == (mine, other)


def test_a_mixture_keeps_every_name():
    assert mixture({"x": 1.0, "y": 2.0}, {"x": 3.0, "y": 4.0}, ["x"]) == {"x": 1.0, "y": 4.0}


def test_joining_levers_and_uncertainties_is_building_the_world():
    worlds = designs(1, 5)[0]
    arm = reference_arm()
    for levers in settings():
        base = build_world(in_world(arm, levers))
        moved = build_world(in_world(arm, worlds[0]))
        whole = build_world(in_world(arm, {**worlds[0], **levers}))
        for got, expected in zip(joined(base, moved, worlds[0]), whole, strict=True):
            assert got.tobytes() == expected.tobytes()


def test_every_world_has_luck_of_its_own_which_its_settings_share():
    worlds = [half[:2] for half in designs(2, 5)[:2]]
    runs = run_designs(reference_arm(), worlds, 2, 7)
    assert runs.shape == (2, 2, 2, len(settings()), len(OUTCOMES))
    columns = [RUN_NAMES.index(outcome) for outcome in OUTCOMES]
    for at, (design, world) in enumerate(np.ndindex(2, 2)):
        for setting in (0, 3):
            values = {**worlds[design][world], **settings()[setting]}
            whole = build_world(in_world(reference_arm(), values))
            expected = run_world(whole, 7, 2, 2 * at)[1][:, columns]
            np.testing.assert_array_equal(runs[design, world, :, setting], expected)


def test_answers_are_the_level_and_the_paired_differences():
    runs = np.random.default_rng(1).normal(size=(2, 3, 4, len(settings()), len(OUTCOMES)))
    found = answers(runs)
    assert list(found) == [LEVEL, *PAIRS]
    np.testing.assert_array_equal(found[LEVEL], runs[..., 0, :])
    first, second = (settings().index(levers) for levers in PAIRS["deep rather than out"])
    gap = runs[..., first, :] - runs[..., second, :]
    np.testing.assert_array_equal(found["deep rather than out"], gap)


def test_the_study_gives_plain_numbers_for_every_answer_and_outcome():
    found = variance_shares(6, 2)
    assert [(row["answer"], row["outcome"]) for row in found["rows"]] == [
        (answer, outcome) for answer in (LEVEL, *PAIRS) for outcome in OUTCOMES
    ]
    assert found == variance_shares(6, 2)
    assert set(found["rows"][0]["grades"]) == set(grades())
