"""Scale deep: know-how, fit, and partners whose assets are merged."""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from math import exp

import numpy as np

from .. import luck
from ..compiled import rule
from ..records import NOBODY, PARTNERS_PER_ORGANISATION, SITES_PER_ORGANISATION
from .workload import YOUNG_MONTHS


@rule
def learned_share(rate, fte_months):
    """Return the share of what is missing that is gained, with diminishing returns.

    1 - exp(-rate x FTE-months)

    >>> round(learned_share(0.1, 1.0), 4)
    0.0952
    """
    return 1.0 - exp(-rate * fte_months)


@rule
def learn(w, o):
    """An organisation gains know-how by deepening and by serving, and from its partners.

    k <- k + (1 - k) (1 - exp(-gain x time)) + transfer (k partner - k)

    Half of the time for deepening goes into know-how, half into the fit of sites.
    """
    org = w.organisations[o]
    p = w.parameters[0]
    clock = w.clock[0]
    today = w.calendar[clock.month]
    time = 0.5 * org.effort_deep_fte + p.practice_share * org.service_fte
    gained = learned_share(p.know_how_gain_per_fte_month, time)
    gained += p.instrument_effect_per_month * today.know_how
    if clock.month - org.founded_month < YOUNG_MONTHS:
        gained += p.mentoring_gain_per_month * today.mentoring
    better = org.know_how
    for k in range(PARTNERS_PER_ORGANISATION):
        partner = w.partners[o, k]
        if partner != NOBODY:
            better = max(better, w.organisations[partner].know_how)
    gained_from_others = p.know_how_transfer_per_month * (better - org.know_how)
    org.know_how += min(1.0, gained) * (1.0 - org.know_how) + gained_from_others
    org.know_how = min(1.0, org.know_how)


@rule
def improve_fit(w, o):
    """Sites come to fit their places, by deepening and with the community, while young.

    f <- f + (1 - f) h (1 - exp(-gain x time / sites) + gain of involvement x intensity),
    h = exp(-age / hardening)

    What is changed is no longer what worked elsewhere: adaptation grows by as much as fit.
    """
    org = w.organisations[o]
    p = w.parameters[0]
    involvement = w.calendar[w.clock[0].month].involve_communities_intensity
    if org.sites == 0:
        return
    own = learned_share(p.fit_gain_per_fte_month, 0.5 * org.effort_deep_fte / org.sites)
    gained = min(1.0, own + p.involvement_fit_gain_per_month * involvement)
    for s in range(SITES_PER_ORGANISATION):
        site = w.sites[o, s]
        if site.open:
            soft = exp(-site.age_months / p.fit_hardening_months)
            changed = (1.0 - site.fit) * soft * gained
            site.fit += changed
            site.adaptation += changed


@rule
def find_partner(w, o):
    """Time for deepening may win a partner, who must be willing and free.

    P(ask) = (1 - exp(-time)) / 4; willing: willingness x closeness of goals
    """
    org = w.organisations[o]
    p = w.parameters[0]
    clock = w.clock[0]
    if org.partners >= PARTNERS_PER_ORGANISATION:
        return
    ask, whom, willing, _ = luck.uniforms(clock, clock.month, org.identity, luck.PARTNER)
    if ask >= 0.25 or ask >= 0.25 * learned_share(1.0, org.effort_deep_fte):
        return
    candidate = look_up(w, o, whom)
    if candidate == NOBODY or are_partners(w, o, candidate):
        return
    other = w.organisations[candidate]
    alike = 1.0 - p.goal_difference * abs(org.goal - other.goal)
    if other.partners < PARTNERS_PER_ORGANISATION and willing < p.partner_willingness * alike:
        w.partners[o, org.partners] = candidate
        org.partners += 1
        w.partners[candidate, other.partners] = o
        other.partners += 1


@rule
def look_up(w, o, where):
    """Return the organisation at work whose key comes next after ``where`` (0-1), or nobody.

    Keys come from names, so that an idle organisation more changes nobody else's choice.
    """
    count = len(w.directory)
    key = where * 4294967296.0
    low = 0
    high = count
    while low < high:
        middle = (low + high) // 2
        if np.float64(w.organisations[w.directory[middle]].identity) < key:
            low = middle + 1
        else:
            high = middle
    for step in range(count):
        candidate = w.directory[(low + step) % count]
        if candidate != o and w.organisations[candidate].alive:
            return candidate
    return NOBODY


@rule
def are_partners(w, o, candidate):
    """Tell whether two organisations are partners already."""
    for k in range(PARTNERS_PER_ORGANISATION):
        if w.partners[o, k] == candidate:
            return True
    return False
