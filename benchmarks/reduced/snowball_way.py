"""The reduced model in Snowball's way: records, rules, keyed luck, a compiled loop over runs.

Rules and the compiled loop stand in one file, since the cache of the loop looks at this file
alone when it asks whether it is stale (and at all of `simulation`).
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from math import exp
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simulation import luck
from simulation.compiled import entry, rule
from simulation.records import CLOCK, Column, Records, table

from .numbers import (
    ACCIDENT_PER_MONTH,
    AGREED_SHARE,
    FIRST_CONTRIBUTION,
    GIVING_UP_PER_MONTH,
    HIGHEST_TRUST,
    INPUTS,
    LOWEST_TRUST,
    MONTHLY,
    MONTHS,
    ORGANISATIONS,
    PEOPLE_IN_NEED,
    PLACES,
    RECOVERY_PER_MONTH,
    SEEKING_PER_MONTH,
    SHORTFALL_PER_MONTH,
    TURNOVER_PER_MONTH,
    UNEVENNESS,
    USUAL_INPUT,
    WORD_OF_MOUTH_PER_MONTH,
    run_outcomes,
)

CHUNK_REPLICATES = 64
TRUST = luck.CAPACITY  # purpose of the draw of a place's trust

ORGANISATION: tuple[Column, ...] = (
    ("identity", np.uint64, "key of its luck"),
    ("home", np.int64, "index of its place"),
    ("staff", np.float64, "people it could serve"),
    ("premises", np.float64, "people it could serve"),
    ("money", np.float64, "people it could serve"),
    ("know_how", np.float64, "people it could serve"),
    ("usual_staff", np.float64, "the same before accidents"),
    ("usual_premises", np.float64, "the same before accidents"),
    ("contribution", np.float64, "share of its inputs"),
)
COMMUNITY: tuple[Column, ...] = (
    ("identity", np.uint64, "key of its luck"),
    ("trust", np.float64, "0-1"),
    ("waiting", np.float64, "people"),
    ("served", np.float64, "people"),
    ("offered", np.float64, "people that can be served this month"),
)
POOL: tuple[Column, ...] = (
    *((name, np.float64, "people it could serve") for name in INPUTS),
    ("mean_contribution", np.float64, "share"),
)
MONTH: tuple[Column, ...] = tuple((name, np.float64, "see numbers.py") for name in MONTHLY)


class World(NamedTuple):
    """The state of one run."""

    clock: Records
    pool: Records
    organisations: Records
    communities: Records


def empty_world() -> World:
    """Return a world that has not begun."""
    organisations = table(ORGANISATION, ORGANISATIONS)
    organisations.identity = np.arange(ORGANISATIONS)
    organisations.home = np.arange(ORGANISATIONS) % PLACES
    communities = table(COMMUNITY, PLACES)
    communities.identity = ORGANISATIONS + np.arange(PLACES)
    return World(table(CLOCK, 1), table(POOL, 1), organisations, communities)


@rule
def combine(staff: Any, premises: Any, money: Any, know_how: Any) -> Any:
    """Return the people that four inputs can serve together (CES, elasticity 1/2)."""
    return 4.0 / (1.0 / staff + 1.0 / premises + 1.0 / money + 1.0 / know_how)


@rule
def uneven(clock: Any, identity: Any, purpose: Any) -> Any:
    """Return an endowment: its median times exp(unevenness x z)."""
    return USUAL_INPUT * exp(UNEVENNESS * luck.bell(clock, 0, identity, purpose))


@rule
def begin(w: Any) -> None:
    """Draw endowments and trust."""
    clock = w.clock[0]
    for o in range(len(w.organisations)):
        org = w.organisations[o]
        org.usual_staff = org.staff = uneven(clock, org.identity, luck.ENDOWMENT_STAFF)
        org.usual_premises = org.premises = uneven(clock, org.identity, luck.ENDOWMENT_PREMISES)
        org.money = uneven(clock, org.identity, luck.ENDOWMENT_MONEY)
        org.know_how = uneven(clock, org.identity, luck.ENDOWMENT_KNOW_HOW)
    for c in range(len(w.communities)):
        community = w.communities[c]
        where, _, _, _ = luck.uniforms(clock, 0, community.identity, TRUST)
        community.trust = LOWEST_TRUST + where * (HIGHEST_TRUST - LOWEST_TRUST)
        community.waiting = community.served = community.offered = 0.0
    w.pool[0].mean_contribution = FIRST_CONTRIBUTION


@rule
def empty_the_pool(w: Any) -> None:
    """Nothing is pooled yet this month."""
    pool = w.pool[0]
    pool.staff = pool.premises = pool.money = pool.know_how = 0.0


@rule
def suffer_accident(w: Any, o: Any) -> None:
    """What accidents took comes back slowly; a new one halves staff or premises and giving."""
    org = w.organisations[o]
    org.staff += RECOVERY_PER_MONTH * (org.usual_staff - org.staff)
    org.premises += RECOVERY_PER_MONTH * (org.usual_premises - org.premises)
    org.contribution = w.pool[0].mean_contribution * (1.0 - SHORTFALL_PER_MONTH)
    clock = w.clock[0]
    happens, which, _, _ = luck.uniforms(clock, clock.month, org.identity, luck.ACCIDENT)
    if happens < ACCIDENT_PER_MONTH:
        org.contribution *= 0.5
        if which < 0.5:
            org.staff *= 0.5
        else:
            org.premises *= 0.5


@rule
def give_and_serve(w: Any, o: Any) -> None:
    """An organisation gives its share of each input and serves with the rest."""
    org = w.organisations[o]
    pool = w.pool[0]
    pool.staff += org.contribution * org.staff
    pool.premises += org.contribution * org.premises
    pool.money += org.contribution * org.money
    pool.know_how += org.contribution * org.know_how
    alone = combine(org.staff, org.premises, org.money, org.know_how)
    w.communities[org.home].offered += (1.0 - org.contribution) * alone


@rule
def share_out(w: Any) -> None:
    """The pool serves in equal parts where the organisations are at home."""
    pool = w.pool[0]
    count = len(w.organisations)
    together = combine(pool.staff, pool.premises, pool.money, pool.know_how)
    given = 0.0
    for o in range(count):
        org = w.organisations[o]
        w.communities[org.home].offered += AGREED_SHARE * together / count
        given += org.contribution
    pool.mean_contribution = given / count


@rule
def take_up(w: Any, c: Any) -> None:
    """Some give up or move on, some hear, those who seek get what is offered."""
    community = w.communities[c]
    stay = 1.0 - TURNOVER_PER_MONTH
    community.waiting *= stay * (1.0 - GIVING_UP_PER_MONTH)
    community.served *= stay
    share_served = community.served / PEOPLE_IN_NEED
    rate = SEEKING_PER_MONTH + WORD_OF_MOUTH_PER_MONTH * share_served
    unaware = PEOPLE_IN_NEED - community.waiting - community.served
    seeking = community.waiting + community.served
    seeking += unaware * (1.0 - exp(-community.trust * rate))
    community.served = min(seeking, community.offered)
    community.waiting = seeking - community.served
    community.offered = 0.0


@rule
def month(w: Any, outcomes: Any) -> None:
    """One month, in order."""
    empty_the_pool(w)
    for o in range(len(w.organisations)):
        suffer_accident(w, o)
        give_and_serve(w, o)
    share_out(w)
    for c in range(len(w.communities)):
        take_up(w, c)
        outcomes.served += w.communities[c].served
        outcomes.waiting += w.communities[c].waiting
    outcomes.contribution = w.pool[0].mean_contribution


@entry
def simulate(w: Any, seed: Any, first: Any, monthly: Any) -> None:
    """Run replicates ``first``, ... and write their months into rows of zeros."""
    clock = w.clock[0]
    for r in range(len(monthly)):
        clock.seed = np.uint64(seed)
        clock.replicate = np.uint64(first + r)
        begin(w)
        for t in range(monthly.shape[1]):
            clock.month = t
            month(w, monthly[r, t])


def run(
    replicates: int, seed: int, threads: int | None = None
) -> dict[str, npt.NDArray[np.float64]]:
    """Return the outcomes of some runs."""
    monthly = table(MONTH, replicates * MONTHS).reshape(replicates, MONTHS)
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        waiting = [
            pool.submit(simulate, empty_world(), seed, at, monthly[at : at + CHUNK_REPLICATES])
            for at in range(0, replicates, CHUNK_REPLICATES)
        ]
        for future in waiting:
            future.result()
    return run_outcomes({name: monthly[name] for name in MONTHLY})
