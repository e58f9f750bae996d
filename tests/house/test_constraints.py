"""Exact versions of everything that is installed, and nothing else."""

import re
import tomllib
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LINES = [
    line
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
PIN = re.compile(
    r"[a-z0-9-]+==[0-9][0-9a-z.]*(; python_version (<|>=) \"3\.12\")?",
)


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(python: str) -> dict[str, str]:
    """Name and version of every pin that counts on this Python."""
    requirements = [Requirement(line) for line in LINES]
    return {
        plain(r.name): str(r.specifier).removeprefix("==")
        for r in requirements
        if r.marker is None or r.marker.evaluate({"python_version": python})
    }


def test_each_line_is_one_exact_version_without_hosts():
    assert LINES
    assert [line for line in LINES if not PIN.fullmatch(line)] == []


def test_each_package_is_pinned_once_on_each_python():
    for python in ("3.11", "3.12", "3.13"):
        names = [
            plain(r.name)
            for r in map(Requirement, LINES)
            if r.marker is None or r.marker.evaluate({"python_version": python})
        ]
        assert len(names) == len(set(names))


def test_each_requirement_is_pinned_within_its_bounds():
    wanted = [*PROJECT["dependencies"]]
    for extra in PROJECT["optional-dependencies"].values():
        wanted += extra
    for python in ("3.11", "3.12", "3.13"):
        pinned = pins(python)
        for requirement in map(Requirement, wanted):
            if plain(requirement.name) == PROJECT["name"]:
                continue
            assert pinned[plain(requirement.name)] in requirement.specifier


def test_what_runs_here_is_what_is_pinned():
    import sys

    pinned = pins(f"{sys.version_info.major}.{sys.version_info.minor}")
    installed = {plain(d.metadata["Name"]): d.version for d in distributions()}
    names = [plain(Requirement(line).name) for line in PROJECT["dependencies"]]
    assert {n: installed[n] for n in names} == {n: pinned[n] for n in names}
