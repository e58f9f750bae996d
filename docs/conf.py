"""How the site is built from the pages of this folder and from docstrings: ``make site``."""

from __future__ import annotations

import os
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[1]
# Without the compiler a rule is the plain function that was written, with its signature.
os.environ["NUMBA_DISABLE_JIT"] = "1"
sys.path.insert(0, str(ROOT))

project = "Snowball"
author = "Snowball contributors"
release = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode"]
exclude_patterns = ["*.template.md"]
html_theme = "furo"
html_title = f"Snowball {release}"
html_show_copyright = False
default_role = "literal"

myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]
# Pages of results have two headings of one name in two parts; no page links to them.
suppress_warnings = ["myst.header"]

autodoc_member_order = "bysource"
autodoc_default_options = {"members": True, "undoc-members": False}
autodoc_typehints_format = "short"
napoleon_google_docstring = False
# Types of other libraries have pages on other sites; this one asks nothing of anybody.
nitpick_ignore_regex = [("py:.*", r"(?!simulation|analysis|app\b).*")]

MODULES = re.compile(r"^<!-- modules: ([\w.]+) -->$", re.MULTILINE)
OUTSIDE = re.compile(r"\]\(((?:\.\./)+)(?!\S*docs/)([\w./-]+)(#[\w-]+)?\)")
EQUATION = re.compile(r"(?<![=<>!])=(?!=)|<-")
SECTION = re.compile(r"^-{3,}$", re.MULTILINE)


def modules_in(package: str) -> list[str]:
    """Return the modules of a package that say what they are for, itself first.

    >>> modules_in("simulation.register")[0]
    'simulation.register'
    """
    folder = ROOT.joinpath(*package.split("."))
    if folder.with_suffix(".py").is_file():
        return [package]
    names = sorted(file.stem for file in folder.glob("*.py") if file.stem[0] != "_")
    return [package, *(f"{package}.{name}" for name in names)]


def section_on(module: str) -> str:
    """Return a heading and the directive that reads the docstrings of one module."""
    return f"## {module}\n\n```{{eval-rst}}\n.. automodule:: {module}\n```\n"


def list_modules(app: Sphinx, name: str, source: list[str]) -> None:
    """Put the modules of a package where a page asks for them, so that no list is kept."""
    source[0] = MODULES.sub(
        lambda found: "\n".join(map(section_on, modules_in(found[1]))), source[0]
    )


def set_equations(app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]) -> None:
    """Show a paragraph that is an equation as it was typed, lines and signs kept."""
    paragraphs = "\n".join(lines).split("\n\n")
    for at, text in enumerate(paragraphs):
        if at and is_equation(text):
            indented = text.strip("\n").replace("\n", "\n   ")
            paragraphs[at] = f".. code-block:: none\n\n   {indented}\n"
    lines[:] = "\n\n".join(paragraphs).split("\n")


def is_equation(text: str) -> bool:
    """Tell whether a paragraph of a docstring is an equation rather than a sentence.

    >>> is_equation("q = fit (1 - loss x strain)"), is_equation("A site closes.")
    (True, False)
    """
    plain = text.strip()
    inside = plain.startswith((">>>", "..", "-", ":")) or SECTION.search(plain)
    return bool(EQUATION.search(plain)) and not inside and not plain.endswith(".")


def setup(app: Sphinx) -> None:
    """Join the two steps above to the building of the site."""
    app.connect("source-read", list_modules)
    app.connect("autodoc-process-docstring", set_equations, priority=400)
