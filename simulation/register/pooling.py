"""What organisations share, what sharing costs, and how it erodes."""

from .parameter import lever, uncertainty
from .sources import COX, FISCHBACHER_GAECHTER, PROVAN_KENIS, REPORT, WITESMAN_HEISS

PARAMETERS = (
    lever(
        "contribution_share", "share", 0.3, (0.0, 0.9),
        "Share of staff, premises, money and know-how that members promise to their coalition.",
    ),
    uncertainty(
        "coordination_fte_per_tie", "FTE/member", 0.012, (0.002, 0.04),
        "Staff time that each member spends on each other member.",
        PROVAN_KENIS, "costs grow with pairs of members, so that governance should change with"
        " size; that this happens beyond 6 to 8 members is from memory",
        use="rule", grade="expert judgement", structure="one study",
    ),
    uncertainty(
        "backbone_saving", "share", 0.5, (0.0, 0.8),
        "Coordination that a backbone organisation saves the members.",
        PROVAN_KENIS, "a lead or administrative organisation suits larger networks; size unknown",
        use="rule", structure="one study",
    ),
    uncertainty(
        "goal_difference", "0-1", 0.3, (0.0, 1.0),
        "How unlike the goals of the members are; unlike goals waste pooled means.",
        WITESMAN_HEISS, "pooling fails where the objective is not shared; size unknown",
        use="rule", structure="one study",
    ),
    uncertainty(
        "imperfect_cooperation_per_month", "1/month", 0.02, (0.0, 0.08),
        "How far members fall short of what the others give on average.",
        FISCHBACHER_GAECHTER, "people give a little less than the others; size a month unknown",
        use="rule", structure="one study",
    ),
    uncertainty(
        "cooperation_recovery_per_month", "1/month", 0.1, (0.0, 0.4),
        "How fast full monitoring and voice bring contributions back to the promise.",
        COX, "monitoring and voice go with lasting commons; size a month unknown",
        use="rule", structure="several studies",
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
        REPORT, "the crisis motivated all involved; size unknown",
        use="rule", structure="the report",
    ),
)  # fmt: skip
