"""A policy maker reads the answer, shares it, and loses the server for a while."""

import json
import re
import urllib.request
from collections import Counter
from functools import partial

import pytest

from analysis.words import MAIN
from simulation.outcomes import RUN
from tests.browser.answers import (
    ROOT,
    column,
    compared,
    controls,
    headline,
    lever_name,
    number,
    numbers,
    rest,
    told,
)  # fmt: skip
from tests.browser.conftest import OTHER_PAGE, PHONE, WIDE
from tests.browser.hands import LANGUAGES, WAYS, Hands, arrive
from tests.browser.own_server import OwnServer
from tests.browser.triangle import drag

REPLICATIONS = 40
SCENARIOS = {"strategies": "up", "imprint": "partners-late"}  # the first has no clear headline
FILE = ROOT / "scenarios" / "imprint.yaml"
LONGEST_SECONDS = 120
UNITS = {one.name: one.unit for one in RUN}
RUNS = re.compile(r"; [^;]*$")  # how many runs would tell: the command line does not say

both = pytest.mark.parametrize("language", LANGUAGES)
every_way = pytest.mark.parametrize("way", WAYS)
OUTCOMES = list(MAIN)


@both
@every_way
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_answer_is_there_at_once_and_says_what_compare_says(visit, language, way, scenario):
    hands = arrive(visit, language, way, f"s={scenario}&n={REPLICATIONS}")
    table = rest(hands)
    page, arm, found = hands.page, SCENARIOS[scenario], compared(scenario, REPLICATIONS)
    page.get_by_text(hands.said(f"model.scenarios.{scenario}.question"), exact=True).wait_for()
    arms = [found["arms"][name] for name in (found["reference"], arm)]
    for cells, outcome in zip(table.values(), OUTCOMES, strict=True):
        for cell, one in zip(cells, arms, strict=True):
            level = told(one["outcomes"][outcome]["mean"], UNITS[outcome], language)
            assert cell.replace("\u00a0", " ").startswith(level.replace("\u00a0", " "))

    label = f"“{arms[1]['label']}”"
    sentences = [one for one in found["verdict"]["sentences"] if one.startswith(label)]
    findings = page.locator("#answer dd")
    texts = [one.replace("\u00a0", " ") for one in findings.all_inner_texts()]
    hints = findings.evaluate_all("(all) => all.map((one) => one.querySelector('.soft') !== null)")
    texts = [RUNS.sub("", one) if hint else one for one, hint in zip(texts, hints, strict=True)]
    told_numbers = Counter(one for text in texts for one in numbers(text, language))
    assert told_numbers == Counter(one for text in sentences for one in numbers(text, "en"))
    if language == "en":
        plain = " ".join(sentences).replace("\u00a0", " ")
        assert [one for one in texts if one not in plain] == []
    impact = next(row for row in found["differences"]
                  if (row["arm"], row["outcome"]) == (arm, "impact_total"))  # fmt: skip
    assert impact["clear"] == (scenario == "imprint")
    pattern = hands.said("answer.brings" if impact["clear"] else "answer.noClear")
    assert pattern.match(headline(hands))
    assert set(numbers(headline(hands), language)) <= set(told_numbers)

    # The reference is drawn grey and last; every line has its band.
    chart = (
        page.locator("#answer")
        .get_by_role("img", name=hands.said("answer.pictures.reach.title"))
        .first
    )
    lines = chart.locator("path[fill=none][stroke-width]").evaluate_all(
        "(all) => all.map((one) => [one.getAttribute('stroke'), one.getAttribute('d').length])"
    )
    look = page.evaluate("fetch('/api/meta').then((one) => one.json())")["look"]
    assert len(lines) == chart.locator("path[fill-opacity]").count() == 2
    assert lines[1][0] == look["reference"] != lines[0][0]
    assert min(length for _, length in lines) > 500

    # The values of a month can be read, and stand in the table too.
    month = page.get_by_role("slider", name=hands.said("answer.readMonth"))
    hands.slide(month, 0.0)
    assert month.input_value() == "0"
    reading = page.locator("#answer figure").first.locator(".reading b")
    first = reading.all_inner_texts()
    hands.press(page.locator("#answer summary", has_text=hands.said("answer.table")).first)
    row = page.locator("#answer .scroll").first.get_by_role("row").nth(1)
    row.wait_for()
    cells = row.get_by_role("cell").all_inner_texts()
    assert [cell.split(" (")[0] for cell in cells] == first
    assert len(first) == 2


