"""Every valid study loads to itself, and every invalid one gives exactly its messages."""

import os
import re
from pathlib import Path

import pytest

from analysis.studies.designs import layout
from analysis.studies.loading import (
    is_study,
    load_study,
    resolved_text,
    shipped_studies,
    study_from_data,
)
from simulation import ScenarioError
from simulation.scenario import to_yaml

INVALID = sorted((Path(__file__).parent / "invalid").glob("*.yaml"))
JARGON = re.compile(r"pydantic|ValidationError|_type|extra_forbidden|Input should|NoneType|ruamel")


def expected(path):
    lines = path.read_text("utf-8").splitlines()
    return [line.removeprefix("# expect: ") for line in lines if line.startswith("# expect: ")]


def messages(path):
    try:
        load_study(path)
    except ScenarioError as error:
        return [str(problem).replace(f"{path.parent}{os.sep}", "") for problem in error.problems]
    return []


def test_there_are_many_invalid_studies():
    assert len(INVALID) >= 35


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_an_invalid_study_gives_exactly_its_messages(path):
    assert expected(path), "the file does not say what it expects"
    assert messages(path) == expected(path)
    assert not JARGON.search("\n".join(messages(path)))


@pytest.mark.parametrize("path", shipped_studies(), ids=lambda path: path.stem)
def test_a_shipped_study_loads_by_its_name_and_its_twin_loads_to_itself(path, tmp_path):
    study = load_study(path.stem)
    twin = study_from_data(resolved_text(study), "twin")
    assert resolved_text(twin) == resolved_text(study)
    assert twin.digest == study.digest
    written = tmp_path / "resolved.yaml"
    written.write_text(to_yaml(resolved_text(study)), "utf-8")
    assert load_study(written).digest == study.digest


def test_there_are_shipped_studies():
    assert shipped_studies()


def test_a_file_that_does_not_exist_names_the_nearest_shipped_study():
    with pytest.raises(ScenarioError, match=r"no such file.*Did you mean pooling-and-trust\?"):
        load_study("poling-and-trust")


@pytest.mark.parametrize(("name", "answer"), [("pooling-and-trust", True), ("strategies", False),
                                              ("nowhere.yaml", False)])  # fmt: skip
def test_studies_are_told_from_scenarios(name, answer):
    assert is_study(name) is answer


def test_points_of_a_csv_file_become_a_table_of_the_twin(tmp_path):
    (tmp_path / "points.csv").write_text(
        "# made by hand\nbase_trust,need_share\n0.3,0.01\n0.4,0.02\n"
    )
    (tmp_path / "study.yaml").write_text(
        "title: A\nquestion: B?\nscenario: strategies\ndesign: {kind: table, file: points.csv}\n"
    )
    study = load_study(tmp_path / "study.yaml")
    assert layout(study).values.tolist() == [[0.3, 0.01], [0.4, 0.02]]
    assert "file" not in resolved_text(study)["design"]
    assert study_from_data(resolved_text(study), "twin").digest == study.digest


def test_a_cell_that_is_no_number_is_named(tmp_path):
    (tmp_path / "points.csv").write_text("base_trust\nhigh\n")
    (tmp_path / "study.yaml").write_text(
        "title: A\nquestion: B?\nscenario: strategies\ndesign: {kind: table, file: points.csv}\n"
    )
    with pytest.raises(ScenarioError, match="with a cell that is no number"):
        load_study(tmp_path / "study.yaml")


def test_points_and_replications_do_not_change_what_a_run_is(small):
    first = small()
    assert small(design={"kind": "sobol", "points": 16}, replications=9).digest == first.digest
    assert small(title="Other", question="Else?").digest == first.digest


@pytest.mark.parametrize(
    "change",
    [
        {"seed": 7},
        {"fixed": {"horizon_months": 25, "funding_months": 12}},
        {"outcomes": ["impact_total"]},
        {"months": {"every": 6, "outcomes": ["reach"]}},
        {"engine": "mesa"},
        {"factors": {"need_share": {}}},
        {"scenario": "copies.yaml"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_everything_that_decides_a_run_changes_the_digest(small, change):
    assert small(**change).digest != small().digest
