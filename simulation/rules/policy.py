"""Policy makers: they listen, learn from noisy evidence, decide, pay and formalise."""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from math import exp, log, sqrt

from .. import luck
from ..compiled import rule
from ..records import NOBODY
from .communities import ready_share
from .elections import drop_programme, election_is_due, hold_election
from .expansion import difference

HALF = log(2.0)
WILL_GONE = 0.3


@rule
def listen(w, m):
    """Involvement and advocacy win attention; goodwill wears off while there is nothing to show.

    attention = 1 - exp(-intensity where there is a site - ln 2 x advocacy / advocacy for half)

    Advocacy at the nation reaches every municipality, through their association.
    """
    policy_maker = w.policy_makers[m]
    p = w.parameters[0]
    today = w.calendar[w.clock[0].month]
    places = len(w.communities)
    through_association = w.policy_makers[places].advocacy_fte / places
    advocacy_fte = policy_maker.advocacy_fte + (through_association if m < places else 0.0)
    contact = HALF * advocacy_fte / p.advocacy_fte
    if m < places and w.communities[m].sites > 0:
        contact += today.involve_policy_makers_intensity
    policy_maker.attention = 1.0 - exp(-contact)
    worn = p.goodwill_wear_per_month * policy_maker.attention * (1.0 - policy_maker.evidence)
    policy_maker.goodwill *= 1.0 - worn
    policy_maker.goodwill += p.goodwill_renewal_per_year / 12.0 * (1.0 - policy_maker.goodwill)
    policy_maker.goodwill = min(1.0, policy_maker.goodwill)


@rule
def see_results(w, m):
    """Own evidence: how well the service works here, seen through noise and selection.

    worth = quality x coverage / (coverage + convincing coverage)

    seen = worth + noise (1 - monitoring / 2) 2 sqrt(worth (1 - worth)) z

    Worse news than believed goes unreported with P = selection (1 - monitoring).  Those who
    listen learn up to three times as fast as those who do not.  Where nobody is served any
    more there is no news, and what was believed fades.
    """
    policy_maker = w.policy_makers[m]
    community = w.communities[m]
    p = w.parameters[0]
    clock = w.clock[0]
    today = w.calendar[clock.month]
    total = community.served + community.served_by_programme
    listening = 0.5 + policy_maker.attention
    weight = min(1.0, p.learning_per_month * listening * (1.0 + today.visibility))
    if total <= 0.0 or community.need <= 0.0:
        policy_maker.evidence *= 1.0 - weight
        return
    coverage = total / community.need
    worth = community.quality * coverage / (coverage + p.convincing_coverage_share)
    noise = luck.bell(clock, clock.month, policy_maker.identity, luck.IMPRESSION)
    noise *= p.evidence_noise * (1.0 - 0.5 * today.monitoring)
    seen = worth + noise * 2.0 * sqrt(worth * (1.0 - worth))
    reported, _, _, _ = luck.uniforms(clock, clock.month, policy_maker.identity, luck.SELECTION)
    hidden = p.evidence_selection * (1.0 - today.monitoring)
    if seen < policy_maker.evidence and reported < hidden:
        return
    policy_maker.evidence += weight * (seen - policy_maker.evidence)
    policy_maker.evidence = min(1.0, max(0.0, policy_maker.evidence))


@rule
def peers_example(w, m):
    """Return how strongly similar and larger neighbours with programmes set an example, 0-1.

    weight of a neighbour = (1 - difference), twice that if it is larger
    """
    here = w.communities[m]
    example = 0.0
    weights = 0.0
    for k in range(w.neighbours.shape[1]):
        n = w.neighbours[m, k]
        if n != NOBODY:
            weight = 1.0 - difference(w, m, n)
            if w.communities[n].population > here.population:
                weight *= 2.0
            weights += weight
            if w.policy_makers[n].adopted:
                example += weight
    return example / weights if weights > 0.0 else 0.0


@rule
def learn_from_peers(w, m):
    """Believed worth rises with the example of neighbours, the more with exchange between them.

    peer contact = peer weight (1 + dose) x example; e <- e + learning x peer contact (1 - e)
    """
    policy_maker = w.policy_makers[m]
    p = w.parameters[0]
    policy_maker.peer_contact = 0.0
    if w.clock[0].programmes > 0:
        dose = w.calendar[w.clock[0].month].municipal_reach
        policy_maker.peer_contact = min(1.0, p.peer_weight * (1.0 + dose) * peers_example(w, m))
        pull = min(1.0, p.learning_per_month * policy_maker.peer_contact)
        policy_maker.evidence += pull * (1.0 - policy_maker.evidence)


