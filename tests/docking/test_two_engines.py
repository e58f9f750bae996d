"""The Mesa model and the compiled ensemble give the same bytes, agent by agent."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from simulation import ScalingModel, Scenario, load_scenario
from simulation.engine import empty_rows, run_chunk
from simulation.records import GIVEN_FIELDS, World
from simulation.scenario import shipped_names
from simulation.world import build_world
from tests.generated import generated_scenario

SHIPPED = shipped_names()
GENERATED = 50
SEEDS = (0, 1, 4294967295)


def ensemble_run(scenario: Scenario, arm: str, seed: int) -> tuple[bytes, bytes, World]:
    """Return outcomes of months and run, and the final state, of one run."""
    world = build_world(scenario.arms[arm])
    monthly, runs = empty_rows(1, len(world.calendar))
    final = run_chunk(world, seed, 0, monthly, runs)
    return monthly.tobytes(), runs.tobytes(), final


def assert_docked(scenario: Scenario, arm: str, seed: int) -> None:
    """Both engines agree to the byte on every outcome and on every agent's final state."""
    months, run, final = ensemble_run(scenario, arm, seed)
    model = ScalingModel(scenario, arm, seed).run()
    assert model.outcomes.tobytes() == months
    assert model.summary().tobytes() == run
    for field in World._fields[GIVEN_FIELDS:]:
        assert getattr(model.world, field).tobytes() == getattr(final, field).tobytes(), field


def test_there_are_shipped_scenarios() -> None:
    """An empty list would make the test below pass for nothing."""
    assert len(SHIPPED) >= 6


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_scenarios_dock(name: str, seed: int) -> None:
    """Every arm of every shipped scenario docks."""
    scenario = load_scenario(name)
    for arm in scenario.arms:
        assert_docked(scenario, arm, seed)


@pytest.mark.parametrize("number", range(GENERATED))
def test_generated_scenarios_dock(number: int) -> None:
    """So do generated scenarios, with three seeds each."""
    scenario = generated_scenario(number)
    for seed in SEEDS:
        for arm in scenario.arms:
            assert_docked(scenario, arm, seed)


PLAIN_RUN = """
import sys
import numpy as np
from simulation.engine import run_world
from simulation.world import build_world
from tests.generated import generated_scenario

for number in range(3):
    scenario = generated_scenario(number)
    monthly, runs = run_world(build_world(scenario.arms[scenario.reference]), 1, 1)
    np.savez(f"{sys.argv[1]}/{number}.npz", monthly=monthly, runs=runs)
"""


def test_plain_python_agrees(tmp_path: Path) -> None:
    """With the compiler off the rules give the same results to 1e-9."""
    root = Path(__file__).parents[2]
    subprocess.run(
        [sys.executable, "-c", PLAIN_RUN, str(tmp_path)],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(root)},
        cwd=root,
        check=True,
    )
    from simulation.engine import run_world

    for number in range(3):
        scenario = generated_scenario(number)
        monthly, runs = run_world(build_world(scenario.arms[scenario.reference]), 1, 1)
        with np.load(tmp_path / f"{number}.npz") as plain:
            np.testing.assert_allclose(plain["monthly"], monthly, rtol=1e-9, atol=1e-9)
            np.testing.assert_allclose(plain["runs"], runs, rtol=1e-9, atol=1e-9)
