"""A front in words and files: the table of a handful of candidates, CSV and scenario files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from string import ascii_uppercase
from typing import TYPE_CHECKING

from analysis import words
from simulation.register import REGISTER
from simulation.scenario import to_yaml

from .front import at_goal
from .goals import GOALS, Goal
from .levers import spoken

if TYPE_CHECKING:
    from .front import Candidate, Estimate, Front

LETTERS = ascii_uppercase
DIGITS = 6
STILL_GROWING_PERCENT = 3.0


def table(front: Front) -> Iterator[str]:
    """Yield a block of lines for each representative: what it does and what it brings."""
    grant = front.reference.arm.parameters["grant_eur"]
    yield f"Reference: {front.reference.arm.label}"
    for goal in GOALS:
        yield f"  {goal.short:<42}  {level_text(front.reference, goal)}"
    for letter, (name, one) in zip(LETTERS, front.representatives().items(), strict=False):
        yield ""
        yield f"{letter}. {name[0].upper()}{name[1:]}: {spoken(one.levers, grant)}"
        for goal in GOALS:
            gain = gain_text(one, front.reference, goal)
            yield f"  {goal.short:<42}  {level_text(one, goal)}; {gain}"


def level_text(one: Candidate, goal: Goal) -> str:
    """Return a level with its interval over worlds, with the digits that it deserves."""
    level = one.level(goal.name)
    if goal.unit == "EUR":
        low, high = words.euros(level.low, 2), words.euros(level.high, 2)
        return f"{words.euros(level.mean, 2)} ({low} to {high})"
    factor, sign = (100.0, " %") if goal.unit == "share" else (1.0, "")
    return interval_text(level, factor, sign, signed=False)


def gain_text(one: Candidate, reference: Candidate, goal: Goal) -> str:
    """Return the difference from the reference in the same worlds, and whether it is good."""
    gain = one.gain(reference, goal.name)
    level = reference.level(goal.name).mean
    if goal.unit in ("share", "0-1"):
        factor, sign = (100.0, " points") if goal.unit == "share" else (1.0, "")
    else:
        factor, sign = (100.0 / abs(level) if level else 0.0), " %"
    if not gain.is_clear:
        verdict = words.NOT_CLEAR
    else:
        verdict = "better" if (gain.mean > 0) == goal.is_higher_better else "worse"
    return f"{interval_text(gain, factor, sign, signed=True)}: {verdict}"


def interval_text(value: Estimate, factor: float, sign: str, *, signed: bool) -> str:
    """Return "63 % (60 to 66 %)"."""
    mean, low, high = (factor * number for number in (value.mean, value.low, value.high))
    decimals = words.decimals_for((high - low) / 2, mean, low, high)
    ends = words.between(low, high, decimals, sign.strip(), signed=signed)
    return f"{words.number(mean, decimals, signed=signed)}{sign} ({ends})"


def as_csv(front: Front) -> str:
    """Return all candidates of the front as CSV: a comment on units, then one line each.

    Every goal has its mean, its standard error over worlds, and the mean in the worlds that the
    candidate was chosen by.
    """
    axes = list(front.reference.levers)
    units = [f"{name} [{REGISTER[name].unit}]" for name in axes]
    units += [f"{goal.name} [{goal.unit}]" for goal in GOALS]
    stream = io.StringIO()
    stream.write(
        f"# Units: {', '.join(units)}; errors and first means have the unit of the goal.\n"
    )
    writer = csv.writer(stream, lineterminator="\n")
    columns = [f"{goal.name}{end}" for goal in GOALS for end in ("", "_error", "_first_mean")]
    writer.writerow(["candidate", "represents", *axes, *columns])
    chosen = {id(one): name for name, one in front.representatives().items()}
    rows = [("reference", front.reference)]
    rows += [(f"candidate-{at}", one) for at, one in enumerate(front.candidates, 1)]
    for name, one in rows:
        numbers = [one.levers[axis] for axis in axes]
        for at, goal in enumerate(GOALS):
            level = one.level(goal.name)
            numbers += [level.mean, level.error, float(one.first_means[at])]
        writer.writerow([name, chosen.get(id(one), ""), *(f"{n:.{DIGITS}g}" for n in numbers)])
    return stream.getvalue()


def scenario_files(front: Front) -> dict[str, str]:
    """Return a scenario file for each representative, by file name: it against the reference."""
    scenario, reference = front.scenario, front.reference.arm
    grant = reference.parameters["grant_eur"]
    found = {}
    for name, one in front.representatives().items():
        key = re.sub("[^a-z]+", "-", name)[:50].strip("-")
        key = f"found-{key}" if key == scenario.reference else key
        label = f"{name[0].upper()}{name[1:]}"
        told = f"Found by a search for trade-offs: {spoken(one.levers, grant)}."
        arm = one.arm.model_copy(update={"label": label, "description": told})
        pair = scenario.with_arms({scenario.reference: reference, key: arm}, scenario.reference)
        data = pair.resolved() | {
            "title": f"{label}, and what is given up for it"[:120],
            "description": told,
            "question": f"Beside {words.quoted(reference.label)}, what does it bring and cost?",
        }
        found[f"{key}.yaml"] = to_yaml(data)
    return found


def luck_sentence(front: Front) -> str:
    """Return what the search promised of impact over the reference, and what the second look says.

    The candidate is the one with most impact in the worlds of the search.
    """
    at = at_goal("impact_total")
    one = max(front.candidates, key=lambda candidate: float(candidate.first_means[at]))
    reference = front.reference
    promised = 100 * (one.first_means[at] / reference.first_means[at] - 1)
    kept = 100 * (one.means[at] / reference.means[at] - 1)
    return (
        "In the worlds that chose it, the candidate with the most impact had"
        f" {words.number(promised, signed=True)} % over the reference; in other worlds with other"
        f" luck it has {words.number(kept, signed=True)} %."
    )


def settled_sentence(front: Front) -> str:
    """Return whether the search still got better at its end: in its last quarter."""
    quarter = max(1, front.generations // 4)
    if front.generations < 2:
        return "There was one generation only, so that nothing was searched."
    before, last = front.hypervolume[-1 - quarter], front.hypervolume[-1]
    growth = 100 * (last / before - 1) if before > 0 else 100.0
    if growth > STILL_GROWING_PERCENT:
        return (
            f"The search had not come to rest: in its last {quarter} generations the space it"
            f" dominates grew by {growth:.0f} %, so that more generations may find better."
        )
    return (
        f"The search had come to rest: in its last {quarter} generations the space it dominates"
        f" changed by {words.number(growth, signed=True)} %."
    )
