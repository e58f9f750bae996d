"""The table holds every number once, says where it comes from, and runs nothing."""

import csv
import io

import numpy as np
import pytest

import simulation
from analysis.comparison import compare
from analysis.explorer.origins import origins
from analysis.explorer.question import InstrumentChange, Option, arms_of
from analysis.explorer.runs import run_arm
from analysis.explorer.tables import COLUMNS, as_text, csv_of, in_one_cell
from simulation import run_ensemble
from simulation.outcomes import MONTHLY, RUN

from .asked import MONTHS, asked, tiny


def written(question):
    arms = arms_of(question)
    runs = [run_arm(arm, question.seed, question.replications) for arm in arms.values()]
    text = csv_of(question, arms, runs)
    head = [line for line in text.splitlines() if line.startswith("#")]
    rows = [line for line in text.splitlines() if not line.startswith("#")]
    return head, list(csv.DictReader(io.StringIO("\n".join(rows)))), runs


def test_every_number_stands_once_and_is_that_of_the_comparison():
    head, rows, runs = written(asked(Option("up"), replications=9))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 2 * (len(MONTHLY) * MONTHS + len(RUN))
    found = {(row["arm"], row["outcome"], row["month"]): row for row in rows}
    assert len(found) == len(rows)
    comparison = compare(tiny(), run_ensemble(tiny(), 9, 1))
    for outcome in RUN:
        row = found["option-1", outcome.name, ""]
        level = comparison.level_of("up", outcome.name)
        assert (float(row["mean"]), float(row["low"]), float(row["high"])) == tuple(level)
        assert row["unit"] == outcome.unit
    reach = runs[0].monthly_of("reach")[:, 7]
    row = found["reference", "reach", "7"]
    assert float(row["mean"]) == pytest.approx(reach.mean())
    ends = [float(row["low"]), float(row["high"])]
    assert ends == pytest.approx(np.percentile(reach, (10, 90)))
    text = "\n".join(head)
    for part in (tiny().title, simulation.__version__, "seed 1", "9 replications", "luck alone"):
        assert part in text


def test_one_run_has_no_interval():
    _, rows, _ = written(asked(Option("up"), replications=1))
    assert {row["low"] for row in rows if not row["month"]} == {""}


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t=", "\r-", "\n@", "\u200b=", "\ufeff \u2060+", "\x00-",
              "\uff1d", "\uff0b", "\uff0d", "\uff20"],
)  # fmt: skip
def test_words_of_a_file_never_become_a_formula(start):
    assert as_text(f"{start}SUM(A1)") == f"'{start[-1]}SUM(A1)"
    scenario = tiny().model_copy(update={"title": f'x,{start}1+1; "=2"\n=3'})
    arm = scenario.arms["up"].model_copy(update={"label": f"{start}SUM(A1)"})
    scenario = scenario.model_copy(update={"arms": {**scenario.arms, "up": arm}})
    head, rows, _ = written(asked(Option("up"), scenario=scenario, replications=1))
    cells = [cell.strip(" \"'") for line in head for cell in line.replace(";", ",").split(",")]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert len(head) == 7
    assert {row["label"] for row in rows if row["arm"] == "option-1"} == {f"'{start[-1]}SUM(A1)"}


@pytest.mark.parametrize("label", ["Plan;=1+1", "Plan,\u200b+1", "Plan; ,'\uff1d1", 'Plan";"@1'])
def test_no_label_has_a_formula_in_a_second_cell(label):
    arm = tiny().arms["up"].model_copy(update={"label": label})
    scenario = tiny().model_copy(update={"arms": {**tiny().arms, "up": arm}})
    _, rows, _ = written(asked(Option("up"), scenario=scenario, replications=1))
    [found] = {row["label"] for row in rows if row["arm"] == "option-1"}
    for cell in found.replace(";", ",").split(","):
        assert not cell.strip(" \"'").startswith(("=", "+", "-", "@", "\uff1d"))


def test_the_table_says_how_to_make_it_again():
    changes = {"academy": InstrumentChange(start_month=2, intensity=0.5), "mentoring": None}
    question = asked(
        Option("up", {"grant_eur": 1e6}, changes), Option("out"), replications=1, world=3,
        assumptions={"base_trust": 0.4},
        events={"cut": {"kind": "funding_cut", "month": 4, "size": 0.5, "place": None}},
    )  # fmt: skip
    head, _, _ = written(question)
    assert head[1:7] == [
        "# reference: preset even / unchanged",
        "# option-1: preset up / grant_eur 1000000.0 / instrument academy on from month 2"
        " intensity 0.5 / instrument mentoring off",
        "# option-2: preset out / unchanged",
        "# event cut: kind funding_cut / month 4 / size 0.5",
        "# assumption base_trust: 0.4",
        "# plausible world: 3",
    ]
    assert list(origins(asked(Option("up"), events={"influx-2022": None})))[-1] == (
        "event influx-2022: does not happen"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a, b; c", "a, b; c"),
        ("a,=b", "a =b"),
        ("a;  '=b", "a =b"),
        ("a; ;=b", "a =b"),
        ('a\t"=b', 'a "=b'),
        ('a;";=b', "a =b"),
        ("a,,,@b", "a @b"),
        ("more -1", "more -1"),
    ],
)
def test_a_title_stays_in_one_cell(text, expected):
    assert in_one_cell(text) == expected
