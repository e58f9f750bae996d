"""Loading study files: everything that is wrong at once, with file, line and place."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulation import Scenario, ScenarioError, load_scenario
from simulation.scenario import Problem, load_resolved, nearest, shipped_scenarios
from simulation.scenario.checking import Check
from simulation.scenario.document import Document
from simulation.scenario.explaining import unknown_key
from simulation.scenario.files import is_file
from simulation.scenario.loading import tidy
from simulation.scenario.problems import shown
from simulation.scenario.reading import from_data, read

from .checks import check_model, check_points, check_study
from .shape import StudyText
from .study import RESOLVED_SCENARIO, Study

FOLDER = "studies"


def load_study(path: str | Path) -> Study:
    """Return the study in a file, or the shipped study of that name.

    Raises
    ------
    ScenarioError   with everything that is wrong, in the study and in its scenario
    """
    found = find_study(path)
    problems: list[Problem] = []
    if not is_file(found) and not found.is_dir():
        near = nearest(found.stem, [file.stem for file in shipped_studies()])
        missing = Problem(str(path), None, "", "no such file", "a study file or a shipped study",
                          near)  # fmt: skip
        raise ScenarioError([missing])
    document = read(found, problems)
    return _made(document, str(found), problems)


def study_from_data(data: Mapping[str, Any], name: str) -> Study:
    """Return the study that plain data describe, as stored with its results."""
    problems: list[Problem] = []
    return _made(from_data(data, name, problems), name, problems, is_new=False)


def shipped_studies() -> list[Path]:
    """Return the studies that come with the package."""
    return sorted((shipped_scenarios() / FOLDER).glob("*.yaml"))


def find_study(name: str | Path) -> Path:
    """Return the path of a study file, or of the shipped study of that name."""
    path = Path(name)
    if not is_file(path) and path.parent == Path():
        for shipped in shipped_studies():
            if path.name in (shipped.name, shipped.stem):
                return shipped
    return path


def is_study(path: str | Path) -> bool:
    """Whether a file holds a study: a mapping with a design."""
    try:
        return "design" in read(find_study(path), []).data
    except ScenarioError:
        return False


def _made(document: Document, path: str, problems: list[Problem], *, is_new: bool = True) -> Study:
    """Return the study of a document; the points of a new one are tried."""
    check = Check(document, problems)
    data = dict(document.data)
    twin = data.pop(RESOLVED_SCENARIO, None)
    known = StudyText.model_fields
    for key in [key for key in data if key not in known]:
        problems.append(unknown_key(document, (key,), known))
        del data[key]
    _read_table(data, Path(path).parent, check)
    text: StudyText = check.part(StudyText, data, (), ())
    scenario = _scenario(text.scenario, twin, Path(path).parent, check)
    study = None if scenario is None else Study(text, _with_arms(scenario, text, check), path)
    if study is not None:
        check_study(study, check)
        if is_new:
            check_model(study, check, Path(path).parent)
        if is_new and not problems:
            check_points(study, check)
    if problems or study is None:
        raise ScenarioError(problems)
    return study


def _scenario(name: str, twin: Any, folder: Path, check: Check) -> Scenario | None:
    """Return the scenario of a study: written out, beside it, or shipped."""
    if not check.is_sound(("scenario",)) or "scenario" not in check.document.data:
        return None
    try:
        if twin is not None:
            loaded = load_resolved(twin, name)
            return loaded.model_copy(update={"path": name})
        beside = folder / name
        return load_scenario(beside if is_file(beside) else name)
    except ScenarioError as error:
        if any(problem.got == "no such file" for problem in error.problems):
            near = error.problems[0].nearest
            expected = "a scenario file beside the study, or a shipped scenario"
            check.say(("scenario",), shown(name), expected, near)
        else:
            check.problems.extend(error.problems)
        return None


def _with_arms(scenario: Scenario, text: StudyText, check: Check) -> Scenario:
    """Return the scenario with the arms that run; the first stands in for a missing reference."""
    if not text.arms:
        return scenario
    unknown = [name for name in text.arms if name not in scenario.arms]
    for name in unknown:
        check.say(("arms",), shown(name), f"arms of {scenario.title}: {', '.join(scenario.arms)}",
                  nearest(name, scenario.arms))  # fmt: skip
    names = [name for name in dict.fromkeys(text.arms) if name not in unknown]
    if not names or names == list(scenario.arms):
        return scenario
    reference = scenario.reference if scenario.reference in names else names[0]
    return scenario.with_arms({name: scenario.arms[name] for name in names}, reference)


def _read_table(data: dict[str, Any], folder: Path, check: Check) -> None:
    """Put the points of a CSV file where a table stands."""
    design = data.get("design")
    name = design.get("file") if isinstance(design, dict) else None
    if not isinstance(name, str):
        return
    if data.get("table"):
        check.say(("table",), "points here and in a file", "points in one place")
    try:
        with (folder / name).open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(line for line in stream if not line.startswith("#")))
        data["table"] = [{key: float(value) for key, value in row.items()} for row in rows]
    except (OSError, UnicodeDecodeError):
        check.say(("design", "file"), shown(name), "a CSV file beside the study")
    except (TypeError, ValueError):
        check.say(("design", "file"), f"{shown(name)} with a cell that is no number",
                  "a number for every factor in every row")  # fmt: skip


def resolved_text(study: Study) -> dict[str, Any]:
    """Return the resolved twin of a study, without values that are not set."""
    plain: dict[str, Any] = tidy(study.resolved())
    return plain
