"""The register: every parameter with its unit, range, prior, meaning, sources and grade."""

import re
from typing import get_args

import pytest

from simulation.register import GROUPS, REGISTER, Parameter
from simulation.register.parameter import Grade, Role, Use
from simulation.register.prior import Prior
from simulation.register.sources import ASSUMPTION, CHOICE, Source

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
    return Parameter("rate", "1/month", default, low, high, "uncertainty", "m", ASSUMPTION)


def test_no_name_is_written_twice():
    assert sum(len(module.PARAMETERS) for module in GROUPS) == len(REGISTER) > 100
    assert all(name == entry.name for name, entry in REGISTER.items())


@pytest.mark.parametrize("name", REGISTER)
def test_every_parameter_says_what_it_is_and_how_well_it_is_known(name):
    entry = REGISTER[name]
    assert entry.unit.strip()
    assert isinstance(entry.source, Source)
    assert str(entry.source).strip()
    assert entry.meaning[0].isupper() or entry.meaning[0].isdigit()
    assert entry.meaning.endswith(".")
    assert entry.role in get_args(Role)
    assert entry.grade in get_args(Grade)
    assert entry.structure in get_args(Grade)
    assert entry.use in get_args(Use)
    assert entry.grade == "design" or entry.role != "lever"
    assert (entry.grade == "design") == (entry.structure == "design") == (entry.source == CHOICE)
    assert entry.role != "uncertainty" or entry.grade != "design"
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


@pytest.mark.parametrize("name", REGISTER)
def test_what_is_unknown_has_a_prior_over_its_range_and_nothing_else_has(name):
    entry = REGISTER[name]
    assert (entry.prior is not None) == (entry.role == "uncertainty")
    if entry.prior is not None:
        assert (entry.prior.low, entry.prior.high) == (entry.low, entry.high)
        assert (entry.prior.shape == "log-uniform") == entry.is_known_by_magnitude
        assert [entry.prior.at(u) for u in (0.0, 0.3, 1.0)] == [
            entry.at(u) for u in (0.0, 0.3, 1.0)
        ]


def test_a_prior_says_what_it_is():
    assert str(Prior.between(0.002, 0.05)) == "log-uniform from 0.002 to 0.05"
    assert str(Prior.between(0.0, 15_000)) == "uniform from 0 to 15000"


STRONG = ("meta-analysis", "several studies", "one study", "the report")


@pytest.mark.parametrize(
    "name", [name for name, entry in REGISTER.items() if entry.role != "lever"]
)
def test_every_number_has_a_source_with_year_and_place(name):
    for source in REGISTER[name].sources:
        assert source.name.strip()
        assert source.place.strip()
        assert 1900 < source.year < 2100


@pytest.mark.parametrize("name", REGISTER)
def test_what_was_not_seen_is_judgement_at_most(name):
    entry = REGISTER[name]
    if entry.source.known_from in ("memory", "nothing"):
        assert entry.grade not in STRONG
    if entry.sources[-1].known_from in ("memory", "nothing"):
        assert entry.structure not in STRONG


@pytest.mark.parametrize("name", REGISTER)
def test_a_number_is_as_strong_as_what_its_source_was_used_for(name):
    entry = REGISTER[name]
    assert (entry.use == "nothing") == (entry.source in (ASSUMPTION, CHOICE))
    if entry.use == "nothing" and entry.role != "lever" and entry.grade != "design":
        assert (entry.grade, entry.structure) == ("guess", "guess")
    if entry.use == "rule":  # a direction alone; the size is not in the source
        assert entry.grade in ("expert judgement", "guess")
        assert entry.structure != "guess"
    if entry.source not in (ASSUMPTION, CHOICE):
        assert entry.note
    if entry.use == "rule" and entry.grade == "expert judgement":
        assert "from memory" in entry.note
    if re.search(r"size( a month)? unknown|strength unknown", entry.note):
        assert entry.grade == "guess"


def test_what_is_remembered_says_so():
    remembered = Source("A & B", 1999, "theory", "something", "memory")
    assert str(remembered) == "A & B (from memory)"
    assert str(Source("A & B", 1999, "theory", "something", "abstract")) == "A & B"


@pytest.mark.parametrize("default", [0.09, 1.01])
def test_a_default_outside_its_range_is_refused(default):
    with pytest.raises(ValueError, match="rate: default"):
        parameter(default=default)


@pytest.mark.parametrize("default", [0.1, 1.0])
def test_a_default_on_a_bound_is_fine(default):
    assert parameter(default=default).default == default
