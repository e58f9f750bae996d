"""How to write a claim of one's own: an example, and all keys with their meaning."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from .shape import Entry, Head

EXAMPLE = """\
title: What I was told
scenario: strategies
claims:
  reports-cost-trust:
    says: Reports cost trust where people trust little.
    source: a mayor, last week
    kind: counter-claim
    arm:
      label: Regular reports
      bricks: [regular-reporting]
    instead_of:
      label: No reports
    outcome: trust_final
    direction: lower
    margin: 0.01
    claims: usually
    conditions: {base_trust: [0.2, 0.35]}
"""


def how_to(example: str = EXAMPLE) -> Iterator[str]:
    """Yield the lines on a file of one's own."""
    yield from ("## Your own claim", "")
    yield (
        "Write it into a file, say `my-claims.yaml`, and type `snowball claims my-claims.yaml --out"
        " results/my-claims`. Mistakes are told with file, line, what was found and what was"
        " expected."
    )
    yield from ("", "```yaml", example.rstrip("\n"), "```", "")
    yield from ("| where | key | unless said | meaning |", "|---|---|---|---|")
    yield "| file | `claims` | needed | Names, each with the keys of a claim. |"
    for place, model in (("file", Head), ("claims.NAME", Entry)):
        yield from _keys(place, model)
    yield ""
    yield (
        "`arm` and `instead_of` may hold everything that an arm of a scenario may hold. Both are"
        " laid over the reference arm of the scenario. Assumptions that the scenario or an arm sets"
        " to another value than the default belong to the question and stay; all others are those"
        " of each world. Words may be in one language, or under `en` and `bg`."
    )
    yield ""


def _keys(place: str, model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        default = "nothing" if field.default in (None, {}) else str(field.default)
        unless_said = "needed" if field.is_required() else default
        yield f"| {place} | `{name}` | {unless_said} | {field.description} |"
