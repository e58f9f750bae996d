"""Files of claims: every mistake has its message, and arms come about as in scenarios."""

import os
import re
from pathlib import Path

import pytest

from analysis.claims import load_claims
from analysis.claims.claim import ARM, INSTEAD_OF
from simulation import ScenarioError, load_scenario
from simulation.scenario import shipped_scenarios

INVALID = sorted((Path(__file__).parents[1] / "scenarios" / "invalid_claims").glob("*.yaml"))
JARGON = re.compile(r"pydantic|ValidationError|_type|extra_forbidden|Input should|NoneType|ruamel")
OWN = """\
title: My own
scenario: mine.yaml
claims:
  reports:
    says: Reports help
    source: my grandmother
    kind: lesson
    arm: {bricks: [own-reports], label: Reports}
    outcome: trust_final
    direction: higher
    margin: 0.01
    conditions: {base_trust: [0.2, 0.4]}
    also: [impact_total, trust_final]
"""


@pytest.fixture(scope="module")
def shipped():
    return load_claims()


def expected(path):
    lines = path.read_text("utf-8").splitlines()
    return [line.removeprefix("# expect: ") for line in lines if line.startswith("# expect: ")]


def messages(path):
    try:
        load_claims(path)
    except ScenarioError as error:
        return [str(problem).replace(f"{path.parent}{os.sep}", "") for problem in error.problems]
    return []


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_an_invalid_file_gives_exactly_its_messages(path):
    assert expected(path), "the file does not say what it expects"
    assert sorted(messages(path)) == sorted(expected(path))
    assert not JARGON.search("\n".join(messages(path)))


def test_there_are_many_invalid_files():
    assert len(INVALID) >= 15


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ScenarioError, match="no such file"):
        load_claims(tmp_path / "nowhere.yaml")


def test_a_file_of_ones_own_finds_scenario_and_bricks_beside_it(tmp_path):
    (tmp_path / "mine.yaml").write_text(
        "title: Mine\nquestion: What?\nextends: base.yaml\n"
        "arms: {only: {label: Only, parameters: {contribution_share: 0.1}}}\nreference: only\n"
    )
    (tmp_path / "bricks").mkdir()
    (tmp_path / "bricks" / "own-reports.yaml").write_text(
        "title: Reports\ninstruments:\n  reports: {channels: {monitoring: 0.5}, staff_fte: 2}\n"
    )
    path = tmp_path / "claims-of-mine.yaml"
    path.write_text(OWN)
    (claim,) = load_claims(path).claims
    question = claim.question
    assert claim.says.of("bg") == "Reports help"  # no Bulgarian words: the English ones
    assert question.arm.instruments["reports"].staff_fte == 2
    assert question.instead_of.instruments == {}
    assert {one.parameters["contribution_share"] for one in question.scenario.arms.values()} == {
        0.1
    }
    assert question.conditions == {"base_trust": (0.2, 0.4)}
    assert question.also == ("impact_total",)  # its own outcome is not an other one


def test_arms_are_those_that_a_scenario_file_would_give(shipped, tmp_path):
    (claim,) = (one for one in shipped.claims if one.name == "linked-to-capacity")
    path = tmp_path / "same.yaml"
    path.write_text(
        "title: Same\nquestion: Same?\nextends: base.yaml\nreference: instead-of\narms:\n"
        "  instead-of: {label: a, bricks: [scale-evenly, scale-out]}\n"
        "  arm:\n    label: b\n"
        "    bricks: [scale-evenly, engagement-with-authorities, formal-partnership]\n"
        "    parameters:\n"
        "      {effort_up_share: 0.5, effort_out_share: 0.5, effort_deep_share: 0.0}\n"
    )
    scenario = load_scenario(path)
    told = {"name", "label", "description"}
    for name in (ARM, INSTEAD_OF):
        mine = claim.question.scenario.arms[name].model_dump(exclude=told)
        assert mine == scenario.arms[name].model_dump(exclude=told)


def test_what_a_scenario_sets_is_not_left_open(tmp_path):
    path = tmp_path / "bureau.yaml"
    path.write_text(OWN.replace("mine.yaml", "bureau").replace("own-reports", "academy").replace(
        "base_trust", "need_share").replace("[0.2, 0.4]", "[0.01, 0.02]"))  # fmt: skip
    (claim,) = load_claims(path).claims
    assert "need_share" in claim.question.open_assumptions
    assert "base_trust" not in claim.question.open_assumptions  # 0.3 is part of the story


def test_the_shipped_file_has_the_lessons_and_what_speaks_against_them(shipped):
    kinds = [claim.kind for claim in shipped.claims]
    assert 16 <= len(kinds) <= 22
    assert 6 <= kinds.count("counter-claim") <= 10
    assert {claim.claims for claim in shipped.claims} == {
        "always", "usually", "more_often_than_not",
    }  # fmt: skip


def test_the_shipped_file_speaks_both_languages_and_says_how_it_asks(shipped):
    texts = [shipped.title]
    for claim in shipped.claims:
        texts += [claim.says, *filter(None, (claim.close_to_assumption, claim.cannot_judge))]
        if claim.question is not None:
            texts += [claim.how, *claim.question.labels]
    assert all(text is not None and text.is_in("bg") for text in texts)
    assert all(re.search("[а-я]", text.of("bg")) for text in texts)
    assert not any(re.search("[а-я]", text.of("en")) for text in texts)


def test_arms_of_a_claim_spend_the_same_public_money_over_the_same_time(shipped):
    for claim in shipped.claims:
        if claim.question is not None:
            arms = claim.question.scenario.arms.values()
            for name in ("grant_eur", "funding_months"):
                assert len({arm.parameters[name] for arm in arms}) == 1, claim.name


def test_arms_differ_by_choices_alone(shipped):
    for claim in shipped.claims:
        if claim.question is not None:
            assert len(claim.question.open_assumptions) == 97, claim.name


def test_no_source_is_cited_from_memory_without_saying_so(shipped):
    for claim in shipped.claims:
        text = claim.source
        is_marked = any(word in text for word in ("from memory", "abstract", "no study was found"))
        assert is_marked or text.startswith("SI PLUS report"), claim.name


def test_the_shipped_file_lies_beside_the_scenarios(shipped):
    assert Path(shipped.path) == shipped_scenarios() / "claims.yaml"
