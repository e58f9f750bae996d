"""Every valid file loads to itself, and every invalid file gives exactly its messages."""

import os
import re
from pathlib import Path

import pytest

from simulation import REGISTER
from simulation.scenario import (
    Scenario,
    ScenarioError,
    load_resolved,
    load_scenario,
    shipped_scenarios,
    to_yaml,
)

HERE = Path(__file__).parent
VALID = sorted((HERE / "valid").glob("*.yaml"))
INVALID = sorted((HERE / "invalid").glob("*.yaml"))
JARGON = re.compile(r"pydantic|ValidationError|_type|extra_forbidden|Input should|NoneType|ruamel")


def expected(path: Path) -> list[str]:
    """The messages that the first lines of a file ask for."""
    lines = path.read_text("utf-8").splitlines()
    return [line.removeprefix("# expect: ") for line in lines if line.startswith("# expect: ")]


def messages(path: Path) -> list[str]:
    """The messages that a file gives, without the folder it lies in."""
    try:
        load_scenario(path)
    except ScenarioError as error:
        return [str(problem).replace(f"{path.parent}{os.sep}", "") for problem in error.problems]
    return []


def loaded(name: str) -> Scenario:
    return load_scenario(HERE / "valid" / f"{name}.yaml")


def same(first: Scenario, second: Scenario) -> None:
    """Both say the same, in the same order."""
    assert first.resolved() == second.resolved()
    assert to_yaml(first.resolved()) == to_yaml(second.resolved())
    assert {n: repr(a.model_dump()) for n, a in first.arms.items()} == {
        n: repr(a.model_dump()) for n, a in second.arms.items()
    }


def test_there_are_many_invalid_files():
    assert len(INVALID) >= 60


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_an_invalid_file_gives_exactly_its_messages(path):
    assert expected(path), "the file does not say what it expects"
    assert messages(path) == expected(path)
    assert not JARGON.search("\n".join(messages(path)))


def test_there_are_several_valid_files():
    assert len(VALID) >= 8


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_the_resolved_twin_loads_to_itself(path, tmp_path):
    scenario = load_scenario(path)
    same(load_resolved(scenario.resolved()), scenario)
    written = tmp_path / "resolved.yaml"
    written.write_text(to_yaml(scenario.resolved()), "utf-8")
    same(load_scenario(written), scenario)


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_the_resolved_twin_is_complete(path):
    twin = load_scenario(path).resolved()
    assert list(twin["parameters"]) == list(REGISTER)
    assert not {"extends", "bricks"} & {
        *twin,
        *(key for arm in twin["arms"].values() for key in arm),
    }


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_other_arms_load_to_themselves(path):
    scenario = load_scenario(path)
    first = next(iter(scenario.arms))
    arms = {"poor": scenario.arms[first].changed(grant_eur=0, label="Poor"), **scenario.arms}
    other = scenario.with_arms(arms, reference="poor")
    same(load_resolved(other.resolved()), other)
    assert other.arms["poor"].name == "poor"
    assert other.arms["poor"].label == "Poor"
    assert other.arms[first].parameters == scenario.arms[first].parameters
    alone = scenario.with_arms({first: scenario.arms[first]}, first)
    same(load_resolved(alone.resolved()), alone)


def test_all_that_is_not_said_is_a_default():
    scenario = loaded("minimal")
    arm = scenario.arms["as-it-is"]
    assert arm.parameters == {p.name: p.default for p in REGISTER.values()}
    assert (arm.label, arm.description, arm.schedule, arm.events) == ("as-it-is", "", {}, {})
    assert (scenario.seed, scenario.status) == (1, "illustrative")
    assert arm.organisations["Red Cross"].goal == 0.5


