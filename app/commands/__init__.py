"""The commands, one module each: ``HELP``, ``EXAMPLES``, ``add_arguments`` and ``run``."""

NAMES = ("check", "run", "compare", "sweep", "study", "explain", "patterns")
