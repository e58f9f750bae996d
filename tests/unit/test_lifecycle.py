"""Organisations that close, and those that are founded."""

import numpy as np
import pytest

from simulation import records
from simulation.records import NOBODY, World
from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

rules = rule_file("lifecycle")


def weak_world(organisations: int = 3, **parameters: float) -> World:
    """A world whose first organisation has too few hands since two months."""
    world = tiny_world(2, organisations, months=30, closing_staff_fte=1.0, **parameters)
    org = world.organisations[0]
    org.staff_fte, org.temporary_fte, org.volunteers_fte = 0.3, 0.3, 0.3
    org.weak_months = 2
    return world


@pytest.mark.parametrize("hands", ["staff_fte", "temporary_fte", "volunteers_fte"])
def test_hands_of_all_kinds_count_and_enough_of_them_end_the_weakness(hands):
    """0.3 + 0.3 + 0.3 = 0.9 are too few for 1.0; 0.1 more of any kind are enough."""
    world = weak_world()
    org = world.organisations[0]
    org.weak_months = 0
    assert not rules.close_if_too_weak(world, 0)
    assert (org.weak_months, org.alive) == (1, True)
    for enough in (1.0 - 0.6, 5.0):
        org.weak_months = 1
        org[hands] = enough
        assert not rules.close_if_too_weak(world, 0)
        assert (org.weak_months, org.alive) == (0, True)


def test_the_third_weak_month_in_a_row_is_the_last():
    world = weak_world()
    org = world.organisations[0]
    org.weak_months = 0
    world.clock.closed = 4
    closed = [bool(rules.close_if_too_weak(world, 0)) for _ in range(3)]
    assert closed == [False, False, True]  # and whoever asks is told
    assert not org.alive
    assert world.clock[0].closed == 5
    assert org.exists  # its row is not given to a newcomer


def test_who_closes_gives_back_all_its_money():
    world = weak_world()
    org = world.organisations[0]
    org.cash_eur, org.grant_eur, org.endowment_eur = 100.0, 20.0, 3.0
    world.ledger.returned_eur = 7.0
    rules.close_if_too_weak(world, 0)
    assert world.ledger[0].returned_eur == pytest.approx(130.0)
    assert (org.cash_eur, org.grant_eur, org.endowment_eur) == (0.0, 0.0, 0.0)


def test_who_closes_leaves_nothing_behind_that_works_or_counts():
    world = weak_world()
    org = world.organisations[0]
    org.capacity = org.served = org.demand = 9.0
    rules.close_if_too_weak(world, 0)
    over = ("staff_fte", "temporary_fte", "volunteers_fte", "capacity", "served", "demand")
    assert [float(org[name]) for name in over] == [0.0] * len(over)
    assert world.organisations.alive.tolist() == [False, True, True, False]


def test_who_closes_closes_its_sites_and_nobody_elses():
    world = weak_world()
    world.sites.open[0, [0, 2, 4]] = True
    world.sites.open[1, 0] = True
    world.organisations.sites[:2] = [3, 1]
    rules.close_if_too_weak(world, 0)
    assert not world.sites.open[0].any()
    assert world.sites.open[1, 0]
    assert world.organisations.sites[:2].tolist() == [0, 1]


def test_who_closes_is_no_partner_any_more():
    world = weak_world()
    world.partners[0, :2] = [2, 1]
    world.partners[1, 0] = 0
    world.partners[2, :2] = [1, 0]
    world.organisations.partners[:3] = [2, 1, 2]
    rules.close_if_too_weak(world, 0)
    assert (world.partners[:2] == NOBODY).all()
    assert world.partners[2].tolist() == [1] + [NOBODY] * 5
    assert world.organisations.partners[:3].tolist() == [0, 0, 1]


