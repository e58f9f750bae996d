"""Whatever happens to workers: every chunk ends once, and only the guilty one is given up."""

import random
import threading
import time
from collections import Counter
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import pytest

from analysis.errors import AnalysisError
from analysis.studies import runner
from analysis.studies.engines import Engine, given, threads
from analysis.studies.plan import Chunk
from analysis.studies.runner import CHUNKS_PER_WORKER, MOST_LOSSES, Loss, run_chunks
from analysis.studies.work import Receipt

CHUNKS = [Chunk(number, number, 1, 0, 1) for number in range(30)]
STALL, PATIENCE = 20.0, 600.0


class KilledWorker(Exception):  # noqa: N818 (its name says what it is)
    """What Dask raises for a task whose workers died too often; known by its name."""


class Fake(Executor):
    """An executor without workers: one task ends at every look, and only then.

    ``deadly`` chunks kill their worker, ``slow`` ones take so many looks.  A pool breaks as a
    whole; otherwise only the task is lost, or, with ``goes_silent``, all workers and nobody says
    so, unless they come back.  The clock moves only while nothing ends.
    """

    def __init__(self, monkeypatch, *, deadly=(), raising=None, is_pool=True, goes_silent=False,
                 chance=None, can_be_made_again=True, back_after=None, slow=None):  # fmt: skip
        self.deadly, self.raising, self.goes_silent = set(deadly), raising or {}, goes_silent
        self.chance, self.back_after = chance, back_after
        self.pending, self.silent, self.now = [], False, 1000.0
        self.began, self.most, self.made, self.ended, self.company = Counter(), 0, 0, 0, []
        self.refuses, self.looks, self.slow, self.left = 0, 0, slow or {}, {}
        self.engine = Engine(
            "fake", 2, self.make, lambda: not self.silent, is_pool=is_pool,
            can_be_made_again=can_be_made_again, losses_per_error=1 if is_pool else 4,
        )  # fmt: skip
        monkeypatch.setattr(runner, "wait", self.look)
        monkeypatch.setattr(runner.time, "monotonic", lambda: self.now)

    def make(self):
        self.made += 1
        assert self.made < 100, "this will never end"
        self.pending, self.silent = [], False
        return self

    def submit(self, chunk):
        if self.refuses:
            self.refuses -= 1
            raise BrokenProcessPool("broken before")
        future = Future()
        self.pending.append((future, chunk))
        self.left[chunk.number] = self.slow.get(chunk.number, 0)
        self.most = max(self.most, len(self.pending))
        return future

    def shutdown(self, **_):
        self.ended += 1

    def look(self, live, seconds, _):
        self.looks += 1
        assert self.looks < 1_000, "this will never end"
        ready = [one for one in self.pending if self.left[one[1].number] == 0]
        if ready and not self.silent:
            one = self.chance.choice(ready) if self.chance else ready[0]
            self.pending.remove(one)
            self.end(*one)
        self.left = {number: max(0, looks - 1) for number, looks in self.left.items()}
        done = {future for future in live if future.done()}
        if not done:
            self.now += seconds
            if self.back_after and self.now - 1000.0 >= self.back_after:
                self.silent = False
        return done, set(live) - done

    def end(self, future, chunk):
        self.began[chunk.number] += 1
        if chunk.number in self.raising:
            future.set_exception(self.raising[chunk.number])
        elif chunk.number not in self.deadly:
            future.set_result(Receipt(chunk.number, 1, 0, 0.1, "here"))
        elif self.goes_silent:
            self.silent = True
            if self.back_after:
                self.deadly.discard(chunk.number)
                self.pending.insert(0, (future, chunk))
        else:
            self.company.append(1 + len(self.pending))
            self.kill(future)

    def kill(self, future):
        if not self.engine.is_pool:
            future.set_exception(KilledWorker("died four times"))
            return
        for one in (future, *(other for other, _ in self.pending)):
            one.set_exception(BrokenProcessPool("a worker died"))
        self.pending = []


def submit(executor, chunk):
    return executor.submit(chunk)


def ends(fake, chunks=CHUNKS):
    """Run chunks; return the numbers that arrived, in order, and the losses."""
    found = list(run_chunks(chunks, fake.engine, submit, stall_seconds=STALL,
                            patience_seconds=PATIENCE))  # fmt: skip
    losses = [one for one in found if isinstance(one, Loss)]
    return [one.chunk for one in found if not isinstance(one, Loss)], losses


def numbers(*without):
    return [chunk.number for chunk in CHUNKS if chunk.number not in without]


