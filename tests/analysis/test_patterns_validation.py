"""Rows that were held back: their shape, their statistics, and that broken rules fail them."""

import importlib
import math
import os

import numpy as np
import pytest

from analysis.patterns.row import Bench, Sketch
from analysis.patterns.runs import IN_MOST_WORLDS, mean_share_of, median_of, share_above_zero
from analysis.patterns.validation_coalitions import rise_and_fall
from analysis.patterns.validation_diffusion import growth_per_year
from analysis.patterns.validation_diffusion import level_when_steepest as municipal_level
from analysis.patterns.validation_elections import TERM, hazards, weight_of_election_year
from analysis.patterns.validation_money import AFTER, BEFORE, fall_in_a_year
from analysis.patterns.validation_neighbours import COMMITTED, morans_i, tipping_share
from analysis.patterns.validation_people import fall_against_rise, level_when_steepest
from analysis.worlds import default_world, prior_worlds

THEMES = (
    "coalitions", "cooperation", "diffusion", "elections", "involvement", "money", "neighbours",
    "people",
)  # fmt: skip
MODULES = {
    theme: importlib.import_module(f"analysis.patterns.validation_{theme}") for theme in THEMES
}
ROWS = {row.name: row for module in MODULES.values() for row in module.PATTERNS}
BENCH = Bench((default_world(), *prior_worlds(1, seed=3)), seed=2)
NOTHING = Sketch("x", "y", ())


@pytest.fixture
def few_replications(monkeypatch):
    """Measure coarsely; the scorecard measures in full."""
    for module in MODULES.values():
        for name in vars(module):
            if name.endswith("REPLICATIONS") and getattr(module, name) > 6:
                monkeypatch.setattr(module, name, 6)


def test_there_are_many_and_all_say_what_they_mean():
    assert len(ROWS) >= 14
    for row in ROWS.values():
        assert row.kind == "validation"
        low, high = row.within
        assert -1.0 <= low < high <= 1.0
        assert min(map(len, (row.title, row.statistic, row.because, row.if_failed))) > 10


def test_patterns_of_direction_alone_share_one_tolerance():
    of_direction = [row for row in ROWS.values() if row.statistic.startswith("share of worlds")]
    assert len(of_direction) >= 8
    assert {row.within for row in of_direction} == {IN_MOST_WORLDS}


@pytest.mark.usefixtures("few_replications")
@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_row_gives_a_result_with_interval_and_figure_and_again_the_same(name, monkeypatch):
    first = ROWS[name].measure(BENCH)
    if math.isnan(first.value):
        assert math.isnan(first.low)
        assert math.isnan(first.high)
    else:
        assert first.low <= first.value <= first.high
    assert first.sketch.x_label
    assert first.sketch.y_label
    for curve in first.sketch.curves:
        assert len(curve.xs) == len(curve.ys) > 0
        assert np.isfinite([*curve.xs, *curve.ys]).all()
    forget_runs()
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    again = ROWS[name].measure(BENCH)
    assert repr(again) == repr(first)


def forget_runs():
    MODULES["diffusion"]._long_runs.cache_clear()


