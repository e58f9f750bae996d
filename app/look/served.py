"""What Solara's server asks this module for: ``Page``, one of its own for each visitor.

``Page`` is made when it is asked for, since Solara is installed only with the extra ``look``.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from analysis.errors import needed

from .page import EXTRA, page

if TYPE_CHECKING:
    from simulation import Scenario

LOOKED_AT: list[tuple[Scenario, str, int]] = []  # scenario, arm and seed, once they are known


def look_at(scenario: Scenario, arm: str, seed: int) -> None:
    """Say what is looked at, before the server begins."""
    LOOKED_AT[:] = [(scenario, arm, seed)]


@cache
def component() -> Any:
    """Return the component that shows the page, with a model of its own for each visitor."""
    solara = needed("solara", EXTRA)

    @solara.component
    def Page() -> None:  # noqa: N802 as Solara calls it
        ((scenario, arm, seed),) = LOOKED_AT
        solara.Title("Snowball")
        page(scenario, arm, seed)

    return Page


def __getattr__(name: str) -> Any:
    """Make ``Page`` when it is asked for."""
    if name == "Page":
        return component()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
