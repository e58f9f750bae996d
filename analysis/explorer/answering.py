"""The answer to a question: lines with bands, levels, differences on equal luck, warnings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from simulation import Arm, Results
from simulation.outcomes import MONTHLY, MONTHLY_NAMES, RUN_NAMES

from .. import statistics
from ..comparison import Difference, differences
from ..money import money_of, same
from ..plain import plain
from ..verdict import (
    FEWEST_REPLICATIONS,
    LARGEST_RESIDUAL,
    LATER_MONTHS,
    decimals_of,
    scaled,
)
from ..words import MAIN
from .catalogue import model_digest
from .parts import Question
from .runs import Floats, Runs

Data = dict[str, Any]

BANDS = (
    "reach", "impact", "unmet_need", "trust", "programmes", "coverage_share", "coverage_gini",
)  # fmt: skip
BAND_SHARES = (0.1, 0.9)
FINE, COARSE = 5, 2  # decimals of bands: of numbers between 0 and 1, and of all others
COMPARED = (*MAIN, "unmet_need_mean", "reach_final", "impact_after_funding")
LEVELS = (*COMPARED, "coverage_share_final", "funding_eur", "returned_eur")
SCARCE = tuple(name for name in MONTHLY_NAMES if name.startswith("scarce_"))
DECIMALS = {o.name: FINE if o.unit in ("0-1", "share") else COARSE for o in MONTHLY}
_BAND_COLUMNS = [MONTHLY_NAMES.index(name) for name in BANDS]
_SCARCE_COLUMNS = [MONTHLY_NAMES.index(name) for name in SCARCE]


def answer(
    question: Question,
    runs: Sequence[Runs],
    arms: Mapping[str, Arm],
    *,
    draft: bool,
    known: Sequence[Data] | None = None,
) -> Data:
    """Return the answer as plain data, the reference first; undefined numbers are None.

    Parameters
    ----------
    question : Question     what was asked
    runs : of each arm      in the order of the arms
    arms : by name          the reference first, as ``arms_of`` gives them
    draft : bool            whether it is a quick look, which has no differences
    known : of each arm     what ``arm_answer`` made of it, if it is known already
    """
    parts = known or [
        arm_answer(arm, own, draft=draft) for arm, own in zip(arms.values(), runs, strict=True)
    ]
    reference, *options = runs
    found = [
        None,
        *(None if draft else [as_told(row) for row in rows_of(reference, own)] for own in options),
    ]
    return {
        "replications": reference.replications,
        "seed": question.seed,
        "model": model_digest(),
        "draft": draft,
        "months": reference.monthly.shape[1],
        "arms": [{**part, "differences": rows} for part, rows in zip(parts, found, strict=True)],
        "warnings": list(warnings_of(list(arms.values()), runs)),
    }


def arm_answer(arm: Arm, runs: Runs, *, draft: bool = False) -> Data:
    """Return all that is told of one arm by itself; a draft has no intervals of levels."""
    scarce = runs.monthly[:, :, _SCARCE_COLUMNS].mean(axis=0).round(FINE)
    return {
        "funding_months": int(arm.parameters["funding_months"]),
        "bands": bands_of(runs),
        "scarce": {
            name.removeprefix("scarce_"): scarce[:, at].tolist() for at, name in enumerate(SCARCE)
        },
        "levels": levels_of(runs, intervals=not draft),
        "spent_eur": spent_eur(runs),
    }


def bands_of(runs: Runs) -> Data:
    """Return mean, 10th and 90th percentile over runs, month by month: luck alone.

    Rounded to what a picture can show; percentiles lie between the two nearest runs, by share.
    """
    values = np.ascontiguousarray(np.moveaxis(runs.monthly[:, :, _BAND_COLUMNS], 0, -1))
    means = values.mean(axis=-1)
    values.sort(axis=-1)
    low, high = (_percentile(values, share) for share in BAND_SHARES)
    return {
        name: {
            "low": low[:, at].round(DECIMALS[name]).tolist(),
            "mean": means[:, at].round(DECIMALS[name]).tolist(),
            "high": high[:, at].round(DECIMALS[name]).tolist(),
        }
        for at, name in enumerate(BANDS)
    }


def _percentile(ordered: Floats, share: float) -> Floats:
    """Return a percentile of sorted runs, (..., replicate)."""
    place = share * (ordered.shape[-1] - 1)
    below = int(place)
    above = min(below + 1, ordered.shape[-1] - 1)
    return ordered[..., below] + (place - below) * (ordered[..., above] - ordered[..., below])


def levels_of(runs: Runs, *, intervals: bool) -> Data:
    """Return means over runs, with their 95 % intervals if asked, as a comparison does."""
    unknown = np.full(len(RUN_NAMES), np.nan)
    # All columns at once, as a comparison does: the last digit hangs on how they are multiplied.
    low, high = statistics.mean_interval(runs.runs) if intervals else (unknown, unknown)
    return {
        name: {
            "mean": float(runs.runs[:, at].mean()),
            "low": number(low[at]),
            "high": number(high[at]),
        }
        for name, at in ((name, RUN_NAMES.index(name)) for name in LEVELS)
    }


def spent_eur(runs: Runs) -> float:
    """Return the public money for scaling that was spent, mean over runs."""
    (money,) = money_of(Results(("",), runs.monthly, runs.runs[np.newaxis]))
    return money.spent_eur


def number(value: float) -> float | None:
    """Return a number that JSON can hold, None where it is undefined."""
    return float(value) if np.isfinite(value) else None


def rows_of(reference: Runs, runs: Runs) -> list[Difference]:
    """Return the differences of one arm from the reference, the main outcomes first."""
    rows = {row.outcome: row for row in differences("", reference.runs, runs.runs, COMPARED)}
    return [rows[name] for name in COMPARED]


def as_told(row: Difference) -> Data:
    """Return a difference as plain data, and as the command line would tell it."""
    value, low, high, unit = scaled(row, row.difference, row.low, row.high)
    decimals = decimals_of(row, *((value, low, high) if row.clear else (low, high)))
    told = {"value": value, "low": low, "high": high, "decimals": decimals, "unit": unit}
    names = (
        "outcome", "reference_mean", "mean", "difference", "low", "high", "clear", "better",
        "slight", "superiority", "paired_superiority", "replications", "enough_replications",
    )  # fmt: skip
    data: Data = plain({**{name: getattr(row, name) for name in names}, "told": told})
    return data


def warnings_of(arms: Sequence[Arm], runs: Sequence[Runs]) -> Iterator[Data]:
    """Yield what the answer has to be read with, as codes and numbers."""
    after = min(arm.parameters["horizon_months"] - arm.parameters["funding_months"] for arm in arms)
    if after < max(LATER_MONTHS.values()):
        yield {"code": "ends_early", "numbers": {"months": float(after)}}
    spent = [spent_eur(own) for own in runs]
    if not same(spent):
        yield {"code": "unequal_money", "numbers": {"least": min(spent), "most": max(spent)}}
    if runs[0].replications < FEWEST_REPLICATIONS:
        numbers = {"replications": runs[0].replications, "fewest": FEWEST_REPLICATIONS}
        yield {"code": "few_replications", "numbers": numbers}
    books = {
        name: float(np.max([np.abs(own.run_of(outcome)).max() for own in runs]))
        for name, outcome in (("ledger", "ledger_residual_eur"), ("people", "people_residual"))
    }
    if not all(largest <= LARGEST_RESIDUAL for largest in books.values()):
        known = {name: value for name, value in books.items() if np.isfinite(value)}
        yield {"code": "books_open", "numbers": known}
