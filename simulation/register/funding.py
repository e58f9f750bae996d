"""How the public money for scaling is paid."""

from .parameter import lever, uncertainty
from .sources import GROSS_BERGSTROM, HERBERT, NACUBO

PARAMETERS = (
    lever(
        "grant_eur", "EUR", 1_200_000, (0, 50_000_000),
        "Public money for scaling, all organisations together, equal in all arms.",
    ),
    lever(
        "funding_months", "months", 36, (6, 120),
        "Month in which the funding ends.", whole=True,
    ),
    lever(
        "oneoff_share", "share", 0.0, (0.0, 1.0),
        "Share of the public money paid at once as a one-off grant; what is left at the end of"
        " the funding goes back.",
    ),
    lever(
        "matched_share", "share", 0.0, (0.0, 1.0),
        "Share of the public money that only matches income of the organisations' own.",
    ),
    lever(
        "endowed_share", "share", 0.0, (0.0, 1.0),
        "Share of the public money kept as capital, of which only the yield is spent.",
    ),
    lever(
        "pooled_fund_share", "share", 0.0, (0.0, 1.0),
        "Share of the steady public money paid to coalitions, which decide on it together.",
    ),
    uncertainty(
        "oneoff_spend_months", "months", 15, (6, 36),
        "Months in which organisations plan to spend a one-off grant.",
    ),
    uncertainty(
        "application_fte_months", "FTE-months", 1.5, (0.0, 6.0),
        "Staff time of one organisation to apply for a one-off grant.",
        HERBERT, "34 working days a proposal are 1.6 months of 21 days; applications of NGOs may be"
        " shorter or longer",
        use="check", grade="expert judgement",
        structure="one study", structure_source=GROSS_BERGSTROM,
    ),
    uncertainty(
        "matching_rate", "EUR/EUR", 1.0, (0.25, 3.0),
        "Public money per euro of own income under matched funding.",
    ),
    uncertainty(
        "endowment_yield_per_year", "share per year", 0.03, (0.01, 0.06),
        "Yield of an endowment that keeps its value.",
        NACUBO, "4.1 to 4.6 % are paid out on average by funds that are to last",
        use="check", grade="one study",
    ),
)  # fmt: skip
