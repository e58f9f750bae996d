"""The schema for editors takes what loads, and refuses what is wrongly built."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from simulation.channels import CHANNELS
from simulation.register import REGISTER
from simulation.scenario import (
    ScenarioError,
    json_schema,
    load_scenario,
    shipped_names,
    shipped_scenarios,
)
from simulation.scenario.reading import read

HERE = Path(__file__).parent
SHIPPED = [
    *(
        path
        for part in ("bricks", "places")
        for path in (shipped_scenarios() / part).glob("*.yaml")
    ),
    *(shipped_scenarios() / f"{name}.yaml" for name in ("base", *shipped_names())),
]
FILES = sorted((HERE / "valid").rglob("*.yaml")) + sorted(SHIPPED)
STRUCTURE = re.compile(
    r"unknown key|expected (one of|words of|a mapping of|true or false|a (whole )?number from)"
)
CHECKER = jsonschema.Draft202012Validator(json_schema())
EQUAL_IN_JSON = {"whole-number-as-fraction"}  # JSON knows no difference between 36 and 36.0
LATER = {"infinite", "not-a-number"}  # JSON has no such numbers at all


def data_of(path: Path) -> Any:
    """The data in a file, with whatever its reader passes over."""
    return read(path, []).data


def wrongly_built() -> list[Path]:
    """Invalid files of which a value or a key is wrong by itself, in the file itself."""
    found = []
    for path in sorted((HERE / "invalid").glob("*.yaml")):
        lines = path.read_text("utf-8").splitlines()
        if "got no mapping" in lines[0]:
            continue  # not even a mapping
        own = [line for line in lines if line.startswith(f"# expect: {path.name}")]
        if any(STRUCTURE.search(line) and "nothing" not in line for line in own):
            found.append(path)
    return [path for path in found if path.stem not in EQUAL_IN_JSON | LATER]


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(json_schema())
    assert json.loads(json.dumps(json_schema())) == json_schema()


def test_there_are_files_to_check():
    assert len(FILES) > 40
    assert len(wrongly_built()) > 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_schema_takes_scenarios_bases_and_bricks(path):
    assert [error.message for error in CHECKER.iter_errors(data_of(path))] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_schema_takes_resolved_twins(path):
    try:
        twin = load_scenario(path).resolved()
    except ScenarioError:
        return  # a base or a brick
    assert [error.message for error in CHECKER.iter_errors(twin)] == []


@pytest.mark.parametrize("path", wrongly_built(), ids=lambda path: path.stem)
def test_the_schema_refuses_what_is_wrongly_built(path):
    assert not CHECKER.is_valid(data_of(path))


def test_the_schema_says_what_the_register_says():
    parameters = json_schema()["$defs"]["Parameters"]["properties"]
    assert set(parameters) == set(REGISTER)
    for name, parameter in REGISTER.items():
        field = parameters[name]
        assert (field["minimum"], field["maximum"]) == (parameter.low, parameter.high)
        assert field["default"] == parameter.default
        assert parameter.meaning in field["description"]
        assert field["unit"] == parameter.unit
    channels = json_schema()["$defs"]["Instrument"]["properties"]["channels"]
    assert channels["propertyNames"]["enum"] == list(CHANNELS)


def test_the_schema_knows_no_null():
    assert '"null"' not in json.dumps(json_schema())
