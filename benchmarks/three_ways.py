"""How fast one small model is in idiomatic Mesa, in vectorised NumPy and in Snowball's way."""

from __future__ import annotations

from functools import partial
from typing import Any

from simulation.compiled import entry
from simulation.rules.service import combine

from .answer import Answer, Row
from .reduced import mesa_way, numbers, numpy_way, snowball_way
from .timing import CPU, WALL, interleaved, load, spread

MESA_RUNS, NUMPY_RUNS, SNOWBALL_RUNS = 60, 2000, 6400
SEED = 1
REPEATS = 7
LEAST_RATIO = 100.0


@entry
def general_combinations(count: Any) -> Any:
    """Combine four inputs as the full model does, with any elasticity."""
    total = 0.0
    for i in range(count):
        amount = 20.0 + (i & 63)
        total += combine(amount, 1.5 * amount, amount + 3.0, 40.0, 0.3)
    return total


def measure() -> Answer:
    """Time the three ways in turn."""
    before = load()
    combinations = numbers.MONTHS * (numbers.ORGANISATIONS + 1)
    runs = {"mesa": MESA_RUNS, "numpy": NUMPY_RUNS, "one": SNOWBALL_RUNS, "two": SNOWBALL_RUNS}
    runs["general"] = SNOWBALL_RUNS
    ways = {
        "mesa": partial(mesa_way.run, MESA_RUNS, SEED),
        "numpy": partial(numpy_way.run, NUMPY_RUNS, SEED),
        "one": partial(snowball_way.run, SNOWBALL_RUNS, SEED, threads=1),
        "two": partial(snowball_way.run, SNOWBALL_RUNS, SEED, threads=2),
        "general": partial(general_combinations, combinations * SNOWBALL_RUNS),
    }
    cpu = {name: s / runs[name] for name, s in interleaved(ways, REPEATS, CPU).items()}
    wall = {name: s / runs[name] for name, s in interleaved(ways, REPEATS, WALL).items()}
    two = spread(wall["mesa"] / wall["two"])
    one = spread(cpu["mesa"] / cpu["one"])
    numpy = spread(cpu["numpy"] / cpu["one"])
    met = two.median >= LEAST_RATIO
    rows = (
        Row("Mesa / Snowball on two threads, wall time", str(two), "at least 100", met),
        Row("Mesa / Snowball on one thread, CPU time", str(one)),
        Row("NumPy / Snowball on one thread, CPU time", str(numpy)),
        Row("Mesa / NumPy, CPU time", str(spread(cpu["mesa"] / cpu["numpy"]))),
        *(
            Row(f"{label}, microseconds CPU per run", str(spread(cpu[name] * 1e6)))
            for name, label in (("mesa", "Mesa"), ("numpy", "NumPy"), ("one", "Snowball"))
        ),
        Row(
            f"{combinations} combinations of inputs with any elasticity, as in the full model, "
            "instead of with 1/2 would add to Snowball at most, microseconds CPU per run",
            str(spread(cpu["general"] * 1e6)),
        ),
    )
    how = (
        "The reduced model of `benchmarks/reduced` (uptake and pooling; 10 organisations, 10 "
        f"places, 48 months), monthly outcomes returned by all. {MESA_RUNS} runs with "
        f"`mesa.batch_run` on one process, {NUMPY_RUNS} in NumPy, {SNOWBALL_RUNS} compiled; "
        f"{REPEATS} repeats. Two processes would at best halve the time of Mesa. "
        "`tests/benchmarks` shows that the three give the same distribution."
    )
    return Answer("One small model, three ways", rows, how, before, load())
