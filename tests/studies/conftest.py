"""What the tests of studies share: a small study that runs in a moment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis.studies.loading import load_study
from analysis.studies.study import Study
from simulation.scenario import to_yaml

SMALL: dict[str, Any] = {
    "title": "Small",
    "question": "Does it matter?",
    "scenario": "region.yaml",
    "fixed": {"horizon_months": 24, "funding_months": 12},
    "factors": {"need_share": {}, "base_trust": {"low": 0.2, "high": 0.6}},
    "design": {"kind": "sobol", "points": 8},
    "replications": 4,
    "outcomes": ["impact_total", "sustainability_36"],
}
VALID = Path(__file__).resolve().parents[1] / "scenarios" / "valid"


@pytest.fixture
def small(tmp_path):
    """Make the small study, with some keys said otherwise; None takes a key away."""

    def make(**changes: Any) -> Study:
        data = {key: value for key, value in {**SMALL, **changes}.items() if value is not None}
        data.setdefault("scenario", "region.yaml")
        path = tmp_path / "study.yaml"
        path.write_text(to_yaml(data | {"scenario": str(VALID / data["scenario"])}), "utf-8")
        return load_study(path)

    return make
