"""``snowball sweep`` and ``snowball study``: what people type, what they are told."""

import json

import pytest

from simulation.scenario import to_yaml

from .conftest import VALID

STUDY = {
    "title": "Small",
    "question": "Does it matter?",
    "scenario": str(VALID / "region.yaml"),
    "fixed": {"horizon_months": 12, "funding_months": 6},
    "factors": {"need_share": {}, "base_trust": {}},
    "design": {"kind": "sobol", "points": 8},
    "replications": 4,
    "outcomes": ["impact_total", "reach_mean"],
}


@pytest.fixture
def study(tmp_path):
    def write(**changes):
        (tmp_path / "small.yaml").write_text(to_yaml({**STUDY, **changes}), "utf-8")
        return "small.yaml"

    return write


def test_check_knows_studies(snowball, study):
    said = snowball("check", study())
    assert (said.code, said.out) == (0, "small.yaml: fine; sobol; 8 points, 1 arm, 4 replicates\n")
    said = snowball("check", study(replications=0))
    assert said.code == 2
    assert "replications: got 0, expected a whole number from 1" in said.err


def test_the_resolved_study_is_the_same_study(snowball, study, tmp_path):
    (tmp_path / "whole.yaml").write_text(snowball("check", study(), "--resolved").out)
    first, second = (
        json.loads(snowball("sweep", file, "--out", file[:5], "--json").out)["study_sha256"]
        for file in (study(), "whole.yaml")
    )
    assert first == second


def test_a_sweep_says_what_is_stored_and_goes_into_results_unless_said(snowball, study, tmp_path):
    said = snowball("sweep", study())
    assert said.code == 0
    assert "chunks stored in results/small" in said.out
    assert (tmp_path / "results" / "small" / "study.json").exists()
    assert "snowball plot results/small" in said.out
    assert "sensitivity" not in said.out


def test_status_verify_compact_and_csv(snowball, study, tmp_path):
    snowball("sweep", study(), "--out", "s", "--chunk-runs", "4")
    assert "8 of 8 chunks stored" in snowball("study", "status", "s").out
    before = snowball("study", "verify", "s").out
    assert "all sound. Digest" in before
    assert "8 chunks put together" in snowball("study", "compact", "s").out
    assert snowball("study", "verify", "s").out == before
    assert snowball("study", "csv", "s").code == 0
    assert len((tmp_path / "s" / "runs.csv").read_text().splitlines()) == 33


def test_a_study_that_is_not_finished_says_so(snowball, study):
    snowball("sweep", study(), "--out", "s", "--chunk-runs", "4", "--shard", "1/2")
    said = snowball("study", "status", "s")
    assert "4 of 8 chunks stored" in said.out
    assert "the same snowball sweep command goes on" in said.out.replace("\n", " ")
    assert snowball("sweep", study(), "--out", "s", "--shard", "2/2").code == 0
    assert "8 of 8" in snowball("study", "status", "s").out


def test_a_damaged_study_is_told_with_its_file(snowball, study, tmp_path):
    snowball("sweep", study(), "--out", "s")
    file = next((tmp_path / "s" / "runs").iterdir())
    file.write_bytes(file.read_bytes()[:-9])
    said = snowball("study", "verify", "s")
    assert said.code == 2
    assert file.name in said.err
    assert "1 faults" in said.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("sweep", "poling-and-trust"), "Did you mean pooling-and-trust?"),
        (("sweep", "small.yaml", "--shard", "3/2"), "expected I/N with I from 1 to N"),
        (("sweep", "small.yaml", "--shard", "0/2"), "expected I/N with I from 1 to N"),
        (("sweep", "small.yaml", "--workers", "0"), "expected a whole number from 1"),
        (("sweep", "small.yaml", "--dask", "local", "--processes"), "got both"),
        (("sweep", "strategies"), "no such file"),
        (("study", "verfy", "s"), "Did you mean verify?"),
        (("study", "verify", "nowhere"), "got no study.json"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_mistakes_are_told_in_one_line(snowball, study, words, told):
    study()
    said = snowball(*words)
    assert said.code == 2
    assert told in said.err


def test_another_study_in_the_folder_is_refused(snowball, study):
    snowball("sweep", study(), "--out", "s")
    said = snowball("sweep", study(seed=9), "--out", "s")
    assert said.code == 2
    assert "another study (it differs in seed)" in said.err
