"""A policy maker moves levers: presets, the triangle, months, money, instruments, events."""

import pytest

from tests.browser.answers import column, controls, lever_name, opened, rest
from tests.browser.hands import LANGUAGES, WAYS, Hands, arrive
from tests.browser.triangle import drag

MIX = ("effort_up_share", "effort_out_share", "effort_deep_share")
ARMS = "model.scenarios.strategies.arms"
FOCUSED = "document.activeElement.id"
both = pytest.mark.parametrize("language", LANGUAGES)
every_way = pytest.mark.parametrize("way", WAYS)


def preset(hands: Hands, arm: str):
    return hands.page.get_by_role("radio", name=hands.said(f"{ARMS}.{arm}.label"), exact=True)


def lever(hands: Hands, name: str):
    return hands.page.get_by_role("slider", name=lever_name(hands.language, name), exact=True)


def shares(hands: Hands) -> list[float]:
    return [float(lever(hands, name).input_value()) for name in MIX]


@both
@every_way
def test_a_preset_then_the_triangle_then_its_sliders(visit, language, way):
    hands = arrive(visit, language, way, "s=strategies&n=40&o=deep")
    deep = rest(hands)
    hands.press(preset(hands, "up"))
    up = rest(hands)
    assert column(up, 0) == column(deep, 0), "the reference is no preset"
    assert column(up, 1) != column(deep, 1)
    hands.page.get_by_text(hands.said(f"{ARMS}.up.description")).first.wait_for()
    assert shares(hands) == [1, 0, 0]

    point = hands.find("slider", "levers.triangle.label")
    if way == "keys":
        hands.reach(point)
        for key in ("ArrowDown",) * 4 + ("ArrowLeft",):
            hands.page.keyboard.press(key)
        expected = [0.8, 0.05, 0.15]
    else:
        expected = [0.2, 0.5, 0.3]
        drag(hands, [(1, 0, 0), (0.6, 0.2, 0.2), expected])
    mixed = rest(hands)
    assert shares(hands) == pytest.approx(expected, abs=0.011)
    assert sum(shares(hands)) == pytest.approx(1, abs=1e-9)
    assert hands.said("levers.triangle.value").match(point.get_attribute("aria-valuetext"))
    spoken = [lever(hands, name).get_attribute("aria-valuetext") for name in MIX]
    assert all(share in point.get_attribute("aria-valuetext") for share in spoken)
    assert column(mixed, 1) != column(up, 1)
    assert column(mixed, 0) == column(up, 0)
    legend = hands.page.get_by_role("list", name=hands.said("answer.legend"))
    assert any(map(hands.said("frame.changed").match, legend.inner_text().split("\n")))

    hands.slide(lever(hands, "effort_out_share"), 1.0)
    outwards = rest(hands)
    assert shares(hands) == [0, 1, 0]
    assert column(outwards, 1) != column(mixed, 1)


@both
@every_way
def test_who_takes_part_when_how_money_is_paid_and_what_is_shared(visit, language, way):
    hands = arrive(visit, language, way, "s=strategies&n=40&o=even")
    before = rest(hands)
    opened(hands, "levers.groups.who")
    communities = lever(hands, "involve_communities_month")
    assert communities.input_value() == "0"
    hands.slide(communities, 1.0)
    late = rest(hands)
    assert communities.input_value() == communities.get_attribute("max") != "0"
    assert column(late, 1) != column(before, 1)
    own = hands.page.locator(".lever", has=communities)
    assert own.get_by_text(hands.said("levers.presetMark")).count() == 1
    assert own.locator(".mark").get_attribute("title").endswith(" 0")
    hands.press(own.get_by_role("button", name=hands.said("levers.back")))
    assert rest(hands) == before
    assert communities.input_value() == "0"
    assert own.locator(".mark").count() == 0
    assert hands.page.evaluate(FOCUSED) == communities.get_attribute("id")

    money = opened(hands, "levers.groups.money")
    left = money.get_by_text(hands.said("levers.paymentRest"))
    assert "100\u00a0%" in left.inner_text()
    hands.slide(lever(hands, "oneoff_share"), 1.0)
    at_once = rest(hands)
    assert "100\u00a0%" not in left.inner_text()
    assert column(at_once, 1) != column(before, 1)
    hands.slide(lever(hands, "matched_share"), 1.0)
    matched = rest(hands)
    assert [lever(hands, f"{one}_share").input_value() for one in ("oneoff", "matched")] == [
        "0",
        "1",
    ]
    assert column(matched, 1) != column(at_once, 1)

    opened(hands, "levers.groups.shared")
    hands.slide(lever(hands, "contribution_share"), 0.0)
    assert column(rest(hands), 1) != column(matched, 1)
    assert column(rest(hands), 0) == column(before, 0)


