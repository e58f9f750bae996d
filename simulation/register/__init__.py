"""The register: every parameter of the model, written once."""

from __future__ import annotations

from dataclasses import replace

from . import (
    communities,
    deepening,
    expansion,
    funding,
    involvement,
    need,
    organisations,
    policy,
    pooling,
    service,
)
from .parameter import Parameter

GROUPS = (
    need, service, organisations, involvement, funding, pooling, policy, expansion, deepening,
    communities,
)  # fmt: skip

REGISTER: dict[str, Parameter] = {
    parameter.name: replace(parameter, group=module.__name__.rsplit(".", 1)[-1])
    for module in GROUPS
    for parameter in module.PARAMETERS
}

__all__ = ["REGISTER", "Parameter"]
