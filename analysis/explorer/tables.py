"""All numbers of an answer as one table of text, to be opened anywhere."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

import simulation
from simulation import Arm
from simulation.outcomes import MONTHLY, RUN

from .. import statistics
from .answering import BAND_SHARES
from .catalogue import model_digest
from .origins import origins
from .parts import Question
from .runs import Runs

COLUMNS = ("arm", "label", "month", "outcome", "unit", "low", "mean", "high")
WIDE_AND_SMALL = "\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"  # the same four signs elsewhere
STARTS_A_FORMULA = ("=", "+", "-", "@", *WIDE_AND_SMALL)
CELL_WITH_FORMULA = re.compile(f"[,;][,; \"']*(?=[{re.escape(''.join(STARTS_A_FORMULA))}])")
NOT_PRINTED = ("Cc", "Cf", "Cs", "Co", "Cn")  # categories of Unicode: controls, formats, no signs
Cell = str | int | float


def csv_of(question: Question, arms: Mapping[str, Arm], runs: Sequence[Runs]) -> str:
    """Return monthly outcomes and outcomes of runs, one number and its spread a line.

    Lines that begin with # say where the numbers come from.  Words of a scenario that a
    spreadsheet would take for a formula get an apostrophe before them.
    """
    stream = io.StringIO()
    for line in head(question, runs[0].replications):
        stream.write(f"# {line}\n")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for (name, arm), own in zip(arms.items(), runs, strict=True):
        label = as_text(in_one_cell(arm.label))
        for row in (*monthly_rows(own), *run_rows(own)):
            writer.writerow((as_text(name), label, *row))
    return stream.getvalue()


def head(question: Question, replications: int) -> Iterator[str]:
    """Yield where the numbers come from and what low and high are."""
    low, high = (round(100 * share) for share in BAND_SHARES)
    yield f"title: {in_one_cell(question.scenario.title)}"
    yield from map(in_one_cell, origins(question))
    yield f"snowball {simulation.__version__} / model {model_digest()}"
    yield f"seed {question.seed} / {replications} replications of each arm"
    yield (
        f"rows with a month: low and high are the {low}th and {high}th percentile of runs:"
        " luck alone and not what is unknown about the assumptions"
    )
    yield (
        "rows without a month: outcomes of whole runs; low and high are the 95 % interval of the"
        " mean over luck alone"
    )


def in_one_cell(text: str) -> str:
    """Return text in one line, and without a second cell as formula.

    Spreadsheets part cells at commas or, as in Bulgaria, at semicolons.

    >>> in_one_cell('Bureau;=1+1'), in_one_cell("out, deep")
    ('Bureau =1+1', 'out, deep')
    """
    return CELL_WITH_FORMULA.sub(" ", in_one_line(text))


def in_one_line(text: str) -> str:
    r"""Return text without breaks and without signs that nobody sees.

    >>> in_one_line("a\n \u200b=b")
    'a =b'
    """
    seen = (c for c in text if c.isspace() or unicodedata.category(c) not in NOT_PRINTED)
    return " ".join("".join(seen).split())


def as_text(text: str) -> str:
    """Return text in one line that no spreadsheet takes for a formula.

    >>> as_text("=HYPERLINK(1)"), as_text("Separate")
    ("'=HYPERLINK(1)", 'Separate')
    """
    line = in_one_line(text)
    return f"'{line}" if line.startswith(STARTS_A_FORMULA) else line


def monthly_rows(runs: Runs) -> Iterator[tuple[Cell, ...]]:
    """Yield month, outcome, unit, low, mean and high of every monthly outcome."""
    low, high = np.quantile(runs.monthly, BAND_SHARES, axis=0)
    mean = runs.monthly.mean(axis=0)
    for at, outcome in enumerate(MONTHLY):
        for month in range(len(mean)):
            numbers = (low[month, at], mean[month, at], high[month, at])
            yield month, outcome.name, outcome.unit, *map(float, numbers)


def run_rows(runs: Runs) -> Iterator[tuple[Cell, ...]]:
    """Yield no month, outcome, unit, low, mean and high of every outcome of runs."""
    low, high = statistics.mean_interval(runs.runs)
    for at, outcome in enumerate(RUN):
        mean = float(runs.runs[:, at].mean())
        yield "", outcome.name, outcome.unit, _cell(low[at]), mean, _cell(high[at])


def _cell(value: float) -> Cell:
    return float(value) if np.isfinite(value) else ""
