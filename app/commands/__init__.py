"""The commands, one module each: ``HELP``, ``EXAMPLES``, ``add_arguments`` and ``run``."""

NAMES = (
    "check",
    "run",
    "compare",
    "claims",
    "sweep",
    "study",
    "plot",
    "sensitivity",
    "discover",
    "robust",
    "tradeoffs",
    "explain",
    "patterns",
    "app",
    "look",
)
