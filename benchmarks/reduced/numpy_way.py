"""The reduced model in vectorised NumPy: all replicates at once, month by month."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from . import numbers
from .numbers import MONTHS, ORGANISATIONS, PLACES

Floats = npt.NDArray[np.float64]
HOMES = np.arange(ORGANISATIONS) % PLACES


def combine(inputs: Floats) -> Floats:
    """Return the people that four inputs (last axis) can serve together (CES, elasticity 1/2)."""
    return 1.0 / (1.0 / inputs).mean(axis=-1)


def run(replicates: int, seed: int) -> dict[str, Floats]:
    """Return the outcomes of some runs."""
    random = np.random.default_rng(seed)
    four = random.random((replicates, ORGANISATIONS, len(numbers.INPUTS), 4))
    bell = np.sqrt(3.0) * (four.sum(axis=-1) - 2.0)
    inputs = numbers.USUAL_INPUT * np.exp(numbers.UNEVENNESS * bell)
    usual = inputs.copy()
    trust = random.uniform(numbers.LOWEST_TRUST, numbers.HIGHEST_TRUST, (replicates, PLACES))
    waiting = np.zeros((replicates, PLACES))
    served = np.zeros((replicates, PLACES))
    mean_contribution = np.full(replicates, numbers.FIRST_CONTRIBUTION)
    monthly = np.zeros((len(numbers.MONTHLY), replicates, MONTHS))
    for month in range(MONTHS):
        inputs += numbers.RECOVERY_PER_MONTH * (usual - inputs)
        given = mean_contribution[:, None] * (1.0 - numbers.SHORTFALL_PER_MONTH)
        given = np.repeat(given, ORGANISATIONS, axis=1)
        hit = random.random((replicates, ORGANISATIONS)) < numbers.ACCIDENT_PER_MONTH
        run_hit, organisation_hit = np.nonzero(hit)
        which = random.integers(0, 2, len(run_hit))
        inputs[run_hit, organisation_hit, which] *= 0.5
        given[hit] *= 0.5
        pooled = numbers.AGREED_SHARE * combine((given[..., None] * inputs).sum(axis=1))
        offers = (1.0 - given) * combine(inputs) + pooled[:, None] / ORGANISATIONS
        offered = np.zeros((replicates, PLACES))
        np.add.at(offered, (slice(None), HOMES), offers)
        mean_contribution = given.mean(axis=1)
        waiting, served = uptake(waiting, served, offered, trust)
        monthly[:, :, month] = served.sum(axis=1), waiting.sum(axis=1), mean_contribution
    return numbers.run_outcomes(dict(zip(numbers.MONTHLY, monthly, strict=True)))


def uptake(
    waiting: Floats, served: Floats, offered: Floats, trust: Floats
) -> tuple[Floats, Floats]:
    """Return who waits and who is served after some gave up and some heard."""
    stay = 1.0 - numbers.TURNOVER_PER_MONTH
    waiting = waiting * (stay * (1.0 - numbers.GIVING_UP_PER_MONTH))
    served = served * stay
    share_served = served / numbers.PEOPLE_IN_NEED
    rate = numbers.SEEKING_PER_MONTH + numbers.WORD_OF_MOUTH_PER_MONTH * share_served
    unaware = numbers.PEOPLE_IN_NEED - waiting - served
    seeking = waiting + served + unaware * (1.0 - np.exp(-trust * rate))
    served = np.minimum(seeking, offered)
    return seeking - served, served
