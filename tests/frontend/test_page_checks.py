"""The page that is shipped is the page that its sources make, and its own checks notice mistakes.

Everything runs in one copy of the sources; only the packages that npm fetched are shared.
"""

import gzip
import importlib.util
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES = 150_000  # gzipped, all that is loaded to show the page
# Names of kinds of XML, which nobody fetches.
NAMESPACES = re.compile(r"http://www\.w3\.org/(?:1999/xhtml|1999/xlink|2000/svg|1998/Math/MathML)")
ADDRESS = re.compile(r"""(?:[a-z]+:)?//[\w-]+(?:\.[\w-]+)+[^\s"'`)]*""")
LOADED = {".html", ".js", ".css", ".svg", ".woff2"}
TYPE_ERROR = "\nexport const planted: number = 'text';\n"
ONE_TEXT = re.compile(r"^  (\w+): '[^'\n]*',\n", re.MULTILINE)


def tool():
    """Return the tool that builds and checks the page."""
    specification = importlib.util.spec_from_file_location("page", ROOT / "tools" / "page.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


PAGE = tool()


def copied(folder: Path, packages: Path) -> Path:
    """Copy the sources of the page to where the built page lies as in the checkout."""
    copy = folder / "app" / "frontend"
    shutil.copytree(PAGE.FRONTEND, copy, ignore=shutil.ignore_patterns("node_modules", ".*cache"))
    (copy / "node_modules").symlink_to(packages)
    return copy


def npm(folder: Path, *words: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["npm", "run", "--silent", *words], cwd=folder, capture_output=True, text=True, timeout=300
    )


@pytest.fixture(scope="module")
def packages():
    """What npm fetched; where Node is missing tests are skipped, but not in CI."""
    if not PAGE.has_node():
        if PAGE.must_be_checked():
            pytest.fail("CI has no Node: the page would go unchecked")
        pytest.skip(PAGE.MISSING)
    return PAGE.installed()


@pytest.fixture(scope="module")
def copy(packages, tmp_path_factory):
    return copied(tmp_path_factory.mktemp("page"), packages)


@pytest.fixture(scope="module")
def built(copy):
    done = npm(copy, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return copy.parent / "web" / "static"


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def addresses(text: str) -> list[str]:
    """Where a text would lead outside, namespaces aside."""
    return ADDRESS.findall(NAMESPACES.sub("", text))


def inline(text: str) -> list[str]:
    """What in a page a strict Content-Security-Policy would stop: scripts and styles within it."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            names = dict(attributes)
            if tag == "style" or (tag == "script" and not names.get("src")):
                found.append(tag)
            found.extend(name for name in names if name == "style" or name.startswith("on"))
            found.extend(name for name, value in attributes
                         if (value or "").strip().lower().startswith("javascript:"))  # fmt: skip

    Reader().feed(text)
    return found


@pytest.mark.slow
def test_the_shipped_page_is_what_its_sources_make_else_run_make_page(built):
    fresh, shipped = files_in(built), files_in(PAGE.STATIC)
    assert sorted(fresh) == sorted(shipped)
    assert [name for name, content in fresh.items() if content != shipped[name]] == []


@pytest.mark.slow
def test_wrong_types_and_missing_words_are_found_and_nothing_else(packages, tmp_path):
    """Mistakes are planted in a script, in a part of the page, and in the Bulgarian words."""
    wrong = copied(tmp_path, packages)
    script, part = wrong / "src" / "lib" / "format.ts", wrong / "src" / "App.svelte"
    words = wrong / "src" / "i18n" / "bg" / "frame.ts"
    script.write_text(script.read_text("utf-8") + TYPE_ERROR, "utf-8")
    part.write_text(
        re.sub(r"(<script lang=\"ts\">)", rf"\1{TYPE_ERROR.replace('export ', '')}",
               part.read_text("utf-8"), count=1), "utf-8",
    )  # fmt: skip
    before = words.read_text("utf-8")
    missing = ONE_TEXT.search(before)[1]
    words.write_text(ONE_TEXT.sub("", before, count=1), "utf-8")
    done = npm(wrong, "check", "--", "--output", "machine")
    assert done.returncode != 0
    errors = re.findall(r' ERROR "([^"]+)" \S+ "(.*)"$', done.stdout, re.MULTILINE)
    found = {Path(path).name: "" for path, _ in errors}
    for path, said in errors:
        found[Path(path).name] += said
    assert set(found) == {"format.ts", "App.svelte", "frame.ts"}, done.stdout
    assert f"'{missing}'" in found["frame.ts"]
    assert "'string' is not assignable to type 'number'" in found["format.ts"]
    assert "'string' is not assignable to type 'number'" in found["App.svelte"]


@pytest.mark.slow
def test_the_small_tests_of_the_page_pass_and_there_are_some(copy):
    done = npm(copy, "test", "--", "--reporter=json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(re.search(r'"numPassedTests":(\d+)', done.stdout)[1]) > 0


def test_the_shipped_page_speaks_of_no_other_host():
    texts = {name: content.decode("utf-8") for name, content in files_in(PAGE.STATIC).items()
             if Path(name).suffix != ".woff2"}  # fmt: skip
    assert "index.html" in texts
    assert {name: found for name, text in texts.items() if (found := addresses(text))} == {}


def test_the_shipped_page_holds_no_script_and_no_style_within():
    text = (PAGE.STATIC / "index.html").read_text("utf-8")
    assert re.search(r'<script [^>]*src="/assets/', text)
    assert inline(text) == []


def test_the_shipped_page_is_small():
    files = files_in(PAGE.STATIC)
    assert {Path(name).suffix for name in files} <= LOADED
    sizes = {name: len(gzip.compress(content, 6)) for name, content in files.items()}
    assert sum(sizes.values()) <= MOST_BYTES, sizes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('fetch("https://example.org/a")', ["https://example.org/a"]),
        ("url(//example.org/font.woff2)", ["//example.org/font.woff2"]),
        ('new WebSocket("wss://example.org")', ["wss://example.org"]),
        ('createElementNS("http://www.w3.org/2000/svg","g")', []),
        ('fetch("http://www.w3.org/other")', ["http://www.w3.org/other"]),
        ('fetch("/api/answer"); // and so on', []),
    ],
)
def test_what_leads_outside_is_found(text, expected):
    assert addresses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<style>p {}</style>", ["style"]),
        ("<script>go()</script>", ["script"]),
        ('<script type="module" src="/a.js"></script><link rel="stylesheet" href="/a.css">', []),
        ('<p style="color: red" onclick="go()">', ["style", "onclick"]),
        ('<a href="javascript:go()">', ["href"]),
    ],
)
def test_what_the_policy_would_stop_is_found(text, expected):
    assert inline(text) == expected


# The tool


@pytest.mark.parametrize(
    ("words", "ci", "code", "said"),
    [
        (["check"], "", 0, "no Node: checks of the page are skipped"),
        (["check"], "true", 1, "got no Node"),
        (["fetch"], "", 0, "no Node: checks of the page are skipped"),
        (["build"], "", 1, "got no Node"),
        (["paint"], "", 2, "got paint, expected one of build, check, fetch"),
        ([], "", 2, "got nothing, expected one of build, check, fetch"),
    ],
)
def test_without_node_only_checks_are_skipped_and_never_in_ci(
    words, ci, code, said, monkeypatch, tmp_path, capsys
):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CI", ci)
    assert PAGE.main(words) == code
    assert capsys.readouterr().err.startswith(said)


def test_a_failed_check_fails(monkeypatch):
    def fail(*_words, **_options):
        raise subprocess.CalledProcessError(3, "npm")

    monkeypatch.setattr(PAGE, "has_node", lambda: True)
    monkeypatch.setattr(PAGE, "npm", fail)
    assert PAGE.main(["check"]) == 3


def test_packages_are_fetched_when_missing_or_older_than_the_lock_file(monkeypatch, tmp_path):
    calls = []
    mark = tmp_path / "node_modules" / ".package-lock.json"

    def fetch(*words, **_options):
        calls.append(words[0])
        mark.parent.mkdir(exist_ok=True)
        mark.write_text("{}", "utf-8")

    monkeypatch.setattr(PAGE, "FRONTEND", tmp_path)
    monkeypatch.setattr(PAGE, "npm", fetch)
    lock = tmp_path / "package-lock.json"
    lock.write_text("{}", "utf-8")
    for expected in (["ci"], ["ci"]):
        assert PAGE.installed() == tmp_path / "node_modules"
        assert calls == expected
    later = mark.stat().st_mtime + 10
    os.utime(lock, (later, later))
    PAGE.installed()
    assert calls == ["ci", "ci"]
