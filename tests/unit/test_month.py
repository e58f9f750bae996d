"""The order of a month, as a table of contents, and that both engines follow it."""

import ast
import inspect

import pytest

from simulation import ensemble
from simulation import month as page
from simulation.tiny import tiny_world
from tests.generated import generated_scenario
from tests.unit.plain import plain_module

CONTENTS = {
    "month": [
        "open_month", "each_organisation", "each_community", "each_policy_maker", "close_month",
    ],
    "open_month": ["turn_the_page", "happen", "plan_jointly"],
    "each_organisation": ["organisation_month"],
    "organisation_month": [
        "keep_membership", "suffer_accident", "receive_money", "return_unspent",
        "hire_and_lay_off", "pay_staff_and_rent", "pay_for_instruments", "divide_time",
        "close_if_too_weak", "produce", "share_out", "learn", "improve_fit", "find_partner",
        "reach_out", "prepare_a_site", "advocate", "wait_and_age", "serve",
    ],
    "each_community": ["community_month"],
    "community_month": [
        "give_up_or_move_on", "spread_the_word", "match_people_and_service", "take_part",
    ],
    "each_policy_maker": ["policy_maker_month"],
    "policy_maker_month": [
        "move_the_nation", "listen", "see_results", "learn_from_peers", "form_will", "decide",
        "run_programme",
    ],
    "close_month": ["settle", "pay_from_the_purse", "newcomers", "count_organisations"],
}  # fmt: skip


def called(source: str, function: str) -> list[str]:
    """Return the functions that a function calls, from top to bottom."""
    tree = ast.parse(source)
    (body,) = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == function]
    calls = [n for n in ast.walk(body) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    calls.sort(key=lambda call: (call.lineno, call.col_offset))
    names = [call.func.id for call in calls if isinstance(call.func, ast.Name)]
    return [name for name in names if name not in ("range", "len", "entry", "rule")]


def test_the_table_of_contents_is_complete():
    tree = ast.parse(inspect.getsource(page))
    assert {n.name for n in tree.body if isinstance(n, ast.FunctionDef)} == set(CONTENTS)


@pytest.mark.parametrize("part", CONTENTS)
def test_every_part_of_the_month_has_its_order(part):
    """Whoever changes the order changes results, and this table."""
    assert called(inspect.getsource(page), part) == CONTENTS[part]


def test_the_ensemble_turns_the_same_page():
    assert called(inspect.getsource(ensemble), "simulate") == [
        "reset", "begin", "month", "measure_month", "summarise_run",
    ]  # fmt: skip
    assert ensemble.month is page.month


@pytest.fixture
def visits(monkeypatch):
    """Write down who is visited instead of letting them act."""
    seen: list[tuple[str, int]] = []
    names = ("organisation_month", "community_month", "policy_maker_month")
    for module in ("month", "model"):
        for name in names:
            monkeypatch.setattr(
                plain_module(module), name, lambda _, index, name=name: seen.append((name, index))
            )
    for name in ("open_month", "close_month"):
        monkeypatch.setattr(
            plain_module("month"), name, lambda _, name=name: seen.append((name, -1))
        )
    return seen


def expected_visits(organisations: int, places: int) -> list[tuple[str, int]]:
    """All organisations, then all communities, then all policy makers and the nation."""
    return [
        ("open_month", -1),
        *(("organisation_month", o) for o in range(organisations)),
        *(("community_month", c) for c in range(places)),
        *(("policy_maker_month", m) for m in range(places + 1)),
        ("close_month", -1),
    ]


def test_the_page_visits_everybody_once_and_in_order(visits):
    plain_module("month").month(tiny_world(2, 3, slots=1))
    assert visits == expected_visits(4, 2)


def test_the_mesa_model_follows_the_page(visits):
    scenario = generated_scenario(1)
    model = plain_module("model").ScalingModel(scenario)
    model.step()
    world = model.world
    assert visits == expected_visits(len(world.organisations), len(world.communities))


RULES_OF = ("organisation_month", "community_month", "policy_maker_month")


@pytest.mark.parametrize("part", RULES_OF)
def test_rules_act_in_this_order_on_this_agent(monkeypatch, part):
    seen: list[tuple[str, int]] = []
    plain = plain_module("month")
    for name in CONTENTS[part]:
        monkeypatch.setattr(plain, name, lambda _, *who, name=name: seen.append((name, *who)))
    world = tiny_world(2, 2)
    getattr(plain, part)(world, 1)
    rules = [name for name in CONTENTS[part] if name != "move_the_nation"]
    assert seen == [(name, 1) for name in rules]


def test_the_last_policy_maker_is_the_nation(monkeypatch):
    seen: list[str] = []
    plain = plain_module("month")
    for name in CONTENTS["policy_maker_month"]:
        monkeypatch.setattr(plain, name, lambda *_, name=name: seen.append(name))
    plain.policy_maker_month(tiny_world(2, 1), 2)
    assert seen == ["move_the_nation"]


def test_who_has_closed_does_nothing(monkeypatch):
    plain = plain_module("month")
    for name in CONTENTS["organisation_month"]:
        monkeypatch.setattr(plain, name, lambda *_: pytest.fail("acts"))
    world = tiny_world(1, 1)
    world.organisations.alive = False
    plain.organisation_month(world, 0)


def test_who_closes_does_nothing_more_that_month(monkeypatch):
    """It neither gives to its coalition nor offers a service or counts a site."""
    seen: list[str] = []
    plain = plain_module("month")
    order = CONTENTS["organisation_month"]
    for name in order:
        closes = name == "close_if_too_weak"
        monkeypatch.setattr(
            plain, name, lambda *_, name=name, closes=closes: bool(seen.append(name)) or closes
        )
    plain.organisation_month(tiny_world(1, 1), 0)
    assert seen == order[: order.index("close_if_too_weak") + 1]
    assert seen[-2:] == ["divide_time", "close_if_too_weak"]  # who has volunteers is known


def test_only_those_at_work_settle_and_every_coalition_plans_and_pays(monkeypatch):
    seen: list[tuple[str, int]] = []
    plain = plain_module("month")
    for name in (*CONTENTS["open_month"], *CONTENTS["close_month"]):
        monkeypatch.setattr(plain, name, lambda _, *who, name=name: seen.append((name, *who)))
    world = tiny_world(1, 3, slots=0)
    world.organisations.alive[1] = False
    world = world._replace(coalitions=world.coalitions.repeat(2))
    plain.open_month(world)
    plain.close_month(world)
    assert seen == [
        ("turn_the_page",), ("happen",), ("plan_jointly", 0), ("plan_jointly", 1),
        ("settle", 0), ("settle", 2), ("pay_from_the_purse", 0), ("pay_from_the_purse", 1),
        ("newcomers",), ("count_organisations",),
    ]  # fmt: skip
