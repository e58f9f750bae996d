"""How much faster the compiled ensemble is than the Mesa model with the same rules."""

from __future__ import annotations

from functools import partial

from simulation import Scenario, load_scenario, run_ensemble
from simulation.world import build_world

from .answer import Answer, Row
from .timing import CPU, WALL, interleaved, load, spread

SCENARIOS = ("strategies", "bureau")
MESA_REPLICATIONS = 1
ENSEMBLE_REPLICATIONS = 64
REPEATS = 7
LEAST_RATIO = 30.0


def agent_months(scenario: Scenario) -> int:
    """Return the agent-months of one replication of all arms: agents that exist at the start."""
    total = 0
    for arm in scenario.arms.values():
        world = build_world(arm)
        agents = int(world.organisations.exists.sum())
        agents += len(world.communities) + len(world.policy_makers)
        total += agents * len(world.calendar)
    return total


def measure() -> Answer:
    """Time both engines in turn on each scenario."""
    before, rows = load(), []
    for name in SCENARIOS:
        scenario = load_scenario(name)
        ways = {
            "mesa": partial(run_ensemble, scenario, MESA_REPLICATIONS, engine="mesa"),
            "one": partial(run_ensemble, scenario, ENSEMBLE_REPLICATIONS, threads=1),
            "two": partial(run_ensemble, scenario, ENSEMBLE_REPLICATIONS, threads=2),
        }
        work = agent_months(scenario) / 1e9  # seconds to nanoseconds per agent-month
        cpu, wall = interleaved(ways, REPEATS, CPU), interleaved(ways, REPEATS, WALL)
        more = ENSEMBLE_REPLICATIONS / MESA_REPLICATIONS
        one = spread(more * cpu["mesa"] / cpu["one"])
        two = spread(more * wall["mesa"] / wall["two"])
        mesa_ns = spread(cpu["mesa"] / work / MESA_REPLICATIONS)
        ensemble_ns = spread(cpu["one"] / work / ENSEMBLE_REPLICATIONS)
        met = one.median >= LEAST_RATIO
        rows += [
            Row(f"{name}: times faster, one thread, CPU time", str(one), "at least 30", met),
            Row(f"{name}: times faster, two threads, wall time", str(two)),
            Row(f"{name}: Mesa, ns CPU per agent-month", str(mesa_ns)),
            Row(f"{name}: ensemble, ns CPU per agent-month", str(ensemble_ns)),
        ]
    how = (
        "`run_ensemble` over all arms with either engine, building the worlds included; both "
        f"call the same compiled rules. {MESA_REPLICATIONS} replication per arm with Mesa, "
        f"{ENSEMBLE_REPLICATIONS} with the ensemble, {REPEATS} repeats. Agents are the "
        "organisations, communities and policy makers that exist at the start."
    )
    return Answer("Ensemble and Mesa model", tuple(rows), how, before, load())
