"""One self-contained page of a comparison, to read in the browser, on a phone or on paper.

It runs no script and asks nothing of anybody; the text of a scenario is a stranger's: escaped.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from simulation import REGISTER
from simulation.scenario import to_yaml

from . import limits, words
from .report_changes import changes, schedule_changes
from .report_tables import difference_table, level_table
from .report_world import (
    assumption_rows,
    command,
    event_rows,
    grade_rows,
    instrument_rows,
    people_in_need,
    provenance_rows,
    source_rows,
)
from .statistics import FEWEST_DIFFERING, FEWEST_FOR_RESAMPLING
from .verdict import findings, opening, sentence, sentences

if TYPE_CHECKING:
    from simulation import Arm, Scenario

    from .comparison import Comparison
    from .pictures import Picture
    from .verdict import Finding, Verdict

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def report(
    scenario: Scenario,
    comparison: Comparison,
    verdict: Verdict,
    pictures: Sequence[Picture],
    provenance: Mapping[str, Any],
) -> str:
    """Return one self-contained HTML page about a comparison."""
    reference = scenario.arms[scenario.reference]
    twin = to_yaml(scenario.resolved())
    environment = Environment(
        loader=PackageLoader("analysis"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=readable,
    )  # fmt: skip
    labels = {name: arm.label for name, arm in scenario.arms.items()}
    said = set(sentences(comparison, labels))
    return environment.get_template("report.html.j2").render(
        scenario=scenario,
        verdict=verdict,
        reference=reference,
        pictures=[(picture, data_uri(picture.png, "image/png")) for picture in pictures],
        arms=[arm_text(arm, scenario, comparison) for arm in scenario.arms.values()],
        others=[text for text in verdict.sentences if text not in said],
        differences=difference_table(scenario, comparison),
        levels=level_table(scenario, comparison),
        horizons=sorted({int(a.parameters["horizon_months"]) for a in scenario.arms.values()}),
        people=people_in_need(reference),
        money=words.euros(reference.parameters["grant_eur"]),
        instruments=instrument_rows(reference),
        events=event_rows(reference),
        assumptions=assumption_rows(reference),
        schedule=schedule_changes({}, reference.schedule),
        sources=source_rows(scenario),
        grades=grade_rows(),
        limits=limits,
        vocabularies=words.VOCABULARIES,
        terms=words.TERMS,
        parameters=len(REGISTER),
        not_clear=words.NOT_CLEAR,
        fewest=(FEWEST_DIFFERING, FEWEST_FOR_RESAMPLING),
        command=command(scenario, comparison, provenance),
        made_with=provenance_rows(provenance),
        replications=comparison.replications,
        resolved=data_uri(twin.encode(errors="replace"), "text/yaml;charset=utf-8"),
    )


def readable(value: object) -> object:
    """Return text without signs that nobody sees, some of which turn round what is read."""
    return value if isinstance(value, Markup) else UNSEEN.sub("", str(value))


def data_uri(content: bytes, kind: str) -> str:
    """Return bytes as an address that holds them itself."""
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def in_points(
    finding: Finding, reference: str, labels: Mapping[str, str]
) -> tuple[str, tuple[str, ...]]:
    """Return a finding as a beginning and its points; what is not clear stays one sentence."""
    if finding.judgement == "unclear":
        return sentence(finding, reference, labels), ()
    return opening(finding, reference, labels), finding.phrases


def arm_text(arm: Arm, scenario: Scenario, comparison: Comparison) -> dict[str, Any]:
    """Return what the page says of one arm."""
    reference = scenario.arms[comparison.reference]
    labels = {name: one.label for name, one in scenario.arms.items()}
    return {
        "label": arm.label,
        "description": arm.description,
        "is_reference": arm.name == comparison.reference,
        "sentences": [
            in_points(finding, reference.name, labels)
            for finding in findings(comparison, (arm.name,))
        ],
        "changes": tuple(changes(reference, arm)),
    }
