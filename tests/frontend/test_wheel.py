"""What is shipped holds the built page, so that users need no Node, and none of its sources."""

import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "app" / "web" / "static"
BUILD = """
import sys
from setuptools import build_meta
out = sys.argv[1]  # setuptools changes what was given
build_meta.build_wheel(out)
build_meta.build_sdist(out)
"""


def checkout(folder: Path) -> None:
    """Copy what is or is about to be committed, and plant what npm would fetch."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    for name in listed.split("\0"):
        if name and (ROOT / name).is_file() and not name.startswith(("tests/", "docs/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    fetched = folder / "app" / "frontend" / "node_modules" / "planted"
    fetched.mkdir(parents=True)
    for name in ("index.js", "package.json", "setup.py"):
        (fetched / name).write_text("{}", "utf-8")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """The names of the files in the wheel and in the source archive."""
    if not (ROOT / ".git").exists():
        pytest.skip("asks git which files belong to the project")
    if int(version("setuptools").split(".")[0]) < 77:
        pytest.skip("needs setuptools 77 or newer: make PYTHON=python3 .venv/ready-to-work")
    folder = tmp_path_factory.mktemp("checkout")
    checkout(folder)
    out = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-c", BUILD, out], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    (wheel,), (source,) = out.glob("*.whl"), out.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        in_wheel = set(archive.namelist())
    with tarfile.open(source) as archive:
        in_source = {name.partition("/")[2] for name in archive.getnames()}
    return {"wheel": in_wheel, "source": in_source}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["wheel", "source"])
def test_the_built_page_is_shipped_whole(shipped, kind):
    page = {path.relative_to(ROOT).as_posix() for path in STATIC.rglob("*") if path.is_file()}
    assert "app/web/static/index.html" in page
    assert {Path(name).suffix for name in page} >= {".html", ".js", ".css"}
    assert page - shipped[kind] == set()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["wheel", "source"])
def test_nothing_is_shipped_that_npm_fetched_or_that_only_builds_the_page(shipped, kind):
    assert [name for name in shipped[kind] if name.startswith("app/frontend")] == []
    assert [name for name in shipped[kind] if "node_modules" in name] == []


@pytest.mark.slow
def test_the_wheel_holds_every_module_and_what_modules_read(shipped):
    modules = {
        path.relative_to(ROOT).as_posix()
        for package in ("simulation", "analysis", "app")
        for path in (ROOT / package).rglob("*.py")
        if "node_modules" not in path.parts
    }
    assert modules - shipped["wheel"] == set()
    for name in ("scenarios/bulgaria.yaml", "scenarios/bricks/", "analysis/templates/"):
        assert any(found.startswith(name) for found in shipped["wheel"]), name
    assert [name for name in shipped["wheel"] if name.startswith(("tests/", "tools/"))] == []
