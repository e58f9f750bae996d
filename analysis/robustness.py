"""How well strategies hold up over many worlds of which nobody knows which is ours.

The eleven measures that McPhail et al. (2018, Earth's Future 6:169) compare, as its first author
computes them in the package RAPID: each turns the outcomes of a strategy in all worlds into one
number.  They differ in caution, in whether a strategy is held against the others (regret), and in
whether more than enough is worth anything, so that they need not choose the same strategy.

Percentiles are outcomes of worlds (the nearest), not interpolated.  Three measures look only at
the spread or the shape of outcomes, so that a strategy that is bad everywhere can have the best
value; they do not choose by themselves (``alone``).

Two choices of ours.  Undesirable deviations are averaged, not added, so that they do not grow with
the number of worlds.  Mean-variance of outcomes of which less is better is (mean + 1) (sd + 1), as
in Hamarat et al. (2014, Simulation Modelling Practice and Theory 46:25), since the ratio of a
mean with its sign turned round would praise spread; it depends on the outcome's unit and is
undefined where a mean is negative.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from .errors import AnalysisError
from .statistics import wilson

Floats = npt.NDArray[np.float64]
Better = Literal["higher", "lower"]
OPTIMISM = 0.5
TIED = 1e-9
RESAMPLES_AT_ONCE = 100


@dataclass(frozen=True)
class Measure:
    """One way to turn the outcomes of a strategy in all worlds into one number.

    ``better`` is "as the outcome" where the number is an outcome.  ``score`` takes outcomes of
    which more is better, (..., strategy, world), and gives scores of which more is better.
    """

    key: str
    name: str
    unit: Literal["as the outcome", "share of worlds", "none"]
    better: Literal["as the outcome", "higher", "lower"]
    definition: str
    suits: str
    alone: bool
    score: Callable[[Floats], Floats]


@dataclass(frozen=True)
class Robustness:
    """One measure of all strategies; ``chosen`` are the best, several if they are equal.

    ``better`` is the direction of ``values``, (strategy,).  Shares of worlds have a 95 % Wilson
    interval, other measures none.
    """

    measure: Measure
    strategies: tuple[str, ...]
    better: Better
    values: Floats
    low: Floats | None
    high: Floats | None
    chosen: tuple[str, ...]
    worlds: int


@dataclass(frozen=True)
class Choice:
    """Which strategies a measure chooses, and how often in resamples of the worlds.

    ``shares`` is (strategy,); strategies that are equal in a resample share it.  ``stability`` is
    the share of the chosen ones together: 0.93 means chosen in 93 of 100 resamples.
    """

    measure: Measure
    chosen: tuple[str, ...]
    shares: Floats
    stability: float


def _regret(good: Floats) -> Floats:
    """Return how far each outcome is below the best strategy's in the same world, 0 or less."""
    return good - good.max(axis=-2, keepdims=True)


def _percentile(good: Floats, share: float) -> Floats:
    return np.quantile(good, share, axis=-1, method="nearest")


def _worse_half(good: Floats) -> Floats:
    away = np.sort(good - np.median(good, axis=-1, keepdims=True), axis=-1)
    return away[..., : math.ceil(good.shape[-1] / 2)].mean(axis=-1)


def _skewness(good: Floats) -> Floats:
    low, middle, high = (_percentile(good, share) for share in (0.1, 0.5, 0.9))
    return _over(middle - (high + low) / 2, (high - low) / 2)


def _peakedness(good: Floats) -> Floats:
    low, lower, upper, high = (_percentile(good, share) for share in (0.1, 0.25, 0.75, 0.9))
    return _over(high - low, upper - lower)


def _over(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)


def _mean_variance(better: Better) -> Callable[[Floats], Floats]:
    sign = 1.0 if better == "higher" else -1.0

    def score(good: Floats) -> Floats:
        mean = sign * good.mean(axis=-1) + 1.0
        spread = good.std(axis=-1, ddof=1) + 1.0
        found = mean / spread if better == "higher" else -mean * spread
        negative = (mean < 1.0).any(axis=-1, keepdims=True)
        return np.where(negative, np.nan, found)

    return score


