"""The engine: what it refuses, and that whoever stops early does not wait."""

import time

import pytest

from simulation import engine, run_ensemble
from tests.generated import generated_scenario

SHORT = {"funding_months": 12, "involve_policy_makers_month": 0, "involve_communities_month": 0}


def test_arms_of_unlike_length_fit_in_no_array():
    """24 and 36 months: refused before anything runs, and the months are named."""
    scenario = generated_scenario(3)
    arm = scenario.arms[scenario.reference]
    longer = scenario.with_arms(
        {
            "short": arm.changed(horizon_months=24, **SHORT),
            "long": arm.changed(horizon_months=36, **SHORT),
        },
        reference="short",
    )
    with pytest.raises(ValueError, match=r"horizon_months: got \[24, 36\]"):
        run_ensemble(longer, 1)


def test_whoever_stops_early_does_not_wait_for_what_has_not_begun(monkeypatch):
    """After the first of four blocks at least the rest of the second is not run."""
    done = []

    def slowly(*_):
        done.append(time.sleep(0.001))

    monkeypatch.setattr(engine, "run_chunk", slowly)
    count = engine.BLOCK_REPLICATES
    parts = engine.blocks(generated_scenario(3), 4 * count, 1, threads=1, chunk=1)
    next(parts)
    parts.close()
    assert count <= len(done) < 2 * count


def test_a_mistyped_outcome_is_told_with_the_nearest():
    results = run_ensemble(generated_scenario(3), 1)
    with pytest.raises(ValueError, match=r'got "impct_total", .* Did you mean impact_total\?'):
        results.run_of("impct_total")
    with pytest.raises(ValueError, match=r'got "trsut", .* Did you mean trust\?'):
        results.monthly_of("trsut")
    with pytest.raises(ValueError, match='got "impact_total", which run_of gives'):
        results.monthly_of("impact_total")
    assert results.run_of("impact_total").shape == (len(results.arms), 1)


@pytest.mark.parametrize("run", [run_ensemble, lambda name: next(engine.blocks(name))])
def test_a_name_in_place_of_a_scenario_is_told_in_words(run):
    with pytest.raises(TypeError, match=r"got a str, expected a Scenario; load_scenario\("):
        run("strategies")
