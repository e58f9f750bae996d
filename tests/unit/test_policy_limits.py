"""Policy makers where numbers meet their limits: chances of 0, ties, hardly anybody served."""

from math import exp

import pytest

from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

rules = rule_file("policy")


def municipality(places: int = 1, state: dict | None = None, **parameters: float):
    """A world without elections, and its first policy maker in a given state."""
    world = tiny_world(places, 1, **{"first_election_month": 1_000.0, **parameters})
    world.policy_makers.administrative_capacity = 0.5
    world.policy_makers.adoption_threshold = 0.5
    world.policy_makers.goodwill = 1.0
    for name, value in (state or {}).items():
        setattr(world.policy_makers[0], name, value)
    return world, world.policy_makers[0]


def test_advocacy_and_involvement_add_up():
    """ln 2 by advocacy and 0.8 by involvement: 1 - e^-0.8 / 2."""
    world, policy_maker = municipality(
        state={"advocacy_fte": 0.5}, advocacy_fte=0.5, involve_policy_makers_intensity=0.8
    )
    world.communities[0].sites = 1
    rules.listen(world, 0)
    assert policy_maker.attention == pytest.approx(1.0 - 0.5 * exp(-0.8))


def test_results_are_seen_where_less_than_one_person_is_served(draw):
    """0.4 of 0.8 served well: worth 0.5 / (0.5 + 0.5), believed at once."""
    world, policy_maker = municipality(
        state={"attention": 0.5}, convincing_coverage_share=0.5, learning_per_month=1.0
    )
    community = world.communities[0]
    community.served, community.need, community.quality = 0.4, 0.8, 1.0
    draw(0.99, bell=0.0)
    rules.see_results(world, 0)
    assert policy_maker.evidence == pytest.approx(0.5)


def test_a_larger_neighbour_counts_twice_what_likeness_leaves():
    """Half alike and larger: 2 x 0.5 = 1; alike: 1.  The first has a programme: a half."""
    world, _ = municipality(3, place_difference=1.0)
    world.communities.character = [0.2, 0.7, 0.2]
    world.communities.population = [10_000, 20_000, 10_000]
    world.policy_makers.adopted[1] = True
    assert rules.peers_example(world, 0) == pytest.approx(0.5)


def test_one_neighbour_that_is_half_alike_is_all_the_example_there_is():
    world, _ = municipality(2, place_difference=1.0)
    world.communities.character = [0.2, 0.7]
    world.policy_makers.adopted[1] = True
    assert rules.peers_example(world, 0) == pytest.approx(1.0)


@pytest.mark.parametrize("learning", [1.0, 1.5])
def test_no_example_convinces_of_more_than_everything(learning):
    """Contact 1 x (1 + 1) x 1 = 2 counts as 1, and so does what would be learned from it."""
    world, policy_maker = municipality(
        2, {"evidence": 0.2}, learning_per_month=learning, peer_weight=1.0
    )
    world.policy_makers.adopted[1] = True
    world.clock.programmes = 1
    world.calendar.municipal_reach = 1.0
    rules.learn_from_peers(world, 0)
    assert policy_maker.peer_contact == 1.0
    assert policy_maker.evidence == pytest.approx(1.0)


def test_at_a_rate_of_0_nothing_becomes_formal_whatever_is_drawn(draw):
    world, policy_maker = municipality(
        state={"adopted": True, "will": 0.5}, formalisation_per_month=0.0
    )
    draw(0.99, 0.0, 0.99)
    rules.decide(world, 0)
    assert not policy_maker.formal


@pytest.mark.parametrize(
    ("will", "probability", "stays"), [(0.149, 0.6, False), (0.15, 0.6, True), (0.149, 0.0, True)]
)
def test_a_programme_is_dropped_below_the_limit_and_only_by_chance(draw, will, probability, stays):
    """The limit is 0.3 x 0.5; a chance of 0 never comes, whatever is drawn."""
    world, policy_maker = municipality(
        state={"adopted": True, "will": will}, abandonment_probability=probability
    )
    draw(0.99, 0.99, 0.0)
    rules.decide(world, 0)
    assert policy_maker.adopted == stays


PAYING = {"adopted": True, "programme_level": 0.6, "budget_eur": 2_000.0}


def test_less_than_one_person_is_paid_for():
    """0.6 x 100 EUR for each; what is paid for own service comes onto what others paid."""
    world, policy_maker = municipality(state=PAYING)
    community, ledger = world.communities[0], world.ledger[0]
    community.served, community.served_by_programme = 0.5, 7.0
    ledger.programme_service_eur, ledger.municipal_service_eur = 1.0, 2.0
    left = rules.pay_own_service(world, 0, 100.0)
    assert policy_maker.subsidy_eur_per_person == pytest.approx(60.0)
    assert left == pytest.approx(2_000.0 - 30.0)
    paid = (ledger.programme_service_eur, ledger.municipal_service_eur)
    assert paid == pytest.approx((701.0, 702.0))


def test_where_no_site_serves_there_is_no_subsidy():
    world, policy_maker = municipality(state={**PAYING, "subsidy_eur_per_person": 12.0})
    assert rules.pay_own_service(world, 0, 100.0) == pytest.approx(2_000.0)
    assert policy_maker.subsidy_eur_per_person == 0.0


@pytest.mark.parametrize(
    ("adopted", "formal", "number", "probability", "stays"),
    [
        (4, 2, 0.0, 0.5, True),  # half of them are formal
        (3, 1, 0.0, 0.5, False),  # fewer than half are
        (3, 1, 0.0, 0.0, True),  # a chance of 0 never comes, whatever is drawn
    ],
)
def test_half_of_all_programmes_protect_the_national_one(
    draw, adopted, formal, number, probability, stays
):
    world, _ = municipality(
        10, first_election_month=0, turnover_probability=0.4, abandonment_probability=probability
    )
    world.policy_makers.adopted[:adopted] = True
    world.policy_makers.formal[:formal] = True
    world.clock.national_level = 1.0
    draw(0.99, number)
    rules.move_the_nation(world)
    assert world.clock[0].national_level == (1.0 if stays else 0.0)


@pytest.mark.parametrize(("number", "acts"), [(0.037, True), (0.038, False)])
def test_attention_counts_by_half_and_by_goodwill(draw, number, acts):
    """Push 0.4 / 0.4 + 0.5 x 0.75 x 0.5 = 1.1875: P = 0.2 x 0.1875 = 0.0375."""
    world, _ = municipality(
        10, national_threshold_share=0.4, adoption_per_month=0.2, advocacy_fte=0.5,
        goodwill_wear_per_month=0.0, goodwill_renewal_per_year=0.0,
    )  # fmt: skip
    world.policy_makers.adopted[:4] = True
    world.policy_makers[10].advocacy_fte = 1.0
    world.policy_makers[10].goodwill = 0.5
    draw(number, 0.99)
    rules.move_the_nation(world)
    assert world.clock[0].national_level == (1.0 if acts else 0.0)