BROKEN = {
    "contact-raises-acceptance": ({"backlash": 0.0}, {"contact_effect_per_month": 0.0}),
    "abandonment-after-elections": ({}, {"turnover_probability": 0.0}),
    "formal-programmes-stay": ({}, {"abandonment_probability": 0.0}),
    "backbone-larger-coalition": ({}, {"backbone_saving": 0.0}),
    "coalition-inverted-u-unlike": (
        {"coordination_fte_per_tie": 0.04}, {"coordination_fte_per_tie": 0.0}
    ),
    "monitoring-sustains": (
        {"leaving_per_month": 0.0},
        {"imperfect_cooperation_per_month": 0.0, "cooperation_recovery_per_month": 0.0},
    ),
    "trust-falls-faster": ({}, {"bad_to_good_ratio": 0.0}),
    "uptake-s-shape": ({}, {"word_of_mouth_per_month": 0.0}),
    "contact-brings-adoption": ({}, {"persuasion_per_month": 0.0}),
    "municipal-growth-rate": ({}, {"persuasion_per_month": 0.0}),
    "grant-cliff": ({}, {"oneoff_spend_months": 34.0, "grant_eur": 0.0}),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_row_that_holds_by_a_rule_fails_without_it(name):
    given, broken = BROKEN[name]
    world = {**default_world(), **given}
    assert ROWS[name].holds(ROWS[name].measure(Bench((world,))))
    without = Bench(({**world, **broken},))
    assert not ROWS[name].holds(ROWS[name].measure(without))


def test_worlds_without_a_case_are_left_out_and_no_difference_is_not_right():
    share = share_above_zero([1.0, 0.0, -1.0, math.nan, 2.0], NOTHING)
    assert share.value == 0.5
    assert 0.0 < share.low < 0.5 < share.high < 1.0
    assert median_of([math.nan, 3.0, 1.0, 2.0], NOTHING).value == 2.0
    assert mean_share_of([1.0, 0.5, math.nan], NOTHING).value == 0.75
    for summary in (share_above_zero, median_of, mean_share_of):
        assert math.isnan(summary([math.nan], NOTHING).value)


def test_growth_and_shape_of_known_curves():
    years = np.arange(480) / 12
    logistic = 100 / (1 + np.exp(-0.37 * (years - 20)))
    concave = 100 * (1 - np.exp(-0.37 * years))
    assert growth_per_year(logistic) == pytest.approx(0.37, rel=0.02)
    assert municipal_level(logistic) == pytest.approx(1 / (1 + math.exp(0.74)), abs=0.02)
    assert municipal_level(concave) == 0.0
    assert level_when_steepest(logistic) == pytest.approx(0.5, abs=0.02)
    assert level_when_steepest(concave) < 0.01
    assert growth_per_year(np.zeros(24)) == 0.0
    assert math.isnan(municipal_level(np.zeros(96)))


def test_drops_are_counted_by_month_since_the_last_election():
    programmes = np.full((2, 130), 10.0)
    dropped = np.zeros((2, 130))
    dropped[0, 30:] += 3.0  # in month 30, six months after the election of month 24
    dropped[1, 100:] += 2.0  # month 100: four months after that of month 96, terms are 48
    table = hazards(programmes, dropped, 24)
    assert table[0, 6] == 3.0
    assert table[0, (100 - 24) % TERM] == 2.0
    assert table[0].sum() == 5.0
    assert table[1].sum() == 20.0 * (130 - 24)


def test_the_weight_of_an_election_year():
    even = np.array([np.full(TERM, 5.0), np.full(TERM, 100.0)])
    assert weight_of_election_year(even) == 0.5
    doubled = even.copy()
    doubled[0, :12] *= 2.0
    assert weight_of_election_year(doubled) == pytest.approx(2.0 / 3.0)
    assert math.isnan(weight_of_election_year(np.zeros((2, TERM))))


def test_morans_i_is_what_relabelling_says_on_average():
    generator = np.random.default_rng(4)
    values = (generator.random(30) < 0.4).astype(float)
    ring = np.array([[(k - 1) % 30, (k + 1) % 30, -1] for k in range(30)])
    relabelled = [morans_i(generator.permutation(values), ring) for _ in range(4000)]
    assert np.mean(relabelled) == pytest.approx(-1 / 29, abs=0.01)
    assert morans_i(np.sort(values), ring) > 0.7


def test_small_statistics():
    followers = np.linspace(0.0, 0.8, len(COMMITTED))
    assert tipping_share(followers, 16) == COMMITTED[5] / 16
    assert tipping_share(followers / 2, 16) == 1.0
    assert rise_and_fall(np.array([10.0, 12.0, 11.0])) == pytest.approx(1 / 12)
    assert rise_and_fall(np.array([10.0, 9.0, 11.0])) < 0.0
    window = np.ones(BEFORE + AFTER)
    window[BEFORE + 6 :] = 0.25
    assert fall_in_a_year(window) == 0.75
    assert fall_in_a_year(np.ones(BEFORE + AFTER)) == 0.0


def test_trust_that_falls_twice_as_fast_for_as_much_service():
    months = np.arange(60)
    coverage = np.where(months < 36, 0.5, 0.0)
    trust = np.empty(60)
    trust[:36] = 1.0 - 0.5 * np.exp(-0.01 * months[:36])
    trust[36:] = trust[35] * np.exp(-0.02 * (months[36:] - 35))
    assert fall_against_rise(trust, coverage) == pytest.approx(math.log(2.0))
    trust[36:] = trust[35]
    assert fall_against_rise(trust, coverage) == -1.0
    assert math.isnan(fall_against_rise(trust, np.full(60, 0.5)))
