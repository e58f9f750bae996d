"""Luck belongs to who draws: one idle organisation more changes nobody else's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from simulation import Arm, load_scenario, luck
from simulation.channels import CHANNELS
from simulation.rules.beginning import begin
from simulation.scenario import Event, Instrument
from simulation.world import build_world, identity

MONTHS = 12
SEEDS = (0, 1, 2)
BUSY = {  # so that within a year everybody draws for every purpose
    "first_election_month": 2.0, "election_interval_months": 12.0, "permit_delay_months": 1.0,
    "head_start_months": 0.0, "site_setup_fte_months": 0.5, "founding_per_year": 1.0,
    "site_premises_places": 0.0,
}  # fmt: skip


def busy_arm() -> Arm:
    """An arm with all channels in use and two elections in the month of the regular one."""
    arm = load_scenario("strategies").arms["even"]
    everything = Instrument(
        start_month=0, intensity=1.0, cost_eur_per_month=0.0, staff_fte=0.0,
        channels=dict.fromkeys(CHANNELS, 0.5),
    )  # fmt: skip
    events = {name: Event(kind="election", month=2, duration_months=3) for name in ("a", "b")}
    return arm.changed(**BUSY).model_copy(
        update={"instruments": {"everything": everything}, "events": events}
    )


def with_idle(arm: Arm, *, first: bool) -> Arm:
    """Return the arm with an organisation that has nothing, before or after the others."""
    template = next(iter(arm.organisations.values()))
    idle = template.model_copy(
        update={
            "home": list(arm.places)[-1], "staff_fte": 0.0, "premises_places": 0.0,
            "cash_eur": 0.0, "know_how": 0.0, "coalition": None, "host": False,
            "backbone": False,
        }
    )  # fmt: skip
    others = arm.organisations
    more = {"Idle": idle, **others} if first else {**others, "Idle": idle}
    return arm.model_copy(update={"organisations": more})


@pytest.mark.parametrize("first", [True, False])
def test_an_idle_organisation_changes_nobody_elses_endowment(first: bool) -> None:
    """What the others begin with stays the same to the byte, wherever the idle one stands."""
    world, larger = build_world(busy_arm()), build_world(with_idle(busy_arm(), first=first))
    for name in ("organisations", "sites", "partners"):
        assert len(getattr(larger, name)) == len(getattr(world, name)) + 1
    begin(world)
    begin(larger)
    before, after = world.organisations, larger.organisations
    after = after[after.identity != identity("Idle")]
    assert np.array_equal(before.identity, after.identity)
    for column in ("staff_fte", "premises_places", "cash_eur", "know_how"):
        assert np.array_equal(before[column], after[column])


RECORD = """
import json
import sys

from simulation import luck
from simulation.engine import empty_rows, run_chunk
from simulation.world import build_world
from tests.docking.test_idle_organisation import MONTHS, SEEDS, busy_arm, with_idle

drawn = []
uniforms = luck.uniforms


def recorded(clock, month, agent, purpose):
    numbers = uniforms(clock, month, agent, purpose)
    drawn.append([int(month), int(agent), int(purpose), *numbers])
    return numbers


luck.uniforms = recorded  # bell calls it too
arm = busy_arm()
arms = {"without": arm, "first": with_idle(arm, first=True), "last": with_idle(arm, first=False)}
runs = {}
for name, arm in arms.items():
    world = build_world(arm)
    world = world._replace(calendar=world.calendar[:MONTHS])
    for seed in SEEDS:
        drawn = []
        run_chunk(world, seed, 0, *empty_rows(1, MONTHS))
        runs[f"{name} {seed}"] = drawn
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump(runs, file)
"""

Key = tuple[int, int, int]
Run = list[tuple[Key, tuple[float, ...]]]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """Every draw of a year under plain Python, in order: ((month, agent, purpose), numbers)."""
    root = Path(__file__).parents[2]
    out = tmp_path_factory.mktemp("luck") / "draws.json"
    subprocess.run(
        [sys.executable, "-c", RECORD, str(out)],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(root)},
        cwd=root,
        check=True,
    )
    found = json.loads(out.read_text("utf-8"))
    return {
        name: [((month, agent, purpose), tuple(four)) for month, agent, purpose, *four in draws]
        for name, draws in found.items()
    }


def test_the_year_is_busy_enough_to_show_something(runs: dict[str, Run]) -> None:
    """Every purpose of luck is drawn for, and the idle organisation draws like any other."""
    purposes = {
        int(value)
        for name, value in vars(luck).items()
        if name.isupper() and int(value) < 100 and name not in ("HALF_WORD", "ZERO")
    }
    assert len(purposes) >= 15
    for name, run in runs.items():
        keys = {key for key, _ in run}
        assert {purpose for _, _, purpose in keys} == purposes, name
        assert (identity("Idle") in {agent for _, agent, _ in keys}) == ("without" not in name)
        assert {month for month, _, _ in keys} == set(range(MONTHS))


def test_nobody_draws_the_same_luck_twice(runs: dict[str, Run]) -> None:
    """Two draws with one key are one draw: what should be chance would be copied."""
    for name, run in runs.items():
        twice = [key for key, count in Counter(key for key, _ in run).items() if count > 1]
        assert twice == [], name


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("place", ["first", "last"])
def test_an_idle_organisation_changes_nobody_elses_draws(
    runs: dict[str, Run], place: str, seed: int
) -> None:
    """All that others draw without it they draw with it, number by number.

    They may draw more: where it serves a person, a municipality looks at the results.
    """
    before, after = dict(runs[f"without {seed}"]), dict(runs[f"{place} {seed}"])
    assert len(before) > 900
    missing = {key for key in before if key not in after}
    assert missing == set()
    assert {key for key in before if before[key] != after[key]} == set()
