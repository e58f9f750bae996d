"""How policy makers learn, decide, pay and forget."""

from .parameter import constant, uncertainty
from .sources import (
    BEZERRA_JUNQUEIRA,
    CONSTITUTION,
    DELLAVIGNA_LINOS,
    FRANCO,
    GRANOVETTER,
    OLIVER,
    SHIPAN_VOLDEN,
    YOHROS_WELSH,
)

PARAMETERS = (
    uncertainty(
        "persuasion_per_month", "1/month", 0.1, (0.02, 0.3),
        "How fast full contact moves the will of policy makers towards what they have seen.",
        OLIVER, "contact and relationships are named first; size a month unknown",
        use="rule", structure="several studies",
    ),
    uncertainty(
        "advocacy_fte", "FTE/municipality", 0.5, (0.1, 2.0),
        "Advocacy staff that makes one municipality listen for half of its attention.",
    ),
    uncertainty(
        "will_decay_per_year", "share per year", 0.3, (0.05, 0.8),
        "How fast the will fades without contact or programme.",
    ),
    uncertainty(
        "goodwill_wear_per_month", "1/month", 0.1, (0.0, 0.4),
        "Goodwill used up by full contact before there is anything to show.",
    ),
    uncertainty(
        "goodwill_renewal_per_year", "1/year", 0.6, (0.1, 2.0),
        "How fast lost goodwill comes back.",
    ),
    uncertainty(
        "adoption_threshold", "0-1", 0.2, (0.05, 0.5),
        "Will above which a municipality may adopt a programme; mean of all municipalities.",
    ),
    uncertainty(
        "adoption_threshold_spread", "standard deviation", 0.05, (0.0, 0.2),
        "How unlike municipalities are in the will that it takes to convince them.",
        GRANOVETTER, "unlike thresholds decide whether a cascade runs; size unknown",
        use="rule", structure="expert judgement",
    ),
    uncertainty(
        "adoption_per_month", "1/month", 0.2, (0.03, 0.6),
        "Chance per month to adopt at full will and full administrative capacity.",
    ),
    uncertainty(
        "administrative_capacity", "0-1", 0.5, (0.15, 0.9),
        "Mean capacity of municipalities to carry a programme; each draws its own around it.",
    ),
    uncertainty(
        "programme_generosity", "share of cost", 0.5, (0.1, 0.9),
        "Share of the running cost of services that a programme takes over.",
    ),
    uncertainty(
        "programme_budget_eur_per_inhabitant", "EUR/inhabitant/year", 2.0, (0.2, 8.0),
        "Budget of a full programme.",
    ),
    uncertainty(
        "programme_quality", "0-1", 0.6, (0.3, 0.95),
        "Quality of service that a municipality delivers itself after adopting.",
        YOHROS_WELSH, "50 to 100 % of the effect is kept at scale; that quality is kept likewise,"
        " and that the first service is not perfect either, is judgement",
        use="value", grade="expert judgement", structure="several studies",
    ),
    uncertainty(
        "formalisation_per_month", "1/month", 0.02, (0.002, 0.1),
        "Chance per month that a programme becomes a formal agreement, at full capacity.",
    ),
    constant(
        "election_interval_months", "months", 48, (12, 72),
        "Months between local elections.",
        CONSTITUTION, "terms of four years", use="check", grade="one study", structure="one study",
        whole=True,
    ),
    uncertainty(
        "turnover_probability", "probability", 0.4, (0.1, 0.8),
        "Chance that an election replaces those who carry the will.",
    ),
    uncertainty(
        "abandonment_probability", "probability", 0.5, (0.1, 0.9),
        "Chance that new people drop a programme that is not formal.",
        BEZERRA_JUNQUEIRA, "programmes were dropped with their champions; size unknown",
        use="rule", structure="one study",
    ),
    uncertainty(
        "permit_delay_months", "months", 6, (0, 18),
        "Months until a new site may open, where nobody helps.",
    ),
    uncertainty(
        "evidence_noise", "0-1", 0.25, (0.02, 0.6),
        "Standard deviation of one month's impression of a service that is half as good as can"
        " be; less towards both ends.",
    ),
    uncertainty(
        "evidence_selection", "0-1", 0.5, (0.0, 0.9),
        "Share of disappointing results that go unreported where nobody monitors.",
        FRANCO, "65 % of null results were never written up; what policy makers hear may be less or"
        " more",
        use="check", grade="expert judgement",
        structure="one study", structure_source=DELLAVIGNA_LINOS,
    ),
    uncertainty(
        "learning_per_month", "1/month", 0.1, (0.02, 0.4),
        "Weight of a new impression against what was believed.",
    ),
    uncertainty(
        "peer_weight", "0-1", 0.3, (0.0, 0.8),
        "Weight of similar, near and larger municipalities with programmes.",
        SHIPAN_VOLDEN, "cities learn from each other and imitate larger ones; size unknown",
        use="rule", structure="one study",
    ),
    uncertainty(
        "national_threshold_share", "share", 0.3, (0.05, 0.7),
        "Share of municipalities with programmes that moves the nation; full advocacy halves it.",
    ),
    uncertainty(
        "national_support_share", "share", 0.3, (0.0, 0.8),
        "Addition of a national programme to local budgets and to will.",
    ),
    uncertainty(
        "convincing_coverage_share", "share", 0.06, (0.01, 0.3),
        "Share of need met in a place at which results are seen half as well as they could be.",
    ),
    uncertainty(
        "first_election_month", "month", 24, (0, 47),
        "Month of the first local election.",
    ),
)  # fmt: skip
