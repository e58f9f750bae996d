"""The next round of a study whose replications go on until an interval is narrow enough."""

from __future__ import annotations

from .folder import StudyFolder


def add_round(folder: StudyFolder) -> bool:
    """Plan more replicates for the points that need them; return whether any does."""
    if folder.study.text.adaptive is None:
        return False
    raise NotImplementedError
