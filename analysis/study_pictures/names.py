"""How outcomes and factors are called on pictures of studies, with their units."""

from __future__ import annotations

import math

from analysis import words
from analysis.words import MAIN
from simulation.outcomes import MONTHLY, RUN, Outcome
from simulation.register import REGISTER

from ..pictures.months import PANELS

OUTCOMES: dict[str, Outcome] = {one.name: one for one in (*MONTHLY, *RUN)}
SAID_UNITS = {"share": "%", "0-1": "0 = none, 1 = full"}
LARGE = 200.0
TITLE_UNITS = {"share": "percentage points", "0-1": "on a scale from 0 to 1"}


def outcome_name(name: str) -> str:
    """Return an outcome in words, as it heads a panel.

    >>> outcome_name("impact_total"), outcome_name("reach_final")
    ('Impact', 'People served in the last month')
    """
    if name in MAIN:
        return MAIN[name].short
    return PANELS.get(name) or OUTCOMES[name].meaning.rstrip(".")


def outcome_noun(name: str) -> str:
    """Return an outcome in words, as it stands within a sentence.

    >>> outcome_noun("sustainability_36")
    'what still runs three years after the funding'
    """
    if name in MAIN:
        return MAIN[name].noun
    said = outcome_name(name)
    return said[0].lower() + said[1:]


def said_what(what: str) -> str:
    """Return what an analysis was asked of, with its outcome in words.

    >>> said_what("impact_total of even less up"), said_what("height")
    ('impact of even less up', 'height')
    """
    first, _, rest = what.partition(" ")
    return f"{outcome_noun(first) if first in OUTCOMES else first} {rest}".strip()


def scale_of(outcome: str) -> float:
    """Return what an outcome is multiplied with when it is drawn: shares are told in percent."""
    return 100.0 if OUTCOMES[outcome].unit == "share" else 1.0


def outcome_unit(outcome: str) -> str:
    """Return the unit of an outcome as it is drawn."""
    unit = OUTCOMES[outcome].unit
    return SAID_UNITS.get(unit, unit)


def level_unit(outcome: str) -> str:
    """Return the unit of a level within a sentence, where an index has none."""
    unit = OUTCOMES[outcome].unit
    return {"share": "%", "0-1": ""}.get(unit, unit)


def difference_unit(outcome: str) -> str:
    """Return the unit of a difference in an outcome as it is drawn."""
    unit = OUTCOMES[outcome].unit
    return TITLE_UNITS.get(unit, unit)


def factor_name(name: str) -> str:
    """Return a factor in words.

    >>> factor_name("base_trust")
    'base trust'
    """
    return name.replace("_", " ")


def factor_label(name: str) -> str:
    """Return what stands on the axis of a factor: its name, and its unit if that is not in it.

    >>> factor_label("base_trust"), factor_label("funding_months")
    ('base trust (0-1)', 'funding months')
    """
    if name not in REGISTER:
        return factor_name(name)
    unit, said = REGISTER[name].unit, factor_name(name)
    return said if not unit or said.endswith(f" {unit}") else f"{said} ({unit})"


def meaning_sentence(*names: str) -> str:
    """Return what factors mean, as the end of a caption.

    >>> meaning_sentence("funding_months")
    ' Funding months: Month in which the funding ends.'
    """
    return "".join(
        f" {factor_name(name).capitalize()}: {REGISTER[name].meaning}"
        for name in names if name in REGISTER
    )  # fmt: skip


def value_text(value: float) -> str:
    """Return a value of a factor with as many digits as tell it, at most three.

    >>> value_text(0.30000000000000004), value_text(12.0), value_text(0.000096)
    ('0.3', '12', '0.000096')
    """
    if not math.isfinite(value):
        return "not known"
    if value == round(value):
        return words.number(value)
    text = f"{value:,.3g}"
    return (words.rounded(value) if "e" in text else text).replace("-", "\u2212")


def told(mean: float, low: float, high: float, unit: str = "", *, signed: bool = False) -> str:
    """Return a number with its 95 % interval, no more digits than the interval deserves.

    Large numbers are rounded to tens, hundreds and so on, small ones such as percents are not.

    >>> told(3124.4, 2870.0, 3410.0, "people"), told(0.71, 0.55, 0.82, signed=True)
    ('3,100 (2,900 to 3,400) people', '+0.7 (+0.6 to +0.8)')
    """
    half = (high - low) / 2
    place = min(0, -math.floor(math.log10(half))) if math.isfinite(half) and half > 0 else 0
    if max(map(abs, (mean, low, high))) < LARGE:
        place = 0
    decimals = words.decimals_for(half, mean)
    middle, left, right = (
        round(one, place) if place and math.isfinite(one) else one for one in (mean, low, high)
    )
    between = words.between(left, right, decimals, signed=signed)
    return f"{words.number(middle, decimals, signed=signed)} ({between}) {unit}".strip()
