"""What the server says to whoever started it: faults in one line, and nothing of what is asked."""

from __future__ import annotations

from pathlib import Path
from traceback import extract_tb

from ..saying import say_problem


def tell_fault(error: BaseException) -> None:
    """Print one line about an error that should not be: its kind and the line of code."""
    frames = extract_tb(error.__traceback__)
    where = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    say_problem(f"snowball app: {type(error).__name__}{where}; the server goes on.")
