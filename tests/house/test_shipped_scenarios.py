"""The shipped scenarios and bricks are complete, told apart, and say where numbers come from."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from simulation import load_scenario
from simulation.channels import CHANNELS
from simulation.scenario import shipped_names

FOLDER = Path(__file__).resolve().parents[2] / "scenarios"
README = (FOLDER / "README.md").read_text("utf-8")
SCENARIOS = [FOLDER / f"{name}.yaml" for name in shipped_names()]
BRICKS = sorted((FOLDER / "bricks").glob("*.yaml"))


def read(path: Path) -> dict:
    return YAML(typ="safe", pure=True).load(path.read_text("utf-8"))


INSTRUMENTS = [p for p in BRICKS if p.stem in read(p).get("instruments", {})]


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_shipped_scenario_loads_and_says_what_it_is(path):
    scenario = load_scenario(path)
    assert scenario.status == "illustrative"
    assert scenario.question.endswith("?")
    assert scenario.description
    assert scenario.sources
    assert all(arm.label and arm.description for arm in scenario.arms.values())


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_all_arms_spend_the_same_public_money(path):
    arms = load_scenario(path).arms.values()
    assert len({arm.parameters["grant_eur"] for arm in arms}) == 1
    assert len({arm.parameters["funding_months"] for arm in arms}) == 1


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_arms_differ_by_choices_and_not_by_assumptions(path):
    from simulation.register import REGISTER

    arms = load_scenario(path).arms.values()
    moved = {name for name in REGISTER if len({arm.parameters[name] for arm in arms}) > 1}
    assert {name for name in moved if REGISTER[name].role != "lever"} == set()
    for kind in ("places", "organisations", "events"):
        assert len({repr(getattr(arm, kind)) for arm in arms}) == 1


def test_scenarios_are_those_that_readme_and_demo_name():
    makefile = (FOLDER.parent / "Makefile").read_text("utf-8")
    demo = re.search(r"^SCENARIOS := (.*)$", makefile, re.MULTILINE).group(1).split()
    assert {path.stem for path in SCENARIOS} == set(demo)
    assert all(f"| `{path.name}` |" in README for path in SCENARIOS)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_readme_says_how_long_a_run_is(path):
    row = next(line for line in README.splitlines() if line.startswith(f"| `{path.name}` |"))
    horizons = {arm.parameters["horizon_months"] for arm in load_scenario(path).arms.values()}
    assert {float(row.rstrip("| ").rsplit("| ", 1)[1])} == horizons


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_event_says_where_it_comes_from(path):
    scenario = load_scenario(path)
    events = {name for arm in scenario.arms.values() for name in arm.events}
    assert {f"events.{name}" for name in events} <= set(scenario.sources)


def test_readme_names_each_brick_once():
    table = README[README.index("| bricks | files |") :]
    assert sorted(re.findall(r"`([a-z-]+)`", table.split("\n\n")[0])) == [p.stem for p in BRICKS]


@pytest.mark.parametrize("path", BRICKS, ids=lambda path: path.stem)
def test_a_brick_says_what_it_is(path):
    brick = read(path)
    assert brick["title"]
    assert brick["description"].endswith(".")
    assert set(brick) - {"title", "description"}


@pytest.mark.parametrize("path", INSTRUMENTS, ids=lambda path: path.stem)
def test_an_instrument_has_cost_staff_and_moderate_strength(path):
    brick = read(path)
    instrument = brick["instruments"][path.stem]
    assert instrument["label"] == brick["title"]
    assert instrument["cost_eur_per_month"] > 0
    assert instrument["staff_fte"] > 0
    assert instrument["channels"]
    assert all(0 < strength <= 0.7 for strength in instrument["channels"].values())
    assert "guess" in brick["sources"][f"instruments.{path.stem}"]


def test_each_channel_is_used_by_some_instrument():
    used = {name for p in INSTRUMENTS for name in read(p)["instruments"][p.stem]["channels"]}
    assert used == set(CHANNELS)


def test_the_bureau_is_as_the_report_tells():
    bureau = load_scenario(FOLDER / "bureau.yaml")
    arm = bureau.arms[bureau.reference]
    assert len(bureau.arms) == 4
    assert len(arm.organisations) >= 17
    assert arm.events["influx-2022"].month == 6
    assert "monthly-joint-planning" in arm.instruments


def test_bulgaria_has_its_towns_and_forty_organisations():
    bulgaria = load_scenario(FOLDER / "bulgaria.yaml")
    arm = bulgaria.arms[bulgaria.reference]
    assert len(arm.places) >= 130
    assert len(arm.organisations) == 40


def test_the_example_in_the_readme_loads_from_anywhere(tmp_path):
    example = README.split("```yaml\n")[1].split("```")[0]
    path = tmp_path / "own.yaml"
    path.write_text(example, "utf-8")
    scenario = load_scenario(path)
    assert scenario.reference in scenario.arms
