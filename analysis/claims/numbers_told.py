"""Numbers in two languages, with the digits that they deserve."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .. import words
from .outcome_words import unit_name

HUNDRED = {"share": 100.0}
NO_BREAK = "\u00a0"


def localised(text: str, language: str) -> str:
    """Return a number as it is written in a language: in Bulgarian "1 234,5".

    >>> localised("1,234.5", "bg") == "1\u00a0234,5"
    True
    """
    if language != "bg":
        return text
    return text.translate(str.maketrans(",.", f"{NO_BREAK},"))


def percent(share: float, language: str) -> str:
    """Return a share as whole percent; what is not quite nothing or all does not read so.

    >>> percent(0.634, "en"), percent(0.003, "en"), percent(0.998, "en")
    ('63 %', 'less than 1 %', 'more than 99 %')
    """
    if 0.0 < share < 0.005:
        return "под 1 %" if language == "bg" else "less than 1 %"
    if 0.995 < share < 1.0:
        return "над 99 %" if language == "bg" else "more than 99 %"
    return f"{100.0 * share:.0f} %"


def percent_range(low: float, high: float, language: str) -> str:
    """Return an interval of shares in percent, "58 to 69 %"."""
    joint = "до" if language == "bg" else "to"
    return f"{100.0 * low:.0f} {joint} {100.0 * high:.0f} %"


def amounts(values: Sequence[float], unit: str, language: str, half: float) -> list[str]:
    """Return differences in the outcome's unit with signs, with digits that fit their spread."""
    scaled = [HUNDRED.get(unit, 1.0) * value for value in values]
    decimals = words.decimals_for(HUNDRED.get(unit, 1.0) * half, *scaled)
    decimals = min(decimals, 3 if unit == "0-1" else 2)
    return [localised(words.number(value, decimals, signed=True), language) for value in scaled]


def difference(value: float, low: float, high: float, unit: str, language: str) -> str:
    """Return a difference with its interval and unit: "+12 (+8 to +16) people"."""
    half = (high - low) / 2.0
    middle, bottom, top = amounts((value, low, high), unit, language, half)
    joint = "до" if language == "bg" else "to"
    return f"{middle} ({bottom} {joint} {top}) {unit_name(unit, language)}"


def in_percent(values: Sequence[float], language: str) -> list[str]:
    """Return percents with signs: one decimal where the middle is small."""
    small = max((abs(value) for value in values if math.isfinite(value)), default=0.0) < 10.0
    return [
        localised(words.number(value, 1 if small else 0, signed=True), language) for value in values
    ]


def level(value: float, unit: str, language: str) -> str:
    """Return a level with two or three digits and its unit."""
    if unit == "share":
        return f"{100.0 * value:.0f} %"
    return f"{localised(words.rounded(value, 3), language)} {unit_name(unit, language)}"


def plain(value: float, language: str) -> str:
    """Return the value of an assumption with at most three digits.

    >>> plain(0.0123456, "bg"), plain(1400.0, "en"), plain(0.5, "en")
    ('0,0123', '1,400', '0.5')
    """
    text = words.rounded(value, 3)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return localised(text, language)
