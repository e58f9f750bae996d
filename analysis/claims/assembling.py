"""From a claim to a scenario of two arms, by the code that puts scenario files together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simulation import Scenario, ScenarioError
from simulation.scenario.checking import Check
from simulation.scenario.document import Document, Key, Where, merge, under
from simulation.scenario.files import find_file, is_file, shipped_scenarios
from simulation.scenario.loading import make_scenario
from simulation.scenario.merging import Assembly
from simulation.scenario.problems import Problem, nearest, shown

from .claim import ARM, INSTEAD_OF
from .shape import Text

LONGEST_TITLE = 110


class Bases:
    """The scenarios on which claims are laid, each assembled once."""

    def __init__(self, claims: Document) -> None:
        self.claims = claims
        self.assembly = Assembly()
        self.found: dict[Path, Document] = {}

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the files of scenarios and bricks."""
        return self.assembly.problems

    def of(self, name: str, place: Key, check: Check) -> Document | None:
        """Return a scenario as a document; nothing and a problem if there is none."""
        beside = self.claims.folders[0] / name
        path = beside if is_file(beside) else find_file(name)
        if not is_file(path):
            if place not in check.broken:
                known = sorted(file.stem for file in shipped_scenarios().glob("*.yaml"))
                expected = "a file beside this one or a shipped scenario"
                check.say(place, f"no scenario {shown(name)}", expected, nearest(name, known))
                check.broken.add(place)
            return None
        if path not in self.found:
            self.found[path] = self.assembly.of(path)
        return self.found[path]


def two_arms(
    bases: Bases, name: str, place: Key, at: Key, entry: Any, arm: Text, other: Text, check: Check
) -> Scenario | None:
    """Return the scenario of a claim, both arms laid over the reference arm of a scenario."""
    base = bases.of(name, place, check)
    if base is None:
        return None
    reference = base.data.get("reference")
    arms = base.data.get("arms")
    if not isinstance(arms, dict) or reference not in arms:
        check.say(place, f"{shown(name)}, which has no reference arm", "a scenario with arms")
        check.broken.add(place)
        return None
    own = _own_arms(entry, at, check.document, arm, other)
    before = len(bases.problems)
    ground = _both_from(base, str(reference))
    # The same code as for the bricks that arms of scenario files name.
    bases.assembly._inline_bricks_of_arms(own, [*check.document.folders, *base.folders], (), ground)
    is_whole = base.is_complete and len(bases.problems) == before
    laid = merge(ground, own)
    laid.is_complete = is_whole  # where a brick is missing, only what is said is looked at
    laid.data["title"] = entry.says.en[:LONGEST_TITLE]
    laid.data["question"] = entry.says.en
    laid.data["description"] = "" if entry.how is None else entry.how.en
    problems: list[Problem] = []
    try:
        scenario = make_scenario(laid, check.document.file, problems)
    except ScenarioError as error:
        check.problems += error.problems
        return None
    return scenario if is_whole and _can_be_compared(scenario, at, check) else None


def _own_arms(entry: Any, at: Key, claims: Document, arm: Text, other: Text) -> Document:
    """Return what a claim says of its arms, each value with the line where it stands."""
    own = Document({"arms": {}}, {(): claims.where[()]}, claims.file, folders=claims.folders)
    for key, called, label in (("instead_of", INSTEAD_OF, other), ("arm", ARM, arm)):
        said: dict[str, Any] = getattr(entry, key) or {}
        own.data["arms"][called] = {**said, "label": label.en}
        start = (*at, key)
        for place, where in claims.where.items():
            if place[: len(start)] == start:
                own.where["arms", called, *place[len(start) :]] = where
        own.where.setdefault(("arms", called), Where(claims.file, claims.where[at].line, at))
        own.broken |= {
            ("arms", called, *place[len(start) :])
            for place in claims.broken
            if place[: len(start)] == start
        }
    return own


def _both_from(base: Document, reference: str) -> Document:
    """Return a scenario whose two arms are both its reference arm."""
    start: Key = ("arms", reference)
    arm = under(base, start)
    data = {key: value for key, value in base.data.items() if key != "arms"}
    data |= {"reference": INSTEAD_OF, "arms": {name: dict(arm.data) for name in (INSTEAD_OF, ARM)}}
    where = {place: spot for place, spot in base.where.items() if place[:1] != ("arms",)}
    for name in (INSTEAD_OF, ARM):
        where |= {("arms", name, *place): spot for place, spot in arm.where.items()}
    return Document(data, where, base.file, base.broken, base.folders, base.is_complete)


def _can_be_compared(scenario: Scenario, at: Key, check: Check) -> bool:
    """Note arms between which there is nothing to compare."""
    arm, other = scenario.arms[ARM], scenario.arms[INSTEAD_OF]
    said = ("name", "label", "description")
    if arm.model_dump(exclude=set(said)) == other.model_dump(exclude=set(said)):
        check.say(at, "two arms that are the same", "arm and instead_of that differ")
        return False
    months = [one.parameters["horizon_months"] for one in (arm, other)]
    if months[0] != months[1]:
        got = f"arms of {months[0]:g} and {months[1]:g} months"
        check.say((*at, "arm"), got, "the same horizon_months in both")
        return False
    return True
