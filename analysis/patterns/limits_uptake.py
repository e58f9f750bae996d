"""Known limits of uptake in one place: logistic, Bass, exponential, critical mass.

People are counted as real numbers, so nothing here becomes better with more of them; what is
left is the month, and its part is bounded by calculation.  In each month the share a of those
served follows 1 - a' = (1 - a) e^-(p + q a).  With u = ln((p + q a) / (1 - a)) the curve of Bass
is u = u0 + (p + q) t.  A month adds p + q a + ln(1 + q (1 - a) (1 - e^-(p + q a)) / (p + q a)) to
u; with x - x^2/2 <= 1 - e^-x <= x and x - x^2/2 <= ln(1 + x) <= x that is at most p + q and at
least p + q - q (p + q) / 2.  So after T months the model is behind by q (p + q) T / 2 at most,
and never ahead.  The logistic curve is the case p = 0.
"""

from __future__ import annotations

from math import exp

import numpy as np
from scipy.optimize import brentq

from simulation.register.sources import BASS_TABLES, CENTOLA_MACY

from .limits_worlds import ROUNDING, largest_distance, place_with_service, uptake
from .more_sources import CALCULATION
from .row import Bench, Curve, Floats, Pattern, Result, Sketch

P_PER_MONTH, Q_PER_MONTH = 0.03 / 12, 0.38 / 12  # means of fitted curves, per year
FIRST_FOLLOWERS = 0.01
WORD_OF_MOUTH = (0.02, 0.1, 0.3)
STEPS = (1.0, 0.5, 0.25, 0.125)
LATE_AT_MONTH = 72  # near the peak of the mean curve, ln(q / p) / (p + q) = 6.2 years
NEXT_ORDER = P_PER_MONTH + Q_PER_MONTH
LEAVING, FOLLOWING = 0.016, 0.1
CRITICAL_MONTHS = 1_500
HALVINGS = 12


def behind(shares: Floats, p: float, q: float) -> Floats:
    """Return how far the model is behind the curve of Bass in each month, in u.

    u0 + (p + q) t - ln((p + q a) / (1 - a))
    """
    u = np.log((p + q * shares) / (1.0 - shares))
    return u[0] + (p + q) * np.arange(len(shares)) - u


def worst(shares: Floats, p: float, q: float) -> float:
    """Return the worst lead if there is one (below 0), else the worst lag, in parts of its bound.

    lag / (q (p + q) t / 2)
    """
    months = np.arange(1, len(shares))
    ratios = behind(shares, p, q)[1:] / (q * (p + q) * months / 2.0)
    return float(ratios.min() if ratios.min() < 0.0 else ratios.max())


def curve_of_bass(months: Floats, first: float, p: float, q: float) -> Floats:
    """Return the share that the curve of Bass reaches from a first share.

    >>> curve_of_bass(np.array([0.0]), 0.25, 0.01, 0.1).round(12)
    array([0.25])
    """
    odds = (p + q * first) / (1.0 - first) * np.exp((p + q) * months)
    return (odds - p) / (odds + q)


def sketch_of_uptake(shares: Floats, known: Floats, label: str, every: int) -> Sketch:
    """Return a figure of the model's months on a known curve."""
    months = np.arange(len(shares))
    return Sketch(
        "month",
        "share of people served",
        (
            Curve(label, months.tolist(), known.tolist(), "line"),
            Curve("model", months[::every].tolist(), shares[::every].tolist(), "points"),
        ),
    )


def exact(value: float, sketch: Sketch) -> Result:
    """Return a result without luck."""
    return Result(value, value, value, sketch)


def measure_logistic(_: Bench) -> Result:
    """Word of mouth alone, at three rates."""
    shares = {
        q: uptake(place_with_service(FIRST_FOLLOWERS, int(10 / q), word_of_mouth_per_month=q))
        for q in WORD_OF_MOUTH
    }
    ratios = [worst(found, 0.0, q) for q, found in shares.items()]
    q = WORD_OF_MOUTH[1]
    known = curve_of_bass(np.arange(float(len(shares[q]))), FIRST_FOLLOWERS, 0.0, q)
    value = min(ratios) if min(ratios) < 0.0 else max(ratios)
    return exact(value, sketch_of_uptake(shares[q], known, "logistic curve", 5))


def bass_shares(step_months: float, months: int) -> Floats:
    """Return the uptake of the mean curve of Bass, in steps of a part of a month."""
    return uptake(
        place_with_service(
            0.0, round(months / step_months), seeking_per_month=P_PER_MONTH * step_months,
            word_of_mouth_per_month=Q_PER_MONTH * step_months,
        )
    )  # fmt: skip


def measure_bass(_: Bench) -> Result:
    """Seeking and word of mouth together, over 15 years."""
    shares = bass_shares(1.0, 180)
    known = curve_of_bass(np.arange(float(len(shares))), 0.0, P_PER_MONTH, Q_PER_MONTH)
    sketch = sketch_of_uptake(shares, known, "curve of Bass", 6)
    return exact(worst(shares, P_PER_MONTH, Q_PER_MONTH), sketch)


