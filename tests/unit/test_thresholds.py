"""Each municipality takes a will of its own to be convinced."""

import numpy as np
import pytest

from simulation.records import NEIGHBOURS
from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

beginning, policy = rule_file("beginning"), rule_file("policy")


@pytest.mark.parametrize(
    ("mean", "spread", "bell", "threshold"),
    [(0.3, 0.1, 1.5, 0.45), (0.3, 0.1, -1.5, 0.15), (0.3, 0.0, 2.0, 0.3), (0.1, 0.2, -2.0, 0.01),
     (0.5, 0.2, 3.0, 0.95)],
)  # fmt: skip
def test_thresholds_are_drawn_around_the_mean_within_limits(draw, mean, spread, bell, threshold):
    """0.3 + 0.1 x 1.5 = 0.45; never below 0.01, never above 0.95."""
    draw(bell=bell)
    world = tiny_world(2, 0, adoption_threshold=mean, adoption_threshold_spread=spread)
    beginning.begin(world)
    assert world.policy_makers.adoption_threshold.tolist() == pytest.approx([threshold] * 3)


@pytest.mark.parametrize(("drawn", "adopts"), [(0.0999, True), (0.1001, False)])
def test_who_is_harder_to_convince_adopts_more_seldom(draw, drawn, adopts):
    """Will 0.6 at rate 0.2 and capacity 1: threshold 0.2 gives 0.1 a month, 0.5 gives 0.04."""
    draw(drawn)
    world = tiny_world(2, 0, adoption_per_month=0.2, first_election_month=9)
    world.policy_makers.will = 0.6
    world.policy_makers.administrative_capacity = 1.0
    world.policy_makers.adoption_threshold[:2] = [0.2, 0.5]
    for m in range(2):
        policy.decide(world, m)
    assert world.policy_makers.adopted[:2].tolist() == [adopts, False]


@pytest.mark.parametrize(("drawn", "drops"), [(0.0499, True), (0.0501, False)])
def test_a_programme_is_dropped_below_three_tenths_of_its_own_threshold(draw, drawn, drops):
    """Will 0.1 is below 0.3 x 0.5 and not below 0.3 x 0.2; P = 0.6 / 12 a month."""
    draw(1.0, 1.0, drawn)
    world = tiny_world(2, 0, abandonment_probability=0.6, first_election_month=9)
    world.policy_makers.will = 0.1
    world.policy_makers.adopted[:2] = True
    world.policy_makers.adoption_threshold[:2] = [0.5, 0.2]
    for m in range(2):
        policy.decide(world, m)
    assert world.policy_makers.adopted[:2].tolist() == [not drops, True]


def test_example_counts_every_neighbour_that_the_table_names():
    """Nine neighbours, three with programmes: a third, although most places have six."""
    world = tiny_world(10, 0, place_difference=0.0)
    everybody = [[n for n in range(10) if n != m] for m in range(10)]
    world = world._replace(neighbours=world.neighbours[:, :0].copy())
    assert policy.peers_example(world, 0) == 0.0
    world = world._replace(neighbours=np.array(everybody))
    world.policy_makers.adopted[[1, 8, 9]] = True
    assert len(everybody[0]) > NEIGHBOURS
    assert policy.peers_example(world, 0) == pytest.approx(1 / 3)
