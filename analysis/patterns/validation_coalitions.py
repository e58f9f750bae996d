"""Coalitions of many sizes, and what keeps members giving."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

import numpy as np

from simulation import Arm
from simulation.register.sources import COX, PROVAN_KENIS, ZELMER
from simulation.scenario.shape import Instrument, Organisation

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

SIZES = (1, 2, 4, 8, 16, 32, 64)
SMALL, LARGE, TWELVE = 4, 24, 12
REPLICATIONS, CLEAR_SHARE = 10, 0.01
FIRST_MONTH, MONTHS = 12, 36
GRANT_EUR_EACH, NEED_IN_EACH_PLACE = 100_000.0, 5_000.0
WATCHED_MONTH, LAST_MONTH = 60, 96


def club(values: Values, size: int, *, backbone: bool = False, **changed: float) -> Arm:
    """Return an arm in which so many organisations, alike but for luck, may pool.

    Each is at home in a town of its own; more people seek the service than they can serve, and
    all their time goes into it.
    """
    base = region(
        {
            **values,
            "grant_eur": GRANT_EUR_EACH * size, "funding_months": MONTHS,
            "horizon_months": MONTHS, "development_time_share": 0.0,
            "initial_awareness_share": 0.4, **changed,
        },
    )  # fmt: skip
    towns = region(values, "bulgaria").places
    names = list(towns)[: SIZES[-1]]
    places = {
        name: towns[name].model_copy(update={"people_in_need": NEED_IN_EACH_PLACE}) for name in names
    }
    members = {
        f"Member {k + 1}": Organisation(
            kind="ngo", home=names[k], staff_fte=3.0, premises_places=45.0,
            cash_eur=15_000.0, know_how=0.5, coalition="alliance", backbone=backbone and k == 0,
            strategy=None,
        )
        for k in range(size)
    }  # fmt: skip
    return base.model_copy(update={"places": places, "organisations": members})


def _served_each(values: Values, seed: int, size: int, *, backbone: bool = False) -> float:
    """Return people served per organisation and month, from the second year on.

    Nobody leaves, so that the size is what it is said to be.
    """
    arm = club(values, size, backbone=backbone, leaving_per_month=0.0)
    reach = monthly(arm, ["reach_direct"], seed, REPLICATIONS)[0]
    return float(reach[:, FIRST_MONTH:].mean() / size)


def _by_size(values: Values, seed: int) -> Floats:
    return np.array([_served_each(values, seed, size) for size in SIZES])


def rise_and_fall(served: Floats) -> float:
    """Return by which share the best inner size is better than both ends; below 0: none is.

    >>> round(rise_and_fall(np.array([8.0, 10.0, 5.0])), 6)
    0.2
    """
    ends = max(served[0], served[-1])
    return float((served[1:-1].max() - ends) / served.max()) if served.max() > 0.0 else math.nan


def _sizes(bench: Bench) -> Result:
    runs = over_worlds(lambda values: _by_size(values, bench.seed), bench)
    relative = [run / run[0] for run in runs if run[0] > 0.0]
    sketch = Sketch(
        "members (logarithm to base 2)", "people served per member, 1 if alone",
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
        spread("gain by a backbone, 24 less 4 members", large - small, 0.0, "no difference"),
    )


def given(arm: Arm, seed: int, month: int) -> float:
    """Return the share of its means that an organisation gives to the coalition, mean of all."""
    names = ["contribution", "coalition_members", "organisations_alive"]
    share, members, alive = monthly(arm, names, seed)[:, :, month - 1]
    return float((share * members / np.maximum(alive, 1.0)).mean())


def _watched(values: Values, seed: int) -> float:
    """Return how much more is given after five years where everybody sees what all give."""
    arm = region(values, horizon_months=WATCHED_MONTH)
    watch = Instrument(label="Monitoring and voice", channels={"monitoring": 1.0})
    watched = arm.model_copy(update={"instruments": {"monitoring": watch}})
    return given(watched, seed, WATCHED_MONTH) - given(arm, seed, WATCHED_MONTH)


def _more_given(bench: Bench, label: str, difference: Callable[[Values, int], float]) -> Result:
    found = over_worlds(lambda values: difference(values, bench.seed), bench)
    return share_above_zero(found, spread(label, found, 0.0, "no difference"))


def _equal_less_unequal(values: Values, seed: int) -> float:
    equal, unequal = (
        given(club(values, TWELVE, endowment_unevenness=unevenness), seed, MONTHS)
        for unevenness in (0.0, 1.0)
    )
    return equal - unequal


def _shared_less_unlike(values: Values, seed: int) -> float:
    shared, unlike = (
        given(club(values, TWELVE, goal_difference=apart), seed, MONTHS) for apart in (0.0, 1.0)
    )
    return shared - unlike


PATTERNS = (
    Pattern(
        "coalition-inverted-u",
        "Output per member rises, then falls with the size of the coalition",
        "validation", BERARDO,
        "share of worlds in which people served per member are most at some size between 1 and"
        " 64 members, and at least a hundredth fewer at both ends; members alike but for luck,"
        " each in its own town, and nobody leaves",
        IN_MOST_WORLDS, SIGN_ONLY,
        "size is only good or only bad here: do not use the model to choose how many to invite",
        _sizes,
    ),
    Pattern(
        "backbone-larger-coalition",
        "A backbone organisation helps the more, the larger the coalition",
        "validation", PROVAN_KENIS,
        "share of worlds in which a backbone raises people served per member by a larger share"
        " with 24 members than with 4; nobody leaves",
        IN_MOST_WORLDS, SIGN_ONLY,
        "do not use the model to decide when a coalition needs an office of its own",
        _backbone,
    ),
    Pattern(
        "monitoring-sustains",
        "Monitoring and voice keep members giving",
        "validation", COX,
        "share of worlds in which organisations give more of their means to the coalition after"
        " five years with full monitoring than without",
        IN_MOST_WORLDS, SIGN_ONLY,
        "rules of the coalition do not matter here: do not compare them",
        lambda bench: _more_given(bench, "given more if monitored (share of means)", _watched),
    ),
    Pattern(
        "unequal-endowments",
        "Members with unequal means give less",
        "validation", ZELMER,
        "share of worlds in which twelve members with equal means give more of them after three"
        " years than twelve with very unequal means; who left gives nothing",
        IN_MOST_WORLDS, SIGN_ONLY,
        "that unequal wealth makes people give less is not in the model, which sees only how"
        " unlike means complete each other: gains of pooling among rich and poor are overstated",
        lambda bench: _more_given(
            bench, "given more if equal (share of means)", _equal_less_unequal
        ),
    ),
    Pattern(
        "return-raises-contributions",
        "Members give more where pooling returns more",
        "validation", ZELMER,
        "share of worlds in which twelve members give more after three years where no pooled"
        " means are wasted by unlike goals than where half are; who left gives nothing",
        IN_MOST_WORLDS, SIGN_ONLY,
        "what members get back does not move what they give: do not use the model for rules of"
        " sharing out",
        lambda bench: _more_given(
            bench, "given more if goals are shared (share of means)", _shared_less_unlike
        ),
    ),
)  # fmt: skip
