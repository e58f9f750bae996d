"""How organisations learn, fit in and merge what they have."""

from .parameter import uncertainty

PARAMETERS = (
    uncertainty(
        "know_how_gain_per_fte_month", "1/FTE-month", 0.06, (0.01, 0.2),
        "Share of the missing know-how gained by one full-time month of deepening.",
    ),
    uncertainty(
        "fit_gain_per_fte_month", "1/FTE-month", 0.06, (0.01, 0.2),
        "Share of the missing fit of a young site gained by one full-time month of deepening.",
    ),
    uncertainty(
        "fit_hardening_months", "months", 18, (3, 60),
        "Age of a site at which correcting it has become e times harder.",
    ),
    uncertainty(
        "partner_willingness", "probability", 0.4, (0.05, 0.9),
        "Chance that an organisation asked to become a partner agrees.",
    ),
    uncertainty(
        "know_how_transfer_per_month", "1/month", 0.04, (0.005, 0.15),
        "Share of the difference in know-how that passes between partners.",
    ),
    uncertainty(
        "partner_upkeep_fte", "FTE/partner", 0.03, (0.0, 0.1),
        "Staff time to keep one partnership alive.",
    ),
    uncertainty(
        "merged_assets_share", "share", 0.1, (0.0, 0.3),
        "Share of a partner's premises that can be used too.",
    ),
    uncertainty(
        "practice_share", "share", 0.1, (0.0, 0.3),
        "Share of serving time that teaches as much as time for deepening.",
    ),
)  # fmt: skip
