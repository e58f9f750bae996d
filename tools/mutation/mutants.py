"""All mutants of a rules file: what is changed, where, and into what."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from cosmic_ray import plugins  # type: ignore[import-not-found]
from cosmic_ray.ast import ast_nodes, get_ast  # type: ignore[import-not-found]
from cosmic_ray.ast.ast_query import ASTQuery  # type: ignore[import-not-found]
from cosmic_ray.mutating import mutate_code  # type: ignore[import-not-found]

# Tables of one row: row -1 is row 0, and row 1 is an error in every run.
ONE_ROW = re.compile(r"\b(clock|parameters|ledger)\[-?1\]")


@dataclass(frozen=True)
class Mutant:
    """One small change: the rule it is in, the line, the line changed, and the whole file."""

    rule: str
    line: str
    changed: str
    number: int
    operator: str
    text: str


def changed_lines(before: str, after: str) -> tuple[str, str]:
    r"""Return the lines that differ, with single blanks and no indentation.

    >>> changed_lines("def f(x):\n    return x + 1\n", "def f(x):\n    return x +  2\n")
    ('return x + 1', 'return x + 2')
    """
    old, new = before.splitlines(), after.splitlines()
    first = next(i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
    last = next(i for i, (a, b) in enumerate(zip(old[::-1], new[::-1], strict=False)) if a != b)
    parts = old[first : len(old) - last], new[first : len(new) - last]
    return one_line(parts[0]), one_line(parts[1])


def one_line(lines: list[str]) -> str:
    """Return lines of code as one, with single blanks and none behind a bracket."""
    return re.sub(r"(?<=[\[(]) |(?<=[\[(]-) ", "", " ".join(" ".join(lines).split()))


def pieces(source: str) -> Iterator[tuple[int, int]]:
    """Yield the first line (from 0) of each top-level statement, and that of the next.

    Mutating a piece and not the file saves reading the whole file for every mutant.
    """
    body = ast.parse(source).body
    starts = [min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))]) - 1
              for node in body]  # fmt: skip
    yield from pairwise([*starts, len(source.splitlines())])


def mutants_of(source: str, operators: list[str]) -> Iterator[Mutant]:
    """Yield every mutant of a source that these operators of Cosmic Ray make, rule by rule."""
    lines = source.splitlines(keepends=True)
    for first, end in pieces(source):
        before, after = "".join(lines[:first]), "".join(lines[end:])
        piece = "".join(lines[first:end])
        for change in changes_of(piece, operators):
            line, changed = changed_lines(piece, change.text)
            if not ONE_ROW.search(changed):
                text = before + change.text + after
                number = first + change.number
                yield Mutant(change.rule, line, changed, number, change.operator, text)


def changes_of(piece: str, operators: list[str]) -> Iterator[Mutant]:
    """Yield every change of a piece of code, its text being that of the piece."""
    tree = get_ast(piece)
    for name in operators:
        operator = plugins.get_operator(name)()
        nodes = [node for node in ast_nodes(tree) for _ in operator.mutation_positions(node)]
        for occurrence, node in enumerate(nodes):
            text = mutate_code(piece, operator, occurrence)
            if text is not None and text != piece:
                rule = ASTQuery(node).get_definition_name() or "(file)"
                yield Mutant(rule, "", "", node.start_pos[0], name.split("/")[1], text)
