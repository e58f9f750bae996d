"""Rows of known limits: each holds, each fails when its rule is broken, none is too wide."""

from functools import cache
from math import sqrt

import numpy as np
import pytest

from analysis.patterns import (
    limits_cascades,
    limits_chance,
    limits_commons,
    limits_uptake,
    limits_worlds,
)
from analysis.patterns.limits_networks import few_long_ties, ring, shuffled
from analysis.patterns.row import Bench, Result
from simulation.tiny import tiny_world

MODULES = (limits_uptake, limits_chance, limits_cascades, limits_commons)
ROWS = {row.name: row for module in MODULES for row in module.PATTERNS}
BENCH = Bench(worlds=({},), seed=1)
BROKEN = {  # one parameter each, moved away from the limit
    "logistic-curve": {"stigma": 0.05},
    "bass-curve": {"base_trust": 0.9},
    "bass-order": {"base_trust": 0.9},
    "exponential-approach": {"need_turnover_per_year": 0.001},
    "critical-mass": {"stigma": 0.99},
    "adoption-alone": {"will_decay_per_year": 0.1},
    "adoption-mixed": {"peer_weight": 0.8},
    "drop-out": {"formalisation_per_month": 0.01},
    "thresholds-all": {"peer_weight": 0.9},
    "thresholds-one": {"peer_weight": 2.0},
    "long-ties-hurt": {"evidence_noise": 0.3},
    "noise-turns-round": {"evidence_noise": 0.0},
    "commons-decay": {"imperfect_cooperation_per_month": 0.0501},
    "commons-rescue": {"cooperation_recovery_per_month": 0.0999},
}


@cache
def measured(name: str) -> Result:
    return ROWS[name].measure(BENCH)


@pytest.mark.parametrize("name", ROWS)
def test_the_row_holds(name):
    row, result = ROWS[name], measured(name)
    assert row.kind == "limit"
    assert row.holds(result), result.value
    assert result.low <= result.value <= result.high
    assert all(
        len(curve.xs) == len(curve.ys) > 1 and np.isfinite(curve.ys).all()
        for curve in result.sketch.curves
    )


@pytest.mark.parametrize("name", ROWS)
def test_the_row_fails_when_its_rule_is_broken(name, monkeypatch):
    def broken(*counts, **parameters):
        return tiny_world(*counts, **{**parameters, **BROKEN[name]})

    for module in (limits_worlds, limits_chance, limits_commons):
        monkeypatch.setattr(module, "tiny_world", broken)
    result = ROWS[name].measure(BENCH)
    assert not ROWS[name].holds(result), result.value


def test_rows_with_luck_hang_on_the_seed_and_on_nothing_else():
    again, other = limits_chance.dropped(1), limits_chance.dropped(2)
    assert (limits_chance.dropped(1) == again).all()
    assert (again != other).any()


def test_a_month_is_late_by_what_the_tolerance_says_and_no_less_is_possible():
    """Over all shares and rates u rises by p + q less at most q (p + q) / 2, nearly reached."""
    latest = 0.0
    for p in (0.0, 0.001, 0.02, 0.2):
        for q in (0.01, 0.1, 0.4):
            a = np.linspace(1e-6, 1 - 1e-6, 999)
            after = 1 - (1 - a) * np.exp(-(p + q * a))
            rise = np.log((p + q * after) / (1 - after)) - np.log((p + q * a) / (1 - a))
            late = (p + q - rise) / (q * (p + q) / 2)
            assert late.min() > -1e-6
            latest = max(latest, late.max())
    assert 0.95 < latest <= 1.0


def test_the_curve_of_bass_is_the_published_one():
    p, q = 0.003, 0.04
    months = np.arange(100.0)
    fallen = np.exp(-(p + q) * months)
    published = (1 - fallen) / (1 + q / p * fallen)
    assert limits_uptake.curve_of_bass(months, 0.0, p, q) == pytest.approx(published, abs=1e-12)


def late_by_recursion(step: float) -> float:
    """Lateness in u of 1 - a' = (1 - a) e^-(p + q a), apart from the model."""
    p, q = limits_uptake.P_PER_MONTH * step, limits_uptake.Q_PER_MONTH * step
    a = 0.0
    for _ in range(round(limits_uptake.LATE_AT_MONTH / step)):
        a = 1 - (1 - a) * np.exp(-(p + q * a))
    months = round(limits_uptake.LATE_AT_MONTH / step)
    return (p + q) * months + np.log(p) - np.log((p + q * a) / (1 - a))


