"""Search for candidates that none beats in everything, and look at them again.

Who is best among many in a few worlds has had luck.  So whatever the search ends with is run
again, with other replicates in other plausible worlds, and all numbers told are from there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.errors import AnalysisError
from analysis.openness import mix

from .front import Candidate, Front, clearly_dominated
from .goals import GOALS, SIGNS
from .levers import GRANT, Space, space_of
from .nsga import nsga2
from .trial import Trial, two_trials

if TYPE_CHECKING:
    from simulation import Arm, Scenario

Floats = npt.NDArray[np.float64]
WORLDS, REPLICATIONS, POPULATION, GENERATIONS = 12, 8, 32, 16
FEWEST_IN_POPULATION = 4
CORNERS = (mix(1.0, 0.0, 0.0), mix(0.0, 1.0, 0.0), mix(0.0, 0.0, 1.0))


def search(
    scenario: Scenario,
    *,
    worlds: int = WORLDS,
    replications: int = REPLICATIONS,
    population: int = POPULATION,
    generations: int = GENERATIONS,
    seed: int | None = None,
    equal_money: bool = True,
    tell: Callable[[int, int], None] | None = None,
) -> Front:
    """Return the front of impact, what lasts, equality and public money around a scenario.

    Every candidate meets the same ``worlds`` with the same ``replications`` each.  With equal
    money the grant stays that of the scenario; public money still differs by what comes back
    and by programmes.  ``tell`` is told how many runs of how many are done.

    Raises
    ------
    AnalysisError   a number is out of range
    """
    if population < FEWEST_IN_POPULATION or population % 2:
        raise AnalysisError(f"population: got {population}, expected an even number from 4.")
    if generations < 1:
        raise AnalysisError(f"generations: got {generations}, expected at least 1.")
    seed = scenario.seed if seed is None else seed
    space = space_of(scenario, equal_money=equal_money)
    first, again = two_trials(worlds, replications, seed)

    def evaluate(points: Floats) -> Floats:
        arms = [space.arm_of(space.levers(point)) for point in points]
        return SIGNS * first.by_world(arms).mean(axis=1)

    def in_runs(done: int, total: int) -> None:
        if tell is not None:
            runs = population * worlds * replications
            tell(done * runs, total * runs)

    found = nsga2(
        evaluate, space.low, space.high, goals=len(GOALS), population=population,
        generations=generations, seed=seed, first=starting_points(space), tell=in_runs,
    )  # fmt: skip
    different = {
        tuple(space.levers(point).values()): (space.levers(point), SIGNS * goals)
        for point, goals in zip(found.points, found.goals, strict=True)
    }
    reference = scenario.arms[scenario.reference]
    own = {name: reference.parameters[name] for name in space.axes}
    before = first.by_world([reference])[0].mean(axis=0)
    candidates, dropped, compared = second_look(
        [Chosen(levers, space.arm_of(levers), means) for levers, means in different.values()],
        Chosen(own, reference, before),
        again,
    )
    return Front(
        scenario=scenario,
        candidates=candidates,
        reference=compared,
        dropped=dropped,
        hypervolume=found.hypervolume,
        worlds=worlds,
        replications=replications,
        population=population,
        seed=seed,
        equal_money=equal_money,
    )


class Chosen(NamedTuple):
    """What a search ends with: levers, their arm, and its goals where it was chosen."""

    levers: dict[str, float]
    arm: Arm
    means: Floats


def second_look(
    chosen: Sequence[Chosen], reference: Chosen, again: Trial
) -> tuple[tuple[Candidate, ...], int, Candidate]:
    """Return what is not clearly dominated in other worlds, how many were, and the reference.

    Candidates with most impact come first.
    """
    everyone = [*chosen, reference]
    looked = again.by_world([one.arm for one in everyone])
    *candidates, compared = (
        Candidate(one.levers, one.arm, by_world, one.means)
        for one, by_world in zip(everyone, looked, strict=True)
    )
    beaten = clearly_dominated([one.by_world for one in candidates])
    left = [one for one, is_beaten in zip(candidates, beaten, strict=True) if not is_beaten]
    return tuple(sorted(left, key=lambda one: -one.means[0])), sum(beaten), compared


def starting_points(space: Space) -> Floats:
    """Return the scenario's own choices and the three pure mixes, so that they are looked at."""
    own = {name: 1.0 if name == GRANT else space.arm.parameters[name] for name in space.axes}
    rows = [list({**own, **changes}.values()) for changes in ({}, *CORNERS)]
    return np.clip(np.array(rows), space.low, space.high)
