"""The scenarios that can be asked about: the shipped ones, and files that were uploaded."""

from __future__ import annotations

import re
import secrets
import threading
from functools import cache

from simulation import Scenario, load_scenario
from simulation.scenario import shipped_names, shipped_scenarios

from .keeping import Kept
from .limits import MOST_UPLOADS, UPLOADS_BYTES
from .refusals import gone, not_found

UPLOADED = re.compile(r"[A-Za-z0-9_-]{22}")
BYTES_PER_CHARACTER = 6  # of a scenario in memory, for each character of its file; measured
BYTES_PER_AGENT = 8_000  # of each place and organisation of each arm, and so on; measured


READING = threading.Lock()


@cache
def _all_shipped() -> dict[str, Scenario]:
    return {name: load_scenario(shipped_scenarios() / f"{name}.yaml") for name in shipped_names()}


class Shelf:
    """Shipped scenarios by name, uploaded ones by ids that nobody can guess."""

    def __init__(self, most: int = MOST_UPLOADS, most_bytes: int = UPLOADS_BYTES) -> None:
        self._opened: dict[str, Scenario] = {}
        self._uploads: Kept[Scenario] = Kept(most_bytes, most)

    def shipped(self) -> dict[str, Scenario]:
        """Return all shipped scenarios, by name and in their order; read once."""
        with READING:
            return _all_shipped()

    def is_shipped(self, name: str) -> bool:
        """Whether a scenario came with the package."""
        return name in self.shipped()

    def find(self, name: str) -> Scenario:
        """Return a scenario by its id.

        Raises
        ------
        RefusedError   there is none of that id, or it is no longer kept
        """
        found = self.shipped().get(name) or self._opened.get(name) or self._uploads.get(name)
        if found is not None:
            return found
        raise gone() if UPLOADED.fullmatch(name) else not_found(name, self.shipped())

    def keep(self, scenario: Scenario, size: int) -> str:
        """Keep an uploaded scenario for as long as there is room; return its new id."""
        agents = sum(len(arm.places) + len(arm.organisations) for arm in scenario.arms.values())
        name = secrets.token_urlsafe(16)
        room = size * BYTES_PER_CHARACTER + agents * BYTES_PER_AGENT
        self._uploads.put(name, scenario, room)
        return name

    def open(self, scenario: Scenario) -> str:
        """Keep a scenario that the command line named until the server ends; return its id."""
        name = secrets.token_urlsafe(16)
        self._opened[name] = scenario
        return name
