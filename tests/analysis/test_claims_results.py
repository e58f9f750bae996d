"""A whole test of claims on a small world: numbers, files, page, and examples that replay."""

import csv
import dataclasses
import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest

from analysis.claims import load_claims
from analysis.claims.examples import replayed
from analysis.claims.files import as_data, example_text, examples_of, write_tables
from analysis.claims.markdown import page as markdown_page
from analysis.claims.output import discard_older, write_docs, write_results
from analysis.claims.own import EXAMPLE, how_to
from analysis.claims.page import drawn
from analysis.claims.page import page as html_page
from analysis.claims.places import start
from analysis.claims.sentences import told
from analysis.claims.shape import Entry
from analysis.claims.testing import Scope, judge_claims
from analysis.comparison import compare
from analysis.errors import AnalysisError
from analysis.patterns.scorecard import anchor
from analysis.statistics import wilson
from analysis.worlds import in_world, plausible_worlds
from simulation import load_scenario, run_ensemble
from simulation.engine import run_world
from simulation.outcomes import RUN_NAMES
from simulation.world import build_world

SCENARIO = """\
title: Small
question: What?
parameters: {horizon_months: 30, funding_months: 12, grant_eur: 60000}
places:
  Here: {population: 9000, latitude: 42.0, longitude: 23.0}
  There: {population: 4000, latitude: 42.1, longitude: 23.2}
organisations:
  One: {kind: ngo, home: Here, staff_fte: 3, premises_places: 20, cash_eur: 9000, know_how: 0.5}
arms: {only: {label: Only}}
reference: only
"""
CLAIMS = """\
title: {en: "Claims & <b>tests</b>", bg: Твърдения}
scenario: small.yaml
claims:
  communities-first:
    says: {en: "Involve communities <at once>.", bg: "Включете общностите веднага."}
    source: a test
    kind: lesson
    how: How it is asked.
    arm: {label: Involved}
    instead_of: {label: Not involved, parameters: {involve_communities_intensity: 0.0}}
    outcome: ownership_final
    direction: higher
    claims: always
    also: [impact_total]
  nobody-needed:
    says: Nobody has to be involved.
    source: a test
    kind: counter-claim
    arm: {label: Not involved, parameters: {involve_communities_intensity: 0.0}}
    instead_of: {label: Involved}
    outcome: ownership_final
    direction: higher
  beyond:
    says: What lies beyond.
    source: a test
    kind: lesson
    cannot_judge: {en: It is left out., bg: Моделът не го включва.}
"""
STUDY = Scope(25, 4, 3)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("claims")
    (made / "small.yaml").write_text(SCENARIO, "utf-8")
    (made / "mine.yaml").write_text(CLAIMS, "utf-8")
    return made


@pytest.fixture(scope="module")
def claims(folder):
    return load_claims(folder / "mine.yaml")


@pytest.fixture(scope="module")
def tested(claims):
    return judge_claims(claims, STUDY)


def test_the_share_is_that_of_the_worlds_run_one_by_one(claims, tested):
    question = claims.claims[0].question
    exceeding = 0
    for world in plausible_worlds(25):
        arm, other = (
            run_world(build_world(in_world(one, world)), 3, 4)[1][:, question.column]
            for one in (question.arm, question.instead_of)
        )
        exceeding += float(np.mean(arm - other)) > 0.0
    shares = tested[0].found.shares
    assert exceeding > 15
    assert shares.exceeds.value == exceeding / 25
    assert (shares.exceeds.low, shares.exceeds.high) == wilson(exceeding, 25)
    assert shares.holds + shares.fails + shares.unclear + shares.same == pytest.approx(1.0)


def test_a_claim_and_its_opposite_get_opposite_answers(tested):
    one, other = tested[0].found, tested[1].found
    assert one.shares.holds == other.shares.fails
    assert one.percentiles == pytest.approx([-value for value in reversed(other.percentiles)])
    assert other.verdict.stands == "no"
    assert other.against.example.changes == ()  # the usual assumptions themselves
    assert one.others["impact_total"].worlds == 25


def test_a_claim_alone_gets_the_same_numbers_as_among_others(claims, tested):
    alone = dataclasses.replace(claims, claims=claims.claims[1:2])
    again = as_data(judge_claims(alone, STUDY), STUDY)["claims"]
    assert again == {"nobody-needed": as_data(tested, STUDY)["claims"]["nobody-needed"]}


def test_what_cannot_be_judged_has_no_number(tested):
    assert tested[2].found is None
    data = as_data(tested, STUDY)["claims"]["beyond"]
    assert not any(isinstance(value, float) for value in data.values())
    assert told(tested[2], "bg").headline == "Моделът не го включва."


def test_a_single_replication_is_refused(claims):
    with pytest.raises(AnalysisError, match="replications: got 1, expected at least 2"):
        judge_claims(claims, Scope(3, 1))


def test_every_example_loads_and_replays_to_the_difference_that_it_states(tested, tmp_path):
    found = [(one, example) for one in tested for example in examples_of(one)]
    assert found
    for one, example in found:
        question = one.claim.question
        path = tmp_path / "example.yaml"
        path.write_text(example_text(one.claim, question, example), "utf-8")
        scenario = load_scenario(path)
        assert scenario.seed == example.seed != STUDY.seed
        assert scenario.status == "illustrative"
        results = run_ensemble(scenario, example.replications)
        column = RUN_NAMES.index(question.outcome)
        arm, other = (results.runs[results.arms.index(n), :, column] for n in ("arm", "instead-of"))
        assert float(np.mean(arm - other)) == pytest.approx(example.difference, rel=1e-9)
        row = compare(scenario, results)
        assert row.reference == "instead-of"


