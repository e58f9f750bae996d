"""Whatever is sent, the answer is a code with what was wrong, and the server lives."""

import json
import socket
import time

import httpx
import pytest

from analysis.explorer.parts import MOST_OPTIONS, MOST_REPLICATIONS, Option, Question
from app.web import answers, limits, work
from app.web.bodies import body_of
from app.web.refusals import RefusedError
from simulation import load_scenario
from simulation.scenario import shipped_names

from .conftest import TINY, question, wait_for


def changed(**more):
    return {**question("imprint"), **more}


def option(**more):
    return [{"arm": "deep", "levers": {}, "instruments": {}, **more}]


def around(**more):
    return {"events": {}, "assumptions": {}, "world": 0, **more}


BAD = [
    (changed(seed=-1), "seed: got -1, expected a whole number from 0 to 4294967295."),
    (changed(seed=True), "seed: got true, expected a whole number"),
    (changed(seed=1.5), "seed: got 1.5, expected a whole number"),
    (changed(seed="1"), 'seed: got "1", expected a whole number'),
    (changed(seed=2**32), "seed: got 4294967296"),
    (changed(replications=0), "replications: got 0, expected a whole number from 1 to 1000."),
    (changed(replications=1001), "replications: got 1001"),
    (changed(options=[]), "options: got 0 entries, expected 1 or more."),
    (changed(options=option() * 5), "options: got 5 entries, expected at most 4 entries."),
    (changed(options="all"), 'options: got "all", expected a list'),
    (changed(options=[7]), "options.0: got 7, expected a mapping"),
    (changed(scenario=""), 'scenario: got "", expected words of 1 to 120 characters.'),
    (changed(scenario=None), "scenario: got"),
    (changed(reference="x" * 121), "reference: got"),
    (changed(options=option(lever={})), "options.0.lever: got an unknown key"),
    (changed(options=option(levers={"x": True})), "options.0.levers.x: got true, expected a num"),
    (changed(options=option(levers={"x": 1e300})), "options.0.levers.x: got 1e+300"),
    (changed(options=option(levers={"x": None})), "options.0.levers.x: got"),
    (
        changed(options=option(levers={f"x{at}": 1 for at in range(201)})),
        "options.0.levers: got more than 200 entries, expected at most 200 entries.",
    ),
    (changed(options=option(levers={"x" * 121: 1})), "expected a name of 1 to 120 characters"),
    (
        changed(options=option(instruments={"m": {"start_month": -1}})),
        "options.0.instruments.m.start_month: got -1, expected a whole number from 0 to 360",
    ),
    (changed(circumstances=around(world=-1)), "circumstances.world: got -1"),
    (changed(circumstances=around(events={"e": {}})), "circumstances.events.e.kind: got nothing"),
    (
        changed(circumstances=around(assumptions={"a": "high"})),
        'circumstances.assumptions.a: got "high", expected a number.',
    ),
    (changed(draft="yes"), 'draft: got "yes", expected true or false.'),
    ({"seed": 1}, "scenario: got nothing, expected words of 1 to 120 characters."),
]


@pytest.mark.parametrize(("sent", "expected"), BAD, ids=[text[:50] for _, text in BAD])
def test_a_bad_question_is_told_with_place_got_and_expected(client, sent, expected):
    said = client.post("/api/answer", json=sent)
    assert said.status_code == 422, said.text
    found = said.json()
    assert found["code"] == "bad_request"
    assert any(expected in problem["text"] for problem in found["problems"]), said.text
    assert {"place", "got", "expected", "nearest", "text", "line", "file"} == set(
        found["problems"][0]
    )


@pytest.mark.parametrize(
    ("path", "more", "expected"),
    [
        ("typical", {"at": 5}, "at: got 5, expected a whole number from 0 to 4."),
        ("typical", {}, "at: got nothing"),
        ("jobs", {"kind": "flipps", "outcome": "trust_final"}, "Did you mean flips?"),
        ("jobs", {"kind": "flips", "outcome": "trust_finall"}, "Did you mean trust_final?"),
        ("csv", {"draft": True}, "draft: got an unknown key"),
        ("scenario-file", {"sed": 1}, "sed: got an unknown key, expected one of scenario, seed"),
    ],
)
def test_every_address_checks_what_it_is_sent(client, path, more, expected):
    said = client.post(f"/api/{path}", json=changed(**more))
    assert said.status_code == 422
    assert expected in said.json()["problems"][0]["text"]


