"""Which worlds does the evidence not rule out?  History matching against calibration patterns.

Worlds are drawn from the priors by a Latin hypercube.  A world is ruled out when one of the
calibration patterns finds it implausible (see `analysis.patterns.calibration`).  The first
worlds that are left are stored, after the world of the default values, which must be among them.

Run ``python -m analysis.plausible`` to write ``scenarios/worlds/plausible.csv``,
``docs/plausible-worlds.md`` and its figure again.
"""

from __future__ import annotations

import argparse
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.stats import ks_2samp

from .patterns.calibration import DEVIATIONS_ALLOWED, REPLICATIONS, TARGETS
from .whole_files import write_whole
from .worlds import NARROWED, UNCERTAINTIES, default_world, prior_worlds, stored_file

VERSION = 1
DRAWN, STORED_WORLDS, SEED = 1000, 300, 2026
DIGITS = 6
SURELY_NARROWED = 0.05  # chance that any of all parameters would look narrowed by luck
DOCS = Path(__file__).resolve().parents[1] / "docs"

Floats = npt.NDArray[np.float64]
World = dict[str, float]


class Narrowing(NamedTuple):
    """How far the worlds left differ from those ruled out in one parameter."""

    distance: float
    low: float
    middle: float
    high: float
    middle_before: float


def rounded(world: World) -> World:
    """Return a world as it is stored, so that what was judged is what is used."""
    return {name: float(f"{value:.{DIGITS}g}") for name, value in world.items()}


def judge(world: World) -> tuple[float, ...]:
    """Return the implausibility of a world by each calibration pattern, in their order."""
    return tuple(target.implausibility(target.estimate(world)) for target in TARGETS)


