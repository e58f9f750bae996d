"""Arms against the reference: the right sign, the right judgement, and no false certainty."""

import json
from types import SimpleNamespace

import numpy as np
import pytest

from analysis import statistics
from analysis.comparison import compare, is_clear, judged
from analysis.resampling import spread
from simulation import Results
from simulation.outcomes import RUN, RUN_NAMES

BEFORE = {"impact_total": 1_000.0, "cost_per_impact_eur": 50.0, "funding_eur": 1_000_000.0}
LAST_MONTH = {"reach_final": 319.0, "coverage_share_final": 319.0 / 4_400.0}
MONEY_AND_BOOKS = ("programme_eur", "returned_eur", "ledger_residual_eur", "people_residual")
OUTCOMES = {outcome.name: outcome for outcome in RUN}


def planted(replications=40, labels=None, parameters=None, **arms):
    """Return a scenario and results: each arm is the reference plus numbers per outcome.

    A number is the mean of a difference that varies a little from run to run; an array is the
    difference in every run.
    """
    luck = np.random.default_rng(7)
    reference = 0.5 + 0.1 * luck.random((replications, len(RUN_NAMES)))
    for name, value in BEFORE.items():
        reference[:, RUN_NAMES.index(name)] = value * (0.9 + 0.2 * luck.random(replications))
    reference[:, RUN_NAMES.index("funding_eur")] = BEFORE["funding_eur"]
    for name, value in LAST_MONTH.items():
        reference[:, RUN_NAMES.index(name)] = value
    for name in MONEY_AND_BOOKS:
        reference[:, RUN_NAMES.index(name)] = 0.0
    runs = [reference]
    for changes in arms.values():
        values = reference.copy()
        for name, change in changes.items():
            wave = 1.0 + 0.1 * np.cos(np.arange(replications))
            plus = change * wave if np.isscalar(change) else np.asarray(change)
            values[:, RUN_NAMES.index(name)] += plus
        runs.append(values)
    names = ("base", *arms)
    given = {"horizon_months": 84.0, "funding_months": 36.0} | (parameters or {})
    labels = {"base": "Base", **{name: name.capitalize() for name in arms}} | (labels or {})
    scenario = SimpleNamespace(
        reference="base",
        arms={n: SimpleNamespace(name=n, label=labels[n], parameters=given) for n in names},
    )
    return scenario, Results(names, np.zeros((len(names), replications, 1, 1)), np.stack(runs))


def compared(replications=40, **arms):
    return compare(*planted(replications, **arms))


@pytest.mark.parametrize("outcome", RUN, ids=lambda outcome: outcome.name)
def test_more_is_better_only_where_people_want_more(outcome):
    found = compared(up={outcome.name: 2.0}, down={outcome.name: -2.0})
    wanted = {
        "higher": ("better", "worse"),
        "lower": ("worse", "better"),
        "neither": ("neither", "neither"),
    }[outcome.better]
    assert (found.of("up", outcome.name).better, found.of("down", outcome.name).better) == wanted
    assert found.of("up", outcome.name).low > 0 > found.of("down", outcome.name).high


def test_a_difference_is_paired_and_holds_its_numbers_together():
    row = compared(arm={"impact_total": 20.0}).of("arm", "impact_total")
    assert row.difference == pytest.approx(row.mean - row.reference_mean)
    assert row.difference == pytest.approx(20.0, rel=0.02)
    assert row.low < row.difference < row.high < 21.0  # unpaired it would span 20 or more
    assert row.paired_superiority == 1.0
    assert 0.5 < row.superiority < 0.8
    assert row.correlation > 0.99
    assert row.effect_size_dz > 5.0
    assert row.replications == 40
    assert row.clear


def test_levels_hold_the_mean_of_every_arm_with_its_interval():
    scenario, results = planted(arm={"trust_final": 0.2})
    found = compare(scenario, results)
    for arm in results.arms:
        level = found.level_of(arm, "trust_final")
        values = results.run_of("trust_final")[results.arms.index(arm)]
        assert level.mean == pytest.approx(values.mean())
        assert level.low < level.mean < level.high
        assert (level.low, level.high) == pytest.approx(
            tuple(end[0] for end in statistics.mean_interval(values[:, np.newaxis]))
        )


def test_enough_replications_are_judged_against_the_level_of_the_reference():
    change = 20.0 + 90.0 * np.cos(2.4 * np.arange(40))
    row = compared(arm={"impact_total": change}).of("arm", "impact_total")
    expected = statistics.replications_enough(change.mean(), change.std(ddof=1), row.reference_mean)
    assert row.enough_replications == expected
    assert expected < statistics.replications_enough(change.mean(), change.std(ddof=1), 0.0)


