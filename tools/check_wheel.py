"""Install the wheel where there is no Node and no checkout, and use the page as a user would.

Run ``python -m tools.check_wheel`` by hand before a release: it sets up an environment of its own
with everything that the extra ``app`` needs, which takes minutes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[1]
SCENARIO, REPLICATIONS, OUTCOME = "imprint", 60, "impact_total"
LONGEST_SECONDS = 300
COPIED = ("pyproject.toml", "README.md", "LICENSE", "simulation", "analysis", "app", "scenarios")


def main() -> int:
    """Check the wheel; return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bin_folder = install(wheel_of(folder), folder)
        empty = folder / "empty"
        empty.mkdir()
        # Only what was installed, so that nothing of this machine can help.
        environment = {"PATH": str(bin_folder), "HOME": name, "LANG": "C.UTF-8"}
        assert shutil.which("node", path=environment["PATH"]) is None
        compared = said_by_the_command(bin_folder, empty, environment)
        answered = said_by_the_page(bin_folder, empty, environment)
    same = compared == answered
    print(f"{OUTCOME} of {SCENARIO}, {REPLICATIONS} runs:")
    print(f"  snowball compare  {compared}\n  the page          {answered}")
    print("The same." if same else "NOT THE SAME.")
    return 0 if same else 1


def wheel_of(folder: Path) -> Path:
    """Build the wheel from a copy, so that nothing left by an earlier build gets in."""
    copy = folder / "copy"
    copy.mkdir()
    for name in COPIED:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("node_modules", "__pycache__")
            shutil.copytree(ROOT / name, copy / name, ignore=ignored)
        else:
            shutil.copyfile(ROOT / name, copy / name)
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, copy)
    return next(folder.glob("*.whl"))


def install(wheel: Path, folder: Path) -> Path:
    """Install the wheel with what the page needs into an environment of its own."""
    run(sys.executable, "-m", "venv", folder / "venv")
    bin_folder = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    run(bin_folder / "python", "-m", "pip", "install", "--quiet", "--constraint",
        ROOT / "constraints.txt", f"{wheel}[app]")  # fmt: skip
    return bin_folder


def run(*words: object) -> None:
    """Run a command and show what it says.

    Raises
    ------
    CalledProcessError   it failed
    """
    print("$", *words, flush=True)
    subprocess.run(list(map(str, words)), check=True)


def said_by_the_command(bin_folder: Path, folder: Path, environment: dict[str, str]) -> list[float]:
    """Return the mean of an outcome, arm by arm, as ``snowball compare`` tells it."""
    words = [str(bin_folder / "snowball"), "compare", SCENARIO, "--json"]
    done = subprocess.run(
        [*words, "--replications", str(REPLICATIONS)],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    arms = json.loads(done.stdout)["arms"]
    return [arm["outcomes"][OUTCOME]["mean"] for arm in arms.values()]


def said_by_the_page(bin_folder: Path, folder: Path, environment: dict[str, str]) -> list[float]:
    """Return the same from the server of the page, after its first page was fetched."""
    words = [bin_folder / "snowball", "app", "--no-browser"]
    server = subprocess.Popen(
        list(map(str, words)), cwd=folder, stdout=subprocess.PIPE, text=True,
        env=environment | {"PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        assert server.stdout is not None
        said = server.stdout.readline()
        address = next(word for word in said.split() if word.startswith("http")).rstrip("/")
        first = fetched(f"{address}/")
        assert 'id="app"' in first, first
        for asset in (part.split('"')[0] for part in first.split('"/assets/')[1:]):
            assert fetched(f"{address}/assets/{asset}")
        about = json.loads(fetched(f"{address}/api/scenarios/{SCENARIO}"))
        names = [about["reference"], *(arm["name"] for arm in about["arms"])]
        options = [name for name in dict.fromkeys(names) if name != about["reference"]]
        question: dict[str, Any] = {
            "scenario": SCENARIO, "seed": about["seed"], "replications": REPLICATIONS,
            "reference": about["reference"], "draft": False,
            "options": [{"arm": name, "levers": {}, "instruments": {}} for name in options[:4]],
            "circumstances": {"events": {}, "assumptions": {}, "world": 0},
        }  # fmt: skip
        answer = json.loads(fetched(f"{address}/api/answer", question))
        means = dict(zip([about["reference"], *options], answer["arms"], strict=False))
        return [means[arm["name"]]["levels"][OUTCOME]["mean"] for arm in about["arms"]]
    finally:
        server.terminate()
        server.wait(timeout=30)


def fetched(address: str, sent: dict[str, Any] | None = None) -> str:
    """Return what the server answers; while it gets ready, it is asked again."""
    data = None if sent is None else json.dumps(sent).encode()
    request = Request(address, data, {"Content-Type": "application/json"} if data else {})
    end = time.monotonic() + LONGEST_SECONDS
    while True:
        try:
            with urlopen(request, timeout=LONGEST_SECONDS) as answer:
                return str(answer.read().decode("utf-8"))
        except OSError as error:
            if getattr(error, "code", 503) != 503 or time.monotonic() > end:
                raise
            time.sleep(0.5)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
