"""CART: a small tree whose leaves are rules, judged on rows that were left out.

The tree of scikit-learn sees every column as float32 and words not at all.  Here it gets the rank
of each number among the different values of its column, and one column of 0 and 1 for each word,
which loses nothing; its cuts lie halfway between neighbouring values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.errors import AnalysisError, needed

from .boxes import Flags, Limit
from .columns import Column, Floats, Table, read_table
from .folds import folds_of, luck_of, why_hopeless
from .limits import limit_of
from .prim import Allowed

LEAST_MASS = 0.05
FEWEST_ROWS_IN_LEAF = 10
LUCK = 0.01


@dataclass(frozen=True)
class Rule:
    """One leaf: limits that hold together, and what they cover."""

    limits: tuple[Limit, ...]
    coverage: float
    density: float
    mass: float
    is_of_interest: bool

    def __str__(self) -> str:
        """Return the limits in words."""
        return " and ".join(map(str, self.limits))

    def inside(self, table: Mapping[Any, Any]) -> Flags:
        """Return which rows of a table the rule speaks of, (row,).

        Raises
        ------
        AnalysisError   the table lacks a column that the rule limits
        """
        return np.logical_and.reduce([limit.inside(table) for limit in self.limits])


@dataclass(frozen=True)
class Rules:
    """The rules of one tree, the densest first, or in plain words why there are none.

    ``held_out_accuracy`` is the share of rows left out that a tree grown in the same way told
    rightly, ``base_accuracy`` the share told rightly by always saying what is more frequent.
    """

    rules: tuple[Rule, ...]
    held_out_accuracy: float
    base_accuracy: float
    base_rate: float
    rows: int
    cases: int
    why_none: str


class Feature(NamedTuple):
    """What the tree sees of a column: the ranks of its numbers, or whether it is one word."""

    name: str
    column: Column
    code: int | None
    known: Floats  # the different values, in order

    def seen(self) -> Floats:
        """Return ranks from 0, or 0 and 1, (row,)."""
        if self.code is not None:
            return (self.column.values == self.code).astype(np.float64)
        return np.searchsorted(self.known, self.column.values).astype(np.float64)

    def narrowed(self, allowed: Allowed | None, cut: float, *, is_left: bool) -> Allowed:
        """Return what is allowed on one side of a cut within what was allowed before."""
        if self.code is not None:
            before = allowed if isinstance(allowed, frozenset) else frozenset(map(int, self.known))
            return before - {self.code} if is_left else before & {self.code}
        low, high = allowed if isinstance(allowed, tuple) else (-np.inf, np.inf)
        at = int(np.floor(cut))
        middle = float((self.known[at] + self.known[at + 1]) / 2.0)
        return (low, min(high, middle)) if is_left else (max(low, middle), high)


def find_rules(
    table: Mapping[Any, Any],
    of_interest: Sequence[bool] | npt.NDArray[Any],
    *,
    most_rules: int = 6,
    folds: int = 5,
    seed: int = 0,
    units: Mapping[str, str] | None = None,
) -> Rules:
    """Return the leaves of a classification tree as rules.

    Leaves hold at least one row in twenty and at least ten.  The tree is the smallest within one
    standard error of the most accurate on rows left out, of at most ``most_rules`` leaves.  Its
    rules are told only if among the rows left out that such trees call of interest there are more
    cases than luck would bring once in a hundred times.

    Raises
    ------
    AnalysisError   a value is missing or infinite, no column varies, lengths differ, or a number
                    asked for is out of range
    """
    if most_rules < 2:
        raise AnalysisError(f"most_rules: got {most_rules}, expected at least 2.")
    whole = read_table(table, of_interest)
    base = max(whole.base_rate, 1.0 - whole.base_rate)
    why, accuracy = why_hopeless(whole.rows, whole.cases), base
    grown: tuple[Rule, ...] = ()
    if not why:
        told = told_held_out(whole, most_rules, folds, seed)
        leaves_count = fewest_leaves(told, whole.of_interest)
        accuracy = accuracy_of(told[leaves_count], whole.of_interest)
        if luck_of(whole, told[leaves_count]) < LUCK:
            grown = rules_of(whole, leaves_count, units or {})
        else:
            why = (
                f"Trees told {accuracy:.0%} of the rows left out rightly, always saying what is"
                f" more frequent {base:.0%}, and luck alone may tell as many cases."
            )
    return Rules(grown, accuracy, base, whole.base_rate, whole.rows, whole.cases, why)


def told_held_out(table: Table, most_rules: int, folds: int, seed: int) -> dict[int, Flags]:
    """Return what trees of each number of leaves say of rows they have not seen, (row,) each."""
    fold = folds_of(table.of_interest, folds, seed)
    seen = np.column_stack([feature.seen() for feature in features_of(table)])
    told = {count: np.zeros(table.rows, np.bool_) for count in range(2, most_rules + 1)}
    for left_out in range(folds):
        kept = fold != left_out
        for count in told:
            tree = grown_tree(seen[kept], table.of_interest[kept], count)
            told[count][~kept] = tree.predict(seen[~kept])
    return told


def accuracy_of(told: Flags, of_interest: Flags) -> float:
    """Return the share of rows told rightly."""
    return float((told == of_interest).mean())


def fewest_leaves(told: Mapping[int, Flags], of_interest: Flags) -> int:
    """Return the smallest tree within one standard error of the most accurate.

    The rule of Breiman, Friedman, Olshen & Stone (1984), on rows left out.
    """
    accuracy = {count: accuracy_of(one, of_interest) for count, one in told.items()}
    best = max(accuracy.values())
    error = float(np.sqrt(best * (1.0 - best) / len(of_interest)))
    return min(count for count, share in accuracy.items() if share >= best - error)


def grown_tree(seen: Floats, of_interest: Flags, most_rules: int) -> Any:
    """Return a fitted tree; its seed only orders features that split equally well."""
    trees = needed("sklearn.tree", "studies")
    least = max(FEWEST_ROWS_IN_LEAF, int(np.ceil(LEAST_MASS * len(seen))))
    tree = trees.DecisionTreeClassifier(
        max_leaf_nodes=most_rules, min_samples_leaf=least, random_state=0
    )
    return tree.fit(seen, of_interest)


def features_of(table: Table) -> list[Feature]:
    """Return what the tree sees of a table."""
    found = []
    for name, column in table.columns.items():
        known = np.unique(column.values)
        codes = [None] if column.words is None else known.astype(int).tolist()
        found += [Feature(name, column, code, known) for code in codes]
    return found


def rules_of(table: Table, most_rules: int, units: Mapping[str, str]) -> tuple[Rule, ...]:
    """Return the leaves of a tree grown on all rows, the densest first."""
    features = features_of(table)
    seen = np.column_stack([feature.seen() for feature in features])
    fitted = grown_tree(seen, table.of_interest, most_rules)
    leaf_of_row = fitted.apply(seen)
    found = []
    for leaf, walls in leaves(fitted.tree_, features):
        inside = leaf_of_row == leaf
        cases, rows = int(table.of_interest[inside].sum()), int(inside.sum())
        limits = tuple(
            limit_of(name, allowed, table.columns[name], units) for name, allowed in walls.items()
        )
        if limits:
            found.append(
                Rule(limits, cases / table.cases, cases / rows, rows / table.rows, 2 * cases > rows)
            )
    return tuple(sorted(found, key=lambda rule: (-rule.density, -rule.mass, str(rule))))


def leaves(tree: Any, features: list[Feature]) -> list[tuple[int, dict[str, Allowed]]]:
    """Return each leaf with what it allows of each column."""
    found = []
    waiting: list[tuple[int, dict[str, Allowed]]] = [(0, {})]
    while waiting:
        node, walls = waiting.pop()
        if tree.children_left[node] == tree.children_right[node]:
            found.append((node, walls))
            continue
        feature, cut = features[tree.feature[node]], float(tree.threshold[node])
        for child, is_left in (
            (tree.children_left[node], True),
            (tree.children_right[node], False),
        ):
            allowed = feature.narrowed(walls.get(feature.name), cut, is_left=is_left)
            waiting.append((int(child), {**walls, feature.name: allowed}))
    return found
