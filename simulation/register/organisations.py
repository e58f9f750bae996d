"""How organisations plan, hire, earn, begin and close."""

from .parameter import constant, lever, uncertainty
from .sources import OPPORTUNITY_KNOCKS, SALAMON

PARAMETERS = (
    lever(
        "development_time_share", "share of staff time", 0.25, (0.0, 0.6),
        "Staff time for scaling: up, out and deep together.", scheduled=True,
    ),
    lever(
        "effort_up_share", "share", 0.34, (0.0, 1.0),
        "Share of the development effort that goes into scaling up.", scheduled=True,
    ),
    lever(
        "effort_out_share", "share", 0.33, (0.0, 1.0),
        "Share of the development effort that goes into scaling out.", scheduled=True,
    ),
    lever(
        "effort_deep_share", "share", 0.33, (0.0, 1.0),
        "Share of the development effort that goes into scaling deep.", scheduled=True,
    ),
    uncertainty(
        "own_income_share", "share of first running cost", 0.4, (0.1, 1.0),
        "Donations, fees and sales of an organisation beside the funding compared.",
        SALAMON, "fees 47 % and gifts 11 % of all revenue, 22 countries together",
        use="check", grade="expert judgement",
    ),
    uncertainty(
        "planning_months", "months", 6, (2, 12),
        "Months over which an organisation spreads the money it holds.",
    ),
    uncertainty(
        "hiring_share_per_month", "1/month", 0.15, (0.03, 0.5),
        "Share of the gap between wanted and present staff that is closed in a month.",
    ),
    uncertainty(
        "know_how_loss_per_year", "share per year", 0.1, (0.02, 0.3),
        "Know-how that goes with the staff who leave in a year; full strain doubles it.",
        OPPORTUNITY_KNOCKS, "21 % of staff leave in a year (13 to 37 % by field); how much know-how"
        " goes with them is judgement",
        use="check", grade="expert judgement",
    ),
    uncertainty(
        "endowment_unevenness", "standard deviation of logarithms", 0.4, (0.0, 1.0),
        "How unequally staff, premises, money and know-how are held at the start.",
    ),
    uncertainty(
        "volunteer_fte_per_1000", "FTE/1000 people in need", 0.5, (0.0, 2.0),
        "Volunteer work where the community fully owns the service.",
    ),
    uncertainty(
        "founding_per_year", "1/year", 0.3, (0.0, 1.0),
        "How often a prepared newcomer is founded where an academy works at full strength.",
    ),
    uncertainty(
        "mentoring_gain_per_month", "1/month", 0.05, (0.005, 0.15),
        "Know-how a young organisation gains from full mentoring.",
    ),
    constant(
        "newcomer_staff_fte", "FTE", 1.5, (0.5, 5.0),
        "Staff of an organisation founded during the run.",
    ),
    constant(
        "closing_staff_fte", "FTE", 0.5, (0.1, 2.0),
        "Paid and volunteer staff below which an organisation closes.",
    ),
)  # fmt: skip
