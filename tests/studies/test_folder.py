"""A study's folder: begun once, it grows by points and replicates and takes nothing else."""

import json

import numpy as np
import pyarrow.parquet as pq
import pytest

from analysis.studies.compacting import compact, parts_of
from analysis.studies.digests import study_digest
from analysis.studies.engines import threads
from analysis.studies.folder import STUDY, begin, open_folder, with_new_points
from analysis.studies.loading import load_study
from analysis.studies.plan import Plan
from analysis.studies.reading import read_study
from analysis.studies.sweep import outcome_of, sweep
from analysis.studies.verifying import faults
from simulation import REGISTER, ScenarioError
from simulation.engine import run_world
from simulation.outcomes import RUN_NAMES
from simulation.world import build_world


def run(study, out, **options):
    return sweep(study, out, engine=threads(2), **options)


def digest(out):
    return study_digest(open_folder(out))


def test_what_is_stored_is_what_the_engine_gives(small, tmp_path):
    study = small()
    run(study, tmp_path / "s")
    found = read_study(tmp_path / "s")
    for row, point in enumerate(found.points):
        values = dict(zip(found.factors, point.tolist(), strict=True))
        arm = study.scenario.arms["all"].changed(**study.fixed, **values)
        _, runs = run_world(build_world(arm), study.text.seed, 4)
        for outcome in study.outcomes:
            expected = runs[:, RUN_NAMES.index(outcome)]
            assert np.array_equal(found.values(outcome)[row, 0], expected, equal_nan=True)


def test_a_finished_study_is_not_run_again(small, tmp_path):
    first = run(small(), tmp_path / "s")
    assert first.is_complete
    files = sorted((tmp_path / "s" / "runs").iterdir())
    before = [file.stat().st_mtime_ns for file in files]
    assert run(small(), tmp_path / "s").is_complete
    assert [file.stat().st_mtime_ns for file in files] == before


@pytest.mark.parametrize(
    "change",
    [{"replications": 9}, {"design": {"kind": "sobol", "points": 16}},
     {"replications": 5, "design": {"kind": "grid", "steps": 3}}],
    ids=["replicates", "points", "another design"],
)  # fmt: skip
def test_a_study_grows_to_the_same_as_if_asked_at_once(small, tmp_path, change):
    run(small(), tmp_path / "grown")
    old = digest(tmp_path / "grown")
    run(small(**change), tmp_path / "grown")
    run(small(**change), tmp_path / "at-once")
    assert outcome_of(open_folder(tmp_path / "grown")).is_complete
    assert digest(tmp_path / "grown") != old
    grown, once = read_study(tmp_path / "grown"), read_study(tmp_path / "at-once")
    assert np.array_equal(grown.points, once.points)
    replicates = once.replicates
    for outcome in once.study.outcomes:
        new, all_at_once = grown.values(outcome), once.values(outcome)
        assert np.array_equal(new[:, :, :replicates], all_at_once, equal_nan=True)
    if "steps" not in str(change):
        assert digest(tmp_path / "grown") == digest(tmp_path / "at-once")


def test_growing_runs_only_what_is_new(small, tmp_path):
    run(small(), tmp_path / "s")
    grown = begin(small(replications=6), tmp_path / "s")
    new = grown.plan.rounds[1]
    assert sum(points * replicates for _, points, _, replicates in new) == 8 * 2


@pytest.mark.parametrize(
    ("change", "word"),
    [({"seed": 9}, "seed"), ({"outcomes": ["impact_total"]}, "outcomes"),
     ({"factors": {"base_trust": {}}}, "factors"), ({"fixed": {}}, "fixed")],
    ids=lambda value: str(value)[:20],
)  # fmt: skip
def test_another_study_is_refused_and_what_differs_is_named(small, tmp_path, change, word):
    begin(small(), tmp_path / "s")
    with pytest.raises(ScenarioError, match=rf"another study \(it differs in .*{word}"):
        begin(small(**change), tmp_path / "s")


def test_runs_of_another_version_of_the_model_are_refused(small, tmp_path):
    begin(small(), tmp_path / "s")
    path = tmp_path / "s" / STUDY
    told = json.loads(path.read_text())
    told["code_sha256"], told["study_sha256"] = "0" * 64, "1" * 64
    path.write_text(json.dumps(told))
    with pytest.raises(ScenarioError, match="another version of the model"):
        begin(small(), tmp_path / "s")


