"""Everything that has a name is explained, and what is said is what the code does."""

import ast
import json

import pytest

from analysis.odd import STEPS, called_by
from app import explaining
from simulation.channels import CHANNELS
from simulation.outcomes import MONTHLY, RUN
from simulation.register import REGISTER
from simulation.scenario.keys import all_keys, sections
from simulation.scenario.shape import EVENTS

RULES = [one for one in explaining.functions() if one.module.startswith("rules/")]


def facts(snowball, name: str) -> list[dict]:
    said = snowball("explain", name, "--json")
    assert (said.code, said.err) == (0, "")
    return json.loads(said.out)["entries"]


@pytest.mark.parametrize("name", REGISTER)
def test_every_parameter_says_all_that_is_known_and_where_it_is_read(name):
    (entry,) = explaining.entries(name)
    p = REGISTER[name]
    assert entry.facts["meaning"] == p.meaning
    assert p.unit in entry.facts["unit"]
    assert entry.facts["source"].startswith(str(p.source))
    assert entry.facts["grade"] == p.grade
    assert (str(p.prior) == entry.facts["prior"]) == (p.role == "uncertainty")
    assert entry.facts.get("taken", "") == p.note
    if p.use != "nothing":
        assert f"({p.source.year}; {p.source.place})" in entry.facts["source"]
        assert entry.facts["used for"]
    if p.structure_source is not None:
        assert str(p.structure_source) in entry.facts["rule's grade"]
    assert entry.facts["range"].startswith(f"{p.low:.15g} to {p.high:.15g}")
    assert entry.facts["used in"] != "nowhere"
    for part in entry.parts:
        source = (explaining.FOLDER / part.place).read_text("utf-8")
        body = next(
            node for node in ast.parse(source).body
            if isinstance(node, ast.FunctionDef) and node.name == part.name
        )  # fmt: skip
        assert f".{name}" in ast.unparse(body)


@pytest.mark.parametrize("outcome", [*MONTHLY, *RUN], ids=lambda o: o.name)
def test_every_outcome_says_its_unit_and_how_it_is_measured(outcome):
    found = [
        entry for entry in explaining.entries(outcome.name)
        if entry.facts.get("meaning") == outcome.meaning
    ]  # fmt: skip
    assert len(found) == 1
    assert found[0].facts["unit"] == outcome.unit
    assert found[0].facts["wanted"] == outcome.better
    assert found[0].parts
    assert all(outcome.name in part.equation for part in found[0].parts)


@pytest.mark.parametrize("name", CHANNELS)
def test_every_channel_says_what_it_does_and_who_reads_it(name):
    entry = next(e for e in explaining.entries(name) if e.kind.startswith("channel"))
    assert entry.facts["meaning"] == CHANNELS[name]
    assert entry.parts


def test_a_channel_is_not_taken_for_the_state_of_the_same_name():
    for name in ("trust", "acceptance", "ownership", "know_how"):
        entry = next(e for e in explaining.entries(name) if e.kind.startswith("channel"))
        assert "rules/measure.py" not in entry.facts["used in"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_says_what_it_does_and_who_calls_it(rule):
    entry = next(e for e in explaining.entries(rule.name) if e.kind == "mechanism (rule)")
    assert entry.facts["what it does"]
    assert entry.facts["place"] == rule.module
    for name in entry.facts.get("parameters", "").split(", "):
        assert name == "" or name in REGISTER


@pytest.mark.parametrize("name", explaining.rule_files())
def test_every_file_of_rules_lists_its_rules(name):
    inside = [rule.name for rule in RULES if rule.module == f"rules/{name}.py"]
    for word in (name, f"{name}.py", f"rules/{name}.py"):
        entry = next(e for e in explaining.entries(word) if "file" in e.kind)
        assert [part.name for part in entry.parts] == inside


def test_the_month_is_told_in_its_order(snowball):
    entry, key = facts(snowball, "month")
    assert key["facts"]["stands in"] == "events.NAME"
    expected = [rule for step in STEPS for rule in called_by(step)]
    assert [part["name"] for part in entry["parts"]] == expected
    text = snowball("explain", "month").out
    assert text.index("turn_the_page") < text.index("hire_and_lay_off") < text.index("decide")


def test_a_name_of_several_things_explains_them_all(snowball):
    assert [entry["kind"] for entry in facts(snowball, "trust")] == [
        "outcome of a month", "channel of instruments",
    ]  # fmt: skip
    assert len(facts(snowball, "lasting_cost_share")) == 2


def test_a_rule_shows_its_equation_and_the_parameters_it_reads(snowball):
    (entry,) = facts(snowball, "wanted_staff")
    assert "target = (income + cash" in entry["facts"]["equation"]
    assert entry["facts"]["called by"] == "hire_and_lay_off (rules/staffing.py)"
    assert "planning_months" in entry["facts"]["parameters"]


@pytest.mark.parametrize("name", sections())
def test_every_section_lists_its_keys(name):
    entry = next(e for e in explaining.entries(name) if e.kind.startswith("section"))
    inside = [key for key in all_keys() if key.place.startswith(f"{name}.")]
    assert len(entry.parts) == len(inside)
    assert entry.facts["holds"] == sections()[name]


@pytest.mark.parametrize("key", all_keys(), ids=lambda key: f"{key.place}.{key.name}")
def test_every_key_is_explained_by_its_name_and_by_its_place(key):
    place = f"{key.place.replace('.NAME', '')}.{key.name}".removeprefix(".")
    for name in (key.name, place):
        meanings = [entry.facts.get("meaning") for entry in explaining.entries(name)]
        assert key.meaning in meanings


@pytest.mark.parametrize("kind", EVENTS)
def test_every_kind_of_event_says_what_happens(kind):
    (entry,) = [e for e in explaining.entries(kind) if e.kind == "kind of event"]
    assert entry.facts["what happens"] == EVENTS[kind]


def test_a_brick_says_what_it_does_and_how_it_is_used(snowball):
    brick = next(e for e in facts(snowball, "mentoring") if e["kind"] == "brick with an instrument")
    assert brick["facts"]["use"] == "bricks: [mentoring]"
    instruments = next(part for part in brick["parts"] if part["name"] == "instruments")
    assert "cost_eur_per_month: 100" in instruments["text"]
    (plain,) = facts(snowball, "pooled")
    assert plain["kind"] == "brick"


def test_what_can_be_explained_is_everything_once():
    names = explaining.all_names()
    assert len(names) == len(set(names))
    assert {*REGISTER, *CHANNELS, "month"} <= set(names)
    assert all(explaining.entries(name) for name in names)


def test_words_people_would_type_lead_to_names():
    assert "contribution_share" in explaining.near_names("Contribution-Share")
    assert explaining.near_names("sustainability")
