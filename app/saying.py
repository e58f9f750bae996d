"""Saying things: results on the standard output, everything else on the standard error."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from analysis.plain import plain

WIDEST = 100


def say(text: str = "") -> None:
    """Print one line or paragraph of a result."""
    print(text)


def say_problem(text: str) -> None:
    """Print one line about what went wrong or is under way."""
    print(text, file=sys.stderr, flush=True)


def say_json(data: Any) -> None:
    """Print plain data as JSON; numbers that are undefined become null."""
    print(json.dumps(plain(data), ensure_ascii=False, indent=1, allow_nan=False))


def width() -> int:
    """Return how wide a line may be."""
    return max(40, min(WIDEST, shutil.get_terminal_size((80, 24)).columns))


def wrapped(text: str, first: str = "", rest: str | None = None) -> str:
    """Return text in lines no wider than the terminal, with something before each line."""
    return textwrap.fill(
        text,
        width(),
        initial_indent=first,
        subsequent_indent=" " * len(first) if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


@contextmanager
def progress_bar(is_wanted: bool = True) -> Iterator[Any]:
    """Give a function to tell how much is done; shows a bar if a person is watching."""
    if not (is_wanted and sys.stderr.isatty()):
        yield None
        return
    from tqdm import tqdm  # type: ignore[import-untyped]

    with tqdm(unit=" runs", leave=False, file=sys.stderr, dynamic_ncols=True) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)
            if done == total:
                bar.refresh()

        yield tell