def test_every_chunk_ends_once(monkeypatch):
    fake = Fake(monkeypatch)
    assert ends(fake) == (numbers(), [])
    assert fake.began == Counter(numbers())
    assert (fake.made, fake.ended) == (1, 1)


def test_never_more_than_the_window_is_under_way(monkeypatch):
    fake = Fake(monkeypatch)
    ends(fake)
    assert fake.most == CHUNKS_PER_WORKER * 2 == 8


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("is_pool", [True, False])
def test_the_order_in_which_chunks_end_does_not_matter(monkeypatch, seed, is_pool):
    fake = Fake(monkeypatch, deadly={3, 4, 29}, is_pool=is_pool, chance=random.Random(seed))
    arrived, losses = ends(fake)
    assert sorted(arrived) == numbers(3, 4, 29)
    assert sorted(loss.chunk.number for loss in losses) == [3, 4, 29]


def test_the_guilty_chunk_is_given_up_after_three_deaths_alone_and_no_other(monkeypatch):
    fake = Fake(monkeypatch, deadly={5})
    arrived, losses = ends(fake)
    assert losses == [Loss(CHUNKS[5], MOST_LOSSES)]
    assert sorted(arrived) == numbers(5)
    assert fake.company == [8, 1, 1, 1], "once in company, then three times with nothing beside it"
    assert fake.made == 1 + 4


@pytest.mark.parametrize("is_pool", [True, False])
def test_a_suspect_that_takes_long_stays_alone(monkeypatch, is_pool):
    fake = Fake(monkeypatch, deadly={5}, slow={5: 6}, is_pool=is_pool)
    arrived, losses = ends(fake)
    assert [loss.chunk for loss in losses] == [CHUNKS[5]]
    assert sorted(arrived) == numbers(5)
    assert set(fake.company[1:]) == {1}
    assert fake.now > 1000.0 + 5 * STALL, "it was looked for in vain"


def test_deaths_in_company_are_nobodys_guilt(monkeypatch):
    fake = Fake(monkeypatch, deadly={0, 1, 2, 3, 4, 5})
    arrived, losses = ends(fake)
    assert sorted(arrived) == numbers(0, 1, 2, 3, 4, 5)
    assert [loss.tries for loss in losses] == [MOST_LOSSES] * 6


def test_a_worker_killed_from_outside_costs_no_chunk(monkeypatch):
    fake = Fake(monkeypatch, deadly={5})
    plainly = fake.end

    def only_once(future, chunk):
        plainly(future, chunk)
        fake.deadly.discard(chunk.number)

    fake.end = only_once
    arrived, losses = ends(fake)
    assert (sorted(arrived), losses) == (numbers(), [])


def test_where_the_engine_names_the_guilty_chunk_only_that_one_is_tried_again(monkeypatch):
    fake = Fake(monkeypatch, deadly={5}, is_pool=False)
    arrived, losses = ends(fake)
    assert losses == [Loss(CHUNKS[5], 4)], "four workers have died each time"
    assert sorted(arrived) == numbers(5)
    assert fake.began == Counter({**dict.fromkeys(numbers(), 1), 5: 2})
    assert fake.company[-1] == 1
    assert fake.made == 1


def test_a_pool_that_breaks_before_a_chunk_is_handed_over_is_made_again(monkeypatch):
    fake = Fake(monkeypatch)
    fake.refuses = 1
    arrived, losses = ends(fake)
    assert (sorted(arrived), losses, fake.made) == (numbers(), [], 2)


def test_a_suspect_that_could_not_be_handed_over_is_not_blamed(monkeypatch):
    fake = Fake(monkeypatch, deadly={5})
    plainly = fake.make

    def refusing():
        fake.refuses = 1 if fake.made == 1 else 0
        return plainly()

    fake.engine.make = refusing
    arrived, losses = ends(fake)
    assert losses == [Loss(CHUNKS[5], MOST_LOSSES)]
    assert sorted(arrived) == numbers(5)
    assert fake.company == [8, 1, 1, 1]


def test_a_cluster_of_others_that_takes_no_chunk_any_more_is_told(monkeypatch):
    fake = Fake(monkeypatch, is_pool=False, can_be_made_again=False)
    fake.refuses = 1
    with pytest.raises(AnalysisError, match="has lost its workers"):
        ends(fake)


