"""What an election undoes, and what a formal agreement keeps."""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from .. import luck
from ..compiled import rule


@rule
def drop_programme(w, m):
    """A municipality abandons its programme and all that it paid for."""
    policy_maker = w.policy_makers[m]
    policy_maker.adopted = False
    policy_maker.formal = False
    policy_maker.programme_level = 0.0
    policy_maker.programme_places = 0.0
    policy_maker.subsidy_eur_per_person = 0.0
    w.clock[0].abandoned += 1


@rule
def hold_election(w, m):
    """An election may replace those who carried the will; new people may drop a programme.

    Turnover halves the evidence known, costs 70 % of the will and renews goodwill.  A
    programme that is a formal agreement outlives the people who made it.  Nobody votes twice
    in a month.
    """
    policy_maker = w.policy_makers[m]
    p = w.parameters[0]
    if policy_maker.last_election == w.clock[0].month:
        return
    policy_maker.last_election = w.clock[0].month
    turnover, dropped, _, _ = luck.uniforms(
        w.clock[0], w.clock[0].month, policy_maker.identity, luck.TURNOVER
    )
    if turnover < p.turnover_probability:
        policy_maker.will *= 0.3
        policy_maker.evidence *= 0.5
        policy_maker.goodwill = 1.0
        if policy_maker.adopted and not policy_maker.formal:
            if dropped < p.abandonment_probability:
                drop_programme(w, m)


@rule
def election_is_due(clock, p):
    """Tell whether this is the month of the regular local election."""
    since_first = clock.month - int(p.first_election_month)
    return since_first >= 0 and since_first % int(p.election_interval_months) == 0
