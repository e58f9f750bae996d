"""The map shows a typical run as it was, and no more than can be read."""

import numpy as np
import pytest

from analysis.pictures.labels import Box, fitted
from analysis.pictures.maps import programme_alone
from analysis.pictures.network import (
    LONER,
    MEMBER,
    MOST_TIES,
    PARTNERS,
    PROGRAMME_ALONE,
    SITE,
    TIES,
    Count,
    count_of,
    has_room_for_ties,
    network_handles,
    network_title,
    typical_replicate,
    world_after,
)
from simulation import load_scenario, run_ensemble
from simulation.outcomes import MONTHLY_NAMES

SEED = 3
REPLICATIONS = 24


@pytest.fixture(scope="module")
def strategies():
    return load_scenario("strategies")


@pytest.fixture(scope="module")
def made(strategies):
    return run_ensemble(strategies, REPLICATIONS, SEED)


def test_names_on_a_map_overlap_nothing_and_the_first_come_first():
    points = [(50.0, 50.0, 5.0), (52.0, 50.0, 5.0), (50.0, 53.0, 5.0), (95.0, 50.0, 3.0)]
    sizes = [(30.0, 8.0)] * 4
    frame = Box(0, 0, 100, 100)
    taken = [Box(x - r, y - r, x + r, y + r) for x, y, r in points]
    found = fitted(points, sizes, taken, frame, 3)
    boxes = list(found.values())
    assert 0 in found
    assert len(found) == 3
    for at, box in enumerate(boxes):
        assert box.inside(frame)
        assert not any(box.overlaps(other) for other in [*taken, *boxes[:at]])
    assert fitted(points, [(120.0, 8.0)] * 4, taken, frame, 3) == {}


def test_the_map_shows_the_run_nearest_the_median_as_it_was(strategies, made):
    replicate = typical_replicate(made, strategies.reference)
    impact = made.run_of("impact_total")[0]
    nearest = np.abs(impact - np.median(impact)).min()
    assert abs(impact[replicate] - np.median(impact)) == nearest
    arm = strategies.arms[strategies.reference]
    for months in (36, 96):
        count = count_of(world_after(arm, SEED, replicate, months))
        row = dict(zip(MONTHLY_NAMES, made.monthly[0, replicate, months - 1], strict=True))
        assert count.places_served == row["municipalities_reached"]
        assert count.members == row["coalition_members"]
        assert count.programmes == row["programmes"]
        assert count.sites == row["sites_open"]
        ties = row["relationships"] - row["programmes"] - row["formal_agreements"]
        assert count.partnerships == ties - row["coalition_members"]


def test_the_title_of_the_map_tells_whether_a_coalition_holds():
    before, after = Count(17, 16, 9, 4, 1), Count(22, 1, 9, 6, 5)
    assert network_title("A", before, after) == (
        "A typical run of “A”: 4 places served and 16 coalition members when the funding ends;"
        " 6 places and 1 coalition member at the end"
    )
    alone = [count._replace(members=0) for count in (before, after)]
    assert "17 partnerships when" in network_title("A", *alone)


def test_ties_are_left_out_of_both_maps_where_one_has_too_many():
    few, many = Count(MOST_TIES - 5, 5, 0, 0, 0), Count(MOST_TIES - 5, 6, 0, 0, 0)
    assert has_room_for_ties(few, few)
    assert not has_room_for_ties(few, many)
    assert not has_room_for_ties(many, few)


def legend_of(worlds, *, ties=True):
    return {h.get_label().replace("\n", " ") for h in network_handles(worlds, ties=ties)}


def test_the_legend_of_the_map_holds_only_what_occurs(strategies):
    arm = strategies.arms[strategies.reference]
    world = world_after(arm, SEED, 0, 36)
    assert {MEMBER, PARTNERS} <= legend_of([world])
    assert not legend_of([world], ties=False) & TIES
    world.organisations.in_coalition[:] = False
    world.partners[:] = -1
    world.sites.open[:] = False
    assert not legend_of([world]) & {MEMBER, *TIES, SITE}
    world.organisations.in_coalition[:] = True
    assert LONER not in legend_of([world])


def test_a_place_served_by_its_programme_without_any_site_is_marked(strategies):
    world = world_after(strategies.arms[strategies.reference], SEED, 0, 36)
    world.communities.served_by_programme[:] = 0.0
    assert PROGRAMME_ALONE not in legend_of([world])
    alive = world.organisations.alive
    serving = world.sites.open[alive] & (world.sites.permit_months[alive] <= 0)
    with_site = int(world.sites.place[alive][serving][0])
    without = next(c for c in range(len(world.communities))
                   if c not in world.sites.place[alive][serving])  # fmt: skip
    world.communities.served_by_programme[[with_site, without]] = 5.0
    assert list(np.flatnonzero(programme_alone(world))) == [without]
    assert PROGRAMME_ALONE in legend_of([world])