COUNT = """() => {
  const chart = document.querySelector('#answer figure svg');
  window.drawn = [];
  window.drafts = [];
  new MutationObserver(() => {
    const line = chart.querySelector('path[fill="none"][stroke-width]').getAttribute('d');
    if (window.drawn.at(-1) !== line) window.drawn.push(line);
    const draft = document.querySelector('#answer .draft').textContent.trim();
    if (draft && window.drafts.at(-1) !== draft) window.drafts.push(draft);
  }).observe(document.querySelector('#answer'), {subtree: true, childList: true,
    attributes: true, attributeFilter: ['d'], characterData: true});
}"""


@pytest.mark.parametrize(("way", "language"), [("mouse", "en"), ("touch", "bg"), ("keys", "bg")])
def test_while_a_lever_moves_every_draft_is_drawn_and_the_full_answer_comes_at_rest(
    visit, language, way
):
    hands = arrive(visit, language, way, "s=bulgaria")
    page = hands.page
    before = rest(hands)
    page.evaluate(COUNT)
    # So quick that a newer value always waits when a result comes.
    if way == "keys":
        hands.reach(hands.find("slider", "levers.triangle.label"))
        for key in ("ArrowUp", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowDown", "ArrowRight"):
            for _ in range(8):
                page.keyboard.press(key)
                page.wait_for_timeout(30)
    else:
        drag(hands, [(0.1 + 0.015 * at, 0.3, 0.6 - 0.015 * at) for at in range(40)], 30)
    after = rest(hands)
    drawn, drafts = page.evaluate("[window.drawn.length, window.drafts]")
    assert drawn >= 3, "a drag stood still"
    assert all(hands.said("answer.draft").match(one) for one in drafts)
    fewest = min(int(re.search(r"\d+", one)[0]) for one in drafts)
    assert fewest < 200, "drafts of a heavy scenario have fewer runs"
    assert page.get_by_text(re.compile(rf"^{number(200, language)} ")).count() == 1
    assert column(after, 1) != column(before, 1)
    assert column(after, 0) == column(before, 0)


@both
@every_way
def test_a_link_opens_the_same_view_elsewhere(visit, language, way):
    query = (
        "s=strategies&n=40&seed=7&r=deep&o=up~n!Mine+%26+ours~l!grant_eur!900000"
        "&o=out~l!involve_communities_month!24&e=cut!funding_cut!20!0.4!1"
    )
    hands = arrive(visit, language, way, query)
    first = rest(hands)
    hands.press(hands.page.get_by_role("radio").first)
    changed = rest(hands)
    assert column(changed, 1) != column(first, 1)
    hands.page.wait_for_function("() => location.search.includes('v=')")
    hands.page.wait_for_function("() => location.search.includes('&o=even')")
    touch = way == "touch"
    other = "bg" if language == "en" else "en"  # the receiver's browser speaks it
    one = visit(
        hands.page.url.split("?")[1], language=other, size=PHONE if touch else WIDE, touch=touch
    )
    there = Hands(one.page, language, way)
    assert rest(there) == changed
    assert headline(there) == headline(hands)
    assert controls(there) == controls(hands)
    assert there.page.url == hands.page.url
    assert there.page.get_by_role("status").get_by_role("listitem").count() == 0


@both
@every_way
def test_a_link_that_does_not_fit_says_so_and_opens(visit, language, way):
    query = (
        "s=strategies&n=40&v=0.0.1&m=abc&seed=luck&o=nobody&o=up~l!grant_eur!9e99~l!magic!1~z"
        "&e=x!flood!1!1!1&a=zeal!1&w=9999&r=noone&o=up&o=up&o=up&o=up"
    )
    hands = arrive(visit, language, way, query)
    table = rest(hands)
    assert {len(cells) for cells in table.values()} == {5}
    notices = hands.page.locator(".notices").get_by_role("listitem")
    texts = [one.split("\n")[0] for one in notices.all_inner_texts()]
    for code in ("unreadable", "unknown_arm", "unknown_part", "bad_value", "too_many_options"):
        pattern = hands.said(f"frame.notices.link_{code}")
        assert any(map(pattern.match, texts)), code
    other = hands.said("frame.notices.other_version")
    assert sum(bool(other.match(text)) and "0.0.1" in text for text in texts) == 1
    for left in range(len(texts) - 1, -1, -1):
        hands.press(notices.first.get_by_role("button", name=hands.said("frame.close")))
        assert notices.count() == left


@both
def test_a_link_to_what_is_not_here_says_so_and_opens_the_usual_situation(visit, language):
    for name, code in (("atlantis", "link_unknown_scenario"), ("A" * 22, "link_gone")):
        hands = arrive(visit, language, "mouse", f"s={name}&n=40")
        rest(hands)
        hands.page.locator(".notices").get_by_text(hands.said(f"frame.notices.{code}")).wait_for()
        assert hands.page.get_by_role("combobox").first.input_value() == "strategies"
        forget_complaints(visit, "404")


def forget_complaints(visit, *expected: str) -> None:
    """Let those complaints of the browser go that had to come, and no others."""
    for one in visit.visits:
        assert [text for text in one.complaints if not any(map(text.count, expected))] == []
        one.complaints.clear()


def test_a_file_is_opened_by_its_address_and_the_server_may_go_away(visit):
    """One server for all: it takes long to be ready."""
    with OwnServer(str(FILE), *OTHER_PAGE) as server:
        home, _, opened = server.address.partition("/?")
        upload = urllib.request.Request(f"{home}/api/upload", FILE.read_bytes(), method="POST")
        with urllib.request.urlopen(upload, timeout=LONGEST_SECONDS) as response:
            kept = json.load(response)["id"]
        visitors = [("en", "mouse", "s=strategies&n=40"), ("bg", "touch", "s=strategies&n=40"),
                    ("bg", "keys", opened), ("en", "keys", f"s={kept}&n=40")]  # fmt: skip
        people = [arrive(partial(visit, at=home), *one) for one in visitors]
        before = [rest(hands) for hands in people]
        title = next(iter(before[2]))
        assert before[2][title][0].startswith("15"), "this is not the file that was asked for"
        for hands in people:
            slide_time(hands, 1.0)
        moved = [rest(hands) for hands in people]
        assert all(column(now, 1) != column(was, 1) for now, was in zip(moved, before, strict=True))

        own = people[3]
        own.page.wait_for_function("() => location.search.includes('development_time_share')")
        own.page.reload()
        assert rest(own) == moved[3], "a file of one's own does not outlive a reload"

        server.stop()
        for hands in people:
            slide_time(hands, 0.0)
            alert = hands.page.get_by_role("alert")
            alert.get_by_text(hands.said("frame.failures.unreachable")).wait_for()
            hands.page.get_by_text(hands.said("frame.behind")).wait_for()
        server.start()
        for hands, was in zip(people[:2], moved, strict=False):
            hands.page.get_by_role("alert").wait_for(state="detached", timeout=120_000)
            assert column(rest(hands), 1) != column(was, 1)
        for hands in people[2:]:
            alert = hands.page.get_by_role("alert")
            alert.get_by_text(hands.said("frame.failures.gone")).wait_for(timeout=120_000)
            alert.get_by_role("button", name=hands.said("frame.chooseAgain")).wait_for()
            hands.page.reload()
            rest(hands)
            hands.page.locator(".notices").get_by_text(
                hands.said("frame.notices.link_gone")
            ).wait_for()
        for one in visit.visits:
            one.page.context.close()  # they would go on asking
    forget_complaints(visit, "404", "ERR_CONNECTION")


def slide_time(hands: Hands, share: float) -> None:
    name = lever_name(hands.language, "development_time_share")
    hands.slide(hands.page.get_by_role("slider", name=name, exact=True), share)
