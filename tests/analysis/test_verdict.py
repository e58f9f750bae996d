"""The verdict never says more than the numbers, and says it in sentences."""

import re
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from analysis import verdict as verdicts
from analysis import words
from analysis.comparison import Comparison, compare
from analysis.money import money_of, money_sentences
from analysis.verdict import TONE, findings, sentences, size, spoken, verdict
from analysis.words import MAIN, NOT_CLEAR
from simulation import load_scenario, run_ensemble
from simulation.outcomes import RUN
from tests.analysis.test_comparison import BEFORE, planted

MINUS = "\u2212"
NOISE = 30.0 * np.cos(np.arange(40) * 2.4)  # sums to nothing
LEVELS = (
    "With “Base” 319 of 4,400 people in need are served in the last month, and 55 % of the service"
    " of its best year with funding is left three years after the funding."
)
SHIPPED = (
    "strategies", "involvement-timing", "pooled-or-one-off", "imprint", "bureau", "bulgaria",
)  # fmt: skip


def verdict_on(replications=40, **given):
    scenario, results = planted(replications, **given)
    return verdict(scenario, compare(scenario, results), results)


def row_of(outcome, change, **others):
    scenario, results = planted(arm={outcome: change, **others})
    return compare(scenario, results).of("arm", outcome)


def everything(found):
    return (found.headline, *found.sentences, *found.warnings, *found.money)


def test_a_clear_gain_is_better_with_its_size_and_interval():
    found = verdict_on(arm={"impact_total": 100.0})
    assert found.headline == (
        f"In this model, compared with “Base”: more impact with “Arm” (10.0 %). {LEVELS}"
    )
    assert found.sentences[0].startswith("“Arm” does better than “Base”: ")
    assert re.search(r"10\.?\d* % more impact \([\d.]+ to [\d.]+ %\)", found.sentences[0])
    assert not any("does worse" in text for text in found.sentences)
    assert found.sentences[-1] == TONE


def test_a_finding_holds_its_phrases_apart_whatever_a_label_or_phrase_holds():
    scenario, results = planted(
        arm={"impact_total": 100.0, "trust_final": 0.1, "programmes_final": -2.0}
    )
    compared = compare(scenario, results)
    better, worse, unclear = findings(compared, ("base", "arm"))
    assert (better.arm, better.judgement) == ("arm", "better")
    assert better.phrases == tuple(
        spoken(compared.of("arm", name)) for name in ("impact_total", "trust_final")
    )
    assert worse.phrases == (spoken(compared.of("arm", "programmes_final")),)
    assert unclear.judgement == "unclear"
    assert len(unclear.phrases) == len(MAIN) - 3
    labels = {"base": "C: d; {arm} than e: f", "arm": "A, b; {reference}"}
    said = list(sentences(compared, labels))
    assert said[0] == (
        "“A, b; {reference}” does better than “C: d; {arm} than e: f”:"
        f" {better.phrases[0]}; {better.phrases[1]}."
    )
    assert said[2].startswith(
        f"“A, b; {{reference}}” shows {NOT_CLEAR} from “C: d; {{arm}} than e: f” in what still"
    )
    assert said[2].endswith(f"{unclear.phrases[-2]} and {unclear.phrases[-1]}.")


def test_a_clear_loss_is_worse_without_a_minus_sign():
    found = verdict_on(arm={"impact_total": -100.0})
    assert found.headline == (
        f"In this model, compared with “Base”: less impact with “Arm” (10.0 %). {LEVELS}"
    )
    assert "10.0 % less impact (" in found.sentences[0]
    assert MINUS not in found.sentences[0]
    assert not any("does better" in text for text in found.sentences)


def test_noise_is_no_difference_and_gets_no_direction():
    found = verdict_on(arm={"impact_total": NOISE})
    assert found.headline == (
        f"In this model, compared with “Base”: no clear difference in impact with “Arm”. {LEVELS}"
    )
    (unclear,) = found.sentences[:-1]
    assert re.search(rf"impact \({MINUS}[\d.]+ to \+[\d.]+ %\)", unclear)
    assert "trust (the same in every run)" in unclear
    assert not re.search(r"\b(more|less|better|worse|higher|lower|fewer)\b", unclear)


