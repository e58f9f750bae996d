"""The page that Mesa makes of one run: months by hand or by themselves, arm, seed and replicate."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from analysis.errors import needed
from simulation.model import ScalingModel
from simulation.scenario.problems import expected_one_of

from ..asking import LARGEST_SEED
from .drawing import map_picture, months_picture

if TYPE_CHECKING:
    from analysis.pictures.picture import Picture
    from simulation import Scenario

EXTRA = "look"
MOST_REPLICATES = 1000
MILLISECONDS = 200  # between months that pass by themselves
PICTURES: tuple[Callable[[ScalingModel], Picture], ...] = (map_picture, months_picture)


def looking_model(scenario: Scenario, usual_seed: int) -> type[ScalingModel]:
    """Return a model class of one scenario, which Mesa makes anew when somebody presses Reset."""

    class Looking(ScalingModel):
        """One run of an arm of the scenario that is looked at."""

        def __init__(
            self, arm: str | None = None, seed: int | str | None = None, replicate: int = 0
        ) -> None:
            super().__init__(scenario, arm, seed_typed(seed, usual_seed), int(replicate))

    return Looking


def seed_typed(typed: int | str | None, usual: int) -> int:
    """Return the seed that was typed, or the usual one if that is none.

    The pictures say which seed they show; a mistake here would end Mesa's page.

    >>> seed_typed(" 7 ", 1), seed_typed("seven", 1), seed_typed(None, 1)
    (7, 1, 1)
    """
    text = str(typed).strip()
    is_seed = re.fullmatch("[0-9]{1,10}", text) and int(text) <= LARGEST_SEED
    return int(text) if is_seed else usual


def choices(scenario: Scenario, arm: str, seed: int) -> dict[str, Any]:
    """Return what the page offers to choose, in the words that Mesa reads."""
    return {
        "arm": {
            "type": "Select", "label": "Arm", "value": arm, "values": list(scenario.arms),
        },
        "seed": {"type": "InputText", "label": "Seed", "value": str(seed)},
        "replicate": {
            "type": "SliderInt", "label": "Replicate",
            "value": 0, "min": 0, "max": MOST_REPLICATES - 1, "step": 1,
        },
    }  # fmt: skip


def page(scenario: Scenario, arm: str | None = None, seed: int | None = None) -> Any:
    """Return Mesa's page of one run, as an element of Solara.

    Raises
    ------
    AnalysisError   Solara is not installed
    ValueError      the scenario has no such arm
    """
    needed("solara", EXTRA)
    from mesa.visualization import SolaraViz

    name = scenario.reference if arm is None else arm
    if name not in scenario.arms:
        raise ValueError(expected_one_of("arm", name, scenario.arms))
    seed = scenario.seed if seed is None else seed
    model: Callable[..., ScalingModel] = looking_model(scenario, seed)
    return SolaraViz(
        model(name, seed),
        components=[(shown(picture), 0) for picture in PICTURES],
        model_params=choices(scenario, name, seed),
        play_interval=MILLISECONDS,
        name=f"Snowball: {scenario.title}",
    )


def shown(draw: Callable[[ScalingModel], Picture]) -> Callable[[Any], Any]:
    """Return a component that shows a picture with its alternative text; Mesa's own have none."""

    def show(model: ScalingModel) -> Any:
        import solara

        picture = draw(model)
        address = "data:image/png;base64," + base64.b64encode(picture.png).decode("ascii")
        return solara.HTML(
            tag="img", attributes={"src": address, "alt": picture.alt},
            style={"max-width": "100%", "height": "auto"},
        )  # fmt: skip

    show.__name__ = show.__qualname__ = draw.__name__
    return show
