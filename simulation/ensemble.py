"""The compiled ensemble: many runs of one arm, in one call that holds no lock."""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

import numpy as np

from .compiled import entry, rule
from .month import month
from .records import PARTNERS_PER_ORGANISATION, SITES_PER_ORGANISATION
from .rules.beginning import begin
from .rules.measure import measure_month
from .rules.summary import summarise_run


@rule
def reset(w, initial):
    """Set all state back to that of a world that has not begun."""
    w.clock[0] = initial.clock[0]
    w.ledger[0] = initial.ledger[0]
    for o in range(len(w.organisations)):
        w.organisations[o] = initial.organisations[o]
        for s in range(SITES_PER_ORGANISATION):
            w.sites[o, s] = initial.sites[o, s]
        for k in range(PARTNERS_PER_ORGANISATION):
            w.partners[o, k] = initial.partners[o, k]
    for c in range(len(w.communities)):
        w.communities[c] = initial.communities[c]
    for m in range(len(w.policy_makers)):
        w.policy_makers[m] = initial.policy_makers[m]
    for g in range(len(w.coalitions)):
        w.coalitions[g] = initial.coalitions[g]


@entry
def simulate(w, initial, seed, first_replicate, monthly, runs):
    """Run replicates ``first_replicate``, ... of one world and write their outcomes.

    Parameters
    ----------
    w, initial : World                  a world to work in, and the state it starts from
    seed, first_replicate : int         keys of luck
    monthly : records (replicate, month)    outcomes of each month; must hold zeros
    runs : records (replicate,)             outcomes of each run; must hold zeros
    """
    for r in range(len(runs)):
        reset(w, initial)
        clock = w.clock[0]
        clock.seed = np.uint64(seed)
        clock.replicate = np.uint64(first_replicate + r)
        begin(w)
        for t in range(monthly.shape[1]):
            clock.month = t
            month(w)
            measure_month(w, monthly[r, t])
        summarise_run(w, monthly[r], runs[r])
