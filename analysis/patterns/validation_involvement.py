"""What involving people does.  These are lessons of the report too: judged here, never fitted."""

from __future__ import annotations

import math

import numpy as np

from simulation import Arm
from simulation.register.sources import BEIERLE, DELLAVIGNA_LINOS, DURLAK_DUPRE, ISHAM, OLIVER
from simulation.world import build_world

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
    true_worth,
)

FIRST_MONTH, MONTHS, YEAR = 24, 96, 12
INTENSITIES = (0.0, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0)
YEARS_LATER = 2
SNAPSHOT_WORLDS, SNAPSHOT_REPLICATIONS = 40, 8


def quality_at_sites(arm: Arm, seed: int) -> float:
    """Return the quality of what people receive at sites, from the third year on, 0-1."""
    names = ["impact", "impact_indirect", "reach_direct"]
    impact, indirect, direct = monthly(arm, names, seed)[:, :, FIRST_MONTH:].sum(axis=(1, 2))
    return float((impact - indirect) / direct) if direct > 0.0 else math.nan


def _quality_gain(values: Values, seed: int, more: float, less: float) -> float:
    high, low = (
        quality_at_sites(region(values, involve_communities_intensity=intensity), seed)
        for intensity in (more, less)
    )
    return high - low


def _quality(bench: Bench, more: float, less: float) -> Result:
    gains = over_worlds(lambda values: _quality_gain(values, bench.seed, more, less), bench)
    label = f"quality at sites, intensity {more:g} less {less:g}"
    return share_above_zero(gains, spread(label, gains, 0.0, "no difference"))


def _fidelity_and_quality(values: Values, seed: int) -> Floats:
    """Return fidelity and quality of open sites after eight years, (intensity, 2).

    More and more involvement and time for deepening change a service more and more.
    """
    found = []
    for intensity in INTENSITIES:
        levers = {
            "involve_communities_intensity": intensity, "involvement_delay_months": 0.0,
            "effort_up_share": 0.0, "effort_out_share": 1.0 - intensity,
            "effort_deep_share": intensity, "strain_quality_loss": 0.0,
        }  # fmt: skip
        world = build_world(region({**values, **levers}))
        rows = []
        for replicate in range(SNAPSHOT_REPLICATIONS):
            sites = state_after(world, MONTHS, seed, replicate).sites
            open_ones = sites.open & (sites.permit_months <= 0.0) & (sites.quality > 0.0)
            rows.append(np.stack([1.0 - sites.adaptation[open_ones], sites.quality[open_ones]]))
        found.append(np.concatenate(rows, axis=1).mean(axis=1))
    return np.array(found)


def _fidelity(bench: Bench) -> Result:
    runs = over_worlds(lambda values: _fidelity_and_quality(values, bench.seed), bench)
    inside = [run for run in runs if 0 < run[:, 1].argmax() < len(run) - 1]
    sketch = Sketch(
        "fidelity (share of the service that was kept)", "quality of service, 0-1",
        tuple(
            curve(f"world {at + 1}", run[:, 0], run[:, 1]) for at, run in enumerate(runs[:4])
        ),
    )  # fmt: skip
    return median_of((run[run[:, 1].argmax(), 0] for run in inside), sketch)


def _adoption_gain(values: Values, seed: int) -> float:
    """Return how many more programmes stand on average if policy makers are involved.

    A world in which none ever stands, involved or not, gives no case.
    """
    involved, never = (
        monthly(region(values, involve_policy_makers_intensity=intensity), ["programmes"], seed)
        for intensity in (0.5, 0.0)
    )
    if not involved.any() and not never.any():
        return math.nan
    return float(involved.mean() - never.mean())


def _adoption(bench: Bench) -> Result:
    gains = over_worlds(lambda values: _adoption_gain(values, bench.seed), bench)
    return share_above_zero(
        gains, spread("programmes, involved less never", gains, 0.0, "no difference")
    )


def overestimates(values: Values, seed: int, replicate: int) -> tuple[Floats, Floats]:
    """Return what is believed less what is true at the end of each year, and who has adopted.

    (year, municipality) each
    """
    world = build_world(region(values, horizon_months=MONTHS))
    above, adopted = [], []
    for months in range(YEAR, MONTHS + 1, YEAR):
        after = state_after(world, months, seed, replicate)
        above.append(after.policy_makers.evidence[:-1] - true_worth(after, values))
        adopted.append(after.policy_makers.adopted[:-1].copy())
    return np.array(above), np.array(adopted)


def _regress(values: Values, seed: int) -> float:
    """Return by how much adopters overrate the service less, two years after they adopted."""
    changes: list[float] = []
    for replicate in range(SNAPSHOT_REPLICATIONS):
        above, adopted = overestimates(values, seed, replicate)
        for place in np.flatnonzero(adopted.any(axis=0)):
            year = int(adopted[:, place].argmax())
            if year + YEARS_LATER < len(above):
                changes.append(float(above[year, place] - above[year + YEARS_LATER, place]))
    return float(np.mean(changes)) if changes else math.nan


def _pilots(bench: Bench) -> Result:
    falls = over_worlds(lambda values: _regress(values, bench.seed), bench, SNAPSHOT_WORLDS)
    return share_above_zero(
        falls, spread("fall of what adopters overrate (0-1)", falls, 0.0, "no fall")
    )


PATTERNS = (
    Pattern(
        "fidelity-best", "Services are best where most, but not all, is kept",
        "validation", DURLAK_DUPRE,
        "fidelity of sites after eight years at the dose of involvement and deepening, from none to"
        " full, that gives the best quality; median over worlds with a best dose between them",
        (0.6, 0.8),
        "good results were found at 60-80 % fidelity",
        "how far to adapt a service cannot be read from this model",
        _fidelity,
    ),
    Pattern(
        "participation-quality",
        "Participation of communities makes services better",
        "validation", ISHAM,
        "share of worlds in which quality at sites from the third year on is higher with"
        " communities involved from the start (intensity 0.5) than never",
        IN_MOST_WORLDS, SIGN_ONLY,
        "participation is an open question in this model, against the study: do not use it to"
        " argue against participation",
        lambda bench: _quality(bench, 0.5, 0.0),
    ),
    Pattern(
        "intensity-quality",
        "More intensive involvement makes services better",
        "validation", BEIERLE,
        "share of worlds in which quality at sites from the third year on is higher at intensity"
        " 1 than at 0.25",
        IN_MOST_WORLDS, SIGN_ONLY,
        "how intensively to involve communities cannot be read from this model",
        lambda bench: _quality(bench, 1.0, 0.25),
    ),
    Pattern(
        "contact-brings-adoption",
        "Contact with policy makers brings programmes",
        "validation", OLIVER,
        "share of worlds in which more programmes stand over eight years with policy makers"
        " involved from the start than never; worlds that have any",
        IN_MOST_WORLDS, SIGN_ONLY,
        "relations with policy makers do not pay here, against 145 studies: do not use the model"
        " to argue against them",
        _adoption,
    ),
    Pattern(
        "pilots-regress",
        "What was adopted for looking good looks less good later",
        "validation", DELLAVIGNA_LINOS,
        "share of worlds in which those who adopted overrate the service less two years later"
        " than when they adopted; belief less true worth, by year",
        IN_MOST_WORLDS,
        "effects were smaller at scale than in trials chosen for publication; how much belief is"
        " inflated calibrates the model, that it falls after adoption does not; direction alone,"
        " so three worlds in four are asked for",
        "enthusiasm at adoption is never corrected here: programmes live too long on it",
        _pilots,
    ),
)  # fmt: skip
