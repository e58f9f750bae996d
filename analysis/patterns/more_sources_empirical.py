"""Further sources of the patterns that were held back; ``sources.py`` has the others."""

from __future__ import annotations

from simulation.register.sources import Source

AZEVEDO = Source(
    "Azevedo, Cardoso, Cunha & Wampler, Revista de Administração Pública", 2022,
    "Brazil, municipalities above 50,000 inhabitants",
    "participatory budgeting was dropped above all where an election brought another government",
    "abstract",
)  # fmt: skip
POORTINGA_PIDGEON = Source(
    "Poortinga & Pidgeon, Risk Analysis 24:1475, on Slovic 1993", 2004, "Britain, 396 people",
    "negative events move trust more than positive ones, also among the undecided", "abstract",
)  # fmt: skip
NORC_COALITIONS = Source(
    "NORC, Sustainability and impact of community coalitions once federal funding has expired",
    2012, "260 coalitions in the USA funded 2000-2006, of which 63 % answered",
    "68 % still had three or more organisations working together years after the grant", "text",
)  # fmt: skip
BERARDO = Source(
    "Berardo, Processing complexity in networks, Policy Studies Journal 37:521", 2009,
    "water projects in Florida",
    "more partners help, until the project becomes too inclusive", "abstract",
)  # fmt: skip
TOBACCO_SERVICES = Source(
    "Tobacco treatment after state funding ended, American Journal of Public Health"
    " 10.2105/AJPH.2005.067124", 2006, "Massachusetts",
    "services are often not sustained when funding stops; some agencies keep far more than others",
    "abstract",
)  # fmt: skip
