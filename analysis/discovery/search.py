"""PRIM that has to prove itself: limits are kept that matter, boxes that hold on rows left out.

A box is found in four steps.  (1) The columns that tell cases apart best by a single cut are
kept, so that a hundred parameters and a few hundred rows do not fit noise.  (2) PRIM peels.
(3) Every box on its way loses the limits whose quasi-p-value (Bryant & Lempert 2010) is not below
0.05.  (4) The box is chosen that goes most closely with being of interest: the one with the
highest correlation of the two (phi), which punishes both cases left outside and others inside.

All of this happens again on the rows of k - 1 folds, k times; the rows left out say how good such
boxes are.  The box that is told is found on all rows, from the parameters that were chosen in at
least half of the folds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import bdtrc

from analysis.errors import AnalysisError

from .boxes import Box, Discovery
from .columns import Column, Flags, Table, read_table
from .folds import FEWEST_CASES, folds_of, luck_of, why_hopeless
from .limits import limit_of
from .prim import Allowed, Walls, in_walls, peeled, within

FEWEST_ROWS_IN_BOX = 10
MOST_COLUMNS = 8
QUASI_P = 0.05
CHOSEN_AGAIN = 0.5
LUCK = 0.01  # how often luck alone may bring as many held-out cases into the boxes


class Asked(NamedTuple):
    """What a search is asked for."""

    most_limits: int
    least_density: float
    folds: int
    seed: int


class HeldOut(NamedTuple):
    """How boxes that were found on some folds did on the rows left out."""

    coverage: float
    density: float
    luck: float
    chosen: dict[str, float]


def find_boxes(
    table: Mapping[Any, Any],
    of_interest: Sequence[bool] | npt.NDArray[Any],
    *,
    most_boxes: int = 1,
    least_density: float | None = None,
    most_limits: int = 4,
    folds: int = 5,
    seed: int = 0,
    units: Mapping[str, str] | None = None,
) -> Discovery:
    """Return boxes of parameters in which cases of interest are more frequent than elsewhere.

    ``table`` holds columns by name (a data frame does, too), ``of_interest`` one boolean per row;
    columns with one value are left out.  Only boxes with at least ``least_density`` are chosen, if
    it is given.  A box is told only if boxes found in the same way held more cases of interest on
    rows left out than luck would bring once in a hundred times; ``why_none`` says what stood in
    the way.  The order of rows and columns changes nothing.

    Raises
    ------
    AnalysisError   a value is missing or infinite, no column varies, lengths differ, or a number
                    asked for is out of range

    >>> find_boxes({"size": range(30)}, [False] * 30).why_none
    'None of the 30 rows is of interest.'
    """
    asked = Asked(most_limits, least_density or 0.0, folds, seed)
    check_asked(asked, most_boxes)
    whole = read_table(table, of_interest)
    why = why_hopeless(whole.rows, whole.cases)
    boxes: list[Box] = []
    rest = whole
    while not why and len(boxes) < most_boxes:
        found = one_box(rest, whole, asked, units or {})
        if isinstance(found, str):
            why = found
        else:
            box, inside = found
            boxes.append(box)
            rest = rest.at(~inside)
            why = why_hopeless(rest.rows, rest.cases)
    return Discovery(
        tuple(boxes), whole.base_rate, whole.rows, whole.cases, "" if boxes else why
    )  # fmt: skip


def check_asked(asked: Asked, most_boxes: int) -> None:
    """Refuse numbers that make no sense.

    Raises
    ------
    AnalysisError   one is out of range
    """
    for name, value, least in (
        ("most_boxes", most_boxes, 1),
        ("most_limits", asked.most_limits, 1),
        ("folds", asked.folds, 2),
    ):
        if value < least:
            raise AnalysisError(f"{name}: got {value}, expected at least {least}.")
    if asked.folds > FEWEST_CASES:
        raise AnalysisError(f"folds: got {asked.folds}, expected at most {FEWEST_CASES}.")
    if not 0 <= asked.least_density <= 1:
        raise AnalysisError(f"least_density: got {asked.least_density}, expected 0 to 1.")


def one_box(
    rest: Table, whole: Table, asked: Asked, units: Mapping[str, str]
) -> tuple[Box, Flags] | str:
    """Return one box and which of the remaining rows lie in it, or why there is none."""
    judged = held_out(rest, asked)
    again = [name for name, share in judged.chosen.items() if share >= CHOSEN_AGAIN]
    if not judged.chosen:
        return "No box stands out from the rows around it."
    if judged.luck >= LUCK:
        return (
            "Boxes that fit the rows they were found on did not hold on rows left out: of the rows"
            f" in a box {judged.density:.0%} were of interest, of all rows {rest.base_rate:.0%},"
            " and luck alone may bring as much."
        )
    walls = chosen_box(rest.only(again), asked) if again else {}
    if not walls:
        return "No parameter was chosen again on other rows, so that no limit can be relied on."
    inside = in_walls(rest, walls)
    cases, share = int(rest.of_interest[inside].sum()), rest.cases / whole.cases
    limits = tuple(
        limit_of(name, allowed, whole.columns[name], units) for name, allowed in walls.items()
    )
    box = Box(
        limits=limits,
        coverage=cases / whole.cases,
        density=cases / int(inside.sum()),
        mass=int(inside.sum()) / whole.rows,
        held_out_coverage=judged.coverage * share,
        held_out_density=judged.density,
        stability=tuple(judged.chosen[limit.name] for limit in limits),
    )
    return box, inside


def held_out(table: Table, asked: Asked) -> HeldOut:
    """Return how boxes found on all folds but one do on that one, over all folds.

    ``luck`` is the chance that as many cases fall among as many rows drawn blindly.
    """
    fold = folds_of(table.of_interest, asked.folds, asked.seed)
    inside = np.zeros(table.rows, np.bool_)
    chosen: Counter[str] = Counter()
    for left_out in range(asked.folds):
        walls = chosen_box(table.at(fold != left_out), asked)
        chosen.update(walls.keys())
        if walls:
            inside |= (fold == left_out) & in_walls(table, walls)
    rows, cases = int(inside.sum()), int(table.of_interest[inside].sum())
    shares = {name: count / asked.folds for name, count in sorted(chosen.items())}
    return HeldOut(
        cases / table.cases, cases / rows if rows else 0.0, luck_of(table, inside), shares
    )


def chosen_box(table: Table, asked: Asked) -> Walls:
    """Return the best of the boxes that PRIM peels, without limits that do not matter."""
    best, highest = Walls(), 0.0
    names = screened(table)
    for peel in peeled(table.only(names), FEWEST_ROWS_IN_BOX) if names else ():
        walls = pruned(table, peel, asked.most_limits)
        inside = in_walls(table, walls)
        dense = table.of_interest[inside].mean() >= asked.least_density
        if dense and (close := phi(inside, table.of_interest)) > highest:
            best, highest = walls, close
    return best


def phi(inside: Flags, of_interest: Flags) -> float:
    """Return the correlation of lying in a box and being of interest; 0 if one is constant.

    phi = (coverage - mass) sqrt(base rate / (1 - base rate)) / sqrt(mass (1 - mass))

    >>> phi(np.array([True, True, False, False]), np.array([True, True, False, False]))
    1.0
    """
    mass, base = float(inside.mean()), float(of_interest.mean())
    spread = mass * (1.0 - mass) * base * (1.0 - base)
    both = float((inside & of_interest).mean())
    return (both - mass * base) / float(np.sqrt(spread)) if spread > 0 else 0.0


def screened(table: Table) -> list[str]:
    """Return the columns that tell cases apart best by a single cut, at most eight."""
    varying = {name: c for name, c in table.columns.items() if np.ptp(c.values) > 0}
    gaps = {name: -single_cut(column, table.of_interest) for name, column in varying.items()}
    return sorted(gaps, key=lambda name: (gaps[name], name))[:MOST_COLUMNS]


def single_cut(column: Column, of_interest: Flags) -> float:
    """Return how far one cut, or one word, tells cases from all others.

    The largest distance between the share of the cases on one side and the share of the others on
    that side; for numbers the distance of Kolmogorov & Smirnov.
    """
    cases = int(of_interest.sum())
    weight = np.where(of_interest, 1.0 / cases, -1.0 / (len(of_interest) - cases))
    if column.words is not None:
        return float(np.abs(np.bincount(column.values.astype(np.int64), weight)).max())
    order = np.argsort(column.values, kind="stable")
    ordered = column.values[order]
    ends = np.flatnonzero(ordered[1:] != ordered[:-1])
    gaps = np.abs(np.cumsum(weight[order])[ends])
    return float(gaps.max()) if len(gaps) else 0.0


def pruned(table: Table, walls: Walls, most_limits: int) -> Walls:
    """Return a box without the limits that do not matter, the least needed first.

    Each end of a range is a limit of its own until all that are left matter; then whole parameters
    go until there are few enough.
    """
    walls = dict(walls)
    while walls:
        weaker = [(name, looser) for name in walls for looser in loosened(walls[name])]
        tests = [quasi_p(table, walls, name, looser) for name, looser in weaker]
        worst = int(np.argmax(tests))
        name, looser = weaker[worst]
        if tests[worst] < QUASI_P:
            if len(walls) <= most_limits:
                break
            name, looser = max(walls, key=lambda one: quasi_p(table, walls, one, None)), None
        if looser is None:
            del walls[name]
        else:
            walls[name] = looser
    return walls


def loosened(allowed: Allowed) -> list[Allowed | None]:
    """Return what is left of a wall when one of its ends is opened; None if nothing is."""
    if isinstance(allowed, frozenset) or not np.isfinite(allowed).all():
        return [None]
    return [(-np.inf, allowed[1]), (allowed[0], np.inf)]


def quasi_p(table: Table, walls: Walls, name: str, looser: Allowed | None) -> float:
    """Return the chance of as many cases in the box if a limit of one parameter did not matter.

    One-sided binomial test with the density of the box that has this limit loosened.
    """
    around = in_walls(table, {other: wall for other, wall in walls.items() if other != name})
    values = table.columns[name].values
    inside = around & within(values, walls[name])
    if looser is not None:
        around = around & within(values, looser)
    cases, rows = int(table.of_interest[inside].sum()), int(inside.sum())
    density = float(table.of_interest[around].mean())
    if cases == 0 or density == 1.0:
        return 1.0
    return float(bdtrc(cases - 1, rows, density))
