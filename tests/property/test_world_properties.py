"""In generated worlds people and money are conserved, and what has bounds stays within them."""

import re
from collections.abc import Iterator

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from simulation import REGISTER, Arm, records
from simulation.engine import run_world
from simulation.outcomes import MONTHLY, RUN
from simulation.records import SOURCES, USES, Column, World
from simulation.rules.beginning import begin
from simulation.scenario.crosschecks import FUNDING, MIX, WITHIN_HORIZON
from simulation.tiny import live
from simulation.world import build_world
from tests.generated import generated_scenario

BOUND_TOGETHER = {*MIX, *FUNDING, *WITHIN_HORIZON, "horizon_months"}
FREE = [p for p in REGISTER.values() if p.name not in BOUND_TOGETHER]
WORLDS = settings(  # a smaller number is no simpler a world, so nothing is gained by shrinking
    deadline=None, max_examples=50, derandomize=True, suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)  # fmt: skip
STEPPED = settings(WORLDS, max_examples=20)  # for worlds that are stepped through in Python
ROUNDING = 1e-9
TABLES: dict[str, tuple[Column, ...]] = {
    "clock": records.CLOCK, "ledger": records.LEDGER, "organisations": records.ORGANISATION,
    "sites": records.SITE, "communities": records.COMMUNITY,
    "policy_makers": records.POLICY_MAKER, "coalitions": records.COALITION,
}  # fmt: skip
SIGNED = {  # columns that may be below 0, and why
    "x_km": "west", "y_km": "south", "permit_months": "the permit came", "gain": "a loss",
    "gain_sum": "a loss", "founded_month": "before the first month", "coalition": "nobody",
    "last_election": "nobody",
}  # fmt: skip
MAY_EXCEED_ONE = {"sustainability_12", "sustainability_36", "influx_share"}
seeds = st.integers(0, 2**32 - 1)


@st.composite
def arms(draw) -> Arm:
    """An arm of a generated scenario, some of its parameters at the ends of their ranges."""
    scenario = generated_scenario(draw(st.integers(0, 10**6)))
    arm = scenario.arms[draw(st.sampled_from(sorted(scenario.arms)))]
    some = draw(st.lists(st.sampled_from(FREE), max_size=12, unique_by=lambda p: p.name))
    return arm.changed(**{p.name: draw(st.sampled_from((p.low, p.high))) for p in some})


def changed(arm: Arm, **sections) -> Arm:
    """Return the arm with other sections, e.g. ``events={}``."""
    return arm.model_copy(update=sections)


def begun(arm: Arm, seed: int) -> World:
    """Return the world of an arm just before its first month."""
    world = build_world(arm)
    world.clock.seed[0] = seed
    begin(world)
    return world


def monthly_of(arm: Arm, seed: int) -> np.ndarray:
    """Return all outcomes of all months of two runs, (replicate, month, outcome)."""
    return run_world(build_world(arm), seed, 2)[0]


def same_bits(one: np.ndarray, other: np.ndarray) -> bool:
    """Tell whether two arrays are equal to the bit."""
    return one.shape == other.shape and one.tobytes() == other.tobytes()


def each_month(world: World) -> Iterator[int]:
    """Let the months of a world that began pass, one by one."""
    for month in range(len(world.calendar)):
        live(world, month, month + 1)
        yield month


def money(world: World) -> float:
    """Return all money that anybody holds, counted here and not by the model."""
    mine = world.organisations
    held = mine.cash_eur.sum() + mine.grant_eur.sum() + mine.endowment_eur.sum()
    return float(held + world.coalitions.cash_eur.sum())


def is_share(meaning: str) -> bool:
    """Tell whether the unit or meaning of a column says that it lies between 0 and 1."""
    return re.search(r"\b0-1\b|^share\b", meaning) is not None


