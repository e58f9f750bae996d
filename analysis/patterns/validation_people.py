"""How people come, trust and are accepted."""

from __future__ import annotations

import math

import numpy as np

from simulation import Arm
from simulation.register.sources import BASS_TABLES, PETTIGREW_TROPP
from simulation.scenario.shape import Event, Organisation
from simulation.world import build_world

from .more_sources_empirical import POORTINGA_PIDGEON
from .row import Bench, Floats, Pattern, Result, Sketch
from .runs import (
    IN_MOST_WORLDS,
    SIGN_ONLY,
    Values,
    curve,
    median_of,
    monthly,
    over_worlds,
    region,
    share_above_zero,
    spread,
    state_after,
)

LONG_MONTHS, FUNDED, YEAR, TRUST_MONTHS, MONTHS = 360, 36, 12, 60, 96
FEW_REPLICATIONS, REPLICATIONS = 2, 10
SERVED, UNSERVED = 0.05, 0.005


def ample_town(values: Values, need: float, *, rooms_each: float = 300.0, **changed: float) -> Arm:
    """Return one town with far more service than need, where nobody advertises.

    The service is open from the first month; people come by themselves or by word of mouth.
    """
    base = region(
        {
            **values,
            "development_time_share": 0.0, "contribution_share": 0.0,
            "involve_policy_makers_intensity": 0.0, "involve_communities_intensity": 0.0,
            "permit_delay_months": 0.0, "head_start_months": 0.0, "grant_eur": 20_000_000.0,
            **changed,
        },
    )  # fmt: skip
    name, place = next(iter(base.places.items()))
    members = {
        f"Service {k + 1}": Organisation(
            kind="public", home=name, staff_fte=20.0, premises_places=rooms_each,
            cash_eur=100_000.0, know_how=0.9, strategy=None,
        )
        for k in range(10)
    }  # fmt: skip
    town = {name: place.model_copy(update={"people_in_need": need})}
    return base.model_copy(update={"places": town, "organisations": members})


def _uptake(values: Values, seed: int) -> Floats:
    """Return people served by month, where demand must be won."""
    arm = ample_town(
        values, 300.0, initial_awareness_share=0.01, funding_months=120,
        grant_eur=50_000_000.0, horizon_months=LONG_MONTHS,
    )  # fmt: skip
    return monthly(arm, ["reach"], seed, FEW_REPLICATIONS)[0].mean(axis=0)


def level_when_steepest(reach: Floats) -> float:
    """Return the share of the highest level that is reached before the month of steepest growth.

    Those who are served in the first month sought the service before; they are no growth.

    >>> level_when_steepest(np.array([1.0, 2.0, 6.0, 8.0]))
    0.25
    """
    steepest = int(np.diff(reach).argmax())
    return float(reach[steepest] / reach.max()) if reach.max() > 0.0 else math.nan


def _s_shape(bench: Bench) -> Result:
    runs = over_worlds(lambda values: _uptake(values, bench.seed), bench)
    shares = np.array([run / max(1.0, run.max()) for run in runs])[:, ::6]
    years = np.arange(shares.shape[1]) / 2
    sketch = Sketch(
        "years", "people served, share of the most",
        (
            curve("defaults", years, shares[0]),
            curve("median of worlds", years, np.median(shares, axis=0), "dashes"),
        ),
    )  # fmt: skip
    return median_of((level_when_steepest(run) for run in runs), sketch)


def _trust_and_reach(values: Values, seed: int) -> Floats:
    """Return trust and coverage by month, where a service runs for three years, then has no rooms.

    Rooms are lost anew each month, and nothing replaces them.
    """
    arm = ample_town(
        values, 300.0, rooms_each=40.0, initial_awareness_share=0.4, endowment_unevenness=0.0,
        substitution_elasticity=0.1, shock_strength=1.0, horizon_months=TRUST_MONTHS,
    )  # fmt: skip
    lost = {
        f"rooms lost in month {month}": Event(kind="premises_loss", month=month, place=None)
        for month in range(FUNDED, TRUST_MONTHS)
    }
    arm = arm.model_copy(update={"events": lost})
    return monthly(arm, ["trust", "coverage_share"], seed, FEW_REPLICATIONS).mean(axis=1)


