"""Answers are those of the command line, and nothing is computed twice."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from analysis.comparison import compare
from analysis.explorer.frames import MONTHS_PER_STEP, drained
from analysis.explorer.parts import Option, Question
from analysis.explorer.runs import run_arm
from analysis.explorer.typical import typical_steps
from app.__main__ import main
from app.web import answers, api
from app.web.pace import Pace
from simulation import run_ensemble
from simulation.scenario import load_text

from .conftest import TINY, question


@pytest.fixture
def computed(monkeypatch):
    """The arms that are really run."""
    names = []
    really = answers.run_arm

    def counted(arm, *rest, **more):
        names.append(arm.name)
        return really(arm, *rest, **more)

    monkeypatch.setattr(answers, "run_arm", counted)
    return names


def test_numbers_are_those_of_the_command_that_compares(client, capsys):
    about = client.get("/api/scenarios/imprint").json()
    reference = about["reference"]
    other = next(arm["name"] for arm in about["arms"] if arm["name"] != reference)
    options = [{"arm": other, "levers": {}, "instruments": {}}]
    asked = question("imprint", seed=3, replications=20, reference=reference, options=options)
    found = client.post("/api/answer", json=asked).json()
    assert main(["compare", "imprint", "--replications", "20", "--seed", "3", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    rows = {row["outcome"]: row for row in told["differences"] if row["arm"] == other}
    mine = found["arms"][1]["differences"]
    assert len(mine) > 5
    for row in mine:
        same = {key: value for key, value in row.items() if key in rows[row["outcome"]]}
        assert same == {key: rows[row["outcome"]][key] for key in same}
        assert {"difference", "low", "high", "clear", "better", "superiority"} <= same.keys()
    for arm, name in zip(found["arms"], (reference, other), strict=True):
        for outcome, level in arm["levels"].items():
            expected = told["arms"][name]["outcomes"][outcome]
            assert level == {key: expected[key] for key in level}, outcome


def test_levels_are_means_of_the_same_runs(client, tiny):
    found = client.post("/api/answer", json=question(tiny, draft=False)).json()
    scenario = load_text(TINY, "tiny")
    levels = compare(scenario, run_ensemble(scenario, 12, 5)).levels
    assert found["replications"] == 12
    assert found["months"] == 72
    assert found["arms"][0]["differences"] is None
    for arm, name in zip(found["arms"], ("as-it-is", "deep"), strict=True):
        assert arm["levels"]["trust_final"]["mean"] == levels[name, "trust_final"].mean
        assert len(arm["bands"]["reach"]["mean"]) == 72


def test_undefined_numbers_are_null(client, tiny):
    found = client.post("/api/answer", json=question(tiny, replications=1, draft=False)).json()
    assert found["arms"][0]["levels"]["trust_final"]["low"] is None
    assert found["arms"][1]["differences"][0]["low"] is None


def test_only_what_changed_is_run(client, tiny, computed):
    asked = question(tiny, seed=77, draft=True)
    first = client.post("/api/answer", json=asked).json()
    assert computed == ["reference", "option-1"]
    again = client.post("/api/answer", json=asked).json()
    assert computed == ["reference", "option-1"]
    times = [one.pop("milliseconds") for one in (first, again)]
    assert first == again
    assert times[1]["engine"] < times[0]["engine"]
    asked["options"][0]["levers"] = {"contribution_share": 0.9}
    moved = client.post("/api/answer", json=asked)
    assert moved.status_code == 200
    assert computed == ["reference", "option-1", "option-1"]
    assert moved.json()["arms"][0] == first["arms"][0]


def test_drafts_are_quick_and_say_how_many_runs_they_have(client, running, monkeypatch):
    asked = question("imprint", replications=200, draft=True)
    about = client.get("/api/scenarios/imprint").json()
    asked["reference"] = about["reference"]
    asked["options"][0]["arm"] = about["reference"]
    monkeypatch.setattr(running.desk.pace, "_milliseconds", {"imprint": 1.4})
    about = client.get("/api/scenarios/imprint").json()
    assert (about["draft_replications"], about["heavy"]) == (80, True)
    found = client.post("/api/answer", json=asked).json()
    assert (found["replications"], found["draft"]) == (80, True)
    assert all(arm["differences"] is None for arm in found["arms"])
    asked["replications"] = 7
    assert client.post("/api/answer", json=asked).json()["replications"] == 7


def test_a_longer_question_goes_on_from_the_runs_that_are_there(client, tiny, monkeypatch):
    firsts = []
    really = answers.run_arm
    monkeypatch.setattr(
        answers,
        "run_arm",
        lambda *given, first: firsts.append(first) or really(*given, first=first),
    )
    for count in (24, 60, 30):
        asked = question(tiny, seed=78, replications=count, draft=False)
        found = client.post("/api/answer", json=asked).json()
        scenario = load_text(TINY, "tiny")
        levels = compare(scenario, run_ensemble(scenario, count, 78)).levels
        for arm, name in zip(found["arms"], ("as-it-is", "deep"), strict=True):
            assert {out: level["mean"] for out, level in arm["levels"].items()} == {
                out: levels[name, out].mean for out in arm["levels"]
            }
    assert set(firsts) == {0, 24}


def test_a_shorter_question_that_ends_later_drops_no_runs(running, tiny):
    arms, found = answers.Answers(running.desk.pace), {}
    scenario = load_text(TINY, "tiny")
    arm = scenario.arms["deep"]
    for count in (40, 24):
        asked = Question(scenario, "as-it-is", (Option("deep"),), replications=count)
        found[count] = arms._runs_of(asked, arm, "key", tiny)
        next(found[count])  # begun while nothing was held
    for count in (40, 24):
        assert drained(found[count]).replications == count
    assert arms._runs.get("key").replications == 40


def test_what_visitors_choose_says_nothing_about_how_fast_a_scenario_is(
    client, running, tiny, monkeypatch
):
    noted = []
    monkeypatch.setattr(running.desk.pace, "note", lambda *given: noted.append(given))
    asked = question(tiny, seed=81, replications=100, draft=False)
    for share in (0.0, 0.9):  # the reference is run once, the option twice
        asked["options"][0]["levers"] = {"contribution_share": share}
        assert client.post("/api/answer", json=asked).status_code == 200
        assert [name for name, _ in noted] == [tiny]


@pytest.mark.parametrize(("seconds", "counts"), [(0.0, [1, 1, 4, 16, 16, 16]), (0.03, [1, 1])])
def test_the_pace_is_measured_with_few_runs_that_grow_only_if_they_are_quick(
    seconds, counts, monkeypatch
):
    seen, pace = [], Pace()

    def run(arm, _seed, count):
        assert arm.name == "as-it-is"
        seen.append(count)
        time.sleep(seconds)

    monkeypatch.setattr(answers, "run_arm", run)
    steps = answers.Answers(pace).sample(load_text(TINY, "tiny"), "new")
    assert len(list(steps)) == len(counts) + 1
    assert seen == counts
    assert pace.knows("new")
    assert list(answers.Answers(pace).sample(load_text(TINY, "tiny"), "new")) == []


def test_a_typical_run_lets_others_have_their_turn_every_few_months():
    arm = load_text(TINY, "tiny").arms["deep"]
    pauses = list(typical_steps(arm, run_arm(arm, 5, 3), 5))
    assert len(pauses) == 72 // MONTHS_PER_STEP


def test_writing_a_scenario_file_keeps_no_question_waiting(client, running, tiny, monkeypatch):
    hold, began = threading.Event(), threading.Event()

    def slow(_):
        began.set()
        while not hold.wait(0.01):
            pass
        return "written"

    monkeypatch.setattr(api, "scenario_text", slow)
    with ThreadPoolExecutor() as pool:
        writing = pool.submit(client.post, "/api/scenario-file", json=question(tiny))
        assert began.wait(10)
        assert client.post("/api/answer", json=question(tiny, seed=82)).status_code == 200
        hold.set()
        assert writing.result(10).text == "written"
    hold.clear()
    monkeypatch.setattr(running.desk.writer, "seconds", 0.1)
    said = client.post("/api/scenario-file", json=question(tiny))
    assert (said.status_code, said.json()["what"]) == (413, "seconds")


def test_equal_contents_under_other_ids_share_what_was_run_and_nothing_else(client, computed):
    ids = [client.post("/api/upload", content=TINY).json()["id"] for _ in range(2)]
    del computed[:]
    first, second = (
        client.post("/api/answer", json=question(name, seed=99, draft=False)).json() for name in ids
    )
    assert computed == ["reference", "option-1"]
    assert first["arms"] == second["arms"]


def test_a_typical_run_can_be_watched(client, tiny):
    found = client.post("/api/typical", json=question(tiny, at=1))
    assert found.status_code == 200, found.text
    assert len(found.json()["served"]) == 2
    missing = client.post("/api/typical", json=question(tiny, at=2))
    assert missing.status_code == 422
    assert "at: got 2, expected a whole number from 0 to 1" in missing.json()["problems"][0]["text"]


def test_the_table_and_the_scenario_can_be_taken_away(client, tiny):
    table = client.post("/api/csv", json=question(tiny))
    assert table.status_code == 200, table.text
    assert table.headers["content-type"].startswith("text/csv")
    assert "reach" in table.text
    file = client.post("/api/scenario-file", json=question(tiny))
    assert file.headers["content-type"].startswith("application/yaml")
    scenario = load_text(file.text, "taken")
    assert list(scenario.arms) == ["reference", "option-1"]
    results = run_ensemble(scenario, 12, 5)
    told = client.post("/api/answer", json=question(tiny, draft=False)).json()
    for arm, runs in zip(told["arms"], results.run_of("trust_final"), strict=True):
        assert arm["levels"]["trust_final"]["mean"] == runs.mean()


def test_thirty_clients_at_once_are_all_answered(running, tiny):
    import asyncio

    async def ask_all():
        async with httpx.AsyncClient(base_url=running.address, timeout=60) as one:
            asked = [question(tiny, seed=1000 + at % 10, draft=True) for at in range(30)]
            return await asyncio.gather(*(one.post("/api/answer", json=q) for q in asked))

    found = asyncio.run(ask_all())
    assert [one.status_code for one in found] == [200] * 30
    assert [one.json()["seed"] for one in found] == [1000 + at % 10 for at in range(30)]
    assert len({one.text.split(',"milliseconds"')[0] for one in found}) == 10
