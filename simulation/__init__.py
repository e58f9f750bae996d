"""Snowball: how social innovations scale, as an agent-based simulation.

>>> from simulation import load_scenario, run_ensemble
>>> results = run_ensemble(load_scenario("strategies"), replications=2)
>>> results.run_of("impact_total").shape
(5, 2)
"""

from .engine import Block, Results, blocks, run_ensemble
from .model import Community, Organisation, PolicyMaker, ScalingModel
from .register import REGISTER, Parameter
from .scenario import Arm, Scenario, ScenarioError, load_scenario

__version__ = "0.1.0"
__all__ = [
    "REGISTER",
    "Arm",
    "Block",
    "Community",
    "Organisation",
    "Parameter",
    "PolicyMaker",
    "Results",
    "ScalingModel",
    "Scenario",
    "ScenarioError",
    "blocks",
    "load_scenario",
    "run_ensemble",
]
