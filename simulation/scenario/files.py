"""Finding files: scenarios, what they extend, and bricks."""

from __future__ import annotations

import os
import sysconfig
from collections.abc import Iterable
from pathlib import Path, PureWindowsPath


def shipped_scenarios() -> Path:
    """Return the folder of the scenarios that come with the package."""
    beside = Path(__file__).resolve().parents[2] / "scenarios"
    if beside.is_dir():
        return beside
    return Path(sysconfig.get_path("data")) / "scenarios"


def shipped_names() -> list[str]:
    """Return the names of the shipped scenarios: of the files that hold arms of their own."""
    files = shipped_scenarios().glob("*.yaml")
    return sorted(path.stem for path in files if "\narms:" in path.read_text("utf-8"))


def is_file(path: Path) -> bool:
    """Return whether a path is a file; names that no system allows are none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def resolved_path(path: Path) -> Path:
    """Return one path for all ways to name the same file."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path


def find_file(name: str | Path) -> Path:
    """Return the path of a scenario file, or of the shipped scenario of that name."""
    path = Path(name)
    if not is_file(path) and path.parent == Path():
        for shipped in (path.name, f"{path.name}.yaml"):
            if is_file(shipped_scenarios() / shipped):
                return shipped_scenarios() / shipped
    return path


def part_named(name: str | Path) -> Path | None:
    """Return the shipped part of that name, such as a brick, if there is one."""
    path = Path(name)
    if path.parent != Path() or not path.name.isprintable():
        return None
    wanted = path.name if path.suffix == ".yaml" else f"{path.name}.yaml"
    found = (path for path in shipped_scenarios().glob("*/*.yaml") if path.name == wanted)
    return next(found, None)


def files_beside(path: Path) -> list[str]:
    """Return the names of the YAML files in the folder of a path."""
    return _names(path.parent, "*.yaml", "*.yml")


def find_base(name: str, folder: Path, within: Path | None = None) -> Path | None:
    """Return the file that a scenario in a folder extends, if there is one.

    With ``within``, names that could lead out of that folder are not even looked at: what is
    found would tell where it lies.
    """
    if within is not None and not is_inner(name):
        return None
    for path in (folder / name, shipped_scenarios() / name):
        if (within is None or is_within(path, within)) and is_file(path):
            return path
    return None


def is_inner(name: str) -> bool:
    """Return whether a name can only lead further into a folder, on every system.

    >>> is_inner("places/oblasts.yaml"), is_inner("/base.yaml"), is_inner("bricks/../base.yaml")
    (True, False, False)
    """
    path = PureWindowsPath(name)
    return not path.anchor and ".." not in path.parts


def is_within(path: Path, folder: Path) -> bool:
    """Return whether a path stays in a folder, by its words alone: no file is looked at.

    >>> is_within(Path("a/b/../c.yaml"), Path("a")), is_within(Path("a/../c.yaml"), Path("a"))
    (True, False)
    """
    return folder in Path(os.path.normpath(path)).parents


def find_brick(name: str, folders: Iterable[Path]) -> Path | None:
    """Return the file of a brick: beside the scenario, beside its bases, or shipped."""
    if Path(name).name != name:
        return None
    paths = (folder / "bricks" / f"{name}.yaml" for folder in (*folders, shipped_scenarios()))
    return next((path for path in paths if is_file(path)), None)


def bases_near(folder: Path) -> list[str]:
    """Return the names of files that a scenario in a folder could extend."""
    return _names(folder, "*.yaml", "*/*.yaml") + _names(shipped_scenarios(), "*.yaml", "*/*.yaml")


def bricks_near(folders: Iterable[Path]) -> list[str]:
    """Return the names of all bricks that can be found."""
    return [
        Path(name).stem
        for folder in (*folders, shipped_scenarios())
        for name in _names(folder / "bricks", "*.yaml")
    ]


def _names(folder: Path, *patterns: str) -> list[str]:
    try:
        found = [path for pattern in patterns for path in folder.glob(pattern)]
    except (OSError, ValueError):
        return []
    return sorted(path.relative_to(folder).as_posix() for path in found)
