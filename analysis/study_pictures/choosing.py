"""From a study and a few wishes to its pictures: which kind suits which design."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from analysis.errors import AnalysisError
from analysis.studies.reading import StudyResults
from simulation.outcomes import RUN_NAMES
from simulation.scenario.problems import expected_one_of
from simulation.world import MIX

from .asked import Asked
from .crossing import Crossed, crossed
from .dots import dots_picture
from .drawn import Drawn
from .heat import heat_picture
from .lines import lines_picture
from .over_months import months_picture
from .regret import regret_of_study
from .scatter import closest_factor, scatter_picture
from .ternary import triangle_picture

MOST_DOTS = 20
GRIDS = ("grid", "triangle")
OF_CHOICES: dict[str, Callable[[Asked, Crossed], Drawn]] = {
    "lines": lines_picture, "heat": heat_picture, "triangle": triangle_picture,
    "dots": dots_picture,
}  # fmt: skip
OF_ONE_ARM = ("heat", "triangle")
KINDS = (*OF_CHOICES, "scatter", "months", "regret")
MOST_FACTORS = 2


def study_pictures(
    results: StudyResults,
    *,
    outcome: str | None = None,
    against: Sequence[str] = (),
    arms: Sequence[str] = (),
    months: bool = False,
    kind: str | None = None,
) -> Iterator[Drawn]:
    """Yield the pictures of a study; what is not said is chosen by the design.

    Maps (heat, triangle) show one arm each, all other kinds all arms in one picture.

    Raises
    ------
    AnalysisError   an unknown name, or a kind of picture that does not suit the design
    """
    for name, value, known in (
        *(("arm", arm, results.arms) for arm in arms),
        *(("factor", factor, results.factors) for factor in against),
        *(("kind", one, KINDS) for one in [kind] if one is not None),
    ):
        if value not in known:
            raise AnalysisError(expected_one_of(name, value, known))
    if len(set(against)) < len(against) or len(against) > MOST_FACTORS:
        raise AnalysisError(
            f"against: got {', '.join(against)}, expected one factor, or two that differ."
        )
    chosen = kind or ("months" if months else kind_for(results, tuple(against)))
    if months and chosen != "months":
        raise AnalysisError(f"kind: got {chosen} and months, expected one of the two.")
    named = tuple(arm for arm in results.arms if arm in arms) or results.arms
    asked = Asked(results, _outcome(results, outcome, chosen), named, tuple(against))
    if chosen in OF_ONE_ARM:
        for arm in named:
            yield _drawn(replace(asked, arms=(arm,)), chosen)
    else:
        yield _drawn(asked, chosen)


def _outcome(results: StudyResults, outcome: str | None, kind: str) -> str:
    """Return the outcome that is asked for, else the one that the study is about."""
    text = results.study.text
    if kind == "months":
        if outcome is None and text.months is not None:
            return text.months.outcomes[0]
        return outcome or ""
    if outcome is not None:
        if outcome not in results.study.outcomes and text.months is not None:
            monthly = text.months.outcomes
            if outcome in monthly and outcome not in RUN_NAMES:
                raise AnalysisError(f"outcome: {outcome} was kept by month alone; add --months.")
        results.need(outcome)
        return outcome
    return text.adaptive.outcome if text.adaptive else results.study.outcomes[0]


def kind_for(results: StudyResults, against: tuple[str, ...] = ()) -> str:
    """Return which kind of picture suits the design of a study."""
    study = results.study
    design = study.text.design.kind
    own = own_factors(results)
    if len(against) == MOST_FACTORS:
        return "heat"
    if against:
        is_step = design in GRIDS and against[0] in own and against[0] not in _mix(results)
        return "lines" if is_step else "scatter"
    if design == "triangle":
        return "triangle"
    if design == "grid" and own:
        return "lines" if len(own) == 1 else "heat"
    if design == "table" or not own:
        rows = len(results.folder.rows) // (study.text.design.worlds or 1)
        if study.text.design.worlds and not own:
            return "scatter"
        return "dots" if rows <= MOST_DOTS else "scatter"
    return "scatter"


def own_factors(results: StudyResults) -> tuple[str, ...]:
    """Return the factors that the study itself varies, without those that worlds set."""
    worlds = set(results.study.world_names)
    return tuple(name for name in results.factors if name not in worlds)


def _mix(results: StudyResults) -> tuple[str, ...]:
    return MIX if results.study.text.design.kind == "triangle" else ()


def _drawn(asked: Asked, kind: str) -> Drawn:
    """Draw one picture of a kind."""
    if kind == "months":
        return months_picture(asked)
    if kind == "regret":
        return regret_of_study(asked)
    if kind == "scatter":
        return scatter_picture(_with_factor(asked))
    names = _choices(asked, kind)
    results = asked.results
    worlds = results.study.world_names
    table = crossed(results.factors, results.points, names, asked.values, worlds)
    if table is None or (kind == "heat" and not _is_grid(table)):
        said = " and ".join(names) or "its factors"
        raise AnalysisError(
            f"kind: got {kind} against {said}, expected scatter or another kind, since the points"
            " of this study are not steps of these factors in the same worlds."
        )
    return OF_CHOICES[kind](replace(asked, against=names), table)


def _is_grid(table: Crossed) -> bool:
    """Whether every value of one factor has met every value of the other."""
    sizes = [len(np.unique(column)) for column in table.choices.T]
    return math.prod(sizes) == len(table.choices)


def _with_factor(asked: Asked) -> Asked:
    if len(asked.against) == 1:
        return asked
    if asked.against:
        raise AnalysisError("against: got two factors, expected one for a scatter.")
    if not asked.results.factors:
        raise AnalysisError("kind: got scatter, expected a study that varies something.")
    name = closest_factor(asked)
    return replace(asked, against=(name,), is_chosen_by_data=len(asked.results.factors) > 1)


def _choices(asked: Asked, kind: str) -> tuple[str, ...]:
    """Return the factors whose values are choices in a picture of a kind."""
    own, wanted = own_factors(asked.results), {"lines": 1, "heat": 2}.get(kind)
    if kind == "triangle":
        if asked.results.study.text.design.kind != "triangle":
            got = asked.results.study.text.design.kind
            raise AnalysisError(f"kind: got triangle for a {got}, expected a design triangle.")
        return MIX
    if kind == "dots":
        return own
    names = asked.against or own[:wanted]
    if len(names) != wanted:
        raise AnalysisError(f"kind: got {kind} with {len(names)} factors, expected {wanted}.")
    return names
