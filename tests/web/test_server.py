"""Who may ask, what stands on every answer, and that files beside the page stay where they are."""

import http.client
import json
from types import SimpleNamespace

import httpx
import pytest

from app.web.guards import HEADERS, LOOPBACK_NAMES, POLICY, Guard
from app.web.pages import NOT_BUILT, Pages

from .conftest import Running, question

PATHS = [
    ("GET", "/"), ("HEAD", "/"), ("GET", "/icon.svg"), ("GET", "/assets/index-abc.js"),
    ("GET", "/nothing"), ("POST", "/"), ("GET", "/api"), ("GET", "/api/"), ("GET", "/api/nothing"),
    ("GET", "/api/health"), ("GET", "/api/meta"), ("GET", "/api/scenarios/imprint"),
    ("GET", "/api/scenarios/nothing"), ("POST", "/api/answer"), ("POST", "/api/typical"),
    ("POST", "/api/csv"), ("POST", "/api/scenario-file"), ("POST", "/api/upload"),
    ("POST", "/api/jobs"), ("GET", "/api/jobs/x"), ("DELETE", "/api/jobs/x"),
    ("GET", "/api/worlds/0"), ("OPTIONS", "/api/answer"), ("GET", "/docs"), ("GET", "/redoc"),
    ("GET", "/openapi.json"), ("TRACE", "/"), ("HEAD", "/api/meta"), ("POST", "/api"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_every_answer_has_the_headers_that_keep_others_out(client, method, path):
    said = client.request(method, path)
    assert said.headers.items() >= {name.lower(): text for name, text in HEADERS.items()}.items()
    assert said.headers["cache-control"] if said.is_success else said.status_code >= 400
    if path.startswith("/api") and method != "HEAD":
        assert said.headers["content-type"] == "application/json"
        assert said.is_success or said.json()["code"]


def test_the_policy_allows_nothing_from_outside_and_nothing_inline():
    rules = dict(rule.split(" ", 1) for rule in POLICY.split("; "))
    assert rules["default-src"] == rules["script-src"] == rules["style-src"] == "'self'"
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert rules["frame-ancestors"] == rules["object-src"] == "'none'"


def test_the_page_is_asked_for_again_and_its_assets_never(client):
    index = client.get("/")
    assert "<title>Snowball" in index.text
    assert index.headers["content-type"].startswith("text/html")
    assert index.headers["cache-control"] == "no-cache"
    assert index.headers["content-encoding"] == "gzip"
    asset = client.get("/assets/index-abc.js")
    assert asset.headers["content-type"].startswith("text/javascript")
    assert "immutable" in asset.headers["cache-control"]
    plain = client.get("/assets/index-abc.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == asset.content
    assert client.get("/icon.svg").headers["content-type"].startswith("image/svg+xml")


def test_answers_are_squeezed_and_kept_by_nobody(client, tiny):
    said = client.post("/api/answer", json=question(tiny))
    assert said.headers["content-encoding"] == "gzip"
    assert said.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt", "/assets/..%5c..%5csecret.txt",
        "/%252e%252e/secret.txt", "//etc/passwd", "/%2fetc/passwd", "/assets", "/assets/",
        "/index.html/", "/%00", "/.",
        "/ASSETS/index-abc.js", "/assets//index-abc.js", "/secret.txt",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_page(running, path):
    asked = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
    asked.request("GET", path)  # sent as it stands here
    said = asked.getresponse()
    assert said.status == 404
    assert said.getheader("content-type").startswith("text/plain")
    assert b"secret" not in said.read()
    asked.close()


def send(client, host, origin=None, method="POST", path="/api/answer"):
    headers = {"Host": host} | ({} if origin is None else {"Origin": origin})
    return client.request(method, path, headers=headers, content=b"{}").status_code


def test_other_names_of_this_machine_are_not_answered_to(running, client):
    port = running.port
    for host in (f"localhost:{port}", f"127.0.0.1:{port}", f"[::1]:{port}", "LOCALHOST", "[::1]"):
        assert send(client, host, method="GET", path="/") == 200
    for host in ("evil.example", f"evil.example:{port}", "localhost.evil.example", "127.0.0.2",
                 "127.0.0.1.evil.example", "localhost@evil.example", "evil@localhost",
                 "localhost/x", "localhost?", "localhost:80:80", "", "[", "[::1"):  # fmt: skip
        assert send(client, host, method="GET", path="/api/meta") in (400, 403), host


def test_pages_of_other_sites_can_send_nothing(running, client):
    host = f"127.0.0.1:{running.port}"
    assert send(client, host, f"http://{host}") == 422
    assert send(client, host) == 422
    others = (
        "http://evil.example", f"http://localhost:{running.port}", "http://127.0.0.1:1",
        f"http://{host}.evil.example", "null", "", "http://[", "file://",
    )  # fmt: skip
    for origin in others:
        assert send(client, host, origin) == 403, origin
        assert send(client, host, origin, "DELETE", "/api/jobs/x") == 403
        assert send(client, host, origin, "PUT", "/api/jobs/x") == 403
    assert send(client, host, "http://evil.example", "GET", "/") == 200


def test_in_a_network_any_name_is_answered_to_but_other_sites_are_not(static):
    with Running(static, "0.0.0.0") as server, httpx.Client(base_url=server.address) as client:
        assert send(client, "laptop.local:80", method="GET", path="/") == 200
        assert send(client, "laptop.local:80", "http://laptop.local:80") == 422
        assert send(client, "laptop.local:80", "http://evil.example") == 403


def test_looking_without_reading_finds_the_same(client):
    for path in ("/api/health", "/api/scenarios/imprint", "/api/worlds/0", "/"):
        said = client.head(path)
        assert (said.status_code, said.content) == (200, b""), path
    for path in ("/api/answer", "/api/upload", "/api/nothing", "/api"):
        assert client.head(path).status_code == 404


def test_a_page_that_was_not_built_says_how(tmp_path):
    asked = SimpleNamespace(headers={}, url=SimpleNamespace(path="/"))
    said = Pages(tmp_path / "nowhere").respond(asked)
    assert (said.status_code, said.body.decode()) == (503, NOT_BUILT)


def test_the_page_gets_what_it_needs_before_the_first_question(client):
    meta = client.get("/api/meta").json()
    assert [one["id"] for one in meta["scenarios"]][:2] == ["bulgaria", "bureau"]
    assert meta["replications"]["full"] == 200
    assert meta["replications"]["draft"] <= 200
    assert (meta["most_options"], meta["most_replications"]) == (4, 1000)
    assert meta["upload_bytes"] == 2_000_000
    assert meta["worlds"] > 10
    for key in (
        "version", "model", "levers", "assumptions", "monthly", "run", "main", "instruments",
        "event_kinds", "look", "threading",
    ):  # fmt: skip
        assert meta[key], key


def test_what_is_no_web_request_passes_the_guard():
    import asyncio

    seen = []

    async def app(scope, *_):
        seen.append(scope["type"])

    asyncio.run(Guard(app, LOOPBACK_NAMES)({"type": "lifespan"}, None, None))
    assert seen == ["lifespan"]


def test_scenarios_are_described_with_how_fast_they_are(client):
    about = client.get("/api/scenarios/imprint").json()
    assert (about["id"], about["shipped"], about["months"]) == ("imprint", True, 96)
    assert about["draft_replications"] in (200, 120, 80, 60, 40, 30)
    assert isinstance(about["heavy"], bool)
    assert json.dumps(about["arms"])
