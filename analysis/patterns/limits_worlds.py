"""Small worlds in which all but one mechanism is switched off, and how they are run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from simulation.engine import run_world
from simulation.outcomes import MONTHLY_NAMES
from simulation.records import World
from simulation.tiny import tiny_world

from .row import Floats

Indices = npt.NDArray[np.int64]
NEVER = 1e9
ROUNDING = 1e-12  # some ten roundings of 1e-16 a month in at most 60 months are 1e-13
AT_ONCE = 1e12  # a rate so high that chance has no say
PLENTY_EUR = 1e12
STILL: dict[str, Any] = {  # nobody gives up, moves on, changes their mind or decides anything
    "need_turnover_per_year": 0.0, "giving_up_per_month": 0.0, "trust_gain_per_month": 0.0,
    "contact_effect_per_month": 0.0, "backlash": 0.0, "seeking_per_month": 0.0,
    "word_of_mouth_per_month": 0.0, "stigma": 0.0, "referral_per_month": 0.0,
    "initial_awareness_share": 0.0, "base_trust": 1.0, "base_acceptance": 1.0,
    "adoption_per_month": 0.0, "turnover_probability": 0.0, "abandonment_probability": 0.0,
    "formalisation_per_month": 0.0, "will_decay_per_year": 0.0, "persuasion_per_month": 0.0,
    "programme_budget_eur_per_inhabitant": 0.0, "national_threshold_share": NEVER,
    "administrative_capacity": 10.0,  # drawn around this and cut to 1: everybody has full capacity
    "adoption_threshold_spread": 0.0,
    "peer_weight": 0.0,
}  # fmt: skip
UNMOVED: dict[str, Any] = {  # an organisation neither hires, learns, forgets nor has accidents
    "hiring_share_per_month": 0.0, "know_how_loss_per_year": 0.0,
    "know_how_gain_per_fte_month": 0.0, "know_how_transfer_per_month": 0.0,
    "input_loss_per_year": 0.0, "grant_eur": 0.0, "endowment_unevenness": 0.0,
}  # fmt: skip
OPEN_EARS: dict[str, Any] = {
    # One organisation, which never serves, tells every municipality what the others do ...
    "advocacy_fte": 1e-9, "development_time_share": 0.5, "permit_delay_months": NEVER,
    "effort_up_share": 1.0, "effort_out_share": 0.0, "effort_deep_share": 0.0,
    "goodwill_wear_per_month": 0.0,
    # ... and what was believed last month is forgotten: belief is the share of neighbours with
    # a programme (beside what the municipality sees itself), and will follows it at once.
    "learning_per_month": 1.0, "peer_weight": 1.0, "persuasion_per_month": 1.0,
}  # fmt: skip


def place_with_service(served_share: float, months: int, **parameters: Any) -> World:
    """Return one place whose municipality can serve everybody at once.

    ``served_share``: of 1,000 people in need, served before the first month

    >>> float(place_with_service(0.25, 12).communities[0].served_by_programme)
    250.0
    """
    world = tiny_world(1, 0, months=months, slots=0, **{**STILL, **parameters})
    world.communities.served_by_programme = served_share * world.communities.need
    world.policy_makers.programme_places = NEVER
    return world


def month_by_month(world: World, outcome: str, seed: int, runs: int = 1, first: int = 0) -> Floats:
    """Return one monthly outcome of runs of a world, (run, month).

    >>> month_by_month(place_with_service(0.25, 2), "reach", seed=1)
    array([[250., 250.]])
    """
    monthly, _ = run_world(world, seed, runs, first)
    return monthly[:, :, MONTHLY_NAMES.index(outcome)]


def largest_distance(found: Floats, known: Floats) -> float:
    """Return the largest distance, to 13 digits: what is left below differs between machines.

    >>> largest_distance(np.array([0.1 + 0.2]), np.array([0.3]))
    0.0
    """
    return round(float(np.abs(found - known).max()), 13)


def uptake(world: World) -> Floats:
    """Return the share of people served, before the first and after every month.

    >>> uptake(place_with_service(0.25, 2))
    array([0.25, 0.25, 0.25])
    """
    before = world.communities[0].served_by_programme / world.communities[0].need
    return np.append(before, month_by_month(world, "coverage_share", seed=0)[0])


def listening_municipalities(neighbours: Indices, months: int, **parameters: Any) -> World:
    """Return municipalities whose will is the share of their neighbours with a programme.

    ``neighbours``: (municipality, number of neighbours), whose example each one sees
    """
    places = len(neighbours)
    world = tiny_world(
        places, 1, months=months, slots=0, **{**STILL, **UNMOVED, **OPEN_EARS, **parameters}
    )
    world.organisations.cash_eur = PLENTY_EUR
    return world._replace(neighbours=neighbours)


def with_programmes(world: World, first: Sequence[int] | Indices) -> World:
    """Return the world in which some municipalities have a programme from the beginning."""
    world.policy_makers.adopted[np.asarray(first, dtype=np.int64)] = True
    world.clock.programmes = len(first)
    return world


def everybody_else(places: int) -> Indices:
    """Return the neighbours of each municipality under full mixing: all the others.

    >>> everybody_else(3)
    array([[1, 2],
           [0, 2],
           [0, 1]])
    """
    return np.array([np.delete(np.arange(places), place) for place in range(places)])
