"""The page of a comparison: self-contained, escaped, well built, and true to the numbers."""

import base64
import re
from html.parser import HTMLParser
from itertools import pairwise

import numpy as np
import pytest
from markupsafe import escape
from matplotlib.figure import Figure
from ruamel.yaml import YAML

from analysis.comparison import compare
from analysis.pictures import Picture
from analysis.report import in_points, report
from analysis.report_changes import plain
from analysis.report_tables import LEVELS, told
from analysis.statistics import FEWEST_DIFFERING, FEWEST_FOR_RESAMPLING
from analysis.verdict import TONE, Finding, findings, scaled, sentence, verdict
from analysis.words import MAIN, TERMS, VOCABULARIES
from simulation import load_scenario, run_ensemble
from simulation.register import REGISTER
from simulation.scenario import load_resolved

VOID = {"img", "meta", "br", "hr", "link", "input"}
NASTY = "<script>alert(1)</script>"
TOWN = "{population: 90000, latitude: 42.1, longitude: 23.3}"
CLUB = "kind: ngo, staff_fte: 4, premises_places: 60, cash_eur: 20000, know_how: 0.5"
SMALL = f"""
places: {{Sofia: {TOWN}}}
organisations: {{Club: {{{CLUB}, home: Sofia}}}}
"""
ODD = f"""
title: '{NASTY} "Бюро" & {{{{ 7*7 }}}}'
question: '{NASTY}'
description: '<img src=x onerror=alert(1)>'
places: {{'{NASTY}': {TOWN}, Велико Търново: {TOWN}}}
organisations: {{'"><b>Клуб': {{{CLUB}, home: '{NASTY}'}}}}
instruments: {{talks: {{label: '{NASTY}', channels: {{trust: 0.5}}}}}}
arms:
  заедно: {{label: {"ш" * 119}}}
  late: {{label: '{NASTY}', description: '{NASTY}', parameters: {{grant_eur: 0}}}}
  same: {{label: 'A: b; c than d: e'}}
reference: заедно
"""


