"""What every name of the model means, read from the code that runs, so that it is true."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pathlib import Path

import simulation
from analysis.evidence import USES
from analysis.odd import STEPS, called_by, home_of, rules_in, sentence_and_equation
from analysis.provenance import MONTHLY_FILE, RUNS_FILE
from analysis.words import MAIN
from simulation.channels import CHANNELS
from simulation.outcomes import MONTHLY, RUN, Outcome
from simulation.register import REGISTER, Parameter
from simulation.register.sources import Source

from . import explaining_files
from .entries import Entry, Part

FOLDER = Path(simulation.__file__).parent
OUTSIDE_RULES = ("world.py", "engine.py", "ensemble.py", "model.py")
ROLES = {
    "lever": "lever: somebody chooses it",
    "uncertainty": "uncertainty: nobody knows it exactly",
    "constant": "constant: fixed by definition or by law",
}
ROWS = {"month": ("measure.py", "row"), "run": ("summary.py", "run")}


@dataclass(frozen=True)
class Function:
    """A function of the model: where it stands, what it reads and what it sets."""

    module: str
    name: str
    reads: frozenset[tuple[str, str]]  # whose, and which
    texts: frozenset[str]
    sets: tuple[tuple[str, str, str], ...]  # whose, which, and the statement
    calls: frozenset[str]


def entries(name: str) -> list[Entry]:
    """Return everything that goes by a name."""
    makers: tuple[Callable[[str], Iterator[Entry]], ...] = (
        _parameter, _outcome, _channel, _rule, _rules_file, _month, *explaining_files.MAKERS,
    )  # fmt: skip
    wanted = name.strip()
    return [entry for make in makers for entry in make(wanted)]


def all_names() -> list[str]:
    """Return every name that can be explained."""
    outcomes = [outcome.name for outcome in (*MONTHLY, *RUN)]
    rules = [function.name for function in functions() if function.module.startswith("rules/")]
    model = [*REGISTER, *outcomes, *CHANNELS, *rules, *rule_files(), "month"]
    return list(dict.fromkeys([*model, *explaining_files.names()]))


def near_names(name: str) -> list[str]:
    """Return the names most like a given one, and those that contain it."""
    word = _plain(name)
    known = {_plain(one): one for one in reversed(all_names())}
    near = [known[one] for one in get_close_matches(word[:200], known, n=3, cutoff=0.6)]
    if len(word) >= 3:
        near += [one for one in all_names() if word in _plain(one) and one not in near]
    return near[:3]


def _plain(name: str) -> str:
    """Return a name as people might type it, so that like names are near each other."""
    return name.strip().lower().replace("-", "_").replace(" ", "_")


def rule_files() -> list[str]:
    """Return the files of rules, by name."""
    return [file.stem for file in sorted((FOLDER / "rules").glob("*.py")) if file.stem[0] != "_"]


@cache
def functions() -> tuple[Function, ...]:
    """Return all functions of the rules, and those that build and run worlds."""
    files = [f"rules/{name}.py" for name in rule_files()] + list(OUTSIDE_RULES)
    found = []
    for file in files:
        tree = ast.parse((FOLDER / file).read_text("utf-8"))
        names = _constants(tree)
        bodies = [tree.body, *(node.body for node in tree.body if isinstance(node, ast.ClassDef))]
        for node in (node for body in bodies for node in body):
            if isinstance(node, ast.FunctionDef):
                found.append(_function(file, node, names))
    return tuple(found)


def _constants(tree: ast.Module) -> dict[str, frozenset[str]]:
    """Return the texts in each constant of a file, which functions read by its name."""
    return {
        target.id: _texts(node)
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _texts(node: ast.AST) -> frozenset[str]:
    return frozenset(
        n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)
    )


def _function(file: str, node: ast.FunctionDef, names: dict[str, frozenset[str]]) -> Function:
    inside = list(ast.walk(node))
    texts = set(_texts(node))
    for one in inside:
        if isinstance(one, ast.Name):
            texts |= names.get(one.id, frozenset())
    reads = {(ast.unparse(n.value), n.attr) for n in inside if isinstance(n, ast.Attribute)}
    sets = []
    for one in inside:
        targets = one.targets if isinstance(one, ast.Assign) else []
        targets = [one.target] if isinstance(one, ast.AugAssign) else targets
        for target in targets:
            if isinstance(target, ast.Attribute):
                sets.append((ast.unparse(target.value), target.attr, ast.unparse(one)))
    calls = {n.func.id for n in inside if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    return Function(
        file, node.name, frozenset(reads), frozenset(texts), tuple(sets), frozenset(calls)
    )


def _part(function: Function) -> Part:
    stem = Path(function.module).stem
    return Part(function.name, function.module, *sentence_and_equation(stem, function.name))


def _parts(found: list[Function]) -> tuple[Part, ...]:
    """Return the rules among some functions; what builds a world has no rule to show."""
    return tuple(_part(one) for one in found if one.module.startswith("rules/"))


def _is_parameter_record(owner: str) -> bool:
    return owner == "p" or "parameters" in owner or _is_calendar(owner)


def _is_calendar(owner: str) -> bool:
    return owner == "today" or "calendar" in owner


def readers_of(parameter: str) -> list[Function]:
    """Return the functions that read a parameter."""
    return [
        one
        for one in functions()
        if any(which == parameter and _is_parameter_record(owner) for owner, which in one.reads)
        or (not one.module.startswith("rules/") and parameter in one.texts)
    ]


def readers_of_channel(channel: str) -> list[Function]:
    """Return the rules that read the dose of a channel."""
    return [
        one
        for one in functions()
        if any(which == channel and _is_calendar(owner) for owner, which in one.reads)
    ]


def _files(found: list[Function]) -> str:
    return ", ".join(dict.fromkeys(one.module for one in found)) or "nowhere"


def _parameter(name: str) -> Iterator[Entry]:
    if name not in REGISTER:
        return
    p = REGISTER[name]
    found = readers_of(name)
    unit = "" if p.unit in ("", "0-1") else f" {p.unit}"
    facts = {
        "meaning": p.meaning,
        "unit": p.unit or "none",
        "default": f"{p.default:.15g}{unit}",
        "range": f"{p.low:.15g} to {p.high:.15g}{unit}",
        "role": ROLES[p.role] + ("; may change from month to month" if p.scheduled else ""),
        "prior": str(p.prior or "none: it is not uncertain"),
        "grade": p.grade,
        "source": _cited(p.source),
        **_evidence(p),
        "used in": _files(found),
    }
    yield Entry(name, f"parameter ({p.group})", facts, _parts(found))


def _cited(source: Source) -> str:
    """Return a source with year and place, or that there is none."""
    seen = "" if source.known_from == "nothing" else f" ({source.year}; {source.place})"
    return f"{source}{seen}"


def _evidence(p: Parameter) -> dict[str, str]:
    """Return what a source was used for, and what the rule that reads the number rests on."""
    facts = {"taken": p.note} if p.note else {}
    if p.use != "nothing":
        facts["used for"] = USES[p.use]
    if p.structure not in ("guess", "design"):
        other = "" if p.structure_source is None else f": {_cited(p.structure_source)}"
        facts["rule's grade"] = f"{p.structure}{other}"
    return facts


def _outcome(name: str) -> Iterator[Entry]:
    for time, outcomes in (("month", MONTHLY), ("run", RUN)):
        for outcome in outcomes:
            if outcome.name == name:
                yield _one_outcome(outcome, time)


def _one_outcome(outcome: Outcome, time: str) -> Entry:
    file, owner = ROWS[time]
    makers = [f for f in functions() if f.module == f"rules/{file}"]
    time_file = MONTHLY_FILE if time == "month" else RUNS_FILE
    is_main = time == "run" and outcome.name in MAIN
    facts = {
        "meaning": outcome.meaning,
        "unit": outcome.unit,
        "wanted": outcome.better,
        "measured": "every month" if time == "month" else "once per run",
        "used in": f"{time_file}, summaries and verdicts" if is_main else time_file,
    }
    parts = []
    for one in makers:
        steps = [text for whose, which, text in one.sets if (whose, which) == (owner, outcome.name)]
        if steps:
            text, equation = sentence_and_equation(Path(file).stem, one.name)
            how = "; ".join(filter(None, [*steps, equation]))
            parts.append(Part(one.name, f"rules/{file}", text, how))
    return Entry(outcome.name, f"outcome of a {time}", facts, tuple(parts))


def _channel(name: str) -> Iterator[Entry]:
    if name in CHANNELS:
        found = readers_of_channel(name)
        facts = {
            "meaning": CHANNELS[name],
            "unit": "dose from 0 to 1",
            "equation": "1 - product over instruments of (1 - intensity x strength)",
            "used in": _files(found),
        }
        yield Entry(name, "channel of instruments", facts, _parts(found))


def _rule(name: str) -> Iterator[Entry]:
    for one in functions():
        if one.name == name and one.module.startswith("rules/"):
            part = _part(one)
            facts = {"what it does": part.text}
            if part.equation:
                facts["equation"] = part.equation
            facts["place"] = part.place
            steps = [step for step in STEPS if name in called_by(step)]
            if steps:
                facts["when"] = f"every month, in {steps[0]}"
            callers = [f"{f.name} ({f.module})" for f in functions() if name in f.calls]
            if callers:
                facts["called by"] = ", ".join(callers)
            read = [p for p in REGISTER if any(f is one for f in readers_of(p))]
            if read:
                facts["parameters"] = ", ".join(read)
            yield Entry(name, "mechanism (rule)", facts)


def _rules_file(name: str) -> Iterator[Entry]:
    stem = name.removeprefix("simulation/").removeprefix("rules/").removesuffix(".py")
    if stem in rule_files():
        module = import_module(f"simulation.rules.{stem}")
        parts = tuple(Part(rule, "", *sentence_and_equation(stem, rule)) for rule in rules_in(stem))
        text = " ".join((module.__doc__ or "").split())
        yield Entry(
            stem, "mechanism (file of rules)", {"meaning": text, "place": f"rules/{stem}.py"}, parts
        )


def _month(name: str) -> Iterator[Entry]:
    if name == "month":
        parts = tuple(
            Part(rule, f"{step}, rules/{home_of(rule)}.py",
                 sentence_and_equation(home_of(rule), rule)[0])
            for step in STEPS
            for rule in called_by(step)
        )  # fmt: skip
        text = "The order in which everything happens in one month; one month is one step."
        yield Entry("month", "order of the month", {"meaning": text}, parts)
