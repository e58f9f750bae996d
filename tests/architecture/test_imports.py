"""Arrows point one way: app -> analysis -> simulation."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FORBIDDEN = {
    "simulation": {
        "analysis", "app", "benchmarks", "jinja2", "matplotlib", "mpltern", "notebooks",
        "pandas", "tests", "tools",
    },
    "analysis": {"app", "benchmarks", "mesa", "tests", "tools"},
    "app": {"benchmarks", "tests", "tools"},
}  # fmt: skip
MESA_ALLOWED = ("simulation/mesa_engine/", "simulation/model")


def files_of(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imports_of(source: str, package: str = "") -> set[str]:
    """The top-level names that a file imports, wherever in the file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(package if node.level else (node.module or "").split(".")[0])
    return found


def calls_print(source: str) -> bool:
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        for node in ast.walk(ast.parse(source))
    )


@pytest.mark.parametrize("package", FORBIDDEN)
def test_a_package_imports_nothing_above_it(package):
    files = files_of(package)
    assert files, f"{package}/ has no files"
    wrong = {
        str(path.relative_to(ROOT)): sorted(bad)
        for path in files
        if (bad := imports_of(path.read_text("utf-8"), package) & FORBIDDEN[package])
    }
    assert not wrong


def test_only_the_mesa_engine_imports_mesa():
    using = {
        path.relative_to(ROOT).as_posix()
        for path in files_of("simulation")
        if "mesa" in imports_of(path.read_text("utf-8"))
    }
    assert using, "nobody imports mesa"
    assert {name for name in using if not name.startswith(MESA_ALLOWED)} == set()


def test_the_model_never_prints():
    assert [p for p in files_of("simulation") if calls_print(p.read_text("utf-8"))] == []


def test_rules_and_register_know_nothing_of_files_engines_or_mesa():
    forbidden = {"json", "mesa", "os", "pathlib", "pyarrow", "pydantic", "ruamel", "sys"}
    files = [*files_of("simulation/rules"), *files_of("simulation/register")]
    assert files
    wrong = [p for p in files if imports_of(p.read_text("utf-8")) & forbidden]
    assert wrong == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import matplotlib.pyplot as plt", {"matplotlib"}),
        ("def f():\n    from analysis.figures import draw", {"analysis"}),
        ("from . import rules", {"simulation"}),
    ],
)
def test_the_reader_of_imports_sees_every_form(source, expected):
    assert imports_of(source, "simulation") == expected


def test_the_reader_of_calls_sees_print():
    assert calls_print("def f():\n    print(1)")
    assert not calls_print('"""print(1)"""')
