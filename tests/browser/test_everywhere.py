"""What holds on every screen: for everybody's eyes and hands, and for nobody else's servers."""

import re
from base64 import b64encode
from pathlib import Path

import pytest

from tests.browser.conftest import PHONE, WIDE, missing
from tests.browser.hands import LANGUAGES, Hands, expect
from tests.browser.own_files import open_file, refused
from tests.browser.test_takeaway import COLOURS
from tests.browser.test_upload import bad_file

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "app" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
MOST_BYTES = 150_000  # gzipped, all that is loaded to show the page
TABS = ("answer", "happen", "doubt", "takeaway")
QUERY = "s=strategies&n=40&o=up&o=deep-out-up&o=no-such-option"
READY = {
    "answer": ".level",
    "happen": ".player",
    "doubt": "section[aria-labelledby=four-title] ul.legend",
    "takeaway": "input[readonly]",
}
RUN_AXE = """async ([tags, part]) => {
  const found = await axe.run(part, { runOnly: tags, rules: { 'target-size': { enabled: true } },
    resultTypes: ['violations'] });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}"""
# What is new on a screen; the first is looked at as a whole.
PARTS = {
    "answer": "html", "happen": "#look", "doubt": "#look", "takeaway": "#look",
    "a word": ":popover-open", "bad file": "[role=alert]",
}  # fmt: skip
TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
OPEN_ALL = """() => document.querySelectorAll('details').forEach((one) => { one.open = true })"""
SIDEWAYS = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  return [...document.body.querySelectorAll('*')]
    .filter((one) => one.getBoundingClientRect().right > edge + 1)
    .map((one) => one.outerHTML.slice(0, 120));
}"""
SMALL = """() => {
  const kinds = 'button, input, select, summary, a[href], [role=slider], [tabindex="0"]';
  return [...document.querySelectorAll(kinds)].filter((one) => {
    const isSeen = one.checkVisibility({ visibilityProperty: true });
    if (!isSeen || one.matches('.skip, .term')) return false; // words stand in a line of text
    const { width, height } = (one.closest('label') ?? one).getBoundingClientRect();
    return Math.min(width, height) < 24;
  }).map((one) => one.outerHTML.slice(0, 120));
}"""
# Of what has the focus: whether it is shown, in sight, and not covered by something else.
STOP = """() => {
  const one = document.activeElement;
  if (one === document.body) return { end: true };
  const marked = [one, ...one.querySelectorAll('*'), one.closest('label')].some((part) => {
    if (!part) return false;
    const { outlineStyle, outlineWidth, strokeWidth } = getComputedStyle(part);
    const isRinged = part.localName === 'circle' && parseFloat(strokeWidth) >= 4;
    return isRinged || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2);
  });
  const box = one.getBoundingClientRect();
  const x = Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 1);
  const ys = [0.1, 0.5, 0.9].map((part) => box.y + part * box.height);
  const clear = ys.some((y) => {
    const top = y > 0 && y < innerHeight ? document.elementFromPoint(x, y) : null;
    return top && (one.contains(top) || top.contains(one) || one.closest('label')?.contains(top));
  });
  const first = !one.dataset.seen;
  one.dataset.seen = 'yes';
  return { end: !first, told: one.outerHTML.slice(0, 140), marked, clear };
}"""
MOST_PRESSED = 100
FACES = "main button, main summary"
CHOSEN = """(faces) => {
  const one = [...document.querySelectorAll(faces)].find((face) => face.checkVisibility()
    && !face.disabled && !face.closest('[popover]') && !face.dataset.pressed);
  if (!one) return null;
  one.dataset.pressed = 'yes';
  one.focus();
  return one.outerHTML.slice(0, 160);
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of the checker of accessibility."""
    if not AXE.exists():
        missing("axe-core (in app/frontend: npm ci)")
    return AXE.read_text("utf-8")


def open_at(visit, language: str, size, query: str = QUERY) -> Hands:
    """Open the page at a size, without wanting a way of touching it."""
    one = visit(f"l={language}&{query}", language=language, size=size)
    return settled(Hands(one.page, language, "mouse", one), "answer")


def settled(hands: Hands, tab: str) -> Hands:
    hands.page.locator(f"#panel-{tab}").locator(READY[tab]).first.wait_for(timeout=60_000)
    return hands


def screens(hands: Hands):
    """Show every screen with all that can be opened on it; yield its name."""
    for tab in TABS:
        hands.show(tab)
        settled(hands, tab)
        hands.page.evaluate(OPEN_ALL)
        yield tab
    word = hands.page.locator("aside button.term").first
    word.scroll_into_view_if_needed()
    hands.page.evaluate(TWO_FRAMES)  # a page that still scrolls closes the box
    word.click()
    expect(hands.page.locator(":popover-open")).to_have_count(1)
    yield "a word"
    hands.page.keyboard.press("Escape")
    open_file(hands, bad_file("many-mistakes"))
    hands.page.get_by_role("alert").wait_for()
    yield "bad file"
    refused(hands, 1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_and_targets_find_nothing(visit, axe, language, size):
    hands = open_at(visit, language, size)
    hands.page.evaluate(axe)
    found = {}
    for name in screens(hands):
        if name == "answer":
            assert hands.page.get_by_role("status").filter(has_text="no-such-option").count() == 1
        found[name] = hands.page.evaluate(RUN_AXE, [TAGS, PARTS[name]]) + hands.page.evaluate(SMALL)
    assert found == {name: [] for name in PARTS}


@pytest.mark.parametrize(
    ("language", "scenario"), [("en", "bulgaria"), ("bg", "bureau"), ("bg", "strategies")]
)
def test_nothing_scrolls_sideways_on_the_smallest_phone(visit, language, scenario):
    hands = open_at(visit, language, {"width": 320, "height": 640}, f"s={scenario}&n=10")
    for name in screens(hands):
        assert hands.page.evaluate(SIDEWAYS) == [], name


def test_the_page_is_small_alone_and_strict(chromium, address):
    for language in LANGUAGES:
        context = chromium.new_context(locale=language)
        page = context.new_page()
        responses = []
        page.on("response", lambda one: responses.append(one))  # noqa: B023
        page.goto(f"{address}/?l={language}&s=imprint&n=10")
        page.get_by_role("img").first.wait_for()
        page.wait_for_load_state("networkidle")
        files = [one for one in responses if "/api/" not in one.url]
        assert len(files) >= 3
        sizes = {one.url: one.request.sizes()["responseBodySize"] for one in files}
        assert sum(sizes.values()) <= MOST_BYTES, sizes
        assert max(sizes.values()) > 10_000
        for one in responses:
            policy = one.headers["content-security-policy"]
            assert policy.startswith("default-src 'self';")
            assert not re.search(r"unsafe|\*|http|eval", policy)
        text = files[0].text()
        assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", text)
        context.close()


@pytest.mark.parametrize(("language", "size"), [("en", WIDE), ("bg", PHONE)], ids=["wide", "phone"])
def test_the_focus_is_always_seen(visit, language, size):
    hands = open_at(visit, language, size)
    for tab in TABS:
        hands.show(tab)
        settled(hands, tab)
        hands.page.evaluate(
            "() => { document.querySelector('.skip').focus();"
            " document.querySelectorAll('[data-seen]').forEach((one) => delete one.dataset.seen) }"
        )
        stops = []
        while not stops or not stops[-1]["end"]:
            hands.page.keyboard.press("Tab")
            stops.append(hands.page.evaluate(STOP))
        stops.pop()
        assert len(stops) > 25
        assert [one["told"] for one in stops if not one["marked"]] == []
        assert [one["told"] for one in stops if not one["clear"]] == []


@pytest.mark.parametrize("tab", TABS)
def test_what_is_pressed_does_not_lose_the_focus(visit, tab):
    hands = open_at(visit, "en", WIDE)
    hands.page.evaluate("window.print = () => undefined")
    hands.show(tab)
    settled(hands, tab)
    scope = FACES if tab == "answer" else FACES.replace("main", f"#panel-{tab}")
    lost, at = [], 0
    while (told := hands.page.evaluate(CHOSEN, scope)) and at < MOST_PRESSED:
        hands.page.keyboard.press("Space")
        hands.page.evaluate(TWO_FRAMES)
        if hands.page.evaluate("document.activeElement === document.body"):
            lost.append(told)
        hands.page.keyboard.press("Escape")
        at += 1
    assert at > 5
    assert lost == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_high_contrast_and_large_letters_hide_no_answer(visit, language):
    hands = open_at(visit, language, WIDE)
    sentence = hands.page.locator("#panel-answer .headline").first
    picture = hands.page.locator("#panel-answer svg[role=img]").first
    hands.page.emulate_media(forced_colors="active")
    for part in (sentence, picture):
        colours, _ = hands.page.evaluate(COLOURS, b64encode(part.screenshot()).decode())
        assert colours > 10
    assert sentence.evaluate("(one) => getComputedStyle(one).color") != sentence.evaluate(
        "(one) => getComputedStyle(document.body).backgroundColor"
    )
    hands.page.emulate_media(forced_colors="none")
    hands.page.evaluate("document.documentElement.style.fontSize = '32px'")
    for tab in TABS:
        hands.show(tab)
        settled(hands, tab)
        assert hands.page.evaluate(SIDEWAYS) == [], tab
    hands.show("answer")
    sentence.scroll_into_view_if_needed()
    box = sentence.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= WIDE["width"]
    assert sentence.evaluate(
        "(one) => one.scrollWidth <= one.clientWidth + 1"
        " && one.scrollHeight <= one.clientHeight + 1"
    )
