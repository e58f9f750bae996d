"""Every parameter, channel, instrument and kind of event changes some outcome."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

import simulation
from simulation import REGISTER, Arm, Parameter, load_scenario
from simulation.channels import CHANNELS
from simulation.engine import run_world
from simulation.outcomes import MONTHLY, RUN
from simulation.scenario import Event, Instrument, shipped_names
from simulation.world import EVENT_KINDS, build_world

REPLICATIONS = 6
ALL_FUNDING = {
    "oneoff_share": 0.3, "matched_share": 0.2, "endowed_share": 0.1, "pooled_fund_share": 0.3,
}  # fmt: skip
# Levers whose other values only make sense together with these.
TOGETHER = {
    "effort_up_share": {"effort_out_share": 0.0, "effort_deep_share": 0.0},
    "effort_out_share": {"effort_up_share": 0.0, "effort_deep_share": 0.0},
    "effort_deep_share": {"effort_up_share": 0.0, "effort_out_share": 0.0},
    "national_support_share": {"national_threshold_share": 0.05, "adoption_threshold": 0.1},
    "national_threshold_share": {"adoption_threshold": 0.1},
    "closing_staff_fte": {"own_income_share": 0.1},
}
IMPOSSIBLE = {"effort_up_share": 1.0, "effort_out_share": 1.0, "effort_deep_share": 1.0}


@pytest.fixture(scope="module")
def busy() -> Arm:
    """An arm in which everything happens: all funding, instruments and events."""
    scenario = load_scenario("strategies")
    arm = scenario.arms[scenario.reference]
    everything = Instrument(
        start_month=0, intensity=1.0, cost_eur_per_month=200.0, staff_fte=0.2,
        channels=dict.fromkeys(CHANNELS, 0.4),
    )  # fmt: skip
    influx = Event(kind="influx", month=10, size=0.5)
    loss = Event(kind="premises_loss", month=15, size=0.5)
    return arm.model_copy(
        update={
            "parameters": {**arm.parameters, **ALL_FUNDING, "adoption_threshold": 0.15},
            "instruments": {"everything": everything},
            "events": {"influx": influx, "loss": loss},
        }
    )


def outcomes(arm: Arm) -> np.ndarray:
    """Return all outcomes of months and runs, one flat array."""
    monthly, runs = run_world(build_world(arm), 3, REPLICATIONS)
    return np.concatenate([monthly.mean(axis=(0, 1)), runs.mean(axis=0)])


def with_values(arm: Arm, values: dict[str, float]) -> Arm:
    """Return the arm with other parameters."""
    return arm.model_copy(update={"parameters": {**arm.parameters, **values}})


def changed(before: np.ndarray, after: np.ndarray) -> list[str]:
    """Return the names of the outcomes that differ, checks of the books aside."""
    names = [o.name for o in (*MONTHLY, *RUN)]
    assert len(names) == len(before)
    return [
        name
        for name, a, b in zip(names, before, after, strict=True)
        if "residual" not in name and not np.isclose(a, b, rtol=1e-6, atol=1e-9)
    ]


@pytest.mark.parametrize("parameter", REGISTER.values(), ids=lambda p: p.name)
def test_every_parameter_changes_some_outcome(busy: Arm, parameter: Parameter) -> None:
    """Moved across its range on equal luck, each parameter changes an outcome."""
    if parameter.name == "horizon_months":
        low, high = (len(build_world(with_values(busy, {"horizon_months": h})).calendar)
                     for h in (24.0, 48.0))  # fmt: skip
        assert (low, high) == (24, 48)
        return
    together = TOGETHER.get(parameter.name, {})
    low = with_values(busy, {**together, parameter.name: parameter.low})
    high = with_values(busy, {**together, parameter.name: parameter.high})
    if parameter.name in IMPOSSIBLE:
        low = busy
    assert changed(outcomes(low), outcomes(high))


@pytest.mark.parametrize("name", REGISTER)
def test_every_parameter_is_read_by_a_rule(name: str) -> None:
    """Each name of the register occurs in the rules or where a world is built from an arm."""
    root = Path(simulation.__file__).parent
    files = [*(root / "rules").glob("*.py"), root / "world.py"]
    pattern = re.compile(rf"\b(p|today|parameters\[0\])\.{name}\b|\"{name}\"")
    assert any(pattern.search(file.read_text(encoding="utf-8")) for file in files)


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_channel_changes_some_outcome(busy: Arm, channel: str) -> None:
    """A full dose on one channel alone changes an outcome."""

    def only(strength: float) -> Arm:
        dose = Instrument(
            start_month=0, intensity=1.0, cost_eur_per_month=0.0, staff_fte=0.0,
            channels={"academy": 0.9, channel: strength},
        )  # fmt: skip
        return busy.model_copy(update={"instruments": {"one": dose}})

    assert changed(outcomes(only(0.0)), outcomes(only(1.0)))


def shipped_instruments() -> dict[str, Instrument]:
    """Return all instruments of the shipped bricks and scenarios."""
    found: dict[str, Instrument] = {}
    for name in shipped_names():
        for arm in load_scenario(name).arms.values():
            found.update(arm.instruments)
    return found


def test_every_shipped_instrument_changes_some_outcome(busy: Arm) -> None:
    """Each instrument, alone, changes more than the money spent on it."""
    instruments = shipped_instruments()
    assert len(instruments) >= 12
    none = outcomes(busy.model_copy(update={"instruments": {}}))
    for name, instrument in instruments.items():
        full = instrument.model_copy(update={"intensity": 1.0, "start_month": 0})
        free = full.model_copy(update={"cost_eur_per_month": 0.0, "staff_fte": 0.0})
        with_it = outcomes(busy.model_copy(update={"instruments": {name: free}}))
        assert changed(none, with_it), name


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_every_kind_of_event_changes_some_outcome(busy: Arm, kind: str) -> None:
    """Each kind of event changes an outcome, and its strength matters."""
    event = Event(kind=kind, month=12, size=0.6)
    calm = busy.model_copy(update={"events": {}})
    shaken = busy.model_copy(update={"events": {"it": event}})
    assert changed(outcomes(calm), outcomes(shaken))


def test_no_outcome_is_constant(busy: Arm) -> None:
    """Every outcome moves in some arm; one that never does measures nothing."""
    moved: set[str] = set()
    reference = outcomes(busy)
    unlike: tuple[dict[str, float], ...] = (
        {"need_share": 0.05, "founding_per_year": 1.0},
        {"oneoff_share": 0.0, "matched_share": 0.0, "endowed_share": 0.0},
        {"own_income_share": 0.1},
        {"contribution_share": 0.0},
        {"effort_up_share": 1.0},
        {"clients_per_know_how": 80.0, "know_how_loss_per_year": 0.3},
    )
    for values in unlike:
        moved |= set(changed(reference, outcomes(with_values(busy, values))))
    expected = {o.name for o in (*MONTHLY, *RUN) if "residual" not in o.name}
    assert expected - moved == set()
