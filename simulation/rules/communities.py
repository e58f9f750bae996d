"""People in need: how they hear, seek, are served, wait, give up, trust and take over."""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from math import exp

from ..compiled import rule


@rule
def following(share_served, stigma):
    """Return the pull of those who are served on those who do not seek yet.

    R(a) = a (1 - stigma (1 - a)): one example is enough without stigma, two are needed with
    full stigma (complex contagion).

    >>> following(0.5, 0.0), following(0.5, 1.0)
    (0.5, 0.25)
    """
    return share_served * (1.0 - stigma * (1.0 - share_served))


@rule
def match_people_and_service(w, c):
    """Those who seek the service get what sites offer, then what the municipality offers."""
    community = w.communities[c]
    policy_maker = w.policy_makers[c]
    seeking = community.waiting + community.served + community.served_by_programme
    served = min(seeking, community.offered)
    by_programme = min(seeking - served, policy_maker.programme_places)
    community.used_share = served / community.offered if community.offered > 0.0 else 0.0
    site_quality = community.offered_quality / community.offered if community.offered > 0.0 else 0.0
    total = served + by_programme
    programme_quality = w.parameters[0].programme_quality
    before = community.served + community.served_by_programme
    if total > 0.0:
        community.quality = (served * site_quality + by_programme * programme_quality) / total
    else:
        community.quality = 0.0
    community.served = served
    community.served_by_programme = by_programme
    community.waiting = max(0.0, seeking - total)
    experience(w, c, before)


@rule
def experience(w, c, served_before):
    """Good experience builds trust, broken promises destroy it, and faster.

    t <- t + gain [g (1 - t) - ratio (d + 3 b) t] + dose x effect x share served (1 - t)

    g: seekers' share of need x share served x quality; d: expectation not met, by seekers'
    share; b: share of need that lost its service this month.
    """
    community = w.communities[c]
    p = w.parameters[0]
    today = w.calendar[w.clock[0].month]
    need = max(community.need, 1.0)
    total = community.served + community.served_by_programme
    seeking = total + community.waiting
    served_share = total / seeking if seeking > 0.0 else 0.0
    seekers = seeking / need
    good = seekers * served_share * community.quality
    missed = seekers * max(0.0, community.expectation - served_share)
    broken = 3.0 * max(0.0, served_before - total) / need
    trust = community.trust
    change = p.trust_gain_per_month * (good * (1.0 - trust))
    change -= p.trust_gain_per_month * p.bad_to_good_ratio * (missed + broken) * trust
    change += p.instrument_effect_per_month * today.trust * served_share * (1.0 - trust)
    community.trust = min(1.0, max(0.0, trust + change))
    fading = p.expectation_fading_per_month * (served_share - community.expectation)
    community.expectation += fading
    neighbours_react(w, c)


@rule
def neighbours_react(w, c):
    """Contact with those served raises acceptance; fast visible growth lowers it.

    a <- a + (contact x coverage + dose x effect) (1 - a) - backlash x growth x a

    Growth is what was never there before: neither who takes the place of somebody who moved on
    nor a service that recovers.
    """
    community = w.communities[c]
    p = w.parameters[0]
    today = w.calendar[w.clock[0].month]
    need = max(community.need, 1.0)
    total = community.served + community.served_by_programme
    growth = max(0.0, total - community.most_served) / need
    community.most_served = max(community.most_served, total)
    gain = p.contact_effect_per_month * total / need
    if community.sites > 0:
        gain += p.instrument_effect_per_month * today.acceptance
    community.acceptance += gain * (1.0 - community.acceptance)
    community.acceptance -= p.backlash * growth * community.acceptance


@rule
def take_part(w, c):
    """Where a site is, the community may be involved: it owns more, and expects more."""
    community = w.communities[c]
    p = w.parameters[0]
    today = w.calendar[w.clock[0].month]
    involved = 0.0
    gain = 0.0
    if community.sites > 0:
        involved = today.involve_communities_intensity
        gain = p.ownership_gain_per_month * involved
        gain += p.instrument_effect_per_month * today.ownership
    community.ownership += gain * (1.0 - community.ownership)
    community.ownership *= 1.0 - p.ownership_decay_per_year / 12.0
    told = min(1.0, involved + min(1.0, community.outreach_fte))
    community.expectation += p.expectation_gain_per_month * told * (1.0 - community.expectation)


@rule
def ready_share(policy_maker, p):
    """Return how far a municipality's programme has been built up, 0-1."""
    return policy_maker.programme_level / p.programme_generosity


@rule
def spread_the_word(w, c):
    """People come by themselves, through outreach, through others, or are sent by a programme.

    rate = (p + outreach / need) acceptance + q trust R(share served) + referral x programme

    new seekers = unaware (1 - exp(-rate))
    """
    community = w.communities[c]
    p = w.parameters[0]
    need = max(community.need, 1.0)
    served_share = (community.served + community.served_by_programme) / need
    told = community.outreach_fte * p.outreach_people_per_fte / need
    rate = (p.seeking_per_month + told) * community.acceptance
    rate += p.referral_per_month * ready_share(w.policy_makers[c], p)
    rate += p.word_of_mouth_per_month * community.trust * following(served_share, p.stigma)
    new_seekers = community.unaware * (1.0 - exp(-rate))
    community.unaware -= new_seekers
    community.waiting += new_seekers


@rule
def give_up_or_move_on(w, c):
    """Some give up waiting, the sooner the less they trust; some are replaced by others."""
    community = w.communities[c]
    p = w.parameters[0]
    give_up = community.waiting * p.giving_up_per_month * (1.0 - community.trust)
    community.waiting -= give_up
    stay = 1.0 - p.need_turnover_per_year / 12.0
    community.waiting *= stay
    community.served *= stay
    community.served_by_programme *= stay
    seeking = community.waiting + community.served + community.served_by_programme
    community.unaware = max(0.0, community.need - seeking)
