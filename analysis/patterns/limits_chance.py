"""Known limits of chance: what N municipalities do, and how near that is to its average.

The distance of a row is the root of the mean square, over replicates and months, between the
share of N municipalities with a programme and the curve of its average.  A mean square of nearly
normal deviations has a relative variance of at most 2 (one that is a single deviation squared),
so R replicates give the logarithm of the distance a standard error of at most sqrt(1 / (2 R)).
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np
from scipy.stats import binom, norm

from simulation.rules.beginning import FIRST_WILL
from simulation.tiny import tiny_world

from .limits_worlds import (
    STILL,
    everybody_else,
    listening_municipalities,
    month_by_month,
    with_programmes,
)
from .more_sources import CALCULATION, DARLING_NORRIS
from .row import Bench, Curve, Floats, Pattern, Result, Sketch

INTERVAL = float(norm.ppf(0.975))
DEVIATIONS = float(norm.ppf(0.9995))  # two-sided 99.9 %
DEVIATIONS_OF_TWO = float(norm.ppf(0.99975))  # the same for the larger of two
LOWEST_THRESHOLD = 0.01  # a threshold below is cut to this when policy makers take office
ALONE_SIZES, ALONE_REPLICATES, ALONE_MONTHS = (25, 100, 400, 1_600), (160, 80, 40, 40), 40
ADOPTING_PER_MONTH = 0.05
MIXED_SIZES, MIXED_REPLICATES, MIXED_MONTHS = (30, 120, 480), (384, 96, 48), 12
FOLLOWING_PER_MONTH = 0.4
EVERY_FIRST = 5  # each fifth municipality has a programme from the beginning
LARGE = 9_600
DROPPING_MUNICIPALITIES, DROPPING_REPLICATES, DROPPING_MONTHS = 100, 300, 12
DROPPING_PER_MONTH = 0.05


def slope_of(sizes: tuple[int, ...], distances: Floats) -> float:
    """Return the slope of log distance on log size.

    >>> round(slope_of((1, 4, 16), np.array([8.0, 4.0, 2.0])), 12)
    -0.5
    """
    return float(np.polyfit(np.log(sizes), np.log(distances), 1)[0])


def slope_error(sizes: tuple[int, ...], replicates: tuple[int, ...]) -> float:
    """Return the largest standard error that luck can give a slope.

    sqrt(sum (x - mean)^2 / (2 R)) / sum (x - mean)^2, x = log size

    >>> round(slope_error((1, 10), (50, 50)), 3)
    0.061
    """
    x = np.log(sizes) - np.log(sizes).mean()
    return sqrt(float(np.sum(x**2 / (2.0 * np.array(replicates))))) / float(np.sum(x**2))


def alone(places: int, seed: int, runs: int, first: int) -> Floats:
    """Return the share with programmes where each municipality decides for itself, (run, month)."""
    excess = (FIRST_WILL - LOWEST_THRESHOLD) / (1.0 - LOWEST_THRESHOLD)
    world = tiny_world(places, 0, months=ALONE_MONTHS, slots=0, **{
        **STILL, "adoption_threshold": 0.0, "adoption_per_month": ADOPTING_PER_MONTH / excess,
    })  # fmt: skip
    return month_by_month(world, "programmes", seed, runs, first) / places


def alone_curve() -> Floats:
    """Return the average share after each month: 1 - (1 - h)^t."""
    shares: Floats = 1.0 - (1.0 - ADOPTING_PER_MONTH) ** np.arange(1.0, ALONE_MONTHS + 1.0)
    return shares


def mixed(places: int, seed: int, runs: int, first: int) -> Floats:
    """Return the share with programmes where everybody sees all the others, (run, month)."""
    world = listening_municipalities(
        everybody_else(places),
        MIXED_MONTHS,
        adoption_threshold=0.0,
        adoption_per_month=FOLLOWING_PER_MONTH,
    )
    world = with_programmes(world, range(0, places, EVERY_FIRST))
    return month_by_month(world, "programmes", seed, runs, first) / places


def mixed_curve(places: int = LARGE) -> Floats:
    """Return the average share after each month of many municipalities that decide in turn.

    p_i <- p_i + (1 - p_i) rate (a - threshold) / (1 - threshold), a = mean of p at that moment
    """
    chances = [1.0 if i % EVERY_FIRST == 0 else 0.0 for i in range(places)]
    total = sum(chances)
    shares = []
    for _ in range(MIXED_MONTHS):
        for i, chance in enumerate(chances):
            excess = (total / places - LOWEST_THRESHOLD) / (1.0 - LOWEST_THRESHOLD)
            gain = (1.0 - chance) * FOLLOWING_PER_MONTH * max(0.0, excess)
            chances[i] += gain
            total += gain
        shares.append(total / places)
    return np.array(shares)


def measure_distance(
    bench: Bench,
    run: Callable[[int, int, int, int], Floats],
    known: Floats,
    sizes: tuple[int, ...],
    replicates: tuple[int, ...],
) -> Result:
    """Measure how the distance from a known curve falls with the number of municipalities."""
    distances = np.empty(len(sizes))
    first = 0
    for k, (places, runs) in enumerate(zip(sizes, replicates, strict=True)):
        shares = run(places, bench.seed, runs, first)  # replicates of its own, so luck of its own
        distances[k] = sqrt(float(np.mean((shares - known) ** 2)))
        first += runs
    slope = slope_of(sizes, distances)
    spread = INTERVAL * slope_error(sizes, replicates)
    line = distances[-1] * np.sqrt(sizes[-1] / np.array(sizes))
    logs = np.log10(sizes).tolist()
    sketch = Sketch(
        "municipalities (log10)",
        "distance from the curve (log10)",
        (
            Curve("1 / sqrt(N)", logs, np.log10(line).tolist(), "line"),
            Curve("model", logs, np.log10(distances).tolist(), "points"),
        ),
    )
    return Result(slope, slope - spread, slope + spread, sketch)


def measure_alone(bench: Bench) -> Result:
    """Independent municipalities against the exponential curve."""
    return measure_distance(bench, alone, alone_curve(), ALONE_SIZES, ALONE_REPLICATES)


def measure_mixed(bench: Bench) -> Result:
    """Municipalities that see all the others against their curve."""
    return measure_distance(bench, mixed, mixed_curve(), MIXED_SIZES, MIXED_REPLICATES)


def dropped(seed: int) -> Floats:
    """Return how many programmes were dropped in each run, where will is gone, (run)."""
    world = tiny_world(DROPPING_MUNICIPALITIES, 0, months=DROPPING_MONTHS, slots=0, **{
        **STILL, "adoption_threshold": 0.9, "abandonment_probability": 12.0 * DROPPING_PER_MONTH,
    })  # fmt: skip
    world = with_programmes(world, range(DROPPING_MUNICIPALITIES))
    return month_by_month(world, "abandonments", seed, DROPPING_REPLICATES)[:, -1]


def deviations_from_binomial(counts: Floats, trials: int, chance: float) -> tuple[float, float]:
    """Return mean and mean square of counts in standard errors of what a binomial law gives.

    Var(x - m)^2 = 2 v^2 + v (1 - 6 p (1 - p)), v = n p (1 - p)
    """
    square = (counts - trials * chance) ** 2
    variance = trials * chance * (1.0 - chance)
    spread = 2.0 * variance**2 + variance * (1.0 - 6.0 * chance * (1.0 - chance))
    mean = (counts.mean() - trials * chance) / sqrt(variance / len(counts))
    return float(mean), float((square.mean() - variance) / sqrt(spread / len(counts)))


def measure_dropping(bench: Bench) -> Result:
    """Programmes that nobody wants and no agreement keeps."""
    counts = dropped(bench.seed)
    chance = 1.0 - (1.0 - DROPPING_PER_MONTH) ** DROPPING_MONTHS
    of_mean, of_variance = deviations_from_binomial(counts, DROPPING_MUNICIPALITIES, chance)
    value = max(abs(of_mean), abs(of_variance))
    xs = np.arange(int(counts.min()), int(counts.max()) + 1)
    found = [float(np.mean(counts == x)) for x in xs]
    known = binom.pmf(xs, DROPPING_MUNICIPALITIES, chance)
    sketch = Sketch(
        f"programmes dropped of {DROPPING_MUNICIPALITIES}",
        "share of runs",
        (
            Curve("binomial", xs.tolist(), known.tolist(), "line"),
            Curve("model", xs.tolist(), found, "points"),
        ),
    )
    return Result(value, value, value, sketch)


ALONE_MARGIN = DEVIATIONS * slope_error(ALONE_SIZES, ALONE_REPLICATES)
MIXED_MARGIN = DEVIATIONS * slope_error(MIXED_SIZES, MIXED_REPLICATES)
SLOPE = "slope of log(distance from the curve, root mean square) on log(number)"
PATTERNS = (
    Pattern(
        "adoption-alone", "Municipalities that decide alone follow an exponential curve", "limit",
        CALCULATION, SLOPE, (-0.5 - ALONE_MARGIN, -0.5 + ALONE_MARGIN),
        "the variance of a share is F (1 - F) / N; beside it the luck of"
        f" {min(ALONE_REPLICATES)}-{max(ALONE_REPLICATES)} replicates, 99.9 %",
        "municipalities do not have luck of their own: intervals of all results are wrong",
        measure_alone,
    ),
    Pattern(
        "adoption-mixed", "Under full mixing adoption is an S-curve, closer the more take part",
        "limit", DARLING_NORRIS, SLOPE, (-0.5 - MIXED_MARGIN, -0.5 + MIXED_MARGIN),
        "deviations of N members that see each other's share are of the order 1 / sqrt(N); beside"
        f" it the luck of {min(MIXED_REPLICATES)}-{max(MIXED_REPLICATES)} replicates, 99.9 %",
        "the spread of programmes from municipality to municipality is not what is written",
        measure_mixed,
    ),
    Pattern(
        "drop-out", "Programmes that nobody wants any more drop out like tosses of a coin", "limit",
        CALCULATION,
        "larger deviation of mean and variance of the count from the binomial law, standard errors",
        (0.0, DEVIATIONS_OF_TWO),
        f"two numbers of {DROPPING_REPLICATES} runs, both inside in 99.9 % of all seeds",
        "programmes are lost together, or faster or slower than the given chance",
        measure_dropping,
    ),
)  # fmt: skip
