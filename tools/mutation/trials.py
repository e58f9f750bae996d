"""Trying mutants: pytest collects the tests of a rules file once, then forks per mutant.

The rules run as plain Python (``NUMBA_DISABLE_JIT=1``): no mutant is ever compiled.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import hypothesis
import pytest

from .mutants import Mutant
from .replacing import replace

# A mutant that loops for ever is stopped after this, and five times what the tests take.
CPU_SECONDS = 3.0
WALL_SECONDS = 600
# Sixty random worlds take longer than a mutant may; they are for the whole suite to run.
TOO_SLOW = (
    "tests/unit/test_pooling_purse.py::test_in_no_world_does_a_coalition_without_members_hold_money",
)


def children_seconds() -> float:
    """Return the CPU seconds of all children that have ended."""
    times = os.times()
    return times.children_user + times.children_system


@dataclass(eq=False)
class Trials:
    """A plugin of pytest that runs the collected tests once as they are, then once per mutant.

    `noticed_by` holds per mutant the test that failed first, or nothing if all passed.
    """

    name: str
    mutants: list[Mutant]
    hints: list[str]
    tell: Callable[[str], None]
    noticed_by: list[str] = field(default_factory=list)
    broken: str = ""
    pipe: int = -1
    cpu_seconds: float = 60.0

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try all mutants; the test that noticed this one before, or the last one, goes first."""
        items = list(session.items)
        gc.collect()
        gc.freeze()  # children need not copy what they only read
        before = children_seconds()
        self.broken = self.first_failure(items, None) if items else "no tests"
        self.cpu_seconds = CPU_SECONDS + 5.0 * (children_seconds() - before)
        for number, mutant in enumerate(self.mutants if not self.broken else ()):
            hint = self.hints[number]
            items.sort(key=lambda item: item.nodeid != hint)
            failed = self.first_failure(items, mutant)
            self.noticed_by.append(failed)
            items.sort(key=lambda item: item.nodeid != failed)
            if number % 50 == 49:
                alive = self.noticed_by.count("")
                self.tell(f"{self.name}: {number + 1} of {len(self.mutants)}, {alive} survive")
        self.broken = self.broken or self.fails_alone(items)
        return True

    def fails_alone(self, items: list[pytest.Item]) -> str:
        """Return a test that noticed a mutant but fails by itself, too, without any change."""
        noticed = set(self.noticed_by)
        alone = (self.first_failure([item], None) for item in items if item.nodeid in noticed)
        return next(filter(None, alone), "")

    def first_failure(self, items: list[pytest.Item], mutant: Mutant | None) -> str:
        """Run tests in a child up to the first that fails, for at most some CPU seconds."""
        reading, self.pipe = os.pipe()
        child = os.fork()
        if child == 0:
            self.be_the_child(items, mutant)
        os.close(self.pipe)
        with os.fdopen(reading, encoding="utf-8") as pipe:
            failed = pipe.read()
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return failed or "no end"
        return failed or ("" if os.WEXITSTATUS(status) == 0 else "an error outside tests")

    def be_the_child(self, items: list[pytest.Item], mutant: Mutant | None) -> None:
        """Put the mutant in, run the tests, and leave without cleaning up."""
        gc.disable()
        signal.setitimer(signal.ITIMER_PROF, self.cpu_seconds)
        signal.alarm(WALL_SECONDS)
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        try:
            if mutant is not None:
                replace(self.name, mutant.text)
            for item, after in zip(items, [*items[1:], None], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            os._exit(0)
        except BaseException as error:
            self.leave(f"{type(error).__name__} while importing")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[Any]) -> None:
        """Leave the child at the first failure, before any report of it is made."""
        if call.excinfo is not None and not call.excinfo.errisinstance(pytest.skip.Exception):
            self.leave(item.nodeid)

    def leave(self, failed: str) -> None:
        """Tell the parent what failed, and be gone."""
        os.write(self.pipe, failed.encode())
        os._exit(1)


def try_all(
    name: str,
    mutants: list[Mutant],
    tests: list[str],
    hints: list[str],
    tell: Callable[[str], None],
) -> list[str]:
    """Return per mutant the test that noticed it, or nothing; the same tests must pass without.

    `hints` says per mutant which test noticed it an earlier time: it is tried first.
    """
    hypothesis.settings.register_profile(
        "mutation",
        derandomize=True,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
    )
    hypothesis.settings.load_profile("mutation")
    trials = Trials(name, mutants, hints, tell)
    options = ["-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    options += [f"--deselect={slow}" for slow in TOO_SLOW]
    pytest.main([*options, *tests], plugins=[trials])
    if trials.broken:
        raise RuntimeError(f"rules/{name}.py: without any change {trials.broken} fails")
    return trials.noticed_by