def test_the_last_word_wins_and_the_rest_remains():
    scenario = loaded("chain")
    arm = scenario.arms["as-it-is"]
    assert scenario.title == "A chain of three files"
    assert scenario.description == "From the base."
    assert scenario.status == "calibrated"
    assert scenario.seed == 0
    assert list(scenario.arms) == ["all", "as-it-is"]
    assert (arm.parameters["stigma"], arm.parameters["funding_months"]) == (0.3, 24)
    member = arm.organisations["Red Cross"]
    assert (member.staff_fte, member.backbone, member.coalition) == (7, True, "bureau")
    assert set(arm.places) == {"Sofia", "Pernik", "Vidin"}
    assert arm.places["Sofia"].character == 0.9


def test_bricks_lie_between_bases_and_own_words():
    scenario = loaded("bricks")
    plain, quiet, loud = (scenario.arms[name] for name in ("plain", "quiet", "loud"))
    assert scenario.title == "Bricks"
    assert scenario.seed == 0
    assert plain.parameters["funding_months"] == 48
    assert plain.parameters["grant_eur"] == 400_000
    assert plain.parameters["effort_out_share"] > 0.5
    assert plain.instruments == {}
    assert dict(quiet.instruments["talks"].channels) == {"trust": 0.1, "acceptance": 0.1}
    assert dict(loud.instruments["talks"].channels) == {"trust": 0.5, "acceptance": 0.1}
    assert loud.instruments["talks"].start_month == 6
    assert loud.instruments["talks"].cost_eur_per_month == 10
    assert "regular-reporting" in loud.instruments
    assert loud.parameters["effort_deep_share"] == 0.8
    assert scenario.sources["instruments.talks"] == "invented"


def test_an_arm_changes_only_what_it_says():
    many, more = (loaded("copies").arms[name] for name in ("many", "more"))
    assert [name for name in many.organisations if name.startswith("Club")] == [
        "Club 1", "Club 2", "Club 3", "Club 4",
    ]  # fmt: skip
    assert len({member.home for member in many.organisations.values()}) == 3
    assert len(more.organisations) == 8
    assert more.organisations["Club 6"].coalition == "bureau"
    assert more.organisations["Club 6"].premises_places == 8
    assert more.organisations["Red Cross"] == many.organisations["Red Cross"]


def test_events_and_schedules_are_merged_by_name_and_month():
    calm, shaken = (loaded("events").arms[name] for name in ("calm", "shaken"))
    assert (calm.events["influx 2022"].size, calm.events["influx 2022"].month) == (0, 6)
    assert set(shaken.events) - set(calm.events) == {"roof falls in"}
    late = loaded("schedule").arms["late"]
    assert late.schedule[12] == {
        "effort_up_share": 0.1, "effort_out_share": 0.1, "effort_deep_share": 0.8,
        "involve_communities_intensity": 1.0,
    }  # fmt: skip


def test_words_and_numbers_are_those_of_yaml_1_2():
    scenario = loaded("words-and-numbers")
    arm = scenario.arms["yes"]
    assert (scenario.title, scenario.question) == ("no", "2021-09-01")
    assert (scenario.description, scenario.seed) == ("1_000", 255)
    assert (arm.label, arm.description) == ("~", "1e-4")
    assert arm.parameters["seeking_per_month"] == 5e-4
    assert type(arm.parameters["stigma"]) is float
    assert type(arm.parameters["horizon_months"]) is int


def test_names_may_be_bulgarian():
    arm = loaded("bulgarian").arms["поотделно"]
    assert arm.organisations["Читалище „Надежда“"].home == "Велико Търново"
    assert '"така"' in loaded("bulgarian").description


@pytest.mark.parametrize("name", ["strategies", "strategies.yaml"])
def test_a_shipped_scenario_is_found_by_its_name(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert Path(load_scenario(name).path) == shipped_scenarios() / "strategies.yaml"


def test_a_file_that_is_there_goes_before_a_shipped_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "strategies.yaml").write_text((HERE / "valid" / "minimal.yaml").read_text("utf-8"))
    assert load_scenario("strategies.yaml").title == "Minimal"


