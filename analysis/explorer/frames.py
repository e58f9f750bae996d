"""One run month by month: the state of its world after each month, and for how long it held."""

from __future__ import annotations

from collections.abc import Generator, Hashable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from simulation import Arm, records
from simulation.engine import empty_rows, run_chunk
from simulation.records import NOBODY, World

from .worlds import world_of

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
INPUTS = {
    records.STAFF: "staff", records.PREMISES: "premises", records.MONEY: "money",
    records.KNOW_HOW: "know_how", records.DEMAND: "demand",
}  # fmt: skip
NOTHING, MIXED = "nothing", "mixed"
Pair = tuple[int, int]
MONTHS_PER_STEP = 8
T = TypeVar("T")


@dataclass(frozen=True)
class Film:
    """The worlds of one run after its first, second, ... month."""

    arm: Arm
    worlds: Sequence[World]

    @property
    def months(self) -> int:
        """How many months there are."""
        return len(self.worlds)

    @cached_property
    def need(self) -> Floats:
        """People in need, (month, place)."""
        return np.stack([world.communities.need for world in self.worlds])

    @cached_property
    def served(self) -> Floats:
        """People served by sites and programmes, (month, place)."""
        return np.stack(
            [w.communities.served + w.communities.served_by_programme for w in self.worlds]
        )

    def organisations(self, column: str) -> npt.NDArray[Any]:
        """Return one column of all organisations, (month, organisation)."""
        return np.stack([world.organisations[column] for world in self.worlds])

    def programmes(self, column: str) -> Flags:
        """Return whether places have a programme or an agreement, (month, place)."""
        return np.stack([world.policy_makers[column][:-1] for world in self.worlds])

    @cached_property
    def alive(self) -> Flags:
        """Which organisations are at work, (month, organisation)."""
        return self.organisations("alive")

    @cached_property
    def members(self) -> Flags:
        """Which organisations are in a coalition, (month, organisation)."""
        return self.alive & self.organisations("in_coalition")

    @cached_property
    def sites(self) -> list[set[Pair]]:
        """By month, organisations with the places of their sites that may serve."""
        return [_serving(world) for world in self.worlds]

    @cached_property
    def partners(self) -> list[set[Pair]]:
        """By month, organisations that are partners, each pair once."""
        return [_partners(world) for world in self.worlds]

    @cached_property
    def scarce(self) -> list[str]:
        """By month, what is scarcest for more than half of the organisations at work.

        Where none is, different organisations lack different things; where nobody is at work,
        nothing is scarce.
        """
        lacking = self.organisations("scarce")
        return [_most_common(here[alive]) for here, alive in zip(lacking, self.alive, strict=True)]


def film(arm: Arm, seed: int, replicate: int) -> Film:
    """Return one run of an arm, month by month."""
    return drained(film_steps(arm, seed, replicate))


def drained(steps: Generator[None, None, T]) -> T:
    """Return what some steps lead to, without a pause.

    >>> drained(x for x in ()) is None
    True
    """
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: T = end.value
            return found


def film_steps(arm: Arm, seed: int, replicate: int) -> Generator[None, None, Film]:
    """Make the film of one run, pausing every few months.

    The run is made again for one month, for two, and so on: the rules know no other way to stop
    half-way, and equal luck makes each of these runs the beginning of the next.
    """
    start = world_of(arm)
    months = range(len(start.calendar), 0, -1)  # the longest first, so that both cores end together

    def after(count: int) -> World:
        return run_chunk(start, seed, replicate, *empty_rows(1, count))

    worlds: list[World] = []
    with ThreadPoolExecutor() as pool:
        for at in range(0, len(months), MONTHS_PER_STEP):
            worlds += pool.map(after, months[at : at + MONTHS_PER_STEP])
            yield
    return Film(arm, worlds[::-1])


def _most_common(lacking: npt.NDArray[np.int64]) -> str:
    if len(lacking) == 0:
        return NOTHING
    counts = np.bincount(lacking, minlength=len(INPUTS))
    return INPUTS[int(counts.argmax())] if 2 * counts.max() > len(lacking) else MIXED


def _serving(world: World) -> set[Pair]:
    sites = world.sites
    serves = world.organisations.alive[:, np.newaxis] & sites.open & (sites.permit_months <= 0.0)
    owners, slots = np.nonzero(serves)
    return set(zip(owners.tolist(), sites.place[owners, slots].tolist(), strict=True))


def _partners(world: World) -> set[Pair]:
    is_tie = world.organisations.alive[:, np.newaxis] & (world.partners != NOBODY)
    owners, slots = np.nonzero(is_tie)
    others = world.partners[owners, slots].tolist()
    return {(min(pair), max(pair)) for pair in zip(owners.tolist(), others, strict=True)}


def spans(states: Sequence[Iterable[Hashable]]) -> list[tuple[Any, int, int]]:
    """Return for how long each thing held, as (thing, first month, first month without it).

    >>> spans([{"a"}, {"a", "b"}, {"b"}])
    [('a', 0, 2), ('b', 1, 3)]
    """
    begun: dict[Hashable, int] = {}
    found = []
    for month, state in enumerate([*map(set, states), set()]):
        for thing in [thing for thing in begun if thing not in state]:
            found.append((thing, begun.pop(thing), month))
        for thing in state:
            begun.setdefault(thing, month)
    return sorted(found, key=lambda span: (span[1], str(span[0]), span[2]))
