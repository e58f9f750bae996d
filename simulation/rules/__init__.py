"""The rules: one file per mechanism, each a few small compiled functions.

A rule reads records, parameters and drawn numbers, and writes records; it knows nothing of
engines, files or screens.  `simulation.month` names them in the order of a month.
"""
