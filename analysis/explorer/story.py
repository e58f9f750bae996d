"""The story of one run: what happened when, as codes, numbers and names for the page to tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from simulation.world import INVOLVEMENT, lay_out_calendar

from .frames import NOTHING, Film, spans
from .shocks import effects

MOST_EVENTS = 14
LONG_SHARE = 1 / 8  # of the run; what is scarce for less is no story
MOST_SCARCE = 3
PEAK_ABOVE_END = 1.05
NEAR_MONTHS = 3


class Told(NamedTuple):
    """Something that happened; the lower its rank, the less can the story do without it."""

    rank: int
    month: int
    code: str
    numbers: Mapping[str, float]
    words: Mapping[str, str]


def story(film: Film) -> list[dict[str, Any]]:
    """Return what happened, by month; where there is much, the most important."""
    found = [told for tell in TELLERS for told in tell(film)]
    chosen = sorted(found, key=lambda told: told.rank)[:MOST_EVENTS]
    order = {id(told): at for at, told in enumerate(found)}
    chosen.sort(key=lambda told: (told.month, order[id(told)]))
    return [
        {"month": told.month, "code": told.code, "numbers": dict(told.numbers),
         "words": dict(told.words)}
        for told in chosen
    ]  # fmt: skip


def _places(film: Film) -> list[str]:
    return list(film.arm.places)


def _name(film: Film, row: int) -> str:
    names = list(film.arm.organisations)
    return names[row] if row < len(names) else f"newcomer {row - len(names) + 1}"


def _served(film: Film, month: int) -> float:
    return round(float(film.served[month].sum()))


def _need(film: Film, month: int) -> float:
    return round(float(film.need[month].sum()))


def _first(flags: Any) -> int | None:
    """Return the first month in which something holds."""
    return int(flags.argmax()) if flags.any() else None


def begin(film: Film) -> Iterator[Told]:
    """How many are served in the first month, of how many in need."""
    yield Told(0, 0, "begin", {"served": _served(film, 0), "need": _need(film, 0)}, {})


def involved(film: Film) -> Iterator[Told]:
    """From when policy makers and communities are involved."""
    calendar = lay_out_calendar(film.arm)
    for intensity in INVOLVEMENT:
        month = _first(calendar[intensity] > 0.0)
        if month is not None:
            who = intensity.removeprefix("involve_").removesuffix("_intensity")
            yield Told(3, month, f"{who}_involved", {}, {})


def events(film: Film) -> Iterator[Told]:
    """What happens to places or to everybody; a funding cut is everywhere, whatever it says."""
    for event, size in effects(film):
        place = None if event.kind == "funding_cut" else event.place
        words = {"kind": event.kind} | ({"place": place} if place else {})
        numbers = {"size": size, "duration_months": float(event.duration_months)}
        yield Told(1, event.month, "event", numbers, words)


def first_site(film: Film) -> Iterator[Told]:
    """The first site away from the home of its organisation."""
    home = film.worlds[-1].organisations.home
    for month, sites in enumerate(film.sites):
        away = sorted((o, place) for o, place in sites if place != home[o])
        if away:
            owner, place = away[0]
            words = {"place": _places(film)[place], "organisation": _name(film, owner)}
            yield Told(4, month, "first_site", {}, words)
            return


def reach_peak(film: Film) -> Iterator[Told]:
    """The month with most people served, where it is clearly above the last one.

    Just before the funding ends it would say the same as the end of the funding.
    """
    served = film.served.sum(axis=1)
    month = int(served.argmax())
    funding = int(film.arm.parameters["funding_months"])
    at_the_end = funding - NEAR_MONTHS <= month < funding
    if served[month] > PEAK_ABOVE_END * served[-1] and not at_the_end:
        yield Told(2, month, "reach_peak", {"served": _served(film, month)}, {})


def scarce_since(film: Film) -> Iterator[Told]:
    """What was scarce for most organisations for a long time without a break, the longest first."""
    times = spans([{what} - {NOTHING} for what in film.scarce])
    long = [time for time in times if time[2] - time[1] >= LONG_SHARE * film.months]
    long.sort(key=lambda time: (time[1] - time[2], time[1]))
    for rank, (what, first, until) in enumerate(long[:MOST_SCARCE], start=2):
        numbers = {"months": float(until - first)}
        yield Told(rank, first, "scarce_since", numbers, {"input": what})


def programmes(film: Film) -> Iterator[Told]:
    """The first programme, the first that is lost, and the first agreement."""
    adopted, formal = film.programmes("adopted"), film.programmes("formal")
    for flags, code, rank in ((adopted, "first_programme", 2), (formal, "first_agreement", 4)):
        month = _first(flags.any(axis=1))
        if month is not None:
            place = _places(film)[int(flags[month].argmax())]
            yield Told(rank, month, code, {}, {"place": place})
    lost = adopted[:-1] & ~adopted[1:]
    month = _first(lost.any(axis=1))
    if month is not None:
        place = _places(film)[int(lost[month].argmax())]
        yield Told(3, month + 1, "programme_lost", {"count": float(lost.sum())}, {"place": place})


def coalition(film: Film) -> Iterator[Told]:
    """The first member that leaves a coalition and works on, and when nobody is left in any."""
    members = film.members
    left = members[:-1] & ~members[1:] & film.alive[1:]
    month = _first(left.any(axis=1))
    if month is not None:
        who = _name(film, int(left[month].argmax()))
        numbers = {"left": float(members[month + 1].sum())}
        yield Told(4, month + 1, "member_left", numbers, {"organisation": who})
    if members.any() and not members[-1].any():
        last = int(np.flatnonzero(members.any(axis=1))[-1])
        yield Told(2, last + 1, "coalition_ended", {}, {})


def organisations(film: Film) -> Iterator[Told]:
    """The first organisation that closes, and the first that is founded."""
    at_first = np.arange(film.alive.shape[1]) < len(film.arm.organisations)
    before, after = np.vstack([at_first, film.alive[:-1]]), film.alive
    for flags, code in (
        (before & ~after, "organisation_closed"),
        (~before & after, "organisation_founded"),
    ):
        month = _first(flags.any(axis=1))
        if month is not None:
            words = {"organisation": _name(film, int(flags[month].argmax()))}
            yield Told(5, month, code, {"count": float(flags.sum())}, words)


def endings(film: Film) -> Iterator[Told]:
    """How many are served when the funding ends, and in the last month."""
    funding, last = int(film.arm.parameters["funding_months"]), film.months - 1
    if funding <= last:
        yield Told(1, funding, "funding_ended", {"served": _served(film, funding - 1)}, {})
    with_programme = float(film.programmes("adopted")[-1].sum())
    numbers = {
        "served": _served(film, last), "need": _need(film, last), "programmes": with_programme
    }  # fmt: skip
    yield Told(0, last, "end", numbers, {})


TELLERS = (
    begin, involved, events, first_site, programmes, reach_peak, scarce_since, coalition,
    organisations, endings,
)  # fmt: skip
