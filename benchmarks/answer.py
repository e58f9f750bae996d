"""What a benchmark answers: a table with targets, and how it was measured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One measured thing; ``met`` is None where there is no target."""

    what: str
    measured: str
    target: str = ""
    met: bool | None = None


@dataclass(frozen=True)
class Answer:
    """One question with its table."""

    question: str
    rows: tuple[Row, ...]
    how: str
    load_before: float
    load_after: float

    def markdown(self) -> str:
        """Return the answer as a section of a page."""
        lines = [
            f"## {self.question}",
            "",
            "| what | measured | target | met |",
            "|---|---|---|---|",
        ]
        for row in self.rows:
            met = {None: "", True: "yes", False: "**no**"}[row.met]
            lines.append(f"| {row.what} | {row.measured} | {row.target} | {met} |")
        loads = f"{self.load_before:.1f} before, {self.load_after:.1f} after"
        return "\n".join([*lines, "", f"{self.how} Load of the machine: {loads}.", ""])


INTRODUCTION = """# Benchmarks

Written by `python -m benchmarks --write`; do not edit. The numbers of a section come from
one run; what is compared takes turns (A B A B), and ratios are taken between neighbours in time.
Brackets hold the lowest and the highest value beside a median. Other work may run on the
machine at the same time: the load counts processes that want a core. CPU time leaves out
waiting for a core, wall time does not. Absolute times hold for this machine only.

"""


def page(answers: Iterable[Answer], machine: str, before: str = "") -> str:
    """Return the page with these answers; sections of the page before stay, if not answered."""
    sections = {}
    for text in before.split("\n## ")[1:]:
        sections[text.split("\n", 1)[0]] = f"## {text.strip()}\n"
    sections |= {answer.question: answer.markdown() for answer in answers}
    return f"{INTRODUCTION}Machine and versions: {machine}.\n\n" + "\n".join(sections.values())
