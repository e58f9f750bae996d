"""The month: every mechanism by name, in order.  Both engines follow this page."""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from .compiled import entry, rule
from .rules.advocacy import advocate
from .rules.communities import (
    give_up_or_move_on,
    match_people_and_service,
    spread_the_word,
    take_part,
)
from .rules.deepening import find_partner, improve_fit, learn
from .rules.expansion import prepare_a_site, reach_out, wait_and_age
from .rules.funding import receive_money, return_unspent
from .rules.housekeeping import count_organisations, turn_the_page
from .rules.lifecycle import close_if_too_weak, newcomers
from .rules.policy import (
    decide,
    form_will,
    learn_from_peers,
    listen,
    move_the_nation,
    run_programme,
    see_results,
)
from .rules.pooling import keep_membership, pay_from_the_purse, plan_jointly, share_out
from .rules.service import produce, serve, settle
from .rules.shocks import happen, suffer_accident
from .rules.staffing import hire_and_lay_off, pay_staff_and_rent
from .rules.workload import divide_time, pay_for_instruments


@entry
def open_month(w):
    """The page turns, events happen, coalitions plan together."""
    turn_the_page(w)
    happen(w)
    for g in range(len(w.coalitions)):
        plan_jointly(w, g)


@entry
def organisation_month(w, o):
    """What one organisation does in a month."""
    if not w.organisations[o].alive:
        return
    keep_membership(w, o)
    suffer_accident(w, o)
    receive_money(w, o)
    return_unspent(w, o)
    hire_and_lay_off(w, o)
    pay_staff_and_rent(w, o)
    pay_for_instruments(w, o)
    divide_time(w, o)
    if close_if_too_weak(w, o):
        return
    produce(w, o)
    share_out(w, o)
    learn(w, o)
    improve_fit(w, o)
    find_partner(w, o)
    reach_out(w, o)
    prepare_a_site(w, o)
    advocate(w, o)
    wait_and_age(w, o)
    serve(w, o)


@entry
def community_month(w, c):
    """What happens in one community in a month."""
    give_up_or_move_on(w, c)
    spread_the_word(w, c)
    match_people_and_service(w, c)
    take_part(w, c)


@entry
def policy_maker_month(w, m):
    """What one policy maker does in a month; the last one is the nation."""
    if m == len(w.communities):
        move_the_nation(w)
        return
    listen(w, m)
    see_results(w, m)
    learn_from_peers(w, m)
    form_will(w, m)
    decide(w, m)
    run_programme(w, m)


@entry
def close_month(w):
    """Everybody settles accounts; newcomers may begin; organisations are counted."""
    for o in range(len(w.organisations)):
        if w.organisations[o].alive:
            settle(w, o)
    for g in range(len(w.coalitions)):
        pay_from_the_purse(w, g)
    newcomers(w)
    count_organisations(w)


@rule
def each_organisation(w):
    """Visit all organisations in order."""
    for o in range(len(w.organisations)):
        organisation_month(w, o)


@rule
def each_community(w):
    """Visit all communities in order."""
    for c in range(len(w.communities)):
        community_month(w, c)


@rule
def each_policy_maker(w):
    """Visit all policy makers in order, the nation last."""
    for m in range(len(w.policy_makers)):
        policy_maker_month(w, m)


@rule
def month(w):
    """One month, in order.

    The ensemble visits all agents of a kind in a compiled loop; the Mesa model follows the
    same page and visits its agents instead (see `compiled.follow`).
    """
    open_month(w)
    each_organisation(w)
    each_community(w)
    each_policy_maker(w)
    close_month(w)
