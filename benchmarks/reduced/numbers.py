"""The numbers of the reduced model, shared by its three ways."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

ORGANISATIONS = 10
PLACES = 10
MONTHS = 48
INPUTS = ("staff", "premises", "money", "know_how")

USUAL_INPUT = 40.0  # people that each input could serve, median
UNEVENNESS = 0.6  # standard deviation of the logarithm of an input
ACCIDENT_PER_MONTH = 0.03
RECOVERY_PER_MONTH = 1.0 / 12.0
FIRST_CONTRIBUTION = 0.5  # share of its inputs
SHORTFALL_PER_MONTH = 0.02  # by how much less than the mean everyone gives
AGREED_SHARE = 0.9  # of the pooled service that joint work leaves over

PEOPLE_IN_NEED = 60.0  # in each place
LOWEST_TRUST, HIGHEST_TRUST = 0.2, 0.8
SEEKING_PER_MONTH = 0.02
WORD_OF_MOUTH_PER_MONTH = 0.4
GIVING_UP_PER_MONTH = 0.05
TURNOVER_PER_MONTH = 0.02

MONTHLY = ("served", "waiting", "contribution")  # people, people, mean share


def run_outcomes(months: Mapping[str, Floats]) -> dict[str, Floats]:
    """Return what is compared of each run, from its monthly outcomes (run, month).

    Impact in person-months; people served and people waiting in the last month.
    """
    return {
        "impact": months["served"].sum(axis=1),
        "served": months["served"][:, -1].copy(),
        "waiting": months["waiting"][:, -1].copy(),
    }
