"""Write the digests of the shipped scenarios again, and the reason into the changelog.

A digest is the SHA-256 of the bytes of all monthly or run outcomes of one arm.  Digests change
when results change, and then somebody has to say why:

    python tools/refresh_golden.py --reason "Elections count the month in which they happen."
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path

from simulation import load_scenario
from simulation.engine import blocks
from simulation.outcomes import RUN_NAMES
from simulation.scenario import shipped_names

ROOT = Path(__file__).resolve().parents[1]
DIGESTS = Path("tests", "golden", "digests.json")
CHANGELOG = Path("CHANGELOG.md")
SECTION = "### Results change"
REPLICATIONS = 3
FEWEST_WORDS = 5
READABLE = "impact_total"

Row = dict[str, str]
Digests = dict[str, dict[str, Row]]


class Refused(Exception):  # noqa: N818 - it says what happened
    """The digests stay as they are, for the reason given."""


def digests_of(name: str) -> dict[str, Row]:
    """Return the digests of all arms of a shipped scenario, and one number that people can read."""
    found = {}
    for block in blocks(load_scenario(name), REPLICATIONS):
        impact = block.runs[:, RUN_NAMES.index(READABLE)].mean()
        found[block.arm] = {
            "months": hashlib.sha256(block.monthly.tobytes()).hexdigest(),
            "runs": hashlib.sha256(block.runs.tobytes()).hexdigest(),
            READABLE: f"{impact:.6g}",
        }
    return found


def names() -> list[str]:
    """Return the names of the shipped scenarios."""
    return shipped_names()


def stored(root: Path) -> Digests:
    """Return the digests that a checkout holds."""
    found: Digests = json.loads((root / DIGESTS).read_text(encoding="utf-8"))
    return found


def checked(reason: str) -> str:
    """Return a reason in one line; refuse what is not at least a sentence."""
    line = " ".join(reason.split())
    if len(re.findall(r"\w+", line)) < FEWEST_WORDS or not line.endswith((".", "!")):
        raise Refused(
            f"reason: got {line!r}, expected a sentence of at least {FEWEST_WORDS} words with a"
            " full stop that says what changed and why"
        )
    return line


def change(before: Mapping[str, Row], after: Mapping[str, Row]) -> str:
    """Say how far the impact of a scenario's arms moved, or that it is new.

    >>> change({"a": {"impact_total": "100"}}, {"a": {"impact_total": "99"}})
    'impact -1.0 %'
    """
    both = [arm for arm in after if arm in before]
    if not before or not both:
        return "new"
    old = [float(before[arm][READABLE]) for arm in both]
    new = [float(after[arm][READABLE]) for arm in both]
    moves = [100.0 * (b / a - 1.0) if a else 0.0 for a, b in zip(old, new, strict=True)]
    low, high = (f"{move:+.1f}".replace("-0.0", "+0.0") for move in (min(moves), max(moves)))
    return f"impact {low} %" if low == high else f"impact {low} to {high} %"


def changes(before: Digests, after: Digests) -> str:
    """Return in words which scenarios changed; refuse when none did."""
    said = [
        f"{name} ({change(before.get(name, {}), arms)})"
        for name, arms in after.items()
        if before.get(name) != arms
    ]
    said += [f"{name} (gone)" for name in before if name not in after]
    if not said:
        raise Refused("no digest has changed, so there is nothing to refresh and nothing to say")
    return ", ".join(said)


def with_entry(changelog: str, entry: str) -> str:
    """Return the changelog with an entry under "Results change" of its top version."""
    versions = [match.start() for match in re.finditer(r"^## ", changelog, re.MULTILINE)]
    if not versions:
        raise Refused("CHANGELOG.md: got no version, expected a heading such as ## 0.1.0")
    end = versions[1] if len(versions) > 1 else len(changelog)
    top, rest = changelog[:end].rstrip("\n"), changelog[end:]
    bullet = textwrap.fill(entry, 98, initial_indent="- ", subsequent_indent="  ",
                           break_long_words=False, break_on_hyphens=False)  # fmt: skip
    at = top.find(SECTION, versions[0])
    if at < 0:
        top = f"{top}\n\n{SECTION}\n\n{bullet}"
    else:
        following = re.compile(r"^### ", re.MULTILINE).search(top, at + len(SECTION))
        cut = following.start() if following else len(top)
        top = f"{top[:cut].rstrip()}\n{bullet}" + (f"\n\n{top[cut:]}" if following else "")
    return f"{top}\n" + (f"\n{rest}" if rest else "")


def refresh(root: Path, reason: str, after: Digests) -> str:
    """Write digests and changelog of a checkout; return the entry.  Refuses as a whole."""
    entry = f"{checked(reason)} Digests that changed: {changes(stored(root), after)}."
    changelog = with_entry((root / CHANGELOG).read_text(encoding="utf-8"), entry)
    (root / DIGESTS).write_text(json.dumps(after, indent=1, sort_keys=True) + "\n", "utf-8")
    (root / CHANGELOG).write_text(changelog, encoding="utf-8")
    return entry


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Refresh the digests of this checkout, or say why not; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reason", required=True, help="what changed and why, in a sentence")
    chosen = parser.parse_args(arguments)
    try:
        checked(chosen.reason)
        entry = refresh(root, chosen.reason, {name: digests_of(name) for name in names()})
    except Refused as refusal:
        print(f"Nothing was written. {refusal}", file=sys.stderr)
        return 1
    print(f"Written, and added to {CHANGELOG.name}:\n{entry}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
