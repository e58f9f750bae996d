"""Scenario discovery finds planted boxes and rules in columns of every type, and none in noise."""

import numpy as np
import pandas as pd
import pytest

from analysis.discovery import Limit, find_boxes, find_rules
from analysis.discovery.columns import read_table
from analysis.discovery.folds import folds_of, luck_of
from analysis.discovery.prim import in_walls, started
from analysis.discovery.search import phi, pruned, quasi_p
from analysis.errors import AnalysisError

ROWS = 160
NUMBERS = ["float64", "float32", "int8", "int16", "int32", "int64", "uint8"]
KINDS = np.array(["fund", "ngo", "public", "union"])


def noise(columns, rows, seed):
    random = np.random.default_rng(seed)
    return {f"p{at:02d}": random.random(rows) for at in range(columns)}, random


def planted(inside, random, inner=0.9, outer=0.05):
    """Cases of interest: many in a box, few elsewhere."""
    return random.random(len(inside)) < np.where(inside, inner, outer)


def two_limits(columns=6, rows=ROWS, seed=2):
    table, random = noise(columns, rows, seed)
    inside = (table["p01"] < 0.4) & (table["p03"] > 0.5)
    return table, planted(inside, random), inside


def limits_of(discovery):
    return {limit.name: limit for box in discovery.boxes for limit in box.limits}


@pytest.mark.parametrize("dtype", NUMBERS)
def test_a_planted_box_is_found_in_numbers_of_every_type(dtype):
    table, random = noise(3, ROWS, 1)
    whole = np.rint(100 * table["p01"])
    table["p01"] = whole.astype(dtype)
    found = find_boxes(table, planted(whole < 40, random), folds=3)
    assert list(limits_of(found)) == ["p01"]
    limit = limits_of(found)["p01"]
    assert limit.low is None
    assert limit.high == pytest.approx(39, abs=3)
    assert found.boxes[0].held_out_density > 0.7


@pytest.mark.parametrize("dtype", ["bool", "object of bool", "str", "object", "category"])
def test_a_planted_box_is_found_in_words_of_every_type(dtype):
    table, random = noise(3, ROWS, 1)
    if "bool" in dtype:
        chosen = random.random(ROWS) < 0.4
        given, values = chosen, ("True",)
        given = chosen.astype(object) if dtype != "bool" else chosen
    else:
        words = random.choice(KINDS, ROWS)
        chosen, values = np.isin(words, ["ngo", "union"]), ("ngo", "union")
        given = pd.Series(words.tolist(), dtype=dtype)
    found = find_boxes(pd.DataFrame({**table, "kind": given}), planted(chosen, random), folds=3)
    assert limits_of(found) == {"kind": Limit("kind", None, None, values)}
    np.testing.assert_array_equal(found.boxes[0].inside({"kind": given}), chosen)


def test_two_planted_limits_are_found_with_honest_numbers():
    table, of_interest, truth = two_limits()
    found = find_boxes(table, of_interest, units={"p01": "km"})
    (box,) = found.boxes
    assert list(limits_of(found)) == ["p01", "p03"]
    assert limits_of(found)["p01"].high == pytest.approx(0.4, abs=0.05)
    assert limits_of(found)["p03"].low == pytest.approx(0.5, abs=0.05)
    assert str(box).startswith("p01 at most 0.")
    assert " km and p03 at least 0." in str(box)
    inside = box.inside(table)
    assert (inside == truth).mean() > 0.95
    assert box.coverage == of_interest[inside].sum() / of_interest.sum()
    assert box.density == of_interest[inside].mean()
    assert box.mass == inside.mean()
    assert (found.rows, found.cases) == (ROWS, of_interest.sum())
    assert found.base_rate == of_interest.mean()
    assert found.base_rate < box.held_out_density <= 1
    assert 0.5 < box.held_out_coverage <= 1
    assert all(0.5 <= share <= 1 for share in box.stability)


def test_a_box_in_as_many_parameters_as_the_model_has_is_found():
    table, of_interest, truth = two_limits(columns=97, rows=300, seed=0)
    found = find_boxes(table, of_interest)
    assert list(limits_of(found)) == ["p01", "p03"]
    assert (found.boxes[0].inside(table) == truth).mean() > 0.95
    assert found.boxes[0].held_out_density > 2 * found.base_rate
    fresh, _ = noise(97, 5000, 99)
    of_fresh = (fresh["p01"] < 0.4) & (fresh["p03"] > 0.5)
    told = found.boxes[0].inside(fresh)
    promised = found.boxes[0].held_out_density
    assert 0.9 * of_fresh[told].mean() + 0.05 * (~of_fresh[told]).mean() == pytest.approx(
        promised, abs=0.12
    )


