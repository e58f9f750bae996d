"""Models that fail, processes that are killed, disks that are full: nothing stored is lost."""

import json
import linecache
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from analysis.studies import folder as folders
from analysis.studies import work
from analysis.studies.digests import study_digest
from analysis.studies.engines import given, threads
from analysis.studies.folder import begin, open_folder
from analysis.studies.runner import Loss
from analysis.studies.sweep import Shard, _set_aside, outcome_of, sweep
from analysis.studies.verifying import faults
from app.commands.sweep import troubles
from simulation import ScenarioError

from .crashing import BAD_TRUST, UNLESS

ROOT = Path(__file__).resolve().parents[2]
TRUSTS = [0.2, BAD_TRUST, 0.3, 0.35]
BAD = TRUSTS.index(BAD_TRUST)


@pytest.fixture
def crashing(small):
    """Make a study of four points on a model that misbehaves in one of them, two runs each."""

    def make(model="Raises", module="tests.studies.crashing", **changes):
        return small(
            factors=None, design={"kind": "table"}, engine="mesa", model=f"{module}:{model}",
            table=[{"base_trust": trust} for trust in TRUSTS], replications=2, **changes,
        )  # fmt: skip

    return make


def run_here(study, out, **options):
    """Run a study on Mesa in this process, a chunk per point."""
    with ThreadPoolExecutor(1) as pool:
        return sweep(study, out, engine=given(pool), chunk_runs=2, **options)


def digest(out):
    folder = open_folder(out)
    assert list(faults(folder, run_again=1)) == []
    return study_digest(folder)


def failures(out):
    return {path.name: json.loads(path.read_text()) for path in (out / "failures").iterdir()}


# A model that fails is data


@pytest.mark.parametrize(
    ("model", "error"),
    [("Raises", "ZeroDivisionError: nobody is left to ask"),
     ("LacksFile", "FileNotFoundError: [Errno 2] no such table: 'prices.csv'"),
     ("Exits", "SystemExit: 0")],
)  # fmt: skip
def test_a_point_that_fails_is_told_with_its_values_and_all_others_are_stored(
    crashing, tmp_path, model, error
):
    outcome = run_here(crashing(model), tmp_path / "s")
    assert (outcome.done, outcome.planned, outcome.failed_cells) == (4, 4, 1)
    assert not outcome.is_complete
    assert not outcome.waits_for_others
    told = failures(tmp_path / "s")
    assert list(told) == [f"chunk-{BAD:06d}.json"]
    (cell,) = told[f"chunk-{BAD:06d}.json"]["cells"]
    assert (cell["point"], cell["arm"], cell["replicates"]) == (BAD, "all", 2)
    assert cell["error"] == error
    assert cell["values"] == {"base_trust": BAD_TRUST}
    assert "in misbehave" in "".join(cell["trace"])
    assert list(faults(outcome.folder)) == []
    assert "1 points and arms failed" in troubles(outcome)[0]


def test_what_failed_for_a_reason_outside_is_tried_again_when_asked(
    crashing, tmp_path, monkeypatch
):
    study = crashing()
    run_here(study, tmp_path / "s")
    monkeypatch.setenv(UNLESS, "1")
    assert run_here(study, tmp_path / "s").failed_cells == 1, "unless asked, it is left alone"
    assert run_here(study, tmp_path / "s", again=True).is_complete
    assert failures(tmp_path / "s") == {}
    run_here(study, tmp_path / "undisturbed")
    assert digest(tmp_path / "s") == digest(tmp_path / "undisturbed")


MODEL = """
from simulation import ScalingModel
class Own(ScalingModel):
    def step(self):
        {line}
        super().step()
"""


def test_a_mended_model_is_another_study_and_the_message_says_that_its_source_differs(
    crashing, tmp_path, monkeypatch
):
    monkeypatch.syspath_prepend(tmp_path)
    source = tmp_path / "own_model_of_a_test.py"

    def write(line):
        source.write_text(MODEL.format(line=line))
        sys.modules.pop(source.stem, None)
        linecache.clearcache()

    write("1 / 0")
    broken = crashing("Own", source.stem)
    assert run_here(broken, tmp_path / "s").failed_cells == 4
    write("pass")
    mended = crashing("Own", source.stem)
    said = r"another study \(it differs in the source of own_model_of_a_test:Own\).*a new folder"
    with pytest.raises(ScenarioError, match=said):
        run_here(mended, tmp_path / "s", again=True)
    assert run_here(mended, tmp_path / "new").is_complete


# Stopped between two files


