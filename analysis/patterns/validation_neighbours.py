"""What municipalities take over from each other."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from simulation.records import NOBODY, World
from simulation.register.sources import CENTOLA_2018, SHIPAN_VOLDEN
from simulation.world import build_world, copy_world

from .row import Bench, Floats, Pattern, Result, Sketch
from .runs import (
    IN_MOST_WORLDS,
    SIGN_ONLY,
    Values,
    curve,
    median_of,
    over_worlds,
    region,
    share_above_zero,
    spread,
    state_after,
)

Places = npt.NDArray[np.int64]
MONTHS = 96
MAP_WORLDS, MAP_REPLICATIONS = 24, 8
SEED_WORLDS, SEED_REPLICATIONS = 20, 20
TIP_WORLDS, TIP_REPLICATIONS = 24, 10
COMMITTED = (0, 1, 2, 3, 4, 5, 6, 8, 10)


def morans_i(values: Floats, neighbours: Places) -> float:
    """Return how alike near places are: Moran's I, -1 / (n - 1) on average if relabelled.

    I = n sum_ij w_ij z_i z_j / (sum_ij w_ij sum_i z_i^2), w_ij = 1 for the nearest places

    >>> row = np.array([[1, -1], [0, 2], [1, 3], [2, -1]])
    >>> round(morans_i(np.array([1.0, 1.0, 0.0, 0.0]), row), 3)
    0.333
    """
    centred = values - values.mean()
    near = neighbours != NOBODY
    products = (centred[:, np.newaxis] * centred[neighbours] * near).sum()
    return float(len(values) * products / (near.sum() * (centred**2).sum()))


def _clustering(values: Values, seed: int) -> float:
    """Return Moran's I of programmes less what relabelled towns have, mean of replications."""
    world = build_world(region(values, "bulgaria", horizon_months=MONTHS))
    found = []
    for replicate in range(MAP_REPLICATIONS):
        after = state_after(world, MONTHS, seed, replicate)
        adopted = after.policy_makers.adopted[:-1].astype(float)
        if 0.05 <= adopted.mean() <= 0.95:
            found.append(morans_i(adopted, world.neighbours) + 1.0 / (len(adopted) - 1))
    return float(np.mean(found)) if found else math.nan


def _clusters(bench: Bench) -> Result:
    above = over_worlds(lambda values: _clustering(values, bench.seed), bench, MAP_WORLDS)
    return share_above_zero(
        above, spread("Moran's I above relabelled towns", above, 0.0, "as if relabelled")
    )


def with_programmes(world: World, places: Places) -> World:
    """Return a world in which some municipalities have a formal programme from the start."""
    seeded = copy_world(world)
    seeded.policy_makers.adopted[places] = True
    seeded.policy_makers.formal[places] = True
    return seeded


def _adopted(world: World, seed: int, replicate: int) -> Floats:
    after = state_after(world, MONTHS, seed, replicate)
    return after.policy_makers.adopted[:-1].astype(float)


def _pull_of_larger(values: Values, seed: int) -> float:
    """Return how much more often a larger neighbour's programme is followed than a smaller one's.

    In each run one town has a programme from the start; its pull on a neighbour is the
    neighbour's adoptions above those of the same run without it.
    """
    world = build_world(region(values, horizon_months=MONTHS))
    places = len(world.communities)
    luck = range(SEED_REPLICATIONS)
    without = np.mean([_adopted(world, seed, replicate) for replicate in luck], axis=0)
    larger: list[float] = []
    smaller: list[float] = []
    for example in range(places):
        seeded = with_programmes(world, np.array([example]))
        pull = np.mean([_adopted(seeded, seed, replicate) for replicate in luck], axis=0) - without
        for place in range(places):
            if example in world.neighbours[place]:
                bigger = world.communities.population[example] > world.communities.population[place]
                (larger if bigger else smaller).append(pull[place])
    if not np.any(larger) and not np.any(smaller):
        return math.nan
    return float(np.mean(larger) - np.mean(smaller))


def _imitation(bench: Bench) -> Result:
    pulls = over_worlds(lambda values: _pull_of_larger(values, bench.seed), bench, SEED_WORLDS)
    return share_above_zero(
        pulls, spread("followed more often if larger", pulls, 0.0, "no difference")
    )


def _followers(values: Values, seed: int) -> Floats:
    """Return the share of other towns with a programme, by the number of committed ones."""
    world = build_world(region(values, horizon_months=MONTHS))
    places = len(world.communities)
    shares = np.zeros(len(COMMITTED))
    for replicate in range(TIP_REPLICATIONS):
        order = np.random.default_rng([seed, replicate]).permutation(places)
        for k, count in enumerate(COMMITTED):
            adopted = _adopted(with_programmes(world, order[:count]), seed, replicate)
            shares[k] += adopted[order[count:]].mean() / TIP_REPLICATIONS
    return shares


def tipping_share(followers: Floats, places: int) -> float:
    """Return the smallest committed share with which half of the others follow, 1 if none does."""
    enough = followers >= 0.5
    return COMMITTED[int(enough.argmax())] / places if enough.any() else 1.0


def _tipping(bench: Bench) -> Result:
    places = len(region(bench.worlds[0]).places)
    runs = over_worlds(lambda values: _followers(values, bench.seed), bench, TIP_WORLDS)
    xs = [count / places for count in COMMITTED]
    sketch = Sketch(
        "share of towns committed from the start", "share of the others with a programme",
        (
            curve("defaults", xs, runs[0]),
            curve("median of worlds", xs, np.median(runs, axis=0), "dashes"),
            curve("half of them", [xs[0], xs[-1]], [0.5, 0.5], "dashes"),
        ),
    )  # fmt: skip
    return median_of((tipping_share(run, places) for run in runs), sketch)


PATTERNS = (
    Pattern(
        "adoption-clusters",
        "Municipalities with programmes lie near each other",
        "validation", SHIPAN_VOLDEN,
        "share of worlds in which Moran's I of programmes over 135 towns is above that of"
        " relabelled towns after eight years; worlds where 5-95 % have one",
        IN_MOST_WORLDS,
        SIGN_ONLY + "; services lie near each other too, so that passing does not show that towns"
        " learn from each other",
        "nearness does not matter for adoption here: do not use maps of it",
        _clusters,
    ),
    Pattern(
        "smaller-imitate-larger",
        "Smaller towns follow larger neighbours more than the reverse",
        "validation", SHIPAN_VOLDEN,
        "share of worlds in which a town's programme is followed by smaller neighbours more often"
        " than by larger ones, against the same runs without it",
        IN_MOST_WORLDS, SIGN_ONLY,
        "the size of a neighbour carries through to adoption only in part: do not use the model to"
        " choose which town to begin with",
        _imitation,
    ),
    Pattern(
        "tipping-minority",
        "A committed minority of 10-40 % turns the others",
        "validation", CENTOLA_2018,
        "smallest share of towns with formal programmes from the start with which half of the"
        " others have one after eight years, 0 if none is needed, 1 if 10 of 16 are not enough;"
        " median over worlds",
        (0.1, 0.4),
        "the range of the experiments; those were people and a convention, these are towns and"
        " a programme, so that only the range is compared",
        "there is no critical mass among municipalities in that range: do not plan on one",
        _tipping,
    ),
)  # fmt: skip
