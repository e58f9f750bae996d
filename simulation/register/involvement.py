"""Who is involved, from which month, how strongly, and at what price."""

from .parameter import lever, uncertainty
from .sources import ISHAM

PARAMETERS = (
    lever(
        "involve_policy_makers_month", "month", 0, (0, 120),
        "First month in which policy makers are involved.", whole=True,
    ),
    lever(
        "involve_policy_makers_intensity", "0-1", 0.5, (0.0, 1.0),
        "How strongly policy makers are involved from then on.", scheduled=True,
    ),
    lever(
        "involve_communities_month", "month", 0, (0, 120),
        "First month in which communities are involved.", whole=True,
    ),
    lever(
        "involve_communities_intensity", "0-1", 0.5, (0.0, 1.0),
        "How strongly communities are involved from then on.", scheduled=True,
    ),
    uncertainty(
        "contact_fte", "FTE/site", 0.1, (0.02, 0.4),
        "Staff per site to involve policy makers fully.",
    ),
    uncertainty(
        "involvement_fte", "FTE/site", 0.3, (0.05, 1.0),
        "Staff per site to involve a community fully.",
    ),
    uncertainty(
        "involvement_delay_months", "months", 4, (0, 18),
        "Delay of a new site that is designed together with a fully involved community.",
    ),
    uncertainty(
        "involvement_fit_gain_per_month", "1/month", 0.03, (0.0, 0.1),
        "Share of the missing fit of a young site gained by full involvement.",
        ISHAM, "participation causes better outcomes; size unknown",
        use="rule", structure="one study",
    ),
    uncertainty(
        "expectation_gain_per_month", "1/month", 0.06, (0.0, 0.2),
        "How fast involvement and outreach raise what people expect.",
    ),
    uncertainty(
        "ownership_gain_per_month", "1/month", 0.05, (0.01, 0.15),
        "How fast full involvement lets a community own the service.",
    ),
    uncertainty(
        "instrument_effect_per_month", "1/month", 0.03, (0.003, 0.1),
        "Share of what is missing that a full dose of an instrument brings in a month.",
    ),
)  # fmt: skip
