"""Policy makers adopt, formalise, drop and pay; the nation follows or leads."""

import pytest

from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

rules = rule_file("policy")
NEVER = {"first_election_month": 1_000.0}


def municipality(places: int = 1, state: dict | None = None, **parameters: float):
    """A world without elections, and its first policy maker in a given state."""
    world = tiny_world(places, 1, **{**NEVER, **parameters})
    world.policy_makers.administrative_capacity = 0.5
    world.policy_makers.goodwill = 1.0
    for name, value in (state or {}).items():
        setattr(world.policy_makers[0], name, value)
    return world, world.policy_makers[0]


@pytest.mark.parametrize(
    ("will", "number", "adopts"),
    [
        (0.6, 0.049, True),  # 0.2 x 0.5 x (0.6 - 0.2) / 0.8 = 0.05
        (0.6, 0.051, False),
        (1.0, 0.099, True),  # at full will 0.1
        (0.2, 0.0, False),  # not above the threshold
        (0.1, 0.0, False),
    ],
)
def test_will_above_the_threshold_may_lead_to_a_programme(draw, will, number, adopts):
    world, policy_maker = municipality(
        state={"will": will}, adoption_threshold=0.2, adoption_per_month=0.2
    )
    draw(number, 0.0, 0.0)
    rules.decide(world, 0)
    assert policy_maker.adopted == adopts
    assert not policy_maker.formal  # never in the same month


@pytest.mark.parametrize(
    ("dose", "number", "formal"),
    [(0.0, 0.009, True), (0.0, 0.011, False), (0.5, 0.019, True), (0.5, 0.021, False)],
)
def test_a_programme_becomes_formal_sooner_with_an_instrument(draw, dose, number, formal):
    """(0.02 + 0.04 x dose) x capacity 0.5."""
    world, policy_maker = municipality(
        state={"adopted": True, "will": 0.5},
        formalisation_per_month=0.02, instrument_effect_per_month=0.04,
    )  # fmt: skip
    world.calendar.formalisation = dose
    draw(0.99, number, 0.99)
    rules.decide(world, 0)
    assert policy_maker.formal == formal


@pytest.mark.parametrize(
    ("will", "number", "formal", "stays"),
    [
        (0.08, 0.049, False, False),  # will below 0.3 x 0.3, and 0.049 < 0.6 / 12
        (0.08, 0.051, False, True),
        (0.10, 0.0, False, True),
        (0.0, 0.0, True, True),  # formal programmes need no will
    ],
)
def test_a_programme_nobody_wants_may_be_dropped(draw, will, number, formal, stays):
    world, policy_maker = municipality(
        state={"adopted": True, "formal": formal, "will": will},
        adoption_threshold=0.3, abandonment_probability=0.6,
    )  # fmt: skip
    draw(0.99, 0.99, number)
    rules.decide(world, 0)
    assert policy_maker.adopted == stays
    assert world.clock[0].abandoned == (not stays)


def test_an_election_comes_before_the_decision(draw):
    """New people begin with 30 % of the will: 0.3 x 0.9 is below the threshold."""
    world, policy_maker = municipality(
        state={"will": 0.9}, first_election_month=0, adoption_threshold=0.3, adoption_per_month=1.0
    )
    draw(0.0, 0.0, 0.0)
    rules.decide(world, 0)
    assert policy_maker.will == pytest.approx(0.27)
    assert not policy_maker.adopted


def test_cost_per_person_is_staff_materials_and_rent():
    """1,400 / 20 + 40 + 12 = 122 EUR."""
    world, _ = municipality(
        salary_eur_per_month=1400, clients_per_fte=20, cost_per_client_eur=40, rent_eur_per_place=12
    )
    assert rules.cost_per_person(world.parameters[0]) == pytest.approx(122.0)


PRICES = {
    "salary_eur_per_month": 1000, "clients_per_fte": 20, "cost_per_client_eur": 40,
    "rent_eur_per_place": 10, "programme_generosity": 0.6,
    "programme_budget_eur_per_inhabitant": 2.4,
}  # fmt: skip
# 1,000 / 20 + 40 + 10 = 100 EUR per person; 10,000 x 2.4 / 12 = 2,000 EUR a month.


def test_a_programme_grows_with_capacity_up_to_its_generosity():
    """0.6 x 0.5 / 12 = 0.025 a month, for 24 months."""
    world, policy_maker = municipality(state={"adopted": True}, **PRICES)
    rules.run_programme(world, 0)
    assert policy_maker.programme_level == pytest.approx(0.025)
    assert policy_maker.budget_eur == pytest.approx(2000.0 / 24.0)
    for _ in range(30):
        rules.run_programme(world, 0)
    assert policy_maker.programme_level == pytest.approx(0.6)
    assert policy_maker.budget_eur == pytest.approx(2000.0)


