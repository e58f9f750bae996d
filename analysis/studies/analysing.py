"""From the stored runs of a study to the questions that an analysis answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

import simulation
from simulation.outcomes import RUN
from simulation.register import REGISTER
from simulation.scenario.problems import expected_one_of

from ..errors import AnalysisError
from ..plain import plain
from ..provenance import as_text
from ..sensitivity.morris import MorrisEffects, morris_effects
from ..sensitivity.sobol import SobolIndices, sobol_indices
from ..whole_files import write_whole
from ..words import rounded
from .designs import layout
from .factors import Floats
from .folder import ANALYSIS, StudyFolder
from .reading import StudyResults

Flags = npt.NDArray[np.bool_]
BETTER = {outcome.name: outcome.better for outcome in RUN}
UNITS = {outcome.name: outcome.unit for outcome in RUN}


def arm_of(results: StudyResults, arm: str | None) -> str:
    """Return an arm of a study; the reference unless one is named.

    Raises
    ------
    AnalysisError   there is no such arm
    """
    name = results.study.scenario.reference if arm is None else arm
    if name not in results.arms:
        raise AnalysisError(expected_one_of("arm", name, results.arms))
    return name


def numbers_of(results: StudyResults, outcome: str, arm: str, against: str | None = None) -> Floats:
    """Return one outcome of an arm in all runs, or less that of another arm, (row, replicate).

    Raises
    ------
    AnalysisError   runs are missing, or a name is unknown
    """
    found = results.whole(outcome)
    own = found[:, results.arms.index(arm_of(results, arm))]
    if against is None:
        return own
    return np.asarray(own - found[:, results.arms.index(arm_of(results, against))])


def sensitivity_of(
    results: StudyResults, outcome: str, arm: str | None = None, against: str | None = None,
    resamples: int = 1000,
) -> SobolIndices | MorrisEffects:  # fmt: skip
    """Return what matters for an outcome of an arm, or for its difference from another arm.

    Raises
    ------
    AnalysisError   the design is for no such analysis, or runs are missing
    """
    design = results.study.text.design
    if design.kind not in ("saltelli", "morris"):
        raise AnalysisError(
            f"design: got {design.kind}, expected saltelli (Sobol' indices) or morris (elementary"
            " effects). Discovery works with every design: snowball discover."
        )
    y = numbers_of(results, outcome, arm_of(results, arm), against)
    if design.kind == "morris":
        shares = layout(results.study).shares
        assert shares is not None
        return morris_effects(results.factors, shares, y, levels=design.levels, resamples=resamples)
    return sobol_indices(results.factors, y, second_order=design.second_order, resamples=resamples)


@dataclass(frozen=True)
class Cases:
    """Which points of a study are of interest, and what that means in words."""

    table: dict[str, Floats]
    of_interest: Flags
    meaning: str

    @property
    def units(self) -> dict[str, str]:
        """The units of the columns, as people read them."""
        return {name: REGISTER[name].unit for name in self.table}


@dataclass(frozen=True)
class Wanted:
    """Which points are of interest: below or above a number, or the worst share of all."""

    below: float | None = None
    above: float | None = None
    worst_share: float = 0.2


def cases_of(
    results: StudyResults, outcome: str, arm: str | None, against: str | None, wanted: Wanted
) -> Cases:
    """Return the points where the mean outcome of an arm is of interest.

    With ``against`` it is the mean paired difference from another arm, and unless said otherwise
    of interest where the arm does worse.

    Raises
    ------
    AnalysisError   runs are missing, a name is unknown, or the outcome has no better direction
    """
    name = arm_of(results, arm)
    if against == name:
        raise AnalysisError(f"against: got {name}, the arm itself; expected another arm.")
    _refuse_shared_worlds(results)
    means = np.nanmean(numbers_of(results, outcome, name, against), axis=1)
    what = f"{outcome} of {name}" + (f" less that of {against}" if against else "")
    unit = UNITS[outcome]
    chosen, said = _chosen(means, wanted, BETTER[outcome], outcome, is_difference=bool(against))
    table = dict(zip(results.factors, results.points.T, strict=True))
    varied = {name: column for name, column in table.items() if np.ptp(column) > 0}
    return Cases(varied, chosen, f"{what} {said.format(unit=unit)}".strip())


def _refuse_shared_worlds(results: StudyResults) -> None:
    """Refuse points that share their worlds: they are no independent evidence for a box.

    Raises
    ------
    AnalysisError   levers are crossed with worlds
    """
    given = [REGISTER[name].role != "lever" for name in results.factors]
    if all(given) or not any(given):
        return
    worlds = np.unique(results.points[:, given], axis=0)
    if len(worlds) < len(results.points):
        raise AnalysisError(
            f"design: {len(results.points):,} points share {len(worlds):,} worlds, so that points"
            " held back would tell nothing new; discover asks for points that are independent,"
            " such as a grid with worlds and no levers. snowball robust compares the levers."
        )


def _chosen(
    means: Floats, wanted: Wanted, better: str, outcome: str, *, is_difference: bool
) -> tuple[Flags, str]:
    if wanted.below is not None and wanted.above is not None:
        inside = (means >= wanted.above) & (means <= wanted.below)
        return inside, f"from {rounded(wanted.above, 6)} to {rounded(wanted.below, 6)} {{unit}}"
    if wanted.below is not None:
        return means < wanted.below, f"below {rounded(wanted.below, 6)} {{unit}}"
    if wanted.above is not None:
        return means > wanted.above, f"above {rounded(wanted.above, 6)} {{unit}}"
    if better == "neither":
        raise AnalysisError(
            f"{outcome}: neither high nor low is better, so that there is no worst; say --below or"
            " --above."
        )
    bad = -means if better == "higher" else means
    if is_difference:
        return bad > 0.0, f"{'below' if better == 'higher' else 'above'} 0 {{unit}}: it does worse"
    limit = float(np.quantile(bad, 1.0 - wanted.worst_share))
    side = "at most" if better == "higher" else "at least"
    told = rounded(abs(limit), 3)
    return bad >= limit, f"{side} {told} {{unit}} (the worst {100 * wanted.worst_share:.0f} %)"


@dataclass(frozen=True)
class Table:
    """Mean outcomes of strategies in worlds, (strategy, world)."""

    strategies: tuple[str, ...]
    values: Floats


def strategies_in_worlds(results: StudyResults, outcome: str) -> Table:
    """Return the mean outcome of every strategy in every world.

    A world is one combination of what nobody can choose, a strategy an arm with one combination
    of what somebody can; every strategy must have run in the same worlds.

    Raises
    ------
    AnalysisError   runs are missing, or strategies have met different worlds
    """
    means = np.nanmean(results.whole(outcome), axis=2)
    chosen = [at for at, name in enumerate(results.factors) if REGISTER[name].role == "lever"]
    given = [at for at in range(len(results.factors)) if at not in chosen]
    plans, plan = np.unique(results.points[:, chosen], axis=0, return_inverse=True)
    worlds, world = np.unique(results.points[:, given], axis=0, return_inverse=True)
    found = np.full((len(plans), len(worlds), len(results.arms)), np.nan)
    found[plan.ravel(), world.ravel()] = means
    if np.isnan(found).any():
        raise AnalysisError(
            "design: strategies have not met the same worlds; a grid or triangle of levers with"
            " worlds compares them."
        )
    names = [
        _strategy(results, arm, [results.factors[at] for at in chosen], row)
        for row in plans.tolist()
        for arm in results.arms
    ]
    return Table(tuple(names), found.transpose(0, 2, 1).reshape(len(names), len(worlds)))


def _strategy(results: StudyResults, arm: str, levers: list[str], row: list[float]) -> str:
    """Return the name of a strategy: the arm if there are several, and its levers."""
    said = [arm] if len(results.arms) > 1 or not levers else []
    said += [f"{name} {value:.3g}" for name, value in zip(levers, row, strict=True)]
    return ", ".join(said)


def keep(folder: StudyFolder, name: str, data: dict[str, Any]) -> str:
    """Store what an analysis found beside the study, with what it was made from; return where."""
    path = folder.path / ANALYSIS / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    origin = {
        "study_sha256": folder.digest,
        "snowball": simulation.__version__,
        "chunks": len(folder.done()),
        "points": len(folder.points),
    }
    write_whole(path, as_text(plain({"made_from": origin, **data})))
    return str(path)