@pytest.mark.parametrize("share", [0.2, 0.6])
def test_noise_in_many_parameters_gives_no_box(share):
    table, random = noise(97, 300, 11)
    found = find_boxes(table, random.random(300) < share, folds=3)
    assert found.boxes == ()
    assert found.why_none.startswith(("Boxes that fit", "No box", "No parameter"))
    assert found.why_none.endswith(".")


def test_a_second_box_is_found_among_the_rows_outside_the_first():
    table, random = noise(3, 400, 4)
    first, second = table["p00"] < 0.2, table["p01"] > 0.8
    found = find_boxes(table, planted(first | second, random, 0.95, 0.02), most_boxes=2)
    assert {tuple(limit.name for limit in box.limits) for box in found.boxes} == {
        ("p00",),
        ("p01",),
    }
    assert 0.8 < sum(box.coverage for box in found.boxes) <= 1.0
    assert all(box.held_out_density > found.base_rate for box in found.boxes)


def test_the_order_of_rows_and_columns_changes_nothing_and_neither_does_the_global_seed():
    table, of_interest, _ = two_limits()
    table["kind"] = np.resize(KINDS, ROWS)
    order = np.random.default_rng(5).permutation(ROWS)
    turned = {name: table[name][order] for name in reversed(table)}
    state = np.random.get_state()[1].tolist()  # noqa: NPY002
    found = find_boxes(table, of_interest, folds=2)
    assert np.random.get_state()[1].tolist() == state  # noqa: NPY002
    assert find_boxes(turned, of_interest[order], folds=2) == found
    assert found.boxes


def test_few_limits_and_dense_boxes_can_be_asked_for():
    table, of_interest, _ = two_limits()
    assert len(find_boxes(table, of_interest, most_limits=1, folds=2).boxes[0].limits) == 1
    assert find_boxes(table, of_interest, least_density=0.5, folds=2).boxes[0].density >= 0.5
    assert find_boxes(table, of_interest, least_density=1.0, folds=2).boxes == ()


def test_a_column_that_libraries_would_drop_for_its_name_is_used():
    table, of_interest, _ = two_limits()
    table["scenario"] = table.pop("p01")
    assert list(limits_of(find_boxes(table, of_interest, folds=2))) == ["p03", "scenario"]


@pytest.mark.parametrize("dtype", ["int8", "float32"])
def test_a_column_that_the_library_leaves_out_is_noticed(dtype):
    frame = pd.DataFrame({"column_0": np.arange(20.0), "column_1": np.arange(20).astype(dtype)})
    of_interest = np.arange(20) < 8
    used = started(frame.astype("float64"), of_interest, 0.5)
    assert set(used.x_float_colums) == set(frame)
    if dtype == "int8":
        with pytest.raises(AnalysisError, match="left out 1 of 2 columns"):
            started(frame, of_interest, 0.5)


