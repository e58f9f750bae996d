"""Uploaded files: the errors of the command line, shipped parts alone, bounds, no listing."""

import asyncio
import threading
import time

import pytest

from app.web.reading import Reader, is_too_deep, read_scenario
from app.web.refusals import RefusedError
from app.web.shelf import Shelf
from simulation import ScenarioError, load_scenario
from simulation.scenario import load_text

from .conftest import ROOT, TINY, VALID, question, wait_for

INVALID = VALID.parent / "invalid"
BOMBS = {
    "list": "title: [" + "1," * 900_000 + "1]\n",
    "keys": "".join(f"key{at}: 1\n" for at in range(150_000)),
    "deep": "a: [b ', " + "[" * 500_000 + "']",
    "near": "parameters:\n" + "".join(f"  staff_pe{at}: 1\n" for at in range(90_000)),
}


def test_a_file_is_opened_and_answers_questions(client):
    said = client.post(
        "/api/upload", content=TINY.encode(), headers={"X-File-Name": "my%20plan.yaml"}
    ).json()
    assert (said["shipped"], said["title"], said["months"]) == (False, "Tiny", 72)
    assert len(said["id"]) == 22
    again = client.get(f"/api/scenarios/{said['id']}").json()
    assert again == said
    assert client.post("/api/answer", json=question(said["id"])).status_code == 200


@pytest.mark.parametrize(
    "name",
    ["many-mistakes", "alias-bomb", "unknown-key", "empty-file", "deep-nesting", "list-at-top"],
)
def test_bad_files_have_the_errors_of_the_command_line(client, name, tmp_path):
    path = tmp_path / "any.yaml"
    text = (INVALID / f"{name}.yaml").read_text("utf-8")
    path.write_text(text.replace("parts/world.yaml", "base.yaml"), "utf-8")
    with pytest.raises(ScenarioError) as wrong:
        load_scenario(path)
    expected = [str(problem).replace(str(path), "mine.yaml") for problem in wrong.value.problems]
    said = client.post(
        "/api/upload", content=path.read_bytes(), headers={"X-File-Name": "C:%5Cx%5Cmine.yaml"}
    )
    assert (said.status_code, said.json()["code"]) == (422, "bad_file")
    assert [problem["text"] for problem in said.json()["problems"]] == expected


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"title: \x00", b"- 1", b"%YAML 1.1\n---\na: 1"]
)
def test_what_is_no_scenario_is_told_so(client, content):
    said = client.post("/api/upload", content=content)
    assert said.json()["code"] == "bad_file"
    assert said.json()["problems"][0]["file"] == "uploaded file"


@pytest.mark.parametrize(
    "named",
    [
        "../../etc/passwd", "/etc/passwd", "../pyproject.toml", "places/../../pyproject.toml",
        str(VALID / "minimal.yaml"), "..", ".", "bricks", "//host/share/x.yaml", "README.md/..",
        "file:/etc/passwd", "..\\\\..\\\\win.ini",
        "bricks/../base.yaml", "../scenarios/base.yaml", str(ROOT / "scenarios" / "base.yaml"),
    ],
)  # fmt: skip
def test_an_uploaded_file_uses_shipped_parts_alone(client, named):
    text = (VALID / "minimal.yaml").read_text("utf-8") + f'extends: "{named}"\n'
    said = client.post("/api/upload", content=text)
    assert said.json()["code"] == "bad_file"
    (problem,) = said.json()["problems"]
    assert problem["got"].startswith("no file ")
    assert (problem["place"], problem["expected"]) == ("extends", "a shipped file")
    assert str(ROOT) not in said.text.replace(named, "")
    with pytest.raises(ScenarioError, match="no brick"):
        load_text(TINY.replace("scale-deep", f"'{named}'"), "mine")


def test_shipped_parts_are_found_and_near_names_are_told(client):
    text = "title: T\nquestion: Q?\nextends: {}\nreference: a\narms: {{a: {{}}}}\n"
    assert client.post("/api/upload", content=text.format("base.yaml")).status_code == 200
    said = client.post("/api/upload", content=text.format("base")).json()
    assert said["problems"][0]["nearest"] == "base.yaml"
    said = client.post("/api/upload", content=TINY.replace("scale-deep", "scale-dep")).json()
    assert said["problems"][0]["nearest"] == "scale-deep"