def measures(better: Better, threshold: float | None = None) -> tuple[Measure, ...]:
    """Return all measures for outcomes of one direction; the domain criterion needs a threshold.

    >>> [measure.name for measure in measures("higher")][:2]
    ['worst case', 'best case']
    """
    outcome: Literal["as the outcome"] = "as the outcome"
    found = (
        Measure(
            "maximin", "worst case", outcome, outcome,
            "The outcome in the strategy's worst world (maximin, Wald 1950).",
            "very cautious people, for whom the worst world must be bearable", True,
            lambda good: good.min(axis=-1),
        ),
        Measure(
            "maximax", "best case", outcome, outcome,
            "The outcome in the strategy's best world (maximax).",
            "people who can afford to lose and go for the largest gain", True,
            lambda good: good.max(axis=-1),
        ),
        Measure(
            "hurwicz", "halfway between worst and best case", outcome, outcome,
            "The mean of the worst and the best outcome (Hurwicz 1953, weights a half each).",
            "people who are neither cautious nor hopeful and look at the extremes", True,
            lambda good: (1 - OPTIMISM) * good.min(axis=-1) + OPTIMISM * good.max(axis=-1),
        ),
        Measure(
            "laplace", "mean over worlds", outcome, outcome,
            "The mean outcome, every world counted alike (Laplace's insufficient reason).",
            "people who decide often, so that good and bad worlds even out", True,
            lambda good: good.mean(axis=-1),
        ),
        Measure(
            "minimax_regret", "largest regret", outcome, "lower",
            "The most by which the strategy misses the best one of the same world (Savage 1951).",
            "people who will be asked why they did not do what would have been best", True,
            lambda good: _regret(good).min(axis=-1),
        ),
        Measure(
            "regret_90", "regret in 90 of 100 worlds", outcome, "lower",
            "What the strategy misses stays below this in 90 % of worlds (Herman et al. 2015).",
            "people who want to miss little, and leave out the strangest worlds", True,
            lambda good: _percentile(_regret(good), 0.1),
        ),
        Measure(
            "mean_variance", "mean against spread", "none",
            better,
            "(mean + 1) / (standard deviation + 1), or times where less is better; it depends on"
            " the outcome's unit (Hamarat et al. 2014).",
            "people who give up some of the mean for less spread", True,
            _mean_variance(better),
        ),
        Measure(
            "undesirable_deviations", "deviations to the bad side", outcome, "lower",
            "The mean distance from the strategy's own median in the worse half of the worlds"
            " (Kwakkel et al. 2016).",
            "people who plan for the middle and are hurt by what falls short of it", False,
            _worse_half,
        ),
        Measure(
            "skewness", "lean to the good side", "none", "higher",
            "(median - mid) / half-range, where mid and half-range are those of the 10th and 90th"
            " percentiles (Voudouris et al. 2014).",
            "people who want most worlds near the good end", False,
            _skewness,
        ),
        Measure(
            "peakedness", "peakedness", "none", "higher",
            "(90th - 10th percentile) / (75th - 25th percentile) (Voudouris et al. 2014).",
            "people who want half of the worlds close together, whatever the rest", False,
            _peakedness,
        ),
    )  # fmt: skip
    return found if threshold is None else (*found, _domain_criterion(better, threshold))


def _domain_criterion(better: Better, threshold: float) -> Measure:
    enough = threshold if better == "higher" else -threshold
    bound = "at least" if better == "higher" else "at most"
    return Measure(
        "starr", "share of worlds with enough", "share of worlds", "higher",
        f"The share of worlds with an outcome of {bound} {threshold:.6g} (Starr 1963).",
        "people who need a certain result, and to whom more is worth little", True,
        lambda good: (good >= enough).mean(axis=-1),
    )  # fmt: skip


def robustness(
    values: npt.ArrayLike,
    strategies: Sequence[str],
    *,
    better: Better,
    threshold: float | None = None,
) -> list[Robustness]:
    """Return every measure of every strategy.

    Parameters
    ----------
    values : (strategy, world)   the outcome of each strategy in the same worlds
                                 (means over enough replicates on equal luck: what luck is left
                                 in them looks like regret, and like bad and good worlds)
    better : str                 whether people want the outcome "higher" or "lower"
    threshold : float            what is just enough; without it there is no domain criterion

    Raises
    ------
    AnalysisError   undefined numbers, fewer than two worlds, names that do not fit

    >>> found = robustness([[1.0, 9.0], [4.0, 5.0]], ["bold", "safe"], better="higher")
    >>> [(one.measure.name, *one.chosen) for one in found][:2]
    [('worst case', 'safe'), ('best case', 'bold')]
    """
    names, good = _checked(values, strategies, better, threshold)
    found = []
    for measure in measures(better, threshold):
        score = measure.score(good)
        direction: Better = better if measure.better == "as the outcome" else measure.better
        # Scores of outcomes and of what is better low have their sign turned round.
        shown = score if direction == "higher" else -score
        low, high = _share_intervals(measure, score, good.shape[1])
        chosen = tuple(np.array(names)[_chosen(measure, score, good) > 0].tolist())
        found.append(
            Robustness(measure, names, direction, shown + 0.0, low, high, chosen, good.shape[1])
        )
    return found


