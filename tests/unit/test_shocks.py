"""Events of the scenario, and accidents: who is struck, in which months, how hard."""

import pytest

from simulation.records import ELECTION, FUNDING_CUT, INFLUX, NOBODY, PREMISES_LOSS, World
from simulation.tiny import tiny_world, with_events
from tests.unit.plain import plain_module, rule_file

rules = rule_file("shocks")
luck = plain_module("luck")


def struck(world: World, *events: tuple, month: int = 0) -> World:
    """The world after the events of one month."""
    world = with_events(world, *events)
    world.clock.month = month
    world.clock.people = world.communities.need.sum()
    rules.happen(world)
    return world


@pytest.mark.parametrize(("month", "arrived"), [(4, 0.0), (5, 100.0), (6, 100.0), (7, 100.0),
                                                (8, 0.0), (9, 0.0)])  # fmt: skip
def test_an_influx_is_spread_over_its_months(month, arrived):
    """0.3 of 1,000 in months 5, 6 and 7: 100 people in each."""
    world = struck(tiny_world(2, 1), (INFLUX, 5, 3, 0.3, NOBODY), month=month)
    assert world.communities.newcomers.tolist() == pytest.approx([arrived, arrived])
    assert world.clock[0].influx_share == pytest.approx(arrived / 1_000)


def test_newcomers_are_in_need_and_seek_the_service_at_once():
    """0.2 of the 1,000 at the start, not of the 1,400 now; 30 who came before are not lost."""
    world = tiny_world(1, 1)
    community = world.communities[0]
    community.need, community.unaware, community.waiting = 1_400.0, 1_350.0, 50.0
    community.newcomers = 30.0
    world.clock.people, world.clock.influx_share = 1_400.0, 0.1
    rules.arrive(world, 0, 0.2)
    assert world.clock[0].influx_share == pytest.approx(0.1 + 200 / 1_400)
    assert community.newcomers == pytest.approx(230.0)
    assert community.need == pytest.approx(1_600.0)
    assert community.waiting == pytest.approx(250.0)
    assert (community.unaware, community.first_need) == (1_350.0, 1_000.0)


def test_an_influx_to_one_place_leaves_the_others_alone():
    """200 people more of 3,000 in need: the share of all whom they join."""
    world = struck(tiny_world(3, 1), (INFLUX, 0, 1, 0.2, 1))
    assert world.communities.need.tolist() == pytest.approx([1_000.0, 1_200.0, 1_000.0])
    assert world.clock[0].influx_share == pytest.approx(200 / 3_000)


def test_the_share_of_arrivals_is_of_people_in_need_now():
    """0.2 x 500 at first + 0.2 x 1,500 at first arrive among 4,000 in need."""
    world = tiny_world(2, 1)
    world.communities.first_need = [500.0, 1_500.0]
    world.communities.need = [3_000.0, 1_000.0]
    world = struck(world, (INFLUX, 0, 1, 0.2, NOBODY))
    assert world.clock[0].influx_share == pytest.approx(0.1)


def test_where_nobody_was_in_need_nobody_is_divided_by():
    world = tiny_world(1, 1)
    world.communities.need = 0.0
    world = struck(world, (INFLUX, 0, 1, 0.2, NOBODY))
    assert world.clock[0].influx_share == 200.0  # a person in need at least


def test_two_influxes_add_up_and_last_months_is_forgotten():
    world = tiny_world(1, 1)
    world.clock.influx_share = 9.0
    world = struck(world, (INFLUX, 0, 1, 0.2, NOBODY), (INFLUX, 0, 2, 0.2, NOBODY))
    assert world.clock[0].influx_share == pytest.approx(0.3)
    assert world.communities.need[0] == pytest.approx(1_300.0)


def test_other_events_bring_nobody():
    for kind in (FUNDING_CUT, ELECTION, PREMISES_LOSS):
        world = struck(tiny_world(1, 1), (kind, 0, 1, 0.5, NOBODY))
        assert world.clock[0].influx_share == 0.0
        assert world.communities.need[0] == 1_000.0


@pytest.mark.parametrize(("month", "will"), [(2, 0.8), (3, 0.24), (4, 0.8), (5, 0.8)])
def test_an_event_brings_one_election_however_long_it_lasts(draw, month, will):
    """An event of months 3, 4 and 5: people vote in the first of them."""
    draw(0.0, 0.0)
    world = tiny_world(1, 1)
    world.policy_makers.will = 0.8
    world = struck(world, (ELECTION, 3, 3, 0.5, NOBODY), month=month)
    assert world.policy_makers.will[0] == pytest.approx(will)


