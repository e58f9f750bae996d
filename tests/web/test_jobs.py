"""Long questions: they go on while somebody asks, and give way to everything else."""

import time
from types import SimpleNamespace

import pytest

from app.web import jobs

from .conftest import question, wait_for

KINDS = ("worlds", "flips", "guesses")


@pytest.fixture
def endless(monkeypatch):
    """A job that never ends by itself; how many steps it took."""
    steps = []

    def doubt(_question, outcome):
        for at in range(100_000):
            steps.append(at)
            time.sleep(0.002)
            yield at, 100_000, {"outcome": outcome, "odd": float("nan"), "points": [at]}

    monkeypatch.setattr(jobs, "doubts", lambda: dict.fromkeys(KINDS, doubt))
    return steps


@pytest.fixture
def start(client, tiny):
    """Start a job; all are stopped at the end."""
    begun = []

    def begin(**more):
        sent = question(tiny, kind="worlds", outcome="trust_final", **more)
        said = client.post("/api/jobs", json=sent)
        if said.status_code == 200:
            begun.append(said.json()["id"])
        return said

    yield begin
    for key in begun:
        client.delete(f"/api/jobs/{key}")


def test_a_job_grows_until_it_is_stopped(client, start, endless):
    key = start().json()["id"]
    wait_for(lambda: client.get(f"/api/jobs/{key}").json()["done"] > 3)
    job = client.get(f"/api/jobs/{key}").json()
    assert (job["id"], job["kind"], job["state"], job["total"]) == (
        key,
        "worlds",
        "running",
        100_000,
    )
    assert job["result"] == {"outcome": "trust_final", "odd": None, "points": [job["done"]]}
    assert client.delete(f"/api/jobs/{key}").json()["state"] == "stopped"
    time.sleep(0.1)
    count = len(endless)
    time.sleep(0.1)
    assert len(endless) == count
    assert client.get(f"/api/jobs/{key}").json()["state"] == "stopped"


def test_questions_are_answered_while_jobs_run(client, start, endless, tiny):
    start()
    wait_for(lambda: len(endless) > 1)
    assert client.post("/api/answer", json=question(tiny, seed=500)).status_code == 200
    count = len(endless)
    wait_for(lambda: len(endless) > count)


@pytest.mark.usefixtures("endless")
def test_a_job_that_nobody_asks_about_stops(client, running, start, monkeypatch):
    monkeypatch.setattr(running.desk.jobs, "unasked_seconds", 0.2)
    key = start().json()["id"]
    for _ in range(4):
        time.sleep(0.1)
        assert client.get(f"/api/jobs/{key}").json()["state"] == "running"
    time.sleep(0.5)
    assert client.get(f"/api/jobs/{key}").json()["state"] == "stopped"


def test_a_stop_between_two_steps_is_never_lost(monkeypatch):
    """The last moment: the job looked whether it is wanted, and has not yet said that it runs."""
    told = [(at, 3, {}) for at in range(3)]
    monkeypatch.setattr(jobs, "doubts", lambda: {"worlds": lambda *_: iter(told)})
    monkeypatch.setattr(jobs, "checked_arms", lambda _: None)
    own = jobs.Jobs(SimpleNamespace(submit=lambda *_: None))
    job = own.start("worlds", None, "trust_final")
    really = own._stop_if_unasked

    def stopped_just_after(one):
        found = really(one)
        own.stop(one.id)
        return found

    steps = own._steps(job, None, "trust_final")
    assert next(steps, "ended") is None
    assert job.state == "running"
    monkeypatch.setattr(own, "_stop_if_unasked", stopped_just_after)
    assert next(steps, "ended") == "ended"
    assert job.state == "stopped"


@pytest.mark.usefixtures("endless")
def test_few_jobs_at_a_time(start, running):
    found = [start() for _ in range(running.desk.jobs.most + 1)]
    assert [one.status_code for one in found] == [200] * (len(found) - 1) + [503]
    assert found[-1].json()["code"] == "busy"


def test_a_job_that_fails_says_so_and_no_more(client, start, monkeypatch, capfd):
    def broken(*_):
        raise ZeroDivisionError("secret")
        yield

    monkeypatch.setattr(jobs, "doubts", lambda: {"worlds": broken})
    key = start().json()["id"]
    wait_for(lambda: client.get(f"/api/jobs/{key}").json()["state"] == "failed")
    assert "secret" not in client.get(f"/api/jobs/{key}").text + capfd.readouterr().err


def test_what_cannot_be_asked_is_told_before_a_job_begins(start, client):
    said = start(reference="nobody")
    assert (said.status_code, said.json()["code"]) == (422, "bad_request")
    assert client.get("/api/jobs/unknown").status_code == 404
    assert client.delete("/api/jobs/unknown").json()["code"] == "not_found"


def test_old_jobs_make_room(client, start, monkeypatch):
    monkeypatch.setattr(jobs, "JOBS_KEPT", 3)
    monkeypatch.setattr(jobs, "doubts", lambda: {"worlds": lambda *_: iter(())})
    keys = []
    for _ in range(5):
        keys.append(start().json()["id"])
        wait_for(lambda: client.get(f"/api/jobs/{keys[-1]}").json()["state"] == "done")
    states = [client.get(f"/api/jobs/{key}").status_code for key in keys]
    assert states[0] == 404
    assert states[-1] == 200


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_job_can_be_begun(client, tiny, kind):
    sent = question(tiny, kind=kind, outcome="trust_final", replications=2)
    key = client.post("/api/jobs", json=sent).json()["id"]
    wait_for(lambda: client.get(f"/api/jobs/{key}").json()["done"] > 0)
    job = client.delete(f"/api/jobs/{key}").json()
    assert job["state"] in ("stopped", "done")
    assert job["result"]["outcome"] == "trust_final"
