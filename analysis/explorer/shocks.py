"""What the events of an arm really did in one run: not what the file says of their size."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from simulation.scenario import Event
from simulation.world import lay_out_calendar

from .frames import Film

LEAST_EUR = 1.0
LEAST_SIZE = 0.005  # less is 0 in whole percent


def effects(film: Film) -> Iterator[tuple[Event, float]]:
    """Yield the events that did something, each with how much, in the order of the file.

    With s = size x shock strength: newcomers per person in need at the start, s x months of the
    event before the end of the run / its duration; the share of the money still to come that is
    cut, min(1, s); the share of premises lost, min(1, s x (1 - security by agreements)); an
    election out of turn is held or not, s.
    """
    cuts = _cuts(film)
    for name, event in film.arm.events.items():
        size = event.size * film.arm.parameters["shock_strength"]
        if event.month >= film.months or size <= 0.0:
            continue
        if event.kind == "influx":
            size *= min(event.duration_months, film.months - event.month) / event.duration_months
        elif event.kind == "funding_cut":
            size = cuts[name]
        elif event.kind == "premises_loss":
            size = _premises_lost(film, event, size)
        if size >= LEAST_SIZE or event.kind == "election":
            yield event, size


def _cuts(film: Film) -> dict[str, float]:
    """Return by event which share of the money still to come it took; 0 where none was to come.

    In the first month all public money is still to come.  After it only the steady part of the
    months of funding left, and what is promised to match: grants and endowments are paid.
    """
    strength = film.arm.parameters["shock_strength"]
    named = [(name, e) for name, e in film.arm.events.items() if e.kind == "funding_cut"]
    left: dict[int, float] = {}  # by month, what earlier cuts of this month left
    steady_left = 1.0
    found = {}
    for name, event in sorted(named, key=lambda one: one[1].month):
        share = min(1.0, event.size * strength)
        left_now = left.get(event.month, 1.0)
        to_come = _to_come_eur(film, event.month, steady_left, left_now)
        found[name] = share if to_come >= LEAST_EUR else 0.0
        left[event.month] = left_now * (1.0 - share)
        steady_left *= 1.0 - share
    return found


def _to_come_eur(film: Film, month: int, steady_left: float, left_now: float) -> float:
    """Return the public money still to come when a month begins, after what was cut already."""
    p = film.arm.parameters
    months_left = p["funding_months"] - month
    if month >= film.months or months_left <= 0:
        return 0.0
    if month == 0:
        return p["grant_eur"] * left_now
    before = film.worlds[month - 1].organisations
    if not np.any(before.alive & (before.funding_share > 0.0)):
        return 0.0
    share = max(0.0, 1.0 - p["oneoff_share"] - p["matched_share"] - p["endowed_share"])
    steady = p["grant_eur"] * share * months_left / p["funding_months"] * steady_left
    return steady + left_now * float(before.matched_left_eur[before.alive].sum())


def _premises_lost(film: Film, event: Event, size: float) -> float:
    """Return the share of premises that organisations at work lose; 0 where none is at home."""
    at_work = film.alive[max(0, event.month - 1)]
    if event.place is not None:
        home = film.worlds[-1].organisations.home
        at_work = at_work & (home == list(film.arm.places).index(event.place))
    if not at_work.any():
        return 0.0
    secured = float(lay_out_calendar(film.arm).premises_security[event.month])
    return min(1.0, size * (1.0 - secured))
