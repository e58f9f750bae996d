"""The one thread that computes: order, room, cancellation, faults."""

import asyncio
import threading

import pytest

from app.web.engine import Engine
from app.web.refusals import RefusedError

from .conftest import wait_for


@pytest.fixture
def engine():
    one = Engine(most_waiting=3)
    one.start()
    yield one
    one.stop()


def noting(said, name, count=1, hold=None):
    for at in range(count):
        if hold is not None:
            hold.wait(10)
        said.append(name)
        if at < count - 1:
            yield
    return name
    yield


def test_questions_go_before_jobs_and_take_turns(engine):
    said, hold = [], threading.Event()
    first = engine.submit(noting(said, "first", hold=hold))
    wait_for(lambda: engine.waiting == 0)
    job = engine.submit(noting(said, "job", 2), "patient")
    works = [engine.submit(noting(said, name, 2)) for name in ("a", "b")]
    hold.set()
    assert [work.future.result(10) for work in (first, *works, job)] == ["first", "a", "b", "job"]
    assert said == ["first", "a", "b", "a", "b", "job", "job"]


def test_few_are_begun_at_once_in_the_order_in_which_they_came():
    engine, said = Engine(most_begun=2), []
    works = [engine.submit(noting(said, name, 3)) for name in "abcd"]
    engine.start()
    assert [work.future.result(10) for work in works] == ["a", "b", "c", "d"]
    assert "".join(said) == "abababcdcdcd"
    engine.stop()


def test_quick_questions_have_places_of_their_own_and_keep_nobody_out():
    engine, said = Engine(most_begun=1), []
    works = [engine.submit(noting(said, name, 3)) for name in "ab"]
    works += [engine.submit(noting(said, name, 2), "quick") for name in "xyz"]
    works += [engine.submit(noting(said, "j", 2), "patient")]
    engine.start()
    for work in works:
        work.future.result(10)
    # quick ones one after the other, the full ones in turn with them, jobs last
    assert "".join(said[:2]) in ("xa", "ax")
    assert [name for name in said if name in "xyz"] == list("xxyyzz")
    assert [name for name in said if name in "ab"] == list("aaabbb")
    assert max(at for at, name in enumerate(said) if name == "a") < said.index("z")
    assert said[-2:] == ["j", "j"]
    engine.stop()


def test_whoever_is_gone_is_not_counted_and_holds_no_place(engine):
    hold = threading.Event()
    engine.submit(noting([], "slow", hold=hold))
    wait_for(lambda: engine.waiting == 0)
    gone = [engine.submit(noting([], "gone")) for _ in range(3)]
    assert engine.waiting == 3
    for work in gone:
        work.is_wanted = False
    assert engine.waiting == 0
    wanted = [engine.submit(noting([], "wanted")) for _ in range(3)]
    assert engine.waiting == 3
    hold.set()
    assert [work.future.result(10) for work in wanted] == ["wanted"] * 3


def test_too_many_in_line_are_told_to_come_back(engine):
    hold = threading.Event()
    engine.submit(noting([], "slow", hold=hold))
    wait_for(lambda: engine.waiting == 0)
    waiting = [engine.submit(noting([], "next")) for _ in range(3)]
    with pytest.raises(RefusedError) as refused:
        engine.submit(noting([], "one too many"))
    assert (refused.value.status, refused.value.body["code"]) == (503, "busy")
    assert int(refused.value.headers["Retry-After"]) > 0
    hold.set()
    assert [work.future.result(10) for work in waiting] == ["next"] * 3


def test_whoever_goes_leaves_the_line_and_stops_what_was_begun(engine):
    said, hold = [], threading.Event()

    async def asks():
        begun = asyncio.create_task(engine.do(noting(said, "begun", 1000, hold=hold)))
        waiting = asyncio.create_task(engine.do(noting(said, "waiting")))
        await asyncio.sleep(0.05)
        begun.cancel()
        waiting.cancel()
        gone = await asyncio.gather(begun, waiting, return_exceptions=True)
        hold.set()
        return gone, await engine.do(noting([], "next"))

    gone, (value, milliseconds) = asyncio.run(asks())
    assert all(isinstance(one, asyncio.CancelledError) for one in gone)
    assert value == "next"
    assert milliseconds >= 0
    assert said == ["begun"]


def test_a_fault_ends_its_work_alone(engine):
    def broken():
        yield
        raise KeyError("lost")

    with pytest.raises(KeyError):
        engine.submit(broken()).future.result(10)
    assert engine.submit(noting([], "fine")).future.result(10) == "fine"


def test_stopping_tells_whoever_waits():
    one = Engine()
    hold = threading.Event()
    one.start()

    async def asks():
        begun = asyncio.create_task(one.do(noting([], "begun", 3, hold=hold)))
        waiting = asyncio.create_task(one.do(noting([], "waiting")))
        await asyncio.sleep(0.05)
        stopping = asyncio.create_task(asyncio.to_thread(one.stop))
        while not waiting.done():
            await asyncio.sleep(0.01)
        hold.set()
        await stopping
        return await asyncio.gather(begun, waiting, return_exceptions=True)

    assert [error.body["code"] for error in asyncio.run(asks())] == ["busy", "busy"]
    with pytest.raises(RefusedError):
        one.submit(noting([], "too late"))
