"""Sweeps side by side: the same plain-Python model work in Mesa's, the Workbench's and our runner.

And what our runner adds to the work itself, on the compiled engine.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
from mesa.batchrunner import batch_run

from analysis.connectors import ema_model, evaluation
from analysis.studies.designs import layout
from analysis.studies.engines import threads
from analysis.studies.loading import study_from_data
from analysis.studies.study import Study
from analysis.studies.sweep import sweep
from analysis.studies.work import simulated
from analysis.studies.worlds import Stem
from simulation.model_batch import batch_model

from .answer import Answer, Row
from .timing import CPU, Floats, interleaved, load, spread

POINTS = 12
SHORT = {"horizon_months": 24, "funding_months": 12}
PEER_REPEATS, OVERHEAD_REPEATS = 3, 9
LARGEST_OVERHEAD = 0.05


def small_study(engine: str, points: int, replications: int, fixed: dict[str, float]) -> Study:
    """Return a study of one arm and one factor."""
    return study_from_data(
        {
            "title": "Side by side", "question": "Who is faster?", "scenario": "strategies",
            "arms": ["even"], "fixed": fixed, "factors": {"base_trust": {}},
            "design": {"kind": "grid", "steps": points}, "replications": replications,
            "engine": engine,
        },
        "benchmark",
    )  # fmt: skip


def by_mesa(study: Study) -> None:
    """Run a study in Mesa's batch_run, one process."""
    values = layout(study).values[:, 0].tolist()
    model = batch_model(study.scenario, "even")
    batch_run(model, {"base_trust": values, **study.fixed}, display_progress=False)


def by_workbench(study: Study) -> None:
    """Run a study in EMA Workbench's sequential evaluator."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about its optional packages
        from ema_workbench import SequentialEvaluator

        model = ema_model(evaluation(study, replications=1), ("impact_total",))
        with SequentialEvaluator(model) as evaluator:
            evaluator.perform_experiments(scenarios=len(layout(study).values))


def by_sweep(study: Study, chunk_runs: int | None = None) -> None:
    """Run a study in our runner, one thread, and store it."""
    with tempfile.TemporaryDirectory() as folder:
        sweep(study, Path(folder) / "study", engine=threads(1), chunk_runs=chunk_runs)


def bare(study: Study) -> None:
    """Run the points of a study and keep nothing: the work without a runner."""
    found = layout(study)
    stem = Stem.of(study.scenario.arms["even"].changed(label=None, **study.fixed))

    def one(row: Floats) -> None:
        values = dict(zip(found.factors, row.tolist(), strict=True))
        simulated(study, stem, values, 0, study.text.replications)

    with ThreadPoolExecutor(1) as pool:
        list(pool.map(one, found.values))


def measure() -> Answer:
    """Compare runners on the same work, and our runner with the bare work."""
    before = load()
    plain = small_study("mesa", POINTS, 1, SHORT)
    ways: dict[str, Callable[[], object]] = {
        "batch_run of Mesa": partial(by_mesa, plain),
        "EMA Workbench": partial(by_workbench, plain),
        "snowball sweep, engine mesa": partial(by_sweep, plain),
        "snowball sweep, compiled": partial(by_sweep, small_study("ensemble", POINTS, 1, SHORT)),
    }
    seconds = interleaved(ways, PEER_REPEATS)
    rows = [Row(f"{name}, runs/s", str(spread(POINTS / found))) for name, found in seconds.items()]
    first, second, own, _ = seconds.values()
    for name, other in (("batch_run of Mesa", first), ("EMA Workbench", second)):
        rows.append(
            Row(f"{name} / snowball sweep, seconds on the same model", str(spread(other / own)))
        )
    large = small_study("ensemble", 512, 16, {})
    found = interleaved({"bare": partial(bare, large), "sweep": partial(by_sweep, large)},
                        OVERHEAD_REPEATS, CPU)  # fmt: skip
    overhead = found["sweep"] / found["bare"] - 1.0
    middle = float(np.median(overhead))
    rows.append(
        Row("what the runner adds to the work, chunks of default size, share of CPU time",
            str(spread(overhead)), f"below {LARGEST_OVERHEAD}", middle < LARGEST_OVERHEAD)
    )  # fmt: skip
    how = (
        f"{POINTS} points of the even mix of `strategies.yaml` over {SHORT['horizon_months']}"
        " months, one run each, in plain Python, one process each. Mesa's model collects the"
        " outcomes of the run alone. EMA Workbench draws its own points of the same factor and"
        " calls the model through `analysis.connectors`, here on Mesa too. What the runner adds:"
        " 512 points of 16 replicates, 96 months, compiled, one thread; reading the study,"
        " planning, Parquet with fsync and the log, against the same worlds and runs in a bare"
        " thread pool."
    )
    return Answer("Sweeps side by side", tuple(rows), how, before, load())
