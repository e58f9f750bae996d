"""Every command does what it says, for people and for machines."""

import json
import re
import shutil
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from analysis import words
from analysis.patterns import all_patterns
from analysis.storing import read_stored
from app import asking, commands
from app.commands import patterns
from simulation import load_scenario, run_ensemble
from simulation.engine import Engine
from simulation.outcomes import RUN_NAMES
from simulation.scenario import shipped_names

from .conftest import VALID

SMALL = sorted(path.name for path in VALID.glob("*.yaml"))
SHIPPED = shipped_names()


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_check_says_one_line_for_each_sound_file(snowball):
    said = snowball("check", *(f"valid/{name}" for name in SMALL), *SHIPPED)
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert len(lines) == len(SMALL) + len(SHIPPED)
    assert lines[-1].startswith(f"{SHIPPED[-1]}: fine; {len(load_scenario(SHIPPED[-1]).arms)} arms")


def test_check_says_all_mistakes_of_all_files_at_once(snowball):
    invalid = VALID.parent / "invalid"
    files = [invalid / "many-mistakes.yaml", invalid / "unknown-key.yaml"]
    said = snowball("check", files[0], "strategies", files[1], "nowhere.yaml")
    assert said.code == 2
    assert said.out.startswith("strategies: fine")
    errors = said.err.splitlines()
    assert len([line for line in errors if line.startswith(str(files[0]))]) > 10
    assert any(line.startswith(str(files[1])) for line in errors)
    assert errors[-1].startswith("nowhere.yaml: got no such file")
    data = json.loads(snowball("check", "--json", files[0], "strategies").out)
    assert [one["ok"] for one in data["files"]] == [False, True]
    assert len(data["files"][0]["problems"]) > 10
    assert data["files"][0]["problems"][0]["line"] > 1


@pytest.mark.parametrize("name", [*(f"valid/{name}" for name in SMALL), *SHIPPED])
def test_the_resolved_twin_loads_to_itself(snowball, name):
    first = snowball("check", name, "--resolved")
    assert first.code == 0
    Path("twin.yaml").write_text(first.out, "utf-8")
    assert snowball("check", "twin.yaml", "--resolved").out == first.out
    original = load_scenario(name.replace("valid/", f"{VALID}/"))
    assert load_scenario("twin.yaml").arms == original.arms


def test_run_shows_the_main_outcomes_of_every_arm_from_the_seed_asked_for(snowball):
    said = snowball("run", "valid/events.yaml", "--replications", 40, "--seed", 0)
    assert (said.code, said.err) == (0, "")
    scenario = load_scenario(VALID / "events.yaml")
    mean = run_ensemble(scenario, 40, 0).run_of("impact_total").mean(axis=1)
    lines = said.out.splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("Impact"))
    for line, value in zip(lines[start + 1 : start + 4], mean, strict=True):
        assert f" {value:,.0f} (" in line
    for wording in words.MAIN.values():
        assert any(line.startswith(wording.short) for line in lines)
    assert list(Path.cwd().iterdir()) == []


@pytest.mark.parametrize(("replications", "told"), [(1, False), (2, True)])
def test_intervals_are_spoken_of_only_where_there_are_any(snowball, replications, told):
    said = snowball("run", "valid/events.yaml", "--replications", replications).out
    assert ("Intervals are 95 %" in said) is told


def test_a_single_run_shows_whole_numbers(snowball):
    said = snowball("run", "valid/events.yaml", "--replications", 1).out
    for start, unit in (("Impact", ""), ("Still served", " %"), ("Cost per", "")):
        lines = said[said.index(start) :].split("\n\n")[0].splitlines()[1:]
        assert lines
        assert all(re.search(rf" [\d,]+{unit} \(interval not known\)$", line) for line in lines)


