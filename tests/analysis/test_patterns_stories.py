"""The two cases: rows measured once, from runs that the engine gives, failing when turned off."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.patterns import stories
from analysis.patterns.row import Bench
from analysis.patterns.stories import (
    BUREAU,
    IMPRINT,
    PATTERNS,
    SEEN,
    TOLD,
    UNTOLD,
    first_month,
    lost,
    share_in_order,
    shortest_wait,
    walk,
    walks,
)  # fmt: skip
from simulation import load_scenario
from simulation.engine import run_world
from simulation.outcomes import MONTHLY_NAMES
from simulation.world import build_world

BENCH = Bench(())
ROWS = {row.name: row for row in PATTERNS}
NOT_HELD = {
    "imprint-order-runs", "imprint-fades",
    "imprint-no-formal-agreement", "bureau-order", "bureau-order-runs", "bureau-fades",
    "bureau-nothing-signed", "bureau-nothing-monitored",
}  # fmt: skip


@pytest.fixture(scope="module")
def measured():
    return {name: row.measure(BENCH) for name, row in ROWS.items()}


@pytest.fixture
def changed(monkeypatch):
    """Let the cases come from changed scenarios, and forget the runs before and after."""

    def forget():
        for kept in (stories.walks, stories.months_of_steps, stories.outcomes):
            kept.cache_clear()

    def change(**parameters):
        def load(name):
            scenario = load_scenario(name)
            arms = {key: arm.changed(**parameters) for key, arm in scenario.arms.items()}
            return scenario.with_arms(arms, scenario.reference)

        forget()
        monkeypatch.setattr(stories, "load_scenario", load)
        monkeypatch.setattr(stories, "BUREAU", replace(BUREAU, runs=5))

    yield change
    forget()


def test_a_row_holds_or_is_known_not_to_hold(measured):
    """A row that changes sides is a finding: write it down, do not move the margin."""
    assert {name for name, row in ROWS.items() if not row.holds(measured[name])} == NOT_HELD


def test_rows_are_stories_and_say_so():
    assert {row.kind for row in PATTERNS} == {"story"}
    assert all("luck alone" in row.statistic for row in PATTERNS)
    assert len(ROWS) == len(PATTERNS) == 18


def test_margins_are_those_set_beforehand():
    assert stories.A_THIRD == 1 / 3
    alone = (0.05, 1.0)
    assert {name: row.within for name, row in ROWS.items()} == {
        "imprint-order": (1.0, 96.0),
        "imprint-order-runs": (0.5, 1.0),
        "imprint-size": (100.0, 200.0),
        "imprint-fails": (1 / 3, 1.0),
        "imprint-fades": (1 / 3, 1.0),
        "imprint-partners-late": alone,
        "imprint-nothing-merged": alone,
        "imprint-no-formal-agreement": alone,
        "bureau-opens": (0.0, 3.0),
        "bureau-order": (1.0, 84.0),
        "bureau-order-runs": (0.5, 1.0),
        "bureau-size": (15.0, 20.0),
        "bureau-fails": (1 / 3, 1.0),
        "bureau-fades": (1 / 3, 1.0),
        "bureau-separate": alone,
        "bureau-partners-late": alone,
        "bureau-nothing-signed": alone,
        "bureau-nothing-monitored": alone,
    }


def test_results_lie_in_their_intervals_and_figures_hold_numbers(measured):
    for result in measured.values():
        assert result.low <= result.value <= result.high
        for curve in result.sketch.curves:
            assert len(curve.xs) == len(curve.ys) > 0
            assert np.isfinite(curve.ys).all()


def test_the_same_seed_gives_the_same_and_another_something_else(measured):
    row = ROWS["bureau-partners-late"]
    assert row.measure(BENCH) == measured["bureau-partners-late"]
    assert row.measure(Bench((), seed=2)) != measured["bureau-partners-late"]


@pytest.mark.parametrize("case", [IMPRINT, BUREAU], ids=lambda case: case.scenario)
def test_a_walk_is_a_run_of_the_engine(case):
    """Members, programmes and people served of all places are those that the engine gives."""
    arm = case.arm(TOLD)
    world = build_world(arm)
    monthly, _ = run_world(world, 1, 1, first=3)
    by_place = [walk(world, place, 1, 3) for place in range(len(arm.places))]
    together = np.sum(by_place, axis=0)
    for seen, outcome in (
        ("served", "reach_direct"), ("adopted", "programmes"), ("formal", "formal_agreements"),
    ):  # fmt: skip
        expected = monthly[0, :, MONTHLY_NAMES.index(outcome)]
        assert together[:, SEEN.index(seen)] == pytest.approx(expected)
    members = monthly[0, :, MONTHLY_NAMES.index("coalition_members")]
    assert by_place[0][:, SEEN.index("members")].tolist() == members.tolist()


def test_elsewhere_is_where_nobody_of_the_beginning_is_at_home():
    arm = BUREAU.arm(TOLD)
    homes = {member.home for member in arm.organisations.values()}
    assert homes == {"Sofia", "Harmanli"}
    seen = walks(BUREAU, TOLD, 1)[0, :, SEEN.index("served_elsewhere")]
    assert seen[0] == 0.0
    assert seen.max() > 0.0


def test_steps_out_of_order_or_never_taken_are_seen():
    in_order, late = np.array([[0.0, 2.0, 5.0]]), np.array([[0.0, 6.0, 5.0]])
    never = np.array([[0.0, 2.0, 9.0]])
    assert shortest_wait(in_order, 9) == 2.0
    assert shortest_wait(late, 9) == -1.0
    assert shortest_wait(never, 9) == 0.0
    assert share_in_order(np.concatenate([in_order, late, never, in_order]), 9) == 0.5
    assert first_month(np.zeros(9, bool)) == 9.0


def test_a_change_in_order_or_time_would_be_noticed_by_the_rows(monkeypatch):
    """With every step at its time the rows of order hold; with two exchanged they do not."""
    for case, names in ((IMPRINT, "imprint"), (BUREAU, "bureau")):
        times = np.arange(len(case.steps)) * 10.0
        monkeypatch.setattr(
            stories, "months_of_steps", lambda *_, times=times: np.tile(times, (20, 1))
        )
        for name in (f"{names}-order", f"{names}-order-runs"):
            assert ROWS[name].holds(ROWS[name].measure(BENCH))
        exchanged = times[[*range(len(times) - 2), -1, -2]]
        monkeypatch.setattr(
            stories, "months_of_steps", lambda *_, times=exchanged: np.tile(times, (20, 1))
        )
        for name in (f"{names}-order", f"{names}-order-runs"):
            assert not ROWS[name].holds(ROWS[name].measure(BENCH))


def test_without_pooling_nobody_stays_together(changed):
    changed(contribution_share=0.0)
    assert ROWS["bureau-size"].measure(BENCH).value == 0.0


def test_with_slow_permits_the_bureau_opens_late(changed):
    changed(permit_delay_months=18)
    row = ROWS["bureau-opens"]
    assert not row.holds(row.measure(BENCH))


@pytest.mark.parametrize(
    ("case", "arm"),
    [(IMPRINT, "partners-late"), (IMPRINT, "nothing-merged"), (IMPRINT, UNTOLD), (BUREAU, UNTOLD)],
    ids=lambda one: getattr(one, "scenario", one),
)
def test_where_an_arm_is_as_it_happened_nothing_is_lost(case, arm, monkeypatch):
    told = stories.outcomes(case, TOLD, 1)
    monkeypatch.setattr(stories, "outcomes", lambda *_: told)
    assert lost(case, arm)(BENCH).value == 0.0
    name = f"{case.scenario}-{'fades' if arm == UNTOLD else arm}"
    assert not ROWS[name].holds(ROWS[name].measure(BENCH))


def test_without_an_influx_or_unlike_arms_the_bureau_loses_nothing(monkeypatch):
    told = stories.outcomes(BUREAU, TOLD, 1)
    monkeypatch.setattr(stories, "outcomes", lambda *_: told)
    for name in ("bureau-fails", "bureau-separate", "bureau-partners-late"):
        assert ROWS[name].measure(BENCH).value == 0.0
        assert not ROWS[name].holds(ROWS[name].measure(BENCH))


def test_a_condition_taken_away_alone_changes_nothing_else():
    reference = BUREAU.arm(TOLD)
    for name, gone in stories.WITHOUT.items():
        arm = BUREAU.arm(name)
        off = {key for key, one in arm.instruments.items() if one.intensity == 0.0}
        assert off == set(gone)
        assert arm.parameters == reference.parameters
        assert arm.schedule == reference.schedule


def test_the_arms_without_conditions_are_those_of_the_files():
    for case in (IMPRINT, BUREAU):
        arms = load_scenario(case.scenario).arms
        assert {TOLD, UNTOLD, "partners-late"} <= set(arms)
        assert case.arm(UNTOLD) == arms[UNTOLD]
