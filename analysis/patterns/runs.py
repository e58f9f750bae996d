"""Running many worlds for the rows that compare the model with what was observed."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

import numpy as np

from simulation import Arm, load_scenario
from simulation.engine import empty_rows, run_chunk, run_world
from simulation.outcomes import MONTHLY_NAMES
from simulation.records import World
from simulation.world import build_world

from ..statistics import wilson
from ..worlds import in_world
from .row import Bench, Curve, Floats, Mark, Result, Sketch, median_and_middle

Values = Mapping[str, float]
T = TypeVar("T")
WORLDS = 40
REPLICATIONS = 20
IN_MOST_WORLDS = (0.75, 1.0)
SIGN_ONLY = (
    "the studies give a direction and no size; half of the worlds would be chance, so three of"
    " four are asked for, as for every pattern of direction alone"
)


def over_worlds(measure: Callable[[Values], T], bench: Bench, count: int = WORLDS) -> tuple[T, ...]:
    """Return what is measured in the first worlds of the bench, in their order, on all cores."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return tuple(pool.map(measure, bench.worlds[:count]))


@cache
def _reference_arm_of(scenario: str) -> Arm:
    loaded = load_scenario(scenario)
    return loaded.arms[loaded.reference]


def region(values: Values, scenario: str = "strategies", **levers: float) -> Arm:
    """Return the reference arm of a shipped scenario in a world, with some levers changed."""
    return in_world(_reference_arm_of(scenario), {**values, **levers})


def monthly(arm: Arm, names: Sequence[str], seed: int, replications: int = REPLICATIONS) -> Floats:
    """Return monthly outcomes, (outcome, replicate, month)."""
    rows, _ = run_world(build_world(arm), seed, replications)
    return np.moveaxis(rows[:, :, [MONTHLY_NAMES.index(name) for name in names]], -1, 0)


def state_after(world: World, months: int, seed: int, replicate: int) -> World:
    """Return the state of one run of a world after some months; the world stays as it was."""
    return run_chunk(world, seed, replicate, *empty_rows(1, months))


def true_worth(world: World, values: Values) -> Floats:
    """Return what the service is worth in each place, as policy makers would see it without noise.

    worth = quality x coverage / (coverage + convincing coverage)
    """
    here = world.communities
    coverage = (here.served + here.served_by_programme) / here.need
    return np.asarray(here.quality * coverage / (coverage + values["convincing_coverage_share"]))


def known(values: Iterable[float]) -> Floats:
    """Return the values of the worlds that give a case; NaN marks those that give none."""
    found = np.array(list(values), float)
    return found[~np.isnan(found)]


def median_of(values: Iterable[float], sketch: Sketch) -> Result:
    """Return the median over the worlds that give a case, with the 5th and 95th percentiles."""
    found = known(values)
    if len(found) == 0:
        return Result(np.nan, np.nan, np.nan, sketch)
    return Result(*median_and_middle(found), sketch)


def share_above_zero(differences: Iterable[float], sketch: Sketch) -> Result:
    """Return the share of worlds with a difference above 0, and its 95 % Wilson interval.

    No difference at all counts as not above; worlds that give no case are left out.
    """
    found = known(differences)
    if len(found) == 0:
        return Result(np.nan, np.nan, np.nan, sketch)
    right = int((found > 0.0).sum())
    low, high = wilson(right, len(found))
    return Result(round(right / len(found), 12), round(low, 12), round(high, 12), sketch)


def mean_share_of(shares: Iterable[float], sketch: Sketch) -> Result:
    """Return the mean of shares over worlds, and its 95 % interval over worlds.

    mean +- 1.96 standard deviations / sqrt(worlds)
    """
    found = known(shares)
    if len(found) < 2:
        return Result(np.nan, np.nan, np.nan, sketch)
    mean = float(found.mean())
    reach = 1.96 * float(found.std(ddof=1)) / math.sqrt(len(found))
    return Result(round(mean, 12), round(mean - reach, 12), round(mean + reach, 12), sketch)


def curve(label: str, xs: Iterable[float], ys: Iterable[float], mark: Mark = "line") -> Curve:
    """Return something to draw, its numbers short and those that are none left out."""
    pairs = [
        (round(float(x), 6), round(float(y), 6))
        for x, y in zip(xs, ys, strict=True)
        if np.isfinite(x) and np.isfinite(y)
    ]
    return Curve(label, [x for x, _ in pairs], [y for _, y in pairs], mark)


def spread(x_label: str, values: Iterable[float], mark_at: float, mark_label: str) -> Sketch:
    """Return a figure of how a number is spread over worlds, beside a mark to compare with."""
    found = np.sort(known(values))
    below = (np.arange(len(found)) + 1) / max(1, len(found))
    curves = [curve(mark_label, [mark_at] * 2, [0.0, 1.0], "dashes")]
    if len(found) > 0:
        curves.insert(0, curve("worlds", found, below))
    return Sketch(x_label, "share of worlds below", tuple(curves))
