"""Connectors to where the field already works: SALib and EMA Workbench.

For Mesa's own batch tools see ``simulation.model_batch``.
"""

from .ema import ema_model
from .points import Evaluation, evaluation
from .salib import salib_evaluate, salib_problem

__all__ = ["Evaluation", "ema_model", "evaluation", "salib_evaluate", "salib_problem"]
