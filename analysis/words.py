"""Words for numbers: sizes with the digits they deserve, and the names of things."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

NOT_CLEAR = "no clear difference"
LARGEST_PERCENT = 300.0
MOST_DECIMALS = 4


@dataclass(frozen=True)
class Wording:
    """How one main outcome is spoken of.

    ``short`` heads a column, ``noun`` follows "clear difference in", ``more`` and ``less``
    follow the size of a difference; ``scale`` says in what sizes are told.
    """

    short: str
    noun: str
    more: str
    less: str
    scale: Literal["percent", "count"] = "percent"


MAIN: dict[str, Wording] = {
    "impact_total": Wording("Impact", "impact", "more impact", "less impact"),
    "sustainability_12": Wording(
        "Still served a year after the funding",
        "what still runs a year after the funding",
        "more of the best year's service still runs a year after the funding",
        "less of the best year's service still runs a year after the funding",
    ),
    "sustainability_36": Wording(
        "Still served three years after the funding",
        "what still runs three years after the funding",
        "more of the best year's service still runs three years after the funding",
        "less of the best year's service still runs three years after the funding",
    ),
    "coverage_gini_final": Wording(
        "Inequality between places",
        "inequality between places",
        "more inequality between places",
        "less inequality between places",
    ),
    "trust_final": Wording("Trust", "trust", "more trust", "less trust"),
    "cost_per_impact_eur": Wording(
        "Cost per unit of impact",
        "cost per unit of impact",
        "higher cost per unit of impact",
        "lower cost per unit of impact",
    ),
    "programmes_final": Wording(
        "Municipal programmes",
        "municipal programmes",
        "more municipal programmes",
        "fewer municipal programmes",
        "count",
    ),
}

VOCABULARIES: tuple[tuple[str, str, str], ...] = (
    (
        "Scale up",
        "create the conditions that raise the innovation's impact: policy, programmes, permits,"
        " new activities",
        "change laws, policies, institutions and flows of resources",
    ),
    (
        "Scale out",
        "reach more places or other groups of people",
        "replicate, serve more people",
    ),
    (
        "Scale deep",
        "widen and improve the use of the innovation: work with other organisations, pass on"
        " know-how, merge assets",
        "change relationships, values and beliefs",
    ),
)


def decimals_for(half_width: float, *values: float) -> int:
    """Return how many decimals numbers deserve whose interval has this half-width.

    The last digit is the first that the interval leaves in doubt; one more where an end of
    the interval would otherwise read as zero, up to four.
    """
    if not (math.isfinite(half_width) and half_width > 0):
        return 1 if any(value != round(value) for value in values if math.isfinite(value)) else 0
    decimals = max(0, -math.floor(math.log10(half_width)))
    for value in values:
        while value != 0 and round(value, decimals) == 0 and decimals < MOST_DECIMALS:
            decimals += 1
    return min(decimals, MOST_DECIMALS)


def number(value: float, decimals: int = 0, *, signed: bool = False) -> str:
    """Return a number as people read it: thousands apart, a true minus sign."""
    if not math.isfinite(value):
        return "not known"
    text = f"{abs(value):,.{decimals}f}"
    if float(text.replace(",", "")) == 0:
        return text
    if value < 0:
        return "\u2212" + text
    return "+" + text if signed else text


def between(low: float, high: float, decimals: int, unit: str = "", *, signed: bool = False) -> str:
    """Return an interval in words, "12 to 16 %"."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return "interval not known"
    ends = number(low, decimals, signed=signed), number(high, decimals, signed=signed)
    text = ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
    return f"{text} {unit}".strip()


def rounded(value: float, digits: int = 2) -> str:
    """Return a level with two significant digits, or all of its whole ones in thousands."""
    if not math.isfinite(value):
        return "not known"
    if value == 0:
        return "0"
    place = digits - 1 - math.floor(math.log10(abs(value)))
    return number(round(value, place), max(0, place))


def euros(value: float) -> str:
    """Return money with at most three significant digits: "EUR 1.2 million"."""
    if not math.isfinite(value):
        return "EUR not known"
    million = 1_000_000
    if abs(value) >= million:
        return f"EUR {float(f'{value / million:.3g}'):,g} million"
    return f"EUR {number(float(f'{value:.3g}'))}"


def listed(parts: list[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
