"""The choices that a search makes: how to scale, from when to involve whom, how to pay.

A point has one number per axis.  Three weights make the mix, in which shares are rounded to
hundredths, so that people can read what they are told to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from analysis.choices import PARTNERS, POOLED_AND_PAID, base_arm, moved
from simulation.register import REGISTER
from simulation.world import MIX

if TYPE_CHECKING:
    from simulation import Arm, Scenario

Floats = npt.NDArray[np.float64]
MONTHS = tuple(f"involve_{partner}_month" for partner in PARTNERS)
OTHER_WAYS_TO_PAY = ("matched_share", "endowed_share")
GRANT = "grant_eur"
GRANT_SHARES = (0.5, 1.5)  # of the scenario's, where money need not be equal
SEPARATE_BELOW = 0.02  # less is promised to the coalition than anybody would notice


@dataclass(frozen=True)
class Space:
    """The arm whose levers move, and between which values each axis goes."""

    arm: Arm
    low: Floats
    high: Floats
    axes: tuple[str, ...]

    def levers(self, point: Floats) -> dict[str, float]:
        """Return the levers of a point, rounded to what people can carry out."""
        found = dict(zip(self.axes, point.tolist(), strict=True))
        shares = mix_of_weights(*(found.pop(name) for name in MIX))
        for name in found:
            if name in MONTHS:
                found[name] = float(round(found[name]))
            elif name == GRANT:
                found[name] = round(found[name] * self.arm.parameters[GRANT], -3)
            else:
                found[name] = round(found[name], 2)
        return {**dict(zip(MIX, shares, strict=True)), **found}

    def arm_of(self, levers: dict[str, float]) -> Arm:
        """Return the arm with other levers, checked as a scenario file is.

        Raises
        ------
        ScenarioError   a value is out of its range, or shares do not add to 1
        """
        return moved(self.arm, levers)


def space_of(scenario: Scenario, *, equal_money: bool = True) -> Space:
    """Return the choices around a scenario; with equal money the grant stays as it is."""
    arm = base_arm(scenario, MIX)
    last = min(arm.parameters["funding_months"], arm.parameters["horizon_months"])
    left = 1.0 - sum(arm.parameters[name] for name in OTHER_WAYS_TO_PAY)
    ranges: dict[str, tuple[float, float]] = {name: (0.0, 1.0) for name in MIX}
    for name in MONTHS:
        ranges[name] = (0.0, min(float(last), REGISTER[name].high))
    for name in POOLED_AND_PAID:
        ranges[name] = (REGISTER[name].low, REGISTER[name].high)
    # Shares that are rounded up may not ask for more than there is.
    ranges["oneoff_share"] = (0.0, max(0.0, np.floor(100 * left + 1e-9) / 100))
    if not equal_money:
        ranges[GRANT] = GRANT_SHARES
    low, high = np.array(list(ranges.values())).T
    return Space(arm, low, high, tuple(ranges))


def mix_of_weights(up: float, out: float, deep: float) -> tuple[float, float, float]:
    """Return shares in hundredths that add to 1; no weight at all is an even mix.

    >>> mix_of_weights(0.5, 0.5, 1.0), mix_of_weights(0.0, 0.0, 0.0)
    ((0.25, 0.25, 0.5), (0.33, 0.33, 0.34))
    """
    total = up + out + deep
    shares = [round(100 * (weight / total if total > 0 else 1 / 3)) for weight in (up, out)]
    shares[1] = min(shares[1], 100 - shares[0])
    return shares[0] / 100, shares[1] / 100, (100 - sum(shares)) / 100


def is_pooled(levers: dict[str, float]) -> bool:
    """Whether members put anything worth the name into their coalition."""
    return levers["contribution_share"] >= SEPARATE_BELOW


def spoken(levers: dict[str, float], grant_before: float) -> str:
    """Return what somebody does who follows these levers."""
    shares = sorted(((levers[name], name.split("_")[1]) for name in MIX), reverse=True)
    mix = ", ".join(f"{100 * share:.0f} % {way}" for share, way in shares if share >= 0.005)
    makers, people = (int(levers[name]) for name in MONTHS)
    when = (
        f"policy makers and communities from month {makers}"
        if makers == people
        else f"policy makers from month {makers}, communities from month {people}"
    )
    share = levers["contribution_share"]
    pooled = f"{100 * share:.0f} % of means pooled" if is_pooled(levers) else "nothing pooled"
    text = f"{mix}; {when}; {pooled}; {100 * levers['oneoff_share']:.0f} % of the money at once"
    if GRANT in levers and grant_before > 0:
        text += f"; a grant of {100 * levers[GRANT] / grant_before:.0f} % of the scenario's"
    return text
