"""Sources that only rows of the scorecard need."""

from __future__ import annotations

from simulation.register.sources import Source

CALCULATION = Source(
    "calculation", 2026, "none", "follows by hand from the equations of the model", "text",
)  # fmt: skip
DARLING_NORRIS = Source(
    "Darling & Norris, Probability Surveys 5:37", 2008, "theory",
    "a random process of many members stays near the curve of its averages, with a known chance",
    "abstract",
)  # fmt: skip