def counted(world: World, *, backbone: bool, host: bool):
    """Organisation 0 was counted this month, with two others, in the second of two coalitions."""
    world = world._replace(coalitions=records.table(records.COALITION, 2))
    org = world.organisations[0]
    org.coalition, org.in_coalition, org.backbone, org.host = 1, True, backbone, host
    org.contribution, org.gain = 0.3, -0.2
    coalition = world.coalitions[1]
    coalition.members, coalition.members_counted, coalition.backbone_counted = 4, 3, True
    coalition.contribution_sum, coalition.gain_sum, coalition.cash_eur = 0.8, 0.1, 500.0
    return world, org, coalition


@pytest.mark.parametrize("backbone", [True, False])
def test_who_closes_is_counted_in_its_coalition_no_more(backbone):
    """3 - 1 members; contributions 0.8 - 0.3, gains 0.1 + 0.2; the backbone goes if it was it."""
    world, org, coalition = counted(weak_world(), backbone=backbone, host=False)
    assert rules.close_if_too_weak(world, 0)
    assert not org.in_coalition
    assert coalition.members_counted == 2
    assert coalition.backbone_counted == (not backbone)
    assert coalition.contribution_sum == pytest.approx(0.5)
    assert coalition.gain_sum == pytest.approx(0.3)
    assert coalition.members == 4  # what was known at the beginning of the month
    assert world.coalitions[0].members_counted == 0


@pytest.mark.parametrize(("host", "loss"), [(True, 1.0), (False, 0.0)])
def test_who_closes_takes_its_rooms_but_not_the_purse(host, loss):
    """20,000 EUR of its own go back; the 500 EUR of the purse belong to those who stay."""
    world, _, coalition = counted(weak_world(), backbone=False, host=host)
    rules.close_if_too_weak(world, 0)
    assert coalition.host_loss == loss
    assert coalition.cash_eur == 500.0
    assert world.ledger[0].returned_eur == 20_000.0


def test_without_a_backbone_before_there_is_none_after_someone_closed():
    world, _, coalition = counted(weak_world(), backbone=False, host=False)
    coalition.backbone_counted = False
    rules.close_if_too_weak(world, 0)
    assert not coalition.backbone_counted


def test_who_is_in_no_coalition_leaves_none():
    world, org, coalition = counted(weak_world(), backbone=True, host=True)
    org.in_coalition = False
    before = coalition.copy()
    rules.close_if_too_weak(world, 0)
    assert coalition == before


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        (11, [12, 13, 14, 15, 16]),
        (13, [11, 12, 14, 15, 16]),
        (16, [11, 12, 13, 14, 15]),
    ],
)
def test_a_full_list_of_partners_closes_its_gap(gone, left):
    world = tiny_world(1, 20)
    world.partners[0] = [11, 12, 13, 14, 15, 16]
    world.organisations[0].partners = 6
    rules.forget_partner(world, 0, gone)
    assert world.partners[0].tolist() == [*left, NOBODY]
    assert world.organisations[0].partners == 5


def test_a_short_list_of_partners_closes_its_gap_and_a_stranger_leaves_none():
    world = tiny_world(1, 20)
    world.partners[0, :3] = [11, 12, 13]
    world.organisations[0].partners = 3
    rules.forget_partner(world, 0, 19)
    assert world.partners[0].tolist() == [11, 12, 13] + [NOBODY] * 3
    assert world.organisations[0].partners == 3
    rules.forget_partner(world, 0, 12)
    assert world.partners[0].tolist() == [11, 13] + [NOBODY] * 4
    assert world.organisations[0].partners == 2


NEWCOMER = {
    "founding_per_year": 0.6, "newcomer_staff_fte": 2.0, "salary_eur_per_month": 900.0,
    "clients_per_fte": 20.0, "cost_per_client_eur": 5.0, "own_income_share": 0.4,
    "planning_months": 3.0, "site_premises_places": 15.0,
}  # fmt: skip


def academy_world(dose: float = 0.5, **parameters: float) -> World:
    """A world of four places and one organisation with an academy in month 9, and two slots."""
    world = tiny_world(4, 1, slots=2, **{**NEWCOMER, **parameters})
    world.calendar.academy[9] = dose
    world.clock.month = 9
    return world


