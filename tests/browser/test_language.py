"""The page speaks one language at a time, whichever way it was chosen."""

import re

import pytest

from tests.browser.answers import headline, numbers, rest
from tests.browser.conftest import PHONE, WIDE
from tests.browser.hands import LANGUAGES, WAYS, Hands, arrive

OTHER = {"en": "bg", "bg": "en"}
BUTTONS = {"en": "English", "bg": "Български"}  # each in its own language
QUERY = "s=strategies&n=40&o=deep-out-up&e=cut!funding_cut!20!0.4!1"
OPEN_ALL = """async () => {
  for (let round = 0; round < 3; round += 1) {
    for (const one of document.querySelectorAll('details')) one.open = true;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  }
}"""
SEEN = """() => {
  const said = ['aria-label', 'aria-valuetext', 'aria-roledescription', 'alt', 'title'];
  const texts = [document.title, document.body.innerText];
  for (const one of document.body.querySelectorAll('*')) {
    if (one.localName !== 'option' && !one.checkVisibility()) continue;
    if (one.closest('.languages button')) continue; // these speak their own language
    for (const name of said) if (one.hasAttribute(name)) texts.push(one.getAttribute(name));
    if (['option', 'title', 'desc', 'text'].includes(one.localName)) texts.push(one.textContent);
  }
  return texts.flatMap((text) => text.split('\\n')).map((text) => text.trim()).filter(Boolean);
}"""
CYRILLIC, LATIN = re.compile(r"[А-Яа-яЁё]{2,}"), re.compile(r"[A-Za-z]{2,}")
SAME_EVERYWHERE = {
    "EN", "English", "БГ", "Български",  # the language switch
    "PNG", "CSV", "PDF", "yaml",  # kinds of files
    "Ctrl",  # a key
    "Snowball", "snowball", "compare",  # what is typed into a command line, and the package
    "scaling", "up",  # a term that the glossary quotes from an English paper
}  # fmt: skip
# A link holds names of parameters, a digest of the model may read like a word.
CODES = re.compile(r"https?://\S+|/?\?s=\S+|\b[0-9a-f]{12}\b")
VERSION = re.compile(r"\d+\.\d+\.\d+")
ENGLISH_NUMBER = re.compile(r"\d\.\d")  # 0.5
THOUSANDS = {"en": re.compile(r"\d\d,\d00 "), "bg": re.compile(r"\d\d\s\d00 ")}

both = pytest.mark.parametrize("language", LANGUAGES)


def seen(hands: Hands) -> list[str]:
    """Everything that can be read or heard on all tabs, all of it unfolded."""
    found = []
    for tab in ("answer", "happen", "doubt", "takeaway"):
        panel = hands.show(tab)
        panel.get_by_role("heading").first.wait_for()
        hands.page.evaluate(OPEN_ALL)
        found += hands.page.evaluate(SEEN)
    return [CODES.sub("", text) for text in found]


@both
@pytest.mark.parametrize("scenario", ["strategies", "bureau"])
def test_no_word_of_the_other_language_is_left(visit, language, scenario):
    other = OTHER[language]
    events = "&e=cut!funding_cut!20!0.4!1&e=came!influx!20!1!3&e=vote!election!30!1!1"
    hands = arrive(visit, other, "mouse", f"s={scenario}&n=40&a=salary_eur_per_month!1500{events}")
    rest(hands)
    before = hands.page.title()
    hands.page.get_by_role("button", name=BUTTONS[language]).click()
    hands.language = language
    rest(hands)
    texts = seen(hands)
    foreign = CYRILLIC if language == "en" else LATIN
    left = {word: text for text in texts for word in foreign.findall(text)
            if word not in SAME_EVERYWHERE}  # fmt: skip
    assert left == {}
    assert len(texts) > 300, "too little was read for this to say anything"
    assert hands.page.title() != before
    if language == "bg":
        odd = [text for text in texts if ENGLISH_NUMBER.search(VERSION.sub("", text))]
        assert odd == []


@both
@pytest.mark.parametrize("way", WAYS)
def test_the_switch_changes_everything_but_the_view(visit, language, way):
    hands = arrive(visit, language, way, QUERY)
    page, other = hands.page, OTHER[language]
    before, first, title = rest(hands), headline(hands), page.title()
    assert page.locator("html").get_attribute("lang") == language
    buttons = {one: page.get_by_role("button", name=BUTTONS[one]) for one in LANGUAGES}
    assert buttons[language].get_attribute("aria-pressed") == "true"

    hands.press(buttons[other])
    hands.language = other
    page.locator(f"html[lang={other}]").wait_for()
    after = rest(hands)
    assert page.locator("html").get_attribute("lang") == other
    assert buttons[other].get_attribute("aria-pressed") == "true"
    assert buttons[language].get_attribute("aria-pressed") == "false"
    assert page.title() != title
    assert page.title().endswith(hands.said("frame.name"))
    hands.page.get_by_text(hands.said("model.scenarios.strategies.question")).wait_for()
    assert headline(hands) != first
    for was, now in zip(before.values(), after.values(), strict=True):
        for one, same in zip(was, now, strict=True):
            assert numbers(one, language) == numbers(same, other)
    assert THOUSANDS[other].match(next(iter(after.values()))[0])
    page.wait_for_function(f"() => location.search.includes('&l={other}&')")

    hands.press(buttons[language])
    hands.language = language
    page.locator(f"html[lang={language}]").wait_for()
    assert rest(hands) == before
    assert (headline(hands), page.title()) == (first, title)


@both
def test_the_link_speaks_before_the_browser_and_the_browser_before_us(visit, language):
    other = OTHER[language]
    for query, locale, expected in (
        (f"{QUERY}&l={language}", other, language), (QUERY, language, language),
        (f"{QUERY}&l=xx", language, language),
    ):  # fmt: skip
        one = visit(query, language=locale, size=PHONE if language == "bg" else WIDE)
        hands = Hands(one.page, expected, "mouse")
        rest(hands)
        assert one.page.locator("html").get_attribute("lang") == expected
        hands.page.get_by_text(hands.said("model.scenarios.strategies.question")).wait_for()
