"""The common purse: what is spare goes to members, and it never outlives them."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.records import SOURCES, USES, Records, World
from simulation.tiny import live, tiny_world
from tests.unit.plain import rule_file

rules = rule_file("pooling")
begin = rule_file("beginning").begin
money_held = rule_file("measure").money_held
PURSE = {
    "substitution_elasticity": 0.01, "goal_difference": 0.0, "host_dependence": 0.5,
    "planning_months": 2, "cost_per_client_eur": 40,
}  # fmt: skip


def purse_of(members: int = 2, **parameters: float) -> tuple[World, Records]:
    """A world whose organisations are members since last month, and their coalition."""
    world = tiny_world(1, members, coalition=True, months=60, **{**PURSE, **parameters})
    world.organisations.in_coalition[:members] = True
    world.organisations.contribution[:members] = 0.3
    coalition = world.coalitions[0]
    coalition.members = coalition.members_counted = members
    world.clock.month = 1
    return world, coalition


def counted_again(world: World) -> None:
    """Let every organisation weigh its membership and be counted."""
    for o in range(len(world.organisations)):
        rules.keep_membership(world, o)


@pytest.mark.parametrize(
    ("cash", "people", "budget_eur", "spare_eur"),
    [
        (10_000.0, 60.0, 2_400.0, 5_200.0),  # 60 people for two months are 4,800 EUR
        (4_800.0, 60.0, 2_400.0, 0.0),
        (4_000.0, 60.0, 2_000.0, 0.0),  # money is what is scarce
        (4_000.0, 0.0, 0.0, 4_000.0),  # nothing to spend it on
        (0.0, 60.0, 0.0, 0.0),
    ],
)
def test_spare_is_what_the_other_means_cannot_use_over_the_plan(
    cash, people, budget_eur, spare_eur
):
    world, coalition = purse_of()
    coalition.staff, coalition.premises, coalition.know_how = people / 2, people, people / 3
    coalition.cash_eur = cash
    rules.plan_jointly(world, 0)
    assert coalition.budget_eur == pytest.approx(budget_eur)
    assert coalition.spare_eur == pytest.approx(spare_eur)
    assert coalition.cash_eur == cash  # planned, not paid yet


def test_members_receive_their_parts_of_spare_money():
    """Wants 30 and 10 of 40: 300 and 100 of 400 EUR, as income; a stranger gets none."""
    world, coalition = purse_of(3)
    coalition.cash_eur, coalition.spare_eur, coalition.wanted = 1_000.0, 400.0, 40.0
    orgs = world.organisations
    orgs.want[:3] = [30.0, 10.0, 5.0]
    orgs.in_coalition[2] = False
    orgs.received_eur[:3] = 1.0
    for o in range(3):
        rules.share_out(world, o)
    assert orgs.cash_eur[:3].tolist() == pytest.approx([20_300.0, 20_100.0, 20_000.0])
    assert orgs.received_eur[:3].tolist() == [1.0, 1.0, 1.0]  # no new income to plan with
    assert coalition.cash_eur == pytest.approx(600.0)
    booked = [float(world.ledger[name][0]) for name in (*SOURCES, *USES)]
    assert booked == [0.0] * len(booked)  # it only changes hands


def test_no_more_is_received_than_the_purse_holds():
    """750 and 250 of 1,000 EUR were spare, but 300 are left."""
    world, coalition = purse_of()
    coalition.cash_eur, coalition.spare_eur, coalition.wanted = 300.0, 1_000.0, 40.0
    world.organisations.want[:2] = [30.0, 10.0]
    for o in range(2):
        rules.share_out(world, o)
    assert world.organisations.cash_eur[:2].tolist() == pytest.approx([20_300.0, 20_000.0])
    assert coalition.cash_eur == 0.0


def test_where_nobody_is_known_to_want_anything_the_purse_stays():
    world, coalition = purse_of()
    coalition.cash_eur = coalition.spare_eur = 500.0
    rules.share_out(world, 0)
    assert (coalition.cash_eur, world.organisations[0].cash_eur) == (500.0, 20_000.0)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(1.0, 1e3), st.booleans()), min_size=1, max_size=6),
    st.floats(0.0, 1e6), st.floats(0.0, 1.0),
)  # fmt: skip
def test_members_receive_at_most_what_is_spare(wants, cash, spare_share):
    """All of it where all stayed, less where someone has left since wants were counted."""
    world, coalition = purse_of(len(wants))
    coalition.cash_eur, coalition.spare_eur = cash, spare_share * cash
    coalition.wanted = sum(want for want, _ in wants)
    orgs = world.organisations
    for o, (want, stays) in enumerate(wants):
        orgs[o].want = want
        if not stays:
            rules.leave_coalition(world, o)
    before = float(orgs.cash_eur.sum())
    for o in range(len(wants)):
        rules.share_out(world, o)
    received = float(orgs.cash_eur.sum()) - before
    stayed = sum(want for want, stays in wants if stays) / sum(want for want, _ in wants)
    assert received == pytest.approx(stayed * spare_share * cash, rel=1e-9, abs=1e-6)
    assert received <= spare_share * cash + 1e-6
    assert coalition.cash_eur == pytest.approx(cash - received, abs=1e-6)


def test_a_purse_without_members_goes_back():
    """400 EUR were set aside for 40 people, 10 were served: 100 EUR paid, 800 returned."""
    world, coalition = purse_of()
    coalition.capacity, coalition.used, coalition.budget_eur = 40.0, 10.0, 400.0
    coalition.cash_eur, coalition.members_counted = 900.0, 0
    world.ledger.returned_eur = 7.0
    rules.pay_from_the_purse(world, 0)
    assert coalition.cash_eur == 0.0
    assert world.ledger[0].materials_eur == pytest.approx(100.0)
    assert world.ledger[0].returned_eur == pytest.approx(807.0)


def test_with_the_host_goes_what_depends_on_it_until_other_rooms_are_found(draw):
    """Of 100 people's rooms half depend on the host: 50 next month, then 100 - 50 (11/12)^t."""
    draw(0.0)
    world, coalition = purse_of(3, leaving_per_month=1e3)
    world.organisations[0].host = True
    world.organisations.gain[0] = -1.0
    coalition.gain = -0.1
    rules.keep_membership(world, 0)
    assert not world.organisations[0].in_coalition
    assert coalition.host_loss == 1.0
    for months_ago in range(4):
        coalition.staff = coalition.premises = coalition.know_how = 100.0
        coalition.cash_eur = 1e6
        rules.plan_jointly(world, 0)
        rooms = 100.0 - 50.0 * (11 / 12) ** months_ago
        assert coalition.capacity == pytest.approx(rooms, rel=0.02)


