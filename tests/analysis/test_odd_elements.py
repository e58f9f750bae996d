"""The description has every element of ODD 2020 and ODD+D, each with its code and its tests."""

import re

import pytest

from analysis.odd import ROOT

ODD_2020 = (
    "1. Purpose and patterns",
    "2. Entities, state variables and scales",
    "3. Process overview and scheduling",
    "4. Design concepts",
    "5. Initialisation",
    "6. Input data",
    "7. Submodels",
)
DESIGN_CONCEPTS = (
    "Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction",
    "Sensing", "Interaction", "Stochasticity", "Collectives", "Observation",
)  # fmt: skip
ODD_D = (
    "Theoretical and empirical background", "Individual decision-making", "Learning (decisions)",
    "Individual sensing", "Individual prediction", "Interaction (decisions)",
    "Collectives (decisions)", "Heterogeneity", "Stochasticity (decisions)",
    "Observation (decisions)", "Implementation",
)  # fmt: skip
LINK = re.compile(r"\]\((\.\./[^)#]+)")


@pytest.fixture(scope="module")
def page():
    return (ROOT / "docs" / "odd.md").read_text("utf-8")


def sections(page: str, level: int) -> dict[str, str]:
    """Headings of one level, each with all that stands under it, in order."""
    parts = re.split(rf"^#{{{level}}} (.+)$", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_the_seven_elements_and_a_summary_stand_in_their_order(page):
    found = [heading for heading in sections(page, 2) if heading in ("Summary", *ODD_2020)]
    assert found == ["Summary", *ODD_2020]


def test_all_design_concepts_and_all_that_odd_d_asks_stand_in_their_order(page):
    parts = sections(page, 2)
    assert tuple(sections(parts["4. Design concepts"], 3)) == DESIGN_CONCEPTS
    assert tuple(sections(parts["ODD+D: human decisions"], 3)) == ODD_D


def elements(page: str) -> dict[str, str]:
    parts = sections(page, 2)
    found = {name: parts[name] for name in ODD_2020 if name not in (ODD_2020[3], ODD_2020[6])}
    found |= sections(parts[ODD_2020[3]], 3)
    return found | sections(parts["ODD+D: human decisions"], 3)


def test_every_element_says_something_and_leads_to_code_and_tests(page):
    found = elements(page)
    assert len(found) == 5 + 11 + 11
    for name, text in found.items():
        said, _, code = text.partition("\nCode: ")
        assert len(said.split()) >= 15, name
        code, _, tests = code.partition("\nTests: ")
        assert LINK.search(code), name
        assert LINK.search(tests), name
        assert all("/tests/" in f"/{link}" for link in LINK.findall(tests)), name


def test_every_link_leads_to_a_file_that_is_there(page):
    links = LINK.findall(page)
    assert len(links) >= 80
    missing = {link for link in links if not (ROOT / "docs" / link).resolve().is_file()}
    assert missing == set()


def test_links_are_called_as_the_files_are(page):
    for label, name in re.findall(r"\[([\w.-]+)\]\(\.\./[^)#]*?([^/)#]+)\)", page):
        assert label == name


def test_patterns_are_named_and_lead_to_the_scorecard(page):
    text = sections(page, 2)[ODD_2020[0]]
    assert "](patterns.md)" in text
    assert len(re.findall(r"^- ", text, re.MULTILINE)) >= 5
