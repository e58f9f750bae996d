"""Every example in a docstring gives what it says."""

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for package in ("simulation", "analysis", "app")
    for path in (ROOT / package).rglob("*.py")
    if path.stem != "__main__"
)


def examples(name: str) -> list[doctest.DocTest]:
    """The examples of a module, those of compiled functions included."""
    module = importlib.import_module(name)
    finder = doctest.DocTestFinder(exclude_empty=True)
    found = finder.find(module)
    for attribute, value in vars(module).items():
        plain = getattr(value, "py_func", None)
        if plain is not None and plain.__module__ == name:
            found += finder.find(plain, attribute, module=module, globs=dict(vars(module)))
    return [test for test in found if test.examples]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name):
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    for test in examples(name):
        report: list[str] = []
        runner.run(test, out=report.append)
        assert not "".join(report), "".join(report)


def test_there_are_examples():
    assert sum(len(examples(name)) for name in MODULES) >= 5
