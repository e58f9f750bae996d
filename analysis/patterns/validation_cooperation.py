"""What keeps members of coalitions giving."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from simulation import Arm
from simulation.register.sources import COX, ZELMER
from simulation.scenario.shape import Instrument

from .row import Bench, Pattern, Result
from .runs import (
    IN_MOST_WORLDS,
    SIGN_ONLY,
    Values,
    monthly,
    over_worlds,
    region,
    share_above_zero,
    spread,
)
from .validation_coalitions import MONTHS, clubs

SIZE = 16
WATCHED_MONTH = 60
REPLICATIONS = 20
CLUB_REPLICATIONS = 4


def given(arm: Arm, seed: int, month: int, replications: int) -> float:
    """Return the share of its means that an organisation gives to the coalition, mean of all."""
    names = ["contribution", "coalition_members", "organisations_alive"]
    share, members, alive = monthly(arm, names, seed, replications)[:, :, month - 1]
    return float((share * members / np.maximum(alive, 1.0)).mean())


def _watched(values: Values, seed: int) -> float:
    """Return how much more is given after five years where everybody sees what all give."""
    arm = region(values, horizon_months=WATCHED_MONTH)
    watch = Instrument(label="Monitoring and voice", channels={"monitoring": 1.0})
    watched = arm.model_copy(update={"instruments": {"monitoring": watch}})
    with_it, without = (given(a, seed, WATCHED_MONTH, REPLICATIONS) for a in (watched, arm))
    return with_it - without


def _more_given(bench: Bench, label: str, difference: Callable[[Values, int], float]) -> Result:
    found = over_worlds(lambda values: difference(values, bench.seed), bench)
    return share_above_zero(found, spread(label, found, 0.0, "no difference"))


def _equal_less_unequal(values: Values, seed: int) -> float:
    equal, unequal = (
        given(clubs(values, SIZE, endowment_unevenness=unevenness), seed, MONTHS, CLUB_REPLICATIONS)
        for unevenness in (0.0, 1.0)
    )
    return equal - unequal


def _shared_less_unlike(values: Values, seed: int) -> float:
    shared, unlike = (
        given(clubs(values, SIZE, goal_difference=apart), seed, MONTHS, CLUB_REPLICATIONS)
        for apart in (0.0, 1.0)
    )
    return shared - unlike


PATTERNS = (
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
        "share of worlds in which members of coalitions of 16 with equal means give more of them"
        " after three years than with very unequal means; who left gives nothing",
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
        "share of worlds in which members of coalitions of 16 give more after three years where no"
        " pooled means are wasted by unlike goals than where half are; who left gives nothing",
        IN_MOST_WORLDS, SIGN_ONLY,
        "what members get back does not move what they give: do not use the model for rules of"
        " sharing out",
        lambda bench: _more_given(
            bench, "given more if goals are shared (share of means)", _shared_less_unlike
        ),
    ),
)  # fmt: skip
