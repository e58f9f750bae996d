"""How many people need the innovation, and how the world outside moves."""

from .parameter import constant, uncertainty
from .sources import CHOICE

PARAMETERS = (
    constant(
        "horizon_months", "months", 96, (12, 360),
        "Length of a run.",
        CHOICE, "funding of three years and its aftermath of five",
        grade="design", structure="design", whole=True,
    ),
    uncertainty(
        "need_share", "share of inhabitants", 0.01, (0.002, 0.05),
        "People in need per inhabitant, where a place does not give its own number.",
    ),
    uncertainty(
        "need_turnover_per_year", "share per year", 0.1, (0.0, 0.4),
        "People in need replaced by others, who do not yet know the service.",
    ),
    uncertainty(
        "initial_awareness_share", "share", 0.1, (0.01, 0.4),
        "People in need who look for the service already in the first month.",
    ),
    uncertainty(
        "place_difference", "0-1", 0.5, (0.0, 1.0),
        "How much the unlike characters of two places matter; 0 makes all places alike.",
    ),
    uncertainty(
        "shock_strength", "multiple", 1.0, (0.0, 2.0),
        "Multiplies the size of every event of the scenario.",
    ),
)  # fmt: skip
