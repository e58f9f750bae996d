"""Stored results are what was run, say what they are, and are refused if they are not."""

import json
import shutil
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from analysis.provenance import is_provenance, read_provenance
from analysis.storing import load_provenance, read_stored, run_kept, store_runs
from simulation import ScenarioError, load_scenario, run_ensemble
from simulation.outcomes import MONTHLY, RUN
from simulation.scenario import load_resolved, shipped_scenarios

ROOT = Path(__file__).resolve().parents[2]
VALID = ROOT / "tests" / "scenarios" / "valid"
FILES = ("monthly.parquet", "runs.parquet", "provenance.json")


@pytest.fixture(scope="module")
def scenario():
    return load_scenario(VALID / "events.yaml")


@pytest.fixture(scope="module")
def made(scenario, tmp_path_factory):
    """A folder of 300 replications: more than one block for each arm."""
    out = tmp_path_factory.mktemp("made") / "results"
    return out, store_runs(scenario, out, 300, 5)


@pytest.fixture
def copy(made, tmp_path):
    shutil.copytree(made[0], tmp_path / "copy")
    return tmp_path / "copy"


def refused(out: Path) -> str:
    with pytest.raises(ScenarioError) as error:
        read_stored(out)
    assert len(error.value.problems) == 1
    return str(error.value)


def test_what_is_stored_returned_and_read_is_what_an_ensemble_in_memory_gives(scenario, made):
    out, returned = made
    expected = run_ensemble(scenario, 300, 5)
    stored = read_stored(out)
    for results in (returned, stored.results, run_kept(scenario, 300, 5)):
        assert results.arms == expected.arms
        np.testing.assert_array_equal(results.monthly, expected.monthly)
        np.testing.assert_array_equal(results.runs, expected.runs)
    assert (stored.request.seed, stored.request.replications) == (5, 300)
    assert stored.request.scenario.resolved() == scenario.resolved()


def test_every_row_of_the_files_carries_its_own_arm_replicate_and_month(scenario, made):
    expected = run_ensemble(scenario, 300, 5)
    months = expected.monthly.shape[2]
    table = pq.read_table(made[0] / "monthly.parquet").to_pandas()
    assert table["arm"].dtype == "category"
    assert len(table) == 3 * 300 * months
    row = table[(table.arm == "shaken") & (table.replicate == 280) & (table.month == 31)]
    at = expected.arms.index("shaken")
    np.testing.assert_array_equal(
        row[[o.name for o in MONTHLY]].to_numpy()[0], expected.monthly[at, 280, 31]
    )
    runs = pq.read_table(made[0] / "runs.parquet").to_pandas()
    row = runs[(runs.arm == "calm") & (runs.replicate == 257)]
    at = expected.arms.index("calm")
    np.testing.assert_array_equal(row[[o.name for o in RUN]].to_numpy()[0], expected.runs[at, 257])


def test_months_are_kept_for_the_first_replicates_alone_but_stored_for_all(
    scenario, tmp_path, monkeypatch
):
    for module in ("storing", "stored"):
        monkeypatch.setattr(f"analysis.{module}.MONTHLY_KEPT", 260)
    expected = run_ensemble(scenario, 300, 5)
    returned = store_runs(scenario, tmp_path, 300, 5)
    for results in (returned, read_stored(tmp_path).results, run_kept(scenario, 300, 5)):
        np.testing.assert_array_equal(results.monthly, expected.monthly[:, :260])
        np.testing.assert_array_equal(results.runs, expected.runs)
    rows = pq.ParquetFile(tmp_path / "monthly.parquet").metadata.num_rows
    assert rows == 3 * 300 * expected.monthly.shape[2]


