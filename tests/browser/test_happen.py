"""A policy maker watches one run: map, network, what was scarce, the story, the tables."""

import re

import pytest

from tests.browser.hands import LANGUAGES, WAYS, arrive, expect

QUERY = "s=strategies&n=40&r=even&o=deep-out-up"
MOTIONLESS = "(prefers-reduced-motion: reduce)"
FOCUSED = "document.activeElement !== document.body"


def pictures(panel) -> list[str]:
    """What the map and the network show now, as they are drawn."""
    return [panel.locator(f"svg[data-picture={name}]").inner_html() for name in ("map", "network")]


def at_month(panel) -> int:
    return int(panel.get_by_role("slider").first.input_value())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", WAYS)
def test_months_pass_and_everything_moves_with_them(visit, language, way):
    hands = arrive(visit, language, way, QUERY)
    panel = hands.show("happen")
    button = lambda path: hands.find("button", f"happen.{path}")  # noqa: E731
    slider = panel.get_by_role("slider", name=hands.said("happen.months"))
    slider.wait_for()
    assert at_month(panel) == 0
    start = pictures(panel)

    hands.press(button("forward"))
    hands.press(button("forward"))
    assert at_month(panel) == 2
    hands.press(button("back"))
    assert at_month(panel) == 1

    hands.slide(slider, 1.0)
    last = int(slider.get_attribute("max"))
    assert at_month(panel) == last
    assert all(was != now for was, now in zip(start, pictures(panel), strict=True))
    spoken = slider.get_attribute("aria-valuetext")
    assert spoken.startswith(hands.told("happen.month", last))

    hands.press(button("first"))
    assert at_month(panel) == 0
    assert pictures(panel) == start
    assert hands.page.evaluate(FOCUSED), "the button that was pressed took the focus with it"
    hands.press(button("last"))
    assert at_month(panel) == last

    hands.press(button("play"))
    expect(slider).to_have_value(re.compile("^(?!0$|1$|95$)"))
    hands.press(button("pause"))
    stopped = at_month(panel)
    assert 1 < stopped < last
    button("play").wait_for()
    hands.page.evaluate("new Promise((done) => setTimeout(done, 400))")
    assert at_month(panel) == stopped, "the months go on after a pause"
    the_story_and_the_tables_follow(hands, panel)


def the_story_and_the_tables_follow(hands, panel) -> None:
    """A link in the story moves the month; the rest of the screen moves with it."""
    story = panel.get_by_role("list").filter(has=hands.page.locator("[aria-current=step]"))
    links = story.get_by_role("button")
    links.first.wait_for()
    middle = links.nth(links.count() // 2)
    month = int(re.search(r"\d+", middle.inner_text())[0])
    assert month > 0
    hands.press(middle)
    assert at_month(panel) == month
    now = story.locator("[aria-current=step]")
    assert str(month) in now.get_by_role("button").inner_text()

    for path, column in (("places_table", "programme"), ("organisations_table", "state")):
        summary = panel.locator("summary", has_text=hands.said(f"happen.{path}"))
        assert (
            panel.get_by_role("columnheader", name=hands.said(f"happen.columns.{column}")).count()
            == 0
        )
        hands.press(summary)
        table = panel.get_by_role("region", name=hands.said(f"happen.{path}"))
        table.get_by_role("columnheader", name=hands.said(f"happen.columns.{column}")).wait_for()
        assert table.get_attribute("aria-label").endswith(str(month))
    places = panel.get_by_role("region", name=hands.said("happen.places_table"))
    before = places.inner_text()
    scarce = panel.locator("figure.scarcity p.small")
    told = scarce.last.inner_text()
    assert f" {month}:" in told
    hands.slide(panel.get_by_role("slider").first, 1.0)
    assert places.inner_text() != before
    assert scarce.last.inner_text() != told

    shown = pictures(panel)[0]
    hands.press(hands.find("checkbox", "happen.layers.coalitions"))
    assert pictures(panel)[0] != shown
    reference = panel.get_by_role("radio").first
    spoken = panel.locator("p.spoken")
    was = spoken.inner_text()
    hands.press(reference)
    expect(spoken).not_to_have_text(was)
    assert reference.is_checked()


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_asks_for_less_motion_gets_steps_only(visit, language):
    hands = arrive(visit, language, "mouse", QUERY)
    panel = hands.show("happen")
    hands.find("button", "happen.play").click()
    hands.page.emulate_media(reduced_motion="reduce")
    panel.get_by_text(hands.said("happen.no_motion")).wait_for()
    assert hands.find("button", "happen.play").count() == 0
    assert hands.find("button", "happen.pause").count() == 0
    month = at_month(panel)
    hands.find("button", "happen.forward").click()
    assert at_month(panel) == month + 1
    moving = panel.locator("svg *").evaluate_all(
        "(all) => all.filter((one) => getComputedStyle(one).transitionDuration !== '0s').length"
    )
    assert moving == 0
