"""Worlds of arms that differ in levers alone, without building the same places again."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from simulation import REGISTER, Arm
from simulation.world import build_world, lay_out_calendar, lay_out_communities, lay_out_events

if TYPE_CHECKING:
    from simulation.records import World

MOST_KEPT = 8


class _Ground:
    """Places and organisations of an arm, equal where these are."""

    def __init__(self, arm: Arm) -> None:
        self.arm = arm

    @property
    def _parts(self) -> tuple[object, ...]:
        return list(self.arm.places.items()), list(self.arm.organisations.items())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Ground) and self._parts == other._parts

    def __hash__(self) -> int:
        return hash((*self.arm.places, *self.arm.organisations))


@lru_cache(maxsize=MOST_KEPT)
def _built(ground: _Ground) -> World:
    return build_world(ground.arm)


def world_of(arm: Arm) -> World:
    """Return the world of an arm, equal to the one that ``build_world`` makes.

    Neighbours and organisations are the slow part and hang on places and organisations alone,
    which an arm shares with those it is compared with; so they are kept.  Nobody may change it:
    runs work in a copy.
    """
    ground = _built(_Ground(arm))
    return _with_numbers(ground, arm)._replace(calendar=lay_out_calendar(arm))


def moved_world(world: World, arm: Arm) -> World:
    """Return the world of an arm that differs from another world's arm in uncertainties alone.

    These stand in the parameters, in the people in need and in the events, never in the calendar.
    """
    return _with_numbers(world, arm)


def _with_numbers(world: World, arm: Arm) -> World:
    parameters = world.parameters.copy()
    for name in REGISTER:
        parameters[name] = arm.parameters[name]
    same_need = world.parameters.need_share[0] == parameters.need_share[0]
    communities = world.communities if same_need else lay_out_communities(arm)
    return world._replace(
        parameters=parameters, communities=communities, events=lay_out_events(arm)
    )