@rule
def form_will(w, m):
    """Contact moves the will towards the believed worth; without contact it fades.

    v <- v + persuasion x contact (e + national support - v)+ - decay (1 - attention) v

    contact = 1 - (1 - attention x goodwill) (1 - peer contact), at least half of a national
    programme's level: those who have one are asked how it goes.
    """
    policy_maker = w.policy_makers[m]
    p = w.parameters[0]
    support = p.national_support_share * w.clock[0].national_level
    target = min(1.0, policy_maker.evidence + support)
    alone = 1.0 - policy_maker.attention * policy_maker.goodwill
    contact = 1.0 - alone * (1.0 - policy_maker.peer_contact)
    contact = max(contact, 0.5 * w.clock[0].national_level)
    policy_maker.will += p.persuasion_per_month * contact * max(0.0, target - policy_maker.will)
    fading = p.will_decay_per_year / 12.0 * (1.0 - policy_maker.attention)
    policy_maker.will *= 1.0 - fading


@rule
def decide(w, m):
    """A municipality may adopt a programme, make it formal, or drop it.

    P(adopt) = rate x capacity x (v - threshold) / (1 - threshold), by its own threshold
    """
    policy_maker = w.policy_makers[m]
    p = w.parameters[0]
    clock = w.clock[0]
    if election_is_due(clock, p):
        hold_election(w, m)
    adopt, formalise, drop, _ = luck.uniforms(
        clock, clock.month, policy_maker.identity, luck.DECISION
    )
    if not policy_maker.adopted:
        threshold = policy_maker.adoption_threshold
        excess = (policy_maker.will - threshold) / (1.0 - threshold)
        chance = p.adoption_per_month * policy_maker.administrative_capacity
        if adopt < chance * max(0.0, excess):
            policy_maker.adopted = True
    elif not policy_maker.formal:
        rate = p.formalisation_per_month
        rate += p.instrument_effect_per_month * w.calendar[clock.month].formalisation
        if formalise < rate * policy_maker.administrative_capacity:
            policy_maker.formal = True
        elif policy_maker.will < WILL_GONE * policy_maker.adoption_threshold:
            if drop < p.abandonment_probability / 12.0:
                drop_programme(w, m)


@rule
def cost_per_person(p):
    """Return what serving one person costs in a month, everything included."""
    staff = p.salary_eur_per_month / p.clients_per_fte
    return staff + p.cost_per_client_eur + p.rent_eur_per_place


@rule
def run_programme(w, m):
    """A programme grows with the administration's capacity: it pays sites first, then serves.

    level <- min(generosity, level + generosity x capacity / 12); own places grow by what is
    left of the budget.
    """
    policy_maker = w.policy_makers[m]
    p = w.parameters[0]
    community = w.communities[m]
    if not policy_maker.adopted:
        return
    capacity = policy_maker.administrative_capacity
    grown = policy_maker.programme_level + p.programme_generosity * capacity / 12.0
    policy_maker.programme_level = min(p.programme_generosity, grown)
    national = 1.0 + p.national_support_share * w.clock[0].national_level
    budget = p.programme_budget_eur_per_inhabitant * community.population / 12.0
    policy_maker.budget_eur = budget * ready_share(policy_maker, p) * national
    cost = cost_per_person(p)
    left = pay_own_service(w, m, cost)
    wanted = left / cost
    places = policy_maker.programme_places
    if wanted > places:
        policy_maker.programme_places += capacity / 6.0 * (wanted - places)
    else:
        policy_maker.programme_places = wanted


@rule
def pay_own_service(w, m, cost):
    """The municipality pays for its own service and sets next month's subsidy.

    Returns what is left of the budget for own places after subsidies to sites.
    """
    policy_maker = w.policy_makers[m]
    community = w.communities[m]
    ledger = w.ledger[0]
    spent = community.served_by_programme * cost
    ledger.programme_service_eur += spent
    ledger.municipal_service_eur += spent
    subsidies = policy_maker.programme_level * cost * community.served
    payable = min(subsidies, policy_maker.budget_eur)
    if community.served > 0.0:
        policy_maker.subsidy_eur_per_person = payable / community.served
    else:
        policy_maker.subsidy_eur_per_person = 0.0
    return max(0.0, policy_maker.budget_eur - payable)


@rule
def move_the_nation(w):
    """The national body acts when enough municipalities do; advocacy makes up for half of them.

    push = share with programmes / threshold + attention / 2; P = rate (push - 1), push > 1.
    Elections may undo it, unless most programmes are formal.
    """
    clock = w.clock[0]
    p = w.parameters[0]
    m = len(w.communities)
    nation = w.policy_makers[m]
    listen(w, m)
    adopted = 0
    formal = 0
    evidence = 0.0
    for c in range(m):
        evidence += w.policy_makers[c].evidence
        if w.policy_makers[c].adopted:
            adopted += 1
        if w.policy_makers[c].formal:
            formal += 1
    clock.programmes = adopted
    nation.evidence = evidence / m
    push = adopted / m / p.national_threshold_share
    push += 0.5 * nation.attention * nation.goodwill
    act, undo, _, _ = luck.uniforms(clock, clock.month, nation.identity, luck.DECISION)
    if clock.national_level == 0.0:
        if act < p.adoption_per_month * min(1.0, max(0.0, push - 1.0)):
            clock.national_level = 1.0
    elif election_is_due(clock, p) and 2 * formal < adopted:
        if undo < p.turnover_probability * p.abandonment_probability:
            clock.national_level = 0.0
