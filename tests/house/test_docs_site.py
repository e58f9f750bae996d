"""The site is built without a warning, asks nothing of anybody outside, and leaves nothing out."""

import html
import inspect
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import pytest

from analysis.odd import rules_in
from simulation.compiled import plain

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(
    path.relative_to(DOCS).with_suffix("").as_posix()
    for path in DOCS.rglob("*.md")
    if not path.name.endswith(".template.md")
)
RULES = sorted(file.stem for file in (ROOT / "simulation" / "rules").glob("[a-z]*.py"))
LOADING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
NOT_LOADED = {"canonical", "next", "prev", "search", "index", "author", "copyright"}
OUTSIDE = re.compile(r"^(?:[a-z]+:)?//")
STYLE_FROM_OUTSIDE = re.compile(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//")
READERS = ("For researchers", "For policy makers", "For trainers")


def from_outside(text: str) -> list[str]:
    """What a browser would fetch from elsewhere to show a page."""
    found: list[str] = STYLE_FROM_OUTSIDE.findall(text)

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            values = dict(attributes)
            address = values.get(LOADING.get(tag, "")) or ""
            if OUTSIDE.match(address) and values.get("rel") not in NOT_LOADED:
                found.append(address)

    Reader().feed(text)
    return found


def words(text: str) -> str:
    """The text of a page or docstring, without marks, in single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).replace("`", "").split())


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    flags = ["--fail-on-warning", "--keep-going", "--nitpicky", "--quiet"]
    places = ["--doctree-dir", str(folder / "doctrees"), str(DOCS), str(folder / "html")]
    built = subprocess.run(
        [sys.executable, "-m", "sphinx", "--builder", "html", *flags, *places],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, text=True,
    )  # fmt: skip
    assert (built.returncode, built.stderr) == (0, "")
    return folder / "html"


@pytest.mark.slow
def test_every_page_is_built_without_a_warning(site):
    assert [page for page in PAGES if not (site / f"{page}.html").is_file()] == []


@pytest.mark.slow
def test_nothing_is_loaded_from_outside(site):
    files = [file for kind in ("html", "css") for file in site.rglob(f"*.{kind}")]
    assert len(files) > len(PAGES)
    found = {file.name: from_outside(file.read_text("utf-8")) for file in files}
    assert {name: list_ for name, list_ in found.items() if list_} == {}


@pytest.mark.slow
def test_every_page_is_reached_from_the_first(site):
    first = (site / "index.html").read_text("utf-8")
    code = (site / "api" / "index.html").read_text("utf-8")
    for page in PAGES:
        text, name = (code, page.removeprefix("api/")) if "/" in page else (first, page)
        assert f'href="{name}.html' in text or page in ("index", "api/index"), page


@pytest.mark.slow
@pytest.mark.parametrize("module", RULES)
def test_every_rule_is_shown_with_its_arguments_and_its_sentence(site, module):
    page = words((site / "api" / "rules.html").read_text("utf-8"))
    rules = import_module(f"simulation.rules.{module}")
    for name in rules_in(module):
        rule = plain(getattr(rules, name))
        arguments = ", ".join(inspect.signature(rule).parameters)
        sentence = words((inspect.getdoc(rule) or "").split("\n\n")[0])
        assert f"{name}({arguments})" in page.replace("simulation.rules.", ""), name
        assert sentence in page, name


@pytest.mark.slow
def test_an_equation_stands_on_lines_of_its_own_as_it_was_typed(site):
    page = (site / "api" / "rules.html").read_text("utf-8")
    blocks = [words(block) for block in re.findall(r"<pre>.*?</pre>", page, re.DOTALL)]
    assert "Y = (sum x_k^r / 4)^(1/r), r = (s - 1) / s" in blocks
    assert any(block.startswith("k <- k + (1 - k)") for block in blocks)


@pytest.mark.slow
def test_pages_from_elsewhere_are_shown_whole(site):
    for name, line in (
        ("first-steps", "scale a social innovation up"),
        ("contributing", "How to change Snowball"),
        ("changelog", "Results change"),
        ("scenarios", "pooled-or-one-off.yaml"),
    ):
        assert line in words((site / f"{name}.html").read_text("utf-8")), name


def test_the_first_page_leads_each_reader_somewhere():
    text = (DOCS / "index.md").read_text("utf-8")
    parts = dict(zip(READERS, re.split(r"^## .+$", text, flags=re.MULTILINE)[1:], strict=False))
    assert [f"## {reader}" for reader in READERS] == re.findall(r"^## .+$", text, re.MULTILINE)
    for reader in READERS:
        assert len(re.findall(r"\]\(", parts[reader])) >= 3, reader


@pytest.mark.parametrize(
    "path",
    [*ROOT.glob("*.md"), ROOT / "scenarios" / "README.md", *DOCS.rglob("*.md")],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_every_link_of_a_page_leads_somewhere_in_the_repository_too(path):
    links = re.findall(r"\]\((?![a-z]+:)([^)#\s]+)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<script src="https://example.org/a.js"></script>', 1),
        ('<link rel="stylesheet" href="//example.org/a.css">', 1),
        ('<img src="https://example.org/a.png">', 1),
        ("@import url(https://example.org/font.css)", 1),
        ("src: url('//example.org/font.woff2')", 1),
        ('<a href="https://example.org">elsewhere</a>', 0),
        ('<link rel="canonical" href="https://example.org/">', 0),
        ('<script src="_static/a.js"></script><img src="a.png">', 0),
    ],
)
def test_what_a_page_would_load_from_outside_is_found(text, expected):
    assert len(from_outside(text)) == expected
