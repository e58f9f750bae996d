"""However a run is interrupted, what is left is never believed, and the next run is right."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.storing import read_stored, run_kept
from simulation import ScenarioError, load_scenario

from .conftest import ROOT, VALID

WHOLE = ["monthly.parquet", "provenance.json", "runs.parquet"]


def start(*words: object, **options) -> subprocess.Popen:
    """Start Python on the checkout as another process."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, *map(str, words)], env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options,
    )  # fmt: skip


def wait_for(condition) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "waited a minute in vain"
        time.sleep(0.02)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked children")
def test_a_run_killed_at_any_step_leaves_the_old_results_or_none_and_the_next_is_right(tmp_path):
    child = start("-m", "tests.app.interrupted_runs", tmp_path, cwd=ROOT)
    said, wrong = child.communicate(timeout=240)
    steps = [json.loads(line) for line in said.splitlines()]
    assert child.returncode == 0, wrong
    assert len(steps) >= 5
    seeds = [step["killed"]["seed"] for step in steps]
    assert seeds[0] == 1, "killed before anything was replaced, the old results are whole"
    assert seeds[-1] == 2, "never killed, the new results are whole"
    assert sum(isinstance(seed, str) for seed in seeds) >= 3
    for step in steps:
        killed = step["killed"]
        if isinstance(killed["seed"], str):
            assert "provenance.json: got no such file" in killed["seed"]
        if "report.html" in killed["names"]:
            assert killed["seed"] == 1, "no report beside other data than its own"
        assert step["next"] == {"seed": 3, "names": WHOLE}


def part_sizes(out: Path) -> list[int]:
    return [path.stat().st_size for path in out.glob(".monthly.parquet.*.part")]


def test_a_run_killed_in_the_middle_of_writing_is_not_believed(tmp_path, snowball):
    out = tmp_path / "out"
    scenario = VALID / "region.yaml"
    child = start("-m", "app", "run", scenario, "--replications", "1000000", "--out", out)
    wait_for(lambda: max(part_sizes(out), default=0) > 100_000)
    child.send_signal(signal.SIGKILL)
    child.communicate()
    assert part_sizes(out)
    with pytest.raises(ScenarioError, match=r"provenance\.json: got no such file"):
        read_stored(out)
    assert snowball("run", out / "provenance.json").code == 2
    assert snowball("run", scenario, "--replications", 3, "--out", out).code == 0
    assert sorted(path.name for path in out.iterdir()) == WHOLE
    expected = run_kept(load_scenario(scenario), 3)
    assert (read_stored(out).results.runs == expected.runs).all()


def press_ctrl_c(child: subprocess.Popen) -> int:
    """Press Ctrl-C as a person does, again if nothing happens; return how often.

    Python drops an interrupt that arrives while it cleans up an object, which is rare.
    """
    for pressed in range(1, 4):
        child.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=20)
            return pressed
    return pressed


def test_ctrl_c_ends_with_a_short_message_and_leaves_nothing_half_written(tmp_path):
    out = tmp_path / "out"
    scenario = VALID / "region.yaml"
    child = start("-m", "app", "run", scenario, "--replications", "1000000", "--out", out)
    wait_for(lambda: max(part_sizes(out), default=0) > 0)
    pressed = press_ctrl_c(child)
    said, wrong = child.communicate(timeout=60)
    assert child.returncode == 130, f"after {pressed} times Ctrl-C: {said}{wrong}"
    assert said == ""
    ahead, stopped = wrong.splitlines()
    assert ahead.startswith("1,000,000 runs are ahead")
    assert stopped == "Stopped before the end; nothing half-written has been kept."
    assert list(out.iterdir()) == []


MEASURED = """
import resource, sys
from pathlib import Path
from analysis.storing import store_runs
from simulation import load_scenario
store_runs(load_scenario(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is in kilobytes on Linux alone")
def test_memory_does_not_grow_with_replications(tmp_path):
    scenario = tmp_path / "short.yaml"
    scenario.write_text(
        f"title: T\nquestion: Q?\nextends: {VALID / 'minimal.yaml'}\nreference: one\n"
        "parameters: {horizon_months: 40}\narms:\n  one: {}\n  two: {}\n"
    )
    peaks = []
    for replications in (1_000, 10_000):
        child = start("-c", MEASURED, scenario, tmp_path / "out", replications)
        said, wrong = child.communicate(timeout=240)
        assert child.returncode == 0, wrong
        peaks.append(int(said) / 1024)
    # All months of 9,000 more replicates would take 235 MB.
    assert peaks[1] - peaks[0] < 80


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files")
def test_a_full_disk_is_one_sentence_and_leaves_nothing(tmp_path):
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (50000, 50000));"
        "from app.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    out = tmp_path / "out"
    child = start(
        "-c", limited, "run", VALID / "minimal.yaml", "--replications", "400", "--out", out
    )
    _, wrong = child.communicate(timeout=120)
    assert child.returncode == 2
    assert len(wrong.splitlines()) == 1
    assert wrong.startswith(f"snowball: cannot write to {out}: File too large")
    assert list(out.iterdir()) == []