def judge_all(worlds: Sequence[World]) -> Floats:
    """Return the implausibility of each world by each pattern, (world, pattern), on all cores."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return np.array(list(pool.map(judge, worlds, chunksize=10)))


def is_plausible(implausibility: Floats) -> npt.NDArray[np.bool_]:
    """Tell which worlds no pattern rules out: none of their deviations is above three."""
    return np.all(implausibility <= DEVIATIONS_ALLOWED, axis=-1)


def as_csv(worlds: Iterable[World], left: int, found: Mapping[str, str]) -> str:
    """Return the stored set as text: what it is, what was learnt, and one world a line."""
    stream = io.StringIO()
    stream.write(
        f"# Plausible worlds, version {VERSION}: of {DRAWN} worlds drawn from the priors (seed"
        f" {SEED}) {left} are left; stored are the defaults and the first {STORED_WORLDS}."
        " Written by python -m analysis.plausible.\n"
    )
    for name, middle in found.items():
        stream.write(f"{NARROWED}{name}: {middle}\n")
    stream.write(",".join(p.name for p in UNCERTAINTIES) + "\n")
    for world in worlds:
        stream.write(",".join(f"{value:.{DIGITS}g}" for value in world.values()) + "\n")
    return stream.getvalue()


def narrowed(drawn: Sequence[World], fits: npt.NDArray[np.bool_]) -> dict[str, Narrowing]:
    """Return on which parameters it hung whether a world was ruled out, most first.

    The distance is the largest one between the distributions of worlds left and worlds ruled out
    (Kolmogorov & Smirnov).  Listed are distances that luck alone would bring among all
    parameters once in twenty times.
    """
    found = {}
    for p in UNCERTAINTIES:
        values = np.array([world[p.name] for world in drawn])
        test = ks_2samp(values[fits], values[~fits])
        if test.pvalue < SURELY_NARROWED / len(UNCERTAINTIES):
            low, middle, high = np.percentile(values[fits], (5, 50, 95)).tolist()
            found[p.name] = Narrowing(float(test.statistic), low, middle, high, p.at(0.5))
    return dict(sorted(found.items(), key=lambda item: -item[1].distance))


def ruled_out_table(implausibility: Floats) -> list[str]:
    """Return how much of the prior each pattern rules out: alone, and as the only one."""
    beyond = implausibility > DEVIATIONS_ALLOWED
    lines = [
        "| pattern | source | observed | error | discrepancy | ruled out | ruled out by it alone |",
        "|---|---|---|---|---|---|---|",
    ]
    for at, target in enumerate(TARGETS):
        others = np.delete(beyond, at, axis=1).any(axis=1)
        only = beyond[:, at] & ~others
        lines.append(
            f"| {target.title}: {target.statistic} | {target.source} | {target.observed:g}"
            f" | {target.error:g} | {target.discrepancy:g} | {beyond[:, at].mean():.1%}"
            f" | {only.mean():.1%} |"
        )
    total = beyond.any(axis=1)
    lines.append(f"| all together | | | | | **{total.mean():.1%}** | |")
    return lines


def narrowed_table(found: dict[str, Narrowing]) -> list[str]:
    """Return the parameters that decided, with the middle of the prior and of what is left."""
    lines = [
        "| parameter | middle of the prior | what is left (5-95 %) | distance |",
        "|---|---|---|---|",
    ]
    for name, left in found.items():
        lines.append(
            f"| `{name}` | {left.middle_before:.3g} | {left.middle:.3g} ({left.low:.3g} to"
            f" {left.high:.3g}) | {left.distance:.2f} |"
        )
    return lines


def page(drawn: Sequence[World], implausibility: Floats, defaults: Floats) -> str:
    """Return the page about the set."""
    fits = is_plausible(implausibility)
    left = int(fits.sum())
    closest = ", ".join(
        f"{target.title.lower()}: {value:.2f}"
        for target, value in zip(TARGETS, defaults, strict=True)
    )
    reasons = [f"- *{target.title}*: {target.because}." for target in TARGETS]
    return "\n".join([
        "# Plausible worlds",
        "",
        f"Of {DRAWN:,} worlds drawn from the priors of all {len(UNCERTAINTIES)} uncertainties"
        f" (Latin hypercube, seed {SEED}), the calibration patterns rule out {DRAWN - left:,}."
        f" The world of the default values and the first {STORED_WORLDS} worlds left are stored"
        f" in `scenarios/worlds/plausible.csv` (version {VERSION}). `python -m analysis.plausible`"
        " writes the same bytes again. The studies of the model draw from this set:"
        " [open questions](openness.md), [the scorecard](patterns.md).",
        "",
        "A world is ruled out where one statistic is more than three standard deviations from"
        " what was observed (history matching). A deviation holds the error of the observation,"
        " the discrepancy allowed to the model even where its world is right, and the luck left in"
        f" {REPLICATIONS} replications (uptake has none). A world that gives no case of a pattern"
        " is not ruled out by it. Other patterns were held back to judge the model and are"
        " named on [the scorecard](patterns.md); none of the report's lessons calibrates anything.",
        "",
        "## What was ruled out by what",
        "",
        *ruled_out_table(implausibility),
        "",
        *reasons,
        "",
        f"The default values lie inside; in deviations: {closest}.",
        "",
        "## What is left of the priors",
        "",
        "Parameters on which it hung whether a world was ruled out: worlds left and worlds ruled"
        " out differ in them by more than luck would bring among all of them once in twenty times."
        " All others stay as unknown as they were: four patterns cannot teach ninety numbers."
        " Little is known of how social innovations scale, and the set says so.",
        "",
        *narrowed_table(narrowed(drawn, fits)),
        "",
        "![What each pattern says of the drawn worlds](figures/plausible-worlds.png)",
        "",
    ])  # fmt: skip


def main() -> None:
    """Draw, judge, and write the set, the page and the figure."""
    from .patterns.drawing import plausible_figure

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--worlds", type=Path, default=stored_file())
    parser.add_argument("--docs", type=Path, default=DOCS)
    chosen = parser.parse_args()
    drawn = [rounded(world) for world in prior_worlds(DRAWN, SEED)]
    judged = judge_all([rounded(default_world()), *drawn])
    defaults, implausibility = judged[0], judged[1:]
    if not is_plausible(defaults):
        raise SystemExit(f"the default values are ruled out: {defaults.round(2).tolist()}")
    fits = is_plausible(implausibility)
    kept = [world for world, fit in zip(drawn, fits, strict=True) if fit][:STORED_WORLDS]
    learnt = {
        name: f"{left.low:.3g} to {left.high:.3g}" for name, left in narrowed(drawn, fits).items()
    }
    text = as_csv([rounded(default_world()), *kept], int(fits.sum()), learnt)
    chosen.worlds.parent.mkdir(parents=True, exist_ok=True)
    write_whole(chosen.worlds, text)
    write_whole(chosen.docs / "plausible-worlds.md", page(drawn, implausibility, defaults))
    write_whole(chosen.docs / "figures" / "plausible-worlds.png", plausible_figure(implausibility))


if __name__ == "__main__":
    main()
