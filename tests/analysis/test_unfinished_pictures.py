"""Pictures of unfinished studies show what is there, and say how much is missing."""

import json

import numpy as np
import pytest

from analysis.studies.engines import threads
from analysis.studies.reading import read_study
from analysis.studies.sweep import Shard, sweep
from analysis.study_pictures import study_pictures
from analysis.study_pictures.contrasts import mean_known
from tests.analysis.stored_designs import DESIGNS, only, study_of


@pytest.fixture(autouse=True)
def unsettled(monkeypatch):
    """Leave out the layout, which takes most of the time: words and numbers are asked of."""
    monkeypatch.setattr("analysis.study_pictures.drawn.settled", lambda picture: picture)


@pytest.mark.parametrize("name", ["one step", "triangle", "table"])
def test_an_unfinished_study_is_drawn_and_says_how_much_is_missing(tmp_path, name):
    study = study_of(tmp_path, **DESIGNS[name])
    sweep(study, tmp_path / "out", engine=threads(2), shard=Shard(1, 2), chunk_runs=4)
    results = read_study(tmp_path / "out")
    known = int(np.isfinite(results.values("impact_total")).sum())
    total = results.values("impact_total").size
    assert 0 < known < total
    for one in study_pictures(results):
        assert f"Unfinished: {total - known} of {total}" in one.missing
        assert one.missing in one.picture.caption
        assert json.dumps(one.numbers, allow_nan=False)


def test_choices_that_have_not_run_everywhere_are_left_out_of_maps(tmp_path):
    study = study_of(tmp_path, **DESIGNS["two steps in worlds"])
    sweep(study, tmp_path / "out", engine=threads(2), shard=Shard(1, 2), chunk_runs=12)
    results = read_study(tmp_path / "out")
    means = mean_known(results.values("impact_total"))[:, 0].reshape(4, 3)
    whole = np.isfinite(means).all(axis=1)
    assert whole.sum() == 2
    one = only(results)
    assert len(one.numbers["drawn"]["cells"]) == int(whole.sum())
    assert f"Left out: {4 - int(whole.sum())} of 4 cells" in one.picture.caption


def test_regret_is_over_the_worlds_that_all_strategies_have_met(tmp_path):
    study = study_of(tmp_path, scenario="events.yaml", factors=None,
                     design={"kind": "grid", "worlds": 6})  # fmt: skip
    sweep(study, tmp_path / "out", engine=threads(2), shard=Shard(1, 2), chunk_runs=12)
    results = read_study(tmp_path / "out")
    means = mean_known(results.values("impact_total"))
    met = np.isfinite(means).all(axis=1)
    assert 2 <= met.sum() < 6
    drawn = only(results, kind="regret").numbers["drawn"]
    assert drawn["worlds"] == met.sum()
    assert drawn["mean"] == pytest.approx(means[met].mean(axis=0))
