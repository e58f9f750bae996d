"""Bytes depend on scenario and seed alone: not on threads, chunks, other arms or idle agents."""

from __future__ import annotations

import numpy as np
import pytest

from simulation import Scenario, load_scenario, run_ensemble
from simulation.engine import blocks, run_world
from simulation.world import build_world


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """A shipped scenario with several arms."""
    return load_scenario("strategies")


def digest(scenario: Scenario, **options: int) -> dict[str, list[bytes]]:
    """Return the bytes of each arm's blocks."""
    found: dict[str, list[bytes]] = {}
    for block in blocks(scenario, 40, 7, **options):  # type: ignore[arg-type]
        found.setdefault(block.arm, []).append(block.monthly.tobytes() + block.runs.tobytes())
    return found


@pytest.mark.parametrize(("threads", "chunk"), [(1, 32), (2, 32), (2, 1), (1, 7), (3, 1000)])
def test_threads_and_chunks_change_nothing(scenario: Scenario, threads: int, chunk: int) -> None:
    """One or more threads and any chunk size give the same bytes."""
    assert digest(scenario, threads=threads, chunk=chunk) == digest(scenario, threads=1, chunk=40)


def test_blocks_continue_each_other(scenario: Scenario) -> None:
    """Replicates beyond the first block are those of a longer run."""
    few = run_ensemble(scenario, 3, 7)
    world = build_world(scenario.arms["even"])
    last, _ = run_world(world, 7, 1, first=2)
    assert np.array_equal(few.monthly_of("reach")[0, 2], last[0, :, 1])


def test_other_arms_change_nothing(scenario: Scenario) -> None:
    """An arm gives the same bytes alone, first, or among others."""
    alone = scenario.with_arms({"out": scenario.arms["out"]}, reference="out")
    assert digest(alone)["out"] == digest(scenario)["out"]


def test_seeds_and_replicates_differ(scenario: Scenario) -> None:
    """Another seed or replicate is another world; 0 is a seed like any other."""
    first = run_ensemble(scenario, 2, 0).run_of("impact_total")
    other = run_ensemble(scenario, 2, 1).run_of("impact_total")
    assert not np.array_equal(first, other)
    assert first[0, 0] != first[0, 1]
