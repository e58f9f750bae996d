"""Take the pictures of the page for `docs/explorer.md`: ``python -m tools.explorer_pictures``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NamedTuple

from .page_in_browser import browsing, find_chromium, serving

FIGURES = Path(__file__).resolve().parents[1] / "docs" / "figures"


class Shot(NamedTuple):
    """One picture: which view, which tab, how large, and which month of a run."""

    name: str
    query: str
    tab: int
    width: int
    height: int
    is_phone: bool = False
    month: int = 0


SHOTS = (
    Shot("answer", "s=strategies&o=deep-out-up", 0, 1280, 1000),
    Shot("happen", "s=bureau", 1, 1280, 1200, month=40),
    Shot("doubt", "s=bureau", 2, 1280, 1250),
    Shot("phone", "s=bureau&l=bg", 0, 390, 1000, is_phone=True),
)


def take(browser: Any, address: str, shot: Shot, folder: Path) -> Path:
    """Open a view, wait until it rests, and store what is seen."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        is_mobile=shot.is_phone, has_touch=shot.is_phone,
    )  # fmt: skip
    page = context.new_page()
    page.goto(f"{address}/?{shot.query}")
    page.wait_for_selector("#answer svg path", state="attached")
    page.get_by_role("tab").nth(shot.tab).click()
    page.wait_for_timeout(4_000)
    if shot.month:
        month = page.locator("#panel-happen input[type=range]").first
        month.focus()
        for _ in range(shot.month):
            page.keyboard.press("ArrowRight")
        page.wait_for_timeout(500)
    path = folder / f"explorer-{shot.name}.png"
    page.screenshot(path=path)
    context.close()
    return path


def main(folder: Path = FIGURES) -> None:
    """Take all pictures."""
    chromium = find_chromium()
    if chromium is None:
        sys.exit("Pictures of the page need Chromium; name it in CHROMIUM.")
    with serving() as address, browsing(chromium) as browser:
        for shot in SHOTS:
            print(take(browser, address, shot, folder))


if __name__ == "__main__":
    main()
