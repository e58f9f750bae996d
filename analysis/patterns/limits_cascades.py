"""Known limits of cascades: Granovetter's thresholds, and long ties with and without noise.

A municipality believes in what the share of its neighbours with a programme shows, forgets it
each month, and adopts at once where its will is above its own threshold.
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

import numpy as np

from simulation.records import World
from simulation.register.sources import CENTOLA_MACY, ECKLES, GRANOVETTER
from simulation.tiny import live

from .limits_networks import few_long_ties, ring, shuffled
from .limits_worlds import (
    AT_ONCE,
    Indices,
    everybody_else,
    listening_municipalities,
    month_by_month,
    with_programmes,
)
from .row import Bench, Curve, Floats, Pattern, Result, Sketch

CROWD = 100
PLACES, EACH_SIDE, LONG_TIES, NETWORKS = 900, 2, 0.1, 4
NEIGHBOURS = 2 * EACH_SIDE
MONTHS = {1: 150, 2: 300}  # by the sources needed
FIRST = 5  # a place and all its neighbours
MOST = 0.9
OWN_WORTH, QUALITY, CONVINCING = 0.05, 0.6, 0.06  # what a small service of one's own shows
RARE = 1.0 / sqrt(PLACES)  # chance a month to adopt after one example; the order Eckles et al. need
HALF, FOUR_FIFTHS = 0.5, 0.8


def crowd(moved: int = 1) -> World:
    """Return 100 municipalities that need 0, 1, ... 99 others; who needs 1 may need ``moved``.

    The most hesitant decide first in a month, so that only one can follow each month.
    """
    world = listening_municipalities(
        everybody_else(CROWD), CROWD + 1, adoption_per_month=AT_ONCE, adoption_threshold=0.0
    )
    needed = np.arange(CROWD - 1, -1, -1.0)
    needed[needed == 1.0] = moved
    world.policy_makers.adoption_threshold[:CROWD] = (needed - 0.5) / (CROWD - 1)
    world.policy_makers.administrative_capacity = world.policy_makers.goodwill = 1.0
    return world


def followers(world: World) -> Floats:
    """Return how many have a programme after each month."""
    counts = []
    for month in range(len(world.calendar)):
        live(world, month, month + 1)
        counts.append(float(world.policy_makers.adopted.sum()))
    return np.array(counts)


def measure_crowd(moved: int) -> Result:
    """Count who follows in the end, and draw both crowds."""
    found = {needed: followers(crowd(needed)) for needed in (1, 2)}
    months = np.arange(1, len(found[1]) + 1)
    known = np.minimum(months, CROWD)
    sketch = Sketch(
        "month",
        "municipalities with a programme",
        (
            Curve("one more each month", months.tolist(), known.tolist(), "line"),
            Curve("thresholds 0 to 99", months[::5].tolist(), found[1][::5].tolist(), "points"),
            Curve("1 moved to 2", months[::5].tolist(), found[2][::5].tolist(), "points"),
        ),
    )
    value = float(found[moved][-1])
    return Result(value, value, value, sketch)


def measure_all(_: Bench) -> Result:
    """Thresholds 0 to 99."""
    return measure_crowd(1)


def measure_one(_: Bench) -> Result:
    """One threshold moved from 1 to 2."""
    return measure_crowd(2)


def belief(sources: float) -> float:
    """Return what is believed with so many neighbours of four with a programme.

    e = o + k / 4 (1 - o), o = worth of what is seen of one's own service

    >>> round(belief(1), 4), round(belief(2), 4)
    (0.2875, 0.525)
    """
    return OWN_WORTH + sources / NEIGHBOURS * (1.0 - OWN_WORTH)


def threshold(sources: int) -> float:
    """Return a threshold that so many sources pass and one fewer does not: half way between."""
    return belief(sources - 0.5)


def noise_for(chance: float) -> float:
    """Return the noise of impressions with which one source of two suffices with this chance.

    Half a neighbour is missing: o + s z must pass (threshold - 1/4) / (3/4).  The bell is
    z = sqrt(3) (S - 2), S a sum of four uniforms with P(S > x) = (4 - x)^4 / 24 above 3; so
    z = sqrt(3) (2 - (24 P)^(1/4)), and noise = s / (2 sqrt(o (1 - o))).
    """
    missing = (threshold(2) - 1.0 / NEIGHBOURS) / (1.0 - 1.0 / NEIGHBOURS) - OWN_WORTH
    bell = sqrt(3.0) * (2.0 - (24.0 * chance) ** 0.25)
    return missing / bell / (2.0 * sqrt(OWN_WORTH * (1.0 - OWN_WORTH)))


def spread(
    network: Indices, first: Indices, sources: int, noise: float, seed: int, run: int
) -> Floats:
    """Return the share of municipalities with a programme after each month.

    ``sources``: neighbours needed; ``noise``: of the impressions of a small service of one's own
    """
    world = listening_municipalities(
        network, MONTHS[sources], adoption_per_month=AT_ONCE, adoption_threshold=threshold(sources),
        evidence_noise=noise, evidence_selection=0.0, programme_quality=QUALITY,
        convincing_coverage_share=CONVINCING,
    )  # fmt: skip
    coverage = CONVINCING * OWN_WORTH / (QUALITY - OWN_WORTH)
    world.communities.served_by_programme = coverage * world.communities.need
    world.policy_makers.programme_places[:PLACES] = world.communities.served_by_programme
    world = with_programmes(world, first)
    return month_by_month(world, "programmes", seed, first=run)[0] / PLACES


class Pair(NamedTuple):
    """Shares with a programme, (network, month), on rings and on rings with long ties."""

    ring: Floats
    long_ties: Floats


def pair(sources: int, noise: float, seed: int, networks: int = NETWORKS) -> Pair:
    """Return the spread on rings and with long ties, each network with its own order and luck."""
    shares: list[list[Floats]] = [[], []]
    for k in range(networks):
        random = np.random.default_rng((seed, k))
        plain = ring(PLACES, EACH_SIDE)
        for found, network in zip(
            shares, (plain, few_long_ties(plain, LONG_TIES, random)), strict=True
        ):
            rows_of, rows = shuffled(network, random)
            found.append(spread(rows_of, rows[:FIRST], sources, noise, seed, k))
    return Pair(np.array(shares[0]), np.array(shares[1]))


def months_to_most(shares: Floats) -> Floats:
    """Return the months until nine in ten have a programme, one more than all if never.

    >>> months_to_most(np.array([[0.5, 0.95], [0.1, 0.2]]))
    array([2., 3.])
    """
    return np.sum(np.minimum.accumulate(shares < MOST, axis=1), axis=1) + 1.0


def sketch_of(curves: dict[str, Floats]) -> Sketch:
    """Return a figure of mean shares over months; rings in dashes."""
    return Sketch(
        "month",
        "share with a programme",
        tuple(
            Curve(
                label,
                np.arange(1, shares.shape[1] + 1, 10).tolist(),
                shares.mean(axis=0)[::10].tolist(),
                "dashes" if "ring" in label else "line",
            )
            for label, shares in curves.items()
        ),
    )


def measure_long_ties(bench: Bench) -> Result:
    """Two sources needed: long ties stop the spread; one is enough: they speed it up."""
    two, one = pair(2, 0.0, bench.seed), pair(1, 0.0, bench.seed)
    stopped = two.long_ties[:, -1] / two.ring[:, -1]
    faster = months_to_most(one.long_ties) / months_to_most(one.ring)
    worse = np.maximum(stopped, faster)
    sketch = sketch_of({
        "two needed, ring": two.ring, "two needed, long ties": two.long_ties,
        "one needed, ring": one.ring, "one needed, long ties": one.long_ties,
    })  # fmt: skip
    value = max(float(stopped.mean()), float(faster.mean()))
    return Result(value, float(worse.min()), float(worse.max()), sketch)


def measure_noise(bench: Bench) -> Result:
    """Two sources needed but for a rare exception: long ties speed the spread up again."""
    noisy = pair(2, noise_for(RARE), bench.seed)
    still = pair(2, 0.0, bench.seed, networks=1)
    ratios = months_to_most(noisy.long_ties) / months_to_most(noisy.ring)
    sketch = sketch_of({
        "with noise, ring": noisy.ring, "with noise, long ties": noisy.long_ties,
        "no noise, ring": still.ring, "no noise, long ties": still.long_ties,
    })  # fmt: skip
    return Result(float(ratios.mean()), float(ratios.min()), float(ratios.max()), sketch)


PATTERNS = (
    Pattern(
        "thresholds-all", "Thresholds of 0 to 99 others: all 100 follow", "limit", GRANOVETTER,
        "municipalities with a programme in the end", (100.0, 100.0),
        "each one that adopts is just enough for the next: a count, without luck",
        "cascades of programmes stop or run where they should not",
        measure_all,
    ),
    Pattern(
        "thresholds-one", "One threshold moved from 1 to 2: one alone", "limit", GRANOVETTER,
        "municipalities with a programme in the end", (1.0, 1.0),
        "nobody is left whom one example convinces: a count, without luck",
        "cascades do not hang on single municipalities, as they must",
        measure_one,
    ),
    Pattern(
        "long-ties-hurt", "Where two sources are needed, long ties stop what they speed up"
        " where one is enough", "limit", CENTOLA_MACY,
        "larger of: share reached with long ties to share reached on the ring (two needed), months"
        " to 90 % with long ties to months on the ring (one needed); interval: least and most of"
        f" {NETWORKS} networks",
        (0.0, HALF),
        "only the direction is known, so the margin is a factor of two. By hand: with a tenth of"
        " the ties exchanged the wave stops after 1 / (1 - 0.9^2) = 5 places on either side of"
        f" {PLACES}, and 180 long ties bring one source within three places of everybody",
        "networks of municipalities spread programmes by the wrong rule",
        measure_long_ties,
    ),
    Pattern(
        "noise-turns-round", "A small chance to adopt below the threshold: long ties win again",
        "limit", ECKLES,
        "months to 90 % with long ties to months on the ring, two sources needed, one enough with"
        f" a chance of {RARE:.3f} a month; interval: least and most of {NETWORKS} networks",
        (0.0, FOUR_FIFTHS),
        "only the direction is known; a fifth is asked for. By hand about a half: a wave waits 15"
        " months each 5 places but starts new ones over long ties; on a ring it takes about 260",
        "results on contact between municipalities hang on how exact thresholds are",
        measure_noise,
    ),
)  # fmt: skip
