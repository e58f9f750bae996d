"""From a slider to the painted answer on the page, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np

from tools.page_in_browser import browsing, find_chromium, serving

from .answer import Answer, Row
from .timing import Floats, load, spread

PRESSES, WARM_UP = 30, 3
LEVER = "contribution_share"
MOST_BEYOND_ENGINE = 60.0
# Wait until the lines of the main picture have changed after a key press and two frames passed,
# and note when each answer came and how long the engine took for it.
WATCH = """() => {
  window.painted = []; window.answers = []; window.pressed = 0;
  const lines = () => [...document.querySelectorAll('#answer svg path')]
    .map((path) => path.getAttribute('d')).join();
  let before = lines();
  addEventListener('input', () => { window.pressed = performance.now(); }, true);
  new MutationObserver(() => {
    const now = lines();
    if (now === before) return;
    before = now;
    requestAnimationFrame(() => setTimeout(() => window.painted.push(performance.now()), 0));
  }).observe(document.querySelector('#answer'), {
    subtree: true, attributes: true, childList: true, attributeFilter: ['d'],
  });
}"""


class Times(NamedTuple):
    """Milliseconds of each press: to the first paint, to the last, and of the engine."""

    first: Floats
    last: Floats
    first_engine: Floats
    last_engine: Floats
    first_replications: list[int]
    last_replications: list[int]
