"""Writing plain data as YAML 1.2."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import SafeRepresenter


class Representer(SafeRepresenter):
    """How values are written: text with signs that nobody sees goes into double quotes."""


def _text(writer: SafeRepresenter, text: str) -> ScalarNode:
    is_plain = text.replace("\n", "").isprintable()
    style = None if is_plain else '"'
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Representer.add_representer(str, _text)


def to_yaml(data: Mapping[str, Any]) -> str:
    """Return plain data as YAML text that loads to the same data.

    >>> print(to_yaml({"title": "no", "seed": 1, "question": "1e-4"}), end="")
    title: no
    seed: 1
    question: '1e-4'
    """
    writer = YAML(typ="safe", pure=True)
    writer.Representer = Representer
    writer.version = None
    writer.default_flow_style = False
    writer.allow_unicode = True
    writer.width = 100
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    stream = StringIO()
    writer.dump(dict(data), stream)
    return stream.getvalue()
