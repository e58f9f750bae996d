"""Scale out: outreach in known places, sites in new ones, permits, and tests of new sites."""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from math import exp, hypot

from .. import luck
from ..compiled import rule
from ..records import NEIGHBOURS, NOBODY, SITES_PER_ORGANISATION

OUTREACH_PART = 0.5
TRIAL_MONTHS = 6
TRIAL_STANDARD = 0.75


@rule
def outreach_part(org):
    """Return the share of time for scaling out that tells people: the less, the more strained.

    part = (1 - strain) / 2, or 1 - strain with all the sites that it can run; who cannot
    serve those who come does not call for more.
    """
    part = 1.0 if org.sites >= SITES_PER_ORGANISATION else OUTREACH_PART
    return part * (1.0 - org.strain)


@rule
def reach_out(w, o):
    """Part of the time for scaling out tells people in places that have a site."""
    org = w.organisations[o]
    if org.sites == 0:
        return
    each = outreach_part(org) * org.effort_out_fte / org.sites
    for s in range(SITES_PER_ORGANISATION):
        site = w.sites[o, s]
        if site.open:
            w.communities[site.place].outreach_fte += each


@rule
def prepare_a_site(w, o):
    """The rest is saved up for a new site, opened once time and money suffice."""
    org = w.organisations[o]
    p = w.parameters[0]
    org.expansion_fte_months += (1.0 - outreach_part(org)) * org.effort_out_fte
    if org.expansion_fte_months < p.site_setup_fte_months:
        return
    org.expansion_fte_months = p.site_setup_fte_months
    if org.sites >= SITES_PER_ORGANISATION or not could_pay_for_site(w, o):
        return
    place = choose_place(w, o)
    if place != NOBODY and pay_for_site(w, o, place, setup_cost_eur(w)):
        org.expansion_fte_months = 0.0
        open_site(w, o, place, True)


@rule
def choose_place(w, o):
    """An organisation compares two neighbours of its home with two places anywhere.

    score = people without service x fit to expect (1 + programme there)
    """
    org = w.organisations[o]
    first, second, third, fourth = luck.uniforms(
        w.clock[0], w.clock[0].month, org.identity, luck.EXPANSION
    )
    places = len(w.communities)
    best = NOBODY
    best_score = 0.0
    for draw in range(4):
        if draw == 0:
            candidate = w.neighbours[org.home, int(first * NEIGHBOURS)]
        elif draw == 1:
            candidate = w.neighbours[org.home, int(second * NEIGHBOURS)]
        elif draw == 2:
            candidate = int(third * places)
        else:
            candidate = int(fourth * places)
        if candidate == NOBODY or has_site(w, o, candidate):
            continue
        community = w.communities[candidate]
        unserved = community.need - community.served - community.served_by_programme
        score = unserved * expected_fit(w, org.home, candidate)
        if w.policy_makers[candidate].adopted:
            score *= 2.0
        if score > best_score:
            best = candidate
            best_score = score
    return best


@rule
def has_site(w, o, place):
    """Tell whether an organisation has a site in a place already."""
    for s in range(SITES_PER_ORGANISATION):
        if w.sites[o, s].open and w.sites[o, s].place == place:
            return True
    return False


@rule
def difference(w, here, there):
    """Return how unlike two places are, 0-1."""
    unlike = abs(w.communities[here].character - w.communities[there].character)
    return w.parameters[0].place_difference * unlike


@rule
def expected_fit(w, home, place):
    """Return the fit of a service from ``home`` in a place, before anything is corrected.

    f = fit at start (1 - loss x difference) exp(-loss x km / 100)
    """
    p = w.parameters[0]
    here = w.communities[home]
    there = w.communities[place]
    distance_km = hypot(here.x_km - there.x_km, here.y_km - there.y_km)
    alike = 1.0 - p.fit_loss_by_difference * difference(w, home, place)
    return p.fit_at_start * alike * exp(-p.fit_loss_per_100_km * distance_km / 100.0)


@rule
def setup_cost_eur(w):
    """Return what a new site costs; a small test costs half at full dose."""
    testing = w.calendar[w.clock[0].month].testing
    return w.parameters[0].site_setup_eur * (1.0 - 0.5 * testing)


