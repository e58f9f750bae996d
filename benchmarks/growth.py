"""Whether the cost grows in proportion to agents, months and replications."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from simulation import Scenario, run_ensemble
from simulation.scenario import load_resolved

from .answer import Answer, Row
from .timing import CPU, Spread, interleaved, load, spread

FACTORS = (1, 2, 4, 8)
PLACES = 20  # and as many organisations
MONTHS = 30
REPLICATIONS = 64
REPEATS = 7
MOST_EXPONENT = 1.1


def scenario_of(places: int, months: int) -> Scenario:
    """Return a scenario with as many organisations as places, in coalitions of about twelve."""
    luck = random.Random(1)
    towns = {
        f"place {i}": {
            "population": luck.randint(2_000, 200_000),
            "latitude": luck.uniform(41.5, 44.0),
            "longitude": luck.uniform(22.5, 28.5),
            "people_in_need": luck.randint(100, 2_000),
        }
        for i in range(places)
    }
    members = {f"organisation {i}": _member(i, luck) for i in range(places)}
    content: dict[str, Any] = {
        "title": f"{places} places",
        "question": "How long does it take?",
        "reference": "only",
        "seed": 1,
        "parameters": {"horizon_months": months, "funding_months": months // 2},
        "places": towns,
        "organisations": members,
        "arms": {"only": {}},
    }
    return load_resolved(content)


def _member(number: int, luck: random.Random) -> dict[str, Any]:
    return {
        "kind": "ngo",
        "home": f"place {number}",
        "staff_fte": luck.uniform(2, 8),
        "premises_places": luck.uniform(20, 150),
        "cash_eur": luck.uniform(5_000, 60_000),
        "know_how": luck.random(),
        "coalition": f"coalition {number // 12}",
    }


def exponents(ways: dict[int, Callable[[], object]]) -> tuple[Spread, Spread]:
    """Return the slope of log time over log size: through all sizes, and of the last step."""
    seconds = interleaved({str(size): way for size, way in ways.items()}, REPEATS, CPU)
    times = np.log(np.array(list(seconds.values())))
    sizes = np.log(list(ways))
    return spread(np.polyfit(sizes, times, 1)[0]), spread(np.polyfit(sizes[-2:], times[-2:], 1)[0])


def measure() -> Answer:
    """Fit how time grows with each size, the other two held."""
    before = load()
    usual = scenario_of(PLACES, MONTHS)
    sizes: dict[str, dict[int, Callable[[], object]]] = {
        "agents (places and organisations together)": {
            f: partial(run_ensemble, scenario_of(PLACES * f, MONTHS), REPLICATIONS, threads=1)
            for f in FACTORS
        },
        "months": {
            f: partial(run_ensemble, scenario_of(PLACES, MONTHS * f), REPLICATIONS, threads=1)
            for f in FACTORS
        },
        "replications": {
            f: partial(run_ensemble, usual, REPLICATIONS * f, threads=1) for f in FACTORS
        },
    }
    rows = []
    for what, ways in sizes.items():
        fitted, last = exponents(ways)
        target, met = f"at most {MOST_EXPONENT}", fitted.median <= MOST_EXPONENT
        rows.append(Row(f"exponent of {what}", str(fitted), target, met))
        rows.append(Row(f"exponent of {what}, last doubling alone", str(last)))
    how = (
        f"CPU time of `run_ensemble` on one thread, building the worlds included. From {PLACES} "
        f"places and as many organisations in coalitions of twelve, {MONTHS} months and "
        f"{REPLICATIONS} replications, one size at a time is multiplied by {FACTORS}; slope of a "
        f"straight line through logarithms, fitted in each of {REPEATS} repeats. A fixed cost per "
        "call pulls it below 1; the last doubling feels that least."
    )
    return Answer("Growth of cost", tuple(rows), how, before, load())