@pytest.mark.parametrize("outcome", MAIN)
@pytest.mark.parametrize("way", [1.0, -1.0])
def test_every_main_outcome_is_filed_under_what_people_want_with_the_right_word(outcome, way):
    wanted = {o.name: o.better for o in RUN}[outcome]
    found = verdict_on(arm={outcome: way * 0.2 * BEFORE.get(outcome, 1.0)})
    good = (way > 0) == (wanted == "higher")
    (said,) = [text for text in found.sentences if "the same in every run" not in text][:-1]
    assert ("does better" if good else "does worse") in said
    up, down = ("more", "higher"), ("less", "lower", "fewer")
    expected, forbidden = (up, down) if way > 0 else (down, up)
    assert re.search(rf"\b({'|'.join(expected)})\b", said)
    assert not re.search(rf"\b({'|'.join(forbidden)})\b", said)


def test_shares_are_told_as_levels_and_percentage_points_never_as_percent_of_percent():
    row = row_of("sustainability_36", 0.1)
    text = spoken(row)
    assert text.startswith(
        f"{100 * row.mean:.1f} % instead of {100 * row.reference_mean:.1f} % of the service of its"
        " best year with funding still runs three years after the funding ("
    )
    assert re.search(r"\((9\.\d|10\.0) to 10\.\d percentage points more\)$", text)
    assert size(row) == "10.0 percentage points"


def test_indices_are_told_on_their_scale():
    text = spoken(row_of("trust_final", -0.1))
    assert re.match(r"trust is 0\.4\d+ instead of 0\.5\d+ on a scale from 0 to 1 \(", text)
    assert re.search(r"\(0\.09\d+ to 0\.10\d+ less\)$", text)
    assert "%" not in text


def test_counts_are_told_as_counts():
    assert re.match(
        r"2\.0\d* fewer places with a programme on average \(",
        spoken(row_of("programmes_final", -2.0)),
    )


@pytest.mark.parametrize("before", [0.0, 1.0])
def test_percent_of_nothing_or_nearly_nothing_is_never_told(before):
    row = replace(row_of("impact_total", 100.0), reference_mean=before, mean=before + 100.0)
    text = spoken(row)
    assert "%" not in text
    assert re.match(r"100\.?\d* person-months more impact \([\d.]+ to [\d.]+ person-months\)", text)


def test_no_difference_from_nothing_is_told_without_percent():
    row = replace(row_of("impact_total", 100.0), reference_mean=0.0, low=0.0, high=0.0)
    assert verdicts.scaled(row, 0.0, 0.0, 0.0) == (0.0, 0.0, 0.0, "person-months")
    assert verdicts.bounds(row) == "0 person-months"


def test_an_interval_that_ends_at_zero_is_not_the_same_in_every_run():
    row = replace(row_of("programmes_final", NOISE), low=0.0, high=0.04, clear=False)
    assert spoken(row) == "places with a programme (0.00 to +0.04)"


def test_percents_up_to_a_quadrupling_are_told():
    assert size(replace(row_of("impact_total", 100.0), reference_mean=34.5)).endswith("%")
    assert size(replace(row_of("impact_total", 100.0), reference_mean=30.0)).endswith("months")


@pytest.mark.parametrize(
    ("low", "value", "high", "text"),
    [
        (3.0, 5.0, 7.0, "slightly more impact, 0.5 % (0.3 to 0.7 %)"),
        (-7.0, -5.0, -3.0, "slightly less impact, 0.5 % (0.3 to 0.7 %)"),
        (8.0, 10.0, 12.0, "1.0 % more impact (0.8 to 1.2 %)"),
        (120.0, 140.0, 160.0, "14 % more impact (12 to 16 %)"),
        (3.0, 23.0, 43.0, "2.3 % more impact (0.3 to 4.3 %)"),
        (0.0001, 1.0, 2.0, "slightly more impact, 0.10 % (just over 0 to 0.2 %)"),
    ],
)
def test_sizes_keep_the_digits_that_matter(low, value, high, text):
    row = row_of("impact_total", 100.0)
    row = replace(row, reference_mean=1_000.0, difference=value, low=low, high=high)
    assert spoken(row).replace("0.1000", "0.10").replace("0.2000", "0.2") == text