@STEPPED
@given(arm=arms(), seed=seeds)
def test_money_comes_from_a_source_and_goes_to_a_use(arm, seed):
    """What is held after a month is what was held before, plus sources, less uses."""
    world = begun(arm, seed)
    before = money(world)
    for month in each_month(world):
        came = sum(float(world.ledger[name][0]) for name in SOURCES)
        went = sum(float(world.ledger[name][0]) for name in USES)
        after = money(world)
        scale = 1.0 + before + came + went
        assert abs(after - before - came + went) <= ROUNDING * scale, month
        before = after


@STEPPED
@given(arm=arms(), seed=seeds)
def test_people_are_unaware_waiting_or_served_and_only_an_influx_adds_to_them(arm, seed):
    """In each place the four groups add up to the need, which grows by newcomers alone."""
    world = begun(arm, seed)
    here = world.communities
    before = here.need.copy()
    for month in each_month(world):
        counted = here.unaware + here.waiting + here.served + here.served_by_programme
        np.testing.assert_allclose(counted, here.need, rtol=ROUNDING, atol=ROUNDING)
        np.testing.assert_allclose(here.need, before + here.newcomers, rtol=ROUNDING)
        offered = [np.zeros(len(here)), np.zeros(len(here))]
        for site in world.sites[world.sites.open & (world.sites.permit_months <= 0)]:
            offered[0][site.place] += site.capacity
            offered[1][site.place] += site.served
        np.testing.assert_allclose(here.offered, offered[0], rtol=ROUNDING, atol=ROUNDING)
        np.testing.assert_allclose(here.served, offered[1], rtol=ROUNDING, atol=1e-6), month
        before = here.need.copy()


@STEPPED
@given(arm=arms(), seed=seeds)
def test_every_column_of_the_state_stays_within_its_bounds(arm, seed):
    """Shares lie between 0 and 1, all else but a few is not negative, nothing is NaN."""
    world = begun(arm, seed)
    for month in each_month(world):
        for table, columns in TABLES.items():
            for name, kind, meaning in columns:
                values = np.asarray(getattr(world, table)[name], float)
                where = f"{table}.{name} in month {month}"
                assert np.isfinite(values).all(), where
                if name not in SIGNED and kind is not np.uint64:
                    assert values.min(initial=0.0) >= -ROUNDING, where
                if is_share(meaning) and name not in MAY_EXCEED_ONE:
                    assert values.max(initial=0.0) <= 1.0 + ROUNDING, where


@WORLDS
@given(arm=arms(), seed=seeds)
def test_every_outcome_stays_within_its_bounds(arm, seed):
    """So do the outcomes of months and of runs; those served in need never outnumber it."""
    found = run_world(build_world(arm), seed, 2)
    for outcomes, values in zip((MONTHLY, RUN), found, strict=True):
        for at, outcome in enumerate(outcomes):
            column = values[..., at]
            assert np.isfinite(column).all(), outcome.name
            assert column.min() >= -ROUNDING, outcome.name
            if is_share(outcome.unit) and outcome.name not in MAY_EXCEED_ONE:
                assert column.max() <= 1.0 + ROUNDING, outcome.name
    names = [outcome.name for outcome in MONTHLY]
    need, reach, impact = (
        found[0][..., names.index(name)] for name in ("people_in_need", "reach", "impact")
    )
    assert (reach <= need * (1.0 + ROUNDING)).all()
    assert (impact <= reach * (1.0 + ROUNDING)).all()


def test_what_is_a_share_is_read_from_the_records():
    """The search for bounds finds the columns that it should, and not the others."""
    shares = {name for table in TABLES.values() for name, _, meaning in table if is_share(meaning)}
    assert {"trust", "will", "goodwill", "fit", "quality", "know_how", "strain"} <= shares
    assert {"contribution", "programme_level", "attention", "evidence"} <= shares
    assert not shares & {"cash_eur", "need", "gain", "staff_fte", "influx_share_of_all"}
    columns = {name for table in TABLES.values() for name, _, _ in table}
    assert set(SIGNED) <= columns
