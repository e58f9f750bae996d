"""The page of words is fresh, explains everything once, and leads to code that is there."""

import re

import pytest

from analysis import glossary
from analysis.glossary_words import COMPARED, WORDS
from analysis.words import TERMS, VOCABULARIES
from simulation.channels import CHANNELS
from simulation.outcomes import MONTHLY, RUN
from simulation.register import REGISTER
from simulation.scenario.shape import EVENTS


@pytest.fixture(scope="module")
def page():
    return glossary.page()


def test_the_committed_page_is_fresh_else_run_python_m_analysis_glossary(page):
    assert (glossary.ROOT / glossary.PAGE).read_text("utf-8") == page


def test_writing_gives_the_page(page, tmp_path):
    glossary.main(tmp_path / "words.md")
    assert (tmp_path / "words.md").read_bytes() == page.encode()


def test_both_vocabularies_stand_beside_each_other_with_what_differs(page):
    assert [one.word for one in COMPARED] == [word for word, _, _ in VOCABULARIES]
    for (word, report, moore), one in zip(VOCABULARIES, COMPARED, strict=True):
        row = f"| **{word}** | {report} | {moore} | {one.differs} | {one.in_the_model} |"
        assert page.count(f"\n{row}\n") == 1


def test_every_name_that_a_vocabulary_leads_to_is_there(page):
    known = {*REGISTER, *CHANNELS, *(one.name for one in (*MONTHLY, *RUN))}
    for one in COMPARED:
        assert set(one.names) <= known, one.word
        assert any(name in REGISTER for name in one.names), one.word
    for link in re.findall(r"\]\(\.\./([^)]+)\)", page):
        assert (glossary.ROOT / link).is_file(), link


def test_a_word_is_explained_once_and_used_in_the_file_that_it_leads_to():
    words = [word for word, _, _ in WORDS]
    assert words == sorted(words, key=str.lower)
    assert not {word.lower() for word in words} & {word.lower() for word, _ in TERMS}
    for word, meaning, file in WORDS:
        assert len(meaning) > 10, word
        text = (glossary.ROOT / file).read_text("utf-8").lower().replace("_", " ")
        stem = re.split(r" \(|[ -]", word.lower())[0].removesuffix("y")
        assert stem in text, (word, file)


def test_every_term_outcome_channel_and_event_has_its_row(page):
    for word, meaning in TERMS:
        assert f"\n| {word} | {meaning} |\n" in page
    for one in (*MONTHLY, *RUN):
        assert f"\n| `{one.name}` | {one.meaning} | {one.unit} | {one.better} |\n" in page
    for name, meaning in (*CHANNELS.items(), *EVENTS.items()):
        assert f"\n| `{name}` | {meaning} |\n" in page


def test_tables_have_as_many_cells_in_every_row_as_in_their_head(page):
    for block in re.findall(r"(?:^\|.*\|\n)+", page, re.MULTILINE):
        assert len({line.count("|") for line in block.splitlines()}) == 1, block[:200]
