"""The ODD page is made from the code and is as the code is now."""

import ast
import inspect
import re

import pytest

import simulation.month
from analysis import odd
from simulation.channels import CHANNELS
from simulation.outcomes import MONTHLY, RUN
from simulation.register import REGISTER


@pytest.fixture(scope="module")
def page():
    return odd.page()


def test_the_committed_page_is_fresh_else_run_python_m_analysis_odd(page):
    assert (odd.ROOT / "docs" / "odd.md").read_text(encoding="utf-8") == page


def test_no_place_of_the_template_is_left_unfilled(page):
    assert not re.search(r"\{\{|\}\}", page)


def test_tables_have_as_many_cells_in_every_row_as_in_their_head(page):
    for block in re.findall(r"(?:^\|.*\|\n)+", page, re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(widths) == 1, block[:200]


def test_every_parameter_outcome_channel_and_rule_has_its_row(page):
    for p in REGISTER.values():
        assert page.count(f"\n| `{p.name}` | {p.unit} | {p.default:g} | ") == 1, p.name
    for outcomes in (MONTHLY, RUN):
        for outcome in outcomes:
            row = f"| `{outcome.name}` | {outcome.unit} | {outcome.meaning} | {outcome.better} |"
            assert row in page
    for channel, meaning in CHANNELS.items():
        assert re.search(rf"^\| {channel} \| {re.escape(meaning)} \| `", page, re.MULTILINE)
    for file in (odd.ROOT / "simulation" / "rules").glob("*.py"):
        for name in odd.rules_in(file.stem):
            assert f"\n| `{name}` | " in page, name


def test_the_order_of_the_month_is_that_of_the_code():
    tree = ast.parse(inspect.getsource(simulation.month))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}

    def steps(name):
        if name in odd.STEPS:
            return [name]
        calls = [node for node in ast.walk(functions[name]) if isinstance(node, ast.Call)]
        called = [(call.lineno, getattr(call.func, "id", "")) for call in calls]
        return [step for _, one in sorted(called) if one in functions for step in steps(one)]

    assert tuple(steps("month")) == odd.STEPS
    rows = re.findall(
        r"^\| (\w+) \| `(\w+)` \| `rules/(\w+)\.py` \|", odd.month_table(), re.MULTILINE
    )
    assert [step for step in odd.STEPS for _ in odd.called_by(step)] == [row[0] for row in rows]
    for _, name, module in rows:
        assert name in odd.rules_in(module), name


def test_a_sentence_and_an_equation_come_from_the_docstring():
    sentence, equation = odd.sentence_and_equation("communities", "following")
    assert sentence.endswith(".")
    assert "=" in equation
    assert ">>>" not in equation


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('rules = rule_file("lifecycle")\nrules.found(world)', True),
        ("from simulation.rules.lifecycle import found\nfound(world)", True),
        ('rules = rule_file("lifecycle")\nfound = 1', False),
        ("found(world)", False),
        ('rules = rule_file("lifecycle")\n# found here', False),
        ('rules = rule_file("deepening")\nrules.found(world)', False),
    ],
)
def test_only_a_call_of_a_rule_counts_as_its_test(text, expected):
    assert odd.calls_a_rule(text, "lifecycle", ["found"]) is expected


def test_every_test_file_named_on_the_page_exists(page):
    named = set(re.findall(r"`(tests/[\w/]+\.py)`", page))
    assert named
    assert all((odd.ROOT / file).exists() for file in named)
