"""Worlds of a study's points, made from the world of an arm without building everything anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from simulation import Arm
from simulation.records import Records, World
from simulation.register import REGISTER
from simulation.world import (
    INVOLVEMENT,
    build_world,
    lay_out_calendar,
    lay_out_communities,
    lay_out_events,
)

# What else than the parameters themselves is laid out from which numbers when a world is built.
LAID_OUT: Mapping[str, tuple[Callable[[Arm], Records], frozenset[str]]] = {
    "calendar": (
        lay_out_calendar,
        frozenset({"horizon_months", *INVOLVEMENT.values(),
                   *(name for name, parameter in REGISTER.items() if parameter.scheduled)}),
    ),
    "events": (lay_out_events, frozenset({"shock_strength"})),
    "communities": (lay_out_communities, frozenset({"need_share"})),
}  # fmt: skip


@dataclass(frozen=True)
class Stem:
    """An arm and its world, from which the worlds of points grow."""

    arm: Arm
    world: World

    @classmethod
    def of(cls, arm: Arm) -> Stem:
        """Return the stem of an arm."""
        return cls(arm, build_world(arm))

    def grown(self, values: Mapping[str, float]) -> World:
        """Return the world of the arm with other parameters, to the bit as if built anew.

        Raises
        ------
        ScenarioError   a value is out of its range, or values do not fit together
        """
        arm = self.arm.changed(label=None, **values)
        different = {
            name: value
            for name, value in arm.parameters.items()
            if value != self.arm.parameters[name]
        }
        parts = {"parameters": self.world.parameters.copy()}
        for name, value in different.items():
            parts["parameters"][name] = value
        for part, (lay_out, names) in LAID_OUT.items():
            if names & different.keys():
                parts[part] = lay_out(arm)
        return self.world._replace(**parts)
