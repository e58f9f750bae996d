"""What an analysis cannot do with the numbers it was given, said in one plain sentence."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class AnalysisError(ValueError):
    """Numbers from which nothing honest can be said, or a library that is not installed."""


def needed(module: str, extra: str) -> Any:
    """Return an optional library.

    Raises
    ------
    AnalysisError   it is not installed; with the extra that brings it

    >>> needed("math", "studies").sqrt(4.0)
    2.0
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise AnalysisError(
            f"this needs {error.name}, which is not installed:"
            f" pip install 'snowball-scaling[{extra}]'."
        ) from error