def test_all_mistakes_are_told_at_once_in_form_and_in_meaning(client, tiny):
    said = client.post("/api/answer", json=changed(seed=-1, replications=0, sed=3, options=[]))
    assert [p["place"] for p in said.json()["problems"]] == [
        "seed", "replications", "options", "sed",
    ]  # fmt: skip
    sent = question(tiny, reference="as-it-iss", options=option(levers={"trust": 1, "gap": 2}))
    told = " ".join(p["text"] for p in client.post("/api/answer", json=sent).json()["problems"])
    assert "Did you mean as-it-is?" in told
    assert "options.0.levers.trust: got" in told
    assert "options.0.levers.gap: got" in told


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"seed": NaN}', b"[" * 50_000,
        b'{"a":' * 20_000, b'{"seed": ' + b"9" * 5_000 + b"}",
    ],
)  # fmt: skip
def test_what_is_no_question_at_all_is_told_too(client, body):
    said = client.post("/api/answer", content=body)
    assert said.status_code == 422
    assert said.json()["problems"]
    assert len(said.content) < 5_000


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "true"])
def test_numbers_are_numbers(client, number):
    sent = json.dumps(changed(options=option(levers={"trust_start": 12345})))
    said = client.post("/api/answer", content=sent.replace("12345", number))
    assert said.status_code == 422
    assert "options.0.levers.trust_start: got" in said.json()["problems"][0]["text"]


def test_a_question_that_is_too_long_is_refused(client):
    said = client.post("/api/answer", content=b" " * (limits.QUESTION_BYTES + 1))
    assert said.status_code == 413
    assert said.json() == {
        "code": "too_large", "what": "bytes", "got": limits.QUESTION_BYTES + 1,
        "most": limits.QUESTION_BYTES,
    }  # fmt: skip


def test_more_work_than_one_question_may_be_is_refused(client, tiny, monkeypatch):
    one_run = 72 * (2 * 2 + 300 * (2 + 2))
    monkeypatch.setattr(work, "MOST_WORK", one_run * 2 * 12 - 1)
    said = client.post("/api/answer", json=question(tiny, seed=4))
    assert said.status_code == 413
    assert said.json()["got"] == said.json()["most"] + 1
    monkeypatch.setattr(work, "MOST_CELLS", 72)
    assert client.post("/api/csv", json=question(tiny)).json()["what"] == "months"


@pytest.mark.parametrize("name", shipped_names())
def test_shipped_scenarios_are_far_from_too_much_work(name):
    scenario = load_scenario(name)
    for arm in scenario.arms.values():
        assert work.work_of(arm) < work.MOST_RUN_WORK / 50
        assert len(arm.places) < work.MOST_PLACES / 10
        work.check_film(arm)
    reference = scenario.arms[scenario.reference].name
    options = tuple(Option(reference) for _ in range(MOST_OPTIONS))
    asked = Question(scenario, reference, options, replications=MOST_REPLICATIONS)
    assert len(work.checked_arms(asked)) == MOST_OPTIONS + 1


def test_a_scenario_of_which_one_run_is_too_much_is_not_taken(client, monkeypatch):
    one_run = 72 * (2 * 2 + 300 * (2 + 2))
    monkeypatch.setattr(work, "MOST_RUN_WORK", one_run)
    assert client.post("/api/upload", content=TINY).status_code == 200
    monkeypatch.setattr(work, "MOST_RUN_WORK", one_run - 1)
    said = client.post("/api/upload", content=TINY)
    assert (said.status_code, said.json()) == (
        413, {"code": "too_large", "what": "work", "got": one_run, "most": one_run - 1},
    )  # fmt: skip
    monkeypatch.setattr(work, "MOST_PLACES", 1)
    assert client.post("/api/upload", content=TINY).json()["what"] == "places"


def test_a_typical_run_that_is_too_much_to_hold_or_to_compute_is_refused(client, tiny, monkeypatch):
    asked = question(tiny, at=0, seed=41)
    monkeypatch.setattr(work, "MOST_FRAMES", 72 * 4 - 1)
    said = client.post("/api/typical", json=asked)
    assert (said.status_code, said.json()["what"], said.json()["got"]) == (413, "frames", 72 * 4)
    monkeypatch.setattr(work, "MOST_FRAMES", 72 * 4)
    film_work = 72 * (2 * 2 + 300 * (2 + 2)) * 73 // 2
    monkeypatch.setattr(work, "MOST_WORK", film_work - 1)
    said = client.post("/api/typical", json=asked)
    assert (said.status_code, said.json()["what"], said.json()["got"]) == (413, "work", film_work)
    monkeypatch.setattr(work, "MOST_WORK", film_work)
    assert client.post("/api/typical", json=asked).status_code == 200


