"""The verdict on a claim, by a stated rule.

How often, by the share of worlds in which the mean difference exceeds the margin:

    nearly always   at least 95 %
    usually         at least two thirds
    it depends      between one third and two thirds
    rarely          at most one third
    hardly ever     at most 5 %

It cannot be told where luck hides the answer in most worlds, or fewer than 20 worlds meet the
conditions.  Whether the claim stands follows from what it claims: *usually* needs two thirds of
the worlds, *more often than not* one half, and it is open where the 95 % Wilson interval of the
share holds that number; *always* admits no world at all in which it clearly fails: one that fails
again on fresh luck refutes it.
"""

from __future__ import annotations

from typing import NamedTuple

from .examples import Search
from .measuring import FEWEST_WORLDS, Shares

NEARLY, MOST, SOME, HARDLY = 0.95, 2.0 / 3.0, 1.0 / 3.0, 0.05
HALF = 0.5


class Verdict(NamedTuple):
    """How often a claim holds, in a word, and whether what it claims stands.

    ``often`` is one of nearly-always, usually, depends, rarely, hardly-ever, luck, few-worlds;
    ``stands`` one of yes, no and open.
    """

    often: str
    stands: str


def how_often(shares: Shares) -> str:
    """Return the word for a share of worlds."""
    if shares.worlds < FEWEST_WORLDS:
        return "few-worlds"
    if shares.unclear > HALF:
        return "luck"
    share = shares.exceeds.value
    if share >= NEARLY:
        return "nearly-always"
    if share >= MOST:
        return "usually"
    if share > SOME:
        return "depends"
    return "rarely" if share > HARDLY else "hardly-ever"


def verdict(claims: str, shares: Shares, against: Search | None) -> Verdict:
    """Return the verdict; ``against`` is the search for an example in which the claim fails."""
    often = how_often(shares)
    refuted = against is not None and against.example is not None
    if claims == "always":
        if refuted:
            return Verdict(often, "no")
        return Verdict(often, "yes" if shares.fails == 0.0 and often == "nearly-always" else "open")
    if often in ("luck", "few-worlds"):
        return Verdict(often, "open")
    needed = MOST if claims == "usually" else HALF
    if shares.exceeds.low > needed:
        return Verdict(often, "yes")
    return Verdict(often, "no" if shares.exceeds.high < needed else "open")