@both
@every_way
def test_an_instrument_is_used_from_a_month_on_and_not(visit, language, way):
    hands = arrive(visit, language, way, "s=strategies&n=40&o=even")
    before = rest(hands)
    group = opened(hands, "levers.instruments.title")
    in_use = group.get_by_text(hands.said("levers.instruments.on"))
    assert "0" in in_use.inner_text()
    box = group.get_by_role("checkbox").first
    hands.press(box)
    used = rest(hands)
    assert box.is_checked()
    assert "1" in in_use.inner_text()
    assert column(used, 1) != column(before, 1)
    assert column(used, 0) == column(before, 0)
    hands.press(group.locator(".settings summary"))
    start = group.get_by_role("slider", name=hands.said("levers.instruments.start"))
    hands.slide(start, 1.0)
    late = rest(hands)
    assert start.input_value() == start.get_attribute("max")
    assert start.input_value() in group.locator(".settings summary").inner_text()
    assert column(late, 1) != column(used, 1)
    hands.press(box)
    assert rest(hands) == before


@both
@every_way
def test_what_may_happen_happens_to_the_reference_too(visit, language, way):
    hands = arrive(visit, language, way, "s=strategies&n=40&o=up")
    before = rest(hands)
    group = opened(hands, "levers.events.title")
    group.get_by_text(hands.said("levers.events.forAll")).wait_for()
    group.get_by_text(hands.said("levers.events.none")).wait_for()
    kind = hands.said("levers.events.kinds.funding_cut")
    hands.press(group.get_by_role("button", name=kind))
    seen = [before, rest(hands)]
    for path, share in (("size", 1.0), ("month", 0.0)):
        slider = group.get_by_role("slider", name=hands.said(f"levers.events.{path}"))
        slider.wait_for()
        hands.slide(slider, share)
        seen.append(rest(hands))
        end = slider.get_attribute("max" if share else "min")
        assert slider.input_value() == end
    references, options = ([str(column(one, at)) for one in seen] for at in (0, 1))
    assert len(set(references)) == len(seen), "the reference did not change with the event"
    assert len(set(options)) == len(seen)
    hands.press(group.get_by_role("button", name=hands.said("levers.events.remove")))
    assert rest(hands) == before


@both
@every_way
def test_undo_redo_and_reset(visit, language, way):
    hands = arrive(visit, language, way, "s=strategies&n=40&o=up")
    seen, stood = [rest(hands)], [controls(hands)]

    def now(at: int) -> None:
        assert rest(hands) == seen[at]
        assert controls(hands) == stood[at]

    def off(button) -> bool:
        return button.get_attribute("aria-disabled") == "true"

    undo, redo = (hands.find("button", f"levers.{name}", exact=True) for name in ("undo", "redo"))
    assert off(undo)
    assert off(redo)
    for step in (lambda: hands.press(preset(hands, "out")),
                 lambda: hands.slide(lever(hands, "development_time_share"), 1.0)):  # fmt: skip
        step()
        seen.append(rest(hands))
        stood.append(controls(hands))
    assert len({str(one) for one in seen}) == 3
    hands.press(undo)
    now(1)
    hands.press(undo)
    now(0)
    assert off(undo)
    hands.press(redo)
    hands.press(redo)
    now(2)
    assert off(redo)
    if way != "touch":
        for key, at in (
            ("Control+z", 1),
            ("Control+z", 0),
            ("Control+y", 1),
            ("Control+Shift+z", 2),
        ):
            hands.page.keyboard.press(key)
            now(at)
    hands.press(hands.find("button", "levers.reset", exact=True))
    now(1)
    hands.press(undo)
    now(2)


@both
@every_way
def test_options_side_by_side_are_kept_named_taken_back_and_removed(visit, language, way):
    hands = arrive(visit, language, way, "s=strategies&n=40&o=up")
    up = rest(hands)
    keep = hands.find("button", "levers.saved.save", exact=True)
    hands.press(keep)
    both_up = rest(hands)
    assert column(both_up, 2) == column(both_up, 1) == column(up, 1)
    name = hands.page.get_by_role("textbox", name=hands.said("levers.saved.name"))
    if way == "keys":
        hands.reach(name)
    else:
        hands.press(name)
    hands.page.keyboard.type("A & B <i>")
    hands.page.keyboard.press("Tab" if way == "keys" else "Enter")
    legend = hands.page.get_by_role("list", name=hands.said("answer.legend"))
    legend.get_by_text("A & B <i>", exact=True).wait_for()

    hands.press(preset(hands, "out"))
    out = rest(hands)
    assert column(out, 2) == column(up, 1)
    assert column(out, 1) != column(up, 1)
    hands.press(keep)
    rest(hands)
    hands.press(keep)
    four = rest(hands)
    assert {len(cells) for cells in four.values()} == {5}
    assert column(four, 3) == column(four, 4) == column(out, 1)
    hands.page.get_by_text(hands.said("levers.saved.full")).wait_for()
    assert keep.get_attribute("aria-disabled") == "true"
    if way == "keys":
        hands.press(keep)
    else:  # Playwright itself would not touch what is called disabled
        (keep.click if way == "mouse" else keep.tap)(force=True)
    assert {len(cells) for cells in rest(hands).values()} == {5}

    hands.press(hands.page.get_by_role("button", name=hands.said("levers.saved.take")).first)
    taken = rest(hands)
    assert preset(hands, "up").is_checked()
    assert column(taken, 1) == column(up, 1)
    for left in (4, 3, 2):
        hands.press(hands.page.get_by_role("button", name=hands.said("levers.saved.drop")).first)
        assert {len(cells) for cells in rest(hands).values()} == {left}
        assert hands.page.evaluate(FOCUSED) == keep.get_attribute("id")
    assert rest(hands) == up