@pytest.mark.parametrize("outcome", MAIN)
def test_a_clear_difference_never_reads_as_zero_however_small(outcome):
    row = row_of(outcome, 1.0)
    for tiny in (1e-3, 1e-5, 1e-9):
        row = replace(row, low=tiny / 2, difference=tiny, high=2 * tiny)
        ends = re.search(r"\(([^()]*)\)$", spoken(row)).group(1)
        assert not re.match(r"0(\.0*)? to", ends), ends
        assert not re.search(r"to 0(\.0*)?( |$)", ends), ends


def test_unclear_intervals_show_both_signs_and_the_unit_once():
    row = replace(row_of("sustainability_12", NOISE / 1e3), low=-0.01234, high=0.00004, clear=False)
    assert spoken(row) == (
        f"what still runs a year after the funding ({MINUS}1.2 to 0.0 percentage points)"
    )


def test_signed_intervals_that_exclude_zero_do_not_reach_it_in_print():
    row = replace(row_of("trust_final", 0.1), low=0.00021, high=0.0014)
    assert verdicts.bounds(row) == "+0.0002 to +0.0014"
    assert verdicts.bounds(replace(row, low=-0.00021)) == "0.000 to +0.001"


def test_a_file_with_one_arm_compares_nothing():
    found = verdict_on()
    assert found.headline == f"There is nothing to compare with “Base”. {LEVELS}"
    assert found.sentences == (TONE,)
    assert found.warnings == ()
    assert not re.search(r"\b(arms|same|differ)", " ".join(found.money))


@pytest.mark.parametrize("others", [{}, {"arm": {}}])
def test_money_is_called_the_same_only_where_there_are_arms_to_compare(others):
    scenario, results = planted(**others)
    found = verdict(scenario, compare(scenario, results), results)
    (base, *_) = money_of(results)
    sums = words.euros(base.spent_eur)
    alone = f"“Base” spent {sums} of public money for scaling."
    equal = f"All arms spent the same public money for scaling (to within 0.5 %): {sums}."
    assert base.spent_eur > 0
    assert found.money[0] == (equal if others else alone)
    told = money_sentences(money_of(results), {"base": "Base", "arm": "Arm"})
    assert found.money[1:] == told[1:]
    assert found.money[-1].startswith("Arm: " if others else "Base: ")


@pytest.mark.parametrize(("replications", "warned"), [(2, True), (29, True), (30, False)])
def test_few_replications_are_a_warning(replications, warned):
    found = verdict_on(replications, arm={"impact_total": 100.0})
    assert any(f"Only {replications} replications" in text for text in found.warnings) is warned


def test_one_replication_claims_nothing_and_says_so_once():
    found = verdict_on(1, arm={"impact_total": 900.0})
    assert found.warnings == (
        "A single replication cannot tell a difference from luck; use at least 30.",
    )
    assert " no clear difference in impact with “Arm”. With “Base”" in found.headline
    assert "impact (interval not known)" in found.sentences[0]


def test_what_luck_hides_is_a_warning_with_the_replications_that_would_tell():
    change = 80.0 + 20.0 * NOISE
    (warning,) = verdict_on(arm={"impact_total": change}).warnings
    found = re.fullmatch(
        r"Luck hides any difference between “Arm” and “Base” in impact \(about (\d+) replications"
        r" would probably tell\)\.", warning
    )  # fmt: skip
    assert int(found.group(1)) == pytest.approx(
        min(7.85 * (change.std(ddof=1) / change.mean()) ** 2,
            3.84 * (change.std(ddof=1) / 50.0) ** 2), rel=0.1
    )  # fmt: skip


def test_what_is_hopeless_or_unknown_is_not_promised():
    assert verdicts.would_tell(200_000) == "even 100,000 replications would hardly tell"
    assert verdicts.would_tell(None) == "how many replications would tell is not known"
    assert verdicts.would_tell(784) == "about 780 replications would probably tell"


def test_arms_that_agree_in_every_run_do_not_ask_for_more_replications():
    assert verdict_on(arm={}).warnings == ()
    assert len(verdict_on(5, arm={}).warnings) == 1  # that five are few


def test_luck_hides_nothing_that_is_clear_even_if_another_study_might_miss_it():
    change = 80.0 + 10.0 * NOISE
    row = row_of("impact_total", change)
    assert row.clear
    assert row.enough_replications > row.replications
    assert verdict_on(arm={"impact_total": change}).warnings == ()