def test_run_for_machines_gives_all_outcomes_with_intervals(snowball):
    said = snowball("run", "valid/events.yaml", "--replications", 30, "--seed", 4, "--json")
    data = json.loads(said.out)
    assert (data["seed"], data["replications"], data["engine"]) == (4, 30, "ensemble")
    results = run_ensemble(load_scenario(VALID / "events.yaml"), 30, 4)
    for arm, runs in zip(results.arms, results.runs, strict=True):
        found = data["arms"][arm]["outcomes"]
        assert tuple(found) == RUN_NAMES
        np.testing.assert_allclose([found[name]["mean"] for name in RUN_NAMES], runs.mean(axis=0))
        assert all(found[name]["low"] <= found[name]["high"] for name in RUN_NAMES)
    alone = json.loads(snowball("run", "valid/minimal.yaml", "--replications", 1, "--json").out)
    assert alone["arms"]["as-it-is"]["outcomes"]["trust_final"]["low"] is None


def test_run_writes_what_it_shows_and_a_provenance_repeats_it_to_the_byte(snowball):
    said = snowball("run", "valid/copies.yaml", "--replications", 5, "--seed", 9, "--out", "one/a")
    assert said.code == 0
    assert "one/a" in said.out
    assert read_stored(Path("one/a")).request.seed == 9
    again = snowball("run", "one/a/provenance.json", "--out", "two")
    assert (again.code, again.err) == (0, "")
    assert files_in(Path("two")) == files_in(Path("one/a"))
    snowball("run", "one/a/provenance.json", "--out", "three", "--seed", 0, "--replications", 2)
    other = read_stored(Path("three")).request
    assert (other.seed, other.replications) == (0, 2)


def test_engines_show_the_same_numbers(snowball):
    shown = [
        json.loads(snowball("run", "valid/region.yaml", "--replications", 2, "--engine", engine,
                            "--json").out)["arms"]
        for engine in ("ensemble", "mesa")
    ]  # fmt: skip
    assert shown[0] == shown[1]


def test_other_versions_are_named_before_a_run_is_repeated(snowball):
    snowball("run", "valid/minimal.yaml", "--replications", 2, "--out", "one")
    data = json.loads(Path("one/provenance.json").read_text("utf-8"))
    data["versions"]["numpy"] = "1.0"
    Path("one/provenance.json").write_text(json.dumps(data), "utf-8")
    said = snowball("run", "one/provenance.json")
    assert said.code == 0
    assert "numpy 1.0 (here" in said.err


def test_compare_without_a_folder_prints_table_and_verdict_and_writes_nothing(snowball):
    said = snowball("compare", "valid/events.yaml", "--replications", 30)
    assert (said.code, said.err) == (0, "")
    assert "calm (reference)" in said.out
    assert "All this holds in this model" in " ".join(said.out.split())
    assert list(Path.cwd().iterdir()) == []


def test_compare_for_machines_gives_differences_and_verdict(snowball):
    said = snowball("compare", "valid/events.yaml", "--replications", 30, "--seed", 2, "--json")
    data = json.loads(said.out)
    results = run_ensemble(load_scenario(VALID / "events.yaml"), 30, 2)
    trust = dict(zip(results.arms, results.run_of("trust_final"), strict=True))
    row = next(
        row for row in data["differences"]
        if (row["arm"], row["outcome"]) == ("shaken", "trust_final")
    )  # fmt: skip
    assert row["difference"] == pytest.approx((trust["shaken"] - trust["calm"]).mean())
    assert {"headline", "sentences", "warnings", "money"} == set(data["verdict"])


@pytest.mark.slow
def test_compare_writes_data_figures_and_report_and_repeats_them_to_the_byte(snowball):
    ask = ("compare", "valid/events.yaml", "--replications", 6, "--seed", 0)
    said = snowball(*ask, "--out", "one")
    assert said.code == 0
    assert said.out.splitlines()[-1] == f"Report: {Path('one/report.html')}"
    made = files_in(Path("one"))
    captions = json.loads(made["figures/captions.json"])
    assert captions
    assert {name for name in made if name.endswith(".png")} == {
        f"figures/{name}.png" for name in captions
    }
    assert all(words["alt"] and words["caption"] for words in captions.values())
    assert b"<html" in made["report.html"]
    again = snowball("compare", "one/provenance.json", "--out", "two")
    assert again.code == 0
    assert files_in(Path("two")) == made
    snowball("run", "valid/minimal.yaml", "--replications", 2, "--out", "two")
    assert set(files_in(Path("two"))) == {"monthly.parquet", "runs.parquet", "provenance.json"}


