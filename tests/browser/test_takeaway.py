"""A policy maker takes it away: link, picture, numbers, scenario file, printed page, words."""

import csv
import json
import re
import struct
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest

from simulation.scenario import load_scenario
from tests.browser.answers import rest
from tests.browser.hands import LANGUAGES, WAYS, arrive, expect

ROOT = Path(__file__).resolve().parents[2]
QUERY = "s=imprint&n=20&r=as-it-happened&o=partners-late~l!involve_communities_month!40"
FIVE_ARMS = "&o=nothing-merged&o=no-formal-agreement&o=without-conditions"
PAGE_OF_A_PDF = re.compile(rb"/Type\s*/Page(?!s)\b")
# How many colours a picture has, and which share of it is not white.
COLOURS = """async (base64) => {
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const pen = new OffscreenCanvas(image.width, image.height).getContext('2d');
  pen.drawImage(image, 0, 0);
  const data = new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer);
  const inked = data.filter((one) => one !== 0xffffffff);
  return [new Set(inked).size, inked.length / data.length];
}"""


def taken(hands, button) -> tuple[str, bytes]:
    """Press a button that saves a file; return its name and what is in it."""
    with hands.page.expect_download() as told:
        hands.press(button)
    assert hands.page.evaluate("document.activeElement !== document.body")
    return told.value.suggested_filename, Path(told.value.path()).read_bytes()


def check_picture(hands, button, name: str) -> None:
    """A saved picture is large enough to print and holds more than paper."""
    file, raw = taken(hands, button)
    assert re.fullmatch(rf"snowball-imprint-{name}-seed1\.png", file)
    assert raw.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", raw[16:24])
    shown = 640 if hands.way == "touch" and name == "map" else 1000
    assert shown <= width <= 3000
    assert 500 <= height <= 4000
    colours, inked = hands.page.evaluate(COLOURS, b64encode(raw).decode())
    assert colours > 20
    assert 0.02 < inked < 0.95


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", WAYS)
def test_everything_can_be_taken_away(visit, language, way, tmp_path):
    hands = arrive(visit, language, way, QUERY)
    side = rest(hands)
    panel = hands.show("happen")
    save = panel.get_by_role("button", name=hands.said("takeaway.picture.save")).first
    check_picture(hands, save, "map")
    panel = hands.show("takeaway")
    select = panel.get_by_role("combobox", name=hands.said("takeaway.picture.which"))
    hands.pick(select, hands.said("answer.pictures.trust.title"))
    save = panel.get_by_role("button", name=hands.said("takeaway.picture.save"))
    check_picture(hands, save, "trust")

    numbers = taken(hands, hands.find("button", "takeaway.files.csv"))
    file = taken(hands, hands.find("button", "takeaway.files.scenario"))
    assert (numbers[0], file[0]) == (
        "snowball-imprint-seed1-numbers.csv", "snowball-imprint-seed1-scenario.yaml",
    )  # fmt: skip
    rows = table_of(numbers[1].decode())
    path = tmp_path / file[0]
    path.write_bytes(file[1])
    scenario = load_scenario(path)
    arms = list(scenario.arms)
    assert len(arms) == 2
    assert arms[0] == scenario.reference
    assert scenario.arms[arms[1]].parameters["involve_communities_month"] == 40
    if (way, language) == ("mouse", "en"):  # the file is the same however it was saved
        the_command_line_agrees(path, rows, side)
    elif way != "keys":
        link_and_words(visit, hands, panel, side)
    else:
        words_in_place(hands, panel)


def table_of(text: str) -> list[dict[str, str]]:
    """Return the rows of a saved table; before them stands where they come from."""
    lines = text.splitlines()
    head = [line for line in lines if line.startswith("#")]
    assert head == lines[: len(head)]
    assert any("seed 1 / 20 replications" in line for line in head)
    rows = list(csv.DictReader(lines[len(head) :]))
    assert {row["month"] for row in rows} == {"", *map(str, range(96))}
    return rows


