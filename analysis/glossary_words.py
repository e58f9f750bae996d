"""Words of the model and of its pages that no other list explains, and the two vocabularies."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Compared:
    """One word of scaling in two vocabularies: what differs, what the model does, and where.

    ``files`` and ``names`` (parameters, outcomes, channels) lead from words to code.
    """

    word: str
    differs: str
    in_the_model: str
    files: tuple[str, ...]
    names: tuple[str, ...]


COMPARED: tuple[Compared, ...] = (
    Compared(
        "Scale up",
        "Both mean better conditions. The report also counts new activities and services, and uses"
        " “scaling up” for all three ways together; Moore et al. keep the word for institutions.",
        "As both: time spent on policy makers wins attention; will, programmes, formal agreements"
        " and a national programme follow, or not. New activities count as scaling out.",
        ("simulation/rules/advocacy.py", "simulation/rules/policy.py",
         "simulation/rules/elections.py"),
        ("effort_up_share", "programmes", "formal_agreements", "impact_indirect"),
    ),
    Compared(
        "Scale out",
        "Almost nothing: both mean more places and more people. The report names other groups of"
        " people too.",
        "As both: outreach where there is a site, and new sites in other places. Other groups of"
        " people in one place are not told apart.",
        ("simulation/rules/expansion.py", "simulation/rules/communities.py"),
        ("effort_out_share", "municipalities_reached", "coverage_gini"),
    ),
    Compared(
        "Scale deep",
        "Most: the report means organisations that use the innovation better together; Moore et al."
        " mean people whose values and relationships change.",
        "The lever is the report's: know-how, fit, partners and their assets. What Moore et al."
        " mean is measured as outcomes (trust, acceptance, ownership) and moved by service,"
        " involvement and instruments, not by this lever directly.",
        ("simulation/rules/deepening.py", "simulation/rules/communities.py"),
        ("effort_deep_share", "know_how", "fit", "trust", "acceptance", "ownership"),
    ),
)  # fmt: skip

# Each word, what it means, and the file in which it lives.
WORDS: tuple[tuple[str, str, str], ...] = (
    ("Acceptance", "how far the neighbours accept the people in need, 0 to 1; the reverse of"
     " stereotypes", "simulation/rules/communities.py"),
    ("Adaptation", "the part of the service that was changed to fit a place, 0 to 1; fidelity is"
     " the rest", "simulation/rules/deepening.py"),
    ("Attention", "how far a policy maker listens this month, 0 to 1",
     "simulation/rules/policy.py"),
    ("Backbone", "the organisation that coordinates a coalition, so that the others need less time",
     "simulation/rules/workload.py"),
    ("Brick", "a small file of changes that scenarios put together",
     "simulation/scenario/merging.py"),
    ("Channel", "one of the few ways in which instruments act", "simulation/channels.py"),
    ("Clear", "said of a difference whose interval excludes zero, with enough pairs of runs that"
     " differ", "analysis/statistics.py"),
    ("Community", "the people of one place who share the need, and their neighbours",
     "simulation/rules/communities.py"),
    ("Complementary inputs", "staff, premises, money and know-how: the scarcest decides, as far as"
     " the others cannot stand in", "simulation/rules/service.py"),
    ("Event", "a shock of the scenario file, with its month", "simulation/rules/shocks.py"),
    ("Evidence (of a policy maker)", "what a policy maker believes the service to be worth, 0 to 1",
     "simulation/rules/policy.py"),
    ("Fit", "how well a site suits its place, 0 to 1", "simulation/rules/expansion.py"),
    ("Flip point", "the value of an assumption at which an answer turns round",
     "analysis/flips.py"),
    ("Goodwill", "the patience of a policy maker, used up while there is nothing to show",
     "simulation/rules/policy.py"),
    ("Grade", "how strong the evidence for a number is, from meta-analysis down to guess",
     "simulation/register/parameter.py"),
    ("Horizon", "the number of months of a run", "simulation/world.py"),
    ("Host", "the member on whose premises a coalition depends", "simulation/rules/pooling.py"),
    ("Instrument", "something switched on for a time: it costs money and staff and acts through"
     " channels", "simulation/rules/workload.py"),
    ("Interval", "where the mean would lie in about 95 of 100 cases had chance fallen otherwise;"
     " luck alone", "analysis/statistics.py"),
    ("Involvement", "how intensely policy makers or communities take part, and from which month",
     "simulation/world.py"),
    ("Know-how", "how well an organisation can deliver the service, 0 to 1",
     "simulation/rules/deepening.py"),
    ("Lever", "a parameter that somebody chooses", "simulation/register/parameter.py"),
    ("Luck", "random numbers, keyed by who draws, in which month and why; all arms draw the same",
     "simulation/luck.py"),
    ("Month 0", "the first month", "simulation/month.py"),
    ("Ownership", "the capacity of a community to act: volunteers, a voice, 0 to 1",
     "simulation/rules/communities.py"),
    ("Partner", "an organisation that shares know-how and rooms with another",
     "simulation/rules/deepening.py"),
    ("Plausible world", "one set of values for everything that is unknown, which the evidence does"
     " not rule out", "analysis/worlds.py"),
    ("Policy maker", "a municipality's administration and council; one national body above them",
     "simulation/rules/policy.py"),
    ("Pooling", "members of a coalition put means together and serve from what results",
     "simulation/rules/pooling.py"),
    ("Reference", "the arm with which the others are compared", "analysis/comparison.py"),
    ("Site", "one organisation's service in one place", "simulation/rules/expansion.py"),
    ("Strain", "how overworked staff are, 0 to 1; it lowers quality",
     "simulation/rules/service.py"),
    ("Trust", "how far people in need trust the service and institutions, 0 to 1",
     "simulation/rules/communities.py"),
    ("Uncertainty", "a parameter that nobody knows exactly", "simulation/register/parameter.py"),
    ("Will", "how much a policy maker wants the service, 0 to 1; above its own threshold it may"
     " adopt a programme", "simulation/rules/policy.py"),
)  # fmt: skip
