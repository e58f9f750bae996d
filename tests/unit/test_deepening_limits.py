"""Learning and partners where numbers meet their limits."""

import pytest

from simulation.records import NOBODY
from simulation.tiny import directory_of, tiny_world
from tests.unit.plain import rule_file

rules = rule_file("deepening")


def test_what_is_missing_is_what_can_be_learned():
    """0.2 + (0.04 x 0.5 + 0.06 x 0.5) (1 - 0.2): an instrument and mentoring add up."""
    world = tiny_world(1, 1, instrument_effect_per_month=0.04, mentoring_gain_per_month=0.06)
    world.calendar.know_how = world.calendar.mentoring = 0.5
    org = world.organisations[0]
    org.know_how, org.founded_month = 0.2, 0
    rules.learn(world, 0)
    assert org.know_how == pytest.approx(0.24)


def test_nobody_is_mentored_for_ever():
    """Two years and more after its founding."""
    world = tiny_world(1, 1, months=60, mentoring_gain_per_month=0.06)
    world.calendar.mentoring = 0.5
    world.organisations[0].founded_month = 0
    for month in (24, 25, 50):
        world.clock.month = month
        rules.learn(world, 0)
        assert world.organisations[0].know_how == 0.5


def test_know_how_does_not_pass_from_those_who_are_no_partners():
    """Least of all from the last in the table."""
    world = tiny_world(1, 3, slots=0, know_how_transfer_per_month=0.1)
    world.organisations.know_how = [0.5, 0.7, 0.9]
    rules.learn(world, 0)
    assert world.organisations[0].know_how == 0.5


def test_no_site_fits_better_than_perfectly():
    """Involvement would bring 1.5 times what is missing: 0.6 + 0.4."""
    world = tiny_world(
        1, 1, involvement_fit_gain_per_month=1.5, involve_communities_intensity=1.0
    )  # fmt: skip
    world.organisations[0].sites = 1
    site = world.sites[0, 0]
    site.open, site.fit = True, 0.6
    rules.improve_fit(world, 0)
    assert site.fit == pytest.approx(1.0)


def test_nobody_is_willing_at_a_willingness_of_0_whatever_is_drawn(draw):
    world = tiny_world(1, 2, partner_willingness=0.0)
    world.organisations[0].effort_deep_fte = 5.0
    draw(0.0, 0.5, 0.0)
    rules.find_partner(world, 0)
    assert world.organisations[0].partners == 0


def test_a_new_partner_comes_onto_those_one_has(draw):
    """0 has 2 and 3 already, 1 has 3: they become the third of one and the second of the other."""
    world = tiny_world(1, 4, slots=0, partner_willingness=1.0)
    world.organisations.alive = [True, True, False, False]
    world.organisations.partners = [2, 1, 1, 2]
    world.partners[0, :2] = [2, 3]
    world.partners[1, 0] = 3
    world.organisations[0].effort_deep_fte = 5.0
    draw(0.0, 0.5, 0.0)
    rules.find_partner(world, 0)
    assert world.organisations.partners.tolist() == [3, 2, 1, 2]
    assert world.partners[0].tolist() == [2, 3, 1] + [NOBODY] * 3
    assert world.partners[1].tolist() == [3, 0] + [NOBODY] * 4


def looked_up(searcher: int, where: float, *identities: int) -> int:
    """The row that one organisation of a table with these keys finds."""
    world = tiny_world(1, len(identities), slots=0)
    world.organisations.identity = identities
    world = world._replace(directory=directory_of(world.organisations))
    return int(rules.look_up(world, searcher, where))


@pytest.mark.parametrize(
    ("searcher", "where", "row"),
    [(3, 0.0, 1), (3, 0.05, 1), (3, 0.15, 0), (3, 0.5, 2), (3, 0.8, 1), (0, 0.05, 1), (0, 0.8, 3)],
)
def test_before_the_first_key_comes_the_first(searcher, where, row):
    """Keys at 0.4, 0.1, 0.6 and 0.9 of their range; after 0.9 comes 0.1; nobody finds itself."""
    identities = (int(share * 2**32) for share in (0.4, 0.1, 0.6, 0.9))
    assert looked_up(searcher, where, *identities) == row


def test_keys_that_differ_by_one_are_told_apart():
    """A draw is half a step above or below a key: 2^32 - 4 and 2^32 - 3 of 2^32."""
    top = 2**32
    for draw, row in ((top - 4.5, 0), (top - 3.5, 1), (top - 2.5, 2)):
        assert looked_up(3, draw / top, top - 4, top - 3, top - 2, top - 1) == row
