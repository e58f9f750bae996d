"""A JSON Schema for editors, made from the same models as the checks."""

from __future__ import annotations

from typing import Any

from .shape import SECTIONS, ArmText, Head

NAMES = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}


def json_schema() -> dict[str, Any]:
    """Return a schema that completes keys and shows ranges while a scenario is written."""
    definitions: dict[str, Any] = {}
    sections: dict[str, Any] = {}
    for name, model in SECTIONS.items():
        schema = model.model_json_schema(ref_template="#/$defs/{model}")
        definitions.update(schema.pop("$defs", {}))
        schema.pop("required", None)  # an override may give a part of it
        definitions[model.__name__] = schema
        item = {"$ref": f"#/$defs/{model.__name__}"}
        if name == "parameters":
            sections[name] = item
        else:
            sections[name] = {"type": "object", "additionalProperties": item}
    text = ArmText.model_json_schema()["properties"]
    arm = {
        "type": "object",
        "properties": {**text, **sections, "bricks": NAMES},
        "additionalProperties": False,
    }
    head = Head.model_json_schema(ref_template="#/$defs/{model}")
    definitions.update(head.pop("$defs", {}))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Snowball scenario",
        "type": "object",
        "properties": {
            **head["properties"],
            **sections,
            "extends": NAMES,
            "bricks": NAMES,
            "arms": {"type": "object", "additionalProperties": arm},
        },
        "additionalProperties": False,
        "$defs": definitions,
    }
