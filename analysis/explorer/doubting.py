"""What if we are wrong? Other plausible worlds, flip points, and what rests on guesses.

Each job compares the first option with the reference and yields (done, total, result) after
every small step; the result grows until the last one, and is the same object until it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.special import stdtr

from ..comparison import is_clear
from ..flips import SHARES, flips
from ..resampling import spread
from ..statistics import paired_differences, wilson
from .catalogue import ASSUMPTIONS, stored_worlds
from .guessing import guesses_job
from .parts import Question
from .runs import Flags, Floats
from .stepping import Job, Pair, pair_of

__all__ = ["flips_job", "guesses_job", "worlds_job"]

WORLDS, REPLICATIONS = 60, 24
MOST_FOR_LUCK = 200
MIDDLE = (10, 90)
MOST_CLEAR_BY_LUCK = 0.05


def worlds_job(question: Question, outcome: str) -> Job:
    """Compare the first option with the reference in 60 plausible worlds.

    Every world has luck of its own, the same for both arms.  It is taken out of ``unknown`` (see
    ``without_luck``), and out of what is counted as clear (see ``_clear``).

    Raises
    ------
    ScenarioError   with everything that is wrong with the question
    """
    pair = pair_of(question, outcome)
    worlds = stored_worlds()[:WORLDS]
    total = len(worlds) + 1
    gaps: list[Floats] = []
    count = min(question.replications, MOST_FOR_LUCK)
    result = _worlds_result(pair, np.zeros(0), gaps)
    for _ in pair.run({}, count):
        yield 0, total, result
    luck = _gap(pair)
    for at, world in enumerate(worlds):
        result = _worlds_result(pair, luck, gaps)
        values = {name: world[name] for name in pair.free}
        for _ in pair.run(values, REPLICATIONS, at * REPLICATIONS):
            yield at + 1, total, result
        gaps.append(_gap(pair))
    yield total, total, _worlds_result(pair, luck, gaps)


def _gap(pair: Pair) -> Floats:
    """Return the paired difference of the runs last made, (replicate,)."""
    return paired_differences(pair.found[:, 0], pair.found[:, 1])


def _worlds_result(pair: Pair, luck: Floats, gaps: list[Floats]) -> dict[str, Any]:
    means = np.array([gap.mean() for gap in gaps])
    errors = np.array([_error(gap) for gap in gaps])
    clear = _clear(gaps)
    good = pair.sign * means > 0.0
    better, worlds = int(good.sum()), len(gaps)
    low, high = wilson(better, worlds) if worlds else (None, None)
    return {
        "outcome": pair.outcome.name,
        "worlds": worlds,
        "better": better,
        "clearly_better": int((clear & good).sum()),
        "clearly_worse": int((clear & ~good).sum()),
        "nothing_differs": sum(not gap.any() for gap in gaps),
        "share": {"mean": better / worlds if worlds else None, "low": low, "high": high},
        "luck": _middle(luck),
        "unknown": _middle(without_luck(means, errors)),
        "points": [
            {"world": at, "difference": mean, "error": error}
            for at, (mean, error) in enumerate(zip(means.tolist(), errors.tolist(), strict=True))
        ],
    }


def _error(gap: Floats) -> float:
    """Return the standard error of a mean difference."""
    return float(spread(gap) / np.sqrt(len(gap)))


def without_luck(means: Floats, errors: Floats) -> Floats:
    """Return means of worlds, drawn together as far as luck drove them apart.

    m + (x - m) sqrt(max(0, v - e) / v); m, v: mean and variance of the means x over worlds,
    e: mean of their squared standard errors, which luck adds to v

    >>> without_luck(np.array([0.0, 2.0, 4.0]), np.array([0.0, 0.0, 3.0])).round(6).tolist()
    [1.0, 2.0, 3.0]
    """
    variance = float(means.var(ddof=1)) if len(means) > 1 else 0.0
    if variance == 0.0:
        return means
    by_worlds = max(0.0, variance - float(np.mean(errors**2)))
    middle = means.mean()
    return np.asarray(middle + (means - middle) * np.sqrt(by_worlds / variance))


def _clear(gaps: Sequence[Floats]) -> Flags:
    """Return for each world whether its difference is more than its luck.

    Among many worlds some differ by luck, each for itself clearly: with P of Student's t of each
    world, sorted, world i of n is clear up to the last one with P(i) <= 0.05 i / n (Benjamini
    and Hochberg 1995, J. R. Stat. Soc. B 57:289).  So at most 5 % of those counted are expected
    to be luck.  Nor is it enough that a handful of runs differ.
    """
    by_luck = np.array([_probability(gap) for gap in gaps])
    order = np.sort(by_luck)
    steps = MOST_CLEAR_BY_LUCK * np.arange(1, len(gaps) + 1) / max(1, len(gaps))
    limit = max(order[order <= steps], default=-1.0)
    enough = [_is_enough(gap) for gap in gaps]
    return (by_luck <= limit) & np.array(enough, bool)


def _probability(gap: Floats) -> float:
    """Return P that luck alone makes a mean difference as large, were there none."""
    mean, error = abs(float(gap.mean())), _error(gap)
    if error > 0.0:
        return 2.0 * float(stdtr(len(gap) - 1, -mean / error))
    return 0.0 if mean > 0.0 else 1.0


def _is_enough(gap: Floats) -> bool:
    """Whether enough runs differ to speak of a clear difference."""
    mean = float(gap.mean())
    return is_clear(mean, mean, gap, float(spread(gap)))


def _middle(values: Floats) -> dict[str, float | None]:
    """Return between which values the middle 80 % lie."""
    if len(values) == 0:
        return {"low": None, "high": None}
    low, high = np.percentile(values, MIDDLE)
    return {"low": float(low), "high": float(high)}


def flips_job(question: Question, outcome: str) -> Job:
    """Find where the difference turns round as one open assumption at a time crosses its range.

    Both ends of all ranges come first; then the values between, in the order of how much the
    difference moved from end to end, measured in its errors.  All values share their luck.

    Raises
    ------
    ScenarioError   with everything that is wrong with the question
    """
    pair = pair_of(question, outcome, set_too=True)
    values_of = {name: [ASSUMPTIONS[name].at(u) for u in SHARES.tolist()] for name in pair.free}
    gaps: dict[str, dict[int, Floats]] = {name: {} for name in pair.free}
    total = 1 + len(SHARES) * len(pair.free)
    result: dict[str, Any] = {
        "outcome": outcome, "at": None, "error": None, "flips": [], "curves": {}, "looked_at": 0,
    }  # fmt: skip
    done = 0
    for _ in pair.run({}, REPLICATIONS):
        yield done, total, result
    done, now = 1, _gap(pair)
    result |= {"at": float(now.mean()), "error": _error(now)}
    ends, between = (0, len(SHARES) - 1), range(1, len(SHARES) - 1)
    for name in pair.free:
        for at in ends:
            for _ in pair.run({name: values_of[name][at]}, REPLICATIONS):
                yield done, total, result
            gaps[name][at], done = _gap(pair), done + 1
    order = sorted(pair.free, key=lambda name: -_influence(*(gaps[name][at] for at in ends)))
    for name in order:
        for at in between:
            for _ in pair.run({name: values_of[name][at]}, REPLICATIONS):
                yield done, total, result
            gaps[name][at], done = _gap(pair), done + 1
        result = _with_curve(result, name, values_of[name], gaps[name])
    yield total, total, result


def _influence(low: Floats, high: Floats) -> float:
    """Return how far the difference moves from end to end of a range, in its errors."""
    moved = high - low
    error = _error(moved)
    return abs(float(moved.mean())) / error if error > 0.0 else float(moved.any())


def _with_curve(
    result: dict[str, Any], name: str, values: list[float], gaps: dict[int, Floats]
) -> dict[str, Any]:
    """Return a result with the curve of one more assumption, and where it turns round."""
    rows = [gaps[at] for at in range(len(values))]
    means = np.array([gap.mean() for gap in rows])
    errors = np.array([_error(gap) for gap in rows])
    turned = flips(np.array(values), means, errors)
    curve = {"values": values, "differences": means.tolist(), "errors": errors.tolist()}
    return {
        **result,
        "flips": [*result["flips"], *([{"assumption": name, "values": turned}] if turned else [])],
        "curves": {**result["curves"], name: curve},
        "looked_at": result["looked_at"] + 1,
    }