def test_next_orders_change_the_slope_by_less_than_its_tolerance():
    """The lateness of steps h is c h (1 + d h) with |d| <= p + q: slopes differ from 1 by less."""
    finest = 1 / 128
    d = late_by_recursion(1.0) / (late_by_recursion(finest) / finest) - 1
    largest = limits_uptake.NEXT_ORDER
    assert pytest.approx(0.41 / 12) == largest
    assert 0.1 * largest < abs(d) < largest
    steps = np.array(limits_uptake.STEPS)
    for most in (-largest, largest):
        slope = np.polyfit(np.log(steps), np.log(steps * (1 + most * steps)), 1)[0]
        assert 0.3 * largest < abs(slope - 1) < largest


def test_without_the_model_slopes_scatter_nearly_as_much_as_the_tolerance_allows():
    """Municipalities drawn straight from the geometric law, without the model."""
    draw = np.random.default_rng(3)
    known = limits_chance.alone_curve()
    months = np.append(np.diff(known, prepend=0.0), 1.0 - known[-1])
    sizes, replicates = limits_chance.ALONE_SIZES, limits_chance.ALONE_REPLICATES
    slopes = []
    for _ in range(200):
        distances = []
        for places, runs in zip(sizes, replicates, strict=True):
            shares = draw.multinomial(places, months, size=runs)[:, :-1].cumsum(axis=1) / places
            distances.append(sqrt(np.mean((shares - known) ** 2)))
        slopes.append(limits_chance.slope_of(sizes, np.array(distances)))
    largest = limits_chance.slope_error(sizes, replicates)
    assert abs(np.mean(slopes) + 0.5) < 4 * largest / sqrt(200)
    assert 0.5 * largest < np.std(slopes) < largest * 1.1  # a bound, but not a loose one
    assert limits_chance.ALONE_MARGIN == pytest.approx(3.29 * largest, abs=0.001)
    assert limits_chance.MIXED_MARGIN < 0.15


def test_true_binomial_counts_stay_within_the_tolerance_and_no_more_than_they_should():
    draw = np.random.default_rng(4)
    trials, chance = 100, 0.46
    values = np.array([
        max(map(abs, limits_chance.deviations_from_binomial(
            draw.binomial(trials, chance, 300).astype(float), trials, chance)))
        for _ in range(4_000)
    ])  # fmt: skip
    beyond_two = 1 - 0.9545**2
    assert abs(np.mean(values > 2) - beyond_two) < 4 * sqrt(beyond_two / 4_000)
    assert np.mean(values > limits_chance.DEVIATIONS_OF_TWO) < 0.004


def test_the_mixed_curve_is_an_s_and_does_not_hang_on_how_many_stand_for_many():
    curve = limits_chance.mixed_curve()
    growth = np.diff(curve, prepend=0.2)
    assert 1 < np.argmax(growth) < len(growth) - 2
    smaller = limits_chance.mixed_curve(limits_chance.LARGE // 4)
    assert curve == pytest.approx(smaller, abs=1e-3)


def test_long_ties_keep_everybodys_number_of_neighbours():
    plain = ring(200, 2)
    network = few_long_ties(plain, 0.1, np.random.default_rng(1))
    ties = {frozenset((a, b)) for a, row in enumerate(network.tolist()) for b in row}
    before = {frozenset((a, b)) for a, row in enumerate(plain.tolist()) for b in row}
    assert len(ties) == len(before) == 400  # each tie is seen from both ends
    assert 36 <= len(before - ties) <= 40  # a tenth; a few may come back by chance
    moved, rows = shuffled(network, np.random.default_rng(2))
    assert {frozenset(rows[list(tie)].tolist()) for tie in ties} == {
        frozenset((a, b)) for a, row in enumerate(moved.tolist()) for b in row
    }


def test_noise_is_small_beside_one_neighbour_and_convinces_nobody_alone():
    """Four uniforms drawn apart from the model: one example suffices as rarely as meant."""
    own, noise = limits_cascades.OWN_WORTH, limits_cascades.noise_for(limits_cascades.RARE)
    spread = noise * 2 * sqrt(own * (1 - own))
    bell = sqrt(3) * (np.random.default_rng(5).random((200_000, 4)).sum(axis=1) - 2)
    seen = own + spread * bell
    needed = limits_cascades.threshold(2)
    rare = np.mean(seen + 0.25 * (1 - seen) > needed)
    assert abs(rare - 1 / 30) < 4 * sqrt(1 / 30 / 200_000)
    assert own + spread * sqrt(12) < needed  # the bell ends at sqrt(12)
    assert spread < 0.4 * (limits_cascades.belief(1) - limits_cascades.belief(0))
    assert limits_cascades.belief(1) < needed < limits_cascades.belief(2)


def test_margins_of_direction_leave_one_out():
    assert ROWS["long-ties-hurt"].within == (0.0, 0.5)
    assert ROWS["noise-turns-round"].within == (0.0, 0.8)
    assert all(
        ROWS[name].within == (0.0, 1e-12)
        for name in ("exponential-approach", "commons-decay", "commons-rescue")
    )
    assert ROWS["critical-mass"].within[1] < 1e-4
