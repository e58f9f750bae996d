"""What must agree between the parts of an arm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from zlib import crc32

from ..records import FOUNDING_SLOTS
from .checking import Check
from .document import Key
from .problems import nearest, number, shown
from .scenario import Arm

MIX = ("effort_up_share", "effort_out_share", "effort_deep_share")
FUNDING = ("oneoff_share", "matched_share", "endowed_share")
WITHIN_HORIZON = ("funding_months", "involve_policy_makers_month", "involve_communities_month")
TOLERANCE = 0.02
MOST_AGENTS = 5000
NEWCOMERS = [f"newcomer {slot + 1}" for slot in range(FOUNDING_SLOTS)]  # founded during a run


def check_arm(arm: Arm, check: Check, at: Key) -> None:
    """Note what does not fit together in an arm; ``at`` is where its own text stands."""
    check_parameters(arm, check, at)
    _instruments(arm, check, at)
    _events(arm, check, at)
    _homes(arm, check, at)
    _coalitions(arm, check, at)
    _names(arm, check, at)


def check_parameters(arm: Arm, check: Check, at: Key) -> None:
    """Note parameters and scheduled levers that do not fit together."""
    horizon = int(arm.parameters["horizon_months"])
    _efforts(arm, check, at, horizon)
    _sum_of(arm, check, at)
    for name in WITHIN_HORIZON:
        places = [check.place(at, ("parameters", key)) for key in (name, "horizon_months")]
        if arm.parameters[name] > horizon and all(map(check.is_sound, places)):
            own = [place for place in places if at and place[: len(at)] == at]
            got = number(arm.parameters[name])
            place = (*(own or places)[0][:-1], name)
            check.say(place, got, f"at most horizon_months ({horizon})")


def _said_in(check: Check, at: Key, section: Key, keys: Iterable[str]) -> Key | None:
    """Return the section that says one of the keys, the arm's first; None if one is broken."""
    if not all(check.is_sound(check.place(at, (*section, key))) for key in keys):
        return None
    own = (*at, *section)
    return own if any((*own, key) in check.document.where for key in keys) else section


def _efforts(arm: Arm, check: Check, at: Key, horizon: int) -> None:
    rows: list[tuple[Key, Mapping[str, float]]] = [(("parameters",), arm.parameters)]
    now = {lever: arm.parameters[lever] for lever in MIX}
    for month in sorted(arm.schedule):
        now |= {lever: value for lever, value in arm.schedule[month].items() if lever in MIX}
        if set(MIX) & set(arm.schedule[month]):
            rows.append((("schedule", str(month)), dict(now)))
        if month >= horizon and check.is_sound(check.place(at, ("parameters", "horizon_months"))):
            place = check.place(at, ("schedule", str(month)))
            check.say(place, f"month {month}", f"a month before the horizon ({horizon})")
    for section, row in rows:
        total = sum(row[lever] for lever in MIX)
        place_said = _said_in(check, at, section, MIX)
        is_sound = place_said and _said_in(check, at, ("parameters",), MIX)
        if abs(total - 1.0) > TOLERANCE and place_said and is_sound:
            got = f"effort shares that add to {total:.4g}"
            check.say(place_said, got, " + ".join(MIX) + " = 1")


def _sum_of(arm: Arm, check: Check, at: Key) -> None:
    total = sum(arm.parameters[share] for share in FUNDING)
    place = _said_in(check, at, ("parameters",), FUNDING)
    if total > 1.0 + 1e-9 and place:
        got = f"funding shares that add to {total:.4g}"
        check.say(place, got, " + ".join(FUNDING) + " of at most 1")
    for name, member in arm.organisations.items():
        place = check.place(at, ("organisations", name, "strategy"))
        if member.strategy is not None and check.is_sound(place):
            total = member.strategy.up + member.strategy.out + member.strategy.deep
            if abs(total - 1.0) > TOLERANCE:
                check.say(place, f"shares that add to {total:.4g}", "up + out + deep = 1")


def _horizon(arm: Arm, check: Check, at: Key) -> float:
    """Return the horizon, or no bound where it was refused."""
    sound = check.is_sound(check.place(at, ("parameters", "horizon_months")))
    return arm.parameters["horizon_months"] if sound else float("inf")


def _instruments(arm: Arm, check: Check, at: Key) -> None:
    horizon = _horizon(arm, check, at)
    for name, instrument in arm.instruments.items():
        start = check.place(at, ("instruments", name, "start_month"))
        end = check.place(at, ("instruments", name, "end_month"))
        if not check.is_sound(start) or not check.is_sound(end):
            continue
        if instrument.start_month >= horizon:
            inside = f"a month before the horizon ({number(horizon)})"
            check.say(start, str(instrument.start_month), inside)
        if instrument.end_month is None:
            continue
        if instrument.end_month > horizon:
            inside = f"at most the horizon ({number(horizon)})"
            check.say(end, str(instrument.end_month), inside)
        if instrument.end_month <= instrument.start_month:
            after = f"a month after start_month ({instrument.start_month})"
            check.say(end, str(instrument.end_month), after)


def _events(arm: Arm, check: Check, at: Key) -> None:
    horizon = _horizon(arm, check, at)
    for name, event in arm.events.items():
        place = check.place(at, ("events", name, "month"))
        if event.month >= horizon and check.is_sound(place):
            inside = f"a month before the horizon ({number(horizon)})"
            check.say(place, str(event.month), inside)


def _homes(arm: Arm, check: Check, at: Key) -> None:
    named = [
        *(("organisations", name, "home", item.home) for name, item in arm.organisations.items()),
        *(("events", name, "place", item.place) for name, item in arm.events.items() if item.place),
    ]
    for section, name, key, home in named:
        place = check.place(at, (section, name, key))
        is_known = home in arm.places or not check.is_sound(check.place(at, ("places",)))
        if not is_known and check.is_sound(place) and arm.places:
            near = nearest(home, arm.places)
            check.say(place, shown(home), "a place of this scenario", near)


def _coalitions(arm: Arm, check: Check, at: Key) -> None:
    for role in ("host", "backbone"):
        first: dict[str, str] = {}
        for name, member in arm.organisations.items():
            place = check.place(at, ("organisations", name, role))
            with_whom = check.place(at, ("organisations", name, "coalition"))
            if not getattr(member, role) or not check.is_sound(place):
                continue
            if member.coalition is None:
                if check.is_sound(with_whom):
                    check.say(place, f"a {role} without a coalition", "a coalition")
            elif first.setdefault(member.coalition, name) != name:
                other = first[member.coalition]
                got = f"a second {role} of {member.coalition} (beside {other})"
                check.say(place, got, f"one {role} for each coalition")


def _names(arm: Arm, check: Check, at: Key) -> None:
    for section, agents in (("places", arm.places), ("organisations", arm.organisations)):
        place = check.place(at, (section,))
        if not check.is_sound(place):
            continue
        if not agents:
            check.say(place, "none", "at least one")
        if len(agents) > MOST_AGENTS and section == "places":
            check.say(place, f"{len(agents)} places", f"at most {MOST_AGENTS}")
        reserved = NEWCOMERS if section == "organisations" else []
        keys = {crc32(name.encode("utf-8", "surrogatepass")): name for name in reserved}
        for name in agents:
            other = keys.setdefault(crc32(name.encode("utf-8", "surrogatepass")), name)
            if name in reserved:
                got = f"{shown(name)}, which is kept for organisations founded during a run"
            elif other != name:
                got = f"a name with the same luck as {shown(other)}"
            else:
                continue
            check.say(check.place(at, (section, name)), got, "another name")