def test_an_election_out_of_turn_takes_the_place_of_the_regular_one(draw):
    """In month 6 both are due: 0.8 x 0.3, not x 0.3^2; two events are one election too."""
    draw(0.0, 0.99, 0.99)
    world = tiny_world(1, 1, first_election_month=6, adoption_threshold=0.3)
    world.policy_makers.will = 0.8
    world = struck(world, (ELECTION, 6, 1, 1.0, 0), (ELECTION, 6, 1, 1.0, NOBODY), month=6)
    rule_file("policy").decide(world, 0)
    assert world.policy_makers.will[0] == pytest.approx(0.24)
    assert world.policy_makers.last_election[0] == 6


def test_an_event_may_bring_an_election_to_one_place(draw):
    """New people: a will of 0.8 falls to 0.24 there, and only there; the nation has its own."""
    draw(0.0, 0.0)
    for place, will in ((1, [0.8, 0.24, 0.8]), (NOBODY, [0.24, 0.24, 0.8])):
        world = tiny_world(2, 1)
        world.policy_makers.will = 0.8
        world = struck(world, (ELECTION, 0, 1, 1.0, place))
        assert world.policy_makers.will.tolist() == pytest.approx(will)


@pytest.mark.parametrize(
    ("kind", "extent"),
    [(ELECTION, 0.0), (INFLUX, 1.0), (FUNDING_CUT, 1.0), (PREMISES_LOSS, 1.0)],
)
def test_no_election_is_held_without_strength_or_by_another_event(draw, kind, extent):
    draw(0.0, 0.0)
    world = tiny_world(1, 1)
    world.policy_makers.will = 0.8
    assert struck(world, (kind, 0, 1, extent, NOBODY)).policy_makers.will[0] == 0.8


@pytest.mark.parametrize(
    ("month", "extent", "left"),
    [(3, 0.25, 0.6), (4, 0.25, 0.8), (2, 0.25, 0.8), (3, 1.0, 0.0), (3, 1.5, 0.0)],
)
def test_a_funding_cut_takes_its_share_once_and_never_more_than_all(month, extent, left):
    """0.8 x (1 - 0.25) in the first of three months only."""
    world = tiny_world(1, 1)
    world.clock.funding_left = 0.8
    world = struck(world, (FUNDING_CUT, 3, 3, extent, NOBODY), month=month)
    assert world.clock[0].funding_left == pytest.approx(left)


@pytest.mark.parametrize(
    ("month", "extent", "kept"),
    [(3, 0.25, 0.75), (4, 0.25, 1.0), (2, 0.25, 1.0), (3, 1.0, 0.0), (3, 1.5, 0.0)],
)
def test_a_funding_cut_takes_its_share_of_what_would_still_be_matched(month, extent, kept):
    """Of 9,000 and 400 EUR promised, once, from everybody; what is held already stays."""
    world = tiny_world(1, 2, slots=0)
    world.organisations.matched_left_eur = [9_000.0, 400.0]
    world.organisations.grant_eur = 70.0
    world = struck(world, (FUNDING_CUT, 3, 3, extent, NOBODY), month=month)
    left = world.organisations.matched_left_eur.tolist()
    assert left == pytest.approx([9_000.0 * kept, 400.0 * kept])
    assert world.organisations.cash_eur.tolist() == [20_000.0] * 2
    assert world.organisations.grant_eur.tolist() == [70.0] * 2


def test_premises_are_lost_once_and_where_the_event_strikes():
    """Homes 0, 1, 0 of 100 places each: 0.4 is lost at home 1, at home 0, or everywhere."""
    for place, rooms in (
        (1, [100.0, 60.0, 100.0]),
        (0, [60.0, 100.0, 60.0]),
        (NOBODY, [60.0, 60.0, 60.0]),
    ):
        world = tiny_world(2, 3, slots=0)
        world = struck(world, (PREMISES_LOSS, 2, 2, 0.4, place), month=2)
        assert world.organisations.premises_places.tolist() == pytest.approx(rooms)
        assert world.clock[0].funding_left == 0.0  # a rule of money, not of rooms
        world = struck(world, (PREMISES_LOSS, 2, 2, 0.4, place), month=3)
        assert world.organisations.premises_places.tolist() == pytest.approx(rooms)


def test_influx_and_elections_take_no_rooms_and_no_money():
    for kind in (INFLUX, ELECTION):
        world = tiny_world(1, 1)
        world.clock.funding_left = 0.7
        world = struck(world, (kind, 0, 1, 0.5, NOBODY))
        assert world.organisations.premises_places[0] == 100.0
        assert world.clock[0].funding_left == 0.7


