"""Files that cannot lie in a repository, changed arms, and speed."""

from time import perf_counter

import numpy as np
import pytest

from simulation.scenario import ScenarioError, load_resolved, load_scenario, shipped_scenarios
from simulation.scenario.problems import Problem, nearest, number, short


def said(path) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    return [
        f"got {p.got}, expected {p.expected}, nearest {p.nearest}" for p in caught.value.problems
    ]


def test_a_file_that_is_not_there_names_a_shipped_one_like_it():
    assert said("stratgies") == [
        "got no such file, expected a scenario file or a shipped scenario, nearest strategies"
    ]


def test_a_folder_is_no_scenario(tmp_path):
    assert said(tmp_path) == ["got a folder, expected a YAML file, nearest None"]


def test_bytes_that_are_not_utf_8_are_refused(tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes("title: café\n".encode("latin-1"))
    assert said(path) == [
        "got bytes that are not UTF-8, expected a text file in UTF-8, nearest None"
    ]


def test_a_large_file_is_not_read(tmp_path):
    path = tmp_path / "large.yaml"
    path.write_text("a" * 2_000_001)
    assert said(path) == [
        "got more than 2 MB, expected a scenario file of at most 2 MB, nearest None"
    ]


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_a_name_that_no_system_allows_is_refused(name):
    assert len(said(name)) == 1


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path):
    text = (shipped_scenarios() / "strategies.yaml").read_text("utf-8")
    path = tmp_path / "windows.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert list(load_scenario(path).arms) == list(load_scenario("strategies").arms)


def test_a_long_row_of_files_is_refused(tmp_path):
    for number_of_file in range(30):
        (tmp_path / f"{number_of_file}.yaml").write_text(f"extends: {number_of_file + 1}.yaml\n")
    assert any("after many others" in line for line in said(tmp_path / "0.yaml"))


def test_files_that_meet_again_and_again_are_read_once(tmp_path):
    for level in range(15):
        text = f"extends: [{level + 1}.yaml, {level + 1}.yaml]\n"
        (tmp_path / f"{level}.yaml").write_text(text)
    (tmp_path / "15.yaml").write_text("colour: red\n")
    assert [line for line in said(tmp_path / "0.yaml") if "unknown key" in line]


def test_a_problem_of_a_brick_used_in_arms_is_said_once_with_its_own_line(tmp_path):
    (tmp_path / "bricks").mkdir()
    (tmp_path / "bricks" / "far.yaml").write_text("title: Far\nparameters:\n  stigma: 9\n")
    path = tmp_path / "own.yaml"
    path.write_text(
        "title: T\nquestion: Q\nextends: base.yaml\nreference: a\n"
        "arms: {a: {bricks: far}, b: {bricks: [far]}, c: {}}\n"
    )
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    (problem,) = caught.value.problems
    assert problem == Problem(
        str(tmp_path / "bricks" / "far.yaml"), 3, "parameters.stigma", "9", "a number from 0 to 1"
    )


def test_plain_data_are_checked_like_files():
    with pytest.raises(ScenarioError) as caught:
        load_resolved({"title": None, "extends": "base.yaml", "arms": {"a": {"bricks": "x"}}})
    places = {problem.place for problem in caught.value.problems}
    assert {"title", "extends", "arms.a.bricks", "question", "reference", "places"} <= places
    with pytest.raises(ScenarioError):
        load_resolved([])  # type: ignore[arg-type]


def test_a_key_that_is_no_text_hides_no_other_problem():
    data = {**load_scenario("strategies").resolved(), "parameters": {"\ud800": 1, "stigma": []}}
    with pytest.raises(ScenarioError) as caught:
        load_resolved(data)
    assert [(problem.place, problem.got) for problem in caught.value.problems] == [
        ("parameters", "a key with signs that nobody can read"),
        ("parameters.stigma", "a list"),
    ]


def test_an_arm_is_changed_with_the_same_checks():
    arm = load_scenario("strategies").arms["even"]
    changed = arm.changed(funding_months=np.float64(48), stigma=np.float32(0.5), label="Longer")
    assert type(changed.parameters["funding_months"]) is int
    assert type(changed.parameters["stigma"]) is float
    assert changed.label == "Longer"
    assert arm.parameters["funding_months"] == 36


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"stigm": 0.5}, "arm even: parameters.stigm: got an unknown key, expected a known key."
         " Did you mean stigma?"),
        ({"stigma": 1.5}, "arm even: parameters.stigma: got 1.5, expected a number from 0 to 1."),
        ({"stigma": "0.5"},
         'arm even: parameters.stigma: got "0.5", expected a number from 0 to 1.'),
        ({"stigma": True}, "arm even: parameters.stigma: got true, expected a number from 0 to 1."),
        ({"stigma": float("nan")},
         "arm even: parameters.stigma: got nan, expected a number from 0 to 1."),
        ({"funding_months": 36.5},
         "arm even: parameters.funding_months: got 36.5, expected a whole number from 6 to 120"
         " (months)."),
        ({"funding_months": 100},
         "arm even: parameters.funding_months: got 100, expected at most horizon_months (96)."),
        ({"effort_up_share": 0.9},
         "arm even: parameters: got effort shares that add to 1.56, expected effort_up_share +"
         " effort_out_share + effort_deep_share = 1."),
    ],
)  # fmt: skip
def test_an_impossible_change_is_refused(change, message):
    with pytest.raises(ScenarioError) as caught:
        load_scenario("strategies").arms["even"].changed(**change)
    assert str(caught.value) == message


def test_the_reference_of_other_arms_is_one_of_them():
    scenario = load_scenario("strategies")
    with pytest.raises(ScenarioError, match='with_arms: reference: got "up", expected one of out'):
        scenario.with_arms({"out": scenario.arms["out"]}, "up")


def test_the_resolved_twin_can_be_changed_without_harm():
    scenario = load_scenario("strategies")
    scenario.resolved()["parameters"]["stigma"] = 5
    assert scenario.resolved()["parameters"]["stigma"] == 0.4


def test_a_country_loads_in_less_than_a_second():
    load_scenario("bulgaria")
    start = perf_counter()
    load_scenario("bulgaria")
    assert perf_counter() - start < 1.0


def test_words_are_found_and_shown_with_measure():
    assert nearest("Sofai", ["Sofia", "Pernik"]) == "Sofia"
    assert nearest("weather", ["Sofia"]) is None
    assert number(4_294_967_295) == "4294967295"
    assert short("a\nb" + "c" * 100) == "a b" + "c" * 54 + "..."
