"""The register: every parameter with its unit, range, meaning, source and grade."""

import re
from typing import get_args

import pytest

from simulation.register import GROUPS, REGISTER, Parameter
from simulation.register.parameter import Grade, Role

UNIT_OF_NAME = {
    r"_eur$|_eur_per_\w+$": r"EUR",
    r"(?<!_per)_fte$": r"FTE",
    r"_fte_months$": r"FTE-months",
    r"_share$": r"share",
    r"(?<!fte)_months$": r"months",
    r"(?<!per)(?<!fte)_month$": r"month",
    r"_intensity$": r"0-1",
    r"_probability$": r"probability",
    r"_per_fte_month$": r"1/FTE-month",
    r"^clients_per_fte$|_people_per_fte$": r"people/FTE",
    r"_places$": r"people",
    r"_per_100_km$": r"share/100 km",
    r"_per_1000$": r"FTE/1000",
}


def parameter(low: float = 0.1, high: float = 1.0, default: float = 0.5) -> Parameter:
    """A parameter with this range."""
    return Parameter("rate", "1/month", default, low, high, "uncertainty", "m", "s", "guess")


def test_no_name_is_written_twice():
    assert sum(len(module.PARAMETERS) for module in GROUPS) == len(REGISTER) > 100
    assert all(name == entry.name for name, entry in REGISTER.items())


@pytest.mark.parametrize("name", REGISTER)
def test_every_parameter_says_what_it_is_and_how_well_it_is_known(name):
    entry = REGISTER[name]
    assert entry.unit.strip()
    assert entry.source.strip()
    assert entry.meaning[0].isupper() or entry.meaning[0].isdigit()
    assert entry.meaning.endswith(".")
    assert entry.role in get_args(Role)
    assert entry.grade in get_args(Grade)
    assert (entry.grade == "design") == (entry.role == "lever")
    assert re.fullmatch(r"[a-z][a-z0-9_]*", name)


@pytest.mark.parametrize("name", REGISTER)
def test_every_range_is_open_and_holds_the_default(name):
    entry = REGISTER[name]
    assert 0.0 <= entry.low < entry.high
    assert entry.low <= entry.default <= entry.high
    if entry.whole:
        assert all(float(value).is_integer() for value in (entry.low, entry.default, entry.high))


@pytest.mark.parametrize("name", REGISTER)
def test_only_levers_change_from_month_to_month(name):
    entry = REGISTER[name]
    assert not entry.scheduled or (entry.role == "lever" and not entry.whole)


@pytest.mark.parametrize("pattern", UNIT_OF_NAME)
def test_units_in_names_are_those_of_the_parameters(pattern):
    found = {name: entry.unit for name, entry in REGISTER.items() if re.search(pattern, name)}
    assert found
    for name, unit in found.items():
        assert unit.startswith(UNIT_OF_NAME[pattern]), f"{name}: {unit}"


@pytest.mark.parametrize("period", ["month", "year"])
def test_rates_are_per_the_period_in_their_names(period):
    found = {
        name: entry.unit for name, entry in REGISTER.items() if name.endswith(f"_per_{period}")
    }
    assert found
    for name, unit in found.items():
        assert unit.endswith((f"/{period}", f"per {period}")), f"{name}: {unit}"


def test_money_per_month_or_place_says_so():
    """A unit in EUR has eur in its name."""
    for name, entry in REGISTER.items():
        if entry.unit.startswith("EUR") and entry.unit != "EUR/EUR":
            assert "eur" in name.split("_"), name


def test_groups_are_the_files_that_parameters_are_written_in():
    assert REGISTER["stigma"].group == "communities"
    for module in GROUPS:
        for entry in module.PARAMETERS:
            assert REGISTER[entry.name].group == module.__name__.rsplit(".", 1)[-1]


@pytest.mark.parametrize(
    ("low", "high", "by_magnitude"),
    [(0.1, 1.0, True), (0.1, 0.99, False), (0.0, 1.0, False), (1.0, 100.0, True)],
)
def test_a_factor_of_ten_makes_a_range_of_magnitudes(low, high, by_magnitude):
    assert parameter(low, high, high).is_known_by_magnitude == by_magnitude


@pytest.mark.parametrize(
    ("low", "high", "share", "value"),
    [
        (0.0, 4.0, 0.25, 1.0),  # 0 + 0.25 x 4
        (2.0, 4.0, 0.25, 2.5),  # 2 + 0.25 x 2
        (0.01, 1.0, 0.25, 0.1 / 10**0.5),  # 0.01 x 100^0.25
        (0.01, 1.0, 0.5, 0.1),
        (1.0, 16.0, 0.75, 8.0),  # 16^0.75
    ],
)
def test_a_share_of_a_range_is_linear_or_in_magnitudes(low, high, share, value):
    assert parameter(low, high, high).at(share) == pytest.approx(value)


@pytest.mark.parametrize("name", REGISTER)
def test_ranges_begin_and_end_at_their_bounds(name):
    entry = REGISTER[name]
    assert entry.at(0.0) == pytest.approx(entry.low)
    assert entry.at(1.0) == pytest.approx(entry.high)
    assert entry.low < entry.at(0.3) < entry.at(0.7) < entry.high


@pytest.mark.parametrize("default", [0.09, 1.01])
def test_a_default_outside_its_range_is_refused(default):
    with pytest.raises(ValueError, match="rate: default"):
        parameter(default=default)


@pytest.mark.parametrize("default", [0.1, 1.0])
def test_a_default_on_a_bound_is_fine(default):
    assert parameter(default=default).default == default
