"""The mechanisms, each with and without, and the assumption that turns its effect round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulation.scenario import Event, Instrument


@dataclass(frozen=True)
class Side:
    """One of two arms that are compared: what it changes in the reference arm.

    ``times`` multiplies what organisations hold when they begin, by the name of the field.
    """

    parameters: Mapping[str, float] = field(default_factory=dict)
    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    times: Mapping[str, float] = field(default_factory=dict)


AS_IT_IS = Side()


@dataclass(frozen=True)
class Sign:
    """One mechanism: its effect on an outcome at a low and a high value of one assumption.

    ``signs`` are those of the effect at ``low`` and ``high``: 1 raises the outcome, -1 lowers it.
    Where both are the same, ``reason`` says why there is no turning value in the range.
    ``assumed`` holds on both sides.
    """

    mechanism: str
    question: str
    outcome: str
    turned_by: str
    low: float
    high: float
    signs: tuple[int, int]
    present: Side = AS_IT_IS
    absent: Side = AS_IT_IS
    assumed: Mapping[str, float] = field(default_factory=dict)
    reason: str = ""


def mix(up: float, out: float, deep: float) -> Side:
    """Return the side that spends all development time at one point of the strategy triangle."""
    return Side({"effort_up_share": up, "effort_out_share": out, "effort_deep_share": deep})


NO_SCALING = Side({"development_time_share": 0.0})
ACADEMY = Instrument(
    cost_eur_per_month=500, staff_fte=0.3, channels={"academy": 0.5, "mentoring": 0.5}
)

SIGNS: tuple[Sign, ...] = (
    Sign(
        "complementary inputs", "twice the rooms", "impact_after_funding",
        "substitution_elasticity", 0.1, 2.5, (-1, 1),
        present=Side(times={"premises_places": 2.0}),
    ),
    Sign(
        "pooling", "pooled rather than separate", "impact_total",
        "goal_difference", 0.0, 1.0, (1, -1),
        absent=Side({"contribution_share": 0.0}),
    ),
    Sign(
        "one-off money", "all at once rather than steadily", "impact_after_funding",
        "planning_months", 2, 12, (1, -1),
        present=Side({"oneoff_share": 1.0}),
    ),
    Sign(
        "steady, matched, endowed money", "capital rather than steady money",
        "impact_after_funding", "adoption_threshold", 0.05, 0.5, (-1, 1),
        present=Side({"endowed_share": 1.0}),
    ),
    Sign(
        "steady, matched, endowed money", "matched rather than steady money",
        "sustainability_36", "matching_rate", 0.25, 3.0, (1, -1),
        present=Side({"matched_share": 1.0}),
    ),
    Sign(
        "scale up", "all up rather than no scaling", "impact_total",
        "programme_budget_eur_per_inhabitant", 0.2, 8.0, (-1, 1),
        present=mix(1.0, 0.0, 0.0), absent=NO_SCALING,
    ),
    Sign(
        "scale out", "all out rather than no scaling", "impact_total",
        "need_share", 0.002, 0.05, (1, -1),
        present=mix(0.0, 1.0, 0.0), absent=NO_SCALING,
    ),
    Sign(
        "scale deep", "all deep rather than no scaling", "impact_after_funding",
        "over_adaptation_loss", 0.0, 6.0, (1, -1),
        present=mix(0.0, 0.0, 1.0), absent=NO_SCALING,
    ),
    Sign(
        "involving policy makers", "from the start rather than never", "impact_total",
        "persuasion_per_month", 0.02, 0.3, (-1, 1),
        absent=Side({"involve_policy_makers_intensity": 0.0}),
    ),
    Sign(
        "involving communities", "from the start rather than never", "impact_total",
        "involvement_fte", 0.05, 1.0, (1, -1),
        absent=Side({"involve_communities_intensity": 0.0}),
    ),
    Sign(
        "uptake", "much word of mouth rather than little", "impact_total",
        "need_share", 0.002, 0.05, (1, -1),
        present=Side({"word_of_mouth_per_month": 0.15}),
        absent=Side({"word_of_mouth_per_month": 0.005}),
    ),
    Sign(
        "trust, acceptance, ownership", "experience that counts much rather than little",
        "trust_final", "bad_to_good_ratio", 1.0, 4.0, (1, -1),
        present=Side({"trust_gain_per_month": 0.12}),
        absent=Side({"trust_gain_per_month": 0.01}),
    ),
    Sign(
        "learning of policy makers", "fast rather than slow", "cost_per_impact_eur",
        "programme_quality", 0.3, 0.95, (1, -1),
        present=Side({"learning_per_month": 0.4}), absent=Side({"learning_per_month": 0.02}),
    ),
    Sign(
        "snowball", "municipalities unlike rather than alike in what convinces them",
        "programmes_final", "adoption_threshold", 0.05, 0.5, (-1, 1),
        present=Side({"adoption_threshold_spread": 0.2}),
        absent=Side({"adoption_threshold_spread": 0.0}),
    ),
    Sign(
        "snowball", "neighbours' example rather than none", "cost_per_impact_eur",
        "programme_quality", 0.3, 0.95, (1, -1),
        present=Side({"peer_weight": 0.8}), absent=Side({"peer_weight": 0.0}),
        assumed={"adoption_threshold": 0.1},
    ),
    Sign(
        "snowball", "neighbours' example rather than none", "programmes_final",
        "place_difference", 0.0, 1.0, (1, 1),
        present=Side({"peer_weight": 0.8}), absent=Side({"peer_weight": 0.0}),
        reason="an example only ever raises what neighbours believe, whatever came of it, so that"
        " it brings programmes wherever it does anything. That a programme next door cannot be a"
        " warning is a known shortfall of the model.",
    ),
    Sign(
        "new organisations", "an academy with mentors rather than none",
        "impact_after_funding", "own_income_share", 0.1, 1.0, (-1, 1),
        present=Side(instruments={"academy": ACADEMY}),
    ),
    Sign(
        "new organisations", "an academy with mentors rather than none",
        "impact_after_funding", "founding_per_year", 0.05, 1.0, (-1, 1),
        present=Side(instruments={"academy": ACADEMY}),
    ),
    Sign(
        "shocks", "half as many people in need more, rather than no influx",
        "reach_final", "need_share", 0.005, 0.05, (-1, 1),
        present=Side(events={"influx": Event(kind="influx", month=18, size=0.5)}),
    ),
)  # fmt: skip