@pytest.mark.parametrize(("number", "begins"), [(0.0249, True), (0.0251, False)])
def test_newcomers_begin_at_a_rate_that_follows_the_academy(draw, number, begins):
    """P = 0.6 / 12 x 0.5 = 0.025."""
    world = academy_world()
    draw(number)
    rules.found(world, 1)
    newcomer = world.organisations[1]
    assert (bool(newcomer.exists), bool(newcomer.alive)) == (begins, begins)
    assert world.clock[0].founded == int(begins)
    assert newcomer.sites == int(begins)


def test_at_a_rate_of_0_nobody_begins_whatever_is_drawn(draw):
    world = academy_world(founding_per_year=0.0)
    draw(0.0)
    rules.found(world, 1)
    assert not world.organisations[1].exists


def test_a_newcomer_begins_with_a_site_at_home_and_money_for_its_plans(draw):
    """2 FTE at 900 + 20 x 5 = 1,000 EUR: 2,000 EUR a month, for three months 6,000 EUR."""
    world = academy_world()
    world.ledger.own_income_eur = 10.0
    draw(0.0, 0.74)
    rules.found(world, 1)
    newcomer = world.organisations[1]
    assert newcomer.founded_month == 9
    assert newcomer.home == 2  # 0.74 of 4 places
    assert newcomer.staff_fte == 2.0
    assert newcomer.know_how == 0.2
    assert newcomer.cash_eur == pytest.approx(6_000.0)
    assert newcomer.own_income_eur == pytest.approx(0.4 * 2_000.0)
    assert world.ledger[0].own_income_eur == pytest.approx(6_010.0)
    site = world.sites[1, 0]
    assert (bool(site.open), int(site.place), bool(site.trial)) == (True, 2, False)
    assert newcomer.premises_places == newcomer.usual_premises_places == 15.0


def test_only_those_who_are_there_at_first_have_a_head_start(draw):
    """A newcomer waits for all of its 6 months, however long the others have been at work."""
    world = academy_world(
        permit_delay_months=6.0, head_start_months=48.0, involve_communities_intensity=0.0
    )
    draw(0.0)
    rules.found(world, 1)
    assert (world.sites[1, 0].permit_months, world.sites[1, 0].age_months) == (6.0, 0.0)


def test_it_expects_at_first_to_go_on_as_it_begins(draw):
    world = academy_world()
    draw(0.0)
    rules.found(world, 1)
    assert world.organisations[1].expected_income_eur == pytest.approx(2_000.0)


def test_the_first_in_line_is_founded_one_a_month(draw):
    world = academy_world()
    draw(0.0)
    for exist in ([True, True, False], [True, True, True], [True, True, True]):
        rules.newcomers(world)
        assert world.organisations.exists.tolist() == exist
    assert world.clock[0].founded == 2


def test_who_has_closed_is_not_founded_again(draw):
    world = academy_world()
    world.organisations[0].alive = False
    draw(0.0)
    rules.newcomers(world)
    assert world.organisations.alive.tolist() == [False, True, False]


def test_nobody_is_founded_without_an_academy(monkeypatch):
    """Nobody even draws, so that the rule costs nothing."""
    monkeypatch.setattr(rules.luck, "uniforms", lambda *_: pytest.fail("a draw"))
    world = academy_world(dose=0.0)
    rules.newcomers(world)
    assert world.clock[0].founded == 0


def test_founding_follows_the_newcomers_own_key():
    """At P = 1 the place is where the second number of its own key falls."""
    luck = rules.luck
    world = academy_world(dose=1.0, founding_per_year=12.0)
    world.clock.seed = np.uint64(5)
    newcomer = world.organisations[1]
    where = luck.uniforms(world.clock[0], 9, newcomer.identity, luck.FOUNDING)[1]
    rules.newcomers(world)
    assert newcomer.home == int(where * 4)
