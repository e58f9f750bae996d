"""Are the questions open?  What wins in which share of plausible worlds.

In each of the stored worlds that the evidence does not rule out the choices of a question run on
equal luck; the table says in which share of worlds each choice is best.  A share near 0 or 100 %
means that the model leaves no question.  The same follows for a Latin hypercube over all
uncertainties that fills every range evenly.

Run ``python -m analysis.openness`` to write ``docs/openness.md`` again.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from simulation import Arm
from simulation.engine import run_world
from simulation.outcomes import RUN, RUN_NAMES
from simulation.world import build_world

from .statistics import wilson
from .worlds import in_world, plausible_worlds, prior_worlds, reference_arm

Floats = npt.NDArray[np.float64]
LATE_MONTH = 24
SAME_SHARE = 1e-9


@dataclass(frozen=True)
class Question:
    """One choice to make: its options, each a few levers set."""

    title: str
    options: Mapping[str, Mapping[str, float]]


def mix(up: float, out: float, deep: float) -> dict[str, float]:
    """Return the levers of one point of the strategy triangle."""
    return {"effort_up_share": up, "effort_out_share": out, "effort_deep_share": deep}


REFERENCE: Mapping[str, float] = {}
QUESTIONS = (
    Question(
        "How to scale",
        {
            "up": mix(1.0, 0.0, 0.0),
            "out": mix(0.0, 1.0, 0.0),
            "deep": mix(0.0, 0.0, 1.0),
            "even mix": REFERENCE,
        },
    ),
    Question(
        "When to involve policy makers",
        {"early": REFERENCE, "late": {"involve_policy_makers_month": LATE_MONTH}},
    ),
    Question(
        "When to involve communities",
        {"early": REFERENCE, "late": {"involve_communities_month": LATE_MONTH}},
    ),
    Question(
        "Whether to involve policy makers",
        {"from the start": REFERENCE, "never": {"involve_policy_makers_intensity": 0.0}},
    ),
    Question(
        "Whether to involve communities",
        {"from the start": REFERENCE, "never": {"involve_communities_intensity": 0.0}},
    ),
    Question(
        "Whether to pool",
        {"pooled": REFERENCE, "separate": {"contribution_share": 0.0}},
    ),
    Question(
        "How to pay",
        {"steady": REFERENCE, "one-off": {"oneoff_share": 1.0}},
    ),
)
OUTCOMES = (
    "impact_total",
    "impact_after_funding",
    "reach_final",
    "sustainability_12",
    "sustainability_36",
    "coverage_gini_final",
)
EVENTS = ("organisations_closed", "abandonments", "unmet_need_mean", "programmes_final")


def settings() -> list[Mapping[str, float]]:
    """Return the different settings of levers that the questions need, each once."""
    found: list[Mapping[str, float]] = []
    for question in QUESTIONS:
        found += [levers for levers in question.options.values() if levers not in found]
    return found


def run_all(
    arm: Arm, worlds: Iterable[Mapping[str, float]], replications: int, seed: int
) -> Floats:
    """Return mean outcomes of runs, (world, setting, outcome)."""
    choices = settings()

    def one(values: Mapping[str, float]) -> Floats:
        return np.stack(
            [
                run_world(build_world(in_world(arm, {**values, **levers})), seed, replications)[
                    1
                ].mean(axis=0)
                for levers in choices
            ]
        )

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return np.stack(list(pool.map(one, worlds)))


def shares_best(question: Question, means: Floats, outcome: str) -> dict[str, float]:
    """Return the share of worlds in which each option is best; equal ones share the world."""
    choices = settings()
    columns = [choices.index(levers) for levers in question.options.values()]
    values = means[:, columns, RUN_NAMES.index(outcome)]
    if next(o for o in RUN if o.name == outcome).better == "lower":
        values = -values
    top = values.max(axis=1, keepdims=True)
    best = values >= top - SAME_SHARE * np.abs(top)
    credit = best / best.sum(axis=1, keepdims=True)
    return dict(zip(question.options, credit.mean(axis=0).tolist(), strict=True))


def table(means: Floats) -> list[str]:
    """Return the lines of the table, one per question, option and outcome."""
    names = {outcome.name: outcome for outcome in RUN}
    lines = [
        "| question | option | " + " | ".join(OUTCOMES) + " |",
        "|---|---|" + "---|" * len(OUTCOMES),
    ]
    for question in QUESTIONS:
        shares = {outcome: shares_best(question, means, outcome) for outcome in OUTCOMES}
        for option in question.options:
            cells = []
            for outcome in OUTCOMES:
                share = shares[outcome][option]
                low, high = wilson(share * len(means), len(means))
                cells.append(f"{share:.1%} ({low:.1%}-{high:.1%})")
            lines.append(f"| {question.title} | {option} | " + " | ".join(cells) + " |")
    lines += ["", "Best means highest, for " + ", ".join(
        f"{outcome} lowest" for outcome in OUTCOMES if names[outcome].better == "lower"
    ) + "."]  # fmt: skip
    return lines


def happenings(means: Floats) -> list[str]:
    """Return lines that tell in how many worlds things go wrong, at the reference setting."""
    reference = settings().index(REFERENCE)
    lines = ["| happens in at least one run | share of worlds |", "|---|---|"]
    for outcome in EVENTS:
        values = means[:, reference, RUN_NAMES.index(outcome)]
        lines.append(f"| {outcome} > 0 | {np.mean(values > 0):.1%} |")
    return lines


def main() -> None:
    """Run the study and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--worlds", type=int, default=1000)
    parser.add_argument("--replications", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("docs/openness.md"))
    chosen = parser.parse_args()
    arm = reference_arm()
    plausible = plausible_worlds(chosen.worlds)
    ranges = prior_worlds(chosen.worlds, chosen.seed, by_magnitude=False)
    means, even = (
        run_all(arm, worlds, chosen.replications, chosen.seed) for worlds in (plausible, ranges)
    )
    text = [
        "# Are the questions open?",
        "",
        f"{len(plausible):,} [plausible worlds](plausible-worlds.md), {chosen.replications}"
        f" replications each, seed {chosen.seed}, on the places and organisations of"
        f" `strategies.yaml`. Share of worlds in which an option is best, with its 95 % Wilson"
        f" interval. The reference setting is an even mix, everybody involved from the first month"
        f" at half intensity, pooled, paid steadily; each question changes one thing. Written by"
        f" `python -m analysis.openness`.",
        "",
        "How to read it: the intervals cover which worlds were drawn; the luck left in"
        f" {chosen.replications} replications pulls shares towards even ones. What lasts"
        " (sustainability) is a share of an option's own best year with funding, so that an"
        " option which served few can win it; the people served in the last month (reach_final)"
        " and the impact after the funding stand beside it. Inequality is low, too, where nearly"
        " nobody is served anywhere.",
        "",
        *table(means),
        "",
        *happenings(means),
        "",
        "## The same with every range filled evenly",
        "",
        "The answer to such a question depends on which worlds one holds to be plausible. Here"
        f" {chosen.worlds:,} worlds of a Latin hypercube (seed {chosen.seed}) fill even ranges of"
        " several magnitudes evenly, whatever the evidence says. Then large values prevail: need"
        " far above supply nearly everywhere, and scaling out seldom wins. Which single assumption"
        " turns which answer round is on [another page](flips.md).",
        "",
        *table(even),
        "",
        *happenings(even),
        "",
    ]
    chosen.out.write_text("\n".join(text), encoding="utf-8")


if __name__ == "__main__":
    main()
