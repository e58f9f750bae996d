"""The evidence ledger: where every number comes from, and how much of an answer rests on guesses.

Run ``python -m analysis.evidence`` to measure the shares again and to write ``docs/evidence.md``
with its figures; ``--stored`` writes the page from the shares measured before.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, get_args

from simulation.outcomes import RUN
from simulation.register import REGISTER, Parameter, sources
from simulation.register.parameter import Grade, Use
from simulation.register.sources import KnownFrom, Source

from .patterns import all_patterns
from .whole_files import write_whole
from .words import MAIN
from .worlds import narrowed_parameters

DOCS = Path(__file__).resolve().parents[1] / "docs"
VARIANCE = "evidence-variance.json"
WIDEST = 0.5  # a share with a wider interval is as good as unknown
HIDDEN = "hidden by luck"

GRADES: Mapping[Grade, str] = {
    "meta-analysis": "many studies of the same quantity, put together by statistics",
    "several studies": "more than one study of the same quantity",
    "one study": "one study, survey, law or official figure of the same quantity, perhaps of"
    " another field or country",
    "the report": "the report on the two cases in Sofia",
    "expert judgement": "measured of something else and carried over, or remembered",
    "guess": "nothing was found: a round number in a wide range",
    "design": "a choice, not a fact",
}
USES: Mapping[Use, str] = {
    "value": "specification of the value",
    "check": "check: found after the number was set, it lies in the range",
    "rule": "specification of the rule, not of the size",
    "nothing": "nothing",
}
SEEN: Mapping[KnownFrom, str] = {
    "text": "text",
    "abstract": "abstract or excerpt",
    "memory": "nothing (from memory)",
    "nothing": "–",
}


def uncertain() -> list[Parameter]:
    """Return the numbers that nobody knows exactly."""
    return [p for p in REGISTER.values() if p.role == "uncertainty"]


def counts(of: str) -> dict[Grade, int]:
    """Return how many uncertain numbers have each ``grade``, or how many of their rules."""
    given = [getattr(p, of) for p in uncertain()]
    return {grade: given.count(grade) for grade in get_args(Grade) if grade != "design"}


def stored(folder: Path = DOCS) -> dict[str, Any]:
    """Return the shares of variance as they were measured last."""
    found: dict[str, Any] = json.loads((folder / VARIANCE).read_text(encoding="utf-8"))
    return found


def cited(source: Source) -> str:
    """Return a source as text; what is not there is called so."""
    return f"none: {source}" if source.known_from == "nothing" else str(source)


def table(head: Sequence[str], rows: Iterator[Sequence[object]]) -> list[str]:
    """Return the lines of a table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return [*lines, *("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows), ""]


def grade_table() -> list[str]:
    """Return what the grades mean, and how many numbers and rules have each."""
    numbers, rules = counts("grade"), counts("structure")
    rows = ((grade, GRADES[grade], numbers[grade], rules[grade]) for grade in numbers)
    return table(("grade", "what it means", "numbers", "rules that read them"), rows)


def number_tables(narrowed: Mapping[str, str]) -> list[str]:
    """Return the uncertain numbers, one table for each file of the register."""
    head = ["number", "unit", "default", "prior", "grade", "grade of the rule", "source",
            "year, place", "used for", "taken from it", "seen of it"]  # fmt: skip
    head += ["left by calibration (5-95 %)"] if narrowed else []
    lines = []
    for group in dict.fromkeys(p.group for p in REGISTER.values()):
        members = [p for p in uncertain() if p.group == group]
        if members:
            rows = (
                [*number_row(p), *([narrowed.get(p.name, "–")] if narrowed else [])]
                for p in members
            )
            lines += [f"### {group.capitalize()}", "", *table(head, rows)]
    return lines


def number_row(p: Parameter) -> list[str]:
    """Return one number with all that is known of where it comes from."""
    is_found = p.source.known_from != "nothing"
    other = p.structure_source
    rule = p.structure if other is None else f"{p.structure} ({other}, {other.year})"
    return [
        f"`{p.name}`", p.unit, f"{p.default:g}", str(p.prior or "none"), p.grade, rule,
        cited(p.source), f"{p.source.year}, {p.source.place}" if is_found else "–",
        USES[p.use], p.note or "–", SEEN[p.source.known_from],
    ]  # fmt: skip


def constant_table() -> list[str]:
    """Return what is fixed, which has no prior."""
    rows = (
        (f"`{p.name}`", p.unit, f"{p.default:g}", p.grade, cited(p.source),
         "–" if p.source.known_from == "nothing" else f"{p.source.year}, {p.source.place}",
         p.note or "–")
        for p in REGISTER.values() if p.role == "constant"
    )  # fmt: skip
    return table(
        ("number", "unit", "value", "grade", "source", "year, place", "taken from it"), rows
    )


def listed_sources() -> list[Source]:
    """Return all sources of numbers and patterns, each once, the oldest first."""
    found = [one for one in vars(sources).values() if isinstance(one, Source)]
    found += [one for row in all_patterns() if (one := row.source) not in found]
    real = dict.fromkeys(one for one in found if one.known_from != "nothing")
    return sorted(real, key=lambda one: (one.year, one.name))


def uses_of(source: Source) -> list[str]:
    """Return what a source was used for: specification, calibration, validation, and where."""
    found: dict[str, list[str]] = {}
    for p in REGISTER.values():
        if p.source == source:
            found.setdefault(USES[p.use].split(":")[0], []).append(f"`{p.name}`")
        if p.structure_source == source:
            found.setdefault("specification of the rule", []).append(f"`{p.name}`")
    for row in all_patterns():
        if row.source == source:
            found.setdefault(row.kind, []).append(f"“{row.title}”")
    return [f"{use}: {', '.join(names)}" for use, names in found.items()]


def source_table() -> list[str]:
    """Return all sources, what was found, and what it was used for."""
    rows = (
        (one, one.year, one.place, one.finding, SEEN[one.known_from],
         "; ".join(uses_of(one)) or "not used yet")
        for one in listed_sources()
    )  # fmt: skip
    return table(("source", "year", "place", "finding", "seen of it", "used for"), rows)


def circular() -> str:
    """Return in words which sources put a rule into the model and judge it as well."""
    found = []
    for kind, limits in (
        ("validation", "the pattern shows that the rule does its work, not that it is right"),
        ("calibration", "one finding is used twice, once for a number or rule and once for worlds"),
    ):
        judging = {row.source for row in all_patterns() if row.kind == kind}
        both = [
            one for one in listed_sources()
            if one in judging and any(one in p.sources for p in REGISTER.values())
        ]  # fmt: skip
        names = "; ".join(f"{one}, {one.year}" for one in both)
        found.append(
            f"**{len(both)} of the {len(judging)} sources of {kind} patterns also specified a"
            f" number or its rule:** {names or 'none'}. There {limits}."
        )
    return "\n\n".join(found)


def is_known(ends: Sequence[float | None]) -> bool:
    """Whether a share is known well enough to be shown: a narrow interval, and a possible one.

    >>> is_known([0.5, 0.4, 0.6]), is_known([0.5, 0.1, 0.9]), is_known([1.2, 1.1, 1.3])
    (True, False, False)
    """
    _, low, high = ends
    if low is None or high is None:
        return False
    return high - low <= WIDEST and low <= 1.0 and high >= 0.0


def percent(share: float) -> float:
    """Return a share in percent; what luck pushed below 0 or above 1 is put back.

    >>> percent(0.123), percent(-0.02)
    (12.3, 0.0)
    """
    return round(100.0 * min(1.0, max(0.0, share)), 1)


def share_text(ends: Sequence[float | None]) -> str:
    """Return a share with its interval, or that luck hides it."""
    if not is_known(ends):
        return HIDDEN
    value, low, high = (percent(end) for end in ends if end is not None)
    return f"{value:.0f} % ({low:.0f} to {high:.0f} %)"


def outcome_text(name: str) -> str:
    """Return an outcome in words."""
    if name in MAIN:
        return MAIN[name].short
    return next(one.meaning.rstrip(".") for one in RUN if one.name == name)


def variance_table(measured: Mapping[str, Any]) -> list[str]:
    """Return what each grade explains of each answer, outcome by outcome."""
    others = [grade for grade in measured["grades"] if grade != "guess"]
    head = ["answer", "outcome", "guesses alone", "guesses, in all",
            *(f"{grade}, in all" for grade in others), "luck in one run"]  # fmt: skip
    rows = (
        (row["answer"], outcome_text(row["outcome"]),
         share_text(row["grades"]["guess"]["alone"]), share_text(row["grades"]["guess"]["total"]),
         *(share_text(row["grades"][grade]["total"]) for grade in others),
         HIDDEN if row["luck_of_one_run"] is None else f"{percent(row['luck_of_one_run']):.0f} %")
        for row in measured["rows"]
    )  # fmt: skip
    return table(head, rows)


def headline(measured: Mapping[str, Any]) -> str:
    """Return in a sentence how much guesses have a hand in, over all answers that are known."""
    cells = [row["grades"]["guess"] for row in measured["rows"]]
    ends = [cell for cell in cells if is_known(cell["alone"]) and is_known(cell["total"])]
    if not ends:
        return "Luck hides how much of the answers rests on guesses."
    alone, total = (median(percent(cell[key][0]) for cell in ends) for key in ("alone", "total"))
    return (
        f"Typically (median of {len(ends)} answers and outcomes), guesses alone explain"
        f" {alone:.0f} % of what differs from world to world, and have a hand in {total:.0f} %."
    )


def page(measured: Mapping[str, Any], narrowed: Mapping[str, str]) -> str:
    """Return the whole page."""
    from .evidence_text import AFTER_SHARES, BEFORE_NUMBERS, BEFORE_SHARES, BEFORE_SOURCES, INTRO

    numbers = counts("grade")
    short = ", ".join(f"{grade} {count}" for grade, count in numbers.items() if count)
    levers = sum(p.role == "lever" for p in REGISTER.values())
    lines = [
        "# What the numbers rest on", "", INTRO.format(total=len(uncertain()), counts=short), "",
        f"**{headline(measured)}** No answer is better than these guesses.", "",
        "![How well numbers and rules are known](figures/evidence-grades.png)", "",
        *grade_table(),
        "## How much of each answer rests on guesses", "",
        BEFORE_SHARES.format(widest=percent(WIDEST), **measured), "",
        "![Shares of variance that rest on guesses](figures/evidence-guesses.png)", "",
        *variance_table(measured), AFTER_SHARES, "",
        "## The numbers", "", BEFORE_NUMBERS, "", *number_tables(narrowed),
        "### What is fixed or chosen", "",
        f"Constants have no prior. The {levers} levers are not listed: somebody chooses them.", "",
        *constant_table(),
        "## The sources", "", BEFORE_SOURCES, "", *source_table(),
        circular(), "",
    ]  # fmt: skip
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the shares unless stored ones are wanted, and write the page and its figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stored", action="store_true", help="use the shares measured before")
    parser.add_argument("--worlds", type=int, default=None)
    parser.add_argument("--out", type=Path, default=DOCS)
    chosen = parser.parse_args(arguments)
    # Only whoever writes the page needs what draws and what runs the model.
    from .pictures.evidence import grades_picture, guesses_picture
    from .pictures.picture import save, settled

    if not chosen.stored:
        from .guesses import WORLDS, variance_shares

        measured = variance_shares(chosen.worlds or WORLDS)
        write_whole(chosen.out / VARIANCE, json.dumps(measured, indent=1) + "\n")
    measured = stored(chosen.out)
    write_whole(chosen.out / "evidence.md", page(measured, narrowed_parameters()))
    for picture in (grades_picture(), guesses_picture(measured)):
        save(settled(picture), chosen.out / "figures")


if __name__ == "__main__":
    main()
