"""Coalitions of many sizes, alike but for size."""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from simulation import Arm
from simulation.register.sources import PROVAN_KENIS
from simulation.scenario.shape import Organisation

from .more_sources_empirical import BERARDO
from .row import Bench, Floats, Pattern, Result, Sketch
from .runs import (
    IN_MOST_WORLDS,
    SIGN_ONLY,
    Values,
    curve,
    monthly,
    over_worlds,
    region,
    share_above_zero,
    spread,
)

ORGANISATIONS = 64
SIZES = (1, 2, 4, 8, 16, 32, 64)
SMALL, LARGE = 4, 32
SIZE_WORLDS = 30
REPLICATIONS, CLEAR_SHARE = 4, 0.01
FIRST_MONTH, MONTHS = 12, 36
GRANT_EUR_EACH, NEED_IN_EACH_PLACE = 100_000.0, 5_000.0
ALIKE = ((3.0, 45.0, 15_000.0, 0.5),)  # staff, rooms, cash, know-how
UNLIKE = (  # hands, rooms, money, know-how: the four of each region in scenarios/bulgaria.yaml
    (7.0, 40.0, 12_000.0, 0.45),
    (2.0, 180.0, 4_000.0, 0.3),
    (2.0, 10.0, 120_000.0, 0.55),
    (2.5, 30.0, 9_000.0, 0.85),
)
Kinds = tuple[tuple[float, float, float, float], ...]


def clubs(
    values: Values,
    size: int,
    *,
    kinds: Kinds = ALIKE,
    backbone: bool = False,
    **changed: float,
) -> Arm:
    """Return an arm in which 64 organisations of some kinds in turn pool in groups of a size.

    Each is at home in a town of its own, and draws the same endowment whatever the size; more
    people seek the service than they can serve, and all their time goes into it.  A group of
    one does not pool.
    """
    base = region(
        {
            **values,
            "grant_eur": GRANT_EUR_EACH * ORGANISATIONS, "funding_months": MONTHS,
            "horizon_months": MONTHS, "development_time_share": 0.0,
            "initial_awareness_share": 0.4, **changed,
        },
    )  # fmt: skip
    towns = region(values, "bulgaria").places
    names = list(towns)[:ORGANISATIONS]
    places = {
        name: towns[name].model_copy(update={"people_in_need": NEED_IN_EACH_PLACE})
        for name in names
    }
    members = {}
    for k, name in enumerate(names):
        staff, rooms, cash, know_how = kinds[k % len(kinds)]
        members[f"Member {k + 1}"] = Organisation(
            kind="ngo", home=name, staff_fte=staff, premises_places=rooms, cash_eur=cash,
            know_how=know_how, coalition=f"alliance {k // size}" if size > 1 else None,
            backbone=backbone and k % size == 0, strategy=None,
        )  # fmt: skip
    return base.model_copy(update={"places": places, "organisations": members})


def _served_each(
    values: Values, seed: int, size: int, *, kinds: Kinds = ALIKE, backbone: bool = False
) -> float:
    """Return people served per organisation and month, from the second year on.

    Nobody leaves, so that the size is what it is said to be.
    """
    arm = clubs(values, size, kinds=kinds, backbone=backbone, leaving_per_month=0.0)
    reach = monthly(arm, ["reach_direct"], seed, REPLICATIONS)[0]
    return float(reach[:, FIRST_MONTH:].mean() / ORGANISATIONS)


def _by_size(values: Values, seed: int, kinds: Kinds) -> Floats:
    return np.array([_served_each(values, seed, size, kinds=kinds) for size in SIZES])


def rise_and_fall(served: Floats) -> float:
    """Return by which share the best inner size is better than both ends; below 0: none is.

    >>> round(rise_and_fall(np.array([8.0, 10.0, 5.0])), 6)
    0.2
    """
    ends = max(served[0], served[-1])
    return float((served[1:-1].max() - ends) / served.max()) if served.max() > 0.0 else math.nan


def _sizes(bench: Bench, kinds: Kinds) -> Result:
    runs = over_worlds(lambda values: _by_size(values, bench.seed, kinds), bench, SIZE_WORLDS)
    relative = [run / run[0] for run in runs if run[0] > 0.0]
    sketch = Sketch(
        "doublings of the size, from 1 to 64 members", "people served per member, 1 if alone",
        (
            curve("defaults", np.log2(SIZES), runs[0] / runs[0][0]),
            curve("median of worlds", np.log2(SIZES), np.median(relative, axis=0), "dashes"),
        ),
    )  # fmt: skip
    return share_above_zero((rise_and_fall(run) - CLEAR_SHARE for run in runs), sketch)


def _gain_of_backbone(values: Values, seed: int, size: int) -> float:
    without = _served_each(values, seed, size)
    return _served_each(values, seed, size, backbone=True) / without - 1.0 if without else math.nan


def _backbone(bench: Bench) -> Result:
    gains = [
        over_worlds(partial(_gain_of_backbone, seed=bench.seed, size=size), bench)
        for size in (SMALL, LARGE)
    ]
    small, large = np.array(gains)
    return share_above_zero(
        large - small,
        spread("gain by a backbone, 32 less 4 members", large - small, 0.0, "no difference"),
    )


PATTERNS = (
    Pattern(
        "coalition-inverted-u",
        "Output per member rises, then falls with size where members are alike",
        "validation", BERARDO,
        "share of worlds in which people served per member are most at some size between 1 and"
        " 64 members, and at least a hundredth fewer at both ends; the same 64 organisations in"
        " groups of each size, alike but for luck, and nobody leaves",
        IN_MOST_WORLDS, SIGN_ONLY,
        "size is only good or only bad here: do not use the model to choose how many to invite",
        lambda bench: _sizes(bench, ALIKE),
    ),
    Pattern(
        "coalition-inverted-u-unlike",
        "Output per member rises, then falls with size where members hold unlike means",
        "validation", BERARDO,
        "share of worlds in which people served per member are most at some size between 1 and"
        " 64 members, and at least a hundredth fewer at both ends; the same 64 organisations in"
        " groups of each size, rich in hands, rooms, money or know-how in turn; nobody leaves",
        IN_MOST_WORLDS, SIGN_ONLY,
        "size is only good or only bad here: do not use the model to choose how many to invite",
        lambda bench: _sizes(bench, UNLIKE),
    ),
    Pattern(
        "backbone-larger-coalition",
        "A backbone organisation helps the more, the larger the coalition",
        "validation", PROVAN_KENIS,
        "share of worlds in which a backbone raises people served per member by a larger share"
        " with 32 members than with 4; nobody leaves",
        IN_MOST_WORLDS, SIGN_ONLY,
        "do not use the model to decide when a coalition needs an office of its own",
        _backbone,
    ),
)  # fmt: skip