@rule
def setup_money_eur(org):
    """Return what an organisation can spend on set-up: its grant and half of its cash."""
    return org.grant_eur + 0.5 * max(0.0, org.cash_eur)


@rule
def could_pay_for_site(w, o):
    """Tell whether a site could be paid for, with as much support as any programme gives."""
    own = setup_cost_eur(w) * (1.0 - w.parameters[0].programme_generosity)
    return own <= setup_money_eur(w.organisations[o])


@rule
def pay_for_site(w, o, place, cost):
    """Set-up is paid from the grant, then from half of the cash; a programme pays its share.

    Returns whether there was enough.
    """
    org = w.organisations[o]
    support = cost * w.policy_makers[place].programme_level
    own = cost - support
    if own > setup_money_eur(org):
        return False
    from_grant = min(own, org.grant_eur)
    org.grant_eur -= from_grant
    org.cash_eur -= own - from_grant
    w.ledger[0].setup_eur += cost
    w.ledger[0].setup_support_eur += support
    return True


@rule
def open_site(w, o, place, is_new):
    """A site is opened; it waits for its permit, and for a community that has a say in it."""
    org = w.organisations[o]
    p = w.parameters[0]
    today = w.calendar[w.clock[0].month]
    for s in range(SITES_PER_ORGANISATION):
        site = w.sites[o, s]
        if not site.open:
            site.open = True
            site.place = place
            site.trial = is_new and today.testing > 0.0
            site.age_months = 0.0
            site.fit = expected_fit(w, org.home, place)
            site.adaptation = 0.0
            site.permit_months = (
                p.permit_delay_months
                + p.involvement_delay_months * today.involve_communities_intensity
            )
            org.sites += 1
            if is_new:
                site.setup_eur = setup_cost_eur(w)
                org.premises_places += p.site_premises_places
                org.usual_premises_places += p.site_premises_places
            return


@rule
def wait_and_age(w, o):
    """Sites wait for permits, which help from the administration brings sooner; then they age.

    speed = 1 / (1 - ease), ease = 1 - (1 - dose) (1 - attention x goodwill) (1 - programme / 2),
    at most ten times as fast
    """
    today = w.calendar[w.clock[0].month]
    for s in range(SITES_PER_ORGANISATION):
        site = w.sites[o, s]
        if not site.open:
            continue
        w.communities[site.place].sites_counted += 1
        if site.permit_months > 0.0:
            policy_maker = w.policy_makers[site.place]
            left = 1.0 - today.permit_speed
            left *= 1.0 - policy_maker.attention * policy_maker.goodwill
            left *= 1.0 - 0.5 * policy_maker.programme_level
            site.permit_months -= 1.0 / max(0.1, left)
        else:
            site.age_months += 1.0
            if site.trial and site.age_months >= TRIAL_MONTHS:
                decide_on_trial(w, o, s)


@rule
def decide_on_trial(w, o, s):
    """Test before invest: a small site whose fit looks poor is closed, the others go on.

    It looks poor if fit + noise < 3/4 of the fit where the service was made.  Going on costs
    what the test saved; a site that closes takes its premises with it.
    """
    org = w.organisations[o]
    p = w.parameters[0]
    site = w.sites[o, s]
    month = w.clock[0].month
    key = (org.identity + w.communities[site.place].identity) & luck.MASK
    noise = luck.bell(w.clock[0], month, key, luck.TRIAL)
    site.trial = False
    looks_poor = site.fit + p.evidence_noise * noise < TRIAL_STANDARD * p.fit_at_start
    if looks_poor or not pay_for_site(w, o, site.place, p.site_setup_eur - site.setup_eur):
        give_up_premises(org, p.site_premises_places)
        close_site(w, o, s)


@rule
def give_up_premises(org, places):
    """An organisation gives up rooms that it rented for a site, as far as it still has them."""
    org.premises_places = max(0.0, org.premises_places - places)
    org.usual_premises_places = max(0.0, org.usual_premises_places - places)


@rule
def close_site(w, o, s):
    """A site closes; nobody is served there from now on."""
    site = w.sites[o, s]
    site.open = False
    site.trial = False
    site.capacity = 0.0
    site.served = 0.0
    w.organisations[o].sites -= 1
