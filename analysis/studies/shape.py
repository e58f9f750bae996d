"""What a study file may hold: models with ranges and meanings, each key written once."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field

from simulation.outcomes import MONTHLY_NAMES, RUN_NAMES
from simulation.register import REGISTER
from simulation.scenario.shape import Part, between, flag, name, whole, words

LARGEST_SEED = 2**32 - 1
LARGEST = 1e12
DesignKind = Literal[
    "grid", "table", "triangle", "latin-hypercube", "sobol", "morris", "saltelli"
]  # fmt: skip
RunOutcome = Literal[RUN_NAMES]  # type: ignore[valid-type]
MonthlyOutcome = Literal[MONTHLY_NAMES]  # type: ignore[valid-type]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
FactorName: TypeAlias = Literal[tuple(REGISTER)]  # type: ignore[valid-type]


def number(meaning: str) -> Any:
    """Return a number that may be left out."""
    return Field(None, strict=True, allow_inf_nan=False, description=meaning)


class Factor(Part):
    """What one parameter does in the study; with nothing said it fills its range."""

    low: float | None = number("Lowest value; unless said, the register's.")
    high: float | None = number("Highest value; unless said, the register's.")
    values: list[Number] = Field([], description="The only values it may have.")
    filled: Literal["evenly", "by magnitude"] | None = Field(
        None,
        description="How its range is filled; unless said, by magnitude where it spans a factor"
        " of ten, else evenly.",
    )


class Design(Part):
    """Which combinations of the factors are run."""

    kind: DesignKind = Field(description="How points are laid out.")
    points: int | None = whole(
        1, 10_000_000, "points", "How many, for latin-hypercube and sobol.", None
    )
    worlds: int | None = whole(
        1, 1_000, "worlds",
        "Every point is run in so many of the stored plausible worlds, the defaults first.", None,
    )  # fmt: skip
    base_points: int | None = whole(
        2, 1_048_576, "points", "Base points of saltelli, a power of two.", None
    )
    second_order: bool = flag("Whether saltelli also asks which pairs of factors act together.")
    trajectories: int | None = whole(2, 100_000, "trajectories", "Trajectories of morris.", None)
    levels: int = whole(4, 64, "levels", "Levels of morris, an even number.", 4)
    steps: int = whole(1, 1_000, "steps", "Steps over a range in grid, and along the triangle.", 4)
    seed: int = whole(0, LARGEST_SEED, "", "Where the chance in the design begins.", 1)
    file: str | None = name("A CSV file beside this one with a column per factor, for table.", None)


class Adaptive(Part):
    """Replications until an interval is narrow enough."""

    outcome: RunOutcome = Field(description="The outcome whose interval is watched.")
    of: Literal["level", "difference", "probability"] = Field(
        "difference",
        description="Means of all arms, paired differences from the reference, or the chance to"
        " exceed a threshold.",
    )
    threshold: float | None = number("What a probability is of exceeding.")
    half_width: float = between(1e-9, LARGEST, "", "Half of the 95 % interval that is asked for.")
    relative: bool = flag("Whether the half width is a share of the size of the mean.")
    first: int = whole(32, 100_000, "replicates", "Replicates before the first look.", 64)
    most: int = whole(32, 1_000_000, "replicates", "Never more than that.", 4096)


class Months(Part):
    """Which monthly outcomes are kept, and how often."""

    every: int = whole(1, 360, "months", "One month of so many is kept.", 12)
    outcomes: list[MonthlyOutcome] = Field(description="The monthly outcomes that are kept.")


class StudyText(Part):
    """A designed experiment on a scenario."""

    title: str = name("A short name.")
    question: str = words("What is asked, in one sentence.", at_least=1)
    description: str = words("What is varied and why.", "")
    scenario: str = name("A scenario file beside this one, or a shipped scenario.")
    arms: list[str] = Field([], description="The arms that run; unless said, all.")
    seed: int = whole(0, LARGEST_SEED, "", "Where luck begins.", 1)
    fixed: dict[FactorName, Number] = Field(
        {}, description="Parameters that have one value in all runs, whatever the arms say."
    )
    factors: dict[FactorName, Factor] = Field(
        {}, description="What is varied: parameters of the register."
    )
    design: Design = Field(description="Which combinations are run.")
    table: list[dict[FactorName, Number]] = Field(
        [], description="The points of a table, one mapping each."
    )
    replications: int = whole(
        1, 1_000_000, "replicates", "Replicates of every point and arm, unless adaptive.", 16
    )
    adaptive: Adaptive | None = Field(
        None, description="Replications until an interval is narrow enough."
    )
    outcomes: list[RunOutcome] = Field(
        [], description="The outcomes of runs that are kept; unless said, all."
    )
    months: Months | None = Field(
        None, description="Monthly series that are kept; unless said, none."
    )
    engine: Literal["ensemble", "mesa"] = Field(
        "ensemble", description="Compiled, or one agent at a time (a hundred times slower)."
    )
    model: str | None = name(
        "A class of one's own that extends ScalingModel, as module:Class; runs on mesa.", None
    )
