"""Record arrays: what each kind of agent remembers, and in which unit."""

import numpy as np
import pytest

from simulation import records
from simulation.channels import CHANNELS
from simulation.records import Column, World
from simulation.register import REGISTER

KINDS: dict[str, tuple[Column, ...]] = {
    name: getattr(records, name)
    for name in ("ORGANISATION", "SITE", "COMMUNITY", "POLICY_MAKER", "COALITION", "CLOCK",
                 "LEDGER", "CALENDAR", "EVENT", "PARAMETERS")
}  # fmt: skip
UNIT_OF_ENDING = {
    "_eur": ("EUR", "all money"), "_fte": ("FTE",), "_km": ("km",), "_month": ("month", "first "),
    "_fte_months": ("FTE-months",), "_eur_per_person": ("EUR",),
}  # fmt: skip
STATE = sorted(set(KINDS) - {"PARAMETERS"})  # units of parameters: see test_register.py


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_has_a_name_of_its_own_and_says_what_it_holds(kind):
    names = [name for name, _, _ in KINDS[kind]]
    assert len(set(names)) == len(names)
    for name, _, meaning in KINDS[kind]:
        assert meaning.strip(), name


@pytest.mark.parametrize("kind", STATE)
def test_units_in_names_are_those_of_the_columns(kind):
    for name, _, meaning in KINDS[kind]:
        for ending, units in UNIT_OF_ENDING.items():
            if name.endswith(ending):
                assert meaning.startswith(units), f"{name}: {meaning}"


def test_money_is_written_in_euros_by_name():
    """A column whose meaning begins with EUR says so in its name."""
    for kind in STATE:
        for name, _, meaning in KINDS[kind]:
            if meaning.startswith("EUR"):
                assert "eur" in name.split("_"), f"{kind}.{name}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_holds_zeros_of_the_declared_types(kind):
    table = records.table(KINDS[kind], 3)
    assert table.shape == (3,)
    for name, declared, _ in KINDS[kind]:
        assert table.dtype[name] == np.dtype(declared)
        assert not table[name].any()


def test_rows_are_written_through_to_the_table():
    table = records.table(records.SITE, 2)
    table[1].fit = 0.7
    assert table.fit.tolist() == [0.0, 0.7]


@pytest.mark.parametrize("name", ["size", "copy", "itemsize", "pprint", "round"])
def test_names_that_numpy_uses_for_itself_are_refused(name):
    """Such a name would be a method in plain Python and a column when compiled."""
    with pytest.raises(ValueError, match=name):
        records.table(((name, np.float64, "people"),), 1)


def test_the_ledger_has_every_source_and_every_use_once():
    names = [name for name, _, _ in records.LEDGER]
    assert names == [*records.SOURCES, *records.USES]
    assert len(set(names)) == len(names)


def test_the_calendar_has_every_scheduled_lever_and_every_channel():
    scheduled = [name for name, lever in REGISTER.items() if lever.scheduled]
    names = [name for name, _, _ in records.CALENDAR]
    assert names == [*scheduled, *CHANNELS, "instruments_eur", "instruments_fte"]


def test_parameters_are_those_of_the_register():
    assert [(name, unit) for name, _, unit in records.PARAMETERS] == [
        (name, parameter.unit) for name, parameter in REGISTER.items()
    ]


def test_numbered_words_differ():
    assert len({records.STAFF, records.PREMISES, records.MONEY, records.KNOW_HOW,
                records.DEMAND}) == 5  # fmt: skip
    assert len({records.INFLUX, records.FUNDING_CUT, records.ELECTION, records.PREMISES_LOSS}) == 4
    assert records.NOBODY < 0  # no row has this index


def test_what_is_given_comes_first_in_a_world():
    given = World._fields[: records.GIVEN_FIELDS]
    assert given == ("parameters", "calendar", "events", "neighbours", "directory")