def stopped_before_its_runs(opened, kind, chunk, table, plainly=work._write):
    """Write as always, until it is the turn of the runs of the chunk that fails."""
    if (kind, chunk.number) == ("runs", BAD):
        raise KeyboardInterrupt
    plainly(opened, kind, chunk, table)


def test_a_chunk_stopped_between_its_failures_and_its_runs_is_not_taken_as_given_up(
    crashing, tmp_path
):
    study = crashing()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "_write", stopped_before_its_runs)
        with pytest.raises(KeyboardInterrupt):
            run_here(study, tmp_path / "s")
    assert list(failures(tmp_path / "s")) == [f"chunk-{BAD:06d}.json"]
    stopped = outcome_of(open_folder(tmp_path / "s"))
    assert stopped.set_aside == ()
    assert stopped.waits_for_others
    outcome = run_here(study, tmp_path / "s")
    assert (outcome.done, outcome.failed_cells) == (4, 1)
    assert list(faults(outcome.folder)) == []


def test_a_chunk_that_is_given_up_is_told_with_the_values_of_its_own_points(small, tmp_path):
    folder = begin(small(), tmp_path / "s", 8)
    chunk = folder.plan.chunks[1]
    _set_aside(folder, Loss(chunk, 3))
    (told,) = failures(tmp_path / "s").values()
    own = folder.points[chunk.first_point : chunk.first_point + chunk.points]
    assert len(own) == 2
    assert [list(one.values()) for one in told["values"]] == own.tolist()
    assert outcome_of(folder).set_aside == (1,)
    assert "the worker died every time: chunk 1." in " ".join(troubles(outcome_of(folder)))


def test_what_failed_first_is_still_told_if_the_worker_dies_when_it_is_tried_again(
    crashing, tmp_path
):
    outcome = run_here(crashing(), tmp_path / "s")
    before = failures(tmp_path / "s")
    _set_aside(outcome.folder, Loss(outcome.folder.plan.chunks[BAD], 3))
    assert failures(tmp_path / "s") == before
    assert outcome_of(outcome.folder).failed_cells == 1, "else the study would look complete"


@pytest.mark.parametrize("at", ["points.parquet", "design.parquet"])
def test_two_shards_that_begin_at_the_same_moment_do_not_disturb_each_other(
    small, tmp_path, monkeypatch, at
):
    plainly, out, others = folders.part_of, tmp_path / "s", []

    @contextmanager
    def meanwhile(path):
        with plainly(path) as part:
            if path.name == at and not others:
                others.append("begins")
                others.append(begin(small(), out, 4, is_shared=True))
            yield part

    monkeypatch.setattr(folders, "part_of", meanwhile)
    first = begin(small(), out, 4, is_shared=True)
    assert first.plan.chunks == others[1].plan.chunks
    assert len(first.plan.chunks) == 8
    assert sweep(small(), out, engine=threads(1)).is_complete


def test_a_half_written_file_is_never_believed_and_shards_leave_it_alone(small, tmp_path):
    study, out = small(), tmp_path / "s"
    (out / "runs").mkdir(parents=True)
    part = out / "runs" / f".chunk-000003.parquet.{'0' * 32}.part"
    points = out / f".points.parquet.{'0' * 32}.part"
    for half in (part, points):
        half.write_bytes(b"PAR1 and then nothing")
    for number in (1, 2):
        shard = Shard(number, 2)
        outcome = sweep(study, out, engine=threads(1), shard=shard, chunk_runs=4)
        assert outcome.done == 4 * number
    assert outcome.is_complete
    assert part.exists(), "another shard may be writing it"
    assert points.exists(), "another shard may be beginning the study"
    sweep(study, tmp_path / "undisturbed", engine=threads(1))
    assert digest(out) == digest(tmp_path / "undisturbed")
    sweep(study, out, engine=threads(1))
    assert part.exists(), "somebody may still be writing it"
    os.utime(part, (0, 0))
    sweep(study, out, engine=threads(1))
    assert not part.exists()


# Other processes


def start(study, out, *options, code="from app.__main__ import main", **more):
    """Start a sweep in another process, after some code."""
    words = ["sweep", study.path, "--out", str(out), "--workers", "2", *map(str, options)]
    return subprocess.Popen(
        [sys.executable, "-c", f"{code}\nimport sys\nsys.exit(main(sys.argv[1:]))", *words],
        env=os.environ | {"PYTHONPATH": str(ROOT)}, text=True, cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more,
    )  # fmt: skip


def wait_for(condition):
    end = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < end, "waited two minutes in vain"
        time.sleep(0.02)