@pytest.mark.parametrize(("file", "outcomes"), [(FILES[0], MONTHLY), (FILES[1], RUN)])
def test_every_column_says_its_unit_and_meaning(made, file, outcomes):
    schema = pq.read_schema(made[0] / file)
    for outcome in outcomes:
        said = schema.field(outcome.name).metadata
        assert said[b"unit"].decode() == outcome.unit
        assert said[b"meaning"].decode() == outcome.meaning
    labels = set(schema.names) - {outcome.name for outcome in outcomes}
    assert labels == {"arm", "replicate"} | ({"month"} if outcomes is MONTHLY else set())
    assert all(schema.field(name).metadata[b"meaning"] for name in labels)
    units = read_provenance(made[0] / FILES[2])["units"][file]
    assert units == {outcome.name: outcome.unit for outcome in outcomes}
    metadata = pq.ParquetFile(made[0] / file).metadata
    assert metadata.row_group(0).column(3).compression == "ZSTD"


def test_a_provenance_alone_makes_the_same_bytes_again(made, tmp_path):
    alone = shutil.copy(made[0] / FILES[2], tmp_path / "from.json")
    request = load_provenance(alone)
    again = tmp_path / "again"
    store_runs(
        request.scenario, again, request.replications, request.seed,
        engine=request.engine, threads=1,
    )  # fmt: skip
    assert sorted(path.name for path in again.iterdir()) == sorted(FILES)
    for name in FILES:
        assert (again / name).read_bytes() == (made[0] / name).read_bytes(), name


def test_both_engines_store_the_same_data(tmp_path):
    scenario = load_scenario(VALID / "minimal.yaml")
    for engine in ("ensemble", "mesa"):
        store_runs(scenario, tmp_path / engine, 2, 0, engine=engine)
    for name in FILES[:2]:
        same = [(tmp_path / engine / name).read_bytes() for engine in ("ensemble", "mesa")]
        assert same[0] == same[1]
    assert load_provenance(tmp_path / "mesa" / FILES[2]).engine == "mesa"


def test_a_provenance_names_no_place_of_this_machine(made):
    text = (made[0] / FILES[2]).read_text("utf-8")
    assert str(VALID) not in text
    assert read_provenance(made[0] / FILES[2])["scenario_file"] == "events.yaml"


@pytest.mark.parametrize(
    "path", [*sorted(VALID.glob("*.yaml")), *sorted(shipped_scenarios().glob("b*.yaml"))]
)
def test_a_resolved_scenario_comes_back_from_json_unchanged(path):
    if path.name == "base.yaml":  # a part, which does not run alone
        return
    twin = load_scenario(path).resolved()
    again = load_resolved(json.loads(json.dumps(twin))).resolved()
    assert json.dumps(again) == json.dumps(twin)


@pytest.mark.parametrize("name", FILES[:2])
@pytest.mark.parametrize("at", [4, 5000, -9])
def test_one_altered_byte_is_refused(copy, name, at):
    data = bytearray((copy / name).read_bytes())
    data[at] ^= 1
    (copy / name).write_bytes(data)
    said = refused(copy)
    assert name in said
    assert read_provenance(copy / FILES[2])["files"][name]["sha256"] in said


@pytest.mark.parametrize("name", FILES)
def test_a_missing_or_cut_file_is_refused(copy, name):
    whole = (copy / name).read_bytes()
    (copy / name).write_bytes(whole[: len(whole) // 2])
    assert name in refused(copy)
    (copy / name).unlink()
    assert f"{name}: got no such file" in refused(copy)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("seed", 6, "seed: got 5, expected 6"),
        ("replications", 299, "rows: got"),
        ("seed", "5", 'seed: got "5", expected a whole number'),
        ("seed", True, "seed: got true"),
        ("seed", -1, "seed: got -1"),
        ("seed", 2**32, "seed: got 4294967296"),
        ("replications", 0, "replications: got 0"),
        ("replications", 300.0, "replications: got 300.0"),
        ("engine", "msea", 'engine: got "msea", expected one of ensemble, mesa'),
        ("scenario", [], "scenario: got [], expected a resolved scenario"),
        ("schema_version", 2, "schema_version: got 2, expected 1"),
        ("files", {}, "files.monthly.parquet: got nothing"),
        ("sede", 4, "Did you mean seed?"),
    ],
)
def test_a_provenance_that_was_changed_is_refused(copy, key, value, expected):
    data = json.loads((copy / FILES[2]).read_text("utf-8"))
    data[key] = value
    (copy / FILES[2]).write_text(json.dumps(data), "utf-8")
    assert expected in refused(copy)