def test_what_there_is_not_is_told_with_the_nearest_name(client):
    said = client.get("/api/scenarios/bureu")
    assert (said.status_code, said.json()) == (404, {"code": "not_found", "nearest": "bureau"})
    assert client.post("/api/answer", json=question("x" * 22)).json() == {"code": "gone"}
    assert client.get("/api/anser").json() == {"code": "not_found", "nearest": "answer"}
    for number in ("-1", "1000000", "x", "%00", "1.0", "٣", "0000000005", "00", "9" * 5_000):
        assert client.get(f"/api/worlds/{number}").status_code == 404
    assert client.get("/api/worlds/0").json()["world"] == 0
    for method in ("PUT", "GET", "PATCH"):
        said = client.request(method, "/api/answer")
        assert (said.status_code, said.json()["code"]) == (404, "not_found")


def test_scripts_in_names_come_back_as_data(client):
    evil = "<script>alert(1)</script>"
    text = TINY.replace("Tiny", evil).replace("Red Cross", f'"{evil}"')
    said = client.post("/api/upload", content=text, headers={"X-File-Name": evil})
    assert said.status_code == 200, said.text
    for response in (said, client.get(f"/api/scenarios/{said.json()['id']}")):
        assert response.headers["content-type"] == "application/json"
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.json()["title"] == evil
    bad = client.get(f"/api/scenarios/{evil}")
    assert bad.headers["content-type"] == "application/json"
    assert client.get(f"/{evil}").headers["content-type"].startswith("text/plain")


def test_a_fault_of_ours_is_a_code_and_one_line_and_the_server_lives(
    client, tiny, monkeypatch, capfd
):
    def broken(*_, **__):
        raise KeyError("what somebody asked")

    monkeypatch.setattr(answers, "run_arm", broken)
    said = client.post("/api/answer", json=question(tiny, seed=123456))
    assert (said.status_code, said.json()) == (500, {"code": "fault"})
    assert "content-security-policy" in said.headers
    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith("snowball app: KeyError in test_bounds.py:")
    assert "somebody" not in line
    monkeypatch.undo()
    assert client.post("/api/answer", json=question(tiny, seed=123456)).status_code == 200


def test_a_client_that_vanishes_stops_its_work(running, tiny, client, monkeypatch):
    begun = []
    really = answers.run_arm

    def slow(*rest, **more):
        begun.append(1)
        time.sleep(0.05)
        return really(*rest, **more)

    monkeypatch.setattr(answers, "run_arm", slow)
    monkeypatch.setattr(running.desk.pace, "part", lambda _: 16)
    body = json.dumps(question(tiny, seed=31, replications=1000)).encode()
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", running.port)) as one:
            head = f"POST /api/answer HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}"
            one.sendall(head.encode() + b"\r\n\r\n" + body)
            count = len(begun)
            wait_for(lambda: len(begun) > count)  # noqa: B023
    time.sleep(0.3)
    count = len(begun)
    assert count < 60
    time.sleep(0.2)
    assert len(begun) == count
    assert running.desk.engine.waiting == 0
    assert client.post("/api/answer", json=question(tiny, seed=32)).status_code == 200


def test_a_client_that_vanishes_while_sending_leaves_nothing(running, client):
    with socket.create_connection(("127.0.0.1", running.port)) as one:
        one.sendall(b"POST /api/upload HTTP/1.1\r\nHost: localhost\r\n")
        one.sendall(b"Content-Length: 9999\r\n\r\ntitle: T")
    assert client.get("/api/health").json() == {"state": "ready"}


def test_too_many_questions_are_told_to_come_back(running, tiny, client, monkeypatch):
    monkeypatch.setattr(running.desk.engine, "most_waiting", 0)
    said = client.post("/api/answer", json=question(tiny))
    assert (said.status_code, said.json()["code"]) == (503, "busy")
    assert said.headers["retry-after"] == str(limits.RETRY_SECONDS)


def test_a_long_body_is_not_held():
    import asyncio

    held = []

    class Sender:
        async def stream(self):
            for _ in range(10):
                yield bytes(1_000_000)
                held.append(1)

    with pytest.raises(RefusedError) as refused:
        asyncio.run(body_of(Sender(), 2_000_000))
    assert refused.value.body["got"] == 10_000_000
    with pytest.raises(RefusedError) as refused:
        asyncio.run(body_of(Sender(), 2_000_000 - 1))
    assert len(held) == 20


def test_an_upload_of_ten_megabytes_is_told_so(running):
    said = httpx.post(f"{running.address}/api/upload", content=b"x" * 10_000_000)
    assert (said.status_code, said.json()["code"]) == (413, "too_large")
    assert said.json()["most"] == 2_000_000
