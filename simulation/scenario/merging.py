"""Putting a scenario together from its bases, its bricks and its own text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .document import Document, Key, Where, merge, under
from .files import (
    bases_near,
    bricks_near,
    find_base,
    find_brick,
    resolved_path,
    shipped_scenarios,
)
from .problems import Problem, ScenarioError, nearest, shown
from .reading import read, read_text

# What a brick says of itself and does not pass on.
TEXT_OF_ITS_OWN = ("title", "description", "question", "status", "seed")
NAMING = ("extends", "bricks")
DEEPEST = 20


def assemble(path: Path, problems: list[Problem]) -> Document:
    """Return a file with all that it extends and its bricks; add what is wrong to problems."""
    assembly = Assembly()
    return _whole(assembly, assembly.of(path), problems)


def assemble_text(text: str | bytes, name: str, problems: list[Problem]) -> Document:
    """Return a text with all shipped files that it extends and its shipped bricks."""
    shipped = shipped_scenarios()
    assembly = Assembly(within=shipped)
    own = read_text(text, Path(name), assembly.problems)
    return _whole(assembly, assembly.joined(own, shipped, ()), problems)


def _whole(assembly: Assembly, document: Document, problems: list[Problem]) -> Document:
    document.is_complete = assembly.is_complete
    problems += assembly.problems
    return document


class Assembly:
    """The files of one scenario, each read once; with ``within``, of that folder alone."""

    def __init__(self, within: Path | None = None) -> None:
        self.within = within
        self.problems: list[Problem] = []
        self.is_complete = True  # whether every file could be read
        self.done: dict[Path, Document] = {}

    def of(self, path: Path, above: tuple[Path, ...] = ()) -> Document:
        """Return a file with its bases and bricks merged in, in order."""
        real = resolved_path(path)
        if real not in self.done:
            self.done[real] = self._assembled(path, (*above, real))
        return self.done[real]

    def _assembled(self, path: Path, above: tuple[Path, ...]) -> Document:
        beside = path.parent.parent if path.parent.name == "bricks" else path.parent
        return self.joined(self._read(path), path.parent, above, beside)

    def joined(
        self, own: Document, folder: Path, above: tuple[Path, ...], beside: Path | None = None
    ) -> Document:
        """Return a file's own text laid over all that it names; ``folder`` is where it stands."""
        beside = folder if beside is None else beside
        own.folders = [beside]
        result = Document({}, {(): own.where[()]}, own.file, folders=[beside])
        for index, name in enumerate(self._names(own, "extends")):
            base = find_base(name, folder, self.within)
            if base is None:
                near = _base_near(name, bases_near(folder))
                expected = "a file beside this one or a shipped one"
                expected = "a shipped file" if self.within else expected
                self._lost(own, "extends", index, f"no file {shown(name)}", expected, near)
            elif self._is_new(base, above, own, "extends", index):
                result = merge(result, self.of(base, above))
        result = self._with_bricks(result, own, above, result.folders)
        self._inline_bricks_of_arms(own, result.folders, above, result)
        for key in NAMING:
            own.data.pop(key, None)
        return merge(result, own)

    def _read(self, path: Path) -> Document:
        try:
            return read(path, self.problems)
        except ScenarioError as error:
            self.problems += error.problems
            self.is_complete = False
            return Document({}, {(): Where(str(path), 1)}, str(path), folders=[path.parent])

    def _lost(
        self, own: Document, key: str, index: int, got: str, expected: str, near: str | None = None
    ) -> None:
        self.problems.append(own.problem((key,), got, expected, near, item=index))
        self.is_complete = False

    def _is_new(
        self, path: Path, above: tuple[Path, ...], own: Document, key: str, index: int
    ) -> bool:
        """Return whether a file does not lead back to itself."""
        if len(above) > DEEPEST:
            self._lost(own, key, index, f"{path.name} after many others", "fewer files in a row")
            return False
        if resolved_path(path) in above:
            got = f"{shown(path.name)}, which leads back to itself"
            self._lost(own, key, index, got, "files that do not extend each other")
            return False
        return True

    def _names(self, document: Document, key: str) -> list[str]:
        """Return one name or a list of names that stands under a key."""
        if any(place[:1] == (key,) for place in document.broken):
            self.is_complete = False
        value = document.data.get(key, [])
        names = [value] if isinstance(value, str) else value
        if isinstance(names, list) and all(isinstance(name, str) for name in names):
            return names
        got = shown(value)
        self.problems.append(document.problem((key,), got, "a name or a list of names"))
        self.is_complete = False
        return []

    def _with_bricks(
        self, result: Document, own: Document, above: tuple[Path, ...], folders: list[Path]
    ) -> Document:
        """Return a document with its named bricks merged in; their titles stay behind."""
        for index, name in enumerate(self._names(own, "bricks")):
            found = find_brick(name, folders)
            if found is None:
                near = nearest(name, bricks_near(folders))
                self._lost(
                    own, "bricks", index, f"no brick {shown(name)}", "a file in bricks/", near
                )
            elif self._is_new(found, above, own, "bricks", index):
                result = merge(result, _without_text(self.of(found, above)))
        return result

    def _inline_bricks_of_arms(
        self, own: Document, folders: list[Path], above: tuple[Path, ...], result: Document
    ) -> None:
        """Replace the bricks that an arm names by what they say; add their sources."""
        arms = own.data.get("arms")
        if not isinstance(arms, dict):
            return
        for name, arm in arms.items():
            if not isinstance(arm, dict) or "bricks" not in arm:
                continue
            at: Key = ("arms", name)
            text = under(own, at)
            bricks = self._with_bricks(Document({}), text, above, folders)
            sources = bricks.data.pop("sources", {})
            text.data = {key: value for key, value in arm.items() if key != "bricks"}
            laid = merge(bricks, text)
            arms[name] = laid.data
            own.where |= {(*at, *place): where for place, where in laid.where.items()}
            own.broken |= {(*at, *place) for place in laid.broken}
            _add_sources(result, sources, bricks)


def _base_near(name: str, known: list[str]) -> str | None:
    """Return the file most like a name, or the one that differs in folder and ending alone."""
    stem = Path(name).stem
    return nearest(name, known) or next((one for one in known if Path(one).stem == stem), None)


def _without_text(brick: Document) -> Document:
    data = {key: value for key, value in brick.data.items() if key not in TEXT_OF_ITS_OWN}
    where = {place: line for place, line in brick.where.items() if place}
    return Document(data, where, brick.file, brick.broken)


def _add_sources(result: Document, sources: Any, bricks: Document) -> None:
    """Add the sources of an arm's bricks to those of the scenario."""
    known = result.data.get("sources", {})
    if isinstance(sources, dict) and isinstance(known, dict):
        result.data["sources"] = {**sources, **known}
        for name in sources:
            place = ("sources", name)
            if place in bricks.where:
                result.where.setdefault(place, bricks.where[place])