@pytest.mark.parametrize("error", [OSError(28, "No space left"), ValueError("a slip")])
def test_what_is_no_death_stops_all_with_its_own_words(monkeypatch, error):
    fake = Fake(monkeypatch, raising={5: error})
    with pytest.raises(type(error)) as found:
        ends(fake)
    assert found.value is error
    assert fake.ended == 1
    assert all(future.cancelled() for future, _ in fake.pending)


# Engines whose workers vanish without a word


def test_workers_that_vanish_are_replaced_and_nobody_is_blamed(monkeypatch):
    fake = Fake(monkeypatch, deadly={5}, is_pool=False, goes_silent=True)
    plainly = fake.make

    def mended():
        fake.deadly = {5} if fake.made == 0 else set()
        return plainly()

    fake.engine.make = mended
    arrived, losses = ends(fake)
    assert (sorted(arrived), losses) == (numbers(), [])
    assert fake.made == 2
    assert fake.now == 1000.0 + STALL


def test_a_chunk_that_makes_all_workers_vanish_is_given_up_after_three_times_alone(monkeypatch):
    fake = Fake(monkeypatch, deadly={5}, is_pool=False, goes_silent=True)
    arrived, losses = ends(fake)
    assert losses == [Loss(CHUNKS[5], MOST_LOSSES)]
    assert sorted(arrived) == numbers(5)
    assert fake.began[5] == 1 + MOST_LOSSES
    assert fake.now == 1000.0 + 4 * STALL


def test_a_cluster_of_others_without_workers_is_waited_for_and_then_told(monkeypatch):
    fake = Fake(monkeypatch, deadly={5}, is_pool=False, goes_silent=True, can_be_made_again=False)
    with pytest.raises(AnalysisError, match=r"has lost its workers\. Nothing that was stored"):
        ends(fake)
    assert PATIENCE < fake.now - 1000.0 <= PATIENCE + STALL
    assert fake.made == 1


def test_a_cluster_of_others_whose_workers_come_back_goes_on_and_nobody_is_blamed(monkeypatch):
    fake = Fake(monkeypatch, is_pool=False, can_be_made_again=False, back_after=15 * STALL)
    fake.engine.make = lambda: (fake.make(), setattr(fake, "silent", True))[0]
    assert ends(fake) == (numbers(), [])
    assert fake.began == Counter(numbers()), "nothing was handed over twice"


def test_patience_begins_when_workers_vanish_not_when_the_last_chunk_ended(monkeypatch):
    away = PATIENCE - 10 * STALL
    fake = Fake(monkeypatch, deadly={29}, slow={29: 50}, is_pool=False, goes_silent=True,
                can_be_made_again=False, back_after=50 * STALL + away)  # fmt: skip
    assert 50 * STALL > PATIENCE
    assert ends(fake) == (numbers(), [])


def test_long_chunks_are_waited_for_as_long_as_somebody_is_at_work(monkeypatch):
    fake = Fake(monkeypatch, is_pool=False, can_be_made_again=False)
    looks = iter([True] * 100)
    plainly = fake.look

    def slow(live, seconds, until):
        if next(looks, False):
            fake.now += seconds
            return set(), set(live)
        return plainly(live, seconds, until)

    monkeypatch.setattr(runner, "wait", slow)
    assert ends(fake) == (numbers(), [])
    assert fake.now - 1000.0 > 3 * PATIENCE


# Stopping, and executors of others


def receipt(chunk):
    time.sleep(0.01)
    return Receipt(chunk.number, 1, 0, 0.01, "here")


def test_ctrl_c_leaves_nothing_running():
    began = []

    def note(chunk):
        began.append(chunk.number)
        return receipt(chunk)

    def stopped_at_the_first():
        for _ in run_chunks(CHUNKS, threads(2), lambda pool, chunk: pool.submit(note, chunk)):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped_at_the_first()
    count = len(began)
    assert count < CHUNKS_PER_WORKER * 2
    assert not [one for one in threading.enumerate() if "ThreadPoolExecutor" in one.name]


def test_an_executor_of_others_stays_open():
    with ThreadPoolExecutor(2) as pool:
        submitted = lambda executor, chunk: executor.submit(receipt, chunk)  # noqa: E731
        found = list(run_chunks(CHUNKS, given(pool), submitted))
        assert sorted(one.chunk for one in found) == numbers()
        assert pool.submit(int, "7").result() == 7


def test_a_broken_pool_of_others_is_told_and_left_to_them(monkeypatch):
    fake = Fake(monkeypatch, deadly={5}, can_be_made_again=False)
    fake.engine.is_given = True
    with pytest.raises(AnalysisError, match="fake has lost its workers"):
        ends(fake)
    assert fake.ended == 0
