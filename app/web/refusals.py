"""What the server does not do, as a code and numbers; the page finds the words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from simulation.scenario import Problem, nearest, shipped_scenarios

from .limits import MOST_PROBLEMS, RETRY_SECONDS


class RefusedError(Exception):
    """An answer other than the one that was asked for."""

    def __init__(self, status: int, code: str, **more: Any) -> None:
        super().__init__(code)
        self.status = status
        self.body = {"code": code, **more}
        self.headers: Mapping[str, str] = {}


def bad(code: str, problems: Iterable[Problem]) -> RefusedError:
    """Refuse a question (``bad_request``) or a file (``bad_file``) with all that is wrong."""
    found = list(problems)
    return RefusedError(
        422, code, problems=[as_data(one) for one in found[:MOST_PROBLEMS]], count=len(found)
    )


def as_data(problem: Problem) -> dict[str, Any]:
    """Return a problem as plain data; shipped files are named without this machine's folders."""
    shipped = shipped_scenarios()
    path = Path(problem.file)
    if shipped in path.parents:
        problem = replace(problem, file=path.relative_to(shipped).as_posix())
    return {**asdict(problem), "text": str(problem)}


def not_found(name: str = "", known: Iterable[str] = ()) -> RefusedError:
    """Refuse what there is not, with the nearest name."""
    near = nearest(name, known)
    return RefusedError(404, "not_found", **({} if near is None else {"nearest": near}))


def gone() -> RefusedError:
    """Refuse an uploaded scenario that is no longer kept."""
    return RefusedError(404, "gone")


def too_large(what: str, got: int, most: int) -> RefusedError:
    """Refuse more than this machine should do or hold."""
    return RefusedError(413, "too_large", what=what, got=got, most=most)


def busy() -> RefusedError:
    """Refuse for now: too many are waiting."""
    refusal = RefusedError(503, "busy", seconds=RETRY_SECONDS)
    refusal.headers = {"Retry-After": str(RETRY_SECONDS)}
    return refusal
