"""What the first page says is what happens."""

import contextlib
import io
import re
from pathlib import Path

import pytest

from app.__main__ import main
from simulation import load_scenario

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    return [text for kind, text in BLOCKS if kind == language]


def printed_after(start: str) -> str:
    """The first block of printed text after some words."""
    return re.search(r"```text\n(.*?)```", README[README.index(start) :], re.DOTALL).group(1)


def missing(lines: list[str], printed: list[str]) -> list[str]:
    """Lines that do not follow in the printed ones, in order."""
    rest = iter(printed)
    return [line for line in lines if line not in rest]


@pytest.mark.slow
def test_the_comparison_prints_what_the_page_shows(capsys):
    command = next(line for line in blocks("sh")[1].splitlines() if "snowball compare" in line)
    words = command.split()
    assert words[0].endswith("/snowball")
    assert main(words[1 : words.index("--out")]) == 0
    shown = [line for line in printed_after("snowball compare").splitlines() if line]
    assert len(shown) >= 9
    assert missing(shown, capsys.readouterr().out.splitlines()) == []


def test_the_python_block_prints_what_the_page_shows():
    (code,) = blocks("python")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "README.md", "exec"), {})
    assert out.getvalue() == printed_after("from simulation import ScalingModel")


def test_the_example_of_a_scenario_loads(tmp_path):
    (text,) = blocks("yaml")
    path = tmp_path / "own.yaml"
    path.write_text(text, "utf-8")
    assert list(load_scenario(path).arms) == ["silent", "reporting"]


def test_every_file_that_the_page_names_is_there():
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert len(links) >= 10
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_lines_must_follow_in_order():
    assert missing(["a", "c"], ["a", "b", "c"]) == []
    assert missing(["c", "a"], ["a", "b", "c"]) == ["a"]
