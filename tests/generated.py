"""Valid scenarios made from a number, for tests that want many unlike ones."""

from __future__ import annotations

import random
from typing import Any

from simulation import REGISTER, Scenario
from simulation.channels import CHANNELS
from simulation.scenario import load_resolved
from simulation.world import EVENT_KINDS

KINDS = ("ngo", "social enterprise", "public", "academic", "international", "informal")


def _shares(luck: random.Random, count: int) -> list[float]:
    parts = [luck.random() + 1e-3 for _ in range(count)]
    return [part / sum(parts) for part in parts]


def _parameters(luck: random.Random, horizon: int) -> dict[str, float]:
    values: dict[str, float] = {}
    for parameter in REGISTER.values():
        value = luck.uniform(parameter.low, parameter.high)
        values[parameter.name] = round(value) if parameter.whole else value
    mix = _shares(luck, 3)
    paid = _shares(luck, 4)
    values |= dict(zip(("effort_up_share", "effort_out_share", "effort_deep_share"), mix,
                       strict=True))  # fmt: skip
    values |= dict(zip(("oneoff_share", "matched_share", "endowed_share"), paid, strict=False))
    values["horizon_months"] = horizon
    values["funding_months"] = luck.randint(6, horizon)
    values["involve_policy_makers_month"] = luck.randint(0, horizon)
    values["involve_communities_month"] = luck.randint(0, horizon)
    values["grant_eur"] = luck.choice([0, 50_000, 2_000_000])
    return values


def _organisation(luck: random.Random, places: list[str], coalitions: int) -> dict[str, Any]:
    member: dict[str, Any] = {
        "kind": luck.choice(KINDS),
        "home": luck.choice(places),
        "staff_fte": luck.uniform(0, 10),
        "premises_places": luck.uniform(0, 200),
        "cash_eur": luck.uniform(0, 100_000),
        "know_how": luck.random(),
        "joins_month": luck.choice([0, 0, 5]),
        "goal": luck.random(),
    }
    if coalitions and luck.random() < 0.8:
        member["coalition"] = f"coalition {luck.randrange(coalitions)}"
    if luck.random() < 0.3:
        member["strategy"] = dict(zip(("up", "out", "deep"), _shares(luck, 3), strict=True))
    return member


def _instrument(luck: random.Random, horizon: int) -> dict[str, Any]:
    return {
        "start_month": luck.randrange(horizon),
        "intensity": luck.random(),
        "cost_eur_per_month": luck.uniform(0, 1000),
        "staff_fte": luck.random(),
        "channels": {channel: luck.random() for channel in luck.sample(list(CHANNELS), 4)},
    }


def _event(luck: random.Random, places: list[str], horizon: int) -> dict[str, Any]:
    event: dict[str, Any] = {
        "kind": luck.choice(list(EVENT_KINDS)),
        "month": luck.randrange(horizon),
        "size": luck.uniform(0, 1.5),
        "duration_months": luck.randint(1, 4),
    }
    if luck.random() < 0.5:
        event["place"] = luck.choice(places)
    return event


def _mark(luck: random.Random, organisations: dict[str, dict[str, Any]]) -> None:
    """Give each coalition one host and one backbone at most."""
    for role in ("host", "backbone"):
        done: set[str] = set()
        for member in organisations.values():
            coalition = member.get("coalition")
            if coalition and coalition not in done and luck.random() < 0.6:
                member[role] = True
                done.add(coalition)


def generated_scenario(number: int) -> Scenario:
    """Return the valid scenario of a number; the same number gives the same scenario."""
    luck = random.Random(number)
    horizon = luck.randint(12, 48)
    places = {
        f"place {i}": {
            "population": luck.randint(500, 300_000),
            "latitude": luck.uniform(41.5, 44.0),
            "longitude": luck.uniform(22.5, 28.5),
            "people_in_need": luck.choice([0, 50, 3000]),
        }
        for i in range(luck.randint(1, 12))
    }
    coalitions = luck.randint(0, 3)
    organisations = {
        f"organisation {i}": _organisation(luck, list(places), coalitions)
        for i in range(luck.randint(1, 12))
    }
    _mark(luck, organisations)
    arms: dict[str, Any] = {"first": {}}
    if luck.random() < 0.5:
        arms["second"] = {"parameters": {"contribution_share": luck.random() * 0.9}}
    return load_resolved(
        {
            "title": f"Generated {number}",
            "question": "Does it run?",
            "reference": "first",
            "seed": number,
            "parameters": _parameters(luck, horizon),
            "schedule": {"6": {"involve_communities_intensity": luck.random()}},
            "places": places,
            "organisations": organisations,
            "instruments": {
                f"instrument {i}": _instrument(luck, horizon) for i in range(luck.randint(0, 4))
            },
            "events": {
                f"event {i}": _event(luck, list(places), horizon) for i in range(luck.randint(0, 3))
            },
            "arms": arms,
        }
    )
