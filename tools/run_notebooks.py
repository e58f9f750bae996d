"""Run every notebook as it is and store what it says, without times and warnings.

Run ``python tools/run_notebooks.py`` (or ``make docs``) after a change that moves numbers.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
LONGEST_SECONDS = 300


def executed(path: Path) -> nbformat.NotebookNode:
    """Return a notebook with fresh outputs; what goes to stderr belongs to the machine."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=LONGEST_SECONDS, resources={"metadata": {"path": str(ROOT)}}
    )
    client.execute()
    notebook.metadata.pop("language_info", None)  # names the version of Python
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # holds times
        if cell.cell_type == "code":
            cell.outputs = [one for one in cell.outputs if one.get("name") != "stderr"]
    return notebook


def words(notebook: nbformat.NotebookNode) -> list[str]:
    """Return what each cell prints and shows, pictures aside."""
    return [
        "".join(
            one.get("text") or one.get("data", {}).get("text/plain", "")
            for one in cell.get("outputs", [])
        )
        for cell in notebook.cells
    ]


def pictures(notebook: nbformat.NotebookNode) -> int:
    """Return how many pictures the cells show."""
    return sum(
        "image/png" in one.get("data", {})
        for cell in notebook.cells
        for one in cell.get("outputs", [])
    )


if __name__ == "__main__":
    for file in sorted(NOTEBOOKS.glob("*.ipynb")):
        nbformat.write(executed(file), file)
        print(file.relative_to(ROOT))
