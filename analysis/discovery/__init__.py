"""Scenario discovery: the box of assumptions, or the rules, by which cases of interest are told.

>>> from analysis.discovery import find_boxes, find_rules
"""

from .boxes import Box, Discovery, Limit
from .rules import Rule, Rules, find_rules
from .search import find_boxes

__all__ = ["Box", "Discovery", "Limit", "Rule", "Rules", "find_boxes", "find_rules"]