def test_the_reference_need_not_come_first():
    scenario, results = planted(arm={"impact_total": 20.0})
    scenario.reference = "arm"
    found = compare(scenario, results)
    assert found.of("base", "impact_total").difference < 0
    with pytest.raises(KeyError):
        found.of("arm", "impact_total")


def test_arms_that_agree_in_every_run_do_not_differ():
    row = compared(arm={}).of("arm", "impact_total")
    assert (row.low, row.difference, row.high, row.effect_size_dz) == (0.0, 0.0, 0.0, 0.0)
    assert (row.superiority, row.paired_superiority, row.better) == (0.5, 0.5, "unclear")


def test_one_replication_says_nothing_clear_and_leaves_plain_data():
    found = compared(1, arm={"impact_total": 500.0})
    row = found.of("arm", "impact_total")
    assert (row.clear, row.better, row.enough_replications) == (False, "unclear", None)
    plain = json.loads(json.dumps(row.as_dict(), allow_nan=False))
    assert plain["low"] is None
    assert plain["difference"] == pytest.approx(550.0, rel=0.01)


@pytest.mark.parametrize(("replications", "clear"), [(5, False), (19, False), (20, True)])
def test_a_few_runs_that_happen_to_agree_are_not_enough(replications, clear):
    row = compared(replications, arm={"programmes_final": np.ones(replications)}).of(
        "arm", "programmes_final"
    )
    assert row.clear is clear
    assert row.enough_replications == 20


@pytest.mark.parametrize(("differing", "clear"), [(0, False), (3, False), (5, False), (6, True)])
def test_a_handful_of_runs_that_differ_among_many_ties_is_not_clear(differing, clear):
    change = np.zeros(200)
    change[:differing] = 1.0
    row = compared(200, arm={"programmes_final": change}).of("arm", "programmes_final")
    assert row.clear is clear


@pytest.mark.parametrize("expected_events", [2, 4, 8, 12])
def test_rare_events_that_cancel_out_are_seldom_called_clear(expected_events):
    count, columns = 200, 1_000
    chance = expected_events / count
    change = np.random.default_rng(expected_events).choice(
        [-1.0, 0.0, 1.0], (count, columns), p=[chance / 2, 1 - chance, chance / 2]
    )
    low, high = statistics.mean_interval(change)
    deviation = spread(change)
    called = [is_clear(low[c], high[c], change[:, c], deviation[c]) for c in range(columns)]
    assert np.mean(called) < 0.05 + 0.03 + 2 * np.sqrt(0.05 * 0.95 / columns)
    if expected_events <= 4:  # resamples alone would cry wolf
        assert np.mean((low > 0) | (high < 0)) > 0.15


@pytest.mark.parametrize(
    ("low", "high", "clear"),
    [(0.1, 2.0, True), (-2.0, -0.1, True), (-0.1, 2.0, False), (0.0, 2.0, False),
     (-2.0, 0.0, False), (np.nan, np.nan, False), (0.1, np.nan, False)],
)  # fmt: skip
def test_clear_means_that_the_interval_excludes_zero(low, high, clear):
    assert is_clear(low, high, np.arange(1.0, 41.0), 1.0) is clear


def test_what_is_not_clear_is_neither_better_nor_worse():
    assert {judged(outcome, 5.0, clear=False) for outcome in RUN} == {"unclear"}
    assert judged(OUTCOMES["cost_eur"], -5.0, clear=True) == "better"


def test_undefined_numbers_stay_undefined_and_spoil_no_other_outcome():
    change = np.full(40, 1.0)
    change[3] = np.nan
    found = compared(arm={"trust_final": change, "impact_total": 30.0})
    row = found.of("arm", "trust_final")
    assert (row.clear, row.better, row.enough_replications) == (False, "unclear", None)
    assert np.isnan([row.low, row.high, row.superiority, row.paired_superiority]).all()
    assert found.of("arm", "impact_total").better == "better"


@pytest.mark.parametrize(
    ("change", "slight"), [(9.0, True), (-9.0, True), (12.0, False), (-12.0, False)]
)
def test_a_clear_difference_below_one_percent_of_the_reference_is_slight(change, slight):
    assert compared(arm={"impact_total": change}).of("arm", "impact_total").slight is slight


def test_what_is_not_clear_or_neither_good_nor_bad_is_not_slight():
    found = compared(arm={"impact_total": np.cos(2.4 * np.arange(40)), "funding_eur": 5.0})
    assert not found.of("arm", "impact_total").slight
    assert found.of("arm", "funding_eur").clear
    assert not found.of("arm", "funding_eur").slight
