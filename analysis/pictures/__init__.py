"""Pictures of a comparison: general ones, and those that the scenario's choices call for.

>>> from analysis.pictures import pictures, save
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis import choices

from .differences import differences_picture
from .funding import funding_picture
from .months import months_picture
from .network import network_picture
from .picture import Picture, save, settled
from .scarcity import scarcity_picture
from .sustainability import sustainability_picture
from .timing import timing_picture
from .triangle import triangle_picture

if TYPE_CHECKING:
    from analysis.comparison import Comparison
    from simulation import Results, Scenario

__all__ = ["Picture", "pictures", "save"]

GENERAL = (
    months_picture,
    differences_picture,
    sustainability_picture,
    scarcity_picture,
    network_picture,
)
OF_A_CHOICE = (
    (choices.asks_how_to_scale, triangle_picture),
    (choices.asks_when_to_involve, timing_picture),
    (choices.asks_how_to_pay, funding_picture),
)


def pictures(
    scenario: Scenario, results: Results, comparison: Comparison, seed: int
) -> Iterator[Picture]:
    """Yield all pictures of a comparison, one after the other as they are drawn."""
    for draw in GENERAL:
        if draw is differences_picture and len(results.arms) == 1:
            continue  # nothing to compare
        yield settled(draw(scenario, results, comparison, seed))
    for asks, draw_choice in OF_A_CHOICE:
        if asks(scenario):
            yield settled(draw_choice(scenario, results, seed))
