"""What happens to everybody: influx, funding cuts, elections, loss of premises; accidents."""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from .. import luck
from ..compiled import rule
from ..records import ELECTION, FUNDING_CUT, INFLUX, NOBODY, PREMISES_LOSS
from .elections import hold_election


@rule
def happen(w):
    """The scenario's events of this month take place."""
    clock = w.clock[0]
    clock.influx_share = 0.0
    for e in range(len(w.events)):
        event = w.events[e]
        if event.month <= clock.month < event.month + event.duration_months:
            strike_places(w, event)
            if event.month == clock.month:
                strike_organisations(w, event)


@rule
def strike_places(w, event):
    """In each month of an influx people arrive, here or everywhere.

    An influx adds ``extent`` newcomers per person in need at the start, spread over its
    duration; they seek the service at once.
    """
    each_month = event.extent / event.duration_months
    for c in range(len(w.communities)):
        if event.place == NOBODY or event.place == c:
            if event.kind == INFLUX:
                arrive(w, c, each_month)
            elif event.kind == ELECTION and event.month == w.clock[0].month:
                vote_early(w, event, c)


@rule
def vote_early(w, event, c):
    """An election out of turn is held in its first month, unless shocks have no strength."""
    if event.extent > 0.0:
        hold_election(w, c)


@rule
def strike_organisations(w, event):
    """In its first month an event may take money still to come, or premises.

    A funding cut takes its share of all money still to come, steady and matched.
    """
    if event.kind == FUNDING_CUT:
        left = max(0.0, 1.0 - event.extent)
        w.clock[0].funding_left *= left
        for o in range(len(w.organisations)):
            w.organisations[o].matched_left_eur *= left
    elif event.kind == PREMISES_LOSS:
        for o in range(len(w.organisations)):
            if event.place == NOBODY or event.place == w.organisations[o].home:
                lose_premises(w, o, event.extent)


@rule
def arrive(w, c, share):
    """People in need arrive in a community, a share of the need at the start, and seek service."""
    community = w.communities[c]
    newcomers = share * community.first_need
    community.newcomers += newcomers
    community.need += newcomers
    community.waiting += newcomers
    w.clock[0].influx_share += newcomers / max(w.clock[0].people, 1.0)


@rule
def lose_premises(w, o, share):
    """An organisation loses a share of its premises, less what an agreement protects.

    Where it hosts a coalition, the coalition suffers in proportion.
    """
    org = w.organisations[o]
    secured = w.calendar[w.clock[0].month].premises_security
    lost_share = min(1.0, share * (1.0 - secured))
    org.premises_places *= 1.0 - lost_share
    if org.host and org.in_coalition:
        coalition = w.coalitions[org.coalition]
        coalition.host_loss = max(coalition.host_loss, lost_share)


@rule
def suffer_accident(w, o):
    """An organisation may lose part of its staff or of its premises by accident.

    P = rate per year / 12; premises come back over a year, paid like any rent.
    """
    org = w.organisations[o]
    p = w.parameters[0]
    org.premises_places += max(0.0, org.usual_premises_places - org.premises_places) / 12.0
    happens, which, _, _ = luck.uniforms(w.clock[0], w.clock[0].month, org.identity, luck.ACCIDENT)
    if happens < p.input_loss_per_year / 12.0:
        if which < 0.5:
            org.staff_fte *= 1.0 - p.input_loss_share
            org.know_how *= 1.0 - 0.5 * p.input_loss_share
        else:
            lose_premises(w, o, p.input_loss_share)
