"""How people hear of a service, trust it, own it or turn away."""

from .parameter import uncertainty
from .sources import BASS_TABLES, BROWN, CENTOLA_MACY, OPEN_SOCIETY_SOFIA, PETTIGREW_TROPP

PARAMETERS = (
    uncertainty(
        "base_trust", "0-1", 0.45, (0.2, 0.8),
        "Trust in services and institutions before anything happens.",
        OPEN_SOCIETY_SOFIA, "33 % trust non-governmental organisations, 44 % hospitals, 47 % the"
        " police, 32 % the courts; a share of people is taken for a degree of trust",
        use="check", grade="expert judgement",
    ),
    uncertainty(
        "base_acceptance", "0-1", 0.5, (0.1, 0.9),
        "Acceptance of the people in need by their neighbours before anything happens.",
    ),
    uncertainty(
        "word_of_mouth_per_month", "1/month", 0.04, (0.005, 0.15),
        "Rate at which people follow others who are served, when all are and trust is full.",
        BASS_TABLES, "q of 0.3 to 0.5 a year for products is 0.025 to 0.042 a month; none is known"
        " for services",
        use="value", grade="expert judgement", structure="several studies",
    ),
    uncertainty(
        "seeking_per_month", "1/month", 0.005, (0.0005, 0.02),
        "Rate at which people come by themselves, where neighbours accept them.",
        BASS_TABLES, "p of 0.03 a year for products is 0.0025 a month; none is known for services",
        use="value", grade="expert judgement", structure="several studies",
    ),
    uncertainty(
        "referral_per_month", "1/month", 0.04, (0.0, 0.12),
        "Rate at which a full municipal programme sends people to the service.",
    ),
    uncertainty(
        "stigma", "0-1", 0.4, (0.0, 1.0),
        "How much people need several others before they follow (complex contagion).",
        CENTOLA_MACY, "what is costly or contested needs several sources; strength unknown",
        use="rule", structure="one study",
    ),
    uncertainty(
        "giving_up_per_month", "1/month", 0.08, (0.01, 0.3),
        "Rate at which people without trust give up waiting.",
    ),
    uncertainty(
        "trust_gain_per_month", "1/month", 0.04, (0.01, 0.12),
        "Share of missing trust gained by good experience of all.",
    ),
    uncertainty(
        "bad_to_good_ratio", "multiple", 2.2, (1.0, 4.0),
        "How much more bad experience weighs than good.",
        BROWN, "losses of money weigh 1.8 to 2.1 times as much as gains; that bad service weighs"
        " alike is judgement",
        use="check", grade="expert judgement", structure="expert judgement",
    ),
    uncertainty(
        "contact_effect_per_month", "1/month", 0.01, (0.0, 0.04),
        "Share of missing acceptance gained by contact with those served.",
        PETTIGREW_TROPP, "contact goes with less prejudice; size a month unknown",
        use="rule", structure="meta-analysis",
    ),
    uncertainty(
        "backlash", "multiple", 0.3, (0.0, 1.0),
        "Acceptance lost when visible service grows by all people in need at once.",
    ),
    uncertainty(
        "ownership_decay_per_year", "share per year", 0.3, (0.05, 0.8),
        "How fast ownership fades when nobody is involved.",
    ),
    uncertainty(
        "expectation_fading_per_month", "1/month", 0.05, (0.01, 0.2),
        "How fast expectations move to what people really get.",
    ),
)  # fmt: skip
