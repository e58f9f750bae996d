"""What it takes to serve one person, and what is lost by accident."""

from .parameter import uncertainty
from .sources import EUROSTAT, YAMATANI

PARAMETERS = (
    uncertainty(
        "salary_eur_per_month", "EUR/FTE/month", 1400, (1000, 2200),
        "What one full-time worker costs the employer.",
        EUROSTAT, "9.3 EUR an hour in 2023, all work but farms and public administration, is about"
        " 1,450 EUR a month of 156 hours; that social work costs the same is assumed",
        use="check", grade="one study",
    ),
    uncertainty(
        "cost_per_client_eur", "EUR/person/month", 40, (10, 120),
        "Materials and running costs of serving one person, without staff and rent.",
    ),
    uncertainty(
        "rent_eur_per_place", "EUR/place/month", 12, (0, 40),
        "What it costs to keep premises for one person served.",
    ),
    uncertainty(
        "clients_per_fte", "people/FTE", 20, (8, 40),
        "People one full-time worker can serve in a month.",
        YAMATANI, "16 to 17 cases are reasonable, some carry twice as many; one case may be a"
        " family, and other services are lighter or heavier",
        use="check", grade="expert judgement",
    ),
    uncertainty(
        "clients_per_know_how", "people", 250, (80, 600),
        "People an organisation of full know-how can serve.",
    ),
    uncertainty(
        "substitution_elasticity", "elasticity", 0.5, (0.1, 2.5),
        "How well staff, premises, money and know-how replace each other; near 0 the scarcest"
        " alone decides.",
    ),
    uncertainty(
        "site_overhead_fte", "FTE/site", 0.1, (0.0, 0.3),
        "Staff that each open site takes before anyone is served.",
    ),
    uncertainty(
        "strain_quality_loss", "share", 0.3, (0.0, 0.6),
        "Quality lost when staff are stretched to the limit.",
    ),
    uncertainty(
        "input_loss_per_year", "1/year", 0.15, (0.0, 0.6),
        "How often an organisation loses part of its staff or premises by accident.",
    ),
    uncertainty(
        "input_loss_share", "share", 0.4, (0.1, 0.8),
        "Share of the staff or premises lost in such an accident.",
    ),
)  # fmt: skip
