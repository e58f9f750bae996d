"""What must be said beside Sobol' indices, in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..words import between, decimals_for, listed, number

if TYPE_CHECKING:
    from .sobol import SobolIndices

FEWEST_SEEDS = 16
FEWEST_BASE_POINTS = 256
LARGE_NOISE_SHARE = 0.3
WIDEST = 0.1
LARGE_EXCESS = 0.02
MOST_NAMES = 5


def warnings_about(found: SobolIndices) -> tuple[str, ...]:
    """Return plain sentences about what makes these indices uncertain or wrong; maybe none."""
    said = (
        _few_seeds(found), _noise(found), _excess(found), _few_points(found), _width(found),
        _sum(found),
    )  # fmt: skip
    return tuple(sentence for sentence in said if sentence)


def _few_seeds(found: SobolIndices) -> str:
    if found.replicates == 1:
        return (
            "There is one run per point, so that luck cannot be told from effects: every total"
            " index may be luck. Use at least"
            f" {FEWEST_SEEDS} common seeds."
        )
    if found.replicates < FEWEST_SEEDS:
        return (
            f"There are {found.replicates} common seeds, fewer than {FEWEST_SEEDS}: the indices"
            " are those of these few seeds, and even factors that matter may be off."
        )
    return ""


def _noise(found: SobolIndices) -> str:
    share = found.noise_share
    if not share >= LARGE_NOISE_SHARE:  # not known for one run per point, which is said already
        return ""
    ends = 100 * found.noise_share_low, 100 * found.noise_share_high
    decimals = decimals_for((ends[1] - ends[0]) / 2)
    return (
        f"Luck makes {number(100 * share, decimals)} % of the variance of single runs"
        f" ({between(*ends, decimals, '%')}); the indices share out only the rest, the variance of"
        f" means over {found.replicates} runs."
    )


def _excess(found: SobolIndices) -> str:
    names = _named(found, found.total_excess > LARGE_EXCESS)
    if not names:
        return ""
    return (
        "Luck that is left in the means makes total indices too large, by up to"
        f" {number(float(found.total_excess.max()), 2)}, of {names}; even a factor without effect"
        " seems to have one. Go by the intervals, which take luck out, or use more replicates."
    )


def _few_points(found: SobolIndices) -> str:
    points = found.base_points
    if points < FEWEST_BASE_POINTS:
        return (
            f"There are {points} base points, fewer than {FEWEST_BASE_POINTS}: the intervals of"
            " total indices may be too narrow."
        )
    if points & (points - 1):
        return (
            f"The number of base points, {points}, is no power of two, so that the points of a"
            " Sobol' design do not fill the ranges evenly."
        )
    return ""


def _width(found: SobolIndices) -> str:
    wide = np.maximum(
        found.first_high - found.first_low, found.total_high - found.total_low
    )  # fmt: skip
    names = _named(found, wide > WIDEST)
    if not names:
        return ""
    return (
        f"Intervals are wider than {WIDEST:g} for {names}; the widest is"
        f" {number(float(wide.max()), 2)} wide. Use more base points."
    )


def _sum(found: SobolIndices) -> str:
    whole = float(found.first.sum())
    if whole <= 1.0 + WIDEST / 2:
        return ""
    return (
        f"First-order indices add to {number(whole, 2)}, and more than 1 is impossible: there are"
        " too few base points."
    )


def _named(found: SobolIndices, marked: np.ndarray) -> str:
    """Return the names of the marked factors, at most a few; empty if there are none."""
    names = [name for name, is_marked in zip(found.names, marked, strict=True) if is_marked]
    if len(names) > MOST_NAMES:
        names = [*names[: MOST_NAMES - 1], f"{len(names) - MOST_NAMES + 1} more"]
    return listed(names) if names else ""
