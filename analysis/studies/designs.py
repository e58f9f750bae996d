"""Designs: which points a study runs, each a value of every factor.

All are deterministic: the same text gives the same points, row by row.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats import qmc

from simulation.world import MIX

from ..errors import needed
from ..worlds import plausible_worlds
from .factors import Floats, Range
from .shape import Design

if TYPE_CHECKING:
    from .study import Study

MOST_POINTS = 10_000_000


@dataclass(frozen=True)
class Layout:
    """The rows of a design: values of the factors, and where they lie in their ranges.

    ``values`` is (row, factor).  ``shares`` is the same in shares of the ranges, for designs that
    were laid out in them; an analysis of them needs the rows in this order.
    """

    factors: tuple[str, ...]
    values: Floats
    shares: Floats | None = None


@dataclass(frozen=True)
class Kind:
    """One kind of design: what makes its shares or values, and which keys it needs and takes."""

    make: Callable[[Study], Layout]
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    crosses_worlds: bool = True


def layout(study: Study) -> Layout:
    """Return the rows of a study's design, crossed with plausible worlds if it asks for them."""
    own = KINDS[study.text.design.kind].make(study)
    count = study.text.design.worlds
    if count is None:
        return own
    names = study.world_names
    worlds = np.array([[world[name] for name in names] for world in plausible_worlds(count)])
    rows = np.hstack(
        [np.repeat(own.values, len(worlds), axis=0), np.tile(worlds, (len(own.values), 1))]
    )
    return Layout(study.factors, rows)


def size(design: Design, ranges: Sequence[Range], table_rows: int) -> int:
    """Return how many rows a design has, without making them."""
    per_factor = math.prod(len(one.steps(design.steps)) for one in ranges)
    own = {
        "grid": per_factor,
        "triangle": per_factor * (design.steps + 1) * (design.steps + 2) // 2,
        "table": table_rows,
        "latin-hypercube": design.points or 0,
        "sobol": design.points or 0,
        "morris": (design.trajectories or 0) * (len(ranges) + 1),
        "saltelli": (design.base_points or 0)
        * (2 * len(ranges) + 2 if design.second_order else len(ranges) + 2),
    }[design.kind]
    return own * (design.worlds or 1)


def _grid(study: Study) -> Layout:
    steps = study.text.design.steps
    rows = list(itertools.product(*(one.steps(steps) for one in study.ranges)))
    values = np.array(rows, float).reshape(len(rows), len(study.ranges))
    return Layout(tuple(one.name for one in study.ranges), values)


def _triangle(study: Study) -> Layout:
    """Cross all mixes of up, out and deep in equal steps with the grid of the other factors."""
    steps = study.text.design.steps
    mixes = [
        (up / steps, out / steps, (steps - up - out) / steps)
        for up in range(steps + 1)
        for out in range(steps + 1 - up)
    ]
    others = _grid(study)
    rows = [[*mix, *row] for mix in mixes for row in others.values.tolist()]
    return Layout((*MIX, *others.factors), np.array(rows, float))


def _table(study: Study) -> Layout:
    names = tuple(study.text.table[0])
    return Layout(names, np.array([[row[name] for name in names] for row in study.text.table]))


def _from_shares(study: Study, shares: Floats) -> Layout:
    columns = [one.column(shares[:, at]) for at, one in enumerate(study.ranges)]
    return Layout(tuple(one.name for one in study.ranges), np.stack(columns, axis=1), shares)


def _latin_hypercube(study: Study) -> Layout:
    design = study.text.design
    sampler = qmc.LatinHypercube(len(study.ranges), rng=np.random.default_rng(design.seed))
    return _from_shares(study, sampler.random(design.points or 1))


def _sobol(study: Study) -> Layout:
    """Take the first points of a scrambled Sobol' sequence: more points leave these as they are."""
    design = study.text.design
    sampler = qmc.Sobol(len(study.ranges), rng=np.random.default_rng(design.seed))
    count = design.points or 1
    return _from_shares(study, sampler.random_base2(math.ceil(math.log2(count)))[:count])


def _morris(study: Study) -> Layout:
    design = study.text.design
    shares = needed("SALib.sample.morris", "studies").sample(
        salib_problem(study.ranges), design.trajectories, num_levels=design.levels,
        seed=design.seed,
    )  # fmt: skip
    return _from_shares(study, shares)


def _saltelli(study: Study) -> Layout:
    design = study.text.design
    shares = needed("SALib.sample.sobol", "studies").sample(
        salib_problem(study.ranges), design.base_points,
        calc_second_order=design.second_order, seed=design.seed,
    )  # fmt: skip
    return _from_shares(study, shares)


def salib_problem(ranges: Sequence[Range]) -> dict[str, Any]:
    """Return factors as SALib takes them, in shares of their ranges."""
    return {
        "num_vars": len(ranges),
        "names": [one.name for one in ranges],
        "bounds": [[0.0, 1.0]] * len(ranges),
    }


KINDS: dict[str, Kind] = {
    "grid": Kind(_grid, takes=("steps",)),
    "triangle": Kind(_triangle, takes=("steps",)),
    "table": Kind(_table, takes=("file",)),
    "latin-hypercube": Kind(_latin_hypercube, ("points",), ("seed",)),
    "sobol": Kind(_sobol, ("points",), ("seed",)),
    "morris": Kind(_morris, ("trajectories",), ("levels", "seed"), crosses_worlds=False),
    "saltelli": Kind(_saltelli, ("base_points",), ("second_order", "seed"), crosses_worlds=False),
}
