"""Putting a mutant in the place of a rules file that is already imported.

A fresh import of the model for each of thousands of mutants would take hours.  So a child of
a process that has everything in memory runs the mutant's source in the module's own
namespace, and rebinds whatever other modules have imported from it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import FunctionType, ModuleType
from typing import Any

OURS = ("simulation", "plain_simulation", "tests", "analysis")


def our_modules() -> list[ModuleType]:
    """Return the project's modules in memory, tests among them."""
    return [module for name, module in list(sys.modules.items()) if name.split(".")[0] in OURS]


def namespaces() -> Iterator[dict[str, Any]]:
    """Yield every namespace of the project once, those of copied functions too."""
    seen = set()
    for module in our_modules():
        functions = [one for one in vars(module).values() if isinstance(one, FunctionType)]
        for space in (vars(module), *(function.__globals__ for function in functions)):
            if id(space) not in seen:
                seen.add(id(space))
                yield space


def replace(name: str, text: str) -> None:
    """Run the mutated text of ``rules/<name>.py`` in every copy of it in memory."""
    spaces = list(namespaces())
    for package in ("simulation", "plain_simulation"):
        module = sys.modules.get(f"{package}.rules.{name}")
        if module is not None:
            before = dict(vars(module))
            exec(compile(text, str(module.__file__), "exec"), vars(module))
            rebind(spaces, before, vars(module))


def rebind(spaces: list[dict[str, Any]], before: dict[str, Any], after: dict[str, Any]) -> None:
    """Let everyone who imported something see what it has become.

    Functions are known by what they are, constants by their name as well.

    >>> f, g, other = (lambda: 1), (lambda: 2), {"K": 3, "L": 3}
    >>> other["f"] = f
    >>> rebind([other], {"f": f, "K": 3}, {"f": g, "K": 4})
    >>> other["f"](), other["K"], other["L"]
    (2, 4, 3)
    """
    new = {name: value for name, value in after.items() if before.get(name) is not value}
    functions = {
        id(before[name]): value for name, value in new.items() if callable(before.get(name))
    }
    for space in spaces:
        for name, value in list(space.items()):
            if name.startswith("__"):
                continue
            if id(value) in functions:
                space[name] = functions[id(value)]
            elif name in new and name in before and value is before[name]:
                space[name] = new[name]
