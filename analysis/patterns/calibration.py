"""Patterns that rule out worlds: what is known of the whole, compared with what the model does.

A world is implausible by a pattern when its statistic is more than three standard deviations
away from what was observed; the deviation holds the error of the observation, the luck left in
the replications, and how far the model may be off although its world is right (discrepancy).
Three deviations leave out at most 5 % of any unimodal distribution (Pukelsheim 1994, from
memory).  The lessons of the report are no calibration patterns: they are to be tested.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulation.engine import run_world
from simulation.outcomes import MONTHLY_NAMES
from simulation.records import World
from simulation.register.sources import (
    BASS_TABLES,
    DELLAVIGNA_LINOS,
    STEVENS_PEIKES,
    YOHROS_WELSH,
    Source,
)
from simulation.tiny import given_parameters, tiny_world
from simulation.world import build_world

from .row import Bench, Curve, Pattern, Result, Sketch, median_and_middle
from .runs import Values, monthly, region, state_after, true_worth

REPLICATIONS = 16
DEVIATIONS_ALLOWED = 3.0
FUNDED, AFTER, SEED = 36, 48, 1
LONGEST_YEARS = 100

Estimate = tuple[float, float]  # mean and its standard error


@dataclass(frozen=True)
class Target:
    """What was observed, and how far a plausible world may be from it."""

    name: str
    title: str
    source: Source
    statistic: str
    observed: float
    error: float
    discrepancy: float
    because: str
    estimate: Callable[[Values], Estimate]

    def implausibility(self, estimate: Estimate) -> float:
        """Return how many standard deviations a world is away from what was observed.

        |mean - observed| / sqrt(error^2 + discrepancy^2 + standard error^2); 0 where the world
        gives no case of it
        """
        mean, luck = estimate
        if math.isnan(mean):
            return 0.0
        return abs(mean - self.observed) / math.hypot(self.error, self.discrepancy, luck)

    @property
    def within(self) -> tuple[float, float]:
        """The values that are not implausible where luck is small."""
        reach = DEVIATIONS_ALLOWED * math.hypot(self.error, self.discrepancy)
        return self.observed - reach, self.observed + reach


def mean_and_error(values: list[float]) -> Estimate:
    """Return the mean of replications and its standard error; not a number below two of them."""
    if len(values) < 2:
        return math.nan, 0.0
    return float(np.mean(values)), float(np.std(values, ddof=1)) / math.sqrt(len(values))


def co_funded_survival(values: Values) -> Estimate:
    """Of organisations at work when co-funding ends, the share at work twelve months later."""
    arm = region(values, matched_share=1.0, funding_months=FUNDED, horizon_months=AFTER)
    (alive,) = monthly(arm, ["organisations_alive"], SEED, REPLICATIONS)
    there = alive[:, FUNDED - 1] > 0
    return mean_and_error((alive[there, AFTER - 1] / alive[there, FUNDED - 1]).tolist())


def years_to_half(values: Values) -> Estimate:
    """Logarithm of the years until half of those who will use a service with room for all do.

    Fitted curves are about the people who adopt in the end; here these are who uses the service
    after a hundred years.  Nobody knows of it in the first month.
    """
    given = {**values, "adoption_per_month": 0.0, "initial_awareness_share": 0.0}
    world = tiny_world(1, 0, months=12 * LONGEST_YEARS)
    world = world._replace(parameters=given_parameters(given))
    world.policy_makers.programme_places = 1e9
    months_seen, _ = run_world(world, SEED, 1)
    coverage = months_seen[0, :, MONTHLY_NAMES.index("coverage_share")]
    months = int((coverage >= 0.5 * coverage[-1]).argmax()) + 1
    return math.log(months / 12.0), 0.0


def loss_at_scale(values: Values) -> Estimate:
    """Share of quality lost in places other than the one where the service was made."""
    mix = {"effort_up_share": 0.0, "effort_out_share": 1.0, "effort_deep_share": 0.0}
    losses = []
    for world in _last_months({**values, **mix}):
        serves = world.sites.open & (world.sites.permit_months <= 0.0)
        away = serves & (world.sites.place != world.organisations.home[:, np.newaxis])
        home = serves & ~away
        if away.any() and home.any():
            losses.append(
                1.0 - float(world.sites.quality[away].mean() / world.sites.quality[home].mean())
            )
    return mean_and_error(losses)


def inflation_of_belief(values: Values) -> Estimate:
    """Logarithm of what policy makers believe of the service, over what it is worth.

    Nobody monitors, and nobody adopts, so that no neighbour's example adds to belief.
    """
    ratios = []
    given = {**values, "adoption_per_month": 0.0}
    for world in _last_months(given):
        here = world.communities
        known = here.served + here.served_by_programme > 0.0
        worth = true_worth(world, values)
        believed = world.policy_makers.evidence[:-1][known].sum()
        if worth[known].sum() > 0.0 and believed > 0.0:
            ratios.append(math.log(believed / worth[known].sum()))
    return mean_and_error(ratios)


def _last_months(values: Values) -> list[World]:
    """Return the state of some runs a year after the funding ended."""
    world = build_world(region({**values, "funding_months": FUNDED, "horizon_months": AFTER}))
    return [state_after(world, AFTER, SEED, replicate) for replicate in range(REPLICATIONS)]


TARGETS = (
    Target(
        "survival-co-funded", "Most co-funded projects live a year after the grant",
        STEVENS_PEIKES, "share of organisations at work a year after matched funding ended",
        0.92, 0.03, 0.10,
        "binomial error of 112 projects is 0.026; 0.10 since they were health projects in the"
        " USA, chosen by partners who paid half",
        co_funded_survival,
    ),
    Target(
        "years-to-half", "Where nothing is short, uptake takes years",
        BASS_TABLES, "logarithm of years until half of those use the service who will in the end",
        2.2, 0.55, 0.30,
        "fitted curves reach half after 6.6 (means), 7.8 (insemination), 9.1 (p 0.01, q 0.4) and"
        " 23 years (tractors); 0.3 since a service for people in need is no product",
        years_to_half,
    ),
    Target(
        "loss-at-scale", "Up to half of the effect is lost at scale",
        YOHROS_WELSH, "share of quality lost at sites away from home, all effort on scaling out",
        0.25, 0.125, 0.10,
        "0-50 % taken as two deviations on either side; 0.1 since effects on crime are not quality",
        loss_at_scale,
    ),
    Target(
        "inflation-of-belief", "What is reported looks better than it is",
        DELLAVIGNA_LINOS, "logarithm of believed over true worth where nobody monitors",
        0.88, 0.30, 0.40,
        "70 % of the gap from 8.7 to 1.4 points is selection: 8.7 / (8.7 - 5.1) = 2.4, logarithm"
        " 0.88; 0.4 since impressions of a mayor are no journal",
        inflation_of_belief,
    ),
)  # fmt: skip


def _measured(target: Target, bench: Bench) -> Result:
    """Return the statistic in the world of the default values, and its spread over worlds."""
    means = np.array([target.estimate(world)[0] for world in bench.worlds])
    known = means[~np.isnan(means)]
    _, low, high = median_and_middle(known)
    share = (np.arange(len(known)) + 1) / len(known)
    sketch = Sketch(
        target.statistic.partition(",")[0], "share of worlds below",
        (
            Curve("plausible worlds", np.sort(known).tolist(), share.tolist()),
            Curve("defaults", [means[0]] * 2, [0.0, 1.0], "dashes"),
            Curve("observed", [target.observed], [0.5], "points"),
        ),
    )  # fmt: skip
    return Result(float(means[0]), low, high, sketch)


def _row(target: Target) -> Pattern:
    return Pattern(
        target.name, target.title, "calibration", target.source,
        f"{target.statistic}; in the world of the defaults, and its spread over plausible worlds",
        target.within, target.because,
        "the default values contradict what calibrates the model",
        lambda bench: _measured(target, bench),
    )  # fmt: skip


PATTERNS = tuple(_row(target) for target in TARGETS)