DIES_WRITING = """
import os, signal
from app.__main__ import main
from analysis.whole_files import Part
plainly = Part.take_place
def take_place(part):
    if part.path.name == "chunk-000003.parquet":
        part.file.flush()
        part.file.truncate(part.file.tell() // 2)
        os.kill(os.getpid(), signal.SIGKILL)
    plainly(part)
Part.take_place = take_place
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills without a warning")
def test_a_chunk_whose_writer_is_killed_leaves_a_part_that_nobody_believes(small, tmp_path):
    study, out = small(), tmp_path / "s"
    child = start(study, out, "--chunk-runs", 4, code=DIES_WRITING)
    child.communicate(timeout=240)
    assert child.returncode == -signal.SIGKILL
    (part,) = [path for path in out.rglob(".chunk-000003.*.part") if path.stat().st_size]
    stopped = open_folder(out)
    assert 3 not in stopped.done()
    assert 0 < outcome_of(stopped).done < 8
    assert list(faults(stopped)) == []
    os.utime(part, (0, 0))  # as if a day had passed
    assert sweep(study, out, engine=threads(1)).is_complete
    assert not part.exists()
    sweep(study, tmp_path / "undisturbed", engine=threads(1))
    assert digest(out) == digest(tmp_path / "undisturbed")


@pytest.mark.slow
def test_two_commands_share_one_folder(small, tmp_path):
    study, out = small(), tmp_path / "s"
    both = [start(study, out, "--chunk-runs", 2, "--shard", f"{at}/2") for at in (1, 2)]
    for command in both:
        _, wrong = command.communicate(timeout=240)
        assert command.returncode == 0, wrong
    assert outcome_of(open_folder(out)).is_complete
    assert sorted(path.name for path in out.glob("*.jsonl")) == [
        "log-1-of-2.jsonl", "log-2-of-2.jsonl"
    ]  # fmt: skip
    sweep(study, tmp_path / "undisturbed", engine=threads(1))
    assert digest(out) == digest(tmp_path / "undisturbed")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills without a warning")
@pytest.mark.parametrize("model", ["Dies", "Vanishes"])
def test_a_chunk_that_kills_its_worker_is_named_and_all_others_arrive(crashing, tmp_path, model):
    out = tmp_path / "s"
    command = start(crashing(model), out, "--chunk-runs", 2)
    said, wrong = command.communicate(timeout=300)
    assert command.returncode == 2
    assert "3 of 4 chunks stored" in said
    assert f"the worker died every time: chunk {BAD}." in " ".join(wrong.split())
    (told,) = failures(out).values()
    assert (told["chunk"], told["tries"]) == (BAD, 3)
    assert told["values"] == [{"base_trust": BAD_TRUST}]
    found = open_folder(out)
    assert found.done() == {0, 1, 2, 3} - {BAD}
    assert found.set_aside() == {BAD}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files")
def test_a_full_disk_is_one_sentence_and_with_room_the_study_goes_on(small, tmp_path):
    study, out = small(replications=64), tmp_path / "s"
    limited = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))\n"
        "from app.__main__ import main"
    )
    command = start(study, out, "--chunk-runs", 4, code=limited)
    _, wrong = command.communicate(timeout=240)
    assert command.returncode == 2
    assert len(wrong.splitlines()) == 1
    assert wrong.startswith(f"snowball: cannot write to {out}: File too large")
    assert 0 < outcome_of(open_folder(out)).done < 128
    assert sweep(study, out, engine=threads(1)).is_complete
    sweep(study, tmp_path / "undisturbed", engine=threads(1))
    assert digest(out) == digest(tmp_path / "undisturbed")


def descendants(process):
    """Return the processes that a process has started and that live."""
    found = []
    for file in Path(f"/proc/{process}/task").glob("*/children"):
        for child in file.read_text().split():
            found += [int(child), *descendants(int(child))]
    return found


def lives(process):
    """Whether a process is there and has not ended, though nobody may have asked how."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes where Linux tells them")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_a_command_that_is_stopped_leaves_no_worker_behind(small, tmp_path, sent, code):
    out = tmp_path / "s"
    study = small(replications=4096)
    command = start(study, out, "--chunk-runs", 8, "--processes", start_new_session=True)
    wait_for(lambda: len(list((out / "runs").glob("chunk-*"))) > 3 if out.exists() else False)
    workers = descendants(command.pid)
    assert len(workers) >= 2
    os.killpg(command.pid, sent) if sent == signal.SIGINT else command.send_signal(sent)
    _, wrong = command.communicate(timeout=60)
    assert command.returncode == code
    if sent == signal.SIGINT:
        assert wrong == "Stopped before the end; nothing half-written has been kept.\n"
        assert list(out.rglob(".*.part")) == []
    wait_for(lambda: not any(lives(worker) for worker in workers))
    assert list(faults(open_folder(out), run_again=1)) == []
