"""What the page of limits says stands beside every result too, word for word."""

import html

from analysis.comparison import compare
from analysis.limits import PAGE, POINTER, SENTENCES
from analysis.odd import ROOT
from analysis.report import report
from analysis.verdict import verdict
from app.__main__ import main
from simulation import load_scenario, run_ensemble

LONGEST_LINE = 100
MOST_WORDS = 1000  # one page


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_page_is_one_page_and_holds_each_sentence():
    page = words((ROOT / PAGE).read_text("utf-8"))
    assert len(SENTENCES) >= 5
    assert [sentence for sentence in SENTENCES if sentence not in page] == []
    assert len(page.split()) <= MOST_WORDS


def test_every_report_holds_each_sentence_and_names_the_page():
    scenario = load_scenario("imprint")
    results = run_ensemble(scenario, 2)
    comparison = compare(scenario, results)
    judged = verdict(scenario, comparison, results)
    page = words(html.unescape(report(scenario, comparison, judged, [], {})))
    assert [sentence for sentence in SENTENCES if sentence not in page] == []
    assert PAGE in page


def test_commands_with_results_print_one_line_that_names_the_page(capsys):
    assert len(POINTER) <= LONGEST_LINE
    assert PAGE in POINTER
    for command in ("run", "compare"):
        assert main([command, "imprint", "--replications", "2"]) == 0
        printed = words(capsys.readouterr().out)
        assert printed.count(POINTER) == 1, command
