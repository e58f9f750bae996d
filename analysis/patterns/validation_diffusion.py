"""How programmes spread over many municipalities, and what is left when the push ends."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from simulation.register.sources import AVRITZER_WAMPLER, BEZERRA_JUNQUEIRA

from .row import Bench, Floats, Pattern, Result, Sketch
from .runs import Values, curve, median_of, monthly, over_worlds, region

LONG_MONTHS, PUSH_MONTHS, FOUR_YEARS = 240, 120, 48
FEW_WORLDS, FEW_REPLICATIONS = 24, 6
SHIPPED_FUNDING_MONTHS, DEFAULT_FUNDING_MONTHS = 48, 36
THREE_TERMS, YEAR, CHAMPION_REPLICATIONS = 144, 12, 10
NEVER = 1e9
BRAZIL_YEARS = (1992, 1996, 2000, 2004, 2008)
BRAZIL = (13, 53, 112, 190, 201)


def _long_run(values: Values, seed: int) -> Floats:
    """Return the mean number of programmes by month in 135 towns, pushed for ten years."""
    arm = region(values, "bulgaria")
    money = arm.parameters["grant_eur"] * PUSH_MONTHS / SHIPPED_FUNDING_MONTHS
    arm = region(
        values, "bulgaria",
        grant_eur=money, funding_months=PUSH_MONTHS, horizon_months=LONG_MONTHS,
    )  # fmt: skip
    return monthly(arm, ["programmes"], seed, FEW_REPLICATIONS)[0].mean(axis=0)


@cache
def _long_runs(worlds: tuple[tuple[tuple[str, float], ...], ...], seed: int) -> tuple[Floats, ...]:
    bench = Bench(tuple(dict(world) for world in worlds), seed)
    return over_worlds(lambda values: _long_run(values, seed), bench, FEW_WORLDS)


def _long_runs_of(bench: Bench) -> tuple[Floats, ...]:
    """Return the runs that two rows read, made once in a process."""
    worlds = tuple(tuple(sorted(world.items())) for world in bench.worlds[:FEW_WORLDS])
    return _long_runs(worlds, bench.seed)


def growth_per_year(programmes: Floats) -> float:
    """Return the yearly rate of a logistic curve that takes as long from 10 to 90 % of the most.

    r = ln 81 / years; 0 where not even one municipality has a programme

    >>> years = np.arange(0, 480) / 12
    >>> round(growth_per_year(100 / (1 + np.exp(-0.37 * (years - 20)))), 2)
    0.37
    """
    most = programmes.max()
    if most < 1.0:
        return 0.0
    months = int((programmes >= 0.9 * most).argmax()) - int((programmes >= 0.1 * most).argmax())
    return math.log(81.0) * 12.0 / max(months, 1)


def level_when_steepest(programmes: Floats) -> float:
    """Return the share of the most already reached when the steepest four years begin.

    A curve that bends downwards all the way has 0; no number where nobody has a programme.
    """
    most = programmes.max()
    if most < 1.0:
        return math.nan
    before = np.concatenate([[0.0], programmes])
    steepest = int((before[FOUR_YEARS:] - before[:-FOUR_YEARS]).argmax())
    return float(before[steepest] / most)


def _curves(runs: tuple[Floats, ...]) -> Sketch:
    """Return programmes over time as shares of the most: the defaults, the middle, Brazil."""
    shares = np.array([run / max(1.0, run.max()) for run in runs])[:, ::12]
    years = np.arange(shares.shape[1])
    return Sketch(
        "years", "share of the most programmes",
        (
            curve("defaults", years, shares[0]),
            curve("median of worlds", years, np.median(shares, axis=0), "dashes"),
            curve(
                "Brazil since 1990", [year - 1990 for year in BRAZIL_YEARS],
                [count / max(BRAZIL) for count in BRAZIL], "points",
            ),
        ),
    )  # fmt: skip


def _growth(bench: Bench) -> Result:
    runs = _long_runs_of(bench)
    return median_of((growth_per_year(run) for run in runs), _curves(runs))


def _shape(bench: Bench) -> Result:
    runs = _long_runs_of(bench)
    return median_of((level_when_steepest(run) for run in runs), _curves(runs))


def _after_the_push(values: Values, seed: int) -> Floats:
    """Return programmes by month: pushed for ten years, then three terms without any push.

    No national programme comes, neither before nor after.
    """
    levers = {
        "funding_months": PUSH_MONTHS, "horizon_months": PUSH_MONTHS + THREE_TERMS,
        "national_threshold_share": NEVER,
    }  # fmt: skip
    arm = region({**values, **levers})
    money = arm.parameters["grant_eur"] * PUSH_MONTHS / DEFAULT_FUNDING_MONTHS
    over = {PUSH_MONTHS: {"involve_policy_makers_intensity": 0.0, "effort_up_share": 0.0}}
    arm = arm.model_copy(
        update={"schedule": over, "parameters": {**arm.parameters, "grant_eur": money}}
    )
    return monthly(arm, ["programmes"], seed, CHAMPION_REPLICATIONS)[0].mean(axis=0)


def _decline(bench: Bench) -> Result:
    runs = over_worlds(lambda values: _after_the_push(values, bench.seed), bench)
    left = [run / run[PUSH_MONTHS - 1] for run in runs if run[PUSH_MONTHS - 1] >= 1.0]
    years = np.arange(0, len(runs[0]), YEAR // 2) / YEAR - PUSH_MONTHS / YEAR
    curves = [curve("as many as then", [years[0], years[-1]], [1.0, 1.0], "dashes")]
    if left:
        middle = np.median(left, axis=0)[:: YEAR // 2]
        curves.insert(0, curve("median of worlds", years, middle))
    sketch = Sketch("years since the push ended", "programmes, 1 when it ended", tuple(curves))
    return median_of((1.0 - run[-1] for run in left), sketch)


PATTERNS = (
    Pattern(
        "municipal-growth-rate",
        "Programmes spread over municipalities about as fast as participatory budgeting did",
        "validation", AVRITZER_WAMPLER,
        "yearly rate of the logistic curve that takes as long from 10 to 90 % of the most"
        " programmes; 135 towns, 20 years, money and advocacy for ten; median over worlds",
        (0.18, 0.74),
        "the five counts from Brazil give 0.37; a factor of two either way, since it is one"
        " policy in one country",
        "waves of adoption are too fast or too slow: do not read months of adoption as dates",
        _growth,
    ),
    Pattern(
        "municipal-s-shape",
        "The spread over municipalities starts slowly, then speeds up",
        "validation", AVRITZER_WAMPLER,
        "share of the most programmes already there when the steepest four years begin; same"
        " runs; median over worlds that have any",
        (0.1, 0.6),
        "Brazil 0.56 (112 of 201), a logistic curve of that rate 0.32, a curve without imitation"
        " 0; elections come every four years in both",
        "municipalities do not wait for each other as they did in Brazil: the snowball among"
        " them is too weak, early campaigns look too good",
        _shape,
    ),
    Pattern(
        "programmes-decline",
        "Programmes become fewer once their champions and the money are gone",
        "validation", BEZERRA_JUNQUEIRA,
        "share of programmes fewer twelve years after contact, advocacy and funding end together"
        " than at that end; no national programme; median over worlds that have any",
        (0.05, 0.75),
        "it declined, and gradually: less than one of twenty would go unnoticed, more than"
        " three of four would not be called gradual; twelve years, since the champion turned to"
        " other things when it took office and the study ends in 2016, with more programmes in"
        " between (201 in 2008) than before",
        "formal programmes never end in this model, so that programmes last too well without a"
        " push: what is left years after the funding is overstated",
        _decline,
    ),
)  # fmt: skip
