"""A mutant that is put in the place of a rules file in memory is seen by all who imported it."""

from types import FunctionType

from tools.mutation.replacing import rebind


def first():
    return 1


def second():
    return 2


def test_functions_are_replaced_under_whatever_name():
    importer = {"first": first, "alias": first, "other": second, "number": 1}
    rebind([importer], {"first": first}, {"first": second})
    assert importer == {"first": second, "alias": second, "other": second, "number": 1}


def test_constants_are_replaced_under_their_own_name_only():
    importer = {"MONTHS": 24, "YEARS": 24}
    rebind([importer], {"MONTHS": 24}, {"MONTHS": 25})
    assert importer == {"MONTHS": 25, "YEARS": 24}


def test_a_constant_of_the_same_name_and_another_value_is_not_the_same():
    importer = {"MONTHS": 12}
    rebind([importer], {"MONTHS": 24}, {"MONTHS": 25})
    assert importer == {"MONTHS": 12}


def test_functions_with_copied_names_see_it_too():
    def calls():
        return first()

    copied = FunctionType(calls.__code__, {"first": first}, "copied")
    rebind([copied.__globals__], {"first": first}, {"first": second})
    assert copied() == 2


def test_what_did_not_change_stays():
    importer = {"first": first}
    rebind([importer], {"first": first}, {"first": first})
    assert importer == {"first": first}