def test_narrow_intervals_around_zero_do_not_ask_for_more_replications():
    row = row_of("impact_total", NOISE)
    assert not row.clear
    assert not verdicts.needs_more(row)
    assert verdicts.needs_more(replace(row, enough_replications=41))
    assert verdicts.needs_more(replace(row, enough_replications=None))


@pytest.mark.parametrize(
    ("outcome", "residual", "what"),
    [("ledger_residual_eur", 0.02, "money"), ("people_residual", -0.02, "people"),
     ("people_residual", np.nan, "people")],
)  # fmt: skip
def test_books_that_do_not_close_forbid_the_use_of_the_results(outcome, residual, what):
    change = np.zeros(40)
    change[17] = residual
    (warning,) = verdict_on(arm={outcome: change}).warnings
    assert warning.startswith(f"The books of {what} do not close: the largest residual is ")
    assert warning.endswith("Do not use these results.")
    assert not list(verdict_on(arm={outcome: np.full(40, 1e-9)}).warnings)


def test_unequal_money_is_warned_of_and_told():
    found = verdict_on(arm={"impact_total": 100.0, "funding_eur": -300_000.0})
    assert "did not spend the same public money" in found.warnings[0]
    assert found.money[0] == "The arms did not spend the same public money for scaling."


@pytest.mark.parametrize(
    ("horizon", "said"),
    [(72, ""), (71, "35 months after the funding. Where this speaks of what still runs three"),
     (37, "1 month after the funding. Where this speaks of what still runs a year after the"
      " funding and what still runs three years after the funding, it means"),
     (30, "0 months after the funding.")],
)  # fmt: skip
def test_a_run_that_ends_early_says_that_its_last_months_stand_in(horizon, said):
    given = {"horizon_months": float(horizon), "funding_months": 36.0}
    warnings = verdict_on(parameters=given, arm={"impact_total": 100.0}).warnings
    assert len(warnings) == bool(said)
    assert said in "".join(warnings)


def assert_well_formed(text):
    assert re.match(r"[A-Z“]", text), text
    assert text.endswith("."), text
    assert not re.search(r"  |\(\)|\( | \)|\.\.|;\.|,\.| ;| \.|\bnan\b|\binf\b|None|[{}]", text), (
        text
    )
    assert text.count("(") == text.count(")"), text
    assert text.count("“") == text.count("”"), text
    assert "-" not in re.sub(r"[A-Za-z0]-[A-Za-z1]", "", text), text
    assert not re.search(r"[+\u2212]0(\.0+)?\b(?!\.?\d)", text), text


def test_every_combination_of_judgements_makes_well_formed_sentences():
    changes = {name: 0.2 * BEFORE.get(name, 1.0) for name in MAIN}
    scenario, results = planted(
        up=changes,
        down={name: -change for name, change in changes.items()},
        noise={name: change * NOISE / 100.0 for name, change in changes.items()},
    )
    found = compare(scenario, results)
    kinds = {way: [found.of(way, name) for name in MAIN] for way in ("up", "down", "noise")}
    assert all(row.clear for row in (*kinds["up"], *kinds["down"]))
    assert not any(row.clear for row in kinds["noise"])
    for choice in product(kinds, repeat=len(MAIN)):
        rows = tuple(replace(kinds[way][at], arm="up") for at, way in enumerate(choice))
        one = Comparison("base", 40, rows, {})
        said = list(sentences(one, {"base": "Base", "up": "Up"}))
        for text in said:
            assert_well_formed(text)
            assert "“Up”" in text
            assert "“Base”" in text
        whole = " ".join(said)
        for row in rows:
            assert spoken(row) in whole
        assert whole.count(NOT_CLEAR) == any(not row.clear for row in rows)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_sentence_on_the_shipped_scenarios_is_well_formed(name):
    scenario = load_scenario(name)
    results = run_ensemble(scenario, 30)
    comparison = compare(scenario, results)
    found = verdict(scenario, comparison, results)
    for text in everything(found):
        assert_well_formed(text)
    assert not any("books of" in text for text in found.warnings)
    assert not any("did not spend" in text for text in found.warnings)
    for arm in scenario.arms.values():
        if arm.name != scenario.reference:
            assert f"“{arm.label}”" in found.headline
