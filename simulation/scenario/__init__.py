"""Scenario files: short YAML written by people, checked whole, with a resolved twin."""

from .files import shipped_names, shipped_scenarios
from .loading import load_resolved, load_scenario, load_text
from .problems import Problem, ScenarioError, nearest
from .scenario import Arm, Scenario
from .schema import json_schema
from .shape import Event, Instrument, Organisation, Place, Strategy
from .writing import to_yaml

__all__ = [
    "Arm",
    "Event",
    "Instrument",
    "Organisation",
    "Place",
    "Problem",
    "Scenario",
    "ScenarioError",
    "Strategy",
    "json_schema",
    "load_resolved",
    "load_scenario",
    "load_text",
    "nearest",
    "shipped_names",
    "shipped_scenarios",
    "to_yaml",
]
