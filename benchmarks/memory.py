"""How much memory very many replications need."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from typing import Any

from .answer import Answer, Row
from .timing import load

SCENARIO = "bureau"
FEW, MANY = 1_000, 25_000
MOST_MB = 1_000.0

STREAM = """
from simulation import blocks
for block in blocks(scenario, replications):
    done += len(block.runs)
"""
STORE = """
from analysis.storing import store_runs
done = store_runs(scenario, Path(sys.argv[2]), replications).runs[..., 0].size
"""
FRAME = """
import json, re, resource, sys
from pathlib import Path
from simulation import load_scenario
scenario, replications, done = load_scenario({scenario!r}), int(sys.argv[1]), 0
{task}
status = Path("/proc/self/status")
if status.exists():  # ru_maxrss of Linux begins at that of the process that started this one
    peak_mb = int(re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text())[1]) / 1e3
else:
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
print(json.dumps(dict(runs=done, peak_mb=peak_mb)))
"""


def in_a_process(task: str, replications: int) -> dict[str, Any]:
    """Return runs done and peak memory (MB) of a task in a process of its own."""
    code = FRAME.format(scenario=SCENARIO, task=task)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", code, str(replications), folder]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def measure() -> Answer:
    """Compare the peak memory of few and of very many replications."""
    before, rows = load(), []
    for name, task in (("streamed", STREAM), ("stored as Parquet", STORE)):
        few, many = in_a_process(task, FEW), in_a_process(task, MANY)
        rows += [
            Row(f"{name}: {few['runs']:,} runs, peak MB", f"{few['peak_mb']:.0f}"),
            Row(
                f"{name}: {many['runs']:,} runs, peak MB",
                f"{many['peak_mb']:.0f}",
                f"below {MOST_MB:,.0f}",
                many["peak_mb"] < MOST_MB,
            ),
        ]
    how = (
        f"{FEW:,} and {MANY:,} replications of each arm of {SCENARIO}, each in a process of its "
        "own: `simulation.blocks`, and `analysis.storing.store_runs`. Peak resident memory of "
        "the process (`VmHWM`), Python and libraries included; one measurement each."
    )
    return Answer("Memory", tuple(rows), how, before, load())