def test_a_folder_begun_twice_holds_the_same_bytes(small, tmp_path):
    for name in ("a", "b"):
        begin(small(), tmp_path / name)
    files = [path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*.*")]
    assert len(files) == 4
    for file in files:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


@pytest.mark.parametrize("content", [None, "{", "[]", '{"schema_version": 99}'])
def test_what_is_no_study_is_refused_in_words(tmp_path, content):
    if content is not None:
        (tmp_path / STUDY).write_text(content)
    with pytest.raises(ScenarioError, match="expected the folder of a study"):
        open_folder(tmp_path)


def test_points_that_stand_twice_run_once():
    points, rows = with_new_points(None, np.array([[1.0, -0.0], [2.0, 0.0], [1.0, 0.0]]))
    assert points.tolist() == [[1.0, 0.0], [2.0, 0.0]]
    assert rows.tolist() == [0, 1, 0]


def test_compacting_changes_no_run_and_leaves_fewer_files(small, tmp_path):
    run(small(), tmp_path / "s", chunk_runs=4)
    folder = open_folder(tmp_path / "s")
    before = study_digest(folder)
    assert compact(folder, rows_per_part=10) == 8
    assert len(parts_of(tmp_path / "s")) == 4
    assert list((tmp_path / "s" / "runs").iterdir()) == []
    assert study_digest(folder) == before
    assert list(faults(folder)) == []
    run(small(replications=6), tmp_path / "s")
    assert compact(open_folder(tmp_path / "s")) > 0
    assert list(faults(open_folder(tmp_path / "s"))) == []


def test_small_files_left_by_a_stopped_compaction_are_not_counted_twice(small, tmp_path):
    run(small(), tmp_path / "s", chunk_runs=4)
    folder = open_folder(tmp_path / "s")
    before, one = study_digest(folder), tmp_path / "s" / "runs" / "chunk-000003.parquet"
    kept = one.read_bytes()
    compact(folder)
    one.write_bytes(kept)
    assert study_digest(folder) == before
    compact(folder)
    assert not one.exists()


# What verifying finds


def broken(small, tmp_path):
    run(small(), tmp_path / "s", chunk_runs=8)
    return open_folder(tmp_path / "s"), tmp_path / "s" / "runs" / "chunk-000001.parquet"


def test_a_sound_study_has_no_faults(small, tmp_path):
    assert list(faults(broken(small, tmp_path)[0])) == []


def test_a_flipped_bit_is_found(small, tmp_path):
    folder, file = broken(small, tmp_path)
    data = bytearray(file.read_bytes())
    data[len(data) // 4] ^= 1
    file.write_bytes(data)
    assert len(list(faults(folder))) == 1


def test_a_cut_file_is_found(small, tmp_path):
    folder, file = broken(small, tmp_path)
    file.write_bytes(file.read_bytes()[:-20])
    assert "cannot be read" in next(faults(folder))


def test_lost_doubled_and_changed_runs_are_found(small, tmp_path):
    folder, file = broken(small, tmp_path)
    table = pq.read_table(file)
    cases = {
        "7 runs, expected 8": table.slice(0, 7),
        "a run stands twice": table.take([0, 0, *range(2, 8)]),
        "comes out differently": table.set_column(
            3, table.schema.field(3), [table.column(3).to_numpy() + 1e-9]
        ),
    }
    for said, other in cases.items():
        pq.write_table(other.replace_schema_metadata(table.schema.metadata), file)
        assert any(said in fault for fault in faults(folder, run_again=9)), said


def test_a_file_of_another_study_is_found(small, tmp_path):
    folder, file = broken(small, tmp_path)
    run(small(seed=5), tmp_path / "other", chunk_runs=8)
    file.write_bytes((tmp_path / "other" / "runs" / file.name).read_bytes())
    assert "belongs to another study" in next(faults(folder))


# Reading


def test_months_are_kept_as_asked(small, tmp_path):
    study = small(months={"every": 6, "outcomes": ["reach", "trust"]})
    run(study, tmp_path / "s")
    found = read_study(tmp_path / "s").sql(
        "select month, count(*) n, avg(reach) reach from months group by 1 order by 1"
    )
    assert found["month"].tolist() == [0, 6, 12, 18]
    assert found["n"].tolist() == [32] * 4
    assert found["reach"].min() >= 0


def test_tables_for_queries_arrays_and_csv_agree(small, tmp_path):
    run(small(), tmp_path / "s")
    found = read_study(tmp_path / "s")
    means = found.means("impact_total")[:, 0]
    asked = found.sql("select avg(impact_total) m from runs group by point order by point")
    assert asked["m"].to_numpy() == pytest.approx(means)
    labelled = found.to_xarray()
    assert labelled["impact_total"].mean("replicate").sel(arm="all").values == pytest.approx(means)
    assert labelled["impact_total"].attrs["units"] == "person-months"
    found.to_csv(tmp_path / "runs.csv")
    lines = (tmp_path / "runs.csv").read_text().splitlines()
    assert len(lines) == 1 + 8 * 4
    assert '"need_share"' in lines[0]


def test_runs_that_are_missing_are_refused_not_taken_as_zero(small, tmp_path):
    run(small(), tmp_path / "s", chunk_runs=8)
    (tmp_path / "s" / "runs" / "chunk-000001.parquet").unlink()
    with pytest.raises(ValueError, match="8 of 32 runs are missing"):
        read_study(tmp_path / "s").whole("impact_total")
    with pytest.raises(ValueError, match=r"Did you mean impact_total\?"):
        read_study(tmp_path / "s").values("impact_totl")


# What is no longer asked for, and what others do at the same moment


def test_fewer_replicates_than_stored_are_what_is_asked_for(small, tmp_path):
    run(small(replications=6), tmp_path / "s")
    more = small(replications=3, design={"kind": "sobol", "points": 16})
    assert run(more, tmp_path / "s").is_complete
    found = read_study(tmp_path / "s")
    assert found.whole("impact_total").shape == (16, 1, 3)
    counts = found.sql("select count(*) n, (select count(*) from all_runs) stored from runs")
    assert counts.iloc[0].tolist() == [16 * 3, 8 * 6 + 8 * 3]


def test_points_of_an_earlier_design_stay_out_of_the_results(small, tmp_path):
    table = {"kind": "table"}
    first = small(factors=None, design=table, table=[{"base_trust": 0.3}, {"base_trust": 0.4}])
    run(first, tmp_path / "s")
    other = small(factors=None, design=table, table=[{"base_trust": 0.5}])
    run(other, tmp_path / "s")
    found = read_study(tmp_path / "s")
    assert found.points.tolist() == [[0.5]]
    assert found.sql("select count(*) n from runs")["n"].tolist() == [4]
    found.to_csv(tmp_path / "runs.csv")
    assert len((tmp_path / "runs.csv").read_text().splitlines()) == 5


def test_who_plans_otherwise_at_the_same_moment_is_told(tmp_path):
    first, second = Plan(tmp_path), Plan(tmp_path)
    assert first.add([(0, 1, 0, 4)], "mine")
    with pytest.raises(ValueError, match="somebody else has let this study grow"):
        second.add([(0, 2, 0, 4)], "yours")
    assert Plan(tmp_path).rounds == first.rounds
    again = Plan(tmp_path)
    same = Plan(tmp_path)
    assert again.add([(1, 1, 0, 4)], "both")
    assert same.add([(1, 1, 0, 4)], "both")
    assert len(Plan(tmp_path).rounds) == 2


def test_months_that_are_damaged_or_lost_are_found_and_made_again(small, tmp_path):
    study = small(months={"every": 6, "outcomes": ["reach"]})
    run(study, tmp_path / "s", chunk_runs=8)
    folder, file = open_folder(tmp_path / "s"), tmp_path / "s" / "months" / "chunk-000001.parquet"
    data = bytearray(file.read_bytes())
    data[60] ^= 255
    file.write_bytes(data)
    assert any(file.name in fault for fault in faults(folder))
    file.unlink()
    assert "chunk 1: its months are missing" in list(faults(folder))
    assert not outcome_of(folder).is_complete
    assert run(study, tmp_path / "s").is_complete
    assert list(faults(folder)) == []


def test_results_carry_the_digest_of_the_model_that_ran(small, tmp_path):
    run(small(), tmp_path / "s")
    path = tmp_path / "s" / STUDY
    told = json.loads(path.read_text())
    told["study_sha256"] = "5" * 64
    path.write_text(json.dumps(told))
    assert read_study(tmp_path / "s").to_xarray().attrs["study_sha256"] == "5" * 64


def test_what_a_scenario_sets_itself_no_world_changes(tmp_path):
    (tmp_path / "case.yaml").write_text(
        "title: A\nquestion: B?\nscenario: imprint\ndesign: {kind: grid, worlds: 2}\n"
    )
    study = load_study(tmp_path / "case.yaml")
    own = {
        p.name
        for p in REGISTER.values()
        for arm in study.scenario.arms.values()
        if p.role == "uncertainty" and arm.parameters[p.name] != p.default
    }
    assert len(own) > 5
    assert not own & set(study.factors)
    assert len(study.factors) > 50
