"""Designs give the points that their words say, the same every time."""

import itertools

import numpy as np
import pytest

from analysis.studies.designs import layout, size
from analysis.studies.factors import Range
from analysis.studies.shape import Factor
from analysis.worlds import UNCERTAINTIES, plausible_worlds
from simulation import REGISTER

KINDS = {
    "grid": {"kind": "grid", "steps": 3},
    "latin-hypercube": {"kind": "latin-hypercube", "points": 10},
    "sobol": {"kind": "sobol", "points": 12},
    "morris": {"kind": "morris", "trajectories": 4},
    "saltelli": {"kind": "saltelli", "base_points": 8},
    "saltelli-pairs": {"kind": "saltelli", "base_points": 8, "second_order": True},
}


def points(study):
    return layout(study).values


@pytest.mark.parametrize("name", KINDS)
def test_a_design_has_the_size_it_was_said_to_have_and_stays_in_its_ranges(small, name):
    study = small(design=KINDS[name])
    found = layout(study)
    assert found.factors == study.factors == ("need_share", "base_trust")
    assert len(found.values) == size(study.text.design, study.ranges, 0)
    for column, one in zip(found.values.T, study.ranges, strict=True):
        assert one.bounds[0] <= column.min() < column.max() <= one.bounds[1]


@pytest.mark.parametrize("name", KINDS)
def test_the_same_words_give_the_same_points_and_another_seed_gives_others(small, name):
    study = small(design=KINDS[name])
    assert np.array_equal(points(study), points(study))
    if name != "grid":
        assert not np.array_equal(points(small(design=KINDS[name] | {"seed": 2})), points(study))


def test_a_grid_is_every_combination_of_its_steps(small):
    study = small(
        factors={"base_trust": {"values": [0.3, 0.5]}, "goal_difference": {}},
        design={"kind": "grid", "steps": 3},
    )
    low, high = REGISTER["goal_difference"].low, REGISTER["goal_difference"].high
    steps = [low, (low + high) / 2, high]
    assert points(study).tolist() == [list(row) for row in itertools.product([0.3, 0.5], steps)]


def test_a_grid_without_factors_is_one_point(small):
    study = small(factors=None, design={"kind": "grid"})
    assert points(study).shape == (1, 0)


def test_the_triangle_has_every_mix_once_and_each_adds_to_one(small):
    study = small(factors=None, design={"kind": "triangle", "steps": 4})
    rows = points(study)
    assert rows.shape == (15, 3) == (size(study.text.design, (), 0), 3)
    assert np.allclose(rows.sum(axis=1), 1.0)
    assert len(np.unique(rows, axis=0)) == 15
    assert [1.0, 0.0, 0.0] in rows.tolist()


def test_every_point_runs_in_every_world_the_defaults_first(small):
    study = small(
        factors={"oneoff_share": {"values": [0.0, 1.0]}}, design={"kind": "grid", "worlds": 3}
    )
    rows = points(study)
    names = [p.name for p in UNCERTAINTIES]
    assert study.factors == ("oneoff_share", *names)
    assert rows[:, 0].tolist() == [0, 0, 0, 1, 1, 1]
    expected = [[world[name] for name in names] for world in plausible_worlds(3)]
    assert rows[:3, 1:].tolist() == rows[3:, 1:].tolist() == expected


def test_what_is_fixed_is_fixed_in_every_world(small):
    study = small(
        fixed={"base_trust": 0.3, "horizon_months": 24, "funding_months": 12},
        factors=None, design={"kind": "grid", "worlds": 3},
    )  # fmt: skip
    assert "base_trust" not in study.factors


@pytest.mark.parametrize("kind", ["sobol", "saltelli"])
def test_more_points_leave_the_first_ones_as_they_are(small, kind):
    key = "points" if kind == "sobol" else "base_points"
    few = points(small(design={"kind": kind, key: 16}))
    many = points(small(design={"kind": kind, key: 32}))
    assert np.array_equal(many[: len(few)], few)


def test_shares_of_a_design_read_back_as_its_values(small):
    study = small(design=KINDS["saltelli"])
    found = layout(study)
    for at, one in enumerate(study.ranges):
        assert np.array_equal(one.column(found.shares[:, at]), found.values[:, at])


def test_a_latin_hypercube_fills_every_tenth_once(small):
    shares = layout(small(design=KINDS["latin-hypercube"])).shares
    for column in shares.T:
        assert sorted((column * 10).astype(int).tolist()) == list(range(10))


# Ranges


def test_a_range_that_spans_magnitudes_is_filled_by_magnitude_unless_said():
    assert REGISTER["need_share"].is_known_by_magnitude
    usual = Range.of("need_share", Factor())
    even = Range.of("need_share", Factor(filled="evenly"))
    low, high = usual.bounds
    assert usual.at(0.5) == pytest.approx((low * high) ** 0.5)
    assert even.at(0.5) == pytest.approx((low + high) / 2)
    assert even.bounds == (REGISTER["need_share"].low, REGISTER["need_share"].high)


def test_every_value_of_a_list_has_the_same_part():
    one = Range.of("oneoff_share", Factor(values=[0.0, 0.5, 1.0]))
    assert [one.at(u) for u in (0.0, 0.33, 0.34, 0.66, 0.67, 0.999)] == [0, 0, 0.5, 0.5, 1, 1]
    assert one.at(1.0) == 1.0


def test_whole_numbers_stay_whole_and_each_has_the_same_part():
    one = Range.of("involve_communities_month", Factor(low=0, high=3))
    assert [one.at(u) for u in (0.0, 0.24, 0.25, 0.5, 0.75, 1.0)] == [0, 0, 1, 2, 3, 3]
    assert one.steps(9) == [0, 1, 2, 3]


@pytest.mark.parametrize("name", [p.name for p in UNCERTAINTIES])
def test_no_share_leads_beyond_the_range(name):
    one = Range.of(name, Factor())
    low, high = one.bounds
    assert all(low <= one.at(share) <= high for share in (0.0, 1e-12, 0.5, 1 - 1e-12, 1.0))
    assert all(low <= value <= high for value in one.steps(7))