def measure_order(_: Bench) -> Result:
    """Months late on the curve of Bass, where a month is cut into halves, quarters, eighths."""
    late = np.array([
        behind(bass_shares(step, LATE_AT_MONTH), P_PER_MONTH * step, Q_PER_MONTH * step)[-1]
        for step in STEPS
    ]) / (P_PER_MONTH + Q_PER_MONTH)  # fmt: skip
    slope = float(np.polyfit(np.log(STEPS), np.log(late), 1)[0])
    proportional = late[-1] * np.array(STEPS) / STEPS[-1]
    sketch = Sketch(
        "length of a step (months)",
        f"months late in month {LATE_AT_MONTH}",
        (
            Curve("in proportion", STEPS, proportional.tolist(), "line"),
            Curve("model", STEPS, late.tolist(), "points"),
        ),
    )
    return exact(slope, sketch)


def measure_exponential(_: Bench) -> Result:
    """People who come by themselves, at an acceptance of 0.4."""
    world = place_with_service(0.2, 60, seeking_per_month=0.05, base_acceptance=0.4, base_trust=0.0)
    shares = uptake(world)
    known = 1.0 - 0.8 * np.exp(-0.05 * 0.4 * np.arange(len(shares)))
    sketch = sketch_of_uptake(shares, known, "exponential approach", 3)
    return exact(largest_distance(shares, known), sketch)


def balance(share: float) -> float:
    """Return by how much the share served grows in a month under full stigma.

    (1 - s) (1 - e^(-q s^2)) - d a, s = (1 - d) a stay, d leave in a month
    """
    stay = (1.0 - LEAVING) * share
    return float((1.0 - stay) * (1.0 - exp(-FOLLOWING * stay * stay)) - LEAVING * share)


def stigmatised(first: float, months: int = CRITICAL_MONTHS) -> Floats:
    """Return the uptake from a first share where two others are needed to follow."""
    return uptake(
        place_with_service(
            first, months, stigma=1.0, word_of_mouth_per_month=FOLLOWING,
            need_turnover_per_year=12.0 * LEAVING,
        )
    )  # fmt: skip


def measure_critical_mass(_: Bench) -> Result:
    """Halve the interval of first shares between dying out and spreading."""
    calculated = brentq(balance, 0.1, 0.4)
    below, above = 0.0, 0.5
    for _step in range(HALVINGS):
        middle = (below + above) / 2.0
        if stigmatised(middle)[-1] > calculated:
            above = middle
        else:
            below = middle
    starts = (calculated - 0.03, calculated - 0.01, calculated + 0.01, calculated + 0.03)
    months = np.arange(0, 601, 20)
    curves = [
        Curve(f"from {start:.2f}", months.tolist(), stigmatised(start, 600)[::20].tolist())
        for start in starts
    ]
    line = Curve("calculated critical mass", (0, 600), (calculated, calculated), "dashes")
    sketch = Sketch("month", "share of people served", (*curves, line))
    return exact(abs((below + above) / 2.0 - calculated), sketch)


PATTERNS = (
    Pattern(
        "logistic-curve", "Word of mouth alone under full mixing is a logistic curve", "limit",
        BASS_TABLES,
        "worst distance in log-odds from the logistic curve, in parts of the bound; below 0: ahead",
        (0.0, 1.0),
        "a month that looks at its beginning is at most q^2/2 late in log-odds, and never early;"
        " people are real numbers, so their number plays no part",
        "word of mouth is not what the equations say: speeds of uptake mean nothing",
        measure_logistic,
    ),
    Pattern(
        "bass-curve", "Seeking and word of mouth follow the curve of Bass", "limit", BASS_TABLES,
        "worst distance from the curve of Bass in ln((p + q a) / (1 - a)), in parts of the bound;"
        " below 0: ahead",
        (0.0, 1.0),
        "a month that looks at its beginning is at most q (p + q)/2 late, and never early",
        "fitted rates of other innovations cannot be put into the model as they are",
        measure_bass,
    ),
    Pattern(
        "bass-order", "The error of the Bass curve falls in proportion to the month's length",
        "limit", CALCULATION,
        f"slope of log(months late in month {LATE_AT_MONTH}) on log(length of a step)",
        (1.0 - NEXT_ORDER, 1.0 + NEXT_ORDER),
        "each step is late by its square, so all steps together by its first power; terms of the"
        " next order change a month's error by less than (p + q) x 1 month = 0.034 of it. There"
        " is no 1/sqrt(N) here, because people are counted as real numbers",
        "the month is not only a coarse clock: results hang on its length",
        measure_order,
    ),
    Pattern(
        "exponential-approach", "Without contact the approach is exponential", "limit",
        CALCULATION,
        "largest distance of the share served from 1 - (1 - a0) e^(-p x acceptance x t)",
        (0.0, ROUNDING),
        "both are the same formula, month after month: nothing but rounding may differ",
        "people come for reasons other than those listed",
        measure_exponential,
    ),
    Pattern(
        "critical-mass", "Under full stigma, spread needs a critical mass", "limit", CENTOLA_MACY,
        "distance of the first share that tips, by halving, from the calculated one",
        (0.0, 0.5 / 2**HALVINGS / 2.0 + ROUNDING),
        f"half of the last of {HALVINGS} halvings of 0-0.5; calculated where those who leave"
        " equal those who follow, near a (1 - a) = d/q = 0.16, so near 0.2",
        "how many must be served before others dare to come is not what the equations say",
        measure_critical_mass,
    ),
)  # fmt: skip