def test_who_has_no_programme_pays_nothing():
    world, policy_maker = municipality(**PRICES)
    world.communities[0].served = 100.0
    rules.run_programme(world, 0)
    assert policy_maker.budget_eur == 0.0
    assert policy_maker.subsidy_eur_per_person == 0.0
    assert world.ledger[0].municipal_service_eur == 0.0


def test_a_national_programme_adds_to_local_budgets():
    world, policy_maker = municipality(
        state={"adopted": True, "programme_level": 0.6}, national_support_share=0.25, **PRICES
    )
    world.clock.national_level = 1.0
    rules.run_programme(world, 0)
    assert policy_maker.budget_eur == pytest.approx(2500.0)


def test_sites_are_paid_first_and_own_places_grow_with_the_rest():
    """Sites: 0.6 x 100 EUR x 20 = 1,200; left 800 EUR: 8 places, of which 0.5 / 6 a month."""
    world, policy_maker = municipality(
        state={"adopted": True, "programme_level": 0.6, "programme_places": 2.0}, **PRICES
    )
    world.communities[0].served = 20.0
    rules.run_programme(world, 0)
    assert policy_maker.subsidy_eur_per_person == pytest.approx(60.0)
    assert policy_maker.programme_places == pytest.approx(2.0 + 0.5 / 6.0 * 6.0)


def test_own_places_shrink_at_once_when_money_is_needed_elsewhere():
    """100 people at sites would cost 6,000 EUR: all 2,000 go there, 20 EUR each."""
    world, policy_maker = municipality(
        state={"adopted": True, "programme_level": 0.6, "programme_places": 12.0}, **PRICES
    )
    world.communities[0].served = 100.0
    rules.run_programme(world, 0)
    assert policy_maker.subsidy_eur_per_person == pytest.approx(20.0)
    assert policy_maker.programme_places == 0.0


def test_the_municipality_pays_for_whom_it_serves():
    world, _ = municipality(state={"adopted": True, "budget_eur": 2000.0}, **PRICES)
    world.communities[0].served_by_programme = 7.0
    left = rules.pay_own_service(world, 0, 100.0)
    assert world.ledger[0].municipal_service_eur == pytest.approx(700.0)
    assert world.ledger[0].programme_service_eur == pytest.approx(700.0)
    assert left == pytest.approx(2000.0)


def nation(adopted: int, formal: int = 0, **parameters: float):
    """Ten municipalities, some with programmes, and the nation above them."""
    world, _ = municipality(10, **parameters)
    world.policy_makers.adopted[:adopted] = True
    world.policy_makers.formal[:formal] = True
    world.policy_makers.evidence[:10] = 0.4
    return world


@pytest.mark.parametrize(
    ("adopted", "number", "acts"),
    [
        (6, 0.099, True),  # push 0.6 / 0.4 = 1.5: P = 0.2 x 0.5
        (6, 0.101, False),
        (10, 0.199, True),  # push 2.5, counted as at most 2: P = 0.2
        (10, 0.201, False),
        (4, 0.0, False),  # exactly the threshold is not beyond it
    ],
)
def test_the_nation_acts_when_enough_municipalities_do(draw, adopted, number, acts):
    world = nation(adopted, national_threshold_share=0.4, adoption_per_month=0.2)
    draw(number, 0.99)
    rules.move_the_nation(world)
    assert world.clock[0].national_level == (1.0 if acts else 0.0)
    assert world.clock[0].programmes == adopted
    assert world.policy_makers[10].evidence == pytest.approx(0.4)


def test_advocacy_makes_up_for_municipalities(draw):
    """Push 0.4 / 0.4 + attention 3/4 x goodwill / 2 > 1.35: P > 0.2 x 0.35."""
    for fte, acts in ((1.0, True), (0.0, False)):
        world = nation(
            4, national_threshold_share=0.4, adoption_per_month=0.2, advocacy_fte=0.5,
            goodwill_wear_per_month=0.0,
        )  # fmt: skip
        world.policy_makers[10].advocacy_fte = fte
        draw(0.07, 0.99)
        rules.move_the_nation(world)
        assert world.clock[0].national_level == (1.0 if acts else 0.0)


@pytest.mark.parametrize(
    ("adopted", "formal", "number", "stays"),
    [
        (4, 1, 0.19, False),  # P = 0.4 x 0.5 and most programmes are not formal
        (4, 1, 0.21, True),
        (4, 3, 0.0, True),  # most are formal
    ],
)
def test_an_election_may_undo_a_national_programme(draw, adopted, formal, number, stays):
    world = nation(
        adopted, formal, turnover_probability=0.4, abandonment_probability=0.5,
        first_election_month=0,
    )  # fmt: skip
    world.clock.national_level = 1.0
    draw(0.99, number)
    rules.move_the_nation(world)
    assert world.clock[0].national_level == (1.0 if stays else 0.0)


def test_between_elections_a_national_programme_stays(draw):
    world = nation(2)
    world.clock.national_level = 1.0
    draw(0.0, 0.0)
    rules.move_the_nation(world)
    assert world.clock[0].national_level == 1.0
