"""Numbers in words: no digit too many, and none that says something else."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import words
from simulation.outcomes import RUN

MINUS = "\u2212"


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (0.3, 0.7, "0.3 to 0.7"),
        (12.2, 15.9, "12 to 16"),
        (0.3, 4.3, "0.3 to 4.3"),
        (0.0004, 0.1132, "0.0004 to 0.1132"),
        (-0.0132, 0.1132, "-0.01 to 0.11"),
        (-2.4, 0.3, f"{MINUS}2 to 0"),
        (1_234.0, 5_678.0, "1,234 to 5,678"),
        (3.0, 3.0, "3"),
        (0.03, 0.03, "0.03"),
        (2.5, 2.5, "2.5"),
    ],
)
def test_intervals_get_the_digits_they_deserve(low, high, text):
    decimals = words.decimals_for((high - low) / 2, low, high)
    assert words.between(low, high, decimals) == text.replace("-", MINUS)


sizes = st.floats(1e-3, 1e5)


@given(sizes, sizes)
def test_no_end_on_one_side_of_zero_reads_as_zero(one, other):
    low, high = sorted((one, other))
    decimals = words.decimals_for((high - low) / 2, low, high)
    assert float(words.number(low, decimals).replace(",", "")) > 0


@given(sizes, st.floats(0.01, 1.0))
def test_ends_move_by_rounding_less_than_half_the_width(low, relative_width):
    width = low * relative_width
    decimals = words.decimals_for(width / 2, low, low + width)
    for end in (low, low + width):
        if decimals < words.MOST_DECIMALS:
            assert abs(float(words.number(end, decimals).replace(",", "")) - end) <= width / 2


@pytest.mark.parametrize("half_width", [0.0, -1.0])
def test_empty_widths_get_a_decimal_only_where_there_is_a_fraction(half_width):
    assert words.decimals_for(half_width, 3.0, 4.0) == 0
    assert words.decimals_for(half_width, 3.25) == 1
    assert words.decimals_for(half_width, 0.004) == 3
    assert words.decimals_for(half_width, math.nan) == 0


@pytest.mark.parametrize(
    ("value", "decimals", "signed", "text"),
    [
        (1234.5, 1, False, "1,234.5"),
        (-3.0, 0, False, f"{MINUS}3"),
        (3.0, 0, True, "+3"),
        (-0.04, 1, True, "0.0"),
        (0.04, 1, True, "0.0"),
        (math.nan, 0, False, "not known"),
        (math.inf, 0, False, "not known"),
    ],
)
def test_numbers_have_a_sign_only_where_they_are_not_zero(value, decimals, signed, text):
    assert words.number(value, decimals, signed=signed) == text


def test_intervals_carry_their_unit_once_and_say_when_they_are_not_known():
    assert words.between(-2.0, 3.0, 0, "%", signed=True) == f"{MINUS}2 to +3 %"
    assert words.between(2.01, 2.02, 1, "%") == "2.0 %"
    assert words.between(math.nan, 3.0, 0, "%") == "interval not known"
    assert words.between(2.0, math.inf, 0) == "interval not known"


def test_intervals_that_exclude_zero_never_say_zero():
    assert words.one_sided(0.00001, 0.5, 1, "%") == "just over 0 to 0.5 %"
    assert words.one_sided(0.00001, 0.00003, 4) == "less than 0.0001"
    assert words.one_sided(0.2, 0.5, 1, "%") == "0.2 to 0.5 %"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (12_345.0, "12,000"), (996.0, "1,000"), (0.996, "1.0"), (0.0123, "0.012"),
     (-4.56, f"{MINUS}4.6"), (math.nan, "not known")],
)  # fmt: skip
def test_levels_are_rounded_to_two_digits(value, text):
    assert words.rounded(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "EUR 0"), (1_214_321.0, "EUR 1.21 million"), (999_999.6, "EUR 1 million"),
     (4_321.0, "EUR 4,320"), (1_234_567_890.0, "EUR 1,230 million"),
     (-5_000.0, f"EUR {MINUS}5,000"),
     (-2_000_000.0, f"EUR {MINUS}2 million"), (math.nan, "EUR not known")],
)  # fmt: skip
def test_money_has_three_digits(value, text):
    assert words.euros(value) == text


def test_money_has_more_digits_where_three_would_hide_a_difference():
    assert words.euros(1_005_100.0) == words.euros(1_010_200.0 - 1.0)
    assert words.euros(1_005_100.0, 4) == "EUR 1.005 million"


def test_lists_have_commas_and_one_and():
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b"]) == "a and b"
    assert words.listed(["a", "b", "c"]) == "a, b and c"


def test_main_outcomes_exist_and_say_more_and_less_in_the_way_their_unit_allows():
    units = {outcome.name: outcome.unit for outcome in RUN}
    for name, wording in words.MAIN.items():
        bounded = units[name] in ("share", "0-1")
        assert bool(wording.level) is bounded, name
        assert wording.level.count("{}") == bounded
        assert wording.more != wording.less
        assert bounded or wording.noun in wording.more, name
        assert bounded or wording.noun in wording.less, name
        assert wording.more.split()[0] in ("more", "higher")
        assert wording.less.split()[0] in ("less", "lower", "fewer")


@pytest.mark.parametrize(
    ("values", "decimals"),
    [((319.4,), 0), ((1.04,), 0), ((0.42,), 2), ((-0.0123,), 3), ((0.0,), 0), ((math.nan,), 0)],
)
def test_without_an_interval_numbers_are_whole_or_have_two_digits(values, decimals):
    assert words.decimals_for(math.nan, *values, math.nan, math.nan) == decimals


def test_words_of_the_page_are_explained_once_each():
    heads = [word.lower() for word, _ in words.TERMS]
    assert len(set(heads)) == len(heads)
    asked = ("impact", "person-month", "arm", "replication", "coalition", "formal agreement")
    assert {*asked, "inequality (0 to 1)"} <= set(heads)


def test_every_way_of_scaling_is_told_in_both_vocabularies():
    assert [row[0] for row in words.VOCABULARIES] == ["Scale up", "Scale out", "Scale deep"]
    assert all(len(row) == 3 and all(row) for row in words.VOCABULARIES)
