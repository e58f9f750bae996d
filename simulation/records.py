"""The state of the world: what each kind of agent remembers, with its unit.

Every kind is one NumPy record array, so that a Mesa agent can hold its own row and the
ensemble can loop over all rows with the same compiled rules.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from .channels import CHANNELS
from .register import REGISTER

Records = Any  # np.recarray; Any because attribute access is dynamic
Column = tuple[str, type, str]

SITES_PER_ORGANISATION = 5
PARTNERS_PER_ORGANISATION = 6
NEIGHBOURS = 6
FOUNDING_SLOTS = 6
STAFF, PREMISES, MONEY, KNOW_HOW, DEMAND = range(5)
INFLUX, FUNDING_CUT, ELECTION, PREMISES_LOSS = range(4)
NOBODY = -1

ORGANISATION: tuple[Column, ...] = (
    ("identity", np.uint64, "key of its luck, from its name"),
    ("home", np.int64, "index of its place"),
    ("exists", np.bool_, "founded already"),
    ("alive", np.bool_, "at work"),
    ("founded_month", np.int64, "month, long before the first for those who are there at first"),
    ("coalition", np.int64, "index of the coalition it may join, or -1"),
    ("joins_month", np.int64, "first month in which it may join"),
    ("in_coalition", np.bool_, "member now"),
    ("backbone", np.bool_, "coordinates its coalition"),
    ("host", np.bool_, "its premises are its coalition's home"),
    ("goal", np.float64, "position of its goal, 0-1"),
    ("own_strategy", np.bool_, "has an effort mix of its own"),
    ("own_up", np.float64, "share"),
    ("own_out", np.float64, "share"),
    ("own_deep", np.float64, "share"),
    ("funding_share", np.float64, "share of the public money"),
    ("staff_fte", np.float64, "FTE with permanent contracts"),
    ("temporary_fte", np.float64, "FTE hired on a one-off grant"),
    ("volunteers_fte", np.float64, "FTE of volunteers"),
    ("premises_places", np.float64, "people that its premises hold"),
    ("usual_premises_places", np.float64, "places it returns to after a loss"),
    ("know_how", np.float64, "0-1"),
    ("cash_eur", np.float64, "EUR to spend freely"),
    ("grant_eur", np.float64, "EUR of a one-off grant, to spend before funding ends"),
    ("endowment_eur", np.float64, "EUR of capital that stays"),
    ("matched_left_eur", np.float64, "EUR that can still be matched"),
    ("own_income_eur", np.float64, "EUR per month of its own"),
    ("expected_income_eur", np.float64, "EUR per month, as it expects"),
    ("received_eur", np.float64, "EUR received since it last planned, beside what is promised"),
    ("promised_eur", np.float64, "EUR per month of steady funding"),
    ("contribution", np.float64, "share of its means that it gives to the coalition"),
    ("want", np.float64, "weight of its demand in the coalition"),
    ("gain", np.float64, "what membership brings, relative to its capacity, smoothed"),
    ("partners", np.int64, "number of partners"),
    ("sites", np.int64, "number of sites, with or without permit"),
    ("service_fte", np.float64, "FTE that serve this month"),
    ("effort_up_fte", np.float64, "FTE"),
    ("effort_out_fte", np.float64, "FTE"),
    ("effort_deep_fte", np.float64, "FTE"),
    ("coordination_fte", np.float64, "FTE"),
    ("expansion_fte_months", np.float64, "FTE-months saved up for the next site"),
    ("own_capacity", np.float64, "people it could serve from its own means"),
    ("pooled_capacity", np.float64, "people it could serve from the coalition's means"),
    ("budget_eur", np.float64, "EUR for materials of its own service this month"),
    ("capacity", np.float64, "people it can serve this month"),
    ("demand", np.float64, "people who seek its service"),
    ("served", np.float64, "people it served this month"),
    ("scarce", np.int64, "index of the scarcest input"),
    ("strain", np.float64, "0-1"),
    ("weak_months", np.int64, "months in a row with too few hands"),
)
SITE: tuple[Column, ...] = (
    ("place", np.int64, "index of its place"),
    ("open", np.bool_, "exists, with or without permit"),
    ("trial", np.bool_, "a small test, to be decided on"),
    ("permit_months", np.float64, "months until it may serve; 0 or less: it may"),
    ("age_months", np.float64, "months since it may serve"),
    ("setup_eur", np.float64, "EUR paid for its set-up so far"),
    ("fit", np.float64, "fit with its place, 0-1"),
    ("adaptation", np.float64, "part of the service changed to fit the place, 0-1"),
    ("capacity", np.float64, "people it can serve this month"),
    ("quality", np.float64, "0-1"),
    ("served", np.float64, "people it served this month"),
)
COMMUNITY: tuple[Column, ...] = (
    ("identity", np.uint64, "key of its luck, from its name"),
    ("x_km", np.float64, "km east"),
    ("y_km", np.float64, "km north"),
    ("character", np.float64, "0-1, for similarity"),
    ("population", np.float64, "inhabitants"),
    ("need", np.float64, "people in need"),
    ("first_need", np.float64, "people in need at the start"),
    ("unaware", np.float64, "people in need who do not seek the service"),
    ("waiting", np.float64, "people who seek and are not served"),
    ("served", np.float64, "people served at sites"),
    ("served_by_programme", np.float64, "people served by the municipality"),
    ("newcomers", np.float64, "people in need who arrived this month"),
    ("most_served", np.float64, "people served in the best month so far"),
    ("quality", np.float64, "quality of the service received, 0-1"),
    ("trust", np.float64, "0-1"),
    ("acceptance", np.float64, "0-1"),
    ("ownership", np.float64, "0-1"),
    ("expectation", np.float64, "share of seekers expected to be served, 0-1"),
    ("sites", np.int64, "sites here, with or without permit"),
    ("sites_counted", np.int64, "sites counted so far this month"),
    ("offered", np.float64, "people that sites here can serve this month"),
    ("offered_quality", np.float64, "the same, times quality"),
    ("outreach_fte", np.float64, "FTE of outreach this month"),
    ("used_share", np.float64, "share of what is offered that is used"),
)
POLICY_MAKER: tuple[Column, ...] = (
    ("identity", np.uint64, "key of its luck, from its place's name"),
    ("administrative_capacity", np.float64, "0-1"),
    ("adoption_threshold", np.float64, "will above which it may adopt, 0-1"),
    ("will", np.float64, "0-1"),
    ("goodwill", np.float64, "0-1"),
    ("evidence", np.float64, "believed worth of the service, 0-1"),
    ("attention", np.float64, "0-1 this month"),
    ("advocacy_fte", np.float64, "FTE of advocacy this month"),
    ("peer_contact", np.float64, "exchange with neighbours that have programmes, 0-1 this month"),
    ("adopted", np.bool_, "has a programme"),
    ("formal", np.bool_, "the programme is a formal agreement"),
    ("programme_level", np.float64, "share of running cost taken over"),
    ("programme_places", np.float64, "people the municipality itself can serve"),
    ("budget_eur", np.float64, "EUR per month for the programme"),
    ("subsidy_eur_per_person", np.float64, "EUR paid per person served at sites"),
    ("last_election", np.int64, "month of the last election, or -1"),
)
COALITION: tuple[Column, ...] = (
    ("members", np.int64, "organisations"),
    ("members_counted", np.int64, "members counted so far this month"),
    ("contribution_sum", np.float64, "sum of members' contributions"),
    ("contribution", np.float64, "mean of members' contributions"),
    ("has_backbone", np.bool_, "a backbone organisation is a member"),
    ("backbone_counted", np.bool_, "seen so far this month"),
    ("cash_eur", np.float64, "EUR"),
    ("staff", np.float64, "people that contributed staff could serve"),
    ("premises", np.float64, "people that contributed premises hold"),
    ("know_how", np.float64, "people that contributed know-how could serve"),
    ("host_loss", np.float64, "share of the host's premises lost"),
    ("budget_eur", np.float64, "EUR for materials this month"),
    ("spare_eur", np.float64, "EUR that the other means cannot use, for the members"),
    ("capacity", np.float64, "people served from pooled means at most"),
    ("wanted", np.float64, "weight of members' demand, for sharing out"),
    ("wanted_counted", np.float64, "the same, counted so far this month"),
    ("used", np.float64, "pooled capacity used this month"),
    ("gain", np.float64, "mean gain of members, smoothed"),
    ("gain_sum", np.float64, "sum of gains counted so far this month"),
)
CLOCK: tuple[Column, ...] = (
    ("seed", np.uint64, "key of luck"),
    ("replicate", np.uint64, "key of luck"),
    ("month", np.int64, "month"),
    ("funding_left", np.float64, "share of the planned funding that is still paid"),
    ("influx_share", np.float64, "people who arrive this month, per person in need"),
    ("alive", np.int64, "organisations at work, last month"),
    ("funded_share", np.float64, "shares of funding of organisations at work, last month"),
    ("young", np.int64, "of these, younger than two years"),
    ("programmes", np.int64, "municipalities with programmes, last month"),
    ("founded", np.int64, "organisations founded so far"),
    ("closed", np.int64, "organisations closed so far"),
    ("abandoned", np.int64, "programmes dropped so far"),
    ("returned_eur", np.float64, "EUR given back so far"),
    ("national_level", np.float64, "0 or 1: a national programme"),
    ("stock_eur", np.float64, "all money held at the end of last month"),
    ("people", np.float64, "all people in need at the end of last month"),
)
SOURCES = (
    "steady_eur", "oneoff_eur", "matched_eur", "endowment_eur", "yield_eur", "own_income_eur",
    "subsidy_eur", "programme_service_eur", "setup_support_eur",
)  # fmt: skip
USES = (
    "salaries_eur", "rent_eur", "materials_eur", "setup_eur", "instruments_eur",
    "municipal_service_eur", "returned_eur",
)  # fmt: skip
LEDGER: tuple[Column, ...] = tuple(
    (name, np.float64, "EUR this month") for name in SOURCES
) + tuple((name, np.float64, "EUR this month") for name in USES)
CALENDAR: tuple[Column, ...] = (
    *((name, np.float64, lever.unit) for name, lever in REGISTER.items() if lever.scheduled),
    *((name, np.float64, f"dose 0-1: {meaning}") for name, meaning in CHANNELS.items()),
    ("instruments_eur", np.float64, "EUR per month"),
    ("instruments_fte", np.float64, "FTE"),
)
EVENT: tuple[Column, ...] = (
    ("kind", np.int64, "what happens"),
    ("month", np.int64, "first month"),
    ("duration_months", np.int64, "months"),
    ("extent", np.float64, "share, already times the strength of shocks"),
    ("place", np.int64, "index of the place, or -1 for all"),
)
PARAMETERS: tuple[Column, ...] = tuple(
    (name, np.float64, parameter.unit) for name, parameter in REGISTER.items()
)


def table(columns: tuple[Column, ...], rows: int) -> Records:
    """Return a record array of zeros with these columns.

    A name that NumPy's records use for themselves would mean one thing when compiled and
    another in plain Python, so it is refused.

    >>> table(SITE, 2).shape
    (2,)
    """
    taken = [name for name, _, _ in columns if hasattr(np.record, name)]
    if taken:
        raise ValueError(f"columns {taken}: NumPy's records use these names for themselves")
    kind = np.dtype([(name, kind) for name, kind, _ in columns], align=True)
    return np.zeros(rows, kind).view(np.recarray)


class World(NamedTuple):
    """One world: what is given, what changes, and what is counted.

    The first five fields are never written by a rule; all others are its state.
    """

    parameters: Records  # (1,)
    calendar: Records  # (months,) scheduled levers, doses of channels, cost of instruments
    events: Records  # (events,)
    neighbours: npt.NDArray[np.int64]  # (places, NEIGHBOURS or more) nearest places, or -1
    directory: npt.NDArray[np.int64]  # (organisations,) in the order of their keys
    clock: Records  # (1,)
    ledger: Records  # (1,)
    organisations: Records  # (organisations + founding slots,)
    sites: Records  # (organisations, SITES_PER_ORGANISATION)
    partners: npt.NDArray[np.int64]  # (organisations, PARTNERS_PER_ORGANISATION), or -1
    communities: Records  # (places,)
    policy_makers: Records  # (places + 1,), the last is the nation
    coalitions: Records  # (coalitions,)
    coverage_order: npt.NDArray[np.int64]  # (places,) in rising order of coverage last month


GIVEN_FIELDS = 5
