"""Rows of a design by what is chosen in them and by all else: choices crossed with contexts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .contrasts import Floats, mean_known

Ids = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Crossed:
    """Choices, (choice, name), each run in the same contexts, (context, other factor).

    ``values`` is (choice, context, arm, replicate).  Contexts are worlds where the study has some,
    with other factors of its own averaged out (``averaged``), else values of these factors.
    """

    names: tuple[str, ...]
    choices: Floats
    contexts: Floats
    values: Floats
    are_worlds: bool = False
    averaged: tuple[str, ...] = ()

    @property
    def has_contexts(self) -> bool:
        """Whether there is more than one context."""
        return len(self.contexts) > 1

    @property
    def has_worlds(self) -> bool:
        """Whether there is more than one world."""
        return self.has_contexts and self.are_worlds

    @property
    def units(self) -> Floats:
        """What a band is made of, (choice, arm, unit): means of contexts, else single runs.

        It is one thing only: what is not known or chosen, or luck.
        """
        if self.has_contexts:
            return np.moveaxis(mean_known(self.values), 1, 2)
        return self.values[:, 0]

    @property
    def draws(self) -> Floats:
        """What an interval is over, (choice, arm, draw): worlds, else replicates.

        Values of other factors were not drawn by chance, so that intervals are never over them.
        """
        return self.units if self.has_worlds else np.asarray(self.values.mean(axis=1))

    def table(self, arm: int) -> tuple[Flags, Floats]:
        """Return which choices are whole, (choice,), and means of these, (choice, context).

        A choice is whole if it has run in every context; others would be means over easier or
        harder ones.
        """
        means = mean_known(self.values[:, :, arm])
        whole = np.asarray(np.isfinite(means).all(axis=1))
        return whole, means[whole]


def crossed(
    factors: Sequence[str],
    points: Floats,
    names: Sequence[str],
    values: Floats,
    worlds: Collection[str] = (),
) -> Crossed | None:
    """Return a design as choices of some factors crossed with all else; None if it is not so.

    ``points`` is (row, factor), ``values`` (row, arm, replicate), ``worlds`` the names of the
    factors that worlds set.
    """
    chosen = [factors.index(name) for name in names]
    others = [at for at in range(len(factors)) if at not in chosen]
    choices, choice = _unlike(points[:, chosen])
    contexts, context = _unlike(points[:, others])
    if len(choices) * len(contexts) != len(points):
        return None
    found = np.full((len(choices), len(contexts), *values.shape[1:]), np.nan)
    filled = np.zeros((len(choices), len(contexts)), bool)
    found[choice, context] = values
    filled[choice, context] = True
    if not filled.all():
        return None
    own = tuple(factors[at] for at in others if factors[at] not in worlds)
    if not worlds:
        return Crossed(tuple(names), choices, contexts, found)
    of_world = [place for place, at in enumerate(others) if factors[at] in worlds]
    drawn, world = _unlike(contexts[:, of_world])
    # A mean is known only where every value that it is over has run.
    means = [found[:, world == one].mean(axis=1) for one in range(len(drawn))]
    return Crossed(tuple(names), choices, drawn, np.stack(means, axis=1), True, own)


def _unlike(rows: Floats) -> tuple[Floats, Ids]:
    """Return the rows that differ, and for every row which of them it is."""
    if rows.shape[1] == 0:
        return rows[:1], np.zeros(len(rows), np.int64)
    found, which = np.unique(rows, axis=0, return_inverse=True)
    return found, which.ravel()
