"""What the tests of rules share."""

from __future__ import annotations

import pytest

from tests.unit.plain import plain_module


@pytest.fixture
def draw(monkeypatch):
    """Fix the four uniform numbers and the bell that every draw of a plain rule returns."""
    luck = plain_module("luck")

    def fix(*numbers: float, bell: float = 0.0) -> None:
        four = (*numbers, *(0.5,) * (4 - len(numbers)))
        monkeypatch.setattr(luck, "uniforms", lambda *_: four)
        monkeypatch.setattr(luck, "bell", lambda *_: bell)

    return fix