def test_another_members_leaving_takes_no_rooms(draw):
    draw(0.0)
    world, coalition = purse_of(3, leaving_per_month=1e3)
    world.organisations[0].host = True
    coalition.gain = -0.1
    rules.leave_coalition(world, 1)
    assert coalition.host_loss == 0.0


def churning(organisations: int, **state: float) -> World:
    """A world that began, of organisations without staff, whose weakness began before."""
    world = tiny_world(
        1, organisations, slots=0, coalition=True, months=12, closing_staff_fte=1.0,
        grant_eur=12_000.0, funding_months=12, pooled_fund_share=1.0, contribution_share=0.3,
        own_income_share=0.0, endowment_unevenness=0.0,
    )  # fmt: skip
    begin(world)
    world.organisations.staff_fte = 0.0
    world.organisations.cash_eur = world.organisations.premises_places = 0.0
    world.organisations.usual_premises_places = 0.0
    for name, value in state.items():
        world.organisations[name] = value
    return world


def test_who_joins_and_closes_in_one_month_leaves_no_purse_behind():
    """1,000 EUR of funding pass into the purse, and back, in the month of both."""
    world = churning(1, weak_months=2)
    live(world, 0, 1)
    assert not world.organisations.alive[0]
    assert world.ledger[0].steady_eur == pytest.approx(1_000.0)
    assert world.ledger[0].returned_eur == pytest.approx(1_000.0)
    assert world.coalitions[0].cash_eur == 0.0


