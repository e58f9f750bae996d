"""What the register knows about one parameter, and how well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .prior import Prior
from .sources import ASSUMPTION, CHOICE, Source

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
Use = Literal["value", "check", "rule", "nothing"]


@dataclass(frozen=True)
class Parameter:
    """One number of the model, written once.

    ``role`` says who moves it: a *lever* is a choice, an *uncertainty* is not known, a *constant*
    is fixed by definition.  ``scheduled`` levers may change from month to month.

    ``grade`` is the strength of the evidence for the *size* of the number.  It is above expert
    judgement only where the source measured the same quantity; what was measured of something
    else and carried over is judgement, and a source that gives a direction alone leaves a guess.
    ``structure`` is the strength of the evidence for the *rule* that reads the number, from
    ``structure_source`` if that is another one.  ``use`` says what the source was used for (the
    RAT-RS question): it specified the *value* or the *rule*; it was found after the number was set
    and lies in its range, a *check*; or nothing.  ``note`` says what was taken from it.

    >>> print(Parameter("share", "share", 0.2, 0.0, 1.0, "uncertainty", "m", ASSUMPTION).prior)
    uniform from 0 to 1
    """

    name: str
    unit: str
    default: float
    low: float
    high: float
    role: Role
    meaning: str
    source: Source
    grade: Grade = "guess"
    note: str = ""
    structure: Grade = "guess"
    use: Use = "nothing"
    structure_source: Source | None = None
    scheduled: bool = False
    whole: bool = False
    group: str = ""

    @property
    def prior(self) -> Prior | None:
        """How likely its values are held to be; nothing for what is chosen or fixed."""
        return self._range if self.role == "uncertainty" else None

    @property
    def is_known_by_magnitude(self) -> bool:
        """Whether the range spans a factor of ten or more: then magnitudes are equally likely.

        >>> rate = Parameter("rate", "1/month", 0.1, 0.01, 1.0, "uncertainty", "m", ASSUMPTION)
        >>> rate.is_known_by_magnitude, round(rate.at(0.5), 6)
        (True, 0.1)
        """
        return self._range.shape == "log-uniform"

    def at(self, share: float) -> float:
        """Return the value below which this share of the range lies, in logarithms if so known.

        low (high / low)^u where known by magnitude, else low + u (high - low)
        """
        return self._range.at(share)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The source of the number and, if it is another one, that of the rule."""
        others = () if self.structure_source is None else (self.structure_source,)
        return (self.source, *others)

    @property
    def _range(self) -> Prior:
        return Prior.between(self.low, self.high)

    def __post_init__(self) -> None:
        if not self.low <= self.default <= self.high:
            raise ValueError(f"{self.name}: default {self.default} outside {self.low}-{self.high}")


def uncertainty(
    name: str,
    unit: str,
    default: float,
    bounds: tuple[float, float],
    meaning: str,
    source: Source = ASSUMPTION,
    note: str = "",
    *,
    use: Use = "nothing",
    grade: Grade = "guess",
    structure: Grade = "guess",
    structure_source: Source | None = None,
) -> Parameter:
    """Return a parameter whose value nobody knows exactly."""
    return Parameter(
        name, unit, default, *bounds, "uncertainty", meaning, source, grade, note, structure,
        use, structure_source,
    )  # fmt: skip


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
        name, unit, default, *bounds, "lever", meaning, CHOICE, "design",
        structure="design", scheduled=scheduled, whole=whole,
    )  # fmt: skip


def constant(
    name: str,
    unit: str,
    default: float,
    bounds: tuple[float, float],
    meaning: str,
    source: Source = ASSUMPTION,
    note: str = "",
    *,
    use: Use = "nothing",
    grade: Grade = "guess",
    structure: Grade = "guess",
    whole: bool = False,
) -> Parameter:
    """Return a parameter fixed by definition or by law."""
    return Parameter(
        name, unit, default, *bounds, "constant", meaning, source, grade, note, structure, use,
        whole=whole,
    )  # fmt: skip
