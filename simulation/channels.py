"""The few channels through which every instrument acts.

An instrument is data: what it costs, when it starts, how intensely it is used and how
strongly (0-1) it acts on each channel.  Doses on one channel add up with diminishing
returns: ``1 - product(1 - intensity * strength)``.
"""

from __future__ import annotations

CHANNELS: dict[str, str] = {
    "permit_speed": "permits for new sites come sooner",
    "premises_security": "premises are not lost by accident or event",
    "formalisation": "programmes become formal agreements sooner",
    "volunteers": "more people volunteer at the same ownership",
    "trust": "trust grows faster where people are served",
    "acceptance": "neighbours accept the people in need more",
    "ownership": "communities own the service more",
    "know_how": "organisations learn faster",
    "coordination": "coalitions need less time to coordinate",
    "monitoring": "contributions hold, evidence is less noisy and less selected",
    "visibility": "results are seen by policy makers and by donors",
    "municipal_reach": "results reach similar and neighbouring municipalities",
    "testing": "new sites start small and continue only where results are good",
    "shared_goals": "members of coalitions pull in one direction",
    "academy": "newcomers are prepared and founded",
    "mentoring": "young organisations learn from older ones, which spend time on it",
}
