"""What must agree between the parts of a study."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from simulation import ScenarioError
from simulation.register import REGISTER
from simulation.scenario.checking import Check
from simulation.scenario.problems import number, shown
from simulation.world import MIX

from ..worlds import plausible_worlds
from .designs import KINDS, MOST_POINTS, layout, size
from .shape import Design, Factor
from .study import Study, own_model

MOST_CHECKED = 2_000
MOST_TOLD = 5


def check_study(study: Study, check: Check) -> None:
    """Note what does not fit together."""
    for name, factor in study.text.factors.items():
        _range(name, factor, check)
    for name, value in study.fixed.items():
        _inside(name, value, ("fixed", name), check)
        if name in study.text.factors:
            check.say(("fixed", name), "a factor too", "a parameter that no factor moves")
    if check.problems:  # what follows would only repeat them
        return
    _same_in_all_arms(study, check)
    _design(study, check)
    _replications(study, check)
    _model(study, check)


def _range(name: str, factor: Factor, check: Check) -> None:
    place = ("factors", name)
    if factor.values and (factor.low is not None or factor.high is not None):
        check.say(place, "values and a range", "either values, or low and high")
    for key in ("low", "high"):
        value = getattr(factor, key)
        if value is not None:
            _inside(name, value, (*place, key), check)
    for value in factor.values:
        _inside(name, value, (*place, "values"), check)
    if len(set(factor.values)) < len(factor.values):
        check.say((*place, "values"), "a value that stands twice", "each value once")
    parameter = REGISTER[name]
    low = parameter.low if factor.low is None else factor.low
    high = parameter.high if factor.high is None else factor.high
    if not factor.values and not low < high:
        check.say(place, f"{number(low)} to {number(high)}", "low below high")
    if factor.filled == "by magnitude" and low <= 0.0:
        check.say((*place, "filled"), f"by magnitude from {number(low)}", "a range above 0")


def _inside(name: str, value: float, place: tuple[str, ...], check: Check) -> None:
    """Note a value that the register does not allow."""
    parameter = REGISTER[name]
    sort = "a whole number" if parameter.whole else "a number"
    is_whole = float(value).is_integer() or not parameter.whole
    if not (parameter.low <= value <= parameter.high and is_whole):
        unit = "" if parameter.unit in ("", "0-1") else f" ({parameter.unit})"
        between = f"{number(parameter.low)} to {number(parameter.high)}"
        check.say(place, shown(value), f"{sort} from {between}{unit}")


def _same_in_all_arms(study: Study, check: Check) -> None:
    """Note what a factor would make equal although arms differ in it, or what a schedule undoes."""
    is_triangle = study.text.design.kind == "triangle"
    for section, names in (("factors", study.text.factors), ("fixed", study.fixed)):
        _moved(study, names, (section,), check)
    if is_triangle:
        _moved(study, MIX, ("design", "kind"), check)
        for name in set(MIX) & {*study.text.factors, *study.fixed}:
            check.say(
                ("design", "kind"), f"triangle and {name}", "no factor that the triangle moves"
            )


def _moved(study: Study, names: Iterable[str], place: tuple[str, ...], check: Check) -> None:
    for name in names:
        at = (*place, name) if place[0] != "design" else place
        found = {arm.parameters[name] for arm in study.scenario.arms.values()}
        if len(found) > 1:
            got = f"{name}, in which the arms differ"
            check.say(at, got, "a parameter that is the same in all arms; fewer arms may help")
        for arm in study.scenario.arms.values():
            if any(name in row for row in arm.schedule.values()):
                got = f"{name}, which arm {arm.name} has in its schedule"
                check.say(at, got, "a parameter that no schedule moves")


def _design(study: Study, check: Check) -> None:
    design, kind = study.text.design, KINDS[study.text.design.kind]
    for key in kind.needs:
        if getattr(design, key) is None:
            check.say(("design",), f"no {key}", f"{key}, which {design.kind} needs")
    for key in design.model_fields_set - {"kind", "worlds", *kind.needs, *kind.takes}:
        check.say(("design", key), key, f"no such key for {design.kind}")
    if design.worlds is not None and not kind.crosses_worlds:
        check.say(("design", "worlds"), "worlds", f"no worlds with {design.kind}")
    if design.kind in ("latin-hypercube", "sobol", "morris", "saltelli") and not study.ranges:
        check.say(("factors",), "no factors", "at least one factor")
    _worlds(study, check)
    _numbers(design, check)
    _table(study, check)
    if not check.problems and (rows := size(design, study.ranges, len(study.text.table))):
        if rows > MOST_POINTS:
            check.say(("design",), f"{rows:,} points", f"at most {MOST_POINTS:,}")


def _worlds(study: Study, check: Check) -> None:
    count, stored = study.text.design.worlds, len(plausible_worlds())
    if count is not None and count > stored:
        check.say(("design", "worlds"), str(count), f"at most {stored}, which are stored")
    for name in study.text.factors:
        if study.text.design.worlds is not None and REGISTER[name].role == "uncertainty":
            got = f"{name}, which every world sets"
            check.say(("factors", name), got, "a lever or a constant, with worlds")


def _numbers(design: Design, check: Check) -> None:
    base = design.base_points
    if base is not None and base & (base - 1):
        lower = 1 << (base.bit_length() - 1)
        check.say(("design", "base_points"), str(base), "a power of two", f"{lower} or {2 * lower}")
    if design.levels % 2:
        check.say(("design", "levels"), str(design.levels), "an even number")


def _table(study: Study, check: Check) -> None:
    rows = study.text.table
    if study.text.design.kind != "table":
        if rows:
            check.say(("table",), "a table", f"no table with {study.text.design.kind}")
        return
    if study.text.factors:
        check.say(("factors",), "factors and a table", "the points of the table alone")
    if not rows:
        check.say(("table",), "no points", "at least one point, here or in design.file")
    for at, row in enumerate(rows):
        for name, value in row.items():
            _inside(name, value, ("table", str(at), name), check)
        if row.keys() != rows[0].keys():
            got = f"point {at + 1} with {', '.join(row) or 'nothing'}"
            check.say(("table", str(at)), got, f"the factors of the first: {', '.join(rows[0])}")
    if not check.problems and rows:
        _moved(study, rows[0], ("table",), check)
        _set_elsewhere(study, check)


def _set_elsewhere(study: Study, check: Check) -> None:
    """Note columns of a table that are fixed, or set by every world, too."""
    for name in study.text.table[0]:
        if name in study.fixed:
            check.say(("table",), f"{name}, which is fixed too", "it in one place")
        if name in study.world_names:
            check.say(("table",), f"{name}, which every world sets", "levers, with worlds")


def _replications(study: Study, check: Check) -> None:
    rule = study.text.adaptive
    if rule is None:
        return
    place = ("adaptive",)
    if study.text.design.kind in ("saltelli", "morris"):
        got = f"adaptive replications with {study.text.design.kind}"
        check.say(place, got, "replications, the same in all points")
    if "replications" in study.text.model_fields_set:
        check.say(("replications",), "replications and adaptive", "one of the two")
    if rule.most < rule.first:
        check.say((*place, "most"), str(rule.most), f"at least first ({rule.first})")
    if rule.of == "difference" and len(study.arms) < 2:
        check.say((*place, "of"), "a difference with one arm", "level, or two arms")
    if (rule.of == "probability") != (rule.threshold is not None):
        expected = "a threshold with a probability, and only there"
        got = "nothing" if rule.threshold is None else number(rule.threshold)
        check.say((*place, "threshold"), got, expected)
    if study.text.outcomes and rule.outcome not in study.text.outcomes:
        check.say((*place, "outcome"), rule.outcome, "one of outcomes")


def _model(study: Study, check: Check) -> None:
    text = study.text
    horizons = {arm.parameters["horizon_months"] for arm in study.scenario.arms.values()}
    is_one = len(horizons) == 1 or "horizon_months" in text.fixed
    if text.months is not None and ("horizon_months" in study.factors or not is_one):
        check.say(("months",), "runs of unlike length", "one horizon_months for all runs")
    if text.months is not None and not text.months.outcomes:
        check.say(("months", "outcomes"), "none", "at least one monthly outcome")
    if text.model is not None and text.engine != "mesa":
        check.say(("engine",), text.engine, "mesa, on which a model of one's own runs")


def check_model(study: Study, check: Check, folder: Path) -> None:
    """Note a class of one's own that cannot be found, beside the study or where Python looks.

    Only for studies that somebody asks to run: a stored one is read without running its code.
    """
    if study.text.model is None:
        return
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    try:
        own_model(study.text.model)
    except ValueError as error:
        check.say(("model",), shown(study.text.model), f"module:Class ({error})")


def check_points(study: Study, check: Check) -> None:
    """Note points that no arm can run; of a large design an even sample is tried."""
    plain = study.text.model_copy(update={"design": study.text.design.model_copy(
        update={"worlds": None})})  # fmt: skip
    found = layout(Study(plain, study.scenario))
    rows = np.unique(np.linspace(0, len(found.values) - 1, MOST_CHECKED).astype(int))
    told = 0
    for row in rows.tolist():
        values = dict(zip(found.factors, found.values[row].tolist(), strict=True))
        for arm in study.scenario.arms.values():
            try:
                arm.changed(**{**study.fixed, **values})
            except ScenarioError as error:
                first = error.problems[0]
                place = ("factors",) if study.text.factors else ("design",)
                name = first.place.removeprefix("parameters").removeprefix(".")
                got = f"point {row + 1} in arm {arm.name}: {name} {first.got}".replace(":  ", ": ")
                check.say(place, got, first.expected)
                told += 1
                break
        if told == MOST_TOLD:
            return
