"""When there are enough replicates: doubling until the interval is as narrow as was asked for.

A rule is written down before any run.  Looks are at ``first``, twice that, and so on up to
``most``.  At each look the interval that would be reported is computed:

    mean, not skewed        Student's t
    mean, skewed            BCa from resamples with a fixed seed, and no stop before 512
    probability             Wilson

and the rule stops if it is narrow enough.  Values that are all the same never stop it: they say
nothing about how values vary.  Means are of one arm or, far better, of paired differences on
equal luck.

Looking more than once costs coverage, most where values are skewed: a sample that happens to
lack its rare large values has a low mean and looks precise.  Share of 95 % intervals that held
the truth at the end of the rule, and in brackets the mean replicates used, for a wide, a middling
and a narrow half-width; 6,000 trials each, standard error 0.3 points, on other seeds than those
on which thresholds were chosen:

- normal, sd 1: 0.28: 95.1 % (69); 0.139: 94.5 % (257); 0.07: 94.8 % (1,024)
- bimodal, 70 % near 0.8, 30 % near 0.1: 0.09: 97.2 % (124); 0.0455: 96.1 % (294);
  0.022: 95.5 % (1,024)
- lognormal, sd of logarithm 1: 0.5: 94.0 % (510); 0.29: 94.1 % (522); 0.15: 93.4 % (1,126)
- rare event, 3 %, as probability: 0.03: 97.4 % (201); 0.0192: 94.8 % (459);
  0.01: 94.8 % (1,749)

A relative half-width of half a rare event's own probability covers less: 92.6 % (779), since the
rule stops where the event came by luck too often.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri, stdtrit

from .errors import AnalysisError
from .resampling import bca_constants, bca_share, resampled_means, skewness, spread
from .words import rounded

Floats = npt.NDArray[np.float64]
# On the seeds used for choosing, a threshold of 1.5 left lognormal values at 93.1 %, and 256
# replicates instead of 512 at 93.6 %; both were taken as too near to 93 %.
SKEWED = 1.0
FEWEST_SKEWED = 512


@dataclass(frozen=True)
class Rule:
    """When to stop: written before the runs, and without looking at outcomes.

    ``half_width`` is that of the interval, in the outcome's unit, or with ``relative`` as a share
    of the size of the mean.  A probability is the mean of values 0 and 1.

    >>> Rule(half_width=0.05, of="probability").looks()
    (64, 128, 256, 512, 1024, 2048, 4096)
    """

    half_width: float
    relative: bool = False
    of: Literal["mean", "probability"] = "mean"
    first: int = 64
    most: int = 4096
    confidence: float = 0.95

    def __post_init__(self) -> None:
        """Refuse rules that no replicates can meet.

        Raises
        ------
        AnalysisError   with what was got and what is expected
        """
        if not (math.isfinite(self.half_width) and self.half_width > 0):
            raise AnalysisError(f"half_width: got {self.half_width}, expected a number above 0")
        if self.of not in ("mean", "probability"):
            raise AnalysisError(f'of: got "{self.of}", expected "mean" or "probability"')
        if not 2 <= self.first <= self.most:
            raise AnalysisError(
                f"first and most: got {self.first} and {self.most} replicates, expected at least 2"
                " for the first look and no fewer for the last"
            )
        if not 0.0 < self.confidence < 1.0:
            raise AnalysisError(f"confidence: got {self.confidence}, expected between 0 and 1")

    def looks(self) -> tuple[int, ...]:
        """Return the numbers of replicates at which the rule looks, doubling up to the most."""
        counts = [self.first]
        while counts[-1] < self.most:
            counts.append(min(2 * counts[-1], self.most))
        return tuple(counts)


@dataclass(frozen=True)
class Decision:
    """What a rule says of the replicates so far.

    ``replicates_next`` is the number to have in all at the next look, as many as there are if
    there is none.  ``looks`` are the numbers of replicates looked at so far.  The interval is NaN
    where nothing is known of how values vary.
    """

    enough: bool
    replicates_next: int
    mean: float
    half_width: float
    low: float
    high: float
    why: str
    looks: tuple[int, ...]


def judge(values: npt.ArrayLike, rule: Rule) -> Decision:
    """Return whether these replicates of one outcome are enough, (replicate,).

    Raises
    ------
    AnalysisError   undefined numbers; values other than 0 and 1 for a probability

    >>> judge([1.0, 0.0] * 50, Rule(half_width=0.2, of="probability")).enough
    True
    """
    values = np.asarray(values, float)
    if values.ndim != 1:
        raise AnalysisError(f"values: got shape {values.shape}, expected (replicate,)")
    return judge_each(values[:, np.newaxis], rule)[0]


def next_count(values: npt.ArrayLike, rule: Rule) -> int:
    """Return how many replicates to have in all at the next look.

    As many as there are, if these are enough or the budget is used up.

    >>> next_count([], Rule(half_width=0.1)), next_count([1.0] * 64, Rule(half_width=0.1))
    (64, 128)
    """
    return judge(values, rule).replicates_next


def judge_each(columns: npt.ArrayLike, rule: Rule) -> list[Decision]:
    """Return the decision on each outcome, (replicate, outcome), each for itself.

    Raises
    ------
    AnalysisError   undefined numbers; values other than 0 and 1 for a probability
    """
    columns = _checked(np.asarray(columns, float), rule)
    count, outcomes = columns.shape
    if count == 0:
        mean = low = high = skew = np.full(outcomes, np.nan)
    else:
        mean = columns.mean(axis=0)
        skew = skewness(columns) if count > 1 else np.zeros(outcomes)
        low, high = intervals(columns, rule)
    varies = np.ptp(columns, axis=0) > 0 if count else np.zeros(outcomes, bool)
    return [
        _decision(count, rule, *one)
        for one in zip(*(part.tolist() for part in (mean, low, high, skew, varies)), strict=True)
    ]


def intervals(columns: Floats, rule: Rule) -> tuple[Floats, Floats]:
    """Return the interval of the mean of each outcome that the rule goes by, (outcome,) each."""
    if rule.of == "probability":
        return _wilson(columns, rule.confidence)
    count, outcomes = columns.shape
    if count < 2:
        return np.full(outcomes, np.nan), np.full(outcomes, np.nan)
    mean, deviation = columns.mean(axis=0), spread(columns)
    half = stdtrit(count - 1, 0.5 + rule.confidence / 2) * deviation / math.sqrt(count)
    half = np.where(deviation > 0, half, np.nan)
    low, high = mean - half, mean + half
    skewed = np.abs(skewness(columns)) > SKEWED
    if skewed.any():
        low[skewed], high[skewed] = _bca(columns[:, skewed], rule.confidence)
    return low, high


def _wilson(columns: Floats, confidence: float) -> tuple[Floats, Floats]:
    count, share = len(columns), columns.mean(axis=0)
    z = float(ndtri(0.5 + confidence / 2))
    middle = share + z * z / (2 * count)
    half = z * np.sqrt(share * (1 - share) / count + (z / (2 * count)) ** 2)
    scale = 1 + z * z / count
    low, high = (middle - half) / scale, (middle + half) / scale
    return np.where(share == 0, 0.0, low), np.where(share == 1, 1.0, high)


def _bca(columns: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Return BCa intervals, widened as in ``resampling.resampled_interval``."""
    count = len(columns)
    widened = math.sqrt(count / (count - 1)) * float(stdtrit(count - 1, 0.5 + confidence / 2))
    means = resampled_means(columns)
    shift, acceleration = bca_constants(columns, means)
    places = np.arange(len(means))
    low, high = (
        np.array([np.interp(at, places, one) for at, one in zip(ends, means.T, strict=True)])
        for ends in (bca_share(z, shift, acceleration) * places[-1] for z in (-widened, widened))
    )
    return low, high


