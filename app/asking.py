"""Reading the command line: every command with its options, every mistake in one line."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NoReturn

from . import commands

LARGEST_SEED = 2**32 - 1
MOST_REPLICATIONS = 1_000_000
DIGITS = re.compile(r"[0-9]{1,30}")


class InputError(Exception):
    """What was asked for cannot be done; the message is one plain sentence."""


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line, with the nearest word."""

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong, so that it is told as every other mistake.

        Raises
        ------
        InputError   always
        """
        wrong = message.removeprefix("argument ").removesuffix(".")
        strange = re.match(r"unrecognized arguments: (--[a-z]+)", wrong)
        if strange:
            near = get_close_matches(strange[1], sorted(self._all_options()), n=1)
            wrong += f". Did you mean {near[0]}?" if near else ""
        raise InputError(f"{wrong} (see {self.prog} --help)")

    def _all_options(self) -> set[str]:
        """Return the options of this parser and of all commands below it."""
        found = set(self._option_string_actions)
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):
                for parser in action.choices.values():
                    found |= parser._all_options()
        return found

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        known = list(action.choices or ())
        if not known or value in known:
            return
        near = get_close_matches(str(value), known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        expected = f"got {short(value)}, expected one of {', '.join(known)}.{hint}"
        raise argparse.ArgumentError(action, expected)


def build_parser() -> Parser:
    """Return the parser of all commands."""
    parser = Parser(
        prog="snowball",
        description="How social innovations scale: up, out or deep, with whom, and paid how.",
        epilog="example:\n  snowball compare strategies --out results/strategies",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"snowball {_version()}")
    found = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=Parser)
    for name in commands.NAMES:
        module = import_module(f"{commands.__name__}.{name}")
        one = found.add_parser(
            name,
            help=module.HELP,
            description=(module.__doc__ or "").strip(),
            epilog="example:\n" + "\n".join(f"  {line}" for line in module.EXAMPLES),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        module.add_arguments(one)
        one.add_argument("--json", action="store_true", help="print JSON for machines")
        one.add_argument("--debug", action="store_true", help="show where an error came from")
        one.set_defaults(command=module.run)
    return parser


def add_run_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what every command that runs a scenario takes."""
    parser.add_argument(
        "file",
        metavar="FILE",
        help="a scenario file, the name of a shipped scenario, or the provenance.json of a run",
    )
    parser.add_argument(
        "--replications",
        type=whole("--replications", 1, MOST_REPLICATIONS),
        metavar="N",
        help="worlds for each arm (default 200, or as in the provenance)",
    )
    parser.add_argument(
        "--seed",
        type=whole("--seed", 0, LARGEST_SEED),
        metavar="S",
        help="seed of all luck (default: that of the file; 0 is a seed)",
    )
    parser.add_argument(
        "--engine",
        choices=("ensemble", "mesa"),
        help="compiled, or one agent at a time with the same results (default ensemble)",
    )
    parser.add_argument("--out", type=folder, metavar="DIR", help="write the results to a folder")


def whole(name: str, low: int, high: int) -> Any:
    """Return a reader of whole numbers within a range."""

    def read(text: str) -> int:
        if DIGITS.fullmatch(text) and low <= int(text) <= high:
            return int(text)
        expected = f"got {short(text)}, expected a whole number from {low} to {high}."
        raise argparse.ArgumentTypeError(expected)

    read.__name__ = name
    return read


def folder(text: str) -> str:
    """Return the name of a folder, which may not be empty."""
    if not text.strip() or "\0" in text:
        raise argparse.ArgumentTypeError(f"got {short(text)}, expected the name of a folder.")
    return text


def short(value: object) -> str:
    """Return what was typed, in one line and not too long."""
    flat = "".join(c if c.isprintable() else " " for c in str(value))
    return f'"{flat if len(flat) <= 60 else flat[:57] + "..."}"'


def refuse(message: Sequence[str] | str) -> NoReturn:
    """Say that what was asked for cannot be done.

    Raises
    ------
    InputError   always
    """
    raise InputError(message if isinstance(message, str) else "\n".join(message))


def _version() -> str:
    try:
        return version("snowball-scaling")
    except PackageNotFoundError:
        return "(not installed)"
