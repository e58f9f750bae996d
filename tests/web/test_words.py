"""The words of the model on the page are those that are written elsewhere, all of them."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web import words
from simulation import REGISTER
from simulation.outcomes import MONTHLY, RUN
from simulation.scenario import load_scenario, shipped_names, shipped_scenarios
from simulation.scenario.reading import read

BULGARIAN = words.FILE.parents[1] / "bg" / "model.ts"


@pytest.fixture(scope="module")
def said():
    return words.model_words()


def test_the_file_holds_the_words_as_they_are_now(said):
    """If not: python -m app.web.words."""
    assert words.FILE.read_text("utf-8") == words.typescript(said)


def test_every_number_of_the_model_is_told_with_its_unit(said):
    assert said["parameters"].keys() == REGISTER.keys()
    assert said["monthly"].keys() == {outcome.name for outcome in MONTHLY}
    assert said["run"].keys() == {outcome.name for outcome in RUN}
    assert said["monthly"]["cost_eur"] != said["run"]["cost_eur"]
    units = {of.unit for of in (*REGISTER.values(), *MONTHLY, *RUN)}
    assert said["units"].keys() == units


@pytest.mark.parametrize("name", shipped_names())
def test_every_name_in_a_shipped_scenario_has_a_word(said, name):
    scenario = load_scenario(name)
    assert said["scenarios"][name]["title"] == scenario.title
    assert said["scenarios"][name]["arms"].keys() == scenario.arms.keys()
    for arm in scenario.arms.values():
        assert said["scenarios"][name]["arms"][arm.name]["label"] == arm.label
        assert arm.places.keys() <= said["places"].keys()
        assert arm.organisations.keys() <= said["organisations"].keys()
        assert arm.instruments.keys() <= said["instruments"].keys()
        assert {event.kind for event in arm.events.values()} <= said["events"].keys()
        for member in arm.organisations.values():
            assert member.kind in said["kinds"]
            assert member.coalition is None or member.coalition in said["coalitions"]


def test_copies_and_newcomers_have_words_too(said):
    assert {"Local service 1", "Local service 10", "newcomer 1"} <= said["organisations"].keys()
    assert "Local service" not in said["organisations"]


def test_an_instrument_of_a_scenario_alone_is_named_by_its_label_or_itself():
    arm = load_scenario("strategies").arms["even"]
    plain = load_scenario("imprint").arms["as-it-happened"].instruments["academy"]
    own = {
        "music": plain.model_copy(update={"label": "Music for all"}),
        "bare": plain.model_copy(update={"label": None}),
        "academy": plain.model_copy(update={"label": "renamed"}),
    }
    found = words.instrument_labels([arm.model_copy(update={"instruments": own})])
    assert (found["music"], found["bare"]) == ("Music for all", "bare")
    assert found["academy"] == "Academy for young innovators"


def test_the_three_ways_of_scaling_are_told_in_both_vocabularies(said):
    ways = said["glossary"]["vocabularies"]
    assert list(ways) == ["up", "out", "deep"]
    for way in ways.values():
        assert list(way) == ["word", "report", "moore", "differs", "in_the_model"]
        assert all(way.values())


def test_bulgarian_labels_are_those_of_the_claims(said):
    claims = read(shipped_scenarios() / "claims.yaml").data["claims"].values()
    labels = [
        claim[side]["label"] for claim in claims for side in ("arm", "instead_of") if side in claim
    ]
    arms = [arm["label"] for one in said["scenarios"].values() for arm in one["arms"].values()]
    shared = [label for label in labels if label["en"] in arms]
    assert len(shared) > 5
    text = BULGARIAN.read_text("utf-8")
    assert [label for label in shared if f"label: {words.quoted(label['bg'])}," not in text] == []


def test_two_words_with_one_key_are_refused(monkeypatch):
    monkeypatch.setattr(words, "TERMS", (("Trust", "a"), ("Trust (0 to 1)", "b")))
    with pytest.raises(ValueError, match="one key"):
        words.terms()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_survives_its_quotation_marks(text):
    quoted = words.quoted(text)
    assert "\n" not in quoted
    assert ast.literal_eval(quoted) == text


def test_names_that_are_no_identifiers_are_quoted():
    lines = list(words.lines_of({"one two": "a", "deep": {"b_1": "c"}, "0-1": "d"}, 0))
    assert lines == ["'one two': 'a',", "deep: {", "  b_1: 'c',", "},", "'0-1': 'd',"]


def test_main_writes_the_file_it_is_given(tmp_path, said):
    words.main(tmp_path / "model.ts")
    assert (tmp_path / "model.ts").read_bytes() == words.typescript(said).encode()
