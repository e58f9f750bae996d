"""Running a scenario: all arms, all replicates, on all cores, as blocks in a fixed order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from .ensemble import simulate
from .outcomes import MONTHLY_NAMES, RUN_NAMES
from .records import Records, World
from .scenario.problems import expected_one_of, need_scenario
from .world import build_world, copy_world

if TYPE_CHECKING:
    from .scenario import Scenario

Floats = npt.NDArray[np.float64]
Engine = Literal["ensemble", "mesa"]
BLOCK_REPLICATES = 256
CHUNK_REPLICATES = 32
MONTHLY_TYPE = np.dtype([(name, np.float64) for name in MONTHLY_NAMES])
RUN_TYPE = np.dtype([(name, np.float64) for name in RUN_NAMES])


class Block(NamedTuple):
    """The results of some replicates of one arm."""

    arm: str
    first_replicate: int
    monthly: Floats  # (replicate, month, outcome)
    runs: Floats  # (replicate, run outcome)


@dataclass(frozen=True)
class Results:
    """Labelled results.

    ``monthly`` is (arm, replicate, month, outcome), ``runs`` (arm, replicate, run outcome).
    """

    arms: tuple[str, ...]
    monthly: Floats
    runs: Floats

    def monthly_of(self, outcome: str) -> Floats:
        """Return one monthly outcome, (arm, replicate, month)."""
        return self.monthly[..., _column(outcome, MONTHLY_NAMES, RUN_NAMES, "run_of")]

    def run_of(self, outcome: str) -> Floats:
        """Return one outcome of runs, (arm, replicate)."""
        return self.runs[..., _column(outcome, RUN_NAMES, MONTHLY_NAMES, "monthly_of")]


def _column(outcome: str, known: Sequence[str], others: Sequence[str], other: str) -> int:
    """Return where an outcome stands.

    Raises
    ------
    ValueError   there is no such outcome here; with the nearest one, or where it is
    """
    if outcome in known:
        return known.index(outcome)
    if outcome in others:
        raise ValueError(f'outcome: got "{outcome}", which {other} gives')
    raise ValueError(expected_one_of("outcome", outcome, known))


def empty_rows(replicates: int, months: int) -> tuple[Records, Records]:
    """Return rows of zeros for the outcomes of some runs."""
    monthly = np.zeros((replicates, months), MONTHLY_TYPE).view(np.recarray)
    return monthly, np.zeros(replicates, RUN_TYPE).view(np.recarray)


def as_floats(rows: Records, outcomes: int) -> Floats:
    """Return rows of outcomes as one array of numbers, outcomes last."""
    plain = np.ascontiguousarray(rows).view(np.ndarray).view(np.float64)
    return plain.reshape(*rows.shape, outcomes)


def run_chunk(world: World, seed: int, first: int, monthly: Records, runs: Records) -> World:
    """Run some replicates of a world into rows of zeros; return the world of the last."""
    scratch = copy_world(world)
    simulate(scratch, world, seed, first, monthly, runs)
    return scratch


def run_world(world: World, seed: int, replicates: int, first: int = 0) -> tuple[Floats, Floats]:
    """Return monthly and run outcomes of some replicates of one world, on one thread."""
    monthly, runs = empty_rows(replicates, len(world.calendar))
    run_chunk(world, seed, first, monthly, runs)
    return as_floats(monthly, len(MONTHLY_NAMES)), as_floats(runs, len(RUN_NAMES))


def blocks(
    scenario: Scenario,
    replications: int = 200,
    seed: int | None = None,
    *,
    engine: Engine = "ensemble",
    threads: int | None = None,
    chunk: int = CHUNK_REPLICATES,
) -> Iterator[Block]:
    """Yield the results of all arms in order, in blocks of at most 256 replicates.

    The bytes depend on scenario, seed and replications alone, not on threads or chunks.
    Only a few blocks are held in memory at a time.
    """
    need_scenario(scenario)
    if replications < 1:
        raise ValueError(f"replications: got {replications}, expected at least 1")
    seed = scenario.seed if seed is None else seed
    if not 0 <= seed < 2**32:
        raise ValueError(f"seed: got {seed}, expected 0 to 4294967295")
    tasks = (
        (name, world, first, min(BLOCK_REPLICATES, replications - first))
        for name, world in ((name, build_world(arm)) for name, arm in scenario.arms.items())
        for first in range(0, replications, BLOCK_REPLICATES)
    )
    if engine == "mesa":
        from .model import run_model

        for name, _, first, count in tasks:
            yield Block(name, first, *run_model(scenario, name, seed, first, count))
        return
    workers = threads or os.cpu_count() or 1
    pool = ThreadPoolExecutor(workers)
    try:
        waiting: deque[tuple[Block, list[Future[World]]]] = deque()
        for name, world, first, count in tasks:
            waiting.append(_start(pool, name, world, seed, first, count, chunk))
            if len(waiting) > workers:
                yield _finish(*waiting.popleft())
        while waiting:
            yield _finish(*waiting.popleft())
    finally:
        pool.shutdown(cancel_futures=True)  # whoever stops early does not wait for the rest


def _start(
    pool: ThreadPoolExecutor,
    name: str,
    world: World,
    seed: int,
    first: int,
    count: int,
    chunk: int,
) -> tuple[Block, list[Future[World]]]:
    monthly, runs = empty_rows(count, len(world.calendar))
    futures = [
        pool.submit(
            run_chunk, world, seed, first + at, monthly[at : at + chunk], runs[at : at + chunk]
        )
        for at in range(0, count, chunk)
    ]
    block = Block(
        name, first, as_floats(monthly, len(MONTHLY_NAMES)), as_floats(runs, len(RUN_NAMES))
    )
    return block, futures


def _finish(block: Block, futures: list[Future[World]]) -> Block:
    for future in futures:
        future.result()
    return block


def run_ensemble(
    scenario: Scenario,
    replications: int = 200,
    seed: int | None = None,
    *,
    engine: Engine = "ensemble",
    threads: int | None = None,
) -> Results:
    """Run all arms on equal luck and return labelled arrays, all in memory.

    Raises
    ------
    TypeError    a name was given where a scenario is needed
    ValueError   arms of unlike length, which no array can hold, or a bad number
    """
    need_scenario(scenario)
    arms = tuple(scenario.arms)
    lengths = {int(arm.parameters["horizon_months"]) for arm in scenario.arms.values()}
    if len(lengths) > 1:
        raise ValueError(f"horizon_months: got {sorted(lengths)}, expected the same in all arms")
    parts: dict[str, list[Block]] = {arm: [] for arm in arms}
    for block in blocks(scenario, replications, seed, engine=engine, threads=threads):
        parts[block.arm].append(block)
    monthly = np.stack([np.concatenate([b.monthly for b in parts[arm]]) for arm in arms])
    runs = np.stack([np.concatenate([b.runs for b in parts[arm]]) for arm in arms])
    return Results(arms, monthly, runs)
