"""Known limits of a commons: contributions decay where nobody looks, and come back where one does.

Members that see a mean contribution c give c (1 - shortfall) next month without monitoring, and
c + recovery (promise - c) with it.  So c = promise (1 - shortfall)^t at first, and from month T on
c = promise - (promise - c_T) (1 - recovery)^(t - T).
"""

from __future__ import annotations

import numpy as np

from simulation.register.sources import COX, FISCHBACHER_GAECHTER
from simulation.tiny import live, tiny_world

from .limits_worlds import PLENTY_EUR, ROUNDING, STILL, UNMOVED, largest_distance
from .row import Bench, Curve, Floats, Pattern, Result, Sketch

MEMBERS, MONTHS, WATCHED_FROM = 4, 48, 24
PROMISE, SHORTFALL, RECOVERY = 0.4, 0.05, 0.1


def contributions(watched_from: int) -> Floats:
    """Return each member's contribution after each month, (month, member)."""
    world = tiny_world(1, MEMBERS, slots=0, months=MONTHS, coalition=True, **{
        **STILL, **UNMOVED, "development_time_share": 0.0, "contribution_share": PROMISE,
        "leaving_per_month": 0.0, "imperfect_cooperation_per_month": SHORTFALL,
        "cooperation_recovery_per_month": RECOVERY,
    })  # fmt: skip
    world.organisations.cash_eur = PLENTY_EUR
    world.calendar.monitoring[watched_from:] = 1.0
    months = []
    for month in range(MONTHS):
        live(world, month, month + 1)
        months.append(world.organisations.contribution.copy())
    return np.array(months)


def known_contributions(watched_from: int) -> Floats:
    """Return what the equations give after each month.

    promise - (promise - promise (1 - s)^min(t, T)) (1 - r)^max(0, t - T)

    >>> known_contributions(0)[:2].tolist()
    [0.4, 0.4]
    """
    months = np.arange(1, MONTHS + 1)
    fallen = PROMISE * (1.0 - SHORTFALL) ** np.minimum(months, watched_from)
    return PROMISE - (PROMISE - fallen) * (1.0 - RECOVERY) ** np.maximum(0, months - watched_from)


def measure_contributions(watched_from: int) -> Result:
    """Compare all members in all months with what the equations give."""
    found, known = contributions(watched_from), known_contributions(watched_from)
    value = largest_distance(found, known[:, None])
    months = np.arange(1, MONTHS + 1)
    sketch = Sketch(
        "month",
        "share of means contributed",
        (
            Curve("calculated", months.tolist(), known.tolist(), "line"),
            Curve("model", months[::3].tolist(), found[::3, 0].tolist(), "points"),
        ),
    )
    return Result(value, value, value, sketch)


def measure_decay(_: Bench) -> Result:
    """Nobody looks."""
    return measure_contributions(MONTHS)


def measure_rescue(_: Bench) -> Result:
    """Full monitoring begins half way."""
    return measure_contributions(WATCHED_FROM)


PATTERNS = (
    Pattern(
        "commons-decay", "Contributions to a commons decay geometrically without monitoring",
        "limit", FISCHBACHER_GAECHTER,
        "largest distance of a member's contribution from promise x (1 - shortfall)^t",
        (0.0, ROUNDING),
        "both are the same formula, month after month: nothing but rounding may differ",
        "how fast coalitions erode is not what is written",
        measure_decay,
    ),
    Pattern(
        "commons-rescue", "Full monitoring brings contributions back to the promise", "limit", COX,
        f"largest distance from the curve that turns up again in month {WATCHED_FROM}",
        (0.0, ROUNDING),
        "the gap to the promise closes by the recovery each month: nothing but rounding may differ",
        "the worth of monitoring and voice for coalitions is not what is written",
        measure_rescue,
    ),
)  # fmt: skip
