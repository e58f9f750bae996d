"""Whoever does the work, and however it is cut: the same runs."""

import os
import sys
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import SimpleNamespace

import pytest

from analysis.errors import AnalysisError
from analysis.studies import engines
from analysis.studies import sweep as sweeping
from analysis.studies.digests import study_digest
from analysis.studies.engines import dask, given, lost_worker, processes, threads
from analysis.studies.folder import open_folder
from analysis.studies.sweep import LOG, Shard, sweep
from analysis.studies.verifying import faults

ROOT = Path(__file__).resolve().parents[2]


def digest(out):
    folder = open_folder(out)
    assert list(faults(folder)) == []
    return study_digest(folder)


@pytest.fixture
def expected(small, tmp_path):
    """The digest of the small study, run by one thread in one piece."""
    assert sweep(small(), tmp_path / "one", engine=threads(1), chunk_runs=1_000).is_complete
    return digest(tmp_path / "one")


@pytest.mark.parametrize(("workers", "chunk_runs"), [(2, 1), (1, 5), (2, 7), (3, 64)])
def test_threads_and_sizes_of_chunks_change_nothing(small, tmp_path, expected, workers, chunk_runs):
    out = tmp_path / "other"
    assert sweep(small(), out, engine=threads(workers), chunk_runs=chunk_runs).is_complete
    assert digest(out) == expected


def test_the_order_of_chunks_changes_nothing(small, tmp_path, expected, monkeypatch):
    plainly = sweeping._waiting
    monkeypatch.setattr(sweeping, "_waiting", lambda *a, **k: plainly(*a, **k)[::-1])
    assert sweep(small(), tmp_path / "s", engine=threads(1), chunk_runs=4).is_complete
    log = (tmp_path / "s" / LOG).read_text("utf-8").splitlines()
    assert '"chunk": 7' in log[0]
    assert digest(tmp_path / "s") == expected


def test_a_handed_in_executor_changes_nothing(small, tmp_path, expected):
    with ThreadPoolExecutor(2) as pool:
        assert sweep(small(), tmp_path / "s", engine=given(pool), chunk_runs=4).is_complete
    assert digest(tmp_path / "s") == expected


def test_shards_do_each_their_part_and_together_all(small, tmp_path, expected):
    first = sweep(small(), tmp_path / "s", engine=threads(1), chunk_runs=4, shard=Shard(1, 2))
    assert (first.done, first.planned, first.waits_for_others) == (4, 8, True)
    assert not first.is_complete
    last = sweep(small(), tmp_path / "s", engine=threads(1), chunk_runs=4, shard=Shard(2, 2))
    assert last.is_complete
    assert digest(tmp_path / "s") == expected


@pytest.mark.slow
def test_processes_change_nothing(small, tmp_path, expected):
    assert sweep(small(), tmp_path / "s", engine=processes(2), chunk_runs=4).is_complete
    assert digest(tmp_path / "s") == expected
    log = (tmp_path / "s" / LOG).read_text("utf-8")
    assert f':{os.getpid()}"' not in log, "nothing ran in this process"


@pytest.mark.slow
def test_dask_changes_nothing(small, tmp_path, expected, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    assert sweep(small(), tmp_path / "s", engine=dask("local", 2), chunk_runs=4).is_complete
    assert digest(tmp_path / "s") == expected


# What an engine is


def test_a_worker_that_died_is_told_from_a_model_that_raised():
    killed = type("KilledWorker", (Exception,), {})
    for error in (BrokenProcessPool("x"), BrokenExecutor("x"), killed("x")):
        assert lost_worker(error)
    for error in (OSError("x"), ValueError("x"), RuntimeError("x"), KeyboardInterrupt()):
        assert not lost_worker(error)


def test_there_is_a_worker_per_core_unless_said():
    cores = os.cpu_count() or 1
    assert (threads().workers, processes().workers) == (cores, cores)
    assert (threads(7).workers, processes(7).workers) == (7, 7)
    with ThreadPoolExecutor(3) as pool:
        assert (given(pool).workers, given(pool, 9).workers) == (3, 9)


def test_an_executor_of_others_is_never_made_again_or_closed():
    with ThreadPoolExecutor(1) as pool:
        engine = given(pool)
        assert engine.make() is engine.make() is pool
        assert engine.is_given
        assert not engine.can_be_made_again
        assert engine.is_pool


def test_a_client_of_dask_mends_itself_and_names_the_guilty_chunk():
    client = type("ClientExecutor", (), {})()
    assert not given(client).is_pool


class Cluster:
    """A stand-in for Dask, which tells what is opened and closed."""

    def __init__(self, error=None, workers=("one",)):
        self.error, self.workers, self.said, self.status = error, workers, [], "running"
        self.needed = SimpleNamespace(LocalCluster=self.local, Client=self.client)

    def part(self, name, **more):
        more.setdefault("status", self.status)
        self.said.append(f"open {name}")
        return SimpleNamespace(close=lambda **_: self.said.append(f"close {name}"), **more)

    def local(self, **options):
        assert options["threads_per_worker"] == 1, "a death takes one chunk with it"
        return self.part(f"cluster of {options['n_workers']}")

    def client(self, *_, **__):
        if self.error:
            raise self.error
        return self.part("client", get_executor=lambda pure: f"executor, {pure}",
                         scheduler_info=self.info)  # fmt: skip

    def info(self):
        if self.workers is None:
            raise RuntimeError("the scheduler has gone")
        return {"workers": self.workers}


@pytest.fixture
def cluster(monkeypatch):
    """Let the engine meet a stand-in for Dask."""

    def make(**options):
        made = Cluster(**options)
        monkeypatch.setattr(engines, "needed", lambda *_: made.needed)
        return made

    return make


def test_a_local_cluster_is_closed_before_another_is_made(cluster):
    made = cluster()
    engine = dask("local", 3)
    assert engine.make() == "executor, False", "chunks are never taken for the same"
    engine.make()
    engine.close()
    engine.close()
    both = ["open cluster of 3", "open client", "close client", "close cluster of 3"]
    assert made.said == both * 2
    assert (engine.can_be_made_again, engine.is_pool) == (True, False)


def test_a_cluster_of_others_is_not_made_again(cluster):
    made = cluster()
    engine = dask("tcp://there:8786")
    engine.make()
    assert made.said == ["open client"]
    assert not engine.can_be_made_again


@pytest.mark.parametrize(("workers", "is_alive"), [(("a",), True), ((), False), (None, False)])
def test_a_cluster_is_alive_while_it_has_a_worker(cluster, workers, is_alive):
    cluster(workers=workers)
    engine = dask("local")
    assert not engine.is_alive()
    engine.make()
    assert engine.is_alive() == is_alive


@pytest.mark.parametrize("error", [OSError("no route"), TimeoutError("late"), ValueError("what")])
def test_nobody_at_the_address_is_told_in_words(cluster, error):
    cluster(error=error)
    with pytest.raises(AnalysisError, match="--dask tcp://there:1: nobody answers there"):
        dask("tcp://there:1").make()


def test_a_scheduler_of_others_that_has_gone_is_told_in_words(cluster):
    cluster().status = "closed"
    engine = dask("tcp://there:8786")
    engine.make()
    with pytest.raises(AnalysisError, match=r"the scheduler has gone\. Nothing that was stored"):
        engine.is_alive()


def test_without_dask_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(AnalysisError, match=r"snowball-scaling\[cluster\]"):
        dask("local")
