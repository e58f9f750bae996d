"""Titles of the pictures of a choice: the triangle, the timing and the four ways to pay."""

import numpy as np
import pytest

from analysis.choices import Spot, Triangle
from analysis.pictures.funding import funding_title, is_all_reached
from analysis.pictures.timing import differences_from_first, timing_title
from analysis.pictures.triangle import spoken_mix, triangle_title
from simulation.outcomes import RUN_NAMES


def spot(where, impact, noise=1.0, lasting=0.5):
    runs = np.zeros((20, len(RUN_NAMES)))
    wave = np.resize([1.0, -1.0], 20) * noise
    runs[:, RUN_NAMES.index("impact_total")] = impact + wave
    runs[:, RUN_NAMES.index("sustainability_36")] = lasting + wave / 1000
    return Spot(where, runs)


def a_triangle(corner_again):
    even, corner = (0.34, 0.33, 0.33), (0.0, 0.0, 1.0)
    spots = {even: spot(even, 100.0), corner: spot(corner, 130.0, lasting=0.4)}
    again = {even: spot(even, 100.0, 0.0), corner: spot(corner, corner_again)}
    return Triangle(None, spots, again)


def test_the_best_mix_is_called_better_only_if_fresh_runs_agree():
    assert triangle_title(a_triangle(120.0)) == (
        "For impact all deep beats the even mix (+20 %); no mix clearly better than the even one"
        " for what lasts"
    )


@pytest.mark.parametrize(
    ("sixths", "said"),
    [
        ((0, 0, 6), "all deep"),
        ((1, 1, 4), "two thirds deep and one sixth each up and out"),
        ((2, 1, 3), "half deep, one third up and one sixth out"),
        ((2, 2, 2), "one third each up, out and deep"),
        ((5, 1, 0), "five sixths up and one sixth out"),
    ],
)
def test_a_mix_is_spoken_of_in_parts_that_add_to_one(sixths, said):
    assert spoken_mix(tuple(part / 6 for part in sixths)) == said


def test_a_mix_that_fresh_runs_do_not_find_better_is_not_called_so():
    nothing = "No mix clearly better than the even one for impact or what lasts"
    assert triangle_title(a_triangle(100.0)) == nothing
    assert triangle_title(a_triangle(90.0)) == nothing


def test_the_title_on_timing_counts_clear_cells_and_names_the_best():
    impacts = {(0.0, 0.0): 100.0, (0.0, 6.0): 120.0, (6.0, -1.0): 110.0, (6.0, 0.0): 80.0,
               (6.0, 6.0): 100.0}  # fmt: skip
    spots = {where: spot(where, value, float(where != (0.0, 0.0)))
             for where, value in impacts.items()}  # fmt: skip
    assert timing_title(differences_from_first(spots, "impact_total")) == (
        "Against involving both from the first month, 2 of 4 other timings have clearly more impact"
        " and 1 clearly less; most with policy makers from month 0 and communities from month 6"
    )
    same = {where: spot(where, 100.0, float(where != (0.0, 0.0))) for where in impacts}
    assert timing_title(differences_from_first(same, "impact_total")).startswith("No clear diff")


@pytest.mark.parametrize(
    ("impacts", "lasting", "title"),
    [
        (
            (100, 80, 70, 50),
            (0.5, 0.7, 0.7, 0.9),
            "Pooling brings more impact than working separately but lowers what lasts; a one-off"
            " grant brings less impact than steady money but raises what lasts",
        ),
        (
            (100, 80, 70, 50),
            (0.9, 0.7, 0.7, 0.5),
            "Pooling brings more impact than working separately and raises what lasts; a one-off"
            " grant brings less impact than steady money and lowers what lasts",
        ),
        (
            (100, 100, 100, 100),
            (0.5, 0.5, 0.5, 0.5),
            "Pooling makes no clear difference in impact or in what lasts; a one-off grant makes"
            " no clear difference in impact or in what lasts",
        ),
        (
            (100, 60, 80, 80),
            (0.5, 0.5, 0.5, 0.7),
            "Pooling brings more impact with steady money but brings less with a one-off grant,"
            " and makes no clear difference in what lasts with steady money but lowers it with a"
            " one-off grant; a one-off grant brings less impact if pooled but makes no clear"
            " difference if separate, and makes no clear difference in what lasts if pooled but"
            " raises it if separate",
        ),
    ],
)
def test_the_title_on_funding_follows_both_outcomes_of_the_four_ways(impacts, lasting, title):
    assert funding_title(four_ways(impacts, lasting)) == title


def four_ways(impacts, lasting):
    ways = ((1.0, 0.0), (1.0, 1.0), (0.0, 0.0), (0.0, 1.0))
    noises = (1.0, 3.0, 5.0, -7.0)  # so that no pair of ways is equal run by run
    planned = zip(ways, impacts, noises, lasting, strict=True)
    return {way: spot(way, impact, noise, left) for way, impact, noise, left in planned}


@pytest.mark.parametrize(("most", "reached"), [(0.9, False), (1.1, True)])
def test_all_of_the_best_year_is_marked_where_some_way_reaches_it(most, reached):
    assert is_all_reached(four_ways((100,) * 4, (0.5, 0.5, most, 0.5))) == reached
