"""What the pages show is what happens: every code block is run.

``sh`` runs in an empty folder with the commands of this checkout; of ``make`` only what it would
do is asked, so that a target must exist and its recipe must hold together.  ``python`` runs, one
page in one set of names.  ``yaml`` must load as a study if it holds a design, as a scenario if it
holds arms, else as YAML.
``text`` is what the block before it printed, line by line, or some of its lines in their order
where the words between say "among more".  ``{name}`` is a directive, which building the site
runs (`test_docs_site.py`).  Any other language fails.  A block that cannot be run stands under
``<!-- not run: why -->``, for everybody to see.
"""

import contextlib
import io
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from ruamel.yaml import YAML

from analysis.studies.loading import load_study
from simulation import Scenario, load_scenario

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    path
    for path in (*ROOT.glob("*.md"), ROOT / "scenarios" / "README.md", *ROOT.glob("docs/**/*.md"))
    if not path.name.endswith(".template.md")
]
EXEMPT = re.compile(r"<!-- not run: .{10,} -->$", re.DOTALL)
SOME = "among more"
COMMANDS = ("make", "python", "snowball")
LONGEST_SECONDS = 300


@dataclass(frozen=True)
class Block:
    """A code block: its language, its text, its line, and the words since the block before."""

    language: str
    text: str
    line: int
    before: str


def blocks_of(page: str) -> list[Block]:
    """The code blocks of a page, fenced or indented, wherever they stand."""
    lines = page.splitlines()
    found, last = [], 0
    for token in MarkdownIt().enable("table").parse(page):
        if token.type in ("fence", "code_block"):
            first, end = token.map
            before = " ".join(" ".join(lines[last:first]).split())
            found.append(Block(token.info.strip(), token.content, first + 1, before))
            last = end
    return found


def missing(lines: list[str], printed: list[str]) -> list[str]:
    """Lines that do not follow in the printed ones, in order."""
    rest = iter(printed)
    return [line for line in lines if line not in rest]


@dataclass
class Runner:
    """Runs the blocks of one page, one after the other, in a folder that is empty at first."""

    folder: Path
    names: dict[str, object] = field(default_factory=dict)
    printed: str | None = None
    scenarios: list[Scenario] = field(default_factory=list)

    def run(self, block: Block) -> None:
        kinds = {"sh": self.sh, "python": self.python, "yaml": self.yaml, "text": self.text}
        if EXEMPT.search(block.before):
            self.printed = None
        elif not block.language.startswith("{"):
            assert block.language in kinds, f"line {block.line}: nobody runs {block.language!r}"
            kinds[block.language](block)

    def sh(self, block: Block) -> None:
        here = Path(sys.executable).parent
        environment = {**os.environ, "PATH": f"{here}{os.pathsep}{os.environ['PATH']}"}
        if not (self.folder / ".venv").exists():
            (self.folder / ".venv").mkdir()
            (self.folder / ".venv" / "bin").symlink_to(here)
        self.printed = ""
        for line in block.text.splitlines():
            words = line.split()
            assert Path(words[0]).name in COMMANDS, f"line {block.line}: {words[0]} is unknown"
            is_made = words[0] == "make"
            done = subprocess.run(
                ["make", "-n", *words[1:]] if is_made else ["sh", "-c", line],
                cwd=ROOT if is_made else self.folder,
                env=environment, capture_output=True, text=True, timeout=LONGEST_SECONDS,
            )  # fmt: skip
            assert done.returncode == 0, f"line {block.line}: {done.stderr}"
            self.printed += "" if is_made else done.stdout

    def python(self, block: Block) -> None:
        said = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(said):
            exec(compile(block.text, f"line {block.line}", "exec"), self.names)
        self.printed = said.getvalue()

    def yaml(self, block: Block) -> None:
        data = YAML(typ="safe", pure=True).load(block.text)
        path = self.folder / f"line-{block.line}.yaml"
        path.write_text(block.text, "utf-8")
        if "design" in data:
            load_study(path)
        elif "arms" in data:
            self.scenarios.append(load_scenario(path))
        self.printed = None

    def text(self, block: Block) -> None:
        assert self.printed is not None, f"line {block.line}: no block before it prints"
        if SOME in block.before:
            lines = [line for line in block.text.splitlines() if line]
            assert lines
            assert missing(lines, self.printed.splitlines()) == [], f"line {block.line}"
        else:
            assert block.text == self.printed, f"line {block.line}"


def run_all(page: str, folder: Path) -> Runner:
    runner = Runner(folder)
    for block in blocks_of(page):
        runner.run(block)
    return runner


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_code_block_of_a_page_does_what_the_page_says(path, tmp_path):
    run_all(path.read_text("utf-8"), tmp_path)


def test_the_first_page_shows_a_command_a_scenario_and_python_with_what_they_print():
    languages = [block.language for block in blocks_of((ROOT / "README.md").read_text("utf-8"))]
    assert languages == ["sh", "sh", "text", "yaml", "python", "text"]


def test_the_first_page_begins_with_making_all_reports():
    assert blocks_of((ROOT / "README.md").read_text("utf-8"))[0].text == "make demo\n"


@pytest.mark.parametrize(
    ("page", "wrong"),
    [
        ("```sh\nmake nonsense\n```", "line 1"),
        ("```sh\nmake help\nfalse\n```", "false is unknown"),
        ("```sh\nsnowball no-such-command\n```", "no-such-command"),
        ("```python\n1 / 0\n```", "division"),
        ("```python\nprint(1)\n```\nprints\n```text\n2\n```", "line 5"),
        ("```python\nprint(1, 2, sep='\\n')\n```\nprints\n```text\n1\n```", "line 5"),
        ("```python\nprint(1, 2, sep='\\n')\n```\namong more\n```text\n2\n1\n```", "line 5"),
        ("```text\nnobody printed this\n```", "no block before it prints"),
        ("```yaml\narms: {one: {labell: x}}\n```", "labell"),
        ("```yaml\na: [\n```", "expected"),
        ("```json\n{}\n```", "nobody runs 'json'"),
        ("```\nno language\n```", "nobody runs ''"),
        ("words\n\n    an indented block\n", "nobody runs ''"),
        ("- item\n\n  ```perl\n  die\n  ```\n", "nobody runs 'perl'"),
    ],
)
def test_a_block_that_does_not_do_what_it_says_is_found(page, wrong, tmp_path):
    with pytest.raises(Exception, match=re.escape(wrong)):
        run_all(page, tmp_path)


@pytest.mark.parametrize(
    "page",
    [
        "<!-- not run: it would cost money -->\n```perl\ndie\n```",
        "```python\nx = 1\n```\nthen\n```python\nprint(x)\n```\nprints\n```text\n1\n```",
        "```python\nprint(1, 2, 3, sep='\\n')\n```\nprints, among more,\n```text\n1\n3\n```",
        "```sh\nmake help\n```",
        "```yaml\ncash_eur: 3\n```",
        "```{toctree}\npage\n```",
    ],
)
def test_a_block_that_does_what_it_says_passes(page, tmp_path):
    assert blocks_of(page)
    run_all(page, tmp_path)


def test_scenarios_on_a_page_are_loaded_with_their_arms(tmp_path):
    runner = run_all((ROOT / "scenarios" / "README.md").read_text("utf-8"), tmp_path)
    assert [list(one.arms) for one in runner.scenarios] == [["silent", "reporting"]]
