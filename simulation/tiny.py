"""Tiny worlds straight from record arrays and the register, without scenario files.

For known limits, tests and teaching: nothing in them that was not asked for.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from . import records
from .compiled import follow
from .month import community_month, month, organisation_month, policy_maker_month
from .records import NOBODY, Records, World
from .register import REGISTER
from .rules.workload import YOUNG_MONTHS
from .world import MIX, identity

Indices = npt.NDArray[np.int64]
KM_BETWEEN_PLACES = 10.0


def tiny_world(
    places: int = 2,
    organisations: int = 2,
    *,
    months: int = 24,
    slots: int = 1,
    coalition: bool = False,
    **parameters: float,
) -> World:
    """Return a world before its first month: places in a row, equal organisations.

    Parameters
    ----------
    places : int            1,000 people in need of 10,000 inhabitants in each, 10 km apart
    organisations : int     5 FTE, 100 places, 20,000 EUR, know-how 0.5, homes in turn
    months, slots : int     length of the calendar; rows for organisations still to be founded
    coalition : bool        all organisations may join one coalition from the first month
    **parameters : float    other values than the register's; limits outside the range are fine
    """
    given = given_parameters(parameters)
    communities = records.table(records.COMMUNITY, places)
    for c in range(places):
        communities[c].identity = identity(f"place {c}")
        communities[c].x_km = KM_BETWEEN_PLACES * c
    communities.population = 10_000.0
    communities.character = 0.5
    communities.need = communities.first_need = communities.unaware = 1_000.0
    table = equal_organisations(organisations, slots, places)
    if coalition:
        table.coalition[:organisations] = 0
    rows = len(table)
    sites = records.table(records.SITE, rows * records.SITES_PER_ORGANISATION)
    policy_makers = records.table(records.POLICY_MAKER, places + 1)
    names = [*(f"place {c}" for c in range(places)), "the nation"]
    policy_makers.identity = [identity(name) for name in names]
    policy_makers.last_election = NOBODY
    policy_makers.adoption_threshold = given.adoption_threshold[0]
    return World(
        parameters=given,
        calendar=calendar_of(given, months),
        events=records.table(records.EVENT, 0),
        neighbours=neighbours_in_a_row(places),
        directory=directory_of(table),
        clock=records.table(records.CLOCK, 1),
        ledger=records.table(records.LEDGER, 1),
        organisations=table,
        sites=sites.reshape(rows, records.SITES_PER_ORGANISATION),
        partners=np.full((rows, records.PARTNERS_PER_ORGANISATION), NOBODY, np.int64),
        communities=communities,
        policy_makers=policy_makers,
        coalitions=records.table(records.COALITION, 1),
        coverage_order=np.arange(places, dtype=np.int64),
    )


def given_parameters(changed: dict[str, float]) -> Records:
    """Return the register's defaults with some values changed."""
    table = records.table(records.PARAMETERS, 1)
    for name, parameter in REGISTER.items():
        table[name] = parameter.default
    for name, value in changed.items():
        if name not in REGISTER:
            raise KeyError(name)
        table[name] = value
    return table


def calendar_of(parameters: Records, months: int) -> Records:
    """Return a calendar that says the same every month, without instruments."""
    calendar = records.table(records.CALENDAR, months)
    for name, parameter in REGISTER.items():
        if parameter.scheduled:
            calendar[name] = parameters[name][0]
    total = sum(calendar[name] for name in MIX)
    for name in MIX:
        calendar[name] = np.divide(calendar[name], total, out=np.zeros(months), where=total > 0)
    return calendar


def equal_organisations(count: int, slots: int, places: int) -> Records:
    """Return equal organisations at home in one place after the other, then empty rows."""
    table = records.table(records.ORGANISATION, count + slots)
    names = [f"organisation {o}" for o in range(count)]
    names += [f"newcomer {number + 1}" for number in range(slots)]
    table.identity = [identity(name) for name in names]
    table.coalition = NOBODY
    table.goal = 0.5
    here = table[:count]
    here.home = np.arange(count) % places
    here.exists = here.alive = True
    here.founded_month = -YOUNG_MONTHS
    here.staff_fte = 5.0
    here.premises_places = 100.0
    here.cash_eur = 20_000.0
    here.know_how = 0.5
    here.funding_share = 1.0 / max(1, count)
    return table


def neighbours_in_a_row(places: int) -> Indices:
    """Return the nearest places of each place of a row, nearest first."""
    table = np.full((places, records.NEIGHBOURS), NOBODY, np.int64)
    for c in range(places):
        others = sorted((n for n in range(places) if n != c), key=lambda n: abs(n - c))
        others = others[: records.NEIGHBOURS]
        table[c, : len(others)] = others
    return table


def directory_of(organisations: Records) -> Indices:
    """Return the rows of organisations in the order of their keys."""
    return np.argsort(organisations.identity, kind="stable").astype(np.int64)


def with_events(world: World, *events: tuple[int, int, int, float, int]) -> World:
    """Return the world with events: kind, month, duration in months, extent, place or -1."""
    table = records.table(records.EVENT, len(events))
    for row, event in zip(table, events, strict=True):
        row.kind, row.month, row.duration_months, row.extent, row.place = event
    return world._replace(events=table)


def _each(
    count: Callable[[World], int], visit: Callable[[World, int], None]
) -> Callable[[World], None]:
    def visit_all(world: World) -> None:
        for index in range(count(world)):
            visit(world, index)

    return visit_all


one_month = follow(
    month,
    each_organisation=_each(lambda w: len(w.organisations), organisation_month),
    each_community=_each(lambda w: len(w.communities), community_month),
    each_policy_maker=_each(lambda w: len(w.policy_makers), policy_maker_month),
)


def live(world: World, first: int, last: int) -> None:
    """Let the months from ``first`` up to, not including, ``last`` pass in a world that began."""
    for t in range(first, last):
        world.clock.month[0] = t
        one_month(world)
