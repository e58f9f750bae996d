"""Explain a parameter, mechanism, outcome, channel, the month, or a word of scenario files."""

from __future__ import annotations

import argparse

from ..asking import refuse, short
from ..saying import say, say_json, wrapped

HELP = "explain a parameter, mechanism, outcome, channel, key, event or brick"
EXAMPLES = (
    "snowball explain contribution_share",
    "snowball explain policy",
    "snowball explain month",
    "snowball explain organisations",
    "snowball explain mentoring",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what this command takes."""
    parser.add_argument("name", metavar="NAME", help="what to explain")


def run(arguments: argparse.Namespace) -> int:
    """Explain one name and return the exit code."""
    from ..explaining import entries, near_names

    found = entries(arguments.name)
    if not found:
        near = near_names(arguments.name)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        refuse(
            f"got {short(arguments.name)}, expected a parameter, rule, outcome, channel,"
            f" key, event, brick or month.{hint}"
        )
    if arguments.json:
        say_json({"ok": True, "name": arguments.name, "entries": found})
        return 0
    for at, entry in enumerate(found):
        if at:
            say()
        say(f"{entry.name}: {entry.kind}")
        for word, text in entry.facts.items():
            say(wrapped(text, f"  {word:<14}"))
        for part in entry.parts:
            where = f" ({part.place})" if part.place else ""
            say(wrapped(f"{part.name}{where}: {part.text}", "  - ", "    "))
            if part.equation:
                say(wrapped(part.equation, "      "))
    return 0