def test_the_purse_stays_while_anybody_stays():
    """One of two closes; the other has 5 FTE, and the purse the 1,000 EUR of both."""
    world = churning(2, weak_months=[2, 0], staff_fte=[0.0, 5.0])
    live(world, 0, 1)
    assert world.organisations.alive.tolist() == [False, True]
    assert world.coalitions[0].cash_eur == pytest.approx(1_000.0)
    assert world.coalitions[0].members_counted == 1


def test_all_may_leave_in_one_month_and_nothing_is_stranded():
    """Both lose all that they could: 700 EUR go back."""
    world = churning(2, staff_fte=5.0, cash_eur=20_000.0)
    world.parameters.leaving_per_month = 1e6
    world.parameters.goal_difference = 0.0
    world.parameters.pooled_fund_share = 0.0
    world.organisations.in_coalition = True
    coalition = world.coalitions[0]
    coalition.members_counted, coalition.gain_sum, coalition.cash_eur = 2, -2.0, 700.0
    live(world, 1, 2)
    assert not world.organisations.in_coalition.any()
    assert world.organisations.alive.all()
    assert coalition.cash_eur == 0.0
    assert world.ledger[0].returned_eur == pytest.approx(700.0)


def random_world(number: int) -> World:
    """A small world with much coming and going, the same for the same number."""
    luck = Random(number)
    count = luck.randint(1, 4)
    world = tiny_world(
        luck.randint(1, 3), count, slots=1, coalition=True, months=24,
        closing_staff_fte=luck.choice([0.0, 0.5, 2.0]), leaving_per_month=luck.uniform(0.0, 3.0),
        goal_difference=luck.random(), contribution_share=luck.uniform(0.05, 0.9),
        pooled_fund_share=luck.random(), grant_eur=luck.choice([0.0, 1e4, 1e6]),
        oneoff_share=luck.choice([0.0, 0.5]), funding_months=luck.randint(6, 24),
        input_loss_per_year=luck.uniform(0.0, 6.0), input_loss_share=luck.random(),
        own_income_share=luck.random(), host_dependence=luck.random(),
        coordination_fte_per_tie=luck.uniform(0.0, 0.5),
    )  # fmt: skip
    world.clock.seed = number
    orgs = world.organisations
    for o in range(count):
        orgs[o].staff_fte = luck.uniform(0.0, 4.0)
        orgs[o].joins_month = luck.choice([0, 0, 3, 9])
        orgs[o].goal = luck.random()
    orgs.host[0] = orgs.backbone[count - 1] = True
    begin(world)
    return world


def flow(ledger: Records) -> float:
    """What came less what went in a month."""
    came, went = (sum(float(ledger[name]) for name in names) for names in (SOURCES, USES))
    return came - went


def emptied_purses(number: int) -> int:
    """Live through a random world; return how often the last member left money behind.

    In no month does a coalition without members hold money, or a euro come from nowhere, or
    members receive more of the pooled service than there is.
    """
    world = random_world(number)
    purse, orgs = world.coalitions[0], world.organisations
    emptied = 0
    for month in range(24):
        before = money_held(world)
        held, members = float(purse.cash_eur), int(orgs.in_coalition.sum())
        live(world, month, month + 1)
        assert money_held(world) - before == pytest.approx(flow(world.ledger[0]), abs=1e-6)
        assert not (orgs.in_coalition & ~orgs.alive).any()
        assert purse.members_counted == orgs.in_coalition.sum()
        assert np.sum(orgs.pooled_capacity * orgs.alive) <= purse.capacity * (1 + 1e-9)
        if not orgs.in_coalition.any():
            assert purse.cash_eur == 0.0
            emptied += members > 0 and held > 0.0
    return emptied


def test_in_no_world_does_a_coalition_without_members_hold_money():
    """Sixty random worlds, in many of which the last member goes while the purse is full."""
    assert sum(emptied_purses(number) for number in range(60)) >= 10
