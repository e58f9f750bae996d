"""The ledger closes and people are conserved, in every month of every run."""

from __future__ import annotations

import numpy as np
import pytest

from simulation import load_scenario, run_ensemble
from tests.docking.test_two_engines import SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_every_euro_and_every_person_is_accounted_for(name: str) -> None:
    """No month of any arm has a residual of a millionth of a euro or of a person."""
    results = run_ensemble(load_scenario(name), 20)
    assert results.monthly_of("ledger_residual_eur").max() < 1e-6
    assert results.monthly_of("people_residual").max() < 1e-6
    assert np.isfinite(results.monthly).all()


@pytest.mark.parametrize("name", SHIPPED)
def test_all_arms_get_the_same_public_money(name: str) -> None:
    """The funding compared is paid out in full in every arm in which somebody is left."""
    scenario = load_scenario(name)
    results = run_ensemble(scenario, 20)
    funding = results.run_of("funding_eur")
    grant = np.array([arm.parameters["grant_eur"] for arm in scenario.arms.values()])
    alive = results.monthly_of("organisations_alive").min(axis=2) > 0
    matched = any(arm.parameters["matched_share"] > 0 for arm in scenario.arms.values())
    cut = any(
        e.kind == "funding_cut" for arm in scenario.arms.values() for e in arm.events.values()
    )
    assert not matched, "matched money may stay unspent; then the report says so"
    assert not cut, "a cut spends less; then the report says so"
    spread = np.broadcast_to(grant[:, None], funding.shape)
    np.testing.assert_allclose(funding[alive], spread[alive], rtol=1e-9)
