"""From stored runs to questions: the right numbers reach the right analysis."""

import json
from pathlib import Path

import numpy as np
import pytest

from analysis.studies.analysing import (
    Wanted,
    cases_of,
    keep,
    numbers_of,
    sensitivity_of,
    strategies_in_worlds,
)
from analysis.studies.engines import threads
from analysis.studies.reading import StudyResults
from analysis.studies.sweep import sweep

SHORT = {"horizon_months": 12, "funding_months": 6}
TWO = {"scenario": "schedule.yaml", "arms": ["early", "late"], "fixed": None}


@pytest.fixture
def stored(small, tmp_path):
    def run(**changes):
        folder = tmp_path / f"s{len(list(tmp_path.iterdir()))}"
        return StudyResults(sweep(small(**changes), folder, engine=threads(2)).folder)

    return run


@pytest.fixture
def two(stored):
    return stored(**TWO, factors={"base_trust": {}, "need_share": {}},
                  design={"kind": "sobol", "points": 16})  # fmt: skip


def test_numbers_are_those_of_the_arm_or_its_paired_difference(two):
    values = two.whole("impact_total")
    early, late = two.arms.index("early"), two.arms.index("late")
    assert np.array_equal(numbers_of(two, "impact_total", "early"), values[:, early])
    difference = numbers_of(two, "impact_total", "early", "late")
    assert np.array_equal(difference, values[:, early] - values[:, late])
    with pytest.raises(ValueError, match=r"Did you mean late\?"):
        numbers_of(two, "impact_total", "lat")


def test_sobol_indices_follow_the_factor_that_rules_the_outcome(stored):
    found = stored(
        fixed=SHORT, factors={"need_share": {}, "stigma": {}},
        design={"kind": "saltelli", "base_points": 32}, replications=4,
        outcomes=["unmet_need_mean"],
    )  # fmt: skip
    indices = sensitivity_of(found, "unmet_need_mean", resamples=200)
    by_name = dict(zip(indices.names, indices.total, strict=True))
    assert by_name["need_share"] > 0.9
    assert by_name["stigma"] < 0.1


def test_elementary_effects_are_over_the_whole_range(stored):
    found = stored(
        fixed=SHORT, factors={"need_share": {"filled": "evenly"}, "stigma": {}},
        design={"kind": "morris", "trajectories": 6}, replications=4,
        outcomes=["unmet_need_mean"],
    )  # fmt: skip
    effects = sensitivity_of(found, "unmet_need_mean", resamples=200)
    values = found.whole("unmet_need_mean")[:, 0].mean(axis=1)
    needs = found.factor("need_share")
    slope = np.polyfit(needs, values, 1)[0] * (0.05 - 0.002)
    assert effects.mu_star[effects.names.index("need_share")] == pytest.approx(slope, rel=0.1)


def test_other_designs_are_refused_for_sensitivity(two):
    with pytest.raises(ValueError, match="got sobol, expected saltelli"):
        sensitivity_of(two, "impact_total")


def test_cases_are_where_the_words_say(two):
    means = numbers_of(two, "impact_total", "late").mean(axis=1)
    low, high = np.quantile(means, [0.3, 0.7])
    wanted = {"below": Wanted(below=low), "above": Wanted(above=high),
              "between": Wanted(below=high, above=low)}  # fmt: skip
    found = {name: cases_of(two, "impact_total", None, None, one) for name, one in wanted.items()}
    assert np.array_equal(found["below"].of_interest, means < low)
    assert np.array_equal(found["above"].of_interest, means > high)
    assert np.array_equal(found["between"].of_interest, (means >= low) & (means <= high))
    assert "below" in found["below"].meaning
    assert set(found["below"].table) == {"base_trust", "need_share"}


def test_the_worst_are_low_where_high_is_better_and_high_where_low_is(stored):
    found = stored(outcomes=["impact_total", "unmet_need_mean"],
                   design={"kind": "sobol", "points": 16})  # fmt: skip
    for outcome, worst in (("impact_total", np.argmin), ("unmet_need_mean", np.argmax)):
        cases = cases_of(found, outcome, None, None, Wanted(worst_share=0.25))
        means = numbers_of(found, outcome, "all").mean(axis=1)
        assert cases.of_interest.sum() == 4
        assert cases.of_interest[worst(means)]


def test_against_another_arm_cases_are_where_the_arm_does_worse(two):
    cases = cases_of(two, "impact_total", "early", "late", Wanted())
    difference = numbers_of(two, "impact_total", "early", "late").mean(axis=1)
    assert np.array_equal(cases.of_interest, difference < 0)
    assert "does worse" in cases.meaning


def test_there_is_no_worst_where_no_direction_is_better(stored):
    found = stored(outcomes=["funding_eur"])
    with pytest.raises(ValueError, match="say --below or --above"):
        cases_of(found, "funding_eur", None, None, Wanted())


def test_strategies_are_arms_and_levers_and_worlds_are_the_rest(stored):
    found = stored(
        fixed=SHORT, factors={"oneoff_share": {"values": [0.0, 1.0]}},
        design={"kind": "grid", "worlds": 3}, replications=2,
    )  # fmt: skip
    table = strategies_in_worlds(found, "impact_total")
    assert table.strategies == ("oneoff_share 0", "oneoff_share 1")
    means = found.whole("impact_total").mean(axis=2)[:, 0].reshape(2, 3)
    assert sorted(table.values[1].tolist()) == sorted(means[1].tolist())
    one = int(np.flatnonzero(table.values[0] == means[0, 1])[0])
    assert table.values[1, one] == means[1, 1], "both columns are the same world"


def test_strategies_that_met_other_worlds_are_not_compared(stored):
    found = stored(fixed=SHORT, factors={"oneoff_share": {}, "base_trust": {}},
                   design={"kind": "sobol", "points": 4})  # fmt: skip
    with pytest.raises(ValueError, match="not met the same worlds"):
        strategies_in_worlds(found, "impact_total")


def test_an_analysis_is_stored_with_what_it_was_made_from(two):
    path = keep(two.folder, "mine", {"numbers": np.array([1.0, np.nan])})
    told = json.loads(Path(path).read_text("utf-8"))
    assert told["numbers"] == [1.0, None]
    assert told["made_from"]["study_sha256"] == two.study.digest
    assert told["made_from"]["points"] == 16
