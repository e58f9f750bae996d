"""What must agree between the parts of an arm."""

from __future__ import annotations

from collections.abc import Iterator
from zlib import crc32

from .problems import Problem, nearest
from .reading import Document, Key
from .scenario import Arm

MIX = ("effort_up_share", "effort_out_share", "effort_deep_share")
FUNDING = ("oneoff_share", "matched_share", "endowed_share")
TOLERANCE = 0.02
MOST_AGENTS = 5000


def check_arm(arm: Arm, document: Document, at: Key) -> Iterator[Problem]:
    """Yield what does not fit together in an arm; ``at`` is where its own text stands."""
    horizon = int(arm.parameters["horizon_months"])
    yield from _shares(arm, document, at)
    yield from _months(arm, document, at, horizon)
    yield from _homes(arm, document, at)
    yield from _coalitions(arm, document, at)
    yield from _names(arm, document, at)


def _place(document: Document, at: Key, *key: str) -> Key:
    """Return where a value is said: in the arm if it says it, else in the shared part."""
    own = (*at, *key)
    return own if own in document.where else key


def _shares(arm: Arm, document: Document, at: Key) -> Iterator[Problem]:
    rows = [("parameters", arm.parameters)]
    now = dict(arm.parameters)
    for month in sorted(arm.schedule):
        now = {**now, **arm.schedule[month]}
        rows.append((f"schedule.{month}", now))
    for name, row in rows:
        total = sum(row[lever] for lever in MIX)
        if abs(total - 1.0) > TOLERANCE:
            place = _place(document, at, *name.split("."))
            yield document.problem(
                place, f"shares of effort that add to {total:g}",
                "effort_up_share + effort_out_share + effort_deep_share = 1",
            )  # fmt: skip
    total = sum(arm.parameters[share] for share in FUNDING)
    if total > 1.0 + 1e-9:
        yield document.problem(
            _place(document, at, "parameters"), f"shares of funding that add to {total:g}",
            "oneoff_share + matched_share + endowed_share of at most 1",
        )  # fmt: skip
    for name, member in arm.organisations.items():
        if member.strategy is not None:
            mix = member.strategy
            if abs(mix.up + mix.out + mix.deep - 1.0) > TOLERANCE:
                yield document.problem(
                    _place(document, at, "organisations", name, "strategy"),
                    f"shares that add to {mix.up + mix.out + mix.deep:g}", "up + out + deep = 1",
                )  # fmt: skip


def _months(arm: Arm, document: Document, at: Key, horizon: int) -> Iterator[Problem]:
    inside = f"a month before the horizon ({horizon})"
    for name in ("funding_months", "involve_policy_makers_month", "involve_communities_month"):
        if arm.parameters[name] > horizon:
            place = _place(document, at, "parameters", name)
            yield document.problem(place, f"{arm.parameters[name]:g}", f"at most {horizon}")
    for month in arm.schedule:
        if month >= horizon:
            yield document.problem(_place(document, at, "schedule", str(month)), str(month), inside)
    for name, instrument in arm.instruments.items():
        place = _place(document, at, "instruments", name, "start_month")
        end = instrument.end_month
        if instrument.start_month >= horizon:
            yield document.problem(place, str(instrument.start_month), inside)
        elif end is not None and end <= instrument.start_month:
            place = _place(document, at, "instruments", name, "end_month")
            yield document.problem(place, str(end), f"after month {instrument.start_month}")
    for name, event in arm.events.items():
        if event.month >= horizon:
            place = _place(document, at, "events", name, "month")
            yield document.problem(place, str(event.month), inside)


def _homes(arm: Arm, document: Document, at: Key) -> Iterator[Problem]:
    for name, member in arm.organisations.items():
        if member.home not in arm.places:
            yield document.problem(
                _place(document, at, "organisations", name, "home"), f'"{member.home}"',
                "a place of this scenario", nearest(member.home, arm.places),
            )  # fmt: skip
    for name, event in arm.events.items():
        if event.place is not None and event.place not in arm.places:
            yield document.problem(
                _place(document, at, "events", name, "place"), f'"{event.place}"',
                "a place of this scenario", nearest(event.place, arm.places),
            )  # fmt: skip


def _coalitions(arm: Arm, document: Document, at: Key) -> Iterator[Problem]:
    for role in ("host", "backbone"):
        first: dict[str, str] = {}
        for name, member in arm.organisations.items():
            if getattr(member, role):
                place = _place(document, at, "organisations", name, role)
                if member.coalition is None:
                    yield document.problem(place, f"a {role} of no coalition", "a coalition")
                elif first.setdefault(member.coalition, name) != name:
                    yield document.problem(
                        place, f"a second {role} of {member.coalition}", f"one {role}"
                    )


def _names(arm: Arm, document: Document, at: Key) -> Iterator[Problem]:
    for section, agents in (("places", arm.places), ("organisations", arm.organisations)):
        place = _place(document, at, section)
        if not agents:
            yield document.problem(place, "none", "at least one")
        if len(agents) > MOST_AGENTS:
            yield document.problem(place, f"{len(agents)}", f"at most {MOST_AGENTS}")
        keys: dict[int, str] = {}
        for name in agents:
            other = keys.setdefault(crc32(name.encode()), name)
            if other != name:
                yield document.problem(
                    _place(document, at, section, name), f'a name that shares its luck with "{other}"',
                    "another name",
                )  # fmt: skip
