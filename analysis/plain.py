"""Plain data: what JSON can hold, from dataclasses, arrays and numbers of NumPy."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np


def plain(value: Any) -> Any:
    """Return data that JSON can hold; numbers that are undefined become null.

    Functions are left out of dataclasses, since they are no data.

    >>> plain({"a": (1.0, float("nan"))})
    {'a': [1.0, None]}
    >>> plain(np.array([1, 2])), plain(np.float64(0.5)), plain(np.bool_(True))
    ([1, 2], 0.5, True)
    """
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        named = {field.name: getattr(value, field.name) for field in fields(value)}
        return plain({key: item for key, item in named.items() if not callable(item)})
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, str | int | None):
        return value
    if isinstance(value, Iterable):
        return [plain(item) for item in value]
    return str(value)
