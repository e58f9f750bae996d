"""What organisations share, what sharing costs, and how it erodes."""

from .parameter import lever, uncertainty

PARAMETERS = (
    lever(
        "contribution_share", "share", 0.3, (0.0, 0.9),
        "Share of staff, premises, money and know-how that members promise to their coalition.",
    ),
    uncertainty(
        "coordination_fte_per_tie", "FTE/member", 0.012, (0.002, 0.04),
        "Staff time that each member spends on each other member.",
        "grows with pairs of members; governance should change beyond 6-8 members"
        " (Provan & Kenis 2008, number from memory)", "expert judgement",
    ),
    uncertainty(
        "backbone_saving", "share", 0.5, (0.0, 0.8),
        "Coordination that a backbone organisation saves the members.",
        "Provan & Kenis 2008: lead or administrative organisation", "expert judgement",
    ),
    uncertainty(
        "goal_difference", "0-1", 0.3, (0.0, 1.0),
        "How unlike the goals of the members are; unlike goals waste pooled means.",
        "Witesman & Heiss 2016: pooling fails where the objective is not shared", "one study",
    ),
    uncertainty(
        "imperfect_cooperation_per_month", "1/month", 0.02, (0.0, 0.08),
        "How far members fall short of what the others give on average.",
        "Fischbacher & Gaechter 2010: imperfect conditional cooperation; size unknown",
        "one study",
    ),
    uncertainty(
        "cooperation_recovery_per_month", "1/month", 0.1, (0.0, 0.4),
        "How fast full monitoring and voice bring contributions back to the promise.",
        "Cox, Arnold & Villamayor-Tomas 2010: 91 studies of design principles; size unknown",
        "several studies",
    ),
    uncertainty(
        "leaving_per_month", "1/month", 0.3, (0.0, 1.0),
        "Chance to leave (or join) a coalition that costs (or brings) its members everything.",
    ),
    uncertainty(
        "host_dependence", "share", 0.5, (0.0, 1.0),
        "Pooled premises that depend on the one host of the coalition.",
    ),
    uncertainty(
        "solidarity_gain", "share", 0.2, (0.0, 0.6),
        "Rise of contributions when a coalition copes with an influx; the same fall if not.",
        "the report: the crisis motivated all involved", "the report",
    ),
)  # fmt: skip
