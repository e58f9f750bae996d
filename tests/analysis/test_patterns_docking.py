"""Docking with Witesman & Heiss: rows measured once, and failing without their mechanism."""

import numpy as np
import pytest

from analysis.patterns import docking, docking_world
from analysis.patterns.docking import BEGIN, END, PAGE, PATTERNS, results_table
from analysis.patterns.docking_world import MEMBERS, Setting, benefit, endowments, special_case
from analysis.patterns.row import Bench
from analysis.patterns.scorecard import bench
from analysis.worlds import default_world
from simulation.engine import run_world
from simulation.outcomes import MONTHLY_NAMES
from simulation.rules.beginning import begin
from simulation.rules.service import combine
from simulation.tiny import live

DEFAULTS = default_world()
ALONE = Bench((DEFAULTS,))
ROWS = {row.name: row for row in PATTERNS}
NOT_HELD = {"pooling-few-hands"}  # docs/docking.md says why
TEXT = PAGE.read_text("utf-8")
TABLES = TEXT.split(BEGIN)[1].split(END)[0].strip()


@pytest.fixture(scope="module")
def measured():
    return docking.measured(bench())


def at_defaults(name: str) -> float:
    return ROWS[name].measure(ALONE).value


def test_a_row_holds_or_is_known_not_to_hold(measured):
    """A row that changes sides is a finding: say so on the page, do not move the margin."""
    assert {name for name, row in ROWS.items() if not row.holds(measured[name])} == NOT_HELD


def test_the_page_holds_what_the_model_gives(measured):
    """If not: python -m analysis.patterns.docking."""
    assert results_table(bench(), measured) == TABLES
    assert "nan" not in TABLES
    for name, row in ROWS.items():
        (line,) = [line for line in TABLES.splitlines() if line.startswith(f"| {row.title} |")]
        assert f"{measured[name].value:+.3f}" in line
        assert ("**no**" in line) == (name in NOT_HELD)


def test_only_the_results_are_written(tmp_path, monkeypatch):
    page = tmp_path / "page.md"
    page.write_text(f"before {BEGIN} stale {END} after\n", "utf-8")
    monkeypatch.setattr(docking, "results_table", lambda *_: "fresh")
    monkeypatch.setattr(docking, "measured", lambda _: {})
    docking.main(page)
    assert page.read_text("utf-8") == f"before {BEGIN}\n\nfresh\n\n{END} after\n"


def test_the_page_says_what_the_world_is():
    said = {"times": docking_world.TIMES_RICHER, "share": docking_world.CONTRIBUTION}
    assert said == {"times": 4.0, "share": 0.9}
    assert "four times as much" in TEXT
    assert "(`contribution_share` 0.9)" in TEXT
    assert (docking_world.NEED_WHERE_RARE, docking_world.NEED_IN_PLENTY) == (10.0, 0.25)
    assert "ten times what all could serve; in plenty it is a quarter" in TEXT
    assert MEMBERS == 16
    assert docking.settings()["as the first, one resource in few hands"].holders == (6, 4, 4, 2)
    assert "6, 4, 4 and 2 organisations" in TEXT


def test_margins_are_those_set_beforehand():
    assert {name: row.within for name, row in ROWS.items()} == {
        "pooling-rare-and-shared": (0.05, 3.0),
        "pooling-in-plenty": (0.05, 3.0),
        "pooling-not-shared": (-1.0, -0.05),
        "pooling-transaction-costs": (0.01, 3.0),
        "pooling-few-hands": (0.05, 3.0),
    }


def test_measuring_again_gives_the_same():
    few = Bench(bench().worlds[:3])
    row = ROWS["pooling-not-shared"]
    assert row.measure(few) == row.measure(few)
    assert row.measure(Bench(few.worlds, seed=2)) != row.measure(few)  # leaving is luck


def test_without_unlike_means_pooling_helps_nobody(monkeypatch):
    monkeypatch.setattr(docking, "rare_and_shared", lambda: Setting(times_richer=1.0))
    row = ROWS["pooling-rare-and-shared"]
    assert not row.holds(row.measure(ALONE))
    assert row.measure(ALONE).value < 0.0  # only coordination is left


