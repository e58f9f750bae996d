"""Nothing that is committed belongs to one machine only."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Written in two pieces, so that this file does not contain what it looks for.
HOSTS = ["pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "simple/" + "index"]
FOLDERS = [f"/{name}/" for name in ("work", "root", "home", "tmp", "opt", "Users")]
PLACE_ON_A_MACHINE = re.compile(
    rf"(?<![\w.}}/*~-])(?:{'|'.join(FOLDERS)})\w|\b[A-Z]:\\\\"
    + "|".join(map(re.escape, ["", *HOSTS]))
)
BINARY = {".parquet", ".png", ".ico", ".npz", ".woff2"}


def is_made(path: Path) -> bool:
    """Whether a file was made by tools; asked only outside a repository."""
    folders = path.relative_to(ROOT).parts[:-1]
    return any(
        name in {"__pycache__", "build", "dist", "results"}
        or name.endswith(".egg-info")
        or (name.startswith(".") and name not in {".ci", ".github"})
        for name in folders
    )


def committed() -> list[Path]:
    """Files that are, or are about to be, in the repository."""
    if not (ROOT / ".git").exists():
        return [path for path in ROOT.rglob("*") if path.is_file() and not is_made(path)]
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def findings(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if PLACE_ON_A_MACHINE.search(line)]


def test_no_file_names_places_of_one_machine_or_hosts_of_registries():
    files = [path for path in committed() if path.suffix not in BINARY]
    assert len(files) > 50
    found = {
        path.relative_to(ROOT).as_posix(): lines
        for path in files
        if (lines := findings(path.read_text("utf-8")))
    }
    assert found == {}


def test_no_file_is_large():
    assert [p for p in committed() if p.stat().st_size > 2_000_000] == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("see " + "/work" + "/main/file.py", True),
        ("path = '" + "/home" + "/someone/data'", True),
        ("index at " + HOSTS[0], True),
        ("results/strategies/report.html", False),
        ("the share of work/home time", False),
        ("", False),
    ],
)
def test_the_search_finds_what_it_should(line, wrong):
    assert bool(findings(line)) is wrong