def test_only_what_the_fresh_run_shows_becomes_an_example(claims):
    question = claims.claims[0].question
    usual = start(question)
    assert replayed(question, usual, "fails", 9) is None
    example = replayed(question, usual, "holds", 9)
    assert (example.seed, example.changes, example.is_plausible) == (9, (), True)
    assert 0.0 < example.low < example.difference < example.high


def test_tables_hold_every_claim_with_the_same_numbers(claims, tested, tmp_path):
    made = write_results(claims, tested, STUDY, tmp_path / "out", "bg")
    assert made[-1].name == "claims.html"
    data = json.loads((tmp_path / "out" / "claims.json").read_text("utf-8"))
    assert data["replications"] == 4
    text = (tmp_path / "out" / "claims.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["claim"] for row in rows] == list(data["claims"]) == [
        "communities-first", "nobody-needed", "beyond",
    ]  # fmt: skip
    for row in rows[:2]:
        one = data["claims"][row["claim"]]
        assert float(row["share"]) == one["share"]
        assert float(row["no_difference"]) == one["no_difference"]
        assert float(row["difference_p50"]) == one["difference"]["50"]
        assert one["share_low"] <= one["share"] <= one["share_high"]
    assert rows[2]["share"] == ""
    pictures = sorted(path.name for path in (tmp_path / "out" / "figures").iterdir())
    assert pictures == ["claims-overview.png", "communities-first.png", "nobody-needed.png"]


def test_what_an_older_test_wrote_goes_and_other_files_stay(tested, tmp_path):
    write_tables(tested, STUDY, tmp_path)
    for name in ("counter-examples", "figures"):
        (tmp_path / name).mkdir()
    mine = tmp_path / "counter-examples" / "of-mine.yaml"
    old = [tmp_path / "counter-examples" / "nobody-needed.yaml",
           tmp_path / "counter-examples" / "communities-first-holds.yaml",
           tmp_path / "figures" / "beyond.png"]  # fmt: skip
    for path in (mine, *old):
        path.touch()
    discard_older(tmp_path)
    assert mine.exists()
    assert not any(path.exists() for path in old)


class Reader(HTMLParser):
    """What a browser would load, show and say."""

    def __init__(self):
        super().__init__()
        self.tags, self.ids, self.open = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for key, value in attrs if key == "id"]
        if tag not in ("meta", "img", "input", "link", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def html(claims, tested):
    return html_page(claims, tested, STUDY, drawn(tested), "bg")


@pytest.fixture(scope="module")
def read(html):
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    return reader


def test_the_page_loads_nothing_and_runs_nothing(html, read):
    assert "default-src 'none'" in html
    assert not [tag for tag, _ in read.tags if tag in ("script", "link", "iframe")]
    for _, attrs in read.tags:
        for name in ("src", "href"):
            assert attrs.get(name, "data:").startswith(("data:", "#"))


def test_the_page_holds_both_languages_and_opens_in_the_one_asked_for(html, read):
    assert '<html lang="bg">' in html
    parts = [attrs["lang"] for tag, attrs in read.tags if attrs.get("class", "").startswith("part")]
    assert parts == ["en", "bg"]
    shown = [a["id"] for tag, a in read.tags if tag == "input" and "checked" in a]
    assert shown == ["show-bg"]
    labels = {a["for"] for tag, a in read.tags if tag == "label"}
    assert labels == {a["id"] for tag, a in read.tags if tag == "input"}
    assert len(set(read.ids)) == len(read.ids)
    assert "Включете общностите веднага." in html


def test_every_picture_of_the_page_says_what_it_shows(read):
    pictures = [attrs["alt"] for tag, attrs in read.tags if tag == "img"]
    bars = [a["aria-label"] for tag, a in read.tags if tag == "svg" and a.get("role") == "img"]
    assert len(pictures) == len(bars) == 4  # two claims in two languages
    assert all(re.search(r"\d+ %", text) for text in [*pictures, *bars])


def test_words_of_strangers_are_escaped(html):
    assert "<b>tests" not in html
    assert "&lt;at once&gt;" in html


def test_the_page_repeats_the_limits(html):
    assert "Snowball explores; it does not forecast" in html
    assert "Snowball проучва, а не предсказва" in html


def test_a_bar_fills_its_width(html):
    for bar in re.findall(r'<svg class="bar".*?</svg>', html, re.DOTALL):
        widths = re.findall(r'width="([\d.]+)" height="8"', bar)
        assert sum(map(float, widths)) == pytest.approx(100.0, abs=0.05)


def test_the_markdown_page_links_to_a_section_for_each_claim(claims, tested, tmp_path):
    text = markdown_page(claims, tested, STUDY, "claims/")
    headings = [anchor(one) for one in re.findall(r"^## (.+)$", text, re.MULTILINE)]
    own, *links = re.findall(r"\]\(#([^)]+)\)", text)
    assert links == headings[1:-1]  # between how to read it and how to write one
    assert own == headings[-1]
    assert len(links) == len(claims.claims) == 3
    (tmp_path / "figures").mkdir()
    assert write_docs(claims, tested, STUDY, tmp_path).read_text("utf-8") == text
    assert (tmp_path / "claims" / "claims.json").exists()
    assert (tmp_path / "figures" / "claims-overview.png").exists()


def test_the_example_of_a_claim_of_ones_own_loads_and_its_keys_are_all_told(tmp_path):
    path = tmp_path / "my-claims.yaml"
    path.write_text(EXAMPLE, "utf-8")
    (claim,) = load_claims(path).claims
    assert claim.question.conditions == {"base_trust": (0.2, 0.35)}
    told_keys = re.findall(r"^\| claims.NAME \| `(\w+)`", "\n".join(how_to()), re.MULTILINE)
    assert told_keys == list(Entry.model_fields)
