"""``snowball sensitivity``, ``discover`` and ``robust``: from a stored study to plain words."""

import json

import pytest

from simulation.scenario import to_yaml

from .conftest import VALID

SHORT = {"horizon_months": 12, "funding_months": 6}
BASE = {"title": "Small", "question": "Does it matter?", "fixed": SHORT, "replications": 4}


@pytest.fixture
def stored(snowball, tmp_path):
    """Write a study, run it into the folder s, and return how it ended."""

    def run(scenario="region.yaml", **text):
        text = {**BASE, "scenario": str(VALID / scenario), **text}
        given = {key: value for key, value in text.items() if value is not None}
        (tmp_path / "small.yaml").write_text(to_yaml(given), "utf-8")
        return snowball("sweep", "small.yaml", "--out", "s")

    return run


@pytest.fixture
def saltelli(stored):
    return stored(
        factors={"need_share": {}, "stigma": {}}, outcomes=["unmet_need_mean"],
        design={"kind": "saltelli", "base_points": 16},
    )  # fmt: skip


def test_sensitivity_lists_what_matters_most_first_and_keeps_it(saltelli, snowball, tmp_path):
    assert "snowball sensitivity s" in saltelli.out.replace("\n", " ")
    said = snowball("sensitivity", "s", "--resamples", "200")
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0] == "What decides unmet_need_mean of all"
    assert lines[2].split()[0] == "need_share"
    assert "Luck is" in said.out
    assert "16 base points, 4 common seeds" in said.out.replace("\n", " ")
    kept = tmp_path / "s" / "analysis" / "sensitivity-unmet_need_mean-all.json"
    assert json.loads(kept.read_text())["indices"]["names"] == ["need_share", "stigma"]
    assert (tmp_path / "s" / "analysis" / "pictures" / f"{kept.stem}.png").exists()


@pytest.mark.usefixtures("saltelli")
def test_few_seeds_are_warned_of(snowball):
    assert "! " in snowball("sensitivity", "s", "--resamples", "200").out


def test_elementary_effects_have_a_table_of_their_own(stored, snowball):
    stored(factors={"need_share": {}, "stigma": {}}, outcomes=["unmet_need_mean"],
           design={"kind": "morris", "trajectories": 4})  # fmt: skip
    said = snowball("sensitivity", "s", "--resamples", "200")
    assert "size (mu*)" in said.out
    assert said.out.splitlines()[2].split()[0] == "need_share"


def test_discover_tells_what_is_of_interest_and_where(stored, snowball):
    stored(factors={"need_share": {}, "stigma": {}}, outcomes=["unmet_need_mean"],
           design={"kind": "sobol", "points": 128}, replications=1)  # fmt: skip
    said = snowball("discover", "s")
    assert said.code == 0
    assert "Of interest: unmet_need_mean of all at least" in said.out.replace("\n", " ")
    assert "need_share at least" in said.out
    assert "believe these" in said.out.replace("\n", " ")
    found = json.loads(snowball("discover", "s", "--json").out)
    assert found["boxes"]["cases"] == 26
    assert found["boxes"]["boxes"][0]["limits"][0]["name"] == "need_share"


def test_no_box_is_a_result(stored, snowball):
    stored(factors={"need_share": {}}, outcomes=["unmet_need_mean"],
           design={"kind": "sobol", "points": 8})  # fmt: skip
    said = snowball("discover", "s")
    assert said.code == 0
    assert "No box:" in said.out


def test_robust_compares_strategies_and_speaks_both_languages(stored, snowball):
    stored(factors={"oneoff_share": {"values": [0.0, 1.0]}}, outcomes=["impact_total"],
           design={"kind": "grid", "worlds": 6}, replications=2)  # fmt: skip
    said = snowball("robust", "s", "--enough", "100")
    assert said.code == 0
    assert "impact_total: 2 strategies in the same 6 worlds" in said.out
    assert "largest regret: oneoff_share" in said.out
    assert "share of worlds with enough" in said.out
    bulgarian = snowball("robust", "s", "--language", "bg").out
    assert "светове" in bulgarian


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("sensitivity", "s", "--outcome", "unmet_need_men"), "Did you mean unmet_need_mean?"),
        (("sensitivity", "s", "--arm", "al"), "Did you mean all?"),
        (("discover", "s", "--outcome", "impact"), "expected one of unmet_need_mean"),
        (("discover", "s", "--worst", "3"), "expected a share between 0 and 1"),
        (("robust", "nowhere"), "got no study.json"),
        (("sensitivity", "s", "--resamples", "3"), "expected a whole number from 100"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
@pytest.mark.usefixtures("saltelli")
def test_mistakes_are_told(snowball, words, told):
    said = snowball(*words)
    assert said.code == 2
    assert told in said.err


@pytest.mark.usefixtures("saltelli")
def test_a_study_that_is_not_finished_is_not_analysed(snowball, tmp_path):
    next((tmp_path / "s" / "runs").iterdir()).unlink()
    said = snowball("sensitivity", "s")
    assert said.code == 2
    assert "runs are missing, failed or undefined" in said.err
