"""Doing things as people do: with a mouse, with a finger, or with the keys alone."""

import importlib
import os
import re
from dataclasses import dataclass

import pytest

from tests.browser.conftest import PHONE, WIDE
from tests.browser.dictionary import said

load = importlib.import_module if os.environ.get("CI") else pytest.importorskip
expect = load("playwright.sync_api").expect
WAYS = ("mouse", "touch", "keys")
LANGUAGES = ("en", "bg")
MOST_STEPS = 400
LONGEST_MILLISECONDS = 120_000  # the model is made ready first
WHERE = """(aim) => {
  const now = document.activeElement;
  if (now === aim || aim.contains(now)) return 'here';
  if (aim.type === 'radio' && now.type === 'radio' && aim.name === now.name) return 'beside';
  const order = now.compareDocumentPosition(aim);
  return order & Node.DOCUMENT_POSITION_PRECEDING && now !== document.body ? 'Shift+Tab' : 'Tab';
}"""


@dataclass
class Hands:
    """One person before the page, who always uses the same way."""

    page: object
    language: str
    way: str
    seen: object = None  # the visit: what was asked for, what was complained of

    def said(self, path: str):
        """A text of the page by its path in the dictionaries."""
        return said(self.language, path)

    def told(self, path: str, *values: object) -> str:
        """A text that is made of parts, with these parts in their order."""
        pattern = self.said(path).pattern.removeprefix("^").replace("\\s", " ")
        pieces = re.sub(r"\\(.)", r"\1", pattern).split(".*")
        texts = [*map(str, values), *[""] * len(pieces)]
        return "".join(piece + text for piece, text in zip(pieces, texts, strict=False))

    def find(self, role: str, path: str, **more):
        """A thing by its role and its name in the person's language."""
        return self.page.get_by_role(role, name=self.said(path), **more)

    def press(self, thing) -> None:
        """Use a button, a box, a summary."""
        if self.way == "mouse":
            thing.click()
        elif self.way == "touch":
            thing.tap()
        else:
            role = self.reach(thing)
            if role != "radio":
                self.page.keyboard.press("Space" if role == "checkbox" else "Enter")

    def reach(self, thing) -> str:
        """Go to a thing by Tab, and by arrows within a group; return what it is."""
        thing.wait_for(state="attached")
        aim = thing.element_handle()
        for _ in range(MOST_STEPS):
            where = self.page.evaluate(WHERE, aim)
            if where == "here":
                return aim.evaluate("(one) => one.type || one.localName")
            self.page.keyboard.press("ArrowDown" if where == "beside" else where)
        raise AssertionError(f"no key leads to {thing}")

    def show(self, tab: str):
        """Open a tab; return its panel."""
        aim = self.find("tab", f"frame.tabs.{tab}")
        if self.way == "keys":
            self.reach(self.page.get_by_role("tab", selected=True))
            for _ in range(4):
                if aim.get_attribute("aria-selected") == "true":
                    break
                self.page.keyboard.press("ArrowRight")
        else:
            self.press(aim)
        panel = self.find("tabpanel", f"frame.tabs.{tab}")
        panel.wait_for()
        return panel

    def slide(self, slider, share: float) -> None:
        """Move a slider to a share of its way: by dragging, by a finger, by keys."""
        if self.way == "keys":
            self.reach(slider)
            self.page.keyboard.press("Home" if share < 0.5 else "End")
            return
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        middle = box["y"] + box["height"] / 2
        at = [box["x"] + 8 + (box["width"] - 16) * part for part in (0.5, share)]
        if self.way == "mouse":
            self.page.mouse.move(at[0], middle)
            self.page.mouse.down()
            self.page.mouse.move(at[1], middle, steps=4)
            self.page.mouse.up()
            return
        finger = self.page.context.new_cdp_session(self.page)
        kinds = ("touchStart", "touchMove", "touchMove", "touchEnd")
        for kind, x in zip(kinds, (at[0], sum(at) / 2, at[1], None), strict=True):
            points = [] if x is None else [{"x": x, "y": middle}]
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def pick(self, box, text: str) -> None:
        """Choose an entry of a list by its words."""
        if self.way != "keys":
            box.select_option(label=text)
            return
        self.reach(box)
        texts = box.locator("option").all_inner_texts()
        now = box.evaluate("(one) => one.selectedIndex")
        steps = texts.index(text) - now
        for _ in range(abs(steps)):
            self.page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")


def arrive(visit, language: str, way: str, query: str = "") -> Hands:
    """Open the page, wait for its full answer, return who stands before it."""
    size = PHONE if way == "touch" else WIDE
    one = visit(f"l={language}&{query}", language=language, size=size, touch=way == "touch")
    answer = one.page.get_by_role("tabpanel", name=said(language, "frame.tabs.answer"))
    answer.get_by_role("img").first.wait_for(timeout=LONGEST_MILLISECONDS)
    return Hands(one.page, language, way, one)
