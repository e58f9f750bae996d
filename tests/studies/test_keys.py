"""The page on studies lists every key that the checks know, and no other."""

from pathlib import Path

from analysis.studies.keys import PAGE, all_keys, with_table
from analysis.studies.shape import StudyText
from simulation import REGISTER

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_holds_the_tables_as_they_are_now():
    """If not: python -m analysis.studies.keys."""
    page = (ROOT / PAGE).read_text("utf-8")
    assert with_table(page) == page


def test_every_key_is_told_once_with_its_meaning():
    keys = all_keys()
    places = [(key.place, key.name) for key in keys]
    assert len(places) == len(set(places))
    assert {key.name for key in keys if not key.place} == set(StudyText.model_fields)
    assert all(key.meaning for key in keys)
    assert not any(list(REGISTER)[3] in key.takes for key in keys)
