"""What the register knows about one parameter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["lever", "uncertainty", "constant"]
Grade = Literal[
    "meta-analysis",
    "several studies",
    "one study",
    "the report",
    "expert judgement",
    "guess",
    "design",
]


@dataclass(frozen=True)
class Parameter:
    """One number of the model, written once.

    ``role`` says who moves it: a *lever* is a choice, an *uncertainty* is not known,
    a *constant* is fixed by definition.  ``scheduled`` levers may change from month to
    month.  ``grade`` is the strength of the evidence; levers are a matter of ``design``.

    >>> Parameter("need_share", "share", 0.02, 0.0, 1.0, "uncertainty", "m", "s", "guess").group
    ''
    """

    name: str
    unit: str
    default: float
    low: float
    high: float
    role: Role
    meaning: str
    source: str
    grade: Grade
    scheduled: bool = False
    whole: bool = False
    group: str = ""

    @property
    def is_known_by_magnitude(self) -> bool:
        """Whether the range spans a factor of ten or more: then magnitudes are equally likely.

        >>> rate = Parameter("rate", "1/month", 0.1, 0.01, 1.0, "uncertainty", "m", "s", "guess")
        >>> rate.is_known_by_magnitude, round(rate.at(0.5), 6)
        (True, 0.1)
        """
        return self.low > 0.0 and self.high >= 10.0 * self.low

    def at(self, share: float) -> float:
        """Return the value below which this share of the range lies, in logarithms if so known.

        low (high / low)^u where known by magnitude, else low + u (high - low)
        """
        if self.is_known_by_magnitude:
            return float(self.low * (self.high / self.low) ** share)
        return self.low + share * (self.high - self.low)

    def __post_init__(self) -> None:
        if not self.low <= self.default <= self.high:
            raise ValueError(f"{self.name}: default {self.default} outside {self.low}-{self.high}")


def uncertainty(
    name: str,
    unit: str,
    default: float,
    bounds: tuple[float, float],
    meaning: str,
    source: str = "assumption of the model",
    grade: Grade = "guess",
) -> Parameter:
    """Return a parameter whose value nobody knows exactly."""
    return Parameter(name, unit, default, *bounds, "uncertainty", meaning, source, grade)


def lever(
    name: str,
    unit: str,
    default: float,
    bounds: tuple[float, float],
    meaning: str,
    *,
    scheduled: bool = False,
    whole: bool = False,
) -> Parameter:
    """Return a parameter that somebody chooses."""
    return Parameter(
        name, unit, default, *bounds, "lever", meaning, "a choice", "design", scheduled, whole
    )


def constant(
    name: str,
    unit: str,
    default: float,
    bounds: tuple[float, float],
    meaning: str,
    source: str,
    grade: Grade = "expert judgement",
    *,
    whole: bool = False,
) -> Parameter:
    """Return a parameter fixed by definition or by law."""
    return Parameter(name, unit, default, *bounds, "constant", meaning, source, grade, whole=whole)