def test_problems_in_shipped_files_do_not_name_this_machine(client):
    text = "extends: bureau.yaml\nparameters: {horizon_months: 12}\n"
    said = client.post("/api/upload", content=text)
    assert said.json()["code"] == "bad_file"
    assert "bureau.yaml" in {problem["file"] for problem in said.json()["problems"]}
    assert str(ROOT) not in said.text


# What ends the thread may arrive while Python cleans up, which drops it; the next one ends it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", BOMBS)
def test_a_file_that_takes_too_long_is_ended(name):
    reader = Reader(seconds=0.4)
    with pytest.raises(RefusedError) as refused:
        asyncio.run(reader.read(BOMBS[name].encode(), "bomb"))
    assert refused.value.body["code"] == "bad_file"
    (problem,) = refused.value.body["problems"]
    assert problem["got"] == "a file that takes more than 0.4 seconds to read"
    wait_for(lambda: all(thread.name != "reader" for thread in threading.enumerate()))


def test_many_brackets_in_one_another_are_seen_before_they_are_read():
    """The command line says the same, later."""
    text = b"a: " + b"[\"]\", {'}': " * 50_000
    with pytest.raises(ScenarioError) as wrong:
        load_text(text[:20_000], "bomb")
    began = time.monotonic()
    with pytest.raises(ScenarioError) as seen:
        read_scenario(text, "bomb")
    assert time.monotonic() - began < 0.5
    assert seen.value.problems == wrong.value.problems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[" * 60, False), ("[" * 61, True), ("[{" * 30 + "[", True), ("[]{}" * 99, False),
        ("]" * 99 + "[" * 61, True), ("- '" + "[" * 99 + "'", False),
        ('- "' + '\\"[' * 99 + '"', False), ("the year's [" * 61 + "'", True),
        ("{the year's}\n" * 99, False), ('"' + "[" * 61, True), ("- '[''[''" + "]", False),
    ],
)  # fmt: skip
def test_how_deep_brackets_are(text, expected):
    assert is_too_deep(text.encode()) == expected


def test_files_are_read_one_after_the_other_and_few_wait():
    async def all_at_once():
        reader = Reader(most=2)
        return await asyncio.gather(
            *(reader.read(TINY.encode(), "x") for _ in range(4)), return_exceptions=True
        )

    found = asyncio.run(all_at_once())
    refused = [one for one in found if isinstance(one, RefusedError)]
    assert [one.body["code"] for one in refused] == ["busy", "busy"]
    assert [one.title for one in found if not isinstance(one, Exception)] == ["Tiny", "Tiny"]


def test_the_oldest_uploads_make_room_and_are_then_gone():
    shelf = Shelf(most=2)
    scenario = load_text(TINY, "x")
    first, second = shelf.keep(scenario, 100), shelf.keep(scenario, 100)
    shelf.find(first)
    third = shelf.keep(scenario, 100)
    assert shelf.find(first) is shelf.find(third)
    with pytest.raises(RefusedError) as refused:
        shelf.find(second)
    assert (refused.value.status, refused.value.body) == (404, {"code": "gone"})
    opened = shelf.open(scenario)
    for _ in range(3):
        shelf.keep(scenario, 100)
    assert shelf.find(opened) is scenario
    small = Shelf(most_bytes=1_000)
    with pytest.raises(RefusedError):
        small.find(small.keep(scenario, 100))


def test_uploads_are_listed_nowhere(client, tiny):
    seen = client.get("/api/meta").text + client.get("/api/health").text
    for path in ("/api/scenarios", "/api/scenarios/", "/api/upload", "/api/jobs"):
        said = client.get(path)
        assert said.status_code == 404
        seen += said.text
    near = client.get(f"/api/scenarios/{tiny[:-1]}")
    assert near.status_code == 404
    assert tiny not in seen + near.text
    assert "Tiny" not in seen + near.text
