"""How the site is built from the pages of this folder and from docstrings: ``make site``."""

from __future__ import annotations

import ast
import os
import re
import sys
import tomllib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
# Without the compiler a rule is the plain function that was written, with its signature.
os.environ["NUMBA_DISABLE_JIT"] = "1"
sys.path.insert(0, str(ROOT))

project = "Snowball"
author = "Snowball contributors"
release = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["*.template.md"]
html_theme = "furo"
html_title = f"Snowball {release}"
html_show_copyright = False
html_copy_source = False  # the pages themselves are in the repository
default_role = "literal"
smartquotes = False  # what is typed is what is shown
myst_heading_anchors = 4

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
# Types of other libraries have their pages on other sites, and this one asks nothing of anybody.
nitpick_ignore_regex = [("py:.*", r"(?!(simulation|analysis|app)\.).*"), ("py:.*", r".*\.Function")]

# Files elsewhere in the repository that are pages of the site too.
SHOWN = {
    "README.md": "first-steps.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "scenarios/README.md": "scenarios.md",
}
PLACE_OF_A_FILE = re.compile(r"^<!-- shows: (\S+) -->$", re.MULTILINE)
PLACE_OF_MODULES = re.compile(r"^<!-- modules: (\S+) -->$", re.MULTILINE)
LINK = re.compile(r"(!?)\[([^\]]*)\]\((?![a-z]+:)([^)#\s]+)(#[^)\s]*)?\)")
EQUATION = re.compile(r"(?<![=<>!])=(?!=)|<-")
UNDERLINE = re.compile(r"^-{3,}$", re.MULTILINE)


def modules_in(package: str) -> list[str]:
    """Return a package and its modules, by name."""
    names = sorted(file.stem for file in ROOT.joinpath(*package.split(".")).glob("*.py"))
    return [package, *(f"{package}.{name}" for name in names if name[0] != "_")]


def directive(module: str) -> str:
    """Return a heading and the directive that reads the docstrings of one module.

    Only names written in the module are asked for, each of which is then told once.
    """
    path = ROOT.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    kinds = ast.FunctionDef | ast.ClassDef
    nodes = [node for node in ast.parse(file.read_text("utf-8")).body if isinstance(node, kinds)]
    names = ", ".join(node.name for node in nodes if node.name[0] != "_")
    members = f"   :members: {names}\n" if names else ""
    return f"## {module}\n\n```{{eval-rst}}\n.. automodule:: {module}\n{members}```\n"


def link(found: re.Match[str], folder: Path, page: str) -> str:
    """Return a link that led to a file of the repository as one of the site.

    A page leads to its page, any other file to a copy, a folder to its name alone.
    """
    mark, label, target, part = found[1], found[2], found[3], found[4] or ""
    file = Path(os.path.normpath(folder / target))
    if file.is_dir():
        return label
    inside = file.relative_to(ROOT).as_posix()
    to = DOCS / SHOWN[inside] if inside in SHOWN else file
    relative = PurePosixPath(os.path.relpath(to, DOCS / PurePosixPath(page).parent))
    is_copied = not mark and to.suffix != ".md"
    return f"{mark}[{label}]({'path:' if is_copied else ''}{relative}{part})"


def read_page(_app: Sphinx, page: str, source: list[str]) -> None:
    """Put files and modules where a page asks for them, and lead links where they should go."""
    text, folder = source[0], DOCS / PurePosixPath(page).parent
    shown = PLACE_OF_A_FILE.search(text)
    if shown:
        file = Path(os.path.normpath(folder / shown[1]))
        text, folder = file.read_text("utf-8"), file.parent
    text = LINK.sub(lambda found: link(found, folder, page), text)
    source[0] = PLACE_OF_MODULES.sub(
        lambda found: "\n".join(map(directive, modules_in(found[1]))), text
    )


def set_as_typed(_app: Sphinx, _what: str, _name: str, _object: object, _options: object,
                 lines: list[str]) -> None:  # fmt: skip
    """Show equations and lists of arguments in a docstring as they were typed."""
    paragraphs = "\n".join(lines).strip("\n").split("\n\n")
    for at, text in enumerate(paragraphs):
        heading, rows = text.split("\n", 1)[0], UNDERLINE.split(text)[1:]
        if rows:
            paragraphs[at] = f"**{heading}**\n\n{as_typed(rows[0])}"
        elif at and is_equation(text):
            paragraphs[at] = as_typed(text)
    lines[:] = [*"\n\n".join(paragraphs).split("\n"), ""]


def as_typed(text: str) -> str:
    """Return text as a block whose lines and signs are kept."""
    return ".. code-block:: none\n\n   " + text.strip("\n").replace("\n", "\n   ")


def is_equation(text: str) -> bool:
    """Tell whether a paragraph of a docstring is an equation and not a sentence.

    >>> is_equation("q = fit (1 - loss x strain)"), is_equation("A share = a part.")
    (True, False)
    """
    is_other = text.startswith((">>>", "..", "- ", " ")) or text.endswith((".", ":"))
    return bool(EQUATION.search(text)) and not is_other


def setup(app: Sphinx) -> None:
    """Join the two steps above to the building of the site."""
    app.connect("source-read", read_page)
    app.connect("autodoc-process-docstring", set_as_typed)
