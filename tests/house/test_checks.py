"""The same checks run before a commit, in CI and by hand."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
BASH = shutil.which("bash")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def commands_of(target: str) -> set[str]:
    """What a target of the Makefile runs, without its silencing."""
    recipe = re.search(rf"^{target}:[^\n]*\n((?:\t.*\n?)+)", MAKEFILE, re.MULTILINE).group(1)
    return {line.removeprefix("\t@").replace("$(BIN)", ".venv/bin") for line in recipe.splitlines()}


def test_hooks_are_local_and_do_what_make_lint_does():
    repositories = YAML(typ="safe", pure=True).load(
        (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    )["repos"]
    assert {repository["repo"] for repository in repositories} == {"local"}
    hooks = {hook["entry"] for hook in repositories[0]["hooks"]}
    assert commands_of("lint") <= hooks


def test_ci_runs_lint_and_tests_and_stops_at_the_first_failure():
    path = ROOT / ".ci" / "run"
    script = path.read_text("utf-8").splitlines()
    assert os.access(path, os.X_OK)
    assert script[0] == "#!/usr/bin/env bash"
    assert "set -euo pipefail" in script
    assert {"bash .ci/browser", "make lint", "make test"} <= set(script)
    assert "|| true" not in "\n".join(script)


@pytest.mark.skipif(not BASH, reason="runs a script of bash")
@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_a_missing_browser_is_told_and_stops_ci(tmp_path, ci, code):
    done = subprocess.run(
        [BASH, ROOT / ".ci" / "browser"],
        env={"PATH": str(tmp_path), "CI": ci}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == code
    assert done.stderr.startswith("got no Chromium, expected chromium on the path")


def test_make_without_a_target_lists_every_target_with_a_word_on_it():
    shown = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE).group(1).split()
    assert re.findall(r"make (\w+) +\S", shown) == phony
