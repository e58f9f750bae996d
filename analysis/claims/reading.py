"""Reading a file of claims: everything that is wrong at once, each with its line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from simulation import ScenarioError
from simulation.outcomes import RUN_NAMES
from simulation.scenario.checking import Check
from simulation.scenario.document import Document, Key
from simulation.scenario.explaining import unknown_key
from simulation.scenario.files import find_file
from simulation.scenario.problems import Problem, nearest, number, shown
from simulation.scenario.reading import read

from ..worlds import UNCERTAINTIES
from .assembling import Bases, two_arms
from .claim import MAIN_OUTCOMES, Claim, Claims, Question, Range
from .shape import BASE, PARTS, Entry, Head, Text

SHIPPED = "claims"
PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
TEXTS = ("says", "how", "close_to_assumption", "cannot_judge")
ARMS = ("arm", "instead_of")
WORDS = "words, or words for en and for bg"


def load_claims(path: str | Path = SHIPPED) -> Claims:
    """Return the claims in a file, or in the shipped file of that name.

    Raises
    ------
    ScenarioError   with everything that is wrong, each with file, line and place
    """
    problems: list[Problem] = []
    document = read(find_file(path), problems)
    check = Check(document, problems)
    _two_languages(document)
    if "title" not in document.data and check.is_sound(("title",)):
        check.say(("title",), "nothing", WORDS)
        document.data["title"] = {"en": "?"}
    _unknown_keys(check)
    head: Any = check.part(
        Head, {key: document.data[key] for key in Head.model_fields if key in document.data},
        (), (),
    )  # fmt: skip
    bases = Bases(document)
    claims = [_claim(name, head, bases, check) for name in _names(check)]
    problems += bases.problems
    if problems:
        raise ScenarioError(problems)
    return Claims(head.title, tuple(claims), str(find_file(path)))


def _unknown_keys(check: Check) -> None:
    known = [*Head.model_fields, "claims"]
    if "arms" in check.document.data and "claims" not in check.document.data:
        check.say((), "a scenario", "a file of claims, with claims: and a name for each")
        check.broken.add(("claims",))
        return
    for key in check.document.data:
        if key not in known:
            check.problems.append(unknown_key(check.document, (key,), known))


def _names(check: Check) -> list[str]:
    """Return the names of the claims that can be looked at."""
    if "claims" not in check.document.data:
        if check.is_sound(("claims",)):
            check.say(("claims",), "nothing", "at least one claim")
        return []
    said = check.mapping(check.document.data["claims"], ("claims",))
    if isinstance(check.document.data["claims"], dict) and not said:
        check.say(("claims",), "no claim", "at least one claim")
    for name in said:
        if not PLAIN_NAME.fullmatch(name):
            expected = "a name of small letters, digits and hyphens, since files are named by it"
            check.say(("claims", name), shown(name), expected)
    return [name for name in said if check.mapping(said[name], ("claims", name))]


def _claim(name: str, head: Any, bases: Bases, check: Check) -> Claim:
    at: Key = ("claims", name)
    said = check.document.data["claims"][name]
    entry: Any = check.part(Entry, said, (), at)
    question = None
    if entry.cannot_judge is None:
        question = _question(entry, at, head.scenario, bases, check)
    else:
        for key in PARTS:
            if key in said and key != "scenario":
                got = f"{key} in a claim that cannot be judged"
                check.say((*at, key), got, "either what is compared or cannot_judge")
    return Claim(
        name, entry.says, entry.source, entry.kind, entry.claims, entry.how,
        entry.close_to_assumption, entry.cannot_judge, question,
    )  # fmt: skip


def _question(entry: Any, at: Key, base: str, bases: Bases, check: Check) -> Question | None:
    said = check.document.data["claims"][at[1]]
    for key in ("arm", "outcome", "direction"):
        if key not in said and check.is_sound((*at, key)):
            check.say(at, f"no {key}", "what is compared (arm, outcome, direction) or cannot_judge")
    if entry.margin and entry.margin_share is not None and check.is_sound((*at, "margin")):
        check.say((*at, "margin_share"), "margin and margin_share", "one of the two")
    conditions = {
        name: found
        for name, value in entry.conditions.items()
        if (found := _range(name, value, (*at, "conditions", name), check)) is not None
    }
    also = _also(entry.also, (*at, "also"), check)
    if "arm" not in said or any(not check.is_sound((*at, key)) for key in (*ARMS, "scenario")):
        return None
    labels = tuple(_label(said, key, at, check) for key in ARMS)
    name = entry.scenario or base
    place: Key = (*at, "scenario") if entry.scenario else ("scenario",)
    scenario = two_arms(bases, name, place, at, entry, labels[0], labels[1], check)
    if scenario is None or entry.outcome is None or entry.direction is None:
        return None
    others = MAIN_OUTCOMES if also is None else also
    question = Question(
        scenario, entry.outcome, entry.direction, entry.margin, entry.margin_share, conditions,
        tuple(other for other in others if other != entry.outcome), (labels[0], labels[1]),
    )  # fmt: skip
    for key in conditions:
        if key not in question.open_assumptions:
            got = f"{key}, which the scenario or an arm sets"
            check.say((*at, "conditions", key), got, "an assumption that is left open")
    return question


def _range(name: str, value: object, place: Key, check: Check) -> Range | None:
    """Return the range of a condition, or nothing and a problem."""
    known = {p.name: p for p in UNCERTAINTIES}
    if name not in known:
        near = nearest(name, known)
        check.say(place, shown(name), "an assumption that is not known exactly", near)
        return None
    low, high = known[name].low, known[name].high
    expected = f"[low, high] within {number(low)} to {number(high)} ({known[name].unit})"
    is_pair = isinstance(value, list) and len(value) == 2
    plain = value if is_pair and isinstance(value, list) else []
    if not all(isinstance(end, (int, float)) and not isinstance(end, bool) for end in plain):
        plain = []
    if not plain or not low <= plain[0] < plain[1] <= high:
        got = f"[{', '.join(map(shown, value))}]" if isinstance(value, list) else shown(value)
        check.say(place, got, expected)
        return None
    return float(plain[0]), float(plain[1])


def _also(value: object, place: Key, check: Check) -> tuple[str, ...] | None:
    """Return the other outcomes that a claim names, or nothing."""
    if value is None:
        return None
    names = value if isinstance(value, list) else [value]
    for index, name in enumerate(names):
        if name not in RUN_NAMES:
            near = nearest(name, RUN_NAMES)
            check.problems.append(
                check.document.problem(place, shown(name), "an outcome of runs", near, item=index)
            )
    return tuple(name for name in names if name in RUN_NAMES)


def _label(said: Any, key: str, at: Key, check: Check) -> Text:
    """Return what people read for an arm; unless said, the arm's own kind of words."""
    arm = said.get(key, {})
    if not isinstance(arm, dict) or "label" not in arm:
        return Text(en="As claimed", bg="Както се твърди") if key == "arm" else Text(
            en="Otherwise", bg="Иначе"
        )  # fmt: skip
    label: Any = check.part(Text, arm["label"], (), (*at, key, "label"))
    return Text(en=label.en, bg=label.bg)


def _two_languages(document: Document) -> None:
    """Turn words said in one language into words that are the English ones."""
    data = document.data
    spots: list[tuple[dict[str, Any], str]] = [(data, "title")]
    claims = data.get("claims")
    for entry in (claims if isinstance(claims, dict) else {}).values():
        if isinstance(entry, dict):
            spots += [(entry, key) for key in TEXTS]
            arms = [entry.get(key) for key in ARMS]
            spots += [(arm, "label") for arm in arms if isinstance(arm, dict)]
    for holder, key in spots:
        if isinstance(holder.get(key), str):
            holder[key] = {"en": holder[key]}


__all__ = ["BASE", "SHIPPED", "load_claims"]
