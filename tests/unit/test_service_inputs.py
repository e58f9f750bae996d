"""Four inputs combined with a constant elasticity of substitution: cases, limits, properties."""

from math import prod

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.unit.plain import rule_file

rules = rule_file("service")
no_hurry = settings(deadline=None)

people = st.floats(1e-2, 1e5)
inputs = st.tuples(people, people, people, people)
elasticities = st.floats(0.1, 2.5)  # the range of the register


@pytest.mark.parametrize(
    ("four", "elasticity", "together"),
    [
        ((10.0, 20.0, 40.0, 40.0), 0.5, 20.0),  # 4 / (1/10 + 1/20 + 1/40 + 1/40)
        ((1.0, 2.0, 4.0, 8.0), 1.0, 64.0**0.25),  # fourth root of the product
        ((100.0, 400.0, 900.0, 1_600.0), 2.0, 625.0),  # ((10 + 20 + 30 + 40) / 4)^2
        ((0.0, 0.0, 0.0, 1_600.0), 2.0, 100.0),  # (40 / 4)^2: others replace what is missing
    ],
)
def test_hand_worked_services(four, elasticity, together):
    """Harmonic, geometric and square-root mean for elasticities of 1/2, 1 and 2."""
    assert rules.combine(*four, elasticity) == pytest.approx(together, rel=1e-3)


@no_hurry
@given(inputs)
def test_near_elasticity_0_the_scarcest_alone_decides(four):
    """One lowest: Y = lowest x 4^(1/999) at most."""
    together = rules.combine(*four, 0.001)
    assert min(four) * (1.0 - 1e-9) <= together <= min(four) * 4.0 ** (1 / 999) * (1.0 + 1e-9)


@no_hurry
@given(inputs, st.sampled_from([1.0, 1.0 - 1e-5, 1.0 + 1e-5]))
def test_at_elasticity_1_it_is_the_geometric_mean(four, elasticity):
    assert rules.combine(*four, elasticity) == pytest.approx(prod(four) ** 0.25)


@no_hurry
@given(inputs, st.sampled_from([1.0 - 2e-4, 1.0 + 2e-4]))
def test_near_elasticity_1_nothing_jumps(four, elasticity):
    assert rules.combine(*four, elasticity) == pytest.approx(prod(four) ** 0.25, rel=1e-2)


@no_hurry
@given(inputs)
def test_with_a_large_elasticity_only_the_mean_counts(four):
    """For inputs that differ up to a millionfold."""
    assert rules.combine(*four, 1e9) == pytest.approx(sum(four) / 4.0, rel=1e-6)


@no_hurry
@given(people, elasticities)
def test_equal_inputs_serve_as_many_as_each_of_them(each, elasticity):
    assert rules.combine(each, each, each, each, elasticity) == pytest.approx(each)


@no_hurry
@given(inputs, elasticities, st.floats(0.1, 10.0))
def test_twice_the_inputs_serve_twice_the_people(four, elasticity, times):
    """Homogeneous of degree one."""
    once = rules.combine(*four, elasticity)
    more = rules.combine(*(times * each for each in four), elasticity)
    assert more == pytest.approx(times * once)


@no_hurry
@given(inputs, elasticities, st.permutations(range(4)))
def test_no_input_weighs_more_than_another(four, elasticity, order):
    other = rules.combine(*(four[k] for k in order), elasticity)
    assert other == pytest.approx(rules.combine(*four, elasticity))


@no_hurry
@given(inputs, elasticities, st.integers(0, 3), st.floats(1.01, 10.0))
def test_more_of_any_input_never_serves_fewer(four, elasticity, which, times):
    more = [each * (times if k == which else 1.0) for k, each in enumerate(four)]
    before = rules.combine(*four, elasticity)
    assert rules.combine(*more, elasticity) >= before * (1.0 - 1e-12)


@no_hurry
@given(inputs, elasticities)
def test_together_they_serve_between_the_scarcest_and_the_mean(four, elasticity):
    """Never fewer than the scarcest could, never more than the arithmetic mean."""
    together = rules.combine(*four, elasticity)
    assert min(four) * (1.0 - 1e-9) <= together <= sum(four) / 4.0 * (1.0 + 1e-9)


@no_hurry
@given(inputs, elasticities, elasticities)
def test_inputs_that_replace_each_other_better_serve_more(four, one, other):
    low, high = sorted((one, other))
    assume(high - low > 1e-3)
    assert rules.combine(*four, low) <= rules.combine(*four, high) * (1.0 + 1e-3)


@no_hurry
@given(st.integers(0, 3), st.floats(0.1, 0.9))
def test_a_missing_input_stops_the_service_where_nothing_replaces_it(missing, elasticity):
    """Of 100 people each, 0 of one: at most 1e-6 x 4^(s / (1 - s)), and no error."""
    four = [0.0 if k == missing else 100.0 for k in range(4)]
    together = rules.combine(*four, elasticity)
    assert together <= 1e-6 * 4.0 ** (elasticity / (1.0 - elasticity)) * 1.001


def test_who_has_nothing_serves_a_millionth_of_a_person():
    assert rules.combine(0.0, 0.0, 0.0, 0.0, 0.5) == pytest.approx(1e-6)
