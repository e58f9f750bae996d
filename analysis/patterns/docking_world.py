"""A small world in which sixteen nonprofits share what they have, or work alone.

After the description of Witesman & Heiss (2016): sixteen players, four kinds of resources, each
player rich in one of them.  Everything else of this model is switched off: no grants, no policy,
no learning, no accidents, one place, and people who keep seeking the service.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simulation.engine import Floats, run_world
from simulation.outcomes import MONTHLY_NAMES
from simulation.records import KNOW_HOW, MONEY, PREMISES, STAFF, World
from simulation.tiny import tiny_world

MEMBERS = 16
TIMES_RICHER = 4.0
MEAN_STAFF_FTE = 5.0
MOST_KNOW_HOW = 0.9
CONTRIBUTION = 0.9
NEED_WHERE_RARE = 10.0
NEED_IN_PLENTY = 0.25
UNLIKE = 1.0
MONTHS = 60
FIRST_YEARS = slice(1, 24)
FIFTH_YEAR = slice(48, 60)
REPLICATIONS = 4
NEXT_TO_NOTHING = 1e-9  # a rule divides by the salary

STILL = {
    "initial_awareness_share": 1.0, "need_turnover_per_year": 0.0, "giving_up_per_month": 0.0,
    "input_loss_per_year": 0.0, "hiring_share_per_month": 0.0, "know_how_loss_per_year": 0.0,
    "know_how_gain_per_fte_month": 0.0, "know_how_transfer_per_month": 0.0,
    "development_time_share": 0.0, "site_overhead_fte": 0.0, "contact_fte": 0.0,
    "involvement_fte": 0.0, "involvement_delay_months": 0.0, "permit_delay_months": 0.0,
    "volunteer_fte_per_1000": 0.0, "adoption_per_month": 0.0, "rent_eur_per_place": 0.0,
    "salary_eur_per_month": NEXT_TO_NOTHING, "closing_staff_fte": 0.0, "endowment_unevenness": 0.0,
    "own_income_share": 0.0, "imperfect_cooperation_per_month": 0.0, "host_dependence": 0.0,
    "oneoff_share": 0.0, "matched_share": 0.0, "endowed_share": 0.0, "pooled_fund_share": 0.0,
    "planning_months": 1.0, "funding_months": float(MONTHS),
}  # fmt: skip


@dataclass(frozen=True)
class Setting:
    """What the published description varies.

    ``holders`` are how many members are rich in staff, premises, money and know-how; ``need`` is
    given in multiples of what all could serve with even means; ``coordination_fte_per_tie`` is
    the world's own unless said.
    """

    goals_alike: bool = True
    need: float = NEED_WHERE_RARE
    coordination_fte_per_tie: float | None = None
    holders: tuple[int, int, int, int] = (4, 4, 4, 4)
    times_richer: float = TIMES_RICHER


def endowments(setting: Setting) -> Floats:
    """Return what each member holds, (member, resource), relative to the mean of even holders.

    Each holds ``times_richer`` as much of one resource as of each other one.

    >>> endowments(Setting())[0].round(3).tolist()
    [2.286, 0.571, 0.571, 0.571]
    """
    rich = np.repeat(np.arange(4), setting.holders)
    held = np.ones((MEMBERS, 4))
    held[np.arange(MEMBERS), rich] = setting.times_richer
    return held * 4.0 / (3.0 + setting.times_richer)


def special_case(values: Mapping[str, float], setting: Setting, pooled: bool) -> World:
    """Return the world of a setting; uncertainties that are not switched off keep their values.

    All four resources are measured in the people that they can serve.  Money comes month by
    month and is booked as steady funding, the same sum whether pooled or not.
    """
    people = MEAN_STAFF_FTE * values["clients_per_fte"]
    held = endowments(setting)
    money_eur = held[:, MONEY] * people * values["cost_per_client_eur"]
    given = {
        **values,
        **STILL,
        "goal_difference": 0.0 if setting.goals_alike else UNLIKE,
        "contribution_share": CONTRIBUTION if pooled else 0.0,
        "clients_per_know_how": people * float(held.max()) / MOST_KNOW_HOW,
        "grant_eur": float(money_eur.sum()) * MONTHS,
    }
    if setting.coordination_fte_per_tie is not None:
        given["coordination_fte_per_tie"] = setting.coordination_fte_per_tie
    world = tiny_world(1, MEMBERS, slots=0, months=MONTHS, coalition=True, **given)
    members = world.organisations
    members.cash_eur = 0.0
    members.staff_fte = held[:, STAFF] * MEAN_STAFF_FTE
    members.premises_places = held[:, PREMISES] * people
    members.know_how = held[:, KNOW_HOW] * MOST_KNOW_HOW / held.max()
    members.funding_share = money_eur / money_eur.sum()
    members.goal = 0.5 if setting.goals_alike else np.linspace(0.0, 1.0, MEMBERS)
    communities = world.communities
    communities.need = communities.first_need = setting.need * people * MEMBERS
    return world


def served(values: Mapping[str, float], setting: Setting, seed: int, pooled: bool) -> Floats:
    """Return the people served in each month, mean over replications."""
    monthly, _ = run_world(special_case(values, setting, pooled), seed, REPLICATIONS)
    return monthly[:, :, MONTHLY_NAMES.index("reach")].mean(axis=0)


def benefit(
    values: Mapping[str, float], setting: Setting, seed: int, *years: slice
) -> tuple[float, ...]:
    """Return how many more people are served by pooling in some years: pooled / each alone - 1."""
    together = served(values, setting, seed, True)
    alone = served(values, setting, seed, False)
    return tuple(float(together[part].sum() / alone[part].sum()) - 1.0 for part in years)
