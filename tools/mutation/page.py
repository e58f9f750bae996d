"""The page about mutants: how many a test noticed, and why the others live."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from .operators import OFF, ON

REASONS = Path(__file__).with_name("reasons.toml")
NOT_EXPLAINED = "**not explained**"

Key = tuple[str, str, str, str]
Results = dict[str, dict[str, Any]]

INTRODUCTION = """# Do the tests notice a broken rule?

A mutant is the model with one small change in one rule: a plus for a minus, a 2 for a 1, a
condition turned round.  Each is tried against the unit tests of that rules file, up to the
first test that fails.  If none fails, the mutant survives: either a test is missing, or the
change changes nothing that matters.  Every survivor is listed with the reason.

**{noticed:,} of {total:,} mutants are noticed: {score}.**
{explained}
Mutants that change nothing count as survivors; nothing is taken out of the score afterwards.

Written by `python -m tools.mutation` with the extra `mutation` installed; it works in a temporary
copy and writes nothing but this page and `results/mutation`.  The changes are made by
[Cosmic Ray](https://cosmic-ray.readthedocs.io).  mutmut was not used: functions with decorators
are [left alone](https://github.com/boxed/mutmut/pull/539) by it, and every rule has one.  The
rules run as plain Python; that the compiled rules do the same is tested in `tests/docking` and
`tests/property`.  One slow test (sixty random worlds with a coalition) is left out.  A test that
notices a mutant passes by itself without any change.
{sampled}
"""


def read_reasons() -> dict[Key, str]:
    """Return the reason for each survivor, by file, rule, line and changed line."""
    entries = tomllib.loads(REASONS.read_text(encoding="utf-8")).get("survivor", [])
    return {
        (entry["file"], entry["rule"], entry["line"], into): entry["why"]
        for entry in entries
        for into in entry["into"]
    }


def survivors(results: Results) -> list[tuple[Key, int]]:
    """Return the mutants that no test notices, each with its line number."""
    return [
        ((name, row["rule"], row["line"], row["into"]), row["number"])
        for name, result in results.items()
        for row in result["mutants"]
        if not row["noticed_by"]
    ]


def percent(part: int, whole: int) -> str:
    """Return a share in per cent, rounded down so that it never looks better.

    >>> percent(9599, 10000)
    '95.9 %'
    """
    return f"{1000 * part // whole / 10:.1f} %"


def score_table(results: Results) -> list[str]:
    """Return the table of rules files."""
    lines = [
        "| rules file | mutants | noticed | of these, stopped because they never end "
        "| survive | score | as of |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, result in results.items():
        rows = result["mutants"]
        noticed = sum(bool(row["noticed_by"]) for row in rows)
        stopped = sum(row["noticed_by"] == "no end" for row in rows)
        lines.append(
            f"| `{name}.py` | {len(rows)} | {noticed} | {stopped} | {len(rows) - noticed} "
            f"| {percent(noticed, len(rows))} | `{result['digest']}` |"
        )
    return lines


def survivor_tables(results: Results, reasons: dict[Key, str]) -> list[str]:
    """Return one table of survivors per rules file."""
    lines = []
    found = survivors(results)
    for name in results:
        here = sorted((item for item in found if item[0][0] == name), key=lambda item: item[1])
        lines += [f"### `{name}.py`", ""]
        if not here:
            lines += ["None.", ""]
            continue
        lines += ["| rule | line | becomes | why it survives |", "|---|---|---|---|"]
        for key, _ in here:
            why = reasons.get(key, NOT_EXPLAINED)
            lines.append(f"| `{key[1]}` | `{key[2]}` | `{key[3]}` | {why} |")
        lines.append("")
    return lines


def sampled_sentence(results: Results) -> str:
    """Return how trials in memory compare with trials from disk."""
    tried = sum(result["sampled"] for result in results.values())
    other = sum(len(result["otherwise_from_disk"]) for result in results.values())
    if not tried:
        return ""
    return (
        f"Mutants are put into a process that has the tests in memory; of {tried} drawn at random\n"
        f"and tried once more from disk in a new process, {tried - other} ended the same way."
    )


def page(results: Results, reasons: dict[Key, str]) -> str:
    """Return the whole page."""
    rows = [row for result in results.values() for row in result["mutants"]]
    noticed = sum(bool(row["noticed_by"]) for row in rows)
    unexplained = sum(key not in reasons for key, _ in survivors(results))
    text = INTRODUCTION.format(
        noticed=noticed,
        total=len(rows),
        score=percent(noticed, len(rows)),
        explained=f"{unexplained or 'None'} of the {len(rows) - noticed} survivors "
        f"{'are' if unexplained > 1 else 'is'} without a reason.",
        sampled=sampled_sentence(results),
    )
    lines = [text, "## Rules", "", *score_table(results), ""]
    lines += ["`as of`: a digest of the rules file, its tests and the kinds of changes.", ""]
    lines += ["## Changes that are made", "", *(f"- {kind}" for kind in ON), ""]
    lines += ["Left out:", "", *(f"- {kind}: {why}" for kind, why in OFF.items()), ""]
    lines += ["## Survivors", "", *survivor_tables(results, reasons)]
    return "\n".join(lines).rstrip() + "\n"
