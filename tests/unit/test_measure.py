"""Monthly outcomes: people, organisations, sites, policy, and inequality."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.engine import MONTHLY_TYPE
from simulation.outcomes import MONTHLY_NAMES
from simulation.records import DEMAND, KNOW_HOW, MONEY, PREMISES, STAFF, World
from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

rules = rule_file("measure")


def empty_row():
    """A row of outcomes that holds zeros."""
    return np.zeros(1, MONTHLY_TYPE).view(np.recarray)[0]


def settled(served: list[float], by_programme: list[float], need: list[float]) -> World:
    """A world with so many people served in each place, 10 waiting, the rest unaware."""
    world = tiny_world(len(served), 1)
    people = world.communities
    people.served, people.served_by_programme, people.need = served, by_programme, need
    people.waiting = 10.0
    people.unaware = people.need - people.served - people.served_by_programme - 10.0
    world.clock.people = sum(need)
    return world


def test_people_served_are_counted_by_who_serves_them_and_how_well():
    """40 and 30 at sites, 10 and 20 by programmes; quality 0.8 and 0.5, of programmes 0.6."""
    world = settled([40.0, 30.0], [10.0, 20.0], [100.0, 300.0])
    world.parameters.programme_quality = 0.6
    world.communities.quality = [0.8, 0.5]
    row = empty_row()
    rules.measure_people(world, row)
    assert (row.reach_direct, row.reach_indirect, row.reach) == (70.0, 30.0, 100.0)
    assert row.impact == pytest.approx(50 * 0.8 + 50 * 0.5)
    assert row.impact_indirect == pytest.approx(30 * 0.6)
    assert row.quality == pytest.approx(0.65)
    assert row.people_in_need == 400.0
    assert row.waiting == 20.0
    assert row.unmet_need == 300.0
    assert row.coverage_share == pytest.approx(0.25)
    assert row.coverage_gini == pytest.approx(0.25)  # 1/4 of need has 1/2 of the service


@pytest.mark.parametrize("name", ["trust", "acceptance", "ownership"])
def test_what_people_think_is_weighed_by_their_number(name):
    """(100 x 0.8 + 300 x 0.4) / 400."""
    world = settled([0.0, 0.0], [0.0, 0.0], [100.0, 300.0])
    world.communities[name] = [0.8, 0.4]
    row = empty_row()
    rules.measure_people(world, row)
    assert row[name] == pytest.approx(0.5)


def test_a_municipality_is_reached_from_the_first_person_on():
    world = settled([1.0, 0.6, 0.6, 0.0], [0.0, 0.4, 0.3, 0.0], [100.0] * 4)
    row = empty_row()
    rules.measure_people(world, row)
    assert row.municipalities_reached == 2.0


def test_where_nobody_is_in_need_or_served_nothing_is_divided_by_nothing():
    world = settled([0.0], [0.0], [0.0])
    world.communities.waiting = world.communities.unaware = 0.0
    row = empty_row()
    rules.measure_people(world, row)
    for name in ("quality", "coverage_share", "trust", "coverage_gini", "people_residual"):
        assert row[name] == 0.0


def test_nobody_is_lost_where_books_are_right():
    """10 and 20 of the 400 in need arrived this month."""
    world = settled([40.0, 30.0], [10.0, 20.0], [100.0, 300.0])
    world.communities.newcomers = [10.0, 20.0]
    world.clock.people = 370.0
    row = empty_row()
    rules.measure_people(world, row)
    assert row.people_residual == pytest.approx(0.0)
    assert world.clock[0].people == 400.0


@pytest.mark.parametrize("name", ["unaware", "waiting", "served", "served_by_programme"])
@pytest.mark.parametrize("error", [5.0, -5.0])
def test_people_who_appear_or_vanish_are_found(name, error):
    """Errors of two places do not cancel out: 5 too many here and 5 too few there are 10."""
    world = settled([40.0, 30.0], [10.0, 20.0], [100.0, 300.0])
    world.communities[name][0] += error
    row = empty_row()
    rules.measure_people(world, row)
    assert row.people_residual == pytest.approx(5.0)
    world.communities[name][1] -= error
    row = empty_row()
    rules.measure_people(world, row)
    assert row.people_residual == pytest.approx(10.0)


@pytest.mark.parametrize(("known", "arrived"), [(393.0, 0.0), (407.0, 0.0), (393.0, 14.0)])
def test_need_without_arrivals_and_arrivals_without_need_are_found(known, arrived):
    world = settled([40.0, 30.0], [10.0, 20.0], [100.0, 300.0])
    world.clock.people = known
    world.communities.newcomers[0] = arrived
    row = empty_row()
    rules.measure_people(world, row)
    assert row.people_residual == pytest.approx(7.0)


def gini_by_definition(need: list[float], served: list[float]) -> float:
    """Half the relative mean difference between any two people in need.

    G = sum_i sum_j n_i n_j |x_i - x_j| / (2 N^2 mean x), x: coverage
    """
    pairs = sum(
        n * m * abs(s / n - z / m)
        for n, s in zip(need, served, strict=True)
        for m, z in zip(need, served, strict=True)
    )
    return pairs / (2.0 * sum(need) * sum(served)) if sum(served) > 0.0 else 0.0


def gini(world: World) -> float:
    """The inequality that the rule finds."""
    people = world.communities
    reach = float(people.served.sum() + people.served_by_programme.sum())
    return rules.gini_of_coverage(world, float(people.need.sum()), reach)


place = st.tuples(
    st.floats(1.0, 1e5), st.one_of(st.just(0.0), st.floats(1e-3, 1.0)), st.floats(0.0, 1.0)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(place, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_gini_is_the_mean_difference_between_people(places, luck):
    """Whatever the order of last month, and whoever serves: sites or programmes."""
    need = [n for n, _, _ in places]
    served = [n * x for n, x, _ in places]
    at_sites = [s * part for s, (_, _, part) in zip(served, places, strict=True)]
    programmes = [s - a for s, a in zip(served, at_sites, strict=True)]
    world = settled(at_sites, programmes, need)
    order = list(range(len(places)))
    luck.shuffle(order)
    world.coverage_order[:] = order
    assert gini(world) == pytest.approx(gini_by_definition(need, served), abs=1e-9)
    if sum(served) > 0.0:
        assert sorted(world.coverage_order) == list(range(len(places)))
        shares = [rules.coverage(world.communities[c]) for c in world.coverage_order]
        assert shares == sorted(shares)


@pytest.mark.parametrize(
    ("need", "served", "inequality"),
    [
        ([50.0, 150.0], [10.0, 30.0], 0.0),  # alike
        ([100.0] * 4, [0.0, 0.0, 0.0, 60.0], 0.75),  # all in one of four
        ([100.0, 300.0], [0.0, 60.0], 0.25),  # a quarter of need has nothing
        ([100.0, 100.0], [20.0, 60.0], 0.25),  # (2 x 0.4) / (2 x 4 x 0.4)
        ([100.0, 100.0], [0.0, 0.0], 0.0),  # nobody has anything
    ],
)
def test_known_inequalities(need, served, inequality):
    world = settled(served, [0.0] * len(need), need)
    assert gini(world) == pytest.approx(inequality)


def test_a_place_without_need_changes_no_inequality():
    world = settled([20.0, 0.0, 60.0], [0.0] * 3, [100.0, 0.0, 100.0])
    assert rules.coverage(world.communities[1]) == 0.0
    assert gini(world) == pytest.approx(0.25)


def working(count: int = 3) -> World:
    """A world of organisations at work and one that has closed with all its marks on."""
    world = tiny_world(2, count + 1, slots=0)
    gone = world.organisations[count]
    gone.alive = False
    gone.in_coalition = True
    gone.partners, gone.scarce = 4, STAFF
    gone.contribution = gone.strain = gone.volunteers_fte = 0.9
    gone.capacity = gone.served = gone.pooled_capacity = 50.0
    return world


def test_organisations_at_work_are_counted_and_averaged():
    """Know-how 0.2, 0.4, 0.9; strain 0, 0.3, 0.6; volunteers 1, 2, 3."""
    world = working()
    orgs = world.organisations
    orgs.know_how[:3] = [0.2, 0.4, 0.9]
    orgs.strain[:3] = [0.0, 0.3, 0.6]
    orgs.volunteers_fte[:3] = [1.0, 2.0, 3.0]
    row = empty_row()
    rules.measure_organisations(world, row)
    assert row.organisations_alive == 3.0
    assert row.know_how == pytest.approx(0.5)
    assert row.strain == pytest.approx(0.3)
    assert row.volunteers_fte == pytest.approx(6.0)


def test_one_organisation_and_one_member_are_their_own_mean():
    world = working(1)
    org = world.organisations[0]
    org.in_coalition, org.contribution, org.know_how = True, 0.3, 0.7
    row = empty_row()
    rules.measure_organisations(world, row)
    assert (row.contribution, row.know_how, row.coalition_members) == (0.3, 0.7, 1.0)


def test_contributions_are_averaged_over_members():
    world = working()
    world.organisations.in_coalition[:2] = True
    world.organisations.contribution[:3] = [0.2, 0.4, 0.9]
    row = empty_row()
    rules.measure_organisations(world, row)
    assert row.coalition_members == 2.0
    assert row.contribution == pytest.approx(0.3)


def test_a_partnership_of_two_is_one_tie():
    """Lists of 2, 1 and 1 are 2 ties; with 2 memberships 4 relationships."""
    world = working()
    world.organisations.partners[:3] = [2, 1, 1]
    world.organisations.in_coalition[:2] = True
    row = empty_row()
    rules.measure_organisations(world, row)
    assert row.relationships == pytest.approx(4.0)


@pytest.mark.parametrize(
    ("index", "name"),
    [(STAFF, "staff"), (PREMISES, "premises"), (MONEY, "money"), (KNOW_HOW, "know_how"),
     (DEMAND, "demand")],
)  # fmt: skip
def test_what_is_scarce_is_a_share_of_organisations(index, name):
    """Two of three miss it, the third misses something else."""
    world = working()
    world.organisations.scarce[:3] = [index, (index + 1) % 5, index]
    row = empty_row()
    rules.measure_organisations(world, row)
    assert row[f"scarce_{name}"] == pytest.approx(2 / 3)
    kinds = ("staff", "premises", "money", "know_how", "demand")
    assert sum(row[f"scarce_{kind}"] for kind in kinds) == pytest.approx(1.0)


def test_decisions_are_shared_over_what_is_pooled_or_owned():
    """First: 30 served, 40 of 100 from the pool: 12, of the other 18 home 0 owns a half: 9.

    Second: 20 served, none from the pool, home 1 owns 0.2: 4.  Of 50 + 50 served: 0.25.
    """
    world = working(2)
    world.communities.ownership = [0.5, 0.2]
    orgs = world.organisations
    orgs.capacity[:2] = [100.0, 50.0]
    orgs.pooled_capacity[:2] = [40.0, 0.0]
    orgs.served[:2] = [30.0, 20.0]
    row = empty_row()
    row.reach = 100.0
    rules.measure_organisations(world, row)
    assert row.shared_decision_share == pytest.approx(0.25)


def test_without_service_or_organisations_nothing_is_divided_by_nothing():
    world = tiny_world(1, 0)
    row = empty_row()
    rules.measure_organisations(world, row)
    assert [float(row[name]) for name in row.dtype.names] == [0.0] * len(MONTHLY_NAMES)
    world = working(1)
    rules.measure_organisations(world, row)
    assert row.shared_decision_share == 0.0


def test_sites_are_open_once_they_may_serve():
    """Fits 0.4 and 0.8 may serve; one waits for its permit, one is closed."""
    world = tiny_world(1, 2)
    world.sites.open[0, [0, 1]] = True
    world.sites.open[1, 4] = True
    world.sites.permit_months[0, 1] = 0.5
    world.sites.permit_months[1, 4] = -0.5
    world.sites.fit[0, :3] = [0.4, 0.1, 0.2]
    world.sites.fit[1, 4] = 0.8
    row = empty_row()
    rules.measure_sites(world, row)
    assert row.sites_open == 2.0
    assert row.fit == pytest.approx(0.6)
    row = empty_row()
    rules.measure_sites(tiny_world(1, 1), row)
    assert (row.sites_open, row.fit) == (0.0, 0.0)


def test_policy_is_that_of_municipalities_not_of_the_nation():
    """Will 0.2, 0.6 and 0.4, the nation's 1.0 does not count."""
    world = tiny_world(3, 1)
    world.policy_makers.will = [0.2, 0.6, 0.4, 1.0]
    world.policy_makers.evidence = [0.1, 0.5, 0.3, 1.0]
    world.policy_makers.adopted = [True, True, False, True]
    world.policy_makers.formal = [False, True, False, True]
    world.clock.abandoned, world.clock.founded, world.clock.closed = 4, 5, 6
    row = empty_row()
    row.relationships = 10.0
    rules.measure_policy(world, row)
    assert row.will == pytest.approx(0.4)
    assert row.evidence == pytest.approx(0.3)
    assert (row.programmes, row.formal_agreements) == (2.0, 1.0)
    assert row.relationships == 13.0
    assert (row.abandonments, row.organisations_founded, row.organisations_closed) == (4, 5, 6)


def test_a_month_has_all_its_outcomes():
    """Every part writes its own; relationships are those of organisations and of policy."""
    world = settled([40.0], [10.0], [100.0])
    world.communities.quality = 0.5
    world.policy_makers.will = 0.3
    world.policy_makers.adopted[0] = True
    world.organisations.partners[0] = 2
    world.sites.open[0, 0] = True
    world.ledger.rent_eur = 50.0
    row = empty_row()
    rules.measure_month(world, row)
    assert (row.reach, row.organisations_alive, row.sites_open) == (50.0, 1.0, 1.0)
    assert (row.relationships, row.cost_eur) == (2.0, 50.0)
