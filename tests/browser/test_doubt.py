"""A policy maker asks: what if I am wrong?"""

import contextlib
import re

import pytest

from tests.browser.hands import LANGUAGES, WAYS, arrive, expect
from tests.browser.own_files import TINY, open_file

SECONDS = 1000  # milliseconds
FINDINGS = {
    "worlds": ("noProbability",),
    "flips": ("lookedAt", "noneFound"),
    "guesses": ("guessesSentence", "guessesUnknown"),
}


def doubt(visit, language: str, way: str):
    """Open a small file of one's own and doubt its answer."""
    hands = arrive(visit, language, way, "s=imprint&n=10")
    open_file(hands, TINY)
    expect(hands.page.locator("header .question")).to_have_text("What is small enough for a test?")
    return hands, hands.show("doubt")


def frame(hands, panel, kind: str):
    """The part of a long question, and its button."""
    part = panel.get_by_role("region", name=hands.said(f"doubt.{kind}Title"))
    return part, part.get_by_role("button").first


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", WAYS)
def test_other_assumptions_are_told_from_another_policy(visit, language, way):
    hands, panel = doubt(visit, language, way)
    four = panel.get_by_role("region", name=hands.said("doubt.fourTitle"))
    told = four.get_by_text(hands.said("doubt.four"))
    told.wait_for()
    lines = four.get_by_role("list").first.get_by_role("listitem")
    changed, unchanged = hands.said("doubt.changed"), hands.said("doubt.asTheyAre")
    texts = lines.all_inner_texts()
    assert [text.rsplit(", ")[-1] for text in texts] == [unchanged] * 2 + [changed] * 2
    assert len(set(texts)) == 4
    drawn = four.get_by_role("img").first.inner_html()
    assert drawn.count('stroke-dasharray="2 4"') == 2, "two lines under changed assumptions"

    first = told.inner_text()
    hands.slide(four.get_by_role("slider", name=hands.said("doubt.worldNumber")), 1.0)
    expect(told).not_to_have_text(first)
    assert four.get_by_role("img").first.inner_html() != drawn
    world = four.get_by_role("slider", name=hands.said("doubt.worldNumber"))
    last = world.input_value()
    hands.press(four.get_by_role("button", name=hands.said("doubt.anotherWorld")))
    expect(world).not_to_have_value(last)
    hands.press(four.locator("summary", has_text=hands.said("doubt.worldDetails")))
    four.locator("details[open] li").first.wait_for()

    hands.press(four.get_by_role("radio", name=hands.said("doubt.oneAssumption")))
    four.get_by_text(hands.said("doubt.fourUnchanged")).wait_for()
    assert told.count() == 0
    value = four.get_by_role("slider").first
    assumed = value.get_attribute("aria-valuetext")
    hands.slide(value, 1.0)
    told.wait_for()
    assert value.get_attribute("aria-valuetext") != assumed
    hands.press(four.get_by_role("button", name=hands.said("doubt.backToAssumed")))
    four.get_by_text(hands.said("doubt.fourUnchanged")).wait_for()
    assert value.get_attribute("aria-valuetext") == assumed
    long_questions(hands, panel)
    evidence(hands, panel)


def stop(hands, button, stopped) -> None:
    """Press until it has stopped: a press right after another is taken for a double click."""
    for _ in range(5):
        if hands.said("doubt.stop") in button.inner_text():
            hands.press(button)
        with contextlib.suppress(AssertionError):
            expect(stopped).to_be_visible(timeout=800)
            return
    expect(stopped).to_be_visible(timeout=800)


def long_questions(hands, panel) -> None:
    """They start, tell how far they are, can be stopped, and are marked once they are old."""
    flips, button = frame(hands, panel, "flips")
    hands.press(button)
    flips.get_by_role("progressbar").wait_for()
    expect(button).to_contain_text(hands.said("doubt.stop"))
    flips.get_by_text(hands.said("doubt.noneYet")).or_(
        flips.get_by_text(hands.said("doubt.flipsNow"))
    ).first.wait_for()
    stop(hands, button, flips.get_by_text(hands.said("doubt.stopped")))
    assert flips.get_by_role("progressbar").count() == 0
    assert hands.page.evaluate("document.activeElement !== document.body")

    worlds, button = frame(hands, panel, "worlds")
    hands.press(button)
    expect(button).to_contain_text(hands.said("doubt.again"), timeout=60 * SECONDS)
    holds = worlds.get_by_text(hands.said("doubt.holds")).last.inner_text()
    assert int(re.findall(r"\d+", holds)[1]) == 60
    assert worlds.get_by_role("img").count() == 1
    stale = worlds.get_by_text(hands.said("doubt.stale"))
    assert stale.count() == 0

    hands.pick(
        panel.get_by_role("combobox", name=hands.said("doubt.outcome")).first,
        hands.said("answer.outcomes.trust_final.short"),
    )
    stale.wait_for()
    flips.get_by_text(hands.said("doubt.stale")).wait_for()
    assert worlds.get_by_text(hands.said("doubt.holds")).last.inner_text() == holds
    expect(button).not_to_contain_text(hands.said("doubt.again"))


def evidence(hands, panel) -> None:
    """Under each grade stand as many assumptions as it says."""
    counts = []
    for details in panel.locator("h4 ~ details").all():
        summary = details.locator("summary")
        hands.press(summary)
        rows = details.get_by_role("listitem")
        rows.first.wait_for()
        told = int(re.search(r"\d+", summary.inner_text())[0])
        assert rows.count() == told
        counts.append(told)
    assert len(counts) >= 3
    meta = hands.page.evaluate("fetch('/api/meta').then((it) => it.json())")
    assert sum(counts) == len(meta["assumptions"])


@pytest.mark.parametrize(("language", "kind"), [("en", "guesses"), ("bg", "flips")])
def test_long_questions_end_with_a_finding(visit, language, kind):
    hands, panel = doubt(visit, language, "mouse")
    part, button = frame(hands, panel, kind)
    button.click()
    expect(button).to_contain_text(hands.said("doubt.again"), timeout=100 * SECONDS)
    texts = [hands.said(f"doubt.{path}") for path in FINDINGS[kind]]
    assert any(part.get_by_text(text).count() for text in texts)
    assert part.get_by_text(hands.said("doubt.failed")).count() == 0
    assert part.get_by_role("progressbar").count() == 0
