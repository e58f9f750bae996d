"""Where stored results come from: enough to make the same bytes again, and no more.

The page names no time and no machine, so that the same request gives the same page.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path, PureWindowsPath
from typing import Any, NoReturn, get_args

import simulation
from simulation import Scenario, ScenarioError
from simulation.engine import Engine
from simulation.outcomes import MONTHLY, RUN
from simulation.scenario import Problem, load_resolved, nearest

SCHEMA_VERSION = 1
MONTHLY_KEPT = 1000
PROVENANCE = "provenance.json"
MONTHLY_FILE = "monthly.parquet"
RUNS_FILE = "runs.parquet"
DATA_FILES = (MONTHLY_FILE, RUNS_FILE)
LIBRARIES = ("numpy", "numba", "mesa", "pyarrow")
LARGEST_SEED = 2**32 - 1
KEYS: dict[str, tuple[type, str]] = {
    "schema_version": (int, "a whole number"),
    "scenario_file": (str, "the name of a file"),
    "scenario": (dict, "a resolved scenario"),
    "seed": (int, f"a whole number from 0 to {LARGEST_SEED}"),
    "replications": (int, "a whole number of at least 1"),
    "engine": (str, "one of " + ", ".join(get_args(Engine))),
    "versions": (dict, "names and versions"),
    "files": (dict, "names of files with sha256 and rows"),
    "units": (dict, "files with the unit of each column"),
}


@dataclass(frozen=True)
class Request:
    """What was asked for: a scenario, its luck, how many replicates, on which engine."""

    scenario: Scenario
    seed: int
    replications: int
    engine: Engine


def months_of(scenario: Scenario) -> int:
    """Return the months that every arm lasts.

    Raises
    ------
    ScenarioError   the arms have different horizons
    """
    horizons = {arm.parameters["horizon_months"]: name for name, arm in scenario.arms.items()}
    if len(horizons) > 1:
        got = ", ".join(f"{name} {months:g}" for months, name in horizons.items())
        refuse(Path(scenario.path), "arms.*.parameters.horizon_months", got,
               "the same horizon for all arms, since they are compared")  # fmt: skip
    return int(next(iter(horizons)))


def versions() -> dict[str, str]:
    """Return the versions of everything that decides the bytes."""
    found = {"snowball": simulation.__version__, "python": platform.python_version()}
    return found | {name: version(name) for name in LIBRARIES}


def units() -> dict[str, dict[str, str]]:
    """Return the unit of every outcome in every file."""
    return {
        MONTHLY_FILE: {outcome.name: outcome.unit for outcome in MONTHLY},
        RUNS_FILE: {outcome.name: outcome.unit for outcome in RUN},
    }


def provenance_of(request: Request, files: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the provenance of stored results as plain data.

    ``files`` says for each file of results its ``sha256`` and how many ``rows`` it holds.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "scenario_file": file_name(request.scenario.path),
        "scenario": request.scenario.resolved(),
        "seed": request.seed,
        "replications": request.replications,
        "engine": request.engine,
        "versions": versions(),
        "files": {name: dict(found) for name, found in files.items()},
        "units": units(),
    }


def file_name(path: str) -> str:
    r"""Return the name of a file without the folders of anybody's machine.

    >>> file_name("some/folder/bureau.yaml"), file_name(r"C:\folder\bureau.yaml")
    ('bureau.yaml', 'bureau.yaml')
    """
    return PureWindowsPath(path).name


def scenario_digest(scenario: Scenario) -> str:
    """Return a digest of the resolved scenario."""
    return hashlib.sha256(as_text(scenario.resolved()).encode("utf-8")).hexdigest()


def as_text(data: Mapping[str, Any]) -> str:
    """Return plain data as JSON text, always the same for the same data."""
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def refuse(file: Path, place: str, got: str, expected: str, near: str | None = None) -> NoReturn:
    """Say what is wrong with a stored file.

    Raises
    ------
    ScenarioError   always
    """
    raise ScenarioError([Problem(str(file), None, place, got, expected, near)])


def is_provenance(path: str | Path) -> bool:
    """Whether a file is a provenance by its name, or by what it says if it is JSON."""
    path = Path(path)
    if path.name == PROVENANCE:
        return True
    if path.suffix.lower() != ".json":
        return False
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(data, dict) and {"schema_version", "scenario"} <= data.keys()


def read_provenance(path: str | Path) -> dict[str, Any]:
    """Return a provenance as plain data, its keys and their kinds checked.

    Raises
    ------
    ScenarioError   with file, what stands there and what should
    """
    path = Path(path)
    data = _parsed(path)
    if not isinstance(data, dict):
        refuse(path, "", "no mapping", "the provenance of a run")
    got = data.get("schema_version")
    if type(got) is int and got != SCHEMA_VERSION:
        refuse(path, "schema_version", str(got), f"{SCHEMA_VERSION}, which this version reads")
    missing = [name for name in KEYS if name not in data]
    if missing:
        refuse(path, "", f"no {', '.join(missing)}", "the provenance of a finished run")
    for name, value in data.items():
        if name not in KEYS:
            near = nearest(name, KEYS)
            refuse(path, name[:60], "an unknown key", "the provenance of a run", near)
        kind, expected = KEYS[name]
        if type(value) is not kind or not _is_possible(name, value):
            refuse(path, name, json.dumps(value)[:60], expected)
    return data


def _is_possible(name: str, value: Any) -> bool:
    """Whether a value of the right kind is within its range."""
    if name == "seed":
        return bool(0 <= value <= LARGEST_SEED)
    if name == "replications":
        return bool(1 <= value)
    return name != "engine" or value in get_args(Engine)


def _parsed(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"), object_pairs_hook=lambda p: _once(path, p))
    except FileNotFoundError:
        refuse(path, "", "no such file", "the provenance of a finished run")
    except (OSError, UnicodeDecodeError):
        refuse(path, "", "a file that cannot be read", "the provenance of a run")
    except json.JSONDecodeError as error:
        refuse(path, f"line {error.lineno}", "text that is not JSON", "the provenance of a run")
    except RecursionError:
        refuse(path, "", "very deep nesting", "the provenance of a run")


def _once(path: Path, pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            refuse(path, key[:60], "a key that stands twice", "each key once")
        found[key] = value
    return found


def load_provenance(path: str | Path) -> Request:
    """Return what was asked for when results were stored.

    Raises
    ------
    ScenarioError   with everything that is wrong, each with file and place
    """
    data = read_provenance(path)
    return request_of(data, str(path))


def request_of(data: Mapping[str, Any], name: str) -> Request:
    """Return the request in a checked provenance; ``name`` is said where it is wrong."""
    scenario = load_resolved(data["scenario"], name)
    scenario = scenario.model_copy(update={"path": data["scenario_file"]})
    return Request(scenario, data["seed"], data["replications"], data["engine"])


def other_versions(data: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Return what has another version here than when results were made: (then, here)."""
    return {
        name: (str(data["versions"].get(name, "not said")), here)
        for name, here in versions().items()
        if data["versions"].get(name) != here
    }
