"""Reading uploaded files: bounded in bytes and in time, with shipped parts alone."""

from __future__ import annotations

import asyncio
import ctypes
import re
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar
from urllib.parse import unquote

from analysis.provenance import months_of
from simulation import Scenario, ScenarioError
from simulation.scenario import Problem, load_text

from .limits import DEEPEST_BRACKETS, MOST_PARSING, PARSE_SECONDS
from .refusals import bad, busy

T = TypeVar("T")
UNNAMED = "uploaded file"
PATIENCE_SECONDS = 0.2
LONGEST_NAME = 80
FOLDERS = re.compile(r"[/\\]")
# Words in quotes, which begin after a space or a sign; or a bracket.
BRACKETS = re.compile(rb"""(?<![^\s\[\]{},:])(?:"(?:[^"\\]|\\.)*+"|'[^']*+')|[\[\]{}]""", re.DOTALL)


class TakesTooLongError(BaseException):
    """Thrown into a thread whose time is over; nothing on the way may catch it."""


def clean_name(sent: str | None) -> str:
    r"""Return the name of a file as the page sent it, without folders or strange signs.

    >>> clean_name("C:%5Cmine%5Cmy%20plan.yaml"), clean_name("../../x\x00.yaml"), clean_name(" ")
    ('my plan.yaml', 'x.yaml', 'uploaded file')
    """
    last = FOLDERS.split(unquote(sent or ""))[-1]
    shown = "".join(sign for sign in last if sign.isprintable()).strip()
    return shown[:LONGEST_NAME] or UNNAMED


def read_scenario(raw: bytes, name: str) -> Scenario:
    """Return the scenario in an uploaded file.

    Raises
    ------
    ScenarioError   with the same problems that ``snowball check`` finds
    """
    if is_too_deep(raw):  # to find that out by reading takes long
        raise ScenarioError([Problem(name, None, "", "very deep nesting", "a scenario")])
    scenario = load_text(raw, name)
    months_of(scenario)
    return scenario


def is_too_deep(raw: bytes) -> bool:
    """Whether more brackets stand in one another than any scenario needs, quoted ones aside.

    >>> is_too_deep(b"[" * 61), is_too_deep(b"[" * 60 + b"]" * 60), is_too_deep(b"[], " * 61)
    (True, False, False)
    """
    depth = 0
    for found in BRACKETS.finditer(raw):
        if found[0] in b"[{":
            depth += 1
        elif found[0] in b"]}":
            depth = max(0, depth - 1)
        if depth > DEEPEST_BRACKETS:
            return True
    return False


class Aside:
    """Does one piece of work in Python after the other, beside the server's own thread."""

    def __init__(self, seconds: float, most: int) -> None:
        self.seconds = seconds
        self._room = asyncio.Semaphore(1)
        self._most = most
        self._inside = 0

    async def do(self, work: Callable[[], T]) -> T:
        """Return what some work gives.

        Raises
        ------
        RefusedError   too many are waiting
        TimeoutError   it took too long
        """
        if self._inside >= self._most:
            raise busy()
        self._inside += 1
        try:
            async with self._room:
                return await within(self.seconds, work)
        finally:
            self._inside -= 1


class Reader(Aside):
    """Reads uploaded files."""

    def __init__(self, seconds: float = PARSE_SECONDS, most: int = MOST_PARSING) -> None:
        super().__init__(seconds, most)

    async def read(self, raw: bytes, name: str) -> Scenario:
        """Return the scenario in an uploaded file.

        Raises
        ------
        RefusedError   with what is wrong with the file, or that too many are being read
        """
        try:
            return await self.do(lambda: read_scenario(raw, name))
        except ScenarioError as error:
            raise bad("bad_file", error.problems) from None
        except TimeoutError:
            got = f"a file that takes more than {self.seconds:g} seconds to read"
            raise bad("bad_file", [Problem(name, None, "", got, "a scenario")]) from None


async def within(seconds: float, work: Callable[[], T]) -> T:
    """Return what some work in Python returns, in a thread of its own that is ended in time.

    Raises
    ------
    TimeoutError   the time was over
    """
    future: Future[T] = Future()
    thread = threading.Thread(target=_run, args=(future, work), name="reader", daemon=True)
    thread.start()
    waiting = asyncio.wrap_future(future)
    try:
        return await asyncio.wait_for(asyncio.shield(waiting), seconds)
    finally:
        if not waiting.done():
            waiting.add_done_callback(lambda done: done.cancelled() or done.exception())
            threading.Thread(target=_end, args=(future, thread), daemon=True).start()


def _run(future: Future[Any], work: Callable[[], Any]) -> None:
    try:
        value = work()
    except Exception as error:
        future.set_exception(error)
    except TakesTooLongError:
        future.set_exception(TimeoutError())
    else:
        future.set_result(value)


def _end(future: Future[Any], thread: threading.Thread) -> None:
    """End a thread; again and again, since Python drops what arrives while it cleans up."""
    throw = ctypes.pythonapi.PyThreadState_SetAsyncExc
    while thread.is_alive() and not future.done():
        throw(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(TakesTooLongError))
        thread.join(PATIENCE_SECONDS)
