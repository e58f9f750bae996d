"""The tables of the ODD description, made from the code so that they cannot go stale.

Run ``python -m analysis.odd`` to write ``docs/odd.md`` from ``docs/odd.template.md``.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

import simulation.month
from simulation import records
from simulation.channels import CHANNELS
from simulation.outcomes import MONTHLY, RUN
from simulation.register import REGISTER
from simulation.scenario import shipped_scenarios
from simulation.scenario.reading import read

ROOT = Path(__file__).resolve().parents[1]
KINDS = {
    "Organisation": records.ORGANISATION,
    "Site": records.SITE,
    "Community": records.COMMUNITY,
    "Policy maker": records.POLICY_MAKER,
    "Coalition": records.COALITION,
    "What is shared by all": records.CLOCK,
}
STEPS = (
    "open_month",
    "organisation_month",
    "community_month",
    "policy_maker_month",
    "close_month",
)


def called_by(function: str) -> Iterator[str]:
    """Yield the rules that a function of the month calls, in order."""
    tree = ast.parse(inspect.getsource(simulation.month))
    body = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == function)
    calls = [node for node in ast.walk(body) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        if isinstance(call.func, ast.Name) and call.func.id not in ("len", "range"):
            yield call.func.id


def home_of(name: str) -> str:
    """Return the file of a rule, below ``simulation/rules``."""
    function = getattr(simulation.month, name)
    return str(getattr(function, "py_func", function).__module__).rsplit(".", 1)[-1]


def sentence_and_equation(module: str, name: str) -> tuple[str, str]:
    """Return what a rule does, and its equation if its docstring has one."""
    rules = importlib.import_module(f"simulation.rules.{module}")
    function = getattr(rules, name)
    text = inspect.getdoc(getattr(function, "py_func", function)) or ""
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    equations = [part for part in paragraphs[1:] if re.search(r"=|<-", part) and ">>>" not in part]
    return paragraphs[0], " ".join(equations)


def tests_of(module: str, names: list[str]) -> list[str]:
    """Return the test files that call one of these rules of one file."""
    return [
        file.relative_to(ROOT).as_posix()
        for file in sorted((ROOT / "tests").rglob("test_*.py"))
        if calls_a_rule(file.read_text(encoding="utf-8"), module, names)
    ]


def calls_a_rule(text: str, module: str, names: list[str]) -> bool:
    """Whether a test file names the file of the rules and calls one of them.

    Some rules have names like ``found``, which as mere words are everywhere.

    >>> calls_a_rule('rules = rule_file("lifecycle"); rules.found(world)', "lifecycle", ["found"])
    True
    >>> calls_a_rule('found = "lifecycle"', "lifecycle", ["found"])
    False
    """
    if not re.search(rf"[\"']{module}[\"']|\brules\.{module}\b", text):
        return False
    nodes = list(ast.walk(ast.parse(text)))
    used = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    used |= {n.func.id for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    return not used.isdisjoint(names)


def listed(files: list[str]) -> str:
    """Return files in code marks, or that there are none."""
    return ", ".join(f"`{file}`" for file in files) or "none of its own yet"


def rules_in(module: str) -> list[str]:
    """Return the compiled rules of one file, in its order."""
    source = (ROOT / "simulation" / "rules" / f"{module}.py").read_text(encoding="utf-8")
    return [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]


def entity_table() -> str:
    """Return what each kind of agent remembers, with its unit."""
    lines = []
    for kind, columns in KINDS.items():
        lines += [f"**{kind}**", "", "| state | type | what it holds |", "|---|---|---|"]
        lines += [
            f"| `{name}` | {np.dtype(held).name} | {meaning} |" for name, held, meaning in columns
        ]
        lines.append("")
    return "\n".join(lines).rstrip("\n")


def month_table() -> str:
    """Return the order of the month: step, rule, what it does."""
    lines = ["| step | rule | file | what happens |", "|---|---|---|---|"]
    for step in STEPS:
        for name in called_by(step):
            module = home_of(name)
            sentence, _ = sentence_and_equation(module, name)
            lines.append(f"| {step} | `{name}` | `rules/{module}.py` | {sentence} |")
    return "\n".join(lines)


def mechanism_table() -> str:
    """Return all rules with their equations and the tests that use them, file by file."""
    lines = []
    for file in sorted((ROOT / "simulation" / "rules").glob("*.py")):
        if file.stem == "__init__":
            continue
        names = rules_in(file.stem)
        module = importlib.import_module(f"simulation.rules.{file.stem}")
        lines += [f"### `rules/{file.name}`", "", (module.__doc__ or "").strip(), ""]
        lines += ["| rule | what it does | equation |", "|---|---|---|"]
        for name in names:
            sentence, equation = sentence_and_equation(file.stem, name)
            lines.append(f"| `{name}` | {_cell(sentence)} | {_cell(equation)} |")
        lines += ["", f"Tests: {listed(tests_of(file.stem, names))}", ""]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def parameter_table() -> str:
    """Return the register as a table."""
    lines = [
        "| parameter | unit | default | range | role | meaning | source | grade"
        " | grade of the rule |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for p in REGISTER.values():
        lines.append(
            f"| `{p.name}` | {p.unit} | {p.default:g} | {p.low:g} to {p.high:g} | {p.role} "
            f"| {p.meaning} | {p.source} | {p.grade} | {p.structure} |"
        )
    return "\n".join(lines)


def instrument_table() -> str:
    """Return the shipped instruments with what they cost and where they act."""
    lines = [
        "| instrument | EUR/month | FTE | acts on | brick |",
        "|---|---|---|---|---|",
    ]
    for file in sorted((shipped_scenarios() / "bricks").glob("*.yaml")):
        for name, item in read(file).data.get("instruments", {}).items():
            if "channels" not in item:
                continue
            doses = ", ".join(f"{c} {s:g}" for c, s in item["channels"].items())
            lines.append(
                f"| {item.get('label', name)} | {item.get('cost_eur_per_month', 0):g} "
                f"| {item.get('staff_fte', 0):g} | {doses} | `bricks/{file.name}` |"
            )
    lines += ["", "| channel | what it does | read by |", "|---|---|---|"]
    for channel, meaning in CHANNELS.items():
        readers = [
            file.name
            for file in sorted((ROOT / "simulation" / "rules").glob("*.py"))
            if re.search(rf"\.{channel}\b", file.read_text(encoding="utf-8"))
        ]
        lines.append(f"| {channel} | {meaning} | {', '.join(f'`{r}`' for r in readers)} |")
    lines += ["", "Test of every instrument, channel and kind of event: "
              "`tests/levers/test_no_dead_levers.py`."]  # fmt: skip
    return "\n".join(lines)


def outcome_table() -> str:
    """Return all outcomes with their units."""
    lines = []
    for title, outcomes in (("Every month", MONTHLY), ("Once per run", RUN)):
        lines += [f"**{title}**", "", "| outcome | unit | meaning | wanted |", "|---|---|---|---|"]
        lines += [f"| `{o.name}` | {o.unit} | {o.meaning} | {o.better} |" for o in outcomes]
        lines.append("")
    lines.append(
        "Functions: `rules/measure.py` (months), `rules/summary.py` (runs). Tests: "
        + listed(sorted({f for m in ("measure", "summary") for f in tests_of(m, rules_in(m))}))
    )
    return "\n".join(lines)


def page() -> str:
    """Return the whole ODD page."""
    text = (ROOT / "docs" / "odd.template.md").read_text(encoding="utf-8")
    for name, make in {
        "entities": entity_table,
        "month": month_table,
        "mechanisms": mechanism_table,
        "parameters": parameter_table,
        "instruments": instrument_table,
        "outcomes": outcome_table,
    }.items():
        text = text.replace(f"{{{{{name}}}}}", make())
    return text


if __name__ == "__main__":
    (ROOT / "docs" / "odd.md").write_text(page(), encoding="utf-8")
