"""How people hear of a service, trust it, own it or turn away."""

from .parameter import uncertainty

PARAMETERS = (
    uncertainty(
        "base_trust", "0-1", 0.45, (0.2, 0.8),
        "Trust in services and institutions before anything happens.",
    ),
    uncertainty(
        "base_acceptance", "0-1", 0.5, (0.1, 0.9),
        "Acceptance of the people in need by their neighbours before anything happens.",
    ),
    uncertainty(
        "word_of_mouth_per_month", "1/month", 0.04, (0.005, 0.15),
        "Rate at which people follow others who are served, when all are and trust is full.",
        "Bass diffusion: typical q 0.3-0.5 per year for products, none known for services",
        "several studies",
    ),
    uncertainty(
        "seeking_per_month", "1/month", 0.005, (0.0005, 0.02),
        "Rate at which people come by themselves, where neighbours accept them.",
        "Bass diffusion: mean p 0.03 per year for products, none known for services",
        "several studies",
    ),
    uncertainty(
        "referral_per_month", "1/month", 0.04, (0.0, 0.12),
        "Rate at which a full municipal programme sends people to the service.",
    ),
    uncertainty(
        "stigma", "0-1", 0.4, (0.0, 1.0),
        "How much people need several others before they follow (complex contagion).",
        "Centola & Macy 2007; strength unknown", "one study",
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
        "trust falls faster than it rises; size from memory", "expert judgement",
    ),
    uncertainty(
        "contact_effect_per_month", "1/month", 0.01, (0.0, 0.04),
        "Share of missing acceptance gained by contact with those served.",
        "Pettigrew & Tropp 2006: r = -0.21 over 515 studies; per-month size unknown",
        "meta-analysis",
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
