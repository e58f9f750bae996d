"""Flip points: the value of a single assumption at which an answer turns round.

From the reference setting of the openness study one uncertainty at a time moves across its
range; where the difference between two options changes its sign, the value is listed.  Run
``python -m analysis.flips`` to write ``docs/flips.md`` again.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np

from simulation import REGISTER, Arm
from simulation.engine import run_world
from simulation.outcomes import RUN_NAMES
from simulation.world import build_world

from .openness import LATE_MONTH, Floats, mix
from .worlds import in_world, reference_arm

PAIRS: Mapping[str, tuple[Mapping[str, float], Mapping[str, float]]] = {
    "deep rather than out": (mix(0.0, 0.0, 1.0), mix(0.0, 1.0, 0.0)),
    "deep rather than up": (mix(0.0, 0.0, 1.0), mix(1.0, 0.0, 0.0)),
    "even mix rather than deep": ({}, mix(0.0, 0.0, 1.0)),
    "policy makers early": ({}, {"involve_policy_makers_month": LATE_MONTH}),
    "communities early": ({}, {"involve_communities_month": LATE_MONTH}),
    "pooled rather than separate": ({}, {"contribution_share": 0.0}),
    "steady rather than one-off": ({}, {"oneoff_share": 1.0}),
}
OUTCOMES = ("impact_total", "impact_after_funding", "sustainability_36")
SHARES = np.linspace(0.0, 1.0, 7)


def difference(arm: Arm, pair: str, values: dict[str, float], replications: int) -> Floats:
    """Return mean and standard error of the paired difference, (outcome, 2)."""
    runs = [
        run_world(build_world(in_world(arm, {**values, **levers})), 1, replications)[1]
        for levers in PAIRS[pair]
    ]
    gap = (runs[0] - runs[1])[:, [RUN_NAMES.index(o) for o in OUTCOMES]]
    error = gap.std(axis=0, ddof=1) / np.sqrt(replications)
    return np.stack([gap.mean(axis=0), error], axis=1)


def flips(xs: Floats, means: Floats, errors: Floats) -> list[float]:
    """Return where a line through the means turns from clearly one sign to clearly the other.

    A mean is clear beyond two standard errors.  Between two clear means of opposite sign the
    line may waver around zero; the middle one of its crossings stands for them.
    """
    clear = np.flatnonzero(np.abs(means) > 2.0 * errors)
    found = []
    for first, last in pairwise(clear.tolist()):
        if means[first] * means[last] < 0.0:
            crossed = crossings(xs[first : last + 1], means[first : last + 1])
            found.append(crossed[len(crossed) // 2])
    return found


def crossings(xs: Floats, means: Floats) -> list[float]:
    """Return where a line through means changes its sign; the first must not be zero.

    >>> crossings(np.array([0.0, 1.0, 2.0]), np.array([-1.0, 0.0, 3.0]))
    [1.0]
    """
    found = []
    sign = np.sign(means[0])
    for (x0, x1), (y0, y1) in zip(pairwise(xs), pairwise(means), strict=True):
        if y1 * sign < 0.0:
            found.append(float(x0 + (x1 - x0) * y0 / (y0 - y1)))
            sign = -sign
    return found


def table(arm: Arm, replications: int) -> list[str]:
    """Return the lines of the table of flip points."""
    unknown = [p for p in REGISTER.values() if p.role == "uncertainty"]
    values_of = {p.name: np.array([p.at(u) for u in SHARES]) for p in unknown}
    lines = [
        "| answer at defaults | outcome | turns round at |",
        "|---|---|---|",
    ]
    for pair in PAIRS:
        at_defaults = difference(arm, pair, {}, replications)
        tasks = [(p, x) for p in unknown for x in values_of[p.name]]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            found = list(
                pool.map(
                    lambda task, pair=pair: difference(
                        arm, pair, {task[0].name: float(task[1])}, replications
                    ),
                    tasks,
                )
            )
        gaps = np.stack(found).reshape(len(unknown), len(SHARES), len(OUTCOMES), 2)
        for k, outcome in enumerate(OUTCOMES):
            turned = [
                f"`{p.name}` {', '.join(f'{v:.3g}' for v in values)}"
                for p, row in zip(unknown, gaps[:, :, k], strict=True)
                if (values := flips(values_of[p.name], row[:, 0], row[:, 1]))
            ]
            mean, error = at_defaults[k]
            sign = "unclear" if abs(mean) <= 2.0 * error else ("yes" if mean > 0 else "no")
            lines.append(f"| {pair}: {sign} | {outcome} | {'; '.join(turned) or 'nowhere'} |")
    return lines


def main() -> None:
    """Run the study and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--replications", type=int, default=40)
    parser.add_argument("--out", type=Path, default=Path("docs/flips.md"))
    chosen = parser.parse_args()
    text = [
        "# Where answers turn round",
        "",
        "One assumption at a time moves across its range, all others at their defaults, on the"
        f" places and organisations of `strategies.yaml`; {chosen.replications} replications on"
        f" equal luck at {len(SHARES)} values. A value is listed where the paired difference"
        " changes its sign and is clear (two standard errors) on both sides somewhere. Written by"
        " `python -m analysis.flips`.",
        "",
        *table(reference_arm(), chosen.replications),
        "",
    ]
    chosen.out.write_text("\n".join(text), encoding="utf-8")


if __name__ == "__main__":
    main()
