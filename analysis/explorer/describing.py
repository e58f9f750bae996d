"""What a scenario is about, as plain data for the page."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulation import Arm, Scenario
from simulation.world import lay_out_communities

from .catalogue import ASSUMPTIONS, LEVERS, instrument_info

Info = dict[str, Any]


def describe(scenario: Scenario) -> Info:
    """Return the scenario, its arms, places and organisations.

    Places and organisations are those of the reference arm; ``x`` and ``y`` are km from the west
    and from the north.
    """
    reference = scenario.arms[scenario.reference]
    return {
        "title": scenario.title,
        "question": scenario.question,
        "description": scenario.description,
        "status": scenario.status,
        "seed": scenario.seed,
        "reference": scenario.reference,
        "months": int(reference.parameters["horizon_months"]),
        "assumptions": own_assumptions(scenario),
        "arms": [arm_info(arm) for arm in scenario.arms.values()],
        "places": places_of(reference),
        "organisations": organisations_of(reference),
        "sources": dict(scenario.sources),
    }


def own_assumptions(scenario: Scenario) -> dict[str, float]:
    """Return the reference's value of every assumption that some arm does not leave as usual."""
    reference = scenario.arms[scenario.reference]
    return {
        name: reference.parameters[name]
        for name, one in ASSUMPTIONS.items()
        if any(arm.parameters[name] != one.default for arm in scenario.arms.values())
    }


def arm_info(arm: Arm) -> Info:
    """Return the levers, instruments and events of an arm."""
    scheduled: dict[str, dict[str, float]] = {}
    for month, row in sorted(arm.schedule.items()):
        for name, value in row.items():
            scheduled.setdefault(name, {})[str(month)] = value
    return {
        "name": arm.name,
        "label": arm.label,
        "description": arm.description,
        "levers": {name: arm.parameters[name] for name in LEVERS},
        "scheduled": scheduled,
        "instruments": {name: instrument_info(name, one) for name, one in arm.instruments.items()},
        "events": {name: event.model_dump() for name, event in arm.events.items()},
    }


def places_of(arm: Arm) -> list[Info]:
    """Return the places of an arm with the people in need at the start, and where they are."""
    communities = lay_out_communities(arm)
    x = communities.x_km - communities.x_km.min()
    y = communities.y_km.max() - communities.y_km
    return [
        {
            "name": name, "population": float(row.population), "need": float(row.need),
            "x": float(np.round(x[at], 3)), "y": float(np.round(y[at], 3)),
        }
        for at, (name, row) in enumerate(zip(arm.places, communities, strict=True))
    ]  # fmt: skip


def organisations_of(arm: Arm) -> list[Info]:
    """Return the organisations of an arm; homes are counted in the order of places."""
    places = {name: at for at, name in enumerate(arm.places)}
    return [
        {
            "name": name, "kind": one.kind, "home": places[one.home], "coalition": one.coalition,
            "joins_month": one.joins_month,
        }
        for name, one in arm.organisations.items()
    ]  # fmt: skip
