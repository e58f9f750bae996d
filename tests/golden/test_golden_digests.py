"""The shipped scenarios give the results that they gave before, to the last bit.

The digests were equal on Python 3.11 and 3.13.  They hang on `exp` and `log` of the machine's
library of mathematics, which may round the last digit otherwise elsewhere.
"""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def tool():
    """Return the tool that writes the digests."""
    specification = importlib.util.spec_from_file_location(
        "refresh_golden", ROOT / "tools" / "refresh_golden.py"
    )
    module = importlib.util.module_from_spec(specification)
    sys.modules["refresh_golden"] = module
    specification.loader.exec_module(module)
    return module


GOLDEN = tool()
STORED = GOLDEN.stored(ROOT)
ADVICE = """
The results of {name} are no longer those of before: {what}.
- If nobody meant to change results, look for what did; do not refresh.
- If it was meant, say why:
    python tools/refresh_golden.py --reason "What changed and why, in a sentence."
  which writes {file} and adds the reason to CHANGELOG.md.
- If nothing in simulation/ or scenarios/ has changed and impact_total is the same, this machine
  rounds the last digit otherwise; then nothing is wrong with the model."""


def differing(name: str, found: dict, stored: dict) -> str:
    """Say which arms differ and by how much."""
    arms = [arm for arm in {**stored, **found} if stored.get(arm) != found.get(arm)]
    told = [
        f"{arm} (impact_total {stored.get(arm, {}).get('impact_total', 'not stored')} before,"
        f" {found.get(arm, {}).get('impact_total', 'no such arm')} now)"
        for arm in arms
    ]
    return ADVICE.format(name=name, what=", ".join(told), file=GOLDEN.DIGESTS.as_posix())


def test_there_is_a_digest_of_every_shipped_scenario_and_of_no_other():
    assert sorted(STORED) == GOLDEN.names(), (
        'run: python tools/refresh_golden.py --reason "What changed and why, in a sentence."'
    )


@pytest.mark.parametrize("name", GOLDEN.names())
def test_every_arm_gives_the_bytes_that_it_gave_before(name):
    found, before = GOLDEN.digests_of(name), STORED.get(name, {})
    assert found, name
    assert found == before, differing(name, found, before)


def test_the_message_names_arms_and_says_what_to_do():
    row = {"months": "1", "runs": "2", "impact_total": "100"}
    told = differing("demo", {"a": row, "b": row}, {"a": row, "b": {**row, "impact_total": "90"}})
    assert "b (impact_total 90 before, 100 now)" in told
    assert " a (" not in told
    assert "python tools/refresh_golden.py --reason" in told
