"""Extra runs around a comparison: the reference arm with one choice moved, on equal luck.

Each choice is looked at only where the arms of the scenario differ in it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from simulation.engine import run_world
from simulation.outcomes import RUN_NAMES
from simulation.register import REGISTER
from simulation.world import MIX, build_world

from .comparison import Difference, differences

if TYPE_CHECKING:
    from simulation import Arm, Scenario

Floats = npt.NDArray[np.float64]
Where = tuple[float, ...]
PARTNERS = ("policy_makers", "communities")
INVOLVING = tuple(f"involve_{partner}_intensity" for partner in PARTNERS)
POOLED_AND_PAID = ("contribution_share", "oneoff_share")
PAYING = (*POOLED_AND_PAID, "pooled_fund_share")
NEVER = -1
STEPS_OF_THE_TRIANGLE = 6
REPLICATIONS_PER_POINT = 40
REPLICATIONS_TO_CONFIRM = 80
REPLICATIONS_OF_FUNDING = 100
MONTHS_OF_INVOLVEMENT = (0, 6, 12, 24)


@dataclass(frozen=True)
class Spot:
    """One point of a choice, with the outcomes of its runs, (replicate, run outcome)."""

    where: Where
    runs: Floats

    def values(self, outcome: str) -> Floats:
        """Return one outcome, (replicate,)."""
        return self.runs[:, RUN_NAMES.index(outcome)]

    def mean(self, outcome: str) -> float:
        """Return the mean of one outcome."""
        return float(self.values(outcome).mean())

    @property
    def spent_eur(self) -> float:
        """Public money for scaling paid out less what came back, mean."""
        return self.mean("funding_eur") - self.mean("returned_eur")


def against(reference: Spot, spot: Spot, outcome: str) -> Difference:
    """Return the paired difference of two points in one outcome."""
    found = differences("", reference.runs, spot.runs)
    return found[RUN_NAMES.index(outcome)]


def run_spots(
    arms: Mapping[Where, Arm], seed: int, replications: int, first: int = 0
) -> dict[Where, Spot]:
    """Run some arms on equal luck, on all cores."""

    def run(item: tuple[Where, Arm]) -> Spot:
        where, arm = item
        return Spot(where, run_world(build_world(arm), seed, replications, first)[1])

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return {spot.where: spot for spot in pool.map(run, arms.items())}


def moved(arm: Arm, changes: Mapping[str, float]) -> Arm:
    """Return an arm with some levers moved; its label stays."""
    return arm.changed(label=None, **changes)


def base_arm(scenario: Scenario, levers: Sequence[str]) -> Arm:
    """Return the arm to move: the reference, or the first whose schedule leaves the levers alone.

    If every arm has them in its schedule, they are taken out of the reference's.
    """
    reference = scenario.arms[scenario.reference]
    for arm in (reference, *scenario.arms.values()):
        if not any(set(levers) & set(row) for row in arm.schedule.values()):
            return arm
    rows = {
        month: {name: value for name, value in row.items() if name not in levers}
        for month, row in reference.schedule.items()
    }
    return reference.model_copy(update={"schedule": rows})


def plan_of(arm: Arm, levers: Sequence[str]) -> tuple[object, ...]:
    """Return what an arm decides about some levers, from the first month and by schedule."""
    later = (
        (month, name, row[name])
        for month, row in sorted(arm.schedule.items())
        for name in levers
        if name in row
    )
    return (*(arm.parameters[name] for name in levers), *later)


def arms_differ(scenario: Scenario, levers: Sequence[str]) -> bool:
    """Whether the arms differ in some of these levers, at the start or by schedule."""
    return len({plan_of(arm, levers) for arm in scenario.arms.values()}) > 1


# How to scale: the triangle


def asks_how_to_scale(scenario: Scenario) -> bool:
    """Whether the arms differ in their shares of up, out and deep, and somebody follows them."""
    members = base_arm(scenario, MIX).organisations.values()
    return arms_differ(scenario, MIX) and any(member.strategy is None for member in members)


def mix_of(arm: Arm) -> tuple[float, float, float]:
    """Return the shares of up, out and deep in the first month, which add to 1."""
    up, out, deep = (arm.parameters[name] for name in MIX)
    total = up + out + deep
    return up / total, out / total, deep / total


@dataclass(frozen=True)
class Triangle:
    """The triangle of strategies: points of equal distance, and the best of them looked at again.

    ``again`` holds fresh runs of the even mix and the best points: who wins among many points
    has had luck, so whether it is better is asked of runs that did not choose it.
    """

    arm: Arm
    spots: dict[Where, Spot]
    again: dict[Where, Spot]

    @property
    def even(self) -> Where:
        """The even mix."""
        return min(self.spots, key=lambda where: max(where) - min(where))

    def best(self, outcome: str) -> Where:
        """Return the point with the highest mean."""
        return max(self.spots, key=lambda where: self.spots[where].mean(outcome))

    def gain(self, outcome: str) -> Difference:
        """Return how much better the best point is than the even mix, on fresh runs."""
        return against(self.again[self.even], self.again[self.best(outcome)], outcome)


def triangle(scenario: Scenario, seed: int, outcomes: Sequence[str]) -> Triangle:
    """Run the points of the triangle on equal luck, and the best for each outcome again."""
    arm = base_arm(scenario, MIX)
    arms: dict[Where, Arm] = {}
    steps = STEPS_OF_THE_TRIANGLE
    for up in range(steps + 1):
        for out in range(steps + 1 - up):
            where: Where = (up / steps, out / steps, (steps - up - out) / steps)
            arms[where] = moved(arm, dict(zip(MIX, where, strict=True)))
    found = Triangle(arm, run_spots(arms, seed, REPLICATIONS_PER_POINT), {})
    chosen = {where: arms[where] for where in (found.even, *map(found.best, outcomes))}
    again = run_spots(chosen, seed, REPLICATIONS_TO_CONFIRM, REPLICATIONS_PER_POINT)
    return Triangle(arm, found.spots, again)


# Whom to involve when


def first_months(arm: Arm) -> tuple[int, ...]:
    """Return from which month policy makers and communities are involved, or never."""
    return tuple(first_month(arm, partner) for partner in PARTNERS)


def first_month(arm: Arm, partner: str) -> int:
    """Return the first month with some involvement of a partner, or never."""
    intensity, start = (
        f"involve_{partner}_intensity",
        int(arm.parameters[f"involve_{partner}_month"]),
    )
    months = int(arm.parameters["horizon_months"])
    now = arm.parameters[intensity]
    changes = {m: row[intensity] for m, row in arm.schedule.items() if intensity in row}
    for month in range(months):
        now = changes.get(month, now)
        if month >= start and now > 0:
            return month
    return NEVER


def asks_when_to_involve(scenario: Scenario) -> bool:
    """Whether the arms differ in the months from which partners are involved."""
    return len({first_months(arm) for arm in scenario.arms.values()}) > 1


def timing(scenario: Scenario, seed: int) -> dict[Where, Spot]:
    """Run all pairs of first months of policy makers and communities on equal luck."""
    arm = base_arm(scenario, INVOLVING)
    horizon = arm.parameters["horizon_months"]
    strengths = [
        arm.parameters[name] or max(one.parameters[name] for one in scenario.arms.values())
        or REGISTER[name].default
        for name in INVOLVING
    ]  # fmt: skip
    arms: dict[Where, Arm] = {}
    months = [month for month in MONTHS_OF_INVOLVEMENT if month < horizon]
    for makers in (*months, NEVER):
        for people in (*months, NEVER):
            changes: dict[str, float] = {}
            for partner, month, strength in zip(PARTNERS, (makers, people), strengths, strict=True):
                changes[f"involve_{partner}_month"] = max(month, 0)
                changes[f"involve_{partner}_intensity"] = 0.0 if month == NEVER else strength
            arms[float(makers), float(people)] = moved(arm, changes)
    return run_spots(arms, seed, REPLICATIONS_PER_POINT)


# How the money is paid, and whether means are pooled


def asks_how_to_pay(scenario: Scenario) -> bool:
    """Whether the arms differ in what is pooled or in how much money comes at once."""
    return arms_differ(scenario, POOLED_AND_PAID)


def funding(scenario: Scenario, seed: int) -> dict[Where, Spot]:
    """Run pooled (1) or separate (0) x one-off (1) or steady (0) on equal luck."""
    arm = base_arm(scenario, PAYING)
    most = max(scenario.arms.values(), key=lambda one: one.parameters["contribution_share"])
    pooled = {name: most.parameters[name] for name in ("contribution_share", "pooled_fund_share")}
    pooled["contribution_share"] = (
        pooled["contribution_share"] or REGISTER["contribution_share"].default
    )
    arms: dict[Where, Arm] = {}
    for is_pooled in (1.0, 0.0):
        for at_once in (0.0, 1.0):
            means = pooled if is_pooled else dict.fromkeys(pooled, 0.0)
            arms[is_pooled, at_once] = moved(
                arm,
                {**means, "oneoff_share": at_once, "matched_share": 0.0, "endowed_share": 0.0},
            )
    return run_spots(arms, seed, REPLICATIONS_OF_FUNDING)
