"""A study, ready to be run: a scenario, its factors, and what makes its runs what they are."""

from __future__ import annotations

import hashlib
import inspect
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

import simulation
from simulation import Scenario
from simulation.outcomes import RUN_NAMES
from simulation.world import MIX

from ..provenance import as_text, file_name, scenario_digest
from ..worlds import open_assumptions
from .designs import KINDS
from .factors import Range
from .shape import StudyText

RESOLVED_SCENARIO = "resolved_scenario"


@dataclass(frozen=True)
class Study:
    """A designed experiment; ``scenario`` holds only the arms that run."""

    text: StudyText
    scenario: Scenario
    path: str = ""

    @cached_property
    def ranges(self) -> tuple[Range, ...]:
        """The factors with their ranges, in the order of the file."""
        return tuple(Range.of(name, factor) for name, factor in self.text.factors.items())

    @property
    def arms(self) -> tuple[str, ...]:
        """The names of the arms that run, in order."""
        return tuple(self.scenario.arms)

    @property
    def fixed(self) -> Mapping[str, float]:
        """Parameters that have one value in all runs."""
        return self.text.fixed

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes of runs that are kept."""
        return tuple(self.text.outcomes) or RUN_NAMES

    @property
    def factors(self) -> tuple[str, ...]:
        """The names of everything that has a value of its own in every point."""
        mixes = MIX if self.text.design.kind == "triangle" else ()
        said = self.text.table[0] if self.text.table else self.text.factors
        return (*mixes, *said, *self.world_names)

    @property
    def world_names(self) -> tuple[str, ...]:
        """The uncertainties that every plausible world sets, if the design asks for worlds.

        What the study fixes, and what the scenario or an arm sets itself, stays as it is.
        """
        if self.text.design.worlds is None:
            return ()
        moved = open_assumptions(self.scenario.arms.values())
        return tuple(name for name in moved if name not in self.fixed)

    @cached_property
    def digest(self) -> str:
        """A digest of everything that decides what a run is, but for its point and replicate.

        Points and replications can be added later without changing it.
        """
        text = self.text
        meaning = {
            "scenario": scenario_digest(self.scenario),
            "fixed": text.fixed,
            "factors": list(self.factors),
            "seed": text.seed,
            "outcomes": list(self.outcomes),
            "months": text.months.model_dump() if text.months else None,
            "engine": text.engine,
            "model": model_digest(text.model) if text.model else None,
            "code": code_digest(),
        }
        return hashlib.sha256(as_text(meaning).encode()).hexdigest()

    def resolved(self) -> dict[str, Any]:
        """Return the study with nothing left to fill in, as plain data that load to itself."""
        plain = self.text.model_dump(exclude_none=True)
        plain["factors"] = {
            name: factor.model_dump(exclude_none=True, exclude_defaults=True)
            for name, factor in self.text.factors.items()
        }
        if self.text.adaptive is not None:
            del plain["replications"]
        plain["scenario"] = file_name(self.scenario.path) or self.text.scenario
        plain["design"] = self._design()
        return {**plain, RESOLVED_SCENARIO: self.scenario.resolved()}

    def _design(self) -> dict[str, Any]:
        """Return what the design says and its kind reads; a file's points stand in the table."""
        design = self.text.design
        kind = KINDS[design.kind]
        keys = {"kind", "worlds", *kind.needs, *kind.takes} - {"file"}
        return design.model_dump(include=keys, exclude_none=True)


@cache
def code_digest() -> str:
    """Return a digest of the source of the model, so that no run is mixed with another model's."""
    folder = Path(simulation.__file__).parent
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.py"), key=lambda path: path.relative_to(folder).as_posix()):
        found.update(path.relative_to(folder).as_posix().encode())
        found.update(path.read_text("utf-8").encode())
    return found.hexdigest()


def model_digest(name: str) -> str:
    """Return a digest of the source of the module of a class of one's own."""
    source = inspect.getsource(sys.modules[own_model(name).__module__])
    return hashlib.sha256(source.encode()).hexdigest()


def own_model(name: str) -> type:
    """Return the class that ``module:Class`` names.

    Raises
    ------
    ValueError   there is no such module or class, or it does not extend ScalingModel
    """
    module, _, attribute = name.partition(":")
    try:
        found = getattr(import_module(module), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        raise ValueError(str(error)) from None
    if not (isinstance(found, type) and issubclass(found, simulation.ScalingModel)):
        raise ValueError(f"{attribute} does not extend ScalingModel")
    return found