def fall_against_rise(trust: Floats, coverage: Floats) -> float:
    """Return ln(fall / rise) of trust, for as much service lost as given, in a year of each.

    rise = -ln((1 - t at 12) / (1 - t at 0)) / sum of coverage in months 1 to 12;

    fall = -ln(t at 47 / t at 35) / sum of coverage lost in months 36 to 47
    """
    before = FUNDED - 1
    lost = (coverage[before] - coverage[FUNDED : FUNDED + YEAR]).sum()
    gained = coverage[1 : YEAR + 1].sum()
    if lost <= 0.0 or gained <= 0.0:
        return math.nan
    rise = -math.log((1.0 - trust[YEAR]) / (1.0 - trust[0])) / gained
    fall = -math.log(trust[before + YEAR] / trust[before]) / lost
    if fall <= 0.0:
        return -1.0
    return math.log(fall / rise) if rise > 0.0 else 1.0


def _trust(bench: Bench) -> Result:
    runs = np.array(over_worlds(lambda values: _trust_and_reach(values, bench.seed), bench))
    ratios = [fall_against_rise(trust, coverage) for trust, coverage in runs]
    months = np.arange(0, TRUST_MONTHS, 2)
    sketch = Sketch(
        "months; the rooms are lost after 36", "0-1, median of worlds",
        (
            curve("trust", months, np.median(runs[:, 0], axis=0)[::2]),
            curve("share of need served", months, np.median(runs[:, 1], axis=0)[::2], "dashes"),
        ),
    )  # fmt: skip
    return share_above_zero(ratios, sketch)


def _acceptance_by_contact(values: Values, seed: int) -> float:
    """Return acceptance after eight years in places that are served, less that in others.

    Where every place is served, its level before anything happens stands in.
    """
    world = build_world(region(values, horizon_months=MONTHS))
    found = []
    for replicate in range(REPLICATIONS):
        here = state_after(world, MONTHS, seed, replicate).communities
        coverage = (here.served + here.served_by_programme) / here.need
        served, others = coverage >= SERVED, coverage < UNSERVED
        without = here.acceptance[others].mean() if others.any() else values["base_acceptance"]
        if served.any():
            found.append(float(here.acceptance[served].mean() - without))
    return float(np.mean(found)) if found else math.nan


def _contact(bench: Bench) -> Result:
    gains = over_worlds(lambda values: _acceptance_by_contact(values, bench.seed), bench)
    return median_of(gains, spread("acceptance, served less other places", gains, 0.0, "no effect"))


PATTERNS = (
    Pattern(
        "uptake-s-shape",
        "Uptake is S-shaped where demand must be won",
        "validation", BASS_TABLES,
        "share of the highest number of users reached when growth is steepest; one town with"
        " ample service, 1 % seek it at first, nobody advertises; median over worlds",
        (0.1, 2.0 / 3.0),
        "Bass: (1 - p/q) / 2, so 10-50 % where imitation outweighs coming by oneself by a"
        " quarter or more, as in nearly all published fits; up to two thirds where two examples"
        " are needed; a curve without imitation has 0",
        "word of mouth is too weak against people who come by themselves: early figures of"
        " uptake say too little of later ones",
        _s_shape,
    ),
    Pattern(
        "trust-falls-faster",
        "Trust falls faster than it rises",
        "validation", POORTINGA_PIDGEON,
        "share of worlds in which a year of service lost costs a larger share of trust held than"
        " the first year of as much service adds to trust missing; one town, ample service for"
        " three years, then its rooms are lost",
        IN_MOST_WORLDS, SIGN_ONLY,
        "broken promises cost too little here: one-off money and closures look better than they"
        " are",
        _trust,
    ),
    Pattern(
        "contact-raises-acceptance",
        "Contact raises acceptance, a little",
        "validation", PETTIGREW_TROPP,
        "acceptance (0-1) after eight years in places where at least 5 % of the need is met, less"
        " that in places without service; median over worlds",
        (0.02, 0.18),
        "r = -0.21 (from memory) is 0.43 standard deviations; if attitudes are spread by 0.2 on"
        " this scale (a guess), that is 0.09; from a quarter to double of it",
        "backlash eats up what contact gains, or there is no backlash to speak of: do not use"
        " levels of acceptance",
        _contact,
    ),
)  # fmt: skip
