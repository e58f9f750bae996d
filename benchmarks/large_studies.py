"""Large studies: memory from ten thousand to a million runs, and how long they take."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from typing import Any

from .answer import Answer, Row
from .timing import load

FEW, MANY = 10_000, 1_000_000
MOST_MB, MOST_SOBOL_MINUTES = 600.0, 10.0
MILLION = """
study = study_from_data(dict(
    title="Million", question="How long?", scenario="bureau", arms=["as-it-happened"],
    factors=dict(base_trust={{}}, need_turnover_per_year={{}}),
    design=dict(kind="sobol", points={points}), replications={replicates},
    outcomes=["impact_total", "sustainability_36"],
), "million")
"""
SOBOL = """
study = load_study("what-matters-most")
"""
FRAME = """
import json, re, sys, time
from pathlib import Path
from analysis.studies.loading import load_study, study_from_data
from analysis.studies.sweep import sweep, outcome_of
from analysis.studies.folder import open_folder
from simulation.engine import run_world
from analysis.studies.worlds import Stem
{task}
if __name__ == "__main__":
    run_world(Stem.of(next(iter(study.scenario.arms.values()))).world, 0, 1)  # compiled before
    began = time.perf_counter()
    ended = sweep(study, Path(sys.argv[1]) / "study")
    seconds = time.perf_counter() - began
    runs = sum(chunk.runs(len(study.arms)) for chunk in ended.folder.plan.chunks)
    peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) / 1e3
    print(json.dumps(dict(seconds=seconds, runs=runs, peak_mb=peak, whole=ended.is_complete)))
"""


def in_a_process(task: str) -> dict[str, Any]:
    """Return seconds, runs and peak memory of a sweep in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", FRAME.format(task=task), folder]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def measure() -> Answer:
    """Run few and very many runs of bureau, and the shipped study of what matters."""
    before = load()
    rows = []
    for points, replicates in ((FEW // 16, 16), (MANY // 16, 16)):
        found = in_a_process(MILLION.format(points=points, replicates=replicates))
        what = f"{found['runs']:,} runs of bureau, {points:,} points of {replicates:,} replicates"
        rows += [
            Row(f"{what}: peak MB", f"{found['peak_mb']:.0f}", f"below {MOST_MB:.0f}",
                found["peak_mb"] < MOST_MB and found["whole"]),
            Row(f"{what}: seconds", f"{found['seconds']:.0f}"),
            Row(f"{what}: runs/s", f"{found['runs'] / found['seconds']:,.0f}"),
        ]  # fmt: skip
    found = in_a_process(SOBOL)
    minutes = found["seconds"] / 60
    rows.append(
        Row(f"study what-matters-most, {found['runs']:,} runs: minutes", f"{minutes:.1f}",
            f"at most {MOST_SOBOL_MINUTES:.0f}", minutes <= MOST_SOBOL_MINUTES and found["whole"])
    )  # fmt: skip
    how = (
        "Each in a process of its own, a thread per core, default chunks, two outcomes kept; peak"
        " resident memory of the process (`VmHWM`), Python and libraries included; one"
        " measurement each. what-matters-most: Sobol' design of 12 factors, 2^10 base points,"
        " 16 common seeds."
    )
    return Answer("Large studies", tuple(rows), how, before, load())
