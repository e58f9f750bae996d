"""What an election undoes, and what a formal agreement keeps."""

import numpy as np
import pytest

from simulation.tiny import tiny_world
from tests.unit.plain import plain_module, rule_file

rules = rule_file("elections")
luck = plain_module("luck")


def municipality(*, formal: bool = False, **parameters: float):
    """A world whose first municipality has a programme."""
    world = tiny_world(2, 1, **parameters)
    policy_maker = world.policy_makers[0]
    policy_maker.adopted = True
    policy_maker.formal = formal
    policy_maker.will = 0.8
    policy_maker.evidence = 0.6
    policy_maker.goodwill = 0.2
    policy_maker.programme_level = 0.5
    policy_maker.programme_places = 30.0
    policy_maker.subsidy_eur_per_person = 12.0
    return world, policy_maker


def test_a_dropped_programme_takes_all_it_paid_for_with_it():
    world, policy_maker = municipality(formal=True)
    world.clock.abandoned = 2  # elsewhere
    rules.drop_programme(world, 0)
    assert not policy_maker.adopted
    assert not policy_maker.formal
    assert policy_maker.programme_level == 0.0
    assert policy_maker.programme_places == 0.0
    assert policy_maker.subsidy_eur_per_person == 0.0
    assert world.clock[0].abandoned == 3
    assert policy_maker.will == 0.8  # the people are the same


@pytest.mark.parametrize(
    ("turnover", "dropped", "formal", "stays", "will"),
    [
        (0.39, 0.49, False, False, 0.24),  # 0.39 < 0.4 and 0.49 < 0.5: new people, who drop it
        (0.39, 0.51, False, True, 0.24),  # new people, who keep it
        (0.39, 0.50, False, True, 0.24),  # half of all draws are below 0.5, which is not
        (0.41, 0.00, False, True, 0.8),  # the same people
        (0.40, 0.00, False, True, 0.8),
        (0.39, 0.00, True, True, 0.24),  # formal programmes survive new people
    ],
)
def test_new_people_may_drop_what_is_not_formal(draw, turnover, dropped, formal, stays, will):
    world, policy_maker = municipality(
        formal=formal, turnover_probability=0.4, abandonment_probability=0.5
    )
    draw(turnover, dropped)
    rules.hold_election(world, 0)
    assert policy_maker.adopted == stays
    assert policy_maker.formal == (formal and stays)
    assert policy_maker.will == pytest.approx(will)
    assert world.clock[0].abandoned == (0 if stays else 1)


def test_turnover_halves_evidence_and_renews_goodwill(draw):
    world, policy_maker = municipality(turnover_probability=0.4)
    draw(0.0, 1.0)
    rules.hold_election(world, 0)
    assert policy_maker.evidence == pytest.approx(0.3)
    assert policy_maker.goodwill == 1.0


def test_nobody_votes_twice_in_a_month(draw):
    """0.8 x 0.3 once in month 7, and again in month 8: 0.8 x 0.3^2; evidence 0.6 / 4."""
    world, policy_maker = municipality(formal=True, turnover_probability=0.4)
    draw(0.0, 1.0)
    found = []
    for month in (7, 7, 8, 8, 8):
        world.clock.month = month
        rules.hold_election(world, 0)
        found.append((float(policy_maker.will), float(policy_maker.evidence)))
        assert policy_maker.last_election == month
    once, twice = (0.24, 0.3), (0.072, 0.15)
    assert np.allclose(found, [once, once, twice, twice, twice])


def test_a_second_ballot_of_a_month_is_not_a_second_chance(monkeypatch):
    """The first keeps the people; whatever a second would draw, it is not drawn."""
    world, policy_maker = municipality(turnover_probability=0.4)
    drawn = []
    monkeypatch.setattr(luck, "uniforms", lambda *key: drawn.append(key) or (0.9,) * 4)
    rules.hold_election(world, 0)
    monkeypatch.setattr(luck, "uniforms", lambda *_: pytest.fail("a second draw"))
    rules.hold_election(world, 0)
    assert len(drawn) == 1
    assert policy_maker.will == 0.8


def test_one_municipality_votes_although_another_has_voted(draw):
    world, _ = municipality(turnover_probability=0.4)
    world.policy_makers[1].will = 0.5
    draw(0.0, 1.0)
    rules.hold_election(world, 0)
    rules.hold_election(world, 1)
    assert world.policy_makers.will[:2].tolist() == pytest.approx([0.24, 0.15])


def test_where_there_is_no_programme_nothing_is_abandoned(draw):
    world, policy_maker = municipality()
    policy_maker.adopted = False
    draw(0.0, 0.0)
    rules.hold_election(world, 0)
    assert world.clock[0].abandoned == 0


def test_only_the_municipality_that_votes_changes(draw):
    world, _ = municipality()
    world.policy_makers[1].will = 0.5
    draw(0.0, 0.0)
    rules.hold_election(world, 0)
    assert world.policy_makers[1].will == 0.5


@pytest.mark.parametrize(
    ("first", "interval", "due"),
    [
        (6, 12, [6, 18, 30]),
        (0, 18, [0, 18]),
        (30, 48, [30]),
        (47, 12, []),
        (33, 1, [33, 34, 35]),  # none before the first, even where all months are due
        (6.9, 12.0, [6, 18, 30]),
    ],
)
def test_elections_come_at_fixed_months(first, interval, due):
    world = tiny_world(1, 1, first_election_month=first, election_interval_months=interval)
    found = []
    for month in range(36):
        world.clock[0].month = month
        if rules.election_is_due(world.clock[0], world.parameters[0]):
            found.append(month)
    assert found == due


def test_each_municipality_has_its_own_luck_at_elections():
    """Over 400 municipalities about 40 % change; 5 standard errors of sqrt(0.24 / 400)."""
    world = tiny_world(400, 1, turnover_probability=0.4)
    world.policy_makers.will = 1.0
    for m in range(400):
        rules.hold_election(world, m)
    changed = (world.policy_makers.will[:400] < 1.0).mean()
    assert changed == pytest.approx(0.4, abs=5 * (0.24 / 400) ** 0.5)
