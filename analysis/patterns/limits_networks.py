"""Rings of municipalities, and the same rings with a few long ties."""

from __future__ import annotations

import numpy as np

from .limits_worlds import Indices


def ring(places: int, each_side: int) -> Indices:
    """Return the neighbours of each place on a ring: the nearest ones on both sides.

    >>> ring(5, 1)
    array([[4, 1],
           [0, 2],
           [1, 3],
           [2, 4],
           [3, 0]])
    """
    steps = [k for k in range(-each_side, each_side + 1) if k != 0]
    return (np.arange(places)[:, None] + np.array(steps)) % places


def few_long_ties(neighbours: Indices, share: float, random: np.random.Generator) -> Indices:
    """Return the network with a share of its ties exchanged in pairs, which makes them long.

    Ties a-b and c-d become a-d and c-b, so that everybody keeps as many neighbours as before.

    >>> network = few_long_ties(ring(20, 2), 0.2, np.random.default_rng(1))
    >>> np.bincount(network.ravel()).tolist() == [4] * 20
    True
    """
    linked = [set(row) for row in neighbours.tolist()]
    ties = [(a, b) for a, others in enumerate(linked) for b in others if a < b]
    drawn = [ties[k] for k in random.permutation(len(ties)).tolist()]
    wanted = round(share * len(ties) / 2)
    for (a, b), (c, d) in zip(drawn[::2], drawn[1::2], strict=False):
        if wanted == 0:
            break
        if len({a, b, c, d}) < 4 or d in linked[a] or b in linked[c]:
            continue
        for one, other, new in ((a, b, d), (b, a, c), (c, d, b), (d, c, a)):
            linked[one].remove(other)
            linked[one].add(new)
        wanted -= 1
    return np.array([sorted(others) for others in linked], dtype=np.int64)


def shuffled(neighbours: Indices, random: np.random.Generator) -> tuple[Indices, Indices]:
    """Return the network with places in random rows, and the row of each place.

    Municipalities decide one after the other; in the order of the ring a whole wave could run
    round it within a month.

    >>> network, rows = shuffled(ring(6, 1), np.random.default_rng(1))
    >>> sorted(network[rows[0]]) == sorted([rows[5], rows[1]])
    True
    """
    rows = random.permutation(len(neighbours))
    network = np.empty_like(neighbours)
    network[rows] = rows[neighbours]
    return network, rows