class Page(HTMLParser):
    """What stands in a page: tags with attributes, text, tables, and what is not well nested."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.wrong, self.words = [], [], [], []
        self.tables = []
        self.feed(text)
        self.close()
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("th", "td"):
            self.tables[-1][-1].append("")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)
        if {"th", "td"} & set(self.open):
            self.tables[-1][-1][-1] += data

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]

    def table(self, head):
        """The rows of the table whose first heading is this, by their own heading."""
        found = next(rows for rows in self.tables if rows[0][0] == head)
        return {row[0].split("  ")[0].strip(): [" ".join(c.split()) for c in row[1:]]
                for row in found[1:]}  # fmt: skip


def drawn(name, title="More people"):
    figure = Figure(figsize=(3, 2), layout="constrained")
    figure.subplots().plot([0, 1, 4])
    return Picture(name, title, "Mean of all runs.", f"A line that rises, {name}.", figure)


def made(scenario, runs=3, pictures=("first", "second"), **provenance):
    results = run_ensemble(scenario, runs)
    comparison = compare(scenario, results)
    said = verdict(scenario, comparison, results)
    figures = [drawn(name) for name in pictures]
    return report(scenario, comparison, said, figures, provenance), comparison, said


def from_text(folder, text):
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return load_scenario(path)


@pytest.fixture(scope="module")
def bureau():
    scenario = load_scenario("bureau")
    text, comparison, said = made(scenario, 25, seed=1, replications=25, engine="ensemble",
                                  scenario_file="bureau.yaml", versions={"numpy": "2.9.9"},
                                  units={"monthly": {"reach": "people"}})  # fmt: skip
    return scenario, text, Page(text), comparison, said


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """What a stranger may write: markup, Cyrillic, very long words, no sources, no events."""
    scenario = from_text(tmp_path_factory.mktemp("odd"), ODD)
    page, *rest = made(scenario)
    return scenario, page, Page(page), *rest


def test_a_page_asks_nothing_of_anybody_outside(bureau, odd):
    for _, text, page, *_ in (bureau, odd):
        for tag, attributes in page.tags:
            for name in ("src", "href", "srcset", "action", "data", "poster", "background"):
                address = attributes.get(name) or "#"
                assert address.startswith(("#", "data:image/png;", "data:text/yaml;")), tag
            assert not any(name.startswith("on") for name in attributes)
        assert not page.all("script")
        assert not page.all("link")
        style = text[text.index("<style>") : text.index("</style>")].lower()
        assert "url(" not in style
        assert "@import" not in style
        assert "http" not in style


def test_the_policy_forbids_all_but_own_pictures_and_style(bureau):
    metas = bureau[2].all("meta")
    policy = next(m["content"] for m in metas if m.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.split(maxsplit=1) for rule in policy.split(";"))
    assert rules.pop("default-src") == "'none'"
    assert rules.pop("img-src") == "data:"
    assert rules.pop("style-src") == "'unsafe-inline'"
    assert set(rules.values()) <= {"'none'"}


def test_pages_are_well_nested(bureau, odd):
    for _, _, page, *_ in (bureau, odd):
        assert page.wrong == []
        assert page.open == []


def test_ids_are_unique_and_links_lead_somewhere(bureau, odd):
    for _, _, page, *_ in (bureau, odd):
        ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
        assert len(ids) == len(set(ids))
        inside = [a["href"][1:] for a in page.all("a") if a["href"].startswith("#")]
        assert inside
        assert set(inside) <= set(ids)


def test_headings_begin_once_and_skip_no_level(bureau, odd):
    for _, _, page, *_ in (bureau, odd):
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b <= a + 1 for a, b in pairwise(levels))


def test_the_language_is_named_and_tables_have_captions_and_scopes(bureau):
    page = bureau[2]
    assert page.all("html") == [{"lang": "en"}]
    assert len(page.all("caption")) == len(page.all("table")) > 5
    assert {a.get("scope") for a in page.all("th")} == {"col", "row"}


def test_every_picture_is_inside_and_has_words_for_those_who_do_not_see_it(bureau):
    images = bureau[2].all("img")
    assert [i["alt"] for i in images] == [f"A line that rises, {n}." for n in ("first", "second")]
    for image in images:
        content = base64.b64decode(image["src"].removeprefix("data:image/png;base64,"))
        assert content.startswith(b"\x89PNG")


def test_the_question_the_answer_and_a_picture_come_before_all_else(bureau):
    scenario, text, _, _, said = bureau
    order = [text.index(str(escape(words))) for words in (scenario.question, said.headline)]
    order += [text.index("<img"), text.index("<nav"), text.index("<table")]
    assert order == sorted(order)


def test_everything_that_was_said_is_in_the_page(bureau, odd):
    for scenario, _, page, comparison, said in (bureau, odd):
        for arm in scenario.arms.values():
            assert arm.label in page.text
            assert arm.description in page.text
        for wording in MAIN.values():
            assert wording.short in page.text
        assert said.warnings
        for text in (said.headline, *said.warnings, *said.money):
            assert " ".join(text.split()) in page.text
        found = list(findings(comparison, scenario.arms))
        assert len(found) == len(said.sentences) - 1
        for part in (phrase for finding in found for phrase in finding.phrases):
            assert part in page.text
        assert page.text.count(TONE) == 1


def test_every_sentence_stands_once_whole_or_as_a_list_below_its_beginning(bureau, odd):
    for scenario, _, page, comparison, said in (bureau, odd):
        labels = {name: arm.label for name, arm in scenario.arms.items()}
        found = list(findings(comparison, labels))
        assert said.sentences == (*(sentence(f, comparison.reference, labels) for f in found), TONE)
        for finding, text in zip(found, said.sentences, strict=False):
            is_list = finding.judgement != "unclear"
            parted = text.replace("; ", " ").removesuffix(".") if is_list else text
            assert page.text.count(parted) == 1


def test_sources_vocabularies_status_and_tone_are_in_the_page(bureau):
    scenario, _, page, *_ = bureau
    for place, source in scenario.sources.items():
        assert place in page.text
        assert source in page.text
    for word in (w for row in (*VOCABULARIES, *TERMS) for w in row):
        assert word in page.text
    assert "explores; it does not forecast" in page.text
    assert f"Status: {scenario.status}" in page.text
    for event in scenario.arms[scenario.reference].events:
        assert event in page.text


def test_the_page_says_what_its_intervals_hold_and_what_clear_means(bureau):
    text = bureau[2].text
    answer = text[text.index("The answer") : text.index("On this page")]
    assert "This holds for one set of assumptions" in answer
    assert "“Are the questions open?” (docs/openness.md)" in text
    assert "“Where answers turn round” (docs/flips.md)" in text
    assert f"fewer than {FEWEST_DIFFERING}, or fewer than {FEWEST_FOR_RESAMPLING} where" in text
    assert "outcomes, against" not in text


def number(text):
    """The first number of a text, and the size of its last digit."""
    digits = re.search(r"[+\u2212]?[\d,]+(\.\d+)?", text)[0]
    size = 10.0 ** -len(digits.partition(".")[2])
    return float(digits.replace(",", "").replace("\u2212", "-")), size


def interval(text):
    return [number(end)[0] for end in text.rpartition("(")[2].split(" to ")]


def test_differences_in_the_table_are_those_of_the_comparison(bureau):
    scenario, _, page, comparison, _ = bureau
    rows = [cells for cells in page.table("Outcome").values()]
    others = [arm for arm in scenario.arms if arm != scenario.reference]
    assert len(rows) == len(MAIN)
    checked = 0
    for cells, outcome in zip(rows, MAIN, strict=True):
        for cell, arm in zip(cells[1:], others, strict=True):
            row = comparison.of(arm, outcome)
            expected = scaled(row, row.difference, row.low, row.high)
            shown, last = number(cell)
            coarse = max(last, (expected[2] - expected[1]) / 2)
            assert shown == pytest.approx(expected[0], abs=0.51 * coarse)
            if "(" in cell:
                assert interval(cell) == pytest.approx(expected[1:3], abs=0.51 * coarse)
                checked += 1
            assert ("better" in cell) == (row.better == "better")
            assert ("worse" in cell) == (row.better == "worse")
    assert checked > 10


def test_levels_in_the_table_are_those_of_the_comparison(bureau):
    scenario, _, page, comparison, _ = bureau
    rows = page.table("What happened")
    assert len(rows) == len(LEVELS)
    for cells, outcome in zip(rows.values(), LEVELS, strict=True):
        share = 100.0 if outcome.startswith("sustainability") else 1.0
        for cell, arm in zip(cells, scenario.arms, strict=True):
            level = comparison.level_of(arm, outcome)
            shown, last = number(cell)
            coarse = max(last, share * (level.high - level.low) / 2)
            assert shown == pytest.approx(share * level.mean, abs=0.51 * coarse)
            if arm != scenario.reference:
                row = comparison.of(arm, outcome)
                signed = number(re.split(r"better|worse|difference", cell)[1])
                coarse = max(signed[1], share * (row.high - row.low) / 2)
                assert signed[0] == pytest.approx(share * row.difference, abs=0.51 * coarse)


def test_what_differs_between_arms_is_told(bureau):
    scenario, _, page, *_ = bureau
    before = scenario.arms[scenario.reference].parameters
    changed = 0
    for arm in scenario.arms.values():
        for name, value in arm.parameters.items():
            if value != before[name]:
                changed += 1
                meaning = REGISTER[name].meaning.rstrip(".")
                assert f"{meaning}: {plain(value)} instead of {plain(before[name])}" in page.text
    assert changed > 3


def test_a_strangers_words_are_shown_and_never_run(odd):
    scenario, text, page, *_ = odd
    assert "<script" not in text
    assert "<img src=x" not in text
    assert "<b>Клуб" not in text
    assert scenario.title in page.text
    assert "{{ 7*7 }}" in page.text
    assert "ш" * 119 in page.text


def test_a_page_says_plainly_when_sources_events_and_defaults_are_all_there_is(odd):
    page = odd[2]
    assert "names no source" in page.text
    assert "No event is planned" in page.text
    assert "the same as the reference" in page.text


def test_one_arm_is_a_page_without_differences(tmp_path):
    text = f"title: One\nquestion: What?\narms: {{as-it-is: {{}}}}\nreference: as-it-is\n{SMALL}"
    page, *_ = made(from_text(tmp_path, text), 1, ())
    found = Page(page)
    assert found.wrong == []
    assert "nothing to compare" in found.text
    assert [len(cells) for cells in found.table("What happened").values()] == [1] * len(LEVELS)
    assert "nan" not in found.text.lower().split()
    assert "interval not known" in found.text


def test_many_arms_are_stacked_so_that_paper_holds_them(tmp_path):
    arms = ", ".join(f"a{n}: {{label: Arm {n}}}" for n in range(8))
    text = f"title: Many\nquestion: Which?\narms: {{{arms}}}\nreference: a0\n{SMALL}"
    page, *_ = made(from_text(tmp_path, text), 2, ())
    assert page.count('class="table wide"') == 2


def test_signs_that_nobody_sees_or_that_turn_text_round_are_left_out(bureau):
    scenario, *_ = bureau
    hidden = scenario.model_copy(update={"question": "safe\u202eevil\x07\x00 end"})
    page, *_ = made(hidden, 2, ())
    assert "safeevil end" in page
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", page)


def test_the_same_input_gives_the_same_bytes(bureau):
    scenario, *_ = bureau
    assert made(scenario, 2)[0] == made(scenario, 2)[0]


def test_the_command_and_the_kept_scenario_make_the_results_again(bureau):
    scenario, _, page, comparison, _ = bureau
    command = "snowball compare bureau.yaml --replications 25 --seed 1 --engine ensemble"
    assert command in page.text
    assert "2.9.9" in page.text
    assert str(scenario.path) not in page.text
    kept = next(a["href"] for a in page.all("a") if "download" in a)
    data = YAML(typ="safe", pure=True).load(base64.b64decode(kept.partition(",")[2]))
    again = compare(scenario, run_ensemble(load_resolved(data), 25))
    assert again.levels == comparison.levels


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((4798.2, 4766.0, 4831.0), "4,800 (4,770 to 4,830)"),
        ((-0.0123, -0.02, -0.005), "\u22120.012 (\u22120.020 to \u22120.005)"),
        ((3.0, 3.0, 3.0), "3"),
        ((123.4, np.nan, np.nan), "+120 (interval not known)"),
    ],
)
def test_numbers_carry_no_more_digits_than_their_interval(numbers, expected):
    assert told(*numbers, signed=expected[0] in "+\u2212") == expected


def test_a_clear_finding_falls_into_points_and_what_is_not_clear_stays_one_sentence():
    labels = {"a": "A: b than C: d", "c": "C: d; e"}
    phrases = ("3 % more x (1 to 2 %)", "1 fewer y")
    assert in_points(Finding("a", "worse", phrases), "c", labels) == (
        "\u201cA: b than C: d\u201d does worse than \u201cC: d; e\u201d:",
        phrases,
    )
    assert in_points(Finding("a", "unclear", phrases), "c", labels) == (
        "\u201cA: b than C: d\u201d shows no clear difference from \u201cC: d; e\u201d in"
        " 3 % more x (1 to 2 %) and 1 fewer y.",
        (),
    )