def chosen_by(
    values: npt.ArrayLike,
    strategies: Sequence[str],
    *,
    better: Better,
    threshold: float | None = None,
    resamples: int = 1000,
    seed: int = 0,
) -> list[Choice]:
    """Return which strategy each measure chooses, and how often in resamples of the worlds.

    Arguments and errors are those of ``robustness``.  Resampling says how much a choice hangs on
    which worlds happened to be drawn, and nothing about worlds that could not be drawn.  The worst
    and the best case hang on single worlds: where one world alone decides, it is in 63 of 100
    resamples, and the stability says little more than that.
    """
    names, good = _checked(values, strategies, better, threshold)
    all_measures = measures(better, threshold)
    luck = np.random.default_rng(seed)
    shares = np.zeros((len(all_measures), len(names)))
    for start in range(0, resamples, RESAMPLES_AT_ONCE):
        count = min(RESAMPLES_AT_ONCE, resamples - start)
        worlds = luck.integers(0, good.shape[1], (count, good.shape[1]))
        resampled = np.moveaxis(good[:, worlds], 0, 1)
        for place, measure in enumerate(all_measures):
            shares[place] += _chosen(measure, measure.score(resampled), good).sum(axis=0)
    shares /= resamples
    found = []
    for measure, row in zip(all_measures, shares, strict=True):
        is_chosen = _chosen(measure, measure.score(good), good) > 0
        chosen = tuple(np.array(names)[is_chosen].tolist())
        found.append(Choice(measure, chosen, row, float(row[is_chosen].sum())))
    return found


def _chosen(measure: Measure, score: Floats, good: Floats) -> Floats:
    """Return the weight of each strategy, where differences by rounding are none."""
    size = float(np.abs(good).max()) if measure.unit == "as the outcome" else 0.0
    return _best(score, TIED * size)


def _best(score: Floats, rounding: float = 0.0) -> Floats:
    """Return the weight of each strategy, (..., strategy): 1 for the best, shared by equals.

    Undefined scores get none.

    >>> _best(np.array([[1.0, 3.0, 3.0], [np.nan, 2.0, 1.0]])).tolist()
    [[0.0, 0.5, 0.5], [0.0, 1.0, 0.0]]
    """
    known = np.where(np.isnan(score), -np.inf, score)
    top = known.max(axis=-1, keepdims=True)
    largest = np.where(np.isnan(score), 0.0, np.abs(score)).max(axis=-1, keepdims=True)
    near = known >= top - np.maximum(TIED * largest, rounding)
    is_best = np.isfinite(known) & near
    return is_best / np.maximum(is_best.sum(axis=-1, keepdims=True), 1)


def _share_intervals(
    measure: Measure, shares: Floats, worlds: int
) -> tuple[Floats | None, Floats | None]:
    if measure.unit != "share of worlds":
        return None, None
    ends = np.array([wilson(round(share * worlds), worlds) for share in shares.tolist()])
    return ends[:, 0], ends[:, 1]


def _checked(
    values: npt.ArrayLike, strategies: Sequence[str], better: str, threshold: float | None
) -> tuple[tuple[str, ...], Floats]:
    """Return names, and outcomes with their sign so that more is better."""
    names, outcomes = tuple(strategies), np.asarray(values, float)
    if better not in ("higher", "lower"):
        raise AnalysisError(f'better: got "{better}", expected "higher" or "lower"')
    if not names or len(set(names)) < len(names):
        raise AnalysisError(f"strategies: got {list(names)}, expected names that differ")
    if outcomes.ndim != 2 or len(outcomes) != len(names) or outcomes.shape[1] < 2:
        raise AnalysisError(
            f"outcomes: got shape {outcomes.shape} for {len(names)} strategies, expected"
            " (strategy, world) with at least two worlds"
        )
    undefined = int(np.sum(~np.isfinite(outcomes)))
    if undefined:
        raise AnalysisError(
            f"outcomes: got {undefined} of {outcomes.size} undefined or infinite, expected finite"
            " numbers: leave such worlds out for all strategies, and say so"
        )
    if threshold is not None and not math.isfinite(threshold):
        raise AnalysisError(f"threshold: got {threshold}, expected a finite number")
    return names, outcomes if better == "higher" else -outcomes
