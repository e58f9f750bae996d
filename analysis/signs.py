"""Where the net effect of each mechanism turns from good to bad.

No mechanism may only help.  Each is compared with and without, on equal luck, at two values of
one assumption, below and above the value at which the difference changes its sign.  Run
``python -m analysis.signs`` to write ``docs/signs.md`` again.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from math import floor, log10
from pathlib import Path
from typing import NamedTuple

import numpy as np

from simulation import REGISTER, Arm, load_scenario
from simulation.engine import run_world
from simulation.outcomes import RUN, RUN_NAMES
from simulation.scenario.changing import with_parameters
from simulation.world import build_world

from .signs_table import SIGNS, Side, Sign

SCENARIO = "strategies"
REPLICATIONS = 100
SEED = 1
CLEAR_ERRORS = 3.0
HALVINGS = 5


class Effect(NamedTuple):
    """The mean paired difference, with less without, and its standard error."""

    mean: float
    error: float

    @property
    def sign(self) -> int:
        """1 or -1 where the mean is beyond three standard errors, else 0.

        >>> Effect(-4.0, 1.0).sign, Effect(2.0, 1.0).sign
        (-1, 0)
        """
        return int(np.sign(self.mean)) if abs(self.mean) > CLEAR_ERRORS * self.error else 0


def reference() -> Arm:
    """Return the arm in which all mechanisms are looked at."""
    scenario = load_scenario(SCENARIO)
    return scenario.arms[scenario.reference]


def changed(arm: Arm, side: Side, assumed: dict[str, float]) -> Arm:
    """Return an arm with what a side changes, under some assumptions; both within range."""
    members = {
        name: member.model_copy(
            update={field: factor * getattr(member, field) for field, factor in side.times.items()}
        )
        for name, member in arm.organisations.items()
    }
    other = arm.model_copy(
        update={
            "organisations": members,
            "instruments": {**arm.instruments, **side.instruments},
            "events": {**arm.events, **side.events},
        }
    )
    return with_parameters(other, {**assumed, **side.parameters})


def effect(arm: Arm, row: Sign, value: float, replications: int = REPLICATIONS) -> Effect:
    """Return what a mechanism brings where its turning assumption has a value."""
    assumed = {**row.assumed, row.turned_by: value}
    there, not_there = (
        run_world(build_world(changed(arm, side, assumed)), SEED, replications)[1]
        for side in (row.present, row.absent)
    )
    gap = (there - not_there)[:, RUN_NAMES.index(row.outcome)]
    return Effect(float(gap.mean()), float(gap.std(ddof=1) / np.sqrt(replications)))


def turning_value(arm: Arm, row: Sign, replications: int = REPLICATIONS) -> float:
    """Return about where the effect changes its sign, by halving the interval.

    The interval shrinks to 1/32; magnitudes are halved where they are what is not known.
    """
    first = effect(arm, row, row.low, replications).mean
    parameter = REGISTER[row.turned_by]
    low, high = row.low, row.high
    by_magnitude = parameter.is_known_by_magnitude
    for _ in range(HALVINGS):
        middle = float(np.sqrt(low * high)) if by_magnitude else 0.5 * (low + high)
        if effect(arm, row, middle, replications).mean * first > 0.0:
            low = middle
        else:
            high = middle
    return float(np.sqrt(low * high)) if by_magnitude else 0.5 * (low + high)


class Found(NamedTuple):
    """What a mechanism brings at the low and at the high value, and about where it turns."""

    low: Effect
    high: Effect
    turns: float | None


def find(arm: Arm, row: Sign) -> Found:
    """Return the effects of one row, and where it turns unless it does not."""
    low, high = (effect(arm, row, value) for value in (row.low, row.high))
    return Found(low, high, None if row.reason else turning_value(arm, row))


def find_all(arm: Arm) -> list[Found]:
    """Return what is found for all rows of the table, on all cores."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda row: find(arm, row), SIGNS))


def two_digits(number: float) -> str:
    """Return a difference with its sign and two digits that count.

    >>> two_digits(1234.5), two_digits(-0.0567)
    ('+1,200', '-0.057')
    """
    if number == 0.0:
        return "0"
    places = 1 - floor(log10(abs(number)))
    return f"{round(number, places):+,.{max(0, places)}f}"


def line(row: Sign, found: Found) -> str:
    """Return one line of the table."""
    low, high = (
        f"{value:g}: {two_digits(at.mean)}"
        for value, at in ((row.low, found.low), (row.high, found.high))
    )
    turns = "nowhere" if found.turns is None else f"{found.turns:.2g}"
    return (
        f"| {row.mechanism} | {row.question} | `{row.outcome}` | `{row.turned_by}` | {low}"
        f" | {turns} | {high} |"
    )


def page(found: Iterable[Found]) -> str:
    """Return the whole page from what was found for all rows."""
    rows = [line(row, its) for row, its in zip(SIGNS, found, strict=True)]
    used = {row.outcome for row in SIGNS}
    costs = [o.name for o in RUN if o.better == "lower" and o.name in used]
    reasons = [f"- *{row.mechanism}* (`{row.turned_by}`): {row.reason}" for row in SIGNS
               if row.reason]  # fmt: skip
    assumed = [
        f"- *{row.mechanism}*, {row.question}: "
        + ", ".join(f"`{name}` {value:g}" for name, value in row.assumed.items())
        for row in SIGNS
        if row.assumed
    ]
    text = [
        "# Where each mechanism turns from good to bad",
        "",
        "No mechanism of the model may only help. Each line compares runs with a mechanism and"
        " without it, on equal luck, and lets one assumption move: at one value the mechanism"
        " raises the outcome, at another it lowers it, each time by more than"
        f" {CLEAR_ERRORS:.0f} standard errors (which `tests/signs` checks); in between it turns."
        f" Places, organisations and all else as in `{SCENARIO}.yaml`, even mix;"
        f" {REPLICATIONS} replications. Written by `python -m analysis.signs`.",
        "",
        "The numbers after the colons are differences, with less without, in the unit of the"
        " outcome; less is better for " + ", ".join(f"`{name}`" for name in costs) + "."
        " Turning values are rough: they hang on all other assumptions, and on luck.",
        "",
        "| mechanism | with, rather than without | outcome | turned by | at a low value"
        " | turns at about | at a high value |",
        "|---|---|---|---|---|---|---|",
        *rows,
        "",
    ]
    if reasons:
        text += ["Where there is no turning value, the reason:", "", *reasons, ""]
    if assumed:
        text += ["Other assumptions than the defaults, the same on both sides:", "", *assumed, ""]
    return "\n".join(text)


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("docs/signs.md"))
    parser.parse_args().out.write_text(page(find_all(reference())), encoding="utf-8")


if __name__ == "__main__":
    main()
