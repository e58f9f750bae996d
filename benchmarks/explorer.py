"""From a slider to the painted answer on the page, in a real browser."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.page_in_browser import browsing, find_chromium, serving

from .answer import Answer, Row
from .timing import Floats, load, spread

PRESSES, WARM_UP = 30, 3
LEVER = "#lever-involve_communities_month"  # has a new position for every press
LOOK_MILLISECONDS, LONGEST_WAIT = 100, 30_000
REST_MILLISECONDS = 600  # until the full answer is there and all is quiet
MOST_BEYOND_ENGINE = 60.0
# The most milliseconds, and with how many runs; 0 where fewer may do, as the page then says.
TARGETS = {
    ("bureau", "drag"): (100.0, 200),
    ("bulgaria", "drag"): (400.0, 0),
    ("bulgaria", "full"): (1500.0, 200),
}
SAID = {"drag": "while dragging", "full": "full picture after release"}
# Notes when the slider moved, when each answer was asked for, what it said of itself, and when
# pictures were painted: lines have changed, the next frame was drawn, the turn after it has come.
WATCH = """
  window.moved = 0; window.answers = []; window.paints = [];
  const plain = window.fetch;
  window.fetch = async (...given) => {
    const asked = performance.now();
    const response = await plain(...given);
    if (String(given[0]).includes('/api/answer')) {
      const about = { asked, received: performance.now() };
      window.answers.push(about);
      response.clone().json().then((found) => Object.assign(about, {
        kind: found.draft ? 'drag' : 'full', runs: found.replications,
        engine: found.milliseconds.engine, arms: found.arms.length,
      }));
    }
    return response;
  };
  addEventListener('input', () => { window.moved = performance.now(); }, true);
  document.addEventListener('DOMContentLoaded', () => {
    let last = null;
    new MutationObserver(() => {
      const lines = [...document.querySelectorAll('#answer svg path')]
        .map((path) => path.getAttribute('d')).join();
      const said = document.querySelector('#answer').textContent;
      if (lines + said === last) return;
      last = lines + said;
      requestAnimationFrame(() => setTimeout(() => window.paints.push(performance.now()), 0));
    }).observe(document, {
      subtree: true, attributes: true, childList: true, characterData: true, attributeFilter: ['d'],
    });
  });
"""
# Milliseconds of one press: from the slider to the paint, and from the request to the paint.
TIMES = """() => ['drag', 'full'].flatMap((kind) => {
  const answer = window.answers.find((found) => found.kind === kind);
  const painted = answer && window.paints.find((time) => time > answer.received);
  if (!painted) return [];
  return [{ ...answer, from_slider: painted - window.moved, from_request: painted - answer.asked }];
})"""

Times = dict[str, list[dict[str, Any]]]


def presses(page: Any) -> Times:
    """Press an arrow key on the slider again and again; return what each answer took, by kind."""
    found: Times = {"drag": [], "full": []}
    for number in range(WARM_UP + PRESSES):
        page.evaluate("() => { window.answers = []; window.paints = []; }")
        page.keyboard.press("ArrowRight")
        for answer in answered(page):
            if number >= WARM_UP:
                found[answer["kind"]].append(answer)
        page.wait_for_timeout(REST_MILLISECONDS)
    return found


def answered(page: Any) -> list[dict[str, Any]]:
    """Return the answers to the last press, as soon as the full one is painted."""
    for _ in range(LONGEST_WAIT // LOOK_MILLISECONDS):
        page.wait_for_timeout(LOOK_MILLISECONDS)
        answers: list[dict[str, Any]] = page.evaluate(TIMES)
        if any(answer["kind"] == "full" for answer in answers):
            return answers
    raise RuntimeError("no full answer was painted")


def visit(browser: Any, address: str, scenario: str) -> Times:
    """Open a scenario and move one of its sliders."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(WATCH)
    page.goto(f"{address}/?s={scenario}")
    page.wait_for_selector(LEVER, state="attached")
    page.evaluate(
        "(slider) => slider.closest('details')?.setAttribute('open', '')",
        page.query_selector(LEVER),
    )
    page.wait_for_timeout(3_000)
    page.focus(LEVER)
    found = presses(page)
    page.close()
    return found


def column(answers: list[dict[str, Any]], name: str) -> Floats:
    """Return one number of each answer."""
    return np.array([answer[name] for answer in answers], float)


def rows_of(scenario: str, kind: str, answers: list[dict[str, Any]]) -> list[Row]:
    """Return the rows of one kind of answer."""
    painted = spread(column(answers, "from_slider"))
    engine = column(answers, "engine")
    beyond = spread(column(answers, "from_request") - engine)
    runs = sorted({(answer["runs"], answer["arms"]) for answer in answers})
    what = f"{scenario}, {SAID[kind]}"
    said = ", ".join(f"{count} runs x {arms} arms" for count, arms in runs)
    target, met = "", None
    if (scenario, kind) in TARGETS:
        most, wanted = TARGETS[scenario, kind]
        target = f"at most {most:.0f}" + f" with {wanted} runs" * bool(wanted)
        met = painted.median <= most and min(runs)[0] >= wanted
    rows = [
        Row(f"{what} ({said}): slider to painted answer, ms", str(painted), target, met),
        Row(f"{what}: of it beyond the engine, ms", str(beyond),
            f"at most {MOST_BEYOND_ENGINE:.0f}", beyond.median <= MOST_BEYOND_ENGINE),
    ]  # fmt: skip
    if kind == "drag":
        ratio = spread(column(answers, "from_request") / engine)
        rows.append(Row(f"{what}: painted answer / engine", str(ratio)))
    return rows


def measure() -> Answer:
    """Press a slider in two scenarios."""
    before = load()
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("This benchmark needs Chromium; name it in CHROMIUM.")
    rows: list[Row] = []
    with serving() as address, browsing(chromium) as browser:
        for scenario in ("bureau", "bulgaria"):
            for kind, answers in visit(browser, address, scenario).items():
                rows += rows_of(scenario, kind, answers)
    how = (
        f"Headless Chromium at 1280 x 900 on the same machine as the server; {PRESSES} presses of"
        " an arrow key on a slider, each to a new value, after 3 to warm up. An answer counts as"
        " painted when its lines or words stand in the page, a frame was drawn and the turn after"
        " it has come. The reference does not change and is found in the server's memory; the"
        " option is run anew. The full picture is asked for 250 ms after the last press, which is"
        " in its time from the slider. The engine's time is what the server says of its own thread"
    )
    return Answer("From a slider to the painted answer", tuple(rows), how + ".", before, load())
