"""What a new site costs, and how it fits its place."""

from .parameter import uncertainty
from .sources import DURLAK_DUPRE, YOHROS_WELSH

PARAMETERS = (
    uncertainty(
        "site_setup_eur", "EUR/site", 8_000, (500, 30_000),
        "Renovation and equipment of a new site.",
    ),
    uncertainty(
        "site_setup_fte_months", "FTE-months/site", 3, (0.5, 9),
        "Staff time to prepare a new site.",
    ),
    uncertainty(
        "head_start_months", "months", 12, (0, 48),
        "Months that first sites have behind them when a run begins: first their permit comes,"
        " then they serve and age.",
    ),
    uncertainty(
        "site_income_eur", "EUR/site/month", 150, (0, 500),
        "Donations and fees that a new site finds in its place once people are served there.",
    ),
    uncertainty(
        "fit_at_start", "0-1", 0.6, (0.3, 0.9),
        "Fit of the service with the place where it was made.",
    ),
    uncertainty(
        "over_adaptation_loss", "multiple", 2.5, (0.0, 6.0),
        "How much of what makes the service work is lost when it is changed to fit a place.",
        DURLAK_DUPRE, "good results at 60 to 80 % fidelity, and nobody reaches 100 %; that the best"
        " lies there, which takes 1.6 to 3.6, is judgement",
        use="value", grade="expert judgement", structure="several studies",
    ),
    uncertainty(
        "fit_loss_by_difference", "share", 0.4, (0.0, 0.9),
        "Fit lost when a service is copied to the most unlike place.",
        YOHROS_WELSH, "0 to 50 % of the effect is lost at scale, 71 % at most; that unlike places"
        " are the reason is judgement",
        use="value", grade="expert judgement", structure="several studies",
    ),
    uncertainty(
        "fit_loss_per_100_km", "share/100 km", 0.1, (0.0, 0.4),
        "Fit lost with distance from home.",
    ),
    uncertainty(
        "outreach_people_per_fte", "people/FTE/month", 50, (5, 200),
        "People in need who hear of the service from one full-time worker of outreach.",
    ),
    uncertainty(
        "site_premises_places", "people/site", 15, (0, 60),
        "People that the premises of a new site hold.",
    ),
)  # fmt: skip
