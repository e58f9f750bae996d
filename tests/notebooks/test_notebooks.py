"""Every notebook runs as it is, and says what is stored in it."""

import importlib.util
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MOST_LINES = 25


def tool():
    path = ROOT / "tools" / "run_notebooks.py"
    specification = importlib.util.spec_from_file_location("run_notebooks", path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


RUN = tool()


def test_there_is_a_notebook():
    assert NOTEBOOKS


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_says_what_is_stored_else_run_make_docs(path):
    stored = nbformat.read(path, as_version=4)
    fresh = RUN.executed(path)
    assert any(RUN.words(stored))
    assert RUN.words(fresh) == RUN.words(stored)
    assert RUN.pictures(fresh) == RUN.pictures(stored) > 0


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_thin(path):
    notebook = nbformat.read(path, as_version=4)
    code = [cell.source.splitlines() for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert max(map(len, code)) <= MOST_LINES