def test_without_scarcity_rarity_makes_no_difference(monkeypatch):
    monkeypatch.setattr(docking_world, "NEED_IN_PLENTY", docking_world.NEED_WHERE_RARE)
    assert at_defaults("pooling-in-plenty") == 0.0  # outside the margin


def test_with_alike_goals_pooling_does_no_harm(monkeypatch):
    monkeypatch.setattr(docking_world, "UNLIKE", 0.0)
    assert at_defaults("pooling-not-shared") > 0.05


def test_with_free_coordination_nothing_is_overstated():
    free = Bench(({**DEFAULTS, "coordination_fte_per_tie": 0.0},))
    assert ROWS["pooling-transaction-costs"].measure(free).value == 0.0
    assert at_defaults("pooling-transaction-costs") > 0.0


def test_dear_coordination_would_reach_the_margin():
    """With coordination four times as dear as by default the benefit is overstated far more."""
    dear = {**DEFAULTS, "coordination_fte_per_tie": 4 * DEFAULTS["coordination_fte_per_tie"]}
    row = ROWS["pooling-transaction-costs"]
    assert row.holds(row.measure(Bench((dear,))))


def test_all_means_together_are_the_same_whoever_holds_them():
    for setting in docking.settings().values():
        held = endowments(setting)
        assert held.shape == (MEMBERS, 4)
        # one rich member more in one resource is one less in another
        assert held.sum() == pytest.approx(4 * MEMBERS)
        assert (np.sort(held, axis=1)[:, 3] / held.min(axis=1)).round(9).tolist() == [
            setting.times_richer
        ] * MEMBERS


def test_each_alone_serves_what_its_means_allow():
    """Against the CES by hand; money beyond what the others can use stays idle."""
    world = special_case(DEFAULTS, Setting(), False)
    begin(world)
    live(world, 0, 1)
    poor, rich = 4 / 7 * 5 * DEFAULTS["clients_per_fte"], 16 / 7 * 5 * DEFAULTS["clients_per_fte"]
    elasticity = DEFAULTS["substitution_elasticity"]
    expected = combine(rich, poor, poor, poor, elasticity)
    capacity = world.organisations.own_capacity
    assert capacity[[0, 4, 12]] == pytest.approx([expected] * 3)
    assert capacity[8] == pytest.approx(poor)


def test_nothing_but_pooling_moves_in_this_world():
    """Alone, every month is like the first; and the books balance."""
    monthly, _ = run_world(special_case(DEFAULTS, Setting(), False), 1, 2)
    reach = monthly[:, :, MONTHLY_NAMES.index("reach")]
    assert reach == pytest.approx(np.full(reach.shape, reach[0, 0]))
    for pooled in (False, True):
        monthly, _ = run_world(special_case(DEFAULTS, Setting(), pooled), 1, 2)
        assert np.isfinite(monthly).all()
        assert monthly[:, :, MONTHLY_NAMES.index("ledger_residual_eur")].max() < 1e-4
        assert monthly[:, :, MONTHLY_NAMES.index("organisations_alive")].min() == MEMBERS


def test_equal_money_is_spent_pooled_or_not():
    funding = [
        run_world(special_case(DEFAULTS, Setting(), pooled), 1, 1)[0][
            :, :, MONTHLY_NAMES.index("funding_eur")
        ].sum()
        for pooled in (False, True)
    ]
    assert funding[0] == pytest.approx(funding[1])
    assert funding[0] > 0.0


def test_harm_goes_with_the_members():
    unlike = Setting(goals_alike=False)
    early, late = benefit(DEFAULTS, unlike, 1, docking_world.FIRST_YEARS, docking_world.FIFTH_YEAR)
    assert early < late
    stay = {**DEFAULTS, "leaving_per_month": 0.0}
    early, late = benefit(stay, unlike, 1, docking_world.FIRST_YEARS, docking_world.FIFTH_YEAR)
    assert late == pytest.approx(early, abs=0.02)
    assert late < -0.05
