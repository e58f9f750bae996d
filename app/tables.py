"""Tables for people at a terminal: one outcome after the other, one line for each arm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from analysis import words
from analysis.comparison import Comparison, Level
from analysis.verdict import bounds, judged, scaled
from simulation.outcomes import RUN

if TYPE_CHECKING:
    from analysis.provenance import Request
    from simulation import Scenario

LONGEST_LABEL = 40
UNITS = {outcome.name: outcome.unit for outcome in RUN}


def heading(request: Request) -> Iterator[str]:
    """Yield what was run and how, so that the numbers below can be made again."""
    scenario = request.scenario
    yield scenario.title
    yield scenario.question
    number = words.number(request.replications)
    plural = "" if request.replications == 1 else "s"
    engine = "" if request.engine == "ensemble" else f", engine {request.engine}"
    intervals = "" if request.replications == 1 else " Intervals are 95 %, over luck alone."
    yield f"{number} replication{plural} of each arm, seed {request.seed}{engine}.{intervals}"


def level_text(level: Level, unit: str) -> str:
    """Return a mean with its interval, with the digits that it deserves."""
    factor, sign = (100.0, "%") if unit == "share" else (1.0, "")
    mean, low, high = (factor * value for value in level)
    decimals = words.decimals_for((high - low) / 2, mean, low, high)
    interval = words.between(low, high, decimals, sign)
    return f"{words.number(mean, decimals)} {sign}".strip() + f" ({interval})"


def names_of(scenario: Scenario) -> dict[str, str]:
    """Return what each arm is called in a table; the reference says that it is one."""
    names = {}
    for name, arm in scenario.arms.items():
        label = arm.label if len(arm.label) <= LONGEST_LABEL else arm.label[:37] + "..."
        names[name] = f"{label} (reference)" if name == scenario.reference else label
    return names


def levels_table(scenario: Scenario, levels: dict[tuple[str, str], Level]) -> Iterator[str]:
    """Return lines with the main outcomes of every arm."""
    return by_outcome(scenario, lambda arm, name: level_text(levels[arm, name], UNITS[name]))


def differences_table(scenario: Scenario, comparison: Comparison) -> Iterator[str]:
    """Return lines with the level of the reference, and how every arm differs from it."""

    def text(arm: str, outcome: str) -> str:
        if arm == comparison.reference:
            return level_text(comparison.level_of(arm, outcome), UNITS[outcome])
        return difference_text(comparison, arm, outcome)

    return by_outcome(scenario, text)


def by_outcome(scenario: Scenario, text: Callable[[str, str], str]) -> Iterator[str]:
    """Yield a block of lines for each main outcome, one line an arm."""
    names = names_of(scenario)
    wide = max(map(len, names.values()))
    for outcome, wording in words.MAIN.items():
        yield ""
        yield f"{wording.short} ({UNITS[outcome]})"
        for arm, name in names.items():
            yield f"  {name:<{wide}}  {text(arm, outcome)}"


def difference_text(comparison: Comparison, arm: str, outcome: str) -> str:
    """Return one difference with its interval and what people would say of it."""
    row = comparison.of(arm, outcome)
    value, low, high, unit = scaled(row, row.difference, row.low, row.high)
    decimals = words.decimals_for((high - low) / 2, value, low, high)
    # A long unit need not stand twice: the interval says it.
    unit = unit if len(unit) == 1 or row.low != row.low else ""
    amount = f"{words.number(value, decimals, signed=True)} {unit}".strip()
    return f"{amount} ({bounds(row)}): {judged(row)}"
