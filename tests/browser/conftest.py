"""A real browser before a real server, both on this machine alone."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tools.page_in_browser import browsing, find_chromium, serving

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}

# SNOWBALL_PAGE names a folder with another built page, to see that the tests notice its faults.
OTHER_PAGE = ("--static", os.environ["SNOWBALL_PAGE"]) if "SNOWBALL_PAGE" in os.environ else ()


def missing(what: str) -> None:
    """Skip, but never where everything must be there."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is needed for the tests of the page in CI")
    pytest.skip(f"{what} is not here; the page was not tested in a browser")


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of the page, served by the command that people use.

    SNOWBALL_PAGE names the folder of a page built elsewhere, to try it before it is shipped.
    """
    elsewhere = os.environ.get("SNOWBALL_PAGE")
    with serving(*(["--static", elsewhere] if elsewhere else [])) as found:
        yield found


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests."""
    found = find_chromium()
    if found is None:
        missing("Chromium")
    pytest.importorskip("playwright")
    with browsing(found) as browser:
        yield browser


@dataclass
class Visit:
    """One visitor's page, and everything that it asked for or complained about."""

    page: object
    address: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def foreign(self) -> list[str]:
        """What was asked of any other host."""
        own = (self.address, "data:", f"blob:{self.address}")
        return [url for url in self.asked if not url.startswith(own)]


@pytest.fixture
def visit(chromium, address):
    """Return a function that opens the page; afterwards nothing foreign and no complaint."""
    visits, contexts = [], []

    def open_page(
        query: str = "", *, language: str = "en", size=WIDE, touch=False, at: str = address
    ) -> Visit:
        context = chromium.new_context(
            viewport=size, has_touch=touch, is_mobile=touch, locale=language,
            accept_downloads=True,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        one = Visit(page, at)
        visits.append(one)
        page.on("request", lambda request: one.asked.append(request.url))
        page.on("pageerror", lambda error: one.complaints.append(str(error)))
        page.on(
            "console",
            lambda line: one.complaints.append(line.text)
            if line.type in ("error", "warning") else None,
        )  # fmt: skip
        page.goto(f"{at}/?{query}")
        return one

    open_page.visits = visits
    yield open_page
    for context in contexts:
        context.close()
    for one in visits:
        assert one.foreign() == []
        assert one.complaints == []