def test_data_of_another_scenario_are_refused_even_with_matching_digests(copy):
    data = json.loads((copy / FILES[2]).read_text("utf-8"))
    data["scenario"]["arms"]["calm"]["label"] = "Other words"
    (copy / FILES[2]).write_text(json.dumps(data), "utf-8")
    assert "scenario_sha256" in refused(copy)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "7", "null", "\ufeff{}", '{"seed": 1, "seed": 2}', "[" * 100_000]
)
def test_what_is_no_provenance_is_refused_in_words(copy, text):
    (copy / FILES[2]).write_text(text, "utf-8")
    assert "provenance.json" in refused(copy)


def test_bytes_that_are_no_text_are_refused(copy):
    (copy / FILES[2]).write_bytes(b"\xff\xfe{}")
    assert "cannot be read" in refused(copy)


def test_a_scenario_in_json_is_not_taken_for_a_provenance(tmp_path):
    path = tmp_path / "scenario.json"
    path.write_text('{"title": "a scenario"}')
    assert not is_provenance(path)
    path.write_text("{")
    assert not is_provenance(path)
    assert is_provenance(tmp_path / "provenance.json")


def test_newer_results_replace_older_ones_and_all_that_was_made_of_those(scenario, tmp_path):
    store_runs(scenario, tmp_path, 4, 1)
    (tmp_path / "report.html").write_text("of the older results")
    figures = tmp_path / "figures"
    figures.mkdir()
    (figures / "captions.json").write_text('{"months": {}, "../kept": {}}')
    for kept in ("own.png", "months.png"):
        (figures / kept).write_bytes(b"")
    (tmp_path / "kept.png").write_bytes(b"")
    store_runs(scenario, tmp_path, 3, 2)
    assert read_stored(tmp_path).request.replications == 3
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*"))
    assert left == sorted([*FILES, "figures/own.png", "kept.png"])


def test_what_other_people_keep_in_a_folder_stays(scenario, tmp_path):
    (tmp_path / "report.html").write_text("somebody's own")
    (tmp_path / ".hidden.part").write_text("somebody's own")
    store_runs(scenario, tmp_path, 2)
    assert (tmp_path / "report.html").read_text() == "somebody's own"
    assert (tmp_path / ".hidden.part").exists()


def test_a_run_that_fails_leaves_the_older_results_whole(scenario, tmp_path):
    store_runs(scenario, tmp_path, 2, 1)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def stop(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store_runs(scenario, tmp_path, 2, 9, progress=stop)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(("replications", "seed"), [(0, 1), (-3, 1), (2, -1), (2, 2**32)])
def test_impossible_numbers_are_refused_and_leave_nothing(scenario, tmp_path, replications, seed):
    with pytest.raises(ValueError, match="expected"):
        store_runs(scenario, tmp_path, replications, seed)
    assert list(tmp_path.iterdir()) == []


def test_seed_nought_is_a_seed(scenario, tmp_path):
    store_runs(scenario, tmp_path, 2, 0)
    assert read_stored(tmp_path).request.seed == 0


def test_arms_that_last_differently_long_are_refused(tmp_path):
    path = tmp_path / "two.yaml"
    path.write_text(
        f"title: T\nquestion: Q?\nextends: {VALID / 'region.yaml'}\nreference: short\n"
        "arms:\n  short: {parameters: {horizon_months: 60}}\n"
    )
    with pytest.raises(ScenarioError, match="same horizon"):
        store_runs(load_scenario(path), tmp_path / "out", 2)


def test_progress_counts_every_run_of_every_arm(scenario):
    told = []
    run_kept(scenario, 300, progress=lambda done, total: told.append((done, total)))
    assert told == [(n, 900) for n in (256, 300, 556, 600, 856, 900)]