def the_command_line_agrees(path: Path, rows, side) -> None:
    """`snowball compare` of the saved file gives the numbers of the table and of the page."""
    words = ("compare", str(path), "--json", "--replications", "20")
    done = subprocess.run(
        [sys.executable, "-m", "app", *words], cwd=ROOT, capture_output=True, check=True
    )
    compared = json.loads(done.stdout)["arms"]
    names = list(dict.fromkeys(row["arm"] for row in rows))
    assert len(names) == len(compared) == 2
    for name, arm in zip(names, compared.values(), strict=True):
        saved = {row["outcome"]: row for row in rows if row["arm"] == name and row["month"] == ""}
        assert set(arm["outcomes"]) <= set(saved)
        for outcome, told in arm["outcomes"].items():
            for part in ("mean", "low", "high"):
                if told[part] is None:
                    assert saved[outcome][part] == ""
                else:
                    assert float(saved[outcome][part]) == pytest.approx(told[part], rel=1e-9)
    trusts = [arm["outcomes"]["trust_final"]["mean"] for arm in compared.values()]
    shown = [[cell.replace(",", ".") for cell in cells] for cells in side.values()]
    assert any(
        all(f"{trust:.2f}" in cell for trust, cell in zip(trusts, cells, strict=True))
        for cells in shown
    )


def link_and_words(visit, hands, panel, side) -> None:
    """The link is copied, and whoever opens it sees the same."""
    hands.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    field = panel.get_by_role("textbox", name=hands.said("takeaway.link.label"))
    hands.press(hands.find("button", "takeaway.link.copy"))
    panel.get_by_text(hands.said("takeaway.link.copied")).wait_for()
    copied = hands.page.evaluate("navigator.clipboard.readText()")
    assert copied == field.input_value()
    other = visit(copied.split("?", 1)[1], language="de")
    expect(other.page.locator("html")).to_have_attribute("lang", hands.language)
    same = type(hands)(other.page, hands.language, "mouse")
    # A wide page tells the same in another form: every number is there.
    cells = {cell for cells in rest(same).values() for cell in cells}
    assert {cell for cells in side.values() for cell in cells} <= cells


def words_in_place(hands, panel) -> None:
    """All words on demand; one word beside its place: it opens, Escape closes, focus returns."""
    hands.press(panel.locator("summary", has_text=hands.said("takeaway.glossary.show")))
    for vocabulary in ("report", "moore"):
        name = hands.said(f"takeaway.glossary.{vocabulary}")
        assert panel.get_by_role("term").filter(has_text=name).count() == 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", WAYS)
def test_a_word_is_explained_where_it_stands(visit, language, way):
    hands = arrive(visit, language, way, QUERY)
    word = hands.page.locator("aside button.term").first
    hands.press(word)
    box = hands.page.get_by_role("note").filter(visible=True)
    for vocabulary in ("report", "moore", "differs", "in_the_model"):
        expect(box).to_contain_text(hands.said(f"takeaway.glossary.{vocabulary}"))
    place = box.bounding_box()
    view = hands.page.viewport_size
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= view["width"]
    assert place["y"] >= 0
    assert place["y"] + place["height"] <= view["height"]
    if way == "keys":
        hands.page.keyboard.press("Escape")
    else:
        hands.press(box.get_by_role("button", name=hands.said("takeaway.glossary.close")))
    expect(box).to_have_count(0)
    assert word.evaluate("(one) => one === document.activeElement")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("arms", [2, 5])
def test_the_brief_has_exactly_one_page(visit, language, arms):
    hands = arrive(visit, language, "mouse", QUERY + (FIVE_ARMS if arms == 5 else ""))
    rest(hands)
    hands.show("takeaway")
    hands.page.evaluate("window.print = () => { window.printed = true }")
    hands.press(hands.find("button", "takeaway.print.button"))
    assert hands.page.evaluate("window.printed") is True
    raw = hands.page.pdf(prefer_css_page_size=True)
    assert len(PAGE_OF_A_PDF.findall(raw)) == 1
    assert len(raw) > 30_000, "an empty page"
    hands.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    sheet = hands.page.locator("#brief")
    text = sheet.evaluate("(one) => one.textContent")
    for path in ("print.compared", "print.numbers", "print.rests", "print.how", "print.limits"):
        assert hands.said(f"takeaway.{path}") in text
    assert sheet.locator("tbody tr").count() == 5
    assert sheet.locator("thead th").count() == 1 + arms
