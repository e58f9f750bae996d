"""The studies of the trials: small, of many chunks, a few seconds if nothing happens."""

from __future__ import annotations

import json
from pathlib import Path

from .poison import DEADLY_TRUST

SCENARIO = """\
title: Two towns
question: What is left when machines die?
places:
  Vidin: {population: 41000, latitude: 43.99, longitude: 22.87}
  Lom: {population: 20000, latitude: 43.81, longitude: 23.24}
organisations:
  Red Cross:
    {kind: ngo, home: Vidin, staff_fte: 6, premises_places: 40, cash_eur: 20000, know_how: 0.5}
parameters: {horizon_months: %d, funding_months: %d}
arms:
  as-it-is: {}
reference: as-it-is
"""
PLAIN = """\
title: Killed on purpose
question: Is every run there, once, whatever died?
scenario: towns.yaml
factors: {base_trust: {}, need_share: {}}
design: {kind: latin-hypercube, points: 160}
replications: 10
"""
POISONED = """\
title: One point kills
question: Does everything else arrive?
scenario: towns.yaml
design: {kind: table}
table: %s
replications: 2
engine: mesa
model: tools.kill_trials.poison:DeadlyModel
"""
RUNS_PER_CHUNK = 10
CHUNKS = 160
POISONED_CHUNKS = 12
POISONED_RUNS_PER_CHUNK = 2


def write_plain(folder: Path) -> Path:
    """Write the study that is killed from outside, and return its file."""
    return _write(folder, (96, 36), PLAIN)


def write_poisoned(folder: Path, deadly: int) -> Path:
    """Write the study one of whose chunks kills every worker that runs it."""
    trusts = [0.2 + 0.01 * number for number in range(POISONED_CHUNKS)]
    trusts[deadly] = DEADLY_TRUST
    table = json.dumps([{"base_trust": trust} for trust in trusts])
    return _write(folder, (12, 6), POISONED % table)


def _write(folder: Path, months: tuple[int, int], study: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "towns.yaml").write_text(SCENARIO % months, encoding="utf-8")
    file = folder / "study.yaml"
    file.write_text(study, encoding="utf-8")
    return file
