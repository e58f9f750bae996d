"""How money reaches organisations, and that all ways of paying bring the same sum."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation import records
from simulation.records import World
from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

rules = rule_file("funding")

EQUAL = {"grant_eur": 120_000, "funding_months": 12}


def funded(month: int = 1, organisations: int = 2, **parameters: float) -> World:
    """A world of equal organisations without a beginning, in a month."""
    world = tiny_world(1, organisations, months=40, **{**EQUAL, **parameters})
    world.clock.month = month
    world.clock.funding_left = world.clock.funded_share = 1.0
    world.organisations.cash_eur = 0.0
    return world


@pytest.mark.parametrize(
    ("shares", "steady"),
    [
        ((0.0, 0.0, 0.0), 10_000.0),
        ((0.4, 0.0, 0.0), 6_000.0),
        ((0.0, 0.3, 0.0), 7_000.0),
        ((0.0, 0.0, 0.2), 8_000.0),
        ((0.4, 0.3, 0.2), 1_000.0),
        ((0.5, 0.4, 0.3), 0.0),
    ],
)
def test_what_is_not_paid_otherwise_comes_steadily(shares, steady):
    """120,000 (1 - shares) / 12; never less than nothing."""
    names = ("oneoff_share", "matched_share", "endowed_share")
    world = funded(**dict(zip(names, shares, strict=True)))
    assert rules.steady_eur_per_month(world.parameters[0]) == pytest.approx(steady)


def test_own_income_and_yield_come_every_month():
    """1,000 of its own and 40,000 x 0.03 / 12, long after the funding."""
    world = funded(30, endowment_yield_per_year=0.03)
    org, ledger = world.organisations[1], world.ledger[0]
    org.own_income_eur, org.endowment_eur = 1_000.0, 40_000.0
    org.cash_eur, org.received_eur = 500.0, 20.0
    ledger.own_income_eur, ledger.yield_eur = 1.0, 2.0
    rules.receive_money(world, 1)
    assert org.cash_eur == pytest.approx(500.0 + 1_100.0)
    assert org.received_eur == pytest.approx(20.0 + 1_100.0)
    assert org.endowment_eur == 40_000.0
    assert (ledger.own_income_eur, ledger.yield_eur) == pytest.approx((1_001.0, 102.0))


def test_steady_money_is_promised_and_not_counted_as_experience():
    """Half of 10,000 EUR for one of two organisations."""
    world = funded()
    world.ledger[0].steady_eur = 1.0
    rules.receive_money(world, 1)
    org = world.organisations[1]
    assert (org.cash_eur, org.promised_eur, org.received_eur) == pytest.approx(
        (5_000.0, 5_000.0, 0.0)
    )
    assert world.ledger[0].steady_eur == pytest.approx(5_001.0)


@pytest.mark.parametrize(("month", "cash"), [(0, 5_000.0), (11, 5_000.0), (12, 0.0), (13, 0.0)])
def test_the_funding_is_paid_in_its_months_and_no_promise_is_left_after_them(month, cash):
    world = funded(month)
    world.organisations[1].promised_eur = 77.0
    rules.receive_money(world, 1)
    assert world.organisations[1].cash_eur == pytest.approx(cash)
    assert world.organisations[1].promised_eur == pytest.approx(cash)


@pytest.mark.parametrize(("promise", "matched"), [(9_000.0, 1_000.0), (600.0, 600.0)])
def test_after_a_cut_less_comes_steadily_and_what_is_left_of_the_promise_is_matched(
    promise, matched
):
    """A quarter is left: 1,250 of 5,000.  The event has cut the promise already, not twice."""
    world = funded(matched_share=0.0, matching_rate=1.0)
    world.clock.funding_left = 0.25
    org = world.organisations[1]
    org.own_income_eur, org.matched_left_eur = 1_000.0, promise
    rules.receive_money(world, 1)
    assert org.promised_eur == pytest.approx(1_250.0)
    assert org.cash_eur == pytest.approx(1_000.0 + 1_250.0 + matched)
    assert org.matched_left_eur == pytest.approx(promise - matched)
    assert world.ledger[0].matched_eur == pytest.approx(matched)


def test_money_of_the_closed_goes_to_those_at_work():
    """Two of four at work: each receives half of 10,000 EUR instead of a quarter."""
    world = funded(organisations=4)
    world.clock.funded_share = 0.5
    rules.receive_money(world, 1)
    assert world.organisations[1].cash_eur == pytest.approx(5_000.0)


def test_who_has_no_share_receives_nothing_even_where_nobody_is_funded():
    world = funded(0, oneoff_share=0.5)
    world.clock.funded_share = 0.0
    world.organisations[1].funding_share = 0.0
    rules.receive_money(world, 1)
    assert (world.organisations[1].cash_eur, world.organisations[1].grant_eur) == (0.0, 0.0)


AT_ONCE = {"oneoff_share": 0.5, "endowed_share": 0.2, "matched_share": 0.3}


def test_the_first_month_brings_the_grant_the_endowment_and_the_promise_to_match():
    """A quarter of 120,000 EUR for one of four: 15,000, 6,000 and 9,000, onto what it had."""
    world = funded(0, 4, **AT_ONCE, endowment_yield_per_year=0.0)
    org, ledger = world.organisations[1], world.ledger[0]
    org.grant_eur, org.endowment_eur, org.matched_left_eur = 1.0, 2.0, 3.0
    ledger.oneoff_eur, ledger.endowment_eur = 4.0, 5.0
    rules.receive_money(world, 1)
    means = (org.grant_eur, org.endowment_eur, org.matched_left_eur)
    assert means == pytest.approx((15_001.0, 6_002.0, 9_003.0))
    assert (ledger.oneoff_eur, ledger.endowment_eur) == pytest.approx((15_004.0, 6_005.0))
    assert (org.cash_eur, org.received_eur, org.promised_eur) == pytest.approx((0.0, 0.0, 0.0))
    assert ledger.matched_eur == 0.0  # promised, not paid


def test_a_cut_before_anything_is_paid_takes_its_share_of_what_comes_at_once():
    whole, cut = funded(0, 4, **AT_ONCE), funded(0, 4, **AT_ONCE)
    cut.clock.funding_left = 0.25
    for world in (whole, cut):
        rules.receive_money(world, 1)
    before, after = (world.organisations[1] for world in (whole, cut))
    assert before.grant_eur > 0 < before.endowment_eur
    assert before.matched_left_eur > 0
    assert after.grant_eur == pytest.approx(0.25 * before.grant_eur)
    assert after.endowment_eur == pytest.approx(0.25 * before.endowment_eur)
    assert after.matched_left_eur == pytest.approx(0.25 * before.matched_left_eur)


def test_what_comes_at_once_comes_once():
    world = funded(1, 4, **AT_ONCE)
    org = world.organisations[1]
    rules.receive_money(world, 1)
    assert (org.grant_eur, org.endowment_eur, org.matched_left_eur) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("month", "own", "left", "matched"),
    [(3, 400.0, 9_000.0, 800.0), (3, 400.0, 300.0, 300.0), (3, 0.0, 300.0, 0.0),
     (12, 400.0, 9_000.0, 0.0)],
)  # fmt: skip
def test_own_income_is_matched_until_the_promise_is_used_up(month, own, left, matched):
    """2 EUR for each of its own, in the months of funding."""
    world = funded(month, matching_rate=2.0, oneoff_share=1.0)
    org = world.organisations[1]
    org.own_income_eur, org.matched_left_eur = own, left
    world.ledger[0].matched_eur = 1.0
    rules.receive_money(world, 1)
    assert org.cash_eur == pytest.approx(own + matched)
    assert org.received_eur == pytest.approx(own + matched)
    assert org.matched_left_eur == pytest.approx(left - matched)
    assert world.ledger[0].matched_eur == pytest.approx(1.0 + matched)


@pytest.mark.parametrize("member", [True, False])
def test_a_member_passes_a_part_of_steady_money_to_its_own_coalition(member):
    """40 % of 5,000 EUR: planned with is what is left; the ledger books all of it once."""
    world = funded(pooled_fund_share=0.4)
    world = world._replace(coalitions=records.table(records.COALITION, 2))
    org = world.organisations[1]
    org.coalition, org.in_coalition = 1, member
    world.coalitions.cash_eur = 10.0
    rules.receive_money(world, 1)
    together = 2_000.0 if member else 0.0
    assert world.coalitions.cash_eur.tolist() == pytest.approx([10.0, 10.0 + together])
    assert org.cash_eur == pytest.approx(5_000.0 - together)
    assert org.promised_eur == pytest.approx(5_000.0 - together)
    assert world.ledger[0].steady_eur == pytest.approx(5_000.0)


@pytest.mark.parametrize(("month", "goes_back"), [(11, False), (12, True), (13, True)])
def test_what_is_left_of_a_grant_goes_back_when_the_funding_ends(month, goes_back):
    """Cash and endowment stay; the people hired on the grant go."""
    world = funded(month)
    org, ledger = world.organisations[1], world.ledger[0]
    org.grant_eur, org.temporary_fte, org.cash_eur, org.endowment_eur = 700.0, 2.0, 50.0, 60.0
    ledger.returned_eur = 1.0
    rules.return_unspent(world, 1)
    assert (org.grant_eur, org.temporary_fte) == ((0.0, 0.0) if goes_back else (700.0, 2.0))
    assert ledger.returned_eur == (701.0 if goes_back else 1.0)
    assert (org.cash_eur, org.endowment_eur) == (50.0, 60.0)


def test_who_has_no_grant_returns_nothing():
    """Those whom its last euro has paid this month are still there."""
    world = funded(12)
    org = world.organisations[1]
    org.grant_eur, org.temporary_fte = 0.0, 2.0
    rules.return_unspent(world, 1)
    assert world.ledger[0].returned_eur == 0.0
    assert org.temporary_fte == 2.0


def test_less_than_a_euro_goes_back_too():
    world = funded(12)
    world.organisations[1].grant_eur = 0.7
    rules.return_unspent(world, 1)
    assert (world.organisations[1].grant_eur, world.ledger[0].returned_eur) == (0.0, 0.7)


mixes = st.tuples(*(st.floats(0.01, 1.0) for _ in range(4)))


@settings(deadline=None, max_examples=50)
@given(mixes, st.integers(1, 5), st.integers(6, 30), st.floats(0.0, 1.0))
def test_every_way_of_paying_brings_the_same_public_money(mix, count, months, pooled):
    """Whatever the mix: 120,000 EUR by the end, where own income is enough to be matched.

    What the organisations and their coalition hold is what the ledger books.
    """
    oneoff, matched, endowed, _ = (part / sum(mix) for part in mix)
    world = funded(
        0, count, oneoff_share=oneoff, matched_share=matched, endowed_share=endowed,
        funding_months=months, pooled_fund_share=pooled, endowment_yield_per_year=0.0,
        matching_rate=1.0,
    )  # fmt: skip
    world.organisations.own_income_eur[:count] = 120_000.0
    world.organisations.coalition[:count] = 0
    world.organisations.in_coalition[0] = True
    for month in range(months + 2):
        world.clock.month = month
        for o in range(count):
            rules.receive_money(world, o)
    ledger = world.ledger[0]
    public = ledger.steady_eur + ledger.oneoff_eur + ledger.matched_eur + ledger.endowment_eur
    assert public == pytest.approx(120_000.0)
    table = world.organisations
    held = table.cash_eur.sum() + table.grant_eur.sum() + table.endowment_eur.sum()
    held += world.coalitions[0].cash_eur
    assert held == pytest.approx(120_000.0 + ledger.own_income_eur)
