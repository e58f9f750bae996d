"""The version is the same wherever it is written."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_citation_and_project_agree():
    citation = YAML(typ="safe", pure=True).load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert str(citation["version"]) == PROJECT["version"]
    assert citation["license"] == PROJECT["license"]


def test_the_newest_entry_of_the_changelog_is_this_version():
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == PROJECT["version"]


def test_the_changelog_says_what_changes_results():
    entries = (ROOT / "CHANGELOG.md").read_text("utf-8").split("\n## ")[1:]
    assert entries
    assert all("### Results change" in entry for entry in entries)


def test_the_installed_version_is_this_one():
    assert version(PROJECT["name"]) == PROJECT["version"]
