"""Writing plain data as YAML 1.2."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML


def to_yaml(data: Mapping[str, Any]) -> str:
    """Return plain data as YAML text that loads to the same data."""
    writer = YAML(typ="safe", pure=True)
    writer.version = None
    writer.default_flow_style = False
    writer.allow_unicode = True
    writer.width = 100
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    stream = StringIO()
    writer.dump(dict(data), stream)
    return stream.getvalue()
