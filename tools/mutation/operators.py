"""Which small changes are made to the rules.

Cosmic Ray knows many; those on here change what a rule computes.  One kind is added:
Cosmic Ray leaves ``x += y`` alone, and rules write most of what they write that way.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Any

from cosmic_ray import plugins  # type: ignore[import-not-found]
from cosmic_ray.operators.operator import (  # type: ignore[import-not-found]
    Example,
    Operator,
)

ARITHMETIC = ("Add", "Sub", "Mul", "Div")
COMPARISONS = ("Eq", "NotEq", "Lt", "LtE", "Gt", "GtE")
AUGMENTED = {
    "+=": ("-=", "="),
    "-=": ("+=", "="),
    "*=": ("/=", "="),
    "/=": ("*=", "="),
}

ON = {
    "`+` `-` `*` `/` each for each other; `//` and `%` for these": [
        *(f"core/ReplaceBinaryOperator_{a}_{b}" for a, b in permutations(ARITHMETIC, 2)),
        *(f"core/ReplaceBinaryOperator_{a}_{b}" for a in ("FloorDiv", "Mod") for b in ARITHMETIC),
    ],
    "`==` `!=` `<` `<=` `>` `>=` each for each other": [
        f"core/ReplaceComparisonOperator_{a}_{b}" for a, b in permutations(COMPARISONS, 2)
    ],
    "`+=` `-=` `*=` `/=` turned round, or overwriting (`=`)": ["rules/AugmentedAssignment"],
    "numbers one more and one less": ["core/NumberReplacer"],
    "minus before a value dropped": ["core/ReplaceUnaryOperator_USub_UAdd"],
    "`and` for `or` and back": ["core/ReplaceAndWithOr", "core/ReplaceOrWithAnd"],
    "`not` dropped, or added to a condition": [
        "core/ReplaceUnaryOperator_Delete_Not",
        "core/AddNot",
    ],
    "`True` for `False` and back": ["core/ReplaceTrueWithFalse", "core/ReplaceFalseWithTrue"],
    "`break` for `continue` and back": [
        "core/ReplaceBreakWithContinue",
        "core/ReplaceContinueWithBreak",
    ],
    "loops that never run": ["core/ZeroIterationForLoop"],
}
OFF = {
    "bit operators, shifts, powers": "the rules hold one `&`, which keeps a key within 32 bits",
    "`//` and `%` put in for others": "they would only be noise in sums of real numbers",
    "decorators dropped": "a rule without its decorator is the same plain Python",
    "numbers in `w.clock[0]`, `w.parameters[0]`, `w.ledger[0]`": "these tables have one row: "
    "`[-1]` is the same, `[1]` stops every test",
    "variables replaced or put in, exceptions": "Cosmic Ray's need names; rules raise nothing",
}


class AugmentedAssignment(Operator):  # type: ignore[misc]
    """An operator that turns ``x += y`` round, or lets it overwrite."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        """Yield a position once per replacement of an augmented assignment."""
        if node.type == "operator" and node.value in AUGMENTED:
            for _ in AUGMENTED[node.value]:
                yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """Return the node with one of its replacements."""
        node.value = AUGMENTED[node.value][index]
        return node

    @classmethod
    def examples(cls) -> tuple[Any, ...]:
        """Return what it does to small pieces of code."""
        return (Example("x += y", "x -= y"), Example("x += y", "x = y", occurrence=1))


def switch_on() -> list[str]:
    """Make the added operator known to Cosmic Ray; return the names of all that are on."""
    plugins.OPERATOR_PROVIDERS["rules"] = {"AugmentedAssignment": AugmentedAssignment}
    return [name for names in ON.values() for name in names]
