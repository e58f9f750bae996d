"""Factors: which values a parameter takes in a study, and how a share of its range is read."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulation.register import REGISTER
from simulation.register.prior import Prior

from .shape import Factor

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Range:
    """The values of one factor: a list, or all between two bounds.

    >>> Range.of("oneoff_share", Factor()).at(0.25)
    0.25
    """

    name: str
    prior: Prior
    values: tuple[float, ...] = ()
    whole: bool = False

    @classmethod
    def of(cls, name: str, factor: Factor) -> Range:
        """Return the range of a factor; what it does not say is the register's."""
        parameter = REGISTER[name]
        low = parameter.low if factor.low is None else factor.low
        high = parameter.high if factor.high is None else factor.high
        prior = Prior.between(low, high)
        if factor.filled is not None:
            prior = Prior("uniform" if factor.filled == "evenly" else "log-uniform", low, high)
        return cls(name, prior, tuple(factor.values), parameter.whole)

    @property
    def bounds(self) -> tuple[float, float]:
        """The smallest and the largest value."""
        if self.values:
            return min(self.values), max(self.values)
        return self.prior.low, self.prior.high

    def at(self, share: float) -> float:
        """Return the value below which a share (0-1) of the range lies.

        Every value of a list, and every whole number, has the same part of the shares.
        """
        if self.values:
            return self.values[min(len(self.values) - 1, int(share * len(self.values)))]
        if not self.whole:  # powers may end a hair beyond the bounds
            return min(self.prior.high, max(self.prior.low, self.prior.at(share)))
        low, high = math.ceil(self.prior.low), math.floor(self.prior.high)
        return float(min(high, low + math.floor(share * (high - low + 1))))

    def steps(self, count: int) -> list[float]:
        """Return its list of values, or so many steps from end to end, each value once."""
        if self.values:
            return list(self.values)
        shares = np.linspace(0.0, 1.0, max(2, count)).tolist()
        if not self.whole:
            return [self.at(share) for share in shares]
        return list(dict.fromkeys(float(round(self.prior.at(share))) for share in shares))

    def column(self, shares: Floats) -> Floats:
        """Return the values at some shares, (share,)."""
        return np.array([self.at(share) for share in shares.tolist()])
