"""A JSON Schema for editors, made from the same models as the checks."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from .shape import LAST_MONTH, SECTIONS, ArmText, Head

NAMES = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
REFERENCE = "#/$defs/{model}"


def json_schema() -> dict[str, Any]:
    """Return a schema that completes keys and shows ranges while a scenario is written.

    It fits whole scenarios, bases and bricks alike, so nothing is required; what must agree
    between values is for ``load_scenario`` to say.
    """
    definitions: dict[str, Any] = {}
    models: list[type[BaseModel]] = [*SECTIONS.values(), Head, ArmText]
    for model in models:
        schema = _without_nulls(model.model_json_schema(ref_template=REFERENCE))
        definitions.update(schema.pop("$defs", {}))
        definitions[model.__name__] = schema
    for schema in definitions.values():
        schema.pop("required", None)
    head = definitions.pop("Head")["properties"]
    text = definitions.pop("ArmText")["properties"]
    sections = {name: _section(name, model.__name__) for name, model in SECTIONS.items()}
    arm = _closed({**text, **sections, "bricks": NAMES})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Snowball scenario",
        **_closed(
            {
                **head,
                "extends": NAMES,
                "bricks": NAMES,
                **sections,
                "arms": {"type": "object", "additionalProperties": arm},
            }
        ),
        "$defs": definitions,
    }


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _section(name: str, model: str) -> dict[str, Any]:
    item = {"$ref": REFERENCE.format(model=model)}
    if name == "parameters":
        return item
    if name == "schedule":
        month = {"pattern": "^(0|[1-9][0-9]{0,2})$", "description": f"Month 0 to {LAST_MONTH}."}
        return {"type": "object", "additionalProperties": item, "propertyNames": month}
    return {"type": "object", "additionalProperties": item}


def _without_nulls(schema: Any) -> Any:
    """Return a schema in which no value may be null: a key that says nothing is left out."""
    if isinstance(schema, list):
        return [_without_nulls(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {
        key: _without_nulls(item)
        for key, item in schema.items()
        if not (key == "default" and item is None)
    }
    options = [item for item in plain.get("anyOf", []) if item != {"type": "null"}]
    if len(options) == 1:
        del plain["anyOf"]
        plain = {**options[0], **plain}
    return plain