@pytest.mark.parametrize(
    ("share", "agreement", "left"), [(0.4, 0.0, 60.0), (0.4, 0.75, 90.0), (3.0, 0.5, 0.0)]
)
def test_a_long_agreement_protects_premises(share, agreement, left):
    """100 (1 - 0.4 (1 - 0.75)); no more than all can be lost."""
    world = tiny_world(1, 1)
    world.calendar.premises_security[3] = agreement
    world.clock.month = 3
    rules.lose_premises(world, 0, share)
    assert world.organisations.premises_places[0] == pytest.approx(left)


@pytest.mark.parametrize(
    ("host", "member", "before", "after"),
    [(True, True, 0.1, 0.3), (True, True, 0.9, 0.9), (False, True, 0.1, 0.1), (True, False, 0, 0)],
)
def test_a_coalition_suffers_with_its_host_only(host, member, before, after):
    """0.4 (1 - 0.25); a larger loss that is not over yet stays."""
    world = tiny_world(1, 1, coalition=True)
    world.calendar.premises_security = 0.25
    org = world.organisations[0]
    org.host, org.in_coalition = host, member
    world.coalitions[0].host_loss = before
    rules.lose_premises(world, 0, 0.4)
    assert world.coalitions[0].host_loss == pytest.approx(after)


ACCIDENTS = {"input_loss_per_year": 0.6, "input_loss_share": 0.4}


@pytest.mark.parametrize(
    ("happens", "which", "staff", "know_how", "premises"),
    [
        (0.049, 0.49, 3.0, 0.4, 100.0),  # 5 (1 - 0.4), 0.5 (1 - 0.4 / 2)
        (0.049, 0.51, 5.0, 0.5, 60.0),
        (0.049, 0.50, 5.0, 0.5, 60.0),  # half of all draws are below 0.5, which is not
        (0.051, 0.49, 5.0, 0.5, 100.0),  # P = 0.6 / 12 = 0.05
    ],
)
def test_an_accident_takes_staff_with_know_how_or_premises(
    draw, happens, which, staff, know_how, premises
):
    world = tiny_world(1, 1, **ACCIDENTS)
    org = world.organisations[0]
    org.usual_premises_places = 100.0
    draw(happens, which)
    rules.suffer_accident(world, 0)
    assert org.staff_fte == pytest.approx(staff)
    assert org.know_how == pytest.approx(know_how)
    assert org.premises_places == pytest.approx(premises)


def test_half_of_the_lost_staff_take_their_know_how_along(draw):
    """A fifth of 5 FTE go, and a tenth of the know-how: 0.5 (1 - 0.2 / 2)."""
    world = tiny_world(1, 1, input_loss_per_year=0.6, input_loss_share=0.2)
    draw(0.0, 0.0)
    rules.suffer_accident(world, 0)
    org = world.organisations[0]
    assert (org.staff_fte, org.know_how) == pytest.approx((4.0, 0.45))


def test_at_a_rate_of_0_there_are_no_accidents_whatever_is_drawn(draw):
    world = tiny_world(1, 1, input_loss_per_year=0.0, input_loss_share=0.4)
    draw(0.0, 0.0)
    rules.suffer_accident(world, 0)
    assert world.organisations[0].staff_fte == 5.0


@pytest.mark.parametrize(("now", "usual", "then"), [(40.0, 100.0, 45.0), (100.0, 40.0, 100.0)])
def test_lost_premises_come_back_over_a_year_and_more_is_kept(draw, now, usual, then):
    """40 + (100 - 40) / 12."""
    world = tiny_world(1, 1)
    org = world.organisations[0]
    org.premises_places, org.usual_premises_places = now, usual
    draw(1.0)
    rules.suffer_accident(world, 0)
    assert org.premises_places == pytest.approx(then)


def test_an_agreement_protects_against_accidents_too(draw):
    """100 (1 - 0.4 (1 - 0.5))."""
    world = tiny_world(1, 1, **ACCIDENTS)
    world.calendar.premises_security = 0.5
    draw(0.0, 0.9)
    rules.suffer_accident(world, 0)
    assert world.organisations.premises_places[0] == pytest.approx(80.0)


def test_accidents_are_drawn_with_a_key_of_their_own(monkeypatch):
    asked = []
    monkeypatch.setattr(luck, "uniforms", lambda _, *key: asked.append(key) or (1.0,) * 4)
    world = tiny_world(1, 2)
    world.clock.month = 7
    rules.suffer_accident(world, 1)
    assert asked == [(7, world.organisations[1].identity, luck.ACCIDENT)]
