"""Answers as JSON text."""

from __future__ import annotations

import json
from typing import Any

from analysis.plain import plain


def as_json(data: Any) -> str:
    """Return plain data as JSON text; undefined numbers become null.

    >>> as_json({"a": [1.0, float("nan")]})
    '{"a":[1.0,null]}'
    """
    try:
        return _dumped(data)
    except (TypeError, ValueError):  # rare: looking through everything costs more than writing it
        return _dumped(plain(data))


def _dumped(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
