"""The files of a test: tables, all numbers, pictures, one page, and examples to replay."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from simulation import Scenario
from simulation.register import REGISTER
from simulation.scenario import to_yaml
from simulation.scenario.problems import number

from ..whole_files import write_whole
from .assumption_words import meaning
from .claim import Claim, Question
from .examples import Example
from .measuring import PERCENTILES, Answer, Shares
from .outcome_words import outcome_name
from .sentences import example_file
from .testing import Found, Scope, Tested

JSON, CSV, PAGE, FIGURES = "claims.json", "claims.csv", "claims.html", "figures"
DIGITS = 6


def as_data(tested: Sequence[Tested], scope: Scope) -> dict[str, Any]:
    """Return all numbers as plain data."""
    return {
        "worlds": scope.worlds, "replications": scope.replications, "seed": scope.seed,
        "claims": {one.claim.name: _claim_data(one) for one in tested},
    }  # fmt: skip


def as_json(data: dict[str, Any]) -> str:
    """Return plain data as text."""
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _claim_data(tested: Tested) -> dict[str, Any]:
    claim, found, question = tested.claim, tested.found, tested.claim.question
    data: dict[str, Any] = {
        "says": claim.says.en, "source": claim.source, "kind": claim.kind, "claims": claim.claims,
        "judged": found is not None,
    }  # fmt: skip
    if found is None or question is None:
        return data
    return data | {
        "outcome": question.outcome, "unit": question.unit, "direction": question.direction,
        "margin": question.margin, "margin_share": question.margin_share,
        "conditions": dict(question.conditions),
        "often": found.verdict.often, "stands": found.verdict.stands,
        **_shares(found.shares),
        "difference": _percentiles(found.percentiles),
        "difference_percent": _percentiles(found.relative),
        "usual_assumptions": _answer(found.at_start),
        "better_in_other_outcomes": {name: _shares(one) for name, one in found.others.items()},
        "turns": {turn.name: [_short(v) for v in turn.values] for turn in found.turns.found},
        "turns_left_out": found.turns.left_out,
        "box": _box(found),
        "against": _example(found.against.example, found.against.why_none),
        "in_favour": None if found.in_favour is None else _example(
            found.in_favour.example, found.in_favour.why_none
        ),
        "rests_on": {name: REGISTER[name].grade for name in found.rests_on},
    }  # fmt: skip


def _short(value: float | None) -> float | None:
    """Return a number with six digits, or nothing where there is none."""
    if value is None or not math.isfinite(value):
        return None
    return float(f"{value:.{DIGITS}g}")


def _shares(one: Shares) -> dict[str, Any]:
    return {
        "worlds": one.worlds, "share": _short(one.exceeds.value),
        "share_low": _short(one.exceeds.low), "share_high": _short(one.exceeds.high),
        "clearly_holds": _short(one.holds), "clearly_fails": _short(one.fails),
        "luck_hides": _short(one.unclear), "no_difference": _short(one.same),
    }  # fmt: skip


def _percentiles(values: tuple[float, ...]) -> dict[str, float | None]:
    return {str(p): _short(v) for p, v in zip(PERCENTILES, values, strict=False)}


def _answer(one: Answer) -> dict[str, Any]:
    return {
        "judged": one.judged, "difference": _short(one.difference), "level": _short(one.level),
        "half_interval": _short(one.half),
    }  # fmt: skip


def _box(found: Found) -> dict[str, Any] | None:
    if found.box is None:
        return None
    return {
        "of": found.box_of, "base_rate": _short(found.box.base_rate),
        "why_none": found.box.why_none,
        "boxes": [
            {
                "limits": {one.name: [_short(one.low), _short(one.high)] for one in box.limits},
                "coverage": _short(box.coverage), "density": _short(box.density),
                "held_out_coverage": _short(box.held_out_coverage),
                "held_out_density": _short(box.held_out_density),
            }
            for box in found.box.boxes
        ],
    }  # fmt: skip


def _example(example: Example | None, why_none: str) -> dict[str, Any]:
    if example is None:
        return {"why_none": why_none}
    return {
        "changes": {change.name: change.value for change in example.changes},
        "difference": _short(example.difference), "low": _short(example.low),
        "high": _short(example.high), "level": _short(example.level),
        "replications": example.replications, "seed": example.seed,
        "not_ruled_out": example.is_plausible,
    }  # fmt: skip


def as_csv(data: dict[str, Any]) -> str:
    """Return one row per claim; shares are of worlds, differences in the unit of the row."""
    head = (
        "claim", "kind", "claims", "stands", "often", "outcome", "unit", "direction", "worlds",
        "share", "share_low", "share_high", "clearly_holds", "clearly_fails", "luck_hides",
        "no_difference",
    )  # fmt: skip
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*head, *(f"difference_p{p}" for p in PERCENTILES)])
    for name, one in data["claims"].items():
        cells = [name, *(one.get(key, "") for key in head[1:])]
        writer.writerow([*cells, *(one.get("difference", {}).values())])
    return stream.getvalue()


def example_text(claim: Claim, question: Question, example: Example) -> str:
    """Return an example as a scenario file of its own, which ``snowball compare`` replays."""
    twin = trimmed(example.scenario)
    against = "against" if example.shows == "fails" else "for"
    changed = ", ".join(
        f"{change.name} {number(change.value)} instead of {number(change.usual)}"
        for change in example.changes
    )
    numbers = f"{example.difference:.6g} ({example.low:.6g} to {example.high:.6g})"
    twin["title"] = f"Example {against}: {claim.says.en}"[:110]
    twin["question"] = f"Where does it {'fail' if example.shows == 'fails' else 'hold'}, that" + (
        f" {claim.says.en[0].lower()}{claim.says.en[1:].rstrip('.')}?"
    )
    twin["status"], twin["seed"] = "illustrative", example.seed
    twin["sources"] = {
        **twin.get("sources", {}),
        "parameters": "a search among plausible worlds; they show what is possible, not what is",
    }
    lines = [
        f"# The claim: {claim.says.en}",
        f"# Changed from the usual assumptions: {changed or 'nothing'}.",
        *(f"#   {change.name}: {meaning(change.name, 'en')}" for change in example.changes),
        f"# Difference in {question.outcome} ({outcome_name(question.outcome, 'en')}), in"
        f" {question.unit}: {numbers},",
        f"# with {example.replications} replications and seed {example.seed}, as in:"
        f" snowball compare {example_file(claim, example)}",
    ]
    return "\n".join(lines) + "\n" + to_yaml(twin)


def trimmed(scenario: Scenario) -> dict[str, Any]:
    """Return the resolved twin without parameters at their defaults and without empty parts."""
    twin = scenario.resolved()
    twin["parameters"] = {
        name: value for name, value in twin["parameters"].items() if value != REGISTER[name].default
    }
    for part in (twin, *twin["arms"].values()):
        for key in [key for key, value in part.items() if value in ({}, "")]:
            del part[key]
    return twin


def examples_of(tested: Tested) -> list[Example]:
    """Return the examples of a claim: against it, then for it."""
    if tested.found is None:
        return []
    searches = (tested.found.against, tested.found.in_favour)
    return [one.example for one in searches if one is not None and one.example is not None]


def write_examples(tested: Sequence[Tested], folder: Path) -> list[Path]:
    """Write each example as a scenario file; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for one in tested:
        for example in examples_of(one):
            if one.claim.question is not None:
                path = folder / example_file(one.claim, example)
                write_whole(path, example_text(one.claim, one.claim.question, example))
                made.append(path)
    return made


def write_tables(tested: Sequence[Tested], scope: Scope, folder: Path) -> None:
    """Write all numbers as JSON, and one row per claim as CSV."""
    data = as_data(tested, scope)
    write_whole(folder / JSON, as_json(data))
    write_whole(folder / CSV, as_csv(data))