def test_arms_without_a_label_of_their_own_are_told_apart():
    """Three arms "Out": the first keeps it, the others take their names behind it."""
    scenario = loaded("minimal")
    arm = scenario.arms["as-it-is"].changed(label="Out")
    poor, rich = arm.changed(grant_eur=0), arm.changed(grant_eur=900_000)
    other = scenario.with_arms({"plain": arm, "poor": poor, "rich": rich}, "plain")
    labels = [one.label for one in other.arms.values()]
    assert labels == ["Out", "Out (poor)", "Out (rich)"]
    same(load_resolved(other.resolved()), other)


def test_labels_made_of_names_meet_no_other_label():
    arm = loaded("minimal").arms["as-it-is"]
    arms = {
        "a": arm.changed(label="X" * 120),
        "b": arm.changed(label="x" * 120),
        "c": arm.changed(label="Out"),
        "d": arm.changed(label="out"),
        "e": arm.changed(label="Out (d)"),
    }
    labels = [a.label for a in loaded("minimal").with_arms(arms, "a").arms.values()]
    assert len({label.casefold() for label in labels}) == 5
    assert labels[4] == "Out (d)"
    assert max(map(len, labels)) == 120


def test_scenarios_and_arms_show_themselves_in_one_short_line():
    scenario = loaded("bricks")
    assert repr(scenario) == "Scenario('Bricks', arms=['all', 'plain', 'quiet', 'loud'])"
    assert f"{scenario.arms['quiet']}" == "Arm('quiet', label='quiet')"


@pytest.mark.parametrize(
    ("asked", "got", "expected"),
    [
        ("mentoring", "a brick, which does not run alone", "under bricks"),
        ("mentoring.yaml", "a brick, which does not run alone", "under bricks"),
        ("south-west", "a part, which does not run alone", "under extends"),
        ("base", "a part, which does not run alone", "under extends"),
        (shipped_scenarios() / "bricks" / "pooled.yaml", "a brick", "under bricks"),
        (shipped_scenarios() / "places" / "bulgaria.yaml", "a part", "under extends"),
    ],
    ids=str,
)
def test_a_shipped_part_says_once_that_it_does_not_run_alone(
    asked, got, expected, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ScenarioError) as error:
        load_scenario(asked)
    (problem,) = error.value.problems
    assert problem.got.startswith(got)
    assert problem.expected.endswith(expected)


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("mine.yml", "mine.yaml"),
        ("mine", "mine.yaml"),
        ("mien.yaml", "mine.yaml"),
        ("mentoring.yaml", "mentoring.yml"),
        ("bureu", "bureau"),
        ("bureu.yaml", "bureau"),
        ("zzzzzz", None),
    ],
)
def test_a_file_that_is_not_there_leads_to_the_one_that_is_meant(
    asked, near, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").touch()
    (tmp_path / "mentoring.yml").touch()
    with pytest.raises(ScenarioError) as error:
        load_scenario(asked)
    (problem,) = error.value.problems
    assert (problem.got, problem.nearest) == ("no such file", near)


def test_a_file_of_ones_own_goes_before_a_brick_of_that_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mentoring.yaml").write_text((HERE / "valid" / "minimal.yaml").read_text("utf-8"))
    assert load_scenario("mentoring.yaml").title == "Minimal"


def test_a_part_is_known_by_a_relative_path_too(monkeypatch):
    monkeypatch.chdir(shipped_scenarios())
    for name in ("bricks/pooled.yaml", "base.yaml", "./bricks/../base.yaml"):
        with pytest.raises(ScenarioError, match="which does not run alone") as error:
            load_scenario(name)
        assert len(error.value.problems) == 1


def test_a_scenario_without_arms_is_no_part(tmp_path, monkeypatch):
    """Who writes among the shipped files and forgets the arms is told just that."""
    monkeypatch.setattr("simulation.scenario.loading.shipped_scenarios", lambda: tmp_path)
    text = (HERE / "valid" / "minimal.yaml").read_text("utf-8")
    (tmp_path / "own.yaml").write_text(text[: text.index("arms:")])
    with pytest.raises(ScenarioError, match="arms: got nothing, expected at least one arm"):
        load_scenario(tmp_path / "own.yaml")
