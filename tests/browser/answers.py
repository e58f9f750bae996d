"""Reading the answer of the page as people read it, in either language and at any width."""

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.browser.dictionary import FOLDER
from tests.browser.hands import LONGEST_MILLISECONDS, Hands

ROOT = Path(__file__).resolve().parents[2]
RESTED = """() => {
  const answer = document.querySelector('#answer section');
  return answer !== null && answer.getAttribute('aria-busy') === 'false'
    && answer.querySelector('.level') !== null
    && answer.querySelector('.draft').textContent.trim() === '';
}"""
TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
SIDE = """() => {
  const text = (one) => one.textContent.replace(/\\s+/g, ' ').trim();
  const side = document.querySelector('#answer tbody:has(.level)');
  if (side) {
    return Object.fromEntries([...side.rows].map((row) => [
      text(row.cells[0]), [...row.cells].slice(1).map(text)]));
  }
  return Object.fromEntries([...document.querySelectorAll('#answer ul:has(.level)')].map((list) => [
    text(list.previousElementSibling), [...list.querySelectorAll('.cell')].map(text)]));
}"""
CONTROLS = """() => Object.fromEntries([...document.querySelectorAll('aside input, aside select')]
  .map((one) => [one.id || one.value, one.type === 'range' ? one.getAttribute('aria-valuetext')
    : one.type === 'text' || one.localName === 'select' ? one.value : one.checked]))"""
NUMBER = re.compile(r"\d[\d,.]*")


def rest(hands: Hands) -> dict[str, list[str]]:
    """Wait for the full answer; return the main outcomes side by side."""
    hands.page.evaluate(TWO_FRAMES)  # what was pressed has been heard
    hands.page.wait_for_function(RESTED, timeout=LONGEST_MILLISECONDS)
    return hands.page.evaluate(SIDE)


def column(table: dict[str, list[str]], at: int) -> list[str]:
    """Return what is told of one choice: 0 is the reference."""
    return [cells[at] for cells in table.values()]


def headline(hands: Hands) -> str:
    return hands.page.locator("#answer .headline").inner_text()


def controls(hands: Hands) -> dict[str, object]:
    """Return where every lever, box and list stands, opened or not."""
    return hands.page.evaluate(CONTROLS)


def opened(hands: Hands, path: str):
    """Open a group of levers by its heading; return the group."""
    heading = hands.page.get_by_role("heading", name=hands.said(path), exact=True)
    group = hands.page.locator("aside details", has=heading)
    if group.get_attribute("open") is None:
        hands.press(group.locator("summary").first)
    return group


def lever_name(language: str, lever: str) -> str:
    """Return what the page calls a lever."""
    text = (FOLDER / language / "levers.ts").read_text("utf-8")
    return re.search(rf"\b{lever}: {{ label: '([^']*)'", text)[1]


@cache
def compared(scenario: str, replications: int) -> dict:
    """Return what `snowball compare --json` says."""
    words = ("compare", scenario, "--json", "--replications", str(replications))
    done = subprocess.run(
        [sys.executable, "-m", "app", *words], cwd=ROOT, capture_output=True, check=True
    )
    return json.loads(done.stdout)


def number(value: float, language: str, decimals: int = 0) -> str:
    """Return a number as people write it: 12,345.6 or 12 345,6."""
    text = f"{value:,.{decimals}f}"
    return text if language == "en" else text.translate({ord(","): " ", ord("."): ","})


def rounded(value: float, language: str, digits: int = 3) -> str:
    """Return a number with so many digits that count."""
    rough = float(f"{value:.{digits}g}")
    exponent = int(f"{rough:e}".split("e")[1])
    return number(rough, language, max(0, digits - 1 - exponent))


def told(value: float, unit: str, language: str) -> str:
    """Return how the page begins to tell the level of an outcome."""
    if unit == "share":
        return number(100 * value, language) + " %"
    decimals = {"0-1": 2, "municipalities": 1}.get(unit)
    return rounded(value, language) if decimals is None else number(value, language, decimals)


def numbers(text: str, language: str) -> list[str]:
    """Return all numbers of a text, as the English page would write them."""
    if language == "bg":
        text = re.sub(r"(?<=\d)[\u00a0\u202f ](?=\d{3})", "", text).replace(",", ".")
    return sorted(one.strip(".,") if language == "bg" else one.replace(",", "").strip(".")
                  for one in NUMBER.findall(text))  # fmt: skip
