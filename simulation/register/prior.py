"""What is held to be likely about a number before the model has run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal["uniform", "log-uniform"]
MAGNITUDE = 10.0


@dataclass(frozen=True)
class Prior:
    """The values that a number may have, and how likely each of them is held to be.

    *uniform*: every value between the bounds is equally likely; *log-uniform*: every magnitude
    is, so that 0.01 to 0.02 is as likely as 0.1 to 0.2.

    >>> print(Prior("log-uniform", 0.01, 1.0))
    log-uniform from 0.01 to 1
    """

    shape: Shape
    low: float
    high: float

    @classmethod
    def between(cls, low: float, high: float) -> Prior:
        """Return the prior of a range: magnitudes where it spans a factor of ten or more.

        >>> Prior.between(0.01, 1.0).shape, Prior.between(0.5, 1.0).shape
        ('log-uniform', 'uniform')
        """
        spans = low > 0.0 and high >= MAGNITUDE * low
        return cls("log-uniform" if spans else "uniform", low, high)

    def at(self, share: float) -> float:
        """Return the value below which this share of the prior lies.

        low (high / low)^u where log-uniform, else low + u (high - low)

        >>> round(Prior("log-uniform", 0.01, 1.0).at(0.5), 6)
        0.1
        """
        if self.shape == "log-uniform":
            return float(self.low * (self.high / self.low) ** share)
        return self.low + share * (self.high - self.low)

    def __str__(self) -> str:
        """Say it in words."""
        return f"{self.shape} from {self.low:g} to {self.high:g}"
