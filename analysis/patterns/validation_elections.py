"""What elections undo, and what outlives them."""

from __future__ import annotations

import math

import numpy as np

from simulation.register.sources import REPORT
from simulation.world import build_world

from .more_sources_empirical import AZEVEDO
from .row import Bench, Floats, Pattern, Result, Sketch
from .runs import (
    REPLICATIONS,
    Values,
    curve,
    known,
    median_of,
    monthly,
    over_worlds,
    region,
    spread,
    state_after,
)

LONG_MONTHS, TERM, YEAR = 240, 48, 12
FEWEST_DROPPED, FEWEST_OF_A_KIND = 10, 5


def hazards(programmes: Floats, dropped_so_far: Floats, first_election: int) -> Floats:
    """Return programmes dropped and programmes at risk, by month since the last election.

    (2, 48); programmes at risk are those of the month before.
    """
    at_risk = programmes[:, :-1].sum(axis=0)
    dropped = np.diff(dropped_so_far, axis=1).sum(axis=0)
    months = np.arange(1, programmes.shape[1])
    since = (months - first_election) % TERM
    counted = months >= first_election
    table = np.zeros((2, TERM))
    np.add.at(table[0], since[counted], dropped[counted])
    np.add.at(table[1], since[counted], at_risk[counted])
    return table


def _dropped_by_month(values: Values, seed: int) -> Floats:
    arm = region(values, horizon_months=LONG_MONTHS)
    programmes, dropped = monthly(arm, ["programmes", "abandonments"], seed)
    return hazards(programmes, dropped, int(values["first_election_month"]))


def weight_of_election_year(table: Floats) -> float:
    """Return the hazard in the year from an election as a share of it and that of other years.

    h1 / (h1 + h2): a half where elections do not matter, two thirds where they double it; no
    number where hardly anything is dropped.
    """
    if table[0].sum() < FEWEST_DROPPED:
        return math.nan
    early = table[0, :YEAR].sum() / max(1.0, table[1, :YEAR].sum())
    late = table[0, YEAR:].sum() / max(1.0, table[1, YEAR:].sum())
    return float(early / (early + late))


def _abandonment(bench: Bench) -> Result:
    tables = over_worlds(lambda values: _dropped_by_month(values, bench.seed), bench)
    total = np.sum(tables, axis=0).reshape(2, -1, 3).sum(axis=2)
    sketch = Sketch(
        "months since the election", "programmes dropped per programme and month",
        (curve("all worlds", range(0, TERM, 3), total[0] / np.maximum(total[1], 1.0)),),
    )  # fmt: skip
    return median_of((weight_of_election_year(table) for table in tables), sketch)


def _lost_through_an_election(values: Values, seed: int) -> tuple[float, float]:
    """Return the shares of not formal and of formal programmes lost in the year of an election.

    The second regular election; not a number where there are too few of a kind.
    """
    election = int(values["first_election_month"]) + TERM
    world = build_world(region(values, horizon_months=election + YEAR))
    there, lost = np.zeros(2), np.zeros(2)
    for replicate in range(REPLICATIONS):
        before = state_after(world, election, seed, replicate).policy_makers[:-1]
        after = state_after(world, election + YEAR, seed, replicate).policy_makers[:-1]
        for kind, those in enumerate((before.adopted & ~before.formal, before.formal)):
            there[kind] += those.sum()
            lost[kind] += (those & ~after.adopted).sum()
    if there.min() < FEWEST_OF_A_KIND:
        return math.nan, math.nan
    return float(lost[0] / there[0]), float(lost[1] / there[1])


def _formal(bench: Bench) -> Result:
    shares = over_worlds(lambda values: _lost_through_an_election(values, bench.seed), bench)
    differences = known(loose - formal for loose, formal in shares)
    return median_of(
        differences,
        spread("share lost, not formal less formal", differences, 0.0, "no difference"),
    )


PATTERNS = (
    Pattern(
        "abandonment-after-elections",
        "Programmes are dropped when governments change",
        "validation", AZEVEDO,
        "chance to be dropped in the year from an election, as a share of that and the chance in"
        " other years; median over worlds in which at least ten are dropped",
        (2.0 / 3.0, 1.0),
        "a half would be no tie to elections; two thirds means that an election year doubles the"
        " chance; the study gives the sign, not the size",
        "programmes fade for other reasons than elections: the advice to sign before an election"
        " rests on nothing here",
        _abandonment,
    ),
    Pattern(
        "formal-programmes-stay",
        "Elections undo what is not formal; formal agreements stay",
        "validation", REPORT,
        "share of programmes lost in the year from an election, not formal less formal; median"
        " over worlds with at least five of each kind",
        (0.05, 1.0),
        "the report holds formal partnership to be what lasts, without a number; less than five"
        " points in a hundred would not be seen in any survey of programmes",
        "formal agreements protect nothing here, so nothing can be said of their worth",
        _formal,
    ),
)  # fmt: skip
