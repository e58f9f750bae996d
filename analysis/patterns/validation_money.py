"""What is left when money ends, by the way it was paid."""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from simulation.register.sources import REPORT, STEVENS_PEIKES
from simulation.world import build_world

from .more_sources_empirical import NORC_COALITIONS, TOBACCO_SERVICES
from .row import Bench, Floats, Pattern, Result, Sketch
from .runs import (
    IN_MOST_WORLDS,
    REPLICATIONS,
    Values,
    curve,
    mean_share_of,
    median_of,
    monthly,
    over_worlds,
    region,
    share_above_zero,
    spread,
    state_after,
)

FUNDED, YEARS_LATER = 36, 84
BEFORE, AFTER, LEVEL = 12, 24, 3
FEWEST_MEMBERS = 3
ONE_PERSON = 1.0


def _still_serving(values: Values, seed: int) -> float:
    """Return the share of services at the end of co-funding that still serve four years later."""
    world = build_world(
        region(values, matched_share=1.0, funding_months=FUNDED, horizon_months=YEARS_LATER)
    )
    there = still = 0
    for replicate in range(REPLICATIONS):
        before = state_after(world, FUNDED, seed, replicate).organisations.served >= ONE_PERSON
        after = state_after(world, YEARS_LATER, seed, replicate).organisations.served >= ONE_PERSON
        there += int(before.sum())
        still += int((before & after).sum())
    return still / there if there else math.nan


def _co_funded(bench: Bench) -> Result:
    shares = over_worlds(lambda values: _still_serving(values, bench.seed), bench)
    return mean_share_of(
        shares, spread("share still serving four years later", shares, 0.80, "observed")
    )


def _coalitions_left(values: Values, seed: int) -> float:
    """Return the share of coalitions of three or more that have as many four years later."""
    arm = region(values, funding_months=FUNDED, horizon_months=YEARS_LATER)
    members = monthly(arm, ["coalition_members"], seed)[0]
    there = members[:, FUNDED - 1] >= FEWEST_MEMBERS
    if not there.any():
        return math.nan
    return float((members[there, YEARS_LATER - 1] >= FEWEST_MEMBERS).mean())


def _coalitions(bench: Bench) -> Result:
    shares = over_worlds(lambda values: _coalitions_left(values, bench.seed), bench)
    return mean_share_of(
        shares, spread("share of coalitions left four years later", shares, 0.68, "observed")
    )


def around_the_end(values: Values, seed: int, oneoff_share: float) -> Floats:
    """Return people served by month from a year before the money ends to two years after.

    1 is the mean of the last three months with money.  Steady money ends when the funding
    does, a one-off grant when it is planned to be spent.
    """
    end = round(values["oneoff_spend_months"]) if oneoff_share else FUNDED
    arm = region(values, oneoff_share=oneoff_share, funding_months=FUNDED)
    reach = monthly(arm, ["reach"], seed)[0].mean(axis=0)
    before = reach[max(0, end - LEVEL) : end].mean()
    window = np.full(BEFORE + AFTER, math.nan)
    first = max(0, end - BEFORE)
    window[first - (end - BEFORE) :] = reach[first : end + AFTER]
    return window / before if before > 0.0 else np.full(BEFORE + AFTER, math.nan)


def fall_in_a_year(window: Floats) -> float:
    """Return the share of people served who are not any more a year after the money ended."""
    return float(1.0 - window[BEFORE + 12 - LEVEL : BEFORE + 12].mean())


def _both(bench: Bench) -> tuple[Floats, Floats, Sketch]:
    """Return windows under one-off and under steady money, and their figure."""
    oneoff, steady = (
        np.array(over_worlds(partial(around_the_end, seed=bench.seed, oneoff_share=share), bench))
        for share in (1.0, 0.0)
    )
    months = np.arange(-BEFORE, AFTER)
    sketch = Sketch(
        "months since the money ended", "people served, 1 before the end",
        (
            curve("one-off, median of worlds", months, _middle(oneoff)),
            curve("steady, median of worlds", months, _middle(steady), "dashes"),
        ),
    )  # fmt: skip
    return oneoff, steady, sketch


def _middle(windows: Floats) -> Floats:
    """Return the median of the worlds that have a number, month by month."""
    return np.array(
        [np.median(column[~np.isnan(column)]) if (~np.isnan(column)).any() else math.nan
         for column in windows.T]
    )  # fmt: skip


def _cliff(bench: Bench) -> Result:
    oneoff, _, sketch = _both(bench)
    return median_of((fall_in_a_year(window) for window in oneoff), sketch)


def _deeper(bench: Bench) -> Result:
    oneoff, steady, sketch = _both(bench)
    return share_above_zero(
        (fall_in_a_year(a) - fall_in_a_year(b) for a, b in zip(oneoff, steady, strict=True)),
        sketch,
    )


PATTERNS = (
    Pattern(
        "co-funded-years-later",
        "Four of five co-funded services still run years later",
        "validation", STEVENS_PEIKES,
        "of organisations that serve anybody when matched funding ends, the share that do four"
        " years later; mean over worlds",
        (0.67, 0.87),
        "80 % of 112 projects, 95 % interval 72-87 %; a later summary says 75 % of 120, from"
        " 67 %; the 92 % after one year calibrate and are not used here",
        "organisations live too long or too short after co-funding: what is left years after the"
        " funding is over- or understated",
        _co_funded,
    ),
    Pattern(
        "coalitions-outlive-grants",
        "Two of three coalitions outlive their grant",
        "validation", NORC_COALITIONS,
        "of coalitions with three or more members when steady funding ends, the share that have"
        " three or more four years later; mean over worlds",
        (0.43, 0.80),
        "68 % of the 63 % that answered; 43 % if none of the silent ones lived, 80 % if all did",
        "coalitions hold together too well or too badly after the money: what pooling leaves"
        " behind is over- or understated",
        _coalitions,
    ),
    Pattern(
        "grant-cliff",
        "Service falls when one-off money is spent",
        "validation", TOBACCO_SERVICES,
        "share of people served who are not any more a year after a one-off grant is planned to"
        " be spent; median over worlds",
        (0.1, 1.0),
        "the study gives no common size; a fall of less than a tenth would be called no cliff",
        "one-off money leaves no cliff here: do not compare ways of paying",
        _cliff,
    ),
    Pattern(
        "one-off-falls-deeper",
        "Service falls deeper after one-off than after steady money",
        "validation", REPORT,
        "share of worlds in which the fall in the year after a one-off grant is spent is deeper"
        " than that in the year after steady money ends; same public money",
        IN_MOST_WORLDS,
        "a lesson of the report, without a number; half of the worlds would be chance, so three"
        " of four are asked for, as for every pattern of direction alone",
        "the report's lesson on one-off money is an open question in this model, not a rule",
        _deeper,
    ),
)  # fmt: skip