def _checked(columns: Floats, rule: Rule) -> Floats:
    if columns.ndim != 2:
        raise AnalysisError(f"values: got shape {columns.shape}, expected (replicate, outcome)")
    undefined = int(np.sum(~np.isfinite(columns)))
    if undefined:
        raise AnalysisError(
            f"values: got {undefined} of {columns.size} undefined or infinite, expected finite"
            " numbers"
        )
    other = columns[(columns != 0) & (columns != 1)]
    if rule.of == "probability" and other.size:
        raise AnalysisError(
            f"values: got {other[0]:.6g}, expected 0 or 1 in each replicate for a probability"
        )
    return columns


def _decision(
    count: int, rule: Rule, mean: float, low: float, high: float, skew: float, varies: bool
) -> Decision:
    half_width = (high - low) / 2
    target = rule.half_width * abs(mean) if rule.relative else rule.half_width
    asked = f"the half-width asked for, {rounded(target)}" + (
        f" ({rounded(100 * rule.half_width)} % of the mean)" if rule.relative else ""
    )
    enough = False
    if count < rule.first:
        why = f"There are {count} replicates, and the first look is at {rule.first}."
    elif not varies:
        why = f"All {count} values are the same, which says nothing about how they vary."
    elif rule.of == "mean" and abs(skew) > SKEWED and count < FEWEST_SKEWED:
        why = (
            f"The values are skewed ({rounded(skew)}), and intervals of skewed values can be"
            f" relied on from {FEWEST_SKEWED} replicates."
        )
    elif half_width > target:
        why = f"The half-width {rounded(half_width)} is above {asked}."
    else:
        enough = True
        why = f"The half-width {rounded(half_width)} is at most {asked}."
    if not enough and count >= rule.most:
        why += f" The {rule.most} replicates allowed are used up."
    looks = tuple(look for look in rule.looks() if look <= count)
    later = [look for look in rule.looks() if look > count]
    following = later[0] if later and not enough else count
    return Decision(enough, following, mean, half_width, low, high, why, looks)
