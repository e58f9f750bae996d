"""Worlds: values of all uncertainties, drawn from their priors or stored as plausible."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import numpy as np
from scipy.stats import qmc

from simulation import REGISTER, Arm, load_scenario
from simulation.scenario import shipped_scenarios

STORED = "worlds/plausible.csv"
NARROWED = "# 90 % of the worlds left have "
UNCERTAINTIES = tuple(p for p in REGISTER.values() if p.role == "uncertainty")


def prior_worlds(count: int, seed: int, *, by_magnitude: bool = True) -> Iterator[dict[str, float]]:
    """Yield values of all uncertainties, spread over their priors by a Latin hypercube.

    Without ``by_magnitude`` even a range from 0.002 to 0.05 is filled evenly, as if nine worlds
    of ten were above 0.007.
    """
    sampler = qmc.LatinHypercube(len(UNCERTAINTIES), rng=np.random.default_rng(seed))
    for row in sampler.random(count).tolist():
        yield {
            p.name: p.at(u) if by_magnitude else p.low + u * (p.high - p.low)
            for p, u in zip(UNCERTAINTIES, row, strict=True)
        }


def default_world() -> dict[str, float]:
    """Return the default values of all uncertainties."""
    return {p.name: p.default for p in UNCERTAINTIES}


def stored_file() -> Path:
    """Return the file of the stored plausible worlds."""
    return Path(str(shipped_scenarios())) / STORED


def plausible_worlds(count: int | None = None) -> list[dict[str, float]]:
    """Return the first ``count`` stored worlds that the evidence does not rule out, or all.

    The first one holds the default values.
    """
    with stored_file().open(encoding="utf-8", newline="") as stream:
        rows = [line for line in stream if not line.startswith("#")]
    worlds = [{name: float(value) for name, value in row.items()} for row in csv.DictReader(rows)]
    return worlds[:count]


def narrowed_parameters() -> dict[str, str]:
    """Return what was learnt of parameters: where 90 % of the worlds left have their values."""
    lines = stored_file().read_text(encoding="utf-8").splitlines()
    learnt = (line.removeprefix(NARROWED) for line in lines if line.startswith(NARROWED))
    return dict(line.split(": ", 1) for line in learnt)


def open_assumptions(arms: Iterable[Arm]) -> tuple[str, ...]:
    """Return the uncertainties that worlds may move: all but those that the arms themselves set.

    What a scenario or an arm sets to another value than the default belongs to the question.
    """
    found = tuple(arms)
    return tuple(
        p.name for p in UNCERTAINTIES if all(arm.parameters[p.name] == p.default for arm in found)
    )


def in_world(arm: Arm, values: Mapping[str, float]) -> Arm:
    """Return an arm with other parameters; the values must be in range."""
    return arm.model_copy(update={"parameters": {**arm.parameters, **values}})


@cache
def reference_arm() -> Arm:
    """Return the reference arm of the scaling strategies: an even mix, pooled, paid steadily."""
    scenario = load_scenario("strategies")
    return scenario.arms[scenario.reference]
