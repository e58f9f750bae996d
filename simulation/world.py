"""From an arm of a scenario to a world that the rules can run."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
import numpy.typing as npt

from . import records
from .records import NOBODY, Records, World
from .register import REGISTER

if TYPE_CHECKING:
    from .scenario import Arm

KM_PER_DEGREE = 111.2
EVENT_KINDS = {
    "influx": records.INFLUX,
    "funding_cut": records.FUNDING_CUT,
    "election": records.ELECTION,
    "premises_loss": records.PREMISES_LOSS,
}
INVOLVEMENT = {
    "involve_policy_makers_intensity": "involve_policy_makers_month",
    "involve_communities_intensity": "involve_communities_month",
}
MIX = ("effort_up_share", "effort_out_share", "effort_deep_share")


def identity(name: str) -> int:
    """Return the key of luck of an agent: it hangs on the name, not on the place in a list."""
    return crc32(name.encode())


def build_world(arm: Arm) -> World:
    """Return the world of an arm before its first month."""
    places = list(arm.places)
    communities = lay_out_communities(arm)
    organisations = _organisations(arm, places)
    coalitions = {member.coalition for member in arm.organisations.values() if member.coalition}
    rows = len(organisations)
    partners = np.full((rows, records.PARTNERS_PER_ORGANISATION), NOBODY, np.int64)
    sites = records.table(records.SITE, rows * records.SITES_PER_ORGANISATION)
    return World(
        parameters=_parameters(arm),
        calendar=lay_out_calendar(arm),
        events=lay_out_events(arm),
        neighbours=_neighbours(communities),
        directory=np.argsort(organisations.identity, kind="stable").astype(np.int64),
        clock=records.table(records.CLOCK, 1),
        ledger=records.table(records.LEDGER, 1),
        organisations=organisations,
        sites=sites.reshape(rows, records.SITES_PER_ORGANISATION),
        partners=partners,
        communities=communities,
        policy_makers=_policy_makers(places),
        coalitions=records.table(records.COALITION, max(1, len(coalitions))),
        coverage_order=np.arange(len(places), dtype=np.int64),
    )


def copy_world(world: World) -> World:
    """Return a world with state of its own; what is given is shared."""
    given = world[: records.GIVEN_FIELDS]
    return World(*given, *(array.copy() for array in world[records.GIVEN_FIELDS :]))


def _parameters(arm: Arm) -> Records:
    parameters = records.table(records.PARAMETERS, 1)
    for name in REGISTER:
        parameters[name] = arm.parameters[name]
    return parameters


def lay_out_calendar(arm: Arm) -> Records:
    """Lay out, month by month, what the arm has decided."""
    months = int(arm.parameters["horizon_months"])
    calendar = records.table(records.CALENDAR, months)
    for name, parameter in REGISTER.items():
        if parameter.scheduled:
            calendar[name] = arm.parameters[name]
    for month in sorted(arm.schedule):
        for name, value in arm.schedule[month].items():
            calendar[name][month:] = value
    for intensity, first_month in INVOLVEMENT.items():
        calendar[intensity][: int(arm.parameters[first_month])] = 0.0
    total = sum(calendar[name] for name in MIX)
    for name in MIX:
        calendar[name] /= total
    for instrument in arm.instruments.values():
        end = months if instrument.end_month is None else instrument.end_month
        used = slice(instrument.start_month, end)
        calendar.instruments_eur[used] += instrument.intensity * instrument.cost_eur_per_month
        calendar.instruments_fte[used] += instrument.intensity * instrument.staff_fte
        for channel, strength in instrument.channels.items():
            missing = 1.0 - calendar[channel][used]
            calendar[channel][used] = 1.0 - missing * (1.0 - instrument.intensity * strength)
    return calendar


def lay_out_events(arm: Arm) -> Records:
    """Return the events of an arm."""
    places = list(arm.places)
    events = records.table(records.EVENT, len(arm.events))
    for row, event in zip(events, arm.events.values(), strict=True):
        row.kind = EVENT_KINDS[event.kind]
        row.month = event.month
        row.duration_months = event.duration_months
        row.extent = event.size * arm.parameters["shock_strength"]
        row.place = NOBODY if event.place is None else places.index(event.place)
    return events


def _character(population: float) -> float:
    """Return how urban a place is, 0-1: 1,000 inhabitants give 0, a million gives 1."""
    return min(1.0, max(0.0, (math.log10(max(population, 1.0)) - 3.0) / 3.0))


def lay_out_communities(arm: Arm) -> Records:
    """Return the communities of an arm before its first month, one per place."""
    communities = records.table(records.COMMUNITY, len(arm.places))
    middle = float(np.mean([place.latitude for place in arm.places.values()]))
    for row, (name, place) in zip(communities, arm.places.items(), strict=True):
        row.identity = identity(name)
        row.x_km = place.longitude * KM_PER_DEGREE * math.cos(math.radians(middle))
        row.y_km = place.latitude * KM_PER_DEGREE
        row.population = place.population
        row.character = _character(place.population) if place.character is None else place.character
        need = place.people_in_need
        row.need = place.population * arm.parameters["need_share"] if need is None else need
        row.first_need = row.need
    return communities


def _neighbours(communities: Records) -> npt.NDArray[np.int64]:
    """Return the nearest places of each place, nearest first, filled up with nobody."""
    count = len(communities)
    result = np.full((count, records.NEIGHBOURS), NOBODY, np.int64)
    for c in range(count):
        distance = np.hypot(
            communities.x_km - communities.x_km[c], communities.y_km - communities.y_km[c]
        )
        nearest = [n for n in np.argsort(distance, kind="stable") if n != c]
        nearest = nearest[: records.NEIGHBOURS]
        result[c, : len(nearest)] = nearest
    return result


def _organisations(arm: Arm, places: list[str]) -> Records:
    names = list(arm.organisations)
    coalitions: dict[str, int] = {}
    staff = sum(member.staff_fte for member in arm.organisations.values())
    table = records.table(records.ORGANISATION, len(names) + records.FOUNDING_SLOTS)
    home_of = {place: index for index, place in enumerate(places)}
    for row, (name, member) in zip(table, arm.organisations.items(), strict=False):
        row.identity = identity(name)
        row.home = home_of[member.home]
        row.exists = row.alive = True
        row.coalition = NOBODY
        if member.coalition:
            row.coalition = coalitions.setdefault(member.coalition, len(coalitions))
        for field in ("joins_month", "backbone", "host", "goal", "staff_fte", "premises_places"):
            row[field] = getattr(member, field)
        row.know_how = member.know_how
        row.cash_eur = member.cash_eur
        row.funding_share = member.staff_fte / staff if staff > 0.0 else 1.0 / len(names)
        if member.strategy is not None:
            row.own_strategy = True
            row.own_up, row.own_out, row.own_deep = (
                member.strategy.up, member.strategy.out, member.strategy.deep,
            )  # fmt: skip
    for number in range(records.FOUNDING_SLOTS):
        row = table[len(names) + number]
        row.identity = identity(f"newcomer {number + 1}")
        row.coalition = NOBODY
        row.goal = 0.5
    return table


def _policy_makers(places: list[str]) -> Records:
    table = records.table(records.POLICY_MAKER, len(places) + 1)
    for row, name in zip(table, [*places, "the nation"], strict=True):
        row.identity = identity(name)
    return table
