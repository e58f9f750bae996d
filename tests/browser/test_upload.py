"""A policy maker opens a file of their own; a bad or hostile one does no harm."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.answers import rest
from tests.browser.hands import LANGUAGES, WAYS, arrive, expect
from tests.browser.own_files import TINY, open_file, refused

ROOT = Path(__file__).resolve().parents[2]
INVALID = ROOT / "tests" / "scenarios" / "invalid"
FIRST_SHOWN = 8
EVIL = "<img src=x onerror='window.harm=1'><script>window.harm=1</script>"
HOSTILE = f"""
title: "{EVIL} title"
question: "{EVIL} question?"
description: "{EVIL} description"
places:
  "{EVIL} place": {{population: 1152556, latitude: 42.69751, longitude: 23.32415}}
  Plovdiv: {{population: 346893, latitude: 42.15, longitude: 24.75}}
organisations:
  "{EVIL} organisation":
    {{kind: ngo, home: Plovdiv, staff_fte: 6, premises_places: 40, cash_eur: 20000, know_how: 0.5,
      coalition: "{EVIL} coalition"}}
parameters: {{horizon_months: 36, funding_months: 12}}
arms:
  as-it-is: {{label: "{EVIL} label"}}
  deep: {{label: "=1+1 {EVIL} arm", bricks: scale-deep}}
reference: as-it-is
"""
HARMLESS = """() => window.harm === undefined && document.scripts.length === 1
  && ![...document.images].some((image) => image.getAttribute('src') === 'x')"""


def bad_file(name: str) -> bytes:
    text = (INVALID / f"{name}.yaml").read_text("utf-8")
    return text.replace("parts/world.yaml", "base.yaml").encode()


def checked(path: Path) -> list[dict]:
    """Return what `snowball check` finds wrong with a file."""
    words = ("check", str(path), "--json")
    done = subprocess.run([sys.executable, "-m", "app", *words], cwd=ROOT, capture_output=True)
    return json.loads(done.stdout)["files"][0]["problems"]


@pytest.fixture(scope="module")
def problems(tmp_path_factory):
    path = tmp_path_factory.mktemp("bad") / "mine.yaml"
    path.write_bytes(bad_file("many-mistakes"))
    found = checked(path)
    assert len(found) > FIRST_SHOWN
    assert any(problem["nearest"] for problem in found)
    return found


def told(hands, problem: dict) -> str:
    """How the page tells of a problem, as `snowball check` knows it."""
    where = ", ".join(filter(None, [hands.told("takeaway.problems.line", problem["line"]),
                                    problem["place"]]))  # fmt: skip
    got, expected = (hands.said(f"takeaway.problems.{part}") for part in ("got", "expected"))
    text = f"{where}: {got} {problem['got']}, {expected} {problem['expected']}."
    if problem["nearest"]:
        text += f" {hands.told('takeaway.problems.nearest', problem['nearest'])}"
    return text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", WAYS)
def test_a_bad_file_is_told_of_and_a_good_one_opens(visit, language, way, problems):
    hands = arrive(visit, language, way, "s=imprint&n=10")
    question = hands.page.locator("header .question").inner_text()
    open_file(hands, bad_file("many-mistakes"))
    banner = hands.page.get_by_role("alert")
    expect(banner).to_contain_text(hands.said("frame.failures.bad_file"))
    rows = banner.get_by_role("listitem")
    assert rows.count() == FIRST_SHOWN
    hands.press(banner.get_by_role("button", name=hands.said("takeaway.problems.more")))
    expect(rows).to_have_count(len(problems))
    assert hands.page.evaluate("document.activeElement !== document.body")
    for row, problem in zip(rows.all_inner_texts(), problems, strict=True):
        assert re.sub(r"\s+", " ", row).strip() == told(hands, problem)
    assert hands.page.locator("header .question").inner_text() == question

    refused(hands, 1)
    open_file(hands, TINY, path="frame.chooseAgain")
    expect(banner).to_have_count(0)
    expect(hands.page.locator("header .question")).to_have_text("What is small enough for a test?")
    assert hands.page.evaluate("document.activeElement !== document.body")
    notice = hands.page.get_by_role("listitem").filter(has_text="mine.yaml")
    hands.press(notice.get_by_role("button", name=hands.said("frame.close")))
    expect(notice).to_have_count(0)
    assert hands.page.evaluate("document.activeElement !== document.body")
    rest(hands)
    panel = hands.show("takeaway")
    expect(panel).to_contain_text(hands.said("takeaway.link.none"))
    assert panel.get_by_role("textbox").count() == 0, "a link would lead nobody to the file"
    if (language, way) == ("en", "mouse"):
        nobody_else_sees_it(visit)


def nobody_else_sees_it(visit) -> None:
    other = visit("s=imprint&n=10").page
    other.get_by_role("img").first.wait_for()
    options = other.locator("#scenario option").all_inner_texts()
    assert len(options) >= 6
    assert not any("Tiny" in option for option in options)
    told = other.evaluate("fetch('/api/meta').then((it) => it.text())")
    assert "Tiny" not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_that_are_too_large_or_bombs_are_refused(visit, language):
    hands = arrive(visit, language, "mouse", "s=imprint&n=10")
    before = rest(hands)
    banner = hands.page.get_by_role("alert")
    close = banner.get_by_role("button", name=hands.said("frame.close"))
    for raw, failure in (
        (b"title: " + b"x" * 10_000_000, "too_large"),
        (bad_file("alias-bomb"), "bad_file"),
        (b"\xff\xfe\x00\x01", "not_text"),
    ):
        open_file(hands, raw)
        expect(banner).to_contain_text(hands.said(f"frame.failures.{failure}"))
        close.click()
        expect(banner).to_have_count(0)
    refused(hands, 1)  # the others are not even sent
    assert rest(hands) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_scripts_in_names_are_shown_as_text_and_never_run(visit, language):
    hands = arrive(visit, language, "mouse", "s=imprint&n=10")
    page = hands.page
    open_file(hands, HOSTILE, name=f"{EVIL}.yaml")
    expect(page.locator("header .question")).to_have_text(f"{EVIL} question?")
    rest(hands)
    answer = page.locator("#panel-answer").inner_text()
    assert f"{EVIL} label" in answer
    assert f"=1+1 {EVIL} arm" in answer
    panel = hands.show("happen")
    panel.get_by_role("slider").first.wait_for()
    for summary in panel.locator("summary").all():
        summary.click()
    for name in ("place", "organisation", "coalition"):
        assert f"{EVIL} {name}" in panel.inner_text()
    drawn = panel.locator("svg[data-picture]").evaluate_all(
        "(all) => all.map((one) => one.textContent + one.ariaLabel + one.dataset.title).join()"
    )
    assert EVIL in drawn
    with page.expect_download() as saved:
        panel.get_by_role("button", name=hands.said("takeaway.picture.save")).first.click()
    assert "/" not in saved.value.suggested_filename
    panel = hands.show("doubt")
    panel.get_by_text(hands.said("doubt.four")).wait_for()
    assert EVIL in panel.inner_text()
    hands.show("takeaway")
    with page.expect_download() as saved:
        hands.find("button", "takeaway.files.csv").click()
    table = Path(saved.value.path()).read_text("utf-8")
    assert f"{EVIL} label" in table
    assert f"'=1+1 {EVIL} arm" in table, "a spreadsheet would compute it"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    brief = page.locator("#brief")
    assert f"{EVIL} question?" in brief.text_content()
    assert page.evaluate(HARMLESS)
