"""The next round of a study whose replications go on until an interval is narrow enough.

Which points need more follows from what is stored alone, so that whoever goes on plans the same.
All arms of a point have the same replicates: what is compared has met the same luck.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ..stopping import Decision, Rule, judge_each
from ..whole_files import part_of, sync_folder
from .factors import Floats
from .folder import STOPPING, StudyFolder
from .plan import Plan, chunk_runs, rectangles
from .reading import StudyResults
from .shape import Adaptive
from .study import Study


def rule_of(asked: Adaptive) -> Rule:
    """Return the rule that a study asks for."""
    return Rule(
        asked.half_width, asked.relative, "probability" if asked.of == "probability" else "mean",
        asked.first, asked.most,
    )  # fmt: skip


def watched(study: Study, values: Floats) -> dict[str, Floats]:
    """Return by name the numbers whose interval is watched, each (replicate,).

    ``values`` is (arm, replicate): the levels of arms, their paired differences from the
    reference, or whether they exceed the threshold.
    """
    asked = study.text.adaptive
    assert asked is not None
    named = dict(zip(study.arms, values, strict=True))
    if asked.of == "level":
        return named
    if asked.of == "probability":
        return {arm: (one > asked.threshold).astype(float) for arm, one in named.items()}
    reference = study.scenario.reference
    return {arm: one - named[reference] for arm, one in named.items() if arm != reference}


def decisions(folder: StudyFolder, plan: Plan) -> dict[int, dict[str, Decision]]:
    """Return what the rule says of every point of the design whose runs are all stored."""
    study = folder.study
    asked = study.text.adaptive
    assert asked is not None
    planned = plan.planned(len(folder.points))
    values = StudyResults(folder).values(asked.outcome)
    found: dict[int, dict[str, Decision]] = {}
    for row, point in enumerate(folder.rows.tolist()):
        own = values[row, :, : planned[point]]
        if point in found or np.isnan(own).any():
            continue
        columns = watched(study, own)
        judged = judge_each(np.stack(list(columns.values()), axis=1), rule_of(asked))
        found[point] = dict(zip(columns, judged, strict=True))
    return found


def add_round(folder: StudyFolder) -> bool:
    """Plan more replicates for the points that need them; return whether any does.

    When none does, why each has stopped is stored beside the runs.
    """
    if folder.study.text.adaptive is None:
        return False
    plan = folder.plan  # read once: others who plan the same round write the same bytes
    judged = decisions(folder, plan)
    have = plan.planned(len(folder.points))
    want = have.copy()
    for point, columns in judged.items():
        want[point] = max(have[point], *(one.replicates_next for one in columns.values()))
    arms = len(folder.study.arms)
    size = chunk_runs(folder.study, int((want - have).sum()) * arms)
    because = f"{int((want > have).sum())} points whose interval is still too wide"
    if plan.add(rectangles(have, want, arms, size), because):
        (folder.path / STOPPING).unlink(missing_ok=True)
        return True
    _store(folder, judged)
    return False


def _store(folder: StudyFolder, judged: dict[int, dict[str, Decision]]) -> None:
    """Store at which interval every point has stopped, after which looks, and why."""
    rows = [
        {
            "point": point, "arm": arm, "replicates": one.looks[-1] if one.looks else 0,
            "mean": one.mean, "low": one.low, "high": one.high, "half_width": one.half_width,
            "is_enough": one.enough, "looks": list(one.looks), "why": one.why,
        }
        for point, columns in sorted(judged.items())
        for arm, one in columns.items()
    ]  # fmt: skip
    for point in sorted(set(folder.rows.tolist()) - judged.keys()):
        rows.append(
            {"point": point, "arm": "", "replicates": 0, "mean": None, "low": None, "high": None,
             "half_width": None, "is_enough": False, "looks": [], "why": "Some of its runs failed."}
        )  # fmt: skip
    with part_of(folder.path / STOPPING) as part:
        pq.write_table(pa.Table.from_pylist(rows), part.file, compression="zstd")
        part.take_place()
    sync_folder(folder.path)