def test_compare_beyond_what_is_kept_in_memory_still_draws(snowball, monkeypatch):
    monkeypatch.setattr("analysis.storing.MONTHLY_KEPT", 4)
    said = snowball("compare", "valid/region.yaml", "--replications", 9, "--out", "one", "--json")
    assert said.code == 0
    made = json.loads(said.out)["made"]
    assert made[-1] == str(Path("one/report.html"))
    assert all(Path(path).is_file() for path in made)


def test_the_first_run_says_that_it_compiles_and_later_ones_do_not(snowball, monkeypatch):
    monkeypatch.setattr("simulation.compiled.is_warm", lambda: False)
    ask = ("run", "valid/minimal.yaml", "--replications", 2)
    said = snowball(*ask, "--json")
    assert json.loads(said.out)["ok"]
    assert said.err.count("compiles") == 1
    monkeypatch.setattr("simulation.compiled.is_warm", lambda: True)
    assert snowball(*ask).err == ""


def test_a_bar_is_drawn_for_people_who_watch_and_only_beside_the_results(snowball, monkeypatch):
    ask = ("run", "valid/minimal.yaml", "--replications", 300)
    quiet = snowball(*ask)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    watched = snowball(*ask)
    assert "300/300" in watched.err
    assert watched.out == quiet.out


@pytest.mark.parametrize("name", commands.NAMES)
def test_every_command_has_help_with_an_example_that_it_understands(snowball, name):
    said = snowball(name, "--help")
    assert said.code == 0
    assert "example" in said.out
    examples = [line.split() for line in said.out.splitlines() if line.startswith("  snowball ")]
    assert examples
    for example in examples:
        assert example[1] == name
        words = example[1 : example.index(">") if ">" in example else None]
        assert asking.build_parser().parse_args(words).command


def test_help_names_every_command_and_the_version(snowball):
    said = snowball("--help")
    assert said.code == 0
    assert all(f"\n    {name}" in said.out for name in commands.NAMES)
    assert snowball("--version").out.startswith("snowball ")


def test_engines_that_can_be_asked_for_are_those_that_there_are():
    parser = asking.build_parser()
    for engine in get_args(Engine):
        assert parser.parse_args(["run", "x", "--engine", engine]).engine == engine


def test_a_scenario_beside_the_file_goes_before_a_shipped_one(snowball):
    shutil.copy(VALID / "minimal.yaml", "strategies")
    assert "1 arm," in snowball("check", "strategies").out


def test_patterns_judges_single_rows(snowball):
    said = snowball("patterns", "years-to-half", "--json")
    assert said.code == 0
    row = json.loads(said.out)["rows"][0]
    assert row["holds"] == (row["within"][0] <= row["value"] <= row["within"][1])
    assert "1 of 1 rows hold" in snowball("patterns", "years-to-half").out


def test_patterns_knows_its_rows_and_writes_no_half_page(snowball):
    said = snowball("patterns", "year-to-half")
    assert said.code == 2
    assert 'got "year-to-half", expected one of' in said.err
    assert "Did you mean years-to-half?" in said.err
    said = snowball("patterns", "years-to-half", "--out", "x")
    assert said.code == 2
    assert "got single rows, expected all of them" in said.err


def test_the_examples_of_patterns_name_rows_that_exist():
    names = {row.name for row in all_patterns()}
    for example in patterns.EXAMPLES:
        assert set(example.split()[2:]) - {"--out", "docs"} <= names
