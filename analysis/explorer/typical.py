"""One typical run to look at: a map and a network through the months, and its story."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from simulation import Arm
from simulation.records import NOBODY

from ..statistics import nearest_to_median
from .frames import Film, Flags, Pair, drained, film_steps, spans
from .runs import Runs
from .story import story

MOST_PERCENT = 100


def typical(arm: Arm, runs: Runs, seed: int) -> dict[str, Any]:
    """Return the run whose impact is nearest the median of an arm, month by month.

    ``need`` and ``served`` are (place, month): whole people, and whole percent of those in need
    whom sites and programmes serve.  What holds for some months is a span, [from, until).
    """
    return drained(typical_steps(arm, runs, seed))


def typical_steps(arm: Arm, runs: Runs, seed: int) -> Generator[None, None, dict[str, Any]]:
    """Make the data of ``typical``, pausing every few months."""
    replicate = nearest_to_median(runs.run_of("impact_total"))
    shown = yield from film_steps(arm, seed, replicate)
    return {"replicate": replicate, **as_data(shown), "story": story(shown)}


def as_data(shown: Film) -> dict[str, Any]:
    """Return a run as plain data; organisations that never exist are left out."""
    percent = 100.0 * shown.served / np.maximum(shown.need, 1e-9)
    found = [int(row) for row in np.flatnonzero(shown.organisations("exists")[-1])]
    at = {row: number for number, row in enumerate(found)}
    adopted, formal = shown.programmes("adopted"), shown.programmes("formal")
    return {
        "months": shown.months,
        "funding_months": int(shown.arm.parameters["funding_months"]),
        "need": np.rint(shown.need.T).astype(int).tolist(),
        "served": np.rint(np.minimum(percent, MOST_PERCENT)).T.astype(int).tolist(),
        "organisations": [organisation(shown, row) for row in found],
        "alive": told(_each(shown.alive, np.full(shown.alive.shape, NOBODY)), at),
        "sites": told(shown.sites, at),
        "partners": told(shown.partners, at, both=True),
        "members": told(_each(shown.members, shown.organisations("coalition")), at),
        "programmes": told(_each(adopted, formal.astype(int))),
        "scarce": shown.scarce,
    }


def organisation(shown: Film, row: int) -> dict[str, Any]:
    """Return name and home of an organisation, and whether it was founded during the run."""
    names = list(shown.arm.organisations)
    founded = row >= len(names)
    return {
        "name": f"newcomer {row - len(names) + 1}" if founded else names[row],
        "home": int(shown.worlds[-1].organisations.home[row]),
        "founded": founded,
    }


def _each(flags: Flags, values: Any) -> Iterator[set[Pair]]:
    """Yield, month by month, where a flag stands, each with its value."""
    for here, own in zip(flags, values, strict=True):
        found = np.flatnonzero(here)
        yield set(zip(found.tolist(), own[found].tolist(), strict=True))


def told(
    states: Iterable[set[Pair]], at: Mapping[int, int] | None = None, *, both: bool = False
) -> Sequence[dict[str, int]]:
    """Return spans of pairs as plain data, the rows of organisations counted anew."""
    return [
        {
            "one": one if at is None else at[one],
            "two": at[two] if both and at is not None else two,
            "from": first,
            "until": last,
        }
        for (one, two), first, last in spans(list(states))
    ]
