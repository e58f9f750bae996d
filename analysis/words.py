"""Words for numbers: sizes with the digits they deserve, and the names of things."""

from __future__ import annotations

import math
from dataclasses import dataclass

NOT_CLEAR = "no clear difference"
LARGEST_PERCENT = 300.0
MOST_DECIMALS = 4


@dataclass(frozen=True)
class Wording:
    """How one main outcome is spoken of.

    ``short`` heads a column, ``noun`` follows "clear difference in", ``more`` and ``less``
    follow the size of a difference.  An outcome with a top, such as a share, has a ``level``,
    which tells "72 % instead of 62 %": "16 % more" of a share reads like 16 percentage points.
    ``level_above`` tells a share that may exceed the whole, where it does.
    """

    short: str
    noun: str
    more: str = "more"
    less: str = "less"
    level: str = ""
    level_above: str = ""


MAIN: dict[str, Wording] = {
    "impact_total": Wording("Impact", "impact", "more impact", "less impact"),
    "sustainability_12": Wording(
        "Still served a year after the funding",
        "what still runs a year after the funding",
        level="{} of the service of its best year with funding still runs a year after the funding",
        level_above="a year after the funding its service {} of its best year with funding",
    ),
    "sustainability_36": Wording(
        "Still served three years after the funding",
        "what still runs three years after the funding",
        level="{} of the service of its best year with funding still runs three years after the"
        " funding",
        level_above="three years after the funding its service {} of its best year with funding",
    ),
    "coverage_gini_final": Wording(
        "Inequality between places",
        "inequality between places",
        level="inequality between places is {} on a scale from 0 to 1",
    ),
    "trust_final": Wording("Trust", "trust", level="trust is {} on a scale from 0 to 1"),
    "cost_per_impact_eur": Wording(
        "Cost per unit of impact",
        "cost per unit of impact",
        "higher cost per unit of impact",
        "lower cost per unit of impact",
    ),
    "programmes_final": Wording(
        "Places with a programme",
        "places with a programme",
        "more places with a programme on average",
        "fewer places with a programme on average",
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

TERMS: tuple[tuple[str, str], ...] = (
    ("Arm", "one of the choices compared; all arms live through the same worlds"),
    ("Replication", "one run of every arm with its own luck; the same luck for every arm"),
    (
        "Impact",
        "people served each month, each weighted by the quality of the service (0 to 1), summed"
        " over the months",
    ),
    ("Person-month", "one person served for one month at full quality: the unit of impact"),
    ("Coalition", "organisations that put means together and plan together"),
    ("Programme", "a public administration pays for the service in its place"),
    (
        "Formal agreement",
        "a programme that is laid down formally, so that an election hardly undoes it",
    ),
    (
        "Inequality (0 to 1)",
        "0: in every place the same share of the people in need is served; close to 1: nearly all"
        " service is in few places",
    ),
)


def decimals_for(half_width: float, *values: float) -> int:
    """Return how many decimals numbers deserve whose interval has this half-width.

    The last digit is the first that the interval leaves in doubt; without an interval, whole
    numbers, or two digits below one.  There are more where all values lie on
    one side of zero and one would otherwise read as zero, up to four.

    >>> decimals_for(0.2, 0.3, 0.7), decimals_for(2.0, 0.3, 4.3), decimals_for(2.0, -0.3, 3.7)
    (1, 1, 0)
    """
    values = tuple(value for value in values if math.isfinite(value))
    if math.isfinite(half_width) and half_width > 0:
        decimals = max(0, -math.floor(math.log10(half_width)))
    elif not math.isfinite(half_width):
        largest = max(map(abs, values), default=0.0)
        decimals = 1 - math.floor(math.log10(largest)) if 0 < largest < 1 else 0
    else:
        decimals = 1 if any(value != round(value) for value in values) else 0
    one_side = all(value >= 0 for value in values) or all(value <= 0 for value in values)
    for value in values if one_side else ():
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


def one_sided(low: float, high: float, decimals: int, unit: str = "") -> str:
    """Return the size of an interval that excludes zero, without ends that read as zero.

    >>> one_sided(0.00001, 0.31, 2, "%"), one_sided(0.00001, 0.00002, 4)
    ('just over 0 to 0.31 %', 'less than 0.0001')
    """
    if round(high, decimals) == 0:
        return f"less than {number(10.0**-decimals, decimals)} {unit}".strip()
    if round(low, decimals) == 0:
        return f"just over 0 to {number(high, decimals)} {unit}".strip()
    return between(low, high, decimals, unit)


def rounded(value: float, digits: int = 2) -> str:
    """Return a level with two significant digits, thousands apart.

    >>> rounded(12345.0), rounded(0.996), rounded(0.0123)
    ('12,000', '1.0', '0.012')
    """
    if not math.isfinite(value):
        return "not known"
    if value == 0:
        return "0"
    place = digits - 1 - math.floor(math.log10(abs(value)))
    value = round(value, place)
    place = digits - 1 - math.floor(math.log10(abs(value)))
    return number(value, max(0, place))


def euros(value: float, digits: int = 3) -> str:
    """Return money with a few significant digits.

    >>> euros(1_234_567), euros(999_999), euros(4_321), euros(4_321, 2), euros(-12)
    ('EUR 1.23 million', 'EUR 1 million', 'EUR 4,320', 'EUR 4,300', 'EUR −12')
    """
    if not math.isfinite(value):
        return "EUR not known"
    value = float(f"{value:.{digits}g}")
    million = 1_000_000
    if abs(value) < million:
        return f"EUR {number(value)}"
    sign = "\u2212" if value < 0 else ""
    return f"EUR {sign}{abs(value) / million:,.{digits + 3}g} million"


def quoted(label: str) -> str:
    """Return a label in quotation marks: some hold commas, some begin with "Nobody"."""
    return f"\u201c{label}\u201d"


def listed(parts: list[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
