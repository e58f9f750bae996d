"""The world that a comparison assumes, where its numbers come from, and how to make it again."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_args

from simulation import REGISTER
from simulation.channels import CHANNELS
from simulation.register.parameter import Grade

from . import words
from .provenance import file_name
from .report_changes import plain, said_of

if TYPE_CHECKING:
    from simulation import Arm, Scenario

    from .comparison import Comparison

ROLES = {"lever": "a choice", "uncertainty": "assumed", "constant": "fixed"}
Rows = Sequence[tuple[str, ...]]


def people_in_need(arm: Arm) -> str:
    """Return how many people share the need at the start."""
    share, places = arm.parameters["need_share"], arm.places.values()
    own = [p.people_in_need for p in places if p.people_in_need is not None]
    usual = [share * p.population for p in places if p.people_in_need is None]
    return words.rounded(sum(own) + sum(usual))


def instrument_rows(arm: Arm) -> Rows:
    """Return the instruments of an arm: when, for how much, and through which channels."""
    rows = []
    for name, one in arm.instruments.items():
        until = "the end" if one.end_month is None else f"month {one.end_month - 1}"
        used = f"month {one.start_month} to {until}" if one.intensity > 0 else "not used"
        if 0 < one.intensity < 1:
            used += f", at intensity {plain(one.intensity)}"
        cost = f"{words.euros(one.cost_eur_per_month)} and {plain(one.staff_fte)} full-time staff"
        acts = [f"{CHANNELS[c]} ({plain(strength)})" for c, strength in one.channels.items()]
        rows.append((one.label or name, used, cost, "; ".join(acts) or "nothing"))
    return rows


def event_rows(arm: Arm) -> Rows:
    """Return what happens to the world of an arm."""
    rows = []
    for name, one in arm.events.items():
        lasts = f" to {one.month + one.duration_months - 1}" if one.duration_months > 1 else ""
        size = {"influx": "more people in need", "election": ""}.get(one.kind, "lost")
        size = f"{plain(100 * one.size)} % {size}" if size else "–"
        where = "everywhere" if one.place is None else one.place
        kind = one.kind.replace("_", " ")
        rows.append((name, kind, f"month {one.month}{lasts}", where, size))
    return rows


def assumption_rows(arm: Arm) -> Rows:
    """Return the parameters of an arm that differ from the register's defaults."""
    return [
        (said_of(name), plain(value), plain(p.default), p.unit, ROLES[p.role], name)
        for name, p in REGISTER.items()
        if (value := arm.parameters[name]) != p.default
    ]


def source_rows(scenario: Scenario) -> Rows:
    """Return where the scenario says that its numbers come from, and where it says "guess"."""
    return [
        (place, source, "yes" if re.search(r"\bguess", source, re.IGNORECASE) else "–")
        for place, source in scenario.sources.items()
    ]


def grade_rows() -> Rows:
    """Return how many uncertainties of the register rest on which grade of evidence."""
    counts = Counter(p.grade for p in REGISTER.values() if p.role == "uncertainty")
    return [(grade, str(counts[grade])) for grade in get_args(Grade) if counts[grade]]


def command(scenario: Scenario, comparison: Comparison, provenance: Mapping[str, Any]) -> str:
    """Return the command that makes this page again."""
    file = provenance.get("scenario_file") or file_name(scenario.path)
    parts = ["snowball", "compare", file or "provenance.json"]
    parts += ["--replications", str(provenance.get("replications", comparison.replications))]
    parts += ["--seed", str(provenance.get("seed", scenario.seed))]
    parts += ["--engine", str(provenance.get("engine", "ensemble"))]
    return shlex.join([*parts, "--out", "again"])


def provenance_rows(provenance: Mapping[str, Any]) -> Rows:
    """Return seed, replications, versions and what else is short."""
    rows = {key: str(item) for key, item in provenance.items() if isinstance(item, str | int)}
    rows |= {f"version of {key}": item for key, item in provenance.get("versions", {}).items()}
    return [(key.replace("_", " "), item) for key, item in rows.items()]
