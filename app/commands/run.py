"""Run all arms of a scenario, and show the main outcomes with their intervals."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from ..asking import add_run_arguments
from ..running import request_of, run_request
from ..saying import say, say_json, wrapped

if TYPE_CHECKING:
    from analysis.comparison import Level
    from analysis.provenance import Request
    from simulation import Results

HELP = "run a scenario, all its arms"
EXAMPLES = (
    "snowball run strategies --replications 50",
    "snowball run my-town.yaml --seed 7 --out results/my-town",
    "snowball run results/my-town/provenance.json --out results/again",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what this command takes."""
    add_run_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run the scenario and return the exit code."""
    from analysis.limits import POINTER

    from ..tables import heading, levels_table

    request = request_of(arguments)
    results = run_request(request, arguments.out)
    levels = levels_of(results)
    if arguments.json:
        say_json(summary(request, arguments.out) | {"arms": as_data(request, levels)})
        return 0
    for line in heading(request):
        say(line)
    for line in levels_table(request.scenario, levels):
        say(line)
    say()
    say(wrapped(POINTER))
    if arguments.out is not None:
        say(f"Written to {arguments.out}: {', '.join(written())}")
    return 0


def written() -> tuple[str, ...]:
    """Return the names of the files that every run writes."""
    from analysis.provenance import DATA_FILES, PROVENANCE

    return (*DATA_FILES, PROVENANCE)


def levels_of(results: Results) -> dict[tuple[str, str], Level]:
    """Return the mean of every outcome of runs in every arm, with its interval."""
    from analysis.comparison import Level
    from analysis.statistics import mean_interval
    from simulation.outcomes import RUN_NAMES

    levels = {}
    for arm, values in zip(results.arms, results.runs, strict=True):
        low, high = mean_interval(values)
        for at, (name, mean) in enumerate(zip(RUN_NAMES, values.mean(axis=0), strict=True)):
            levels[arm, name] = Level(float(mean), float(low[at]), float(high[at]))
    return levels


def summary(request: Request, out: str | None) -> dict[str, Any]:
    """Return for machines what was run and how."""
    return {
        "ok": True,
        "title": request.scenario.title,
        "reference": request.scenario.reference,
        "seed": request.seed,
        "replications": request.replications,
        "engine": request.engine,
        "out": out,
    }


def as_data(request: Request, levels: dict[tuple[str, str], Level]) -> dict[str, Any]:
    """Return for machines the levels of all outcomes, arm by arm."""
    from simulation.outcomes import RUN

    return {
        name: {
            "label": arm.label,
            "outcomes": {
                outcome.name: {"unit": outcome.unit, **levels[name, outcome.name]._asdict()}
                for outcome in RUN
            },
        }
        for name, arm in request.scenario.arms.items()
    }