@pytest.mark.parametrize(
    ("cases", "why"),
    [
        (0, "None of the 40 rows is of interest."),
        (1, "Only 1 of the 40 rows is of interest; at least 10 are needed."),
        (9, "Only 9 of the 40 rows are of interest; at least 10 are needed."),
        (36, "Only 4 of the 40 rows are not of interest; at least 10 are needed."),
        (40, "All 40 rows are of interest, so nothing sets some apart."),
    ],
)
def test_too_few_cases_or_others_are_no_error_but_a_reason(cases, why):
    found = find_boxes({"size": range(40)}, np.arange(40) < cases)
    assert (found.boxes, found.why_none, found.cases) == ((), why, cases)
    assert find_rules({"size": range(40)}, np.arange(40) < cases).why_none == why


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"size": [np.nan] + [1.0] * 39}, "size: got a missing value"),
        ({"size": [np.inf] + [1.0] * 39}, "size: got an infinite value"),
        ({"kind": [None] + ["ngo"] * 39}, "kind: got a missing value"),
        ({"kind": [f"w{at}" for at in range(40)] + ["x"] * 20}, "kind: got 60 rows, expected 40"),
        ({"when": [1j] * 40}, "when: got complex128, expected numbers, words"),
        ({"what": [{}] * 40}, "what: got unlike things, expected numbers, words"),
        ({"steady": [2.0] * 40, "size": [1] * 40}, "no column that varies"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(changed, said):
    of_interest = np.arange(40) < 20
    base = {} if "steady" in changed else {"other": range(40)}
    for find in (find_boxes, find_rules):
        with pytest.raises(AnalysisError, match=said):
            find({**base, **changed}, of_interest)


def test_too_many_words_columns_of_one_name_and_other_flags_are_refused():
    many = {"kind": [f"w{at}" for at in range(60)]}
    with pytest.raises(AnalysisError, match="kind: got 60 different words"):
        find_boxes(many, np.arange(60) < 20)
    with pytest.raises(AnalysisError, match="size: got two columns"):
        find_boxes(pd.DataFrame([[1, 2]] * 3, columns=["size", "size"]), [True, False, True])
    with pytest.raises(AnalysisError, match="of_interest"):
        find_boxes({"size": [1, 2]}, [0.5, 1.0])


@pytest.mark.parametrize(
    ("asked", "said"),
    [({"folds": 1}, "folds: got 1"), ({"folds": 50}, "folds: got 50, expected at most 10"),
     ({"most_limits": 0}, "most_limits"), ({"most_boxes": 0}, "most_boxes"),
     ({"least_density": 2}, "least_density")],
)  # fmt: skip
def test_numbers_that_make_no_sense_are_refused(asked, said):
    with pytest.raises(AnalysisError, match=said):
        find_boxes({"size": range(40)}, np.arange(40) < 20, **asked)


def test_a_column_with_one_value_limits_nothing_and_stops_nothing():
    table, of_interest, _ = two_limits()
    with_steady = {**table, "steady": np.full(ROWS, 3.0), "word": ["a"] * ROWS}
    found = find_boxes(with_steady, of_interest, folds=2)
    assert found == find_boxes(table, of_interest, folds=2)


def test_a_box_asks_for_its_columns_by_name():
    with pytest.raises(AnalysisError, match=r"share: expected a column of this name.*shares"):
        Limit("share", None, 1.0).inside({"shares": [1.0]})
    with pytest.raises(AnalysisError, match="share: got words, expected numbers"):
        Limit("share", None, 1.0).inside({"share": ["a"]})
    assert Limit("share", 1.0, 2.0).inside({"share": [0.9, 1.0, 2.0, 2.1]}).tolist() == [
        False, True, True, False,
    ]  # fmt: skip


def test_quasi_p_and_phi_by_hand():
    # 4 rows in the box, all cases; without the limit 8 rows of which 4 are cases: p = 0.5 ** 4.
    table = read_table({"a": range(8), "b": [0, 1] * 4}, np.arange(8) < 4)
    walls = {"a": (-np.inf, 3.5)}
    assert quasi_p(table, walls, "a", None) == pytest.approx(0.0625)
    assert pruned(table, walls, 4) == {}
    inside = in_walls(table, walls)
    assert phi(inside, table.of_interest) == pytest.approx(1.0)
    # Two of three chosen rows are cases, of 8 rows with 4: (C(4,2) C(4,1) + C(4,3)) / C(8,3).
    cases, others = np.flatnonzero(table.of_interest), np.flatnonzero(~table.of_interest)
    chosen = np.isin(np.arange(8), [*cases[:2], others[0]])
    assert luck_of(table, chosen) == pytest.approx((6 * 4 + 4) / 56)


def test_every_fold_gets_its_share_of_cases():
    of_interest = np.arange(100) < 20
    fold = folds_of(of_interest, 5, 0)
    assert np.bincount(fold).tolist() == [20] * 5
    assert np.bincount(fold[of_interest]).tolist() == [4] * 5
    assert (folds_of(of_interest, 5, 1) != fold).any()


def test_rules_tell_a_planted_box_and_what_lies_around_it():
    table, of_interest, truth = two_limits(columns=97, rows=300, seed=0)
    found = find_rules(table, of_interest)
    assert found.why_none == ""
    assert found.held_out_accuracy > found.base_accuracy + 0.05
    first = found.rules[0]
    assert {limit.name for limit in first.limits} == {"p01", "p03"}
    assert first.is_of_interest
    assert (first.inside(table) == truth).mean() > 0.95
    assert sum(rule.mass for rule in found.rules) == pytest.approx(1.0)
    assert sum(rule.coverage for rule in found.rules) == pytest.approx(1.0)
    covered = np.sum([rule.inside(table) for rule in found.rules], axis=0)
    assert covered.tolist() == [1] * 300
    assert [rule.mass for rule in found.rules] == [
        rule.inside(table).mean() for rule in found.rules
    ]
    densities = [rule.density for rule in found.rules]
    assert densities == sorted(densities, reverse=True)


def test_rules_speak_of_words_and_of_numbers_that_float32_cannot_tell_apart():
    _, random = noise(1, ROWS, 1)
    kind = random.choice(KINDS, ROWS)
    big = 2.0**40 + np.arange(ROWS) % 7
    truth = (kind == "ngo") & (big < 2.0**40 + 3)
    table = {"kind": kind, "big": big}
    found = find_rules(table, planted(truth, random, 1.0, 0.0))
    (dense,) = [rule for rule in found.rules if rule.is_of_interest]
    np.testing.assert_array_equal(dense.inside(table), truth)
    assert Limit("kind", None, None, ("ngo",)) in dense.limits


def test_noise_gives_no_rules():
    table, random = noise(97, 300, 11)
    found = find_rules(table, random.random(300) < 0.3)
    assert found.rules == ()
    assert found.why_none.startswith("Trees told ")
    with pytest.raises(AnalysisError, match="most_rules"):
        find_rules(table, random.random(300) < 0.3, most_rules=1)
