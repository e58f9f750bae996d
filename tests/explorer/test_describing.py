"""What the page is told of scenarios, levers and instruments is what files and register hold."""

import json
import re

import pytest

from analysis.explorer import catalogue
from analysis.explorer.describing import describe
from analysis.worlds import open_assumptions
from simulation import REGISTER, load_scenario
from simulation.scenario import shipped_names
from simulation.world import build_world


@pytest.fixture(scope="module", params=["bureau", "involvement-timing"])
def scenario(request):
    return load_scenario(request.param)


def test_a_scenario_is_described_as_it_is(scenario):
    found = describe(scenario)
    json.dumps(found, allow_nan=False)
    assert [arm["name"] for arm in found["arms"]] == list(scenario.arms)
    world = build_world(scenario.arms[scenario.reference])
    assert [place["need"] for place in found["places"]] == world.communities.need.tolist()
    homes = world.organisations.home[: len(found["organisations"])].tolist()
    assert [one["home"] for one in found["organisations"]] == homes
    for told, arm in zip(found["arms"], scenario.arms.values(), strict=True):
        assert told["levers"] == {name: arm.parameters[name] for name in catalogue.LEVERS}
        again = {}
        for lever, months in told["scheduled"].items():
            for month, value in months.items():
                again.setdefault(int(month), {})[lever] = value
        assert again == arm.schedule
        assert set(told["instruments"]) == set(arm.instruments)
        assert set(told["events"]) == set(arm.events)


def test_the_map_has_north_above_and_kilometres(scenario):
    places = {place["name"]: place for place in describe(scenario)["places"]}
    at = scenario.arms[scenario.reference].places
    north = max(at, key=lambda name: at[name].latitude)
    west = min(at, key=lambda name: at[name].longitude)
    assert (places[north]["y"], places[west]["x"]) == (0.0, 0.0)
    assert all(place["x"] >= 0.0 <= place["y"] for place in places.values())
    south = min(at, key=lambda name: at[name].latitude)
    degrees = at[north].latitude - at[south].latitude
    assert places[south]["y"] == pytest.approx(111.2 * degrees, abs=0.01)


def test_levers_and_assumptions_are_those_of_the_register():
    told = {one["name"]: one for one in (*catalogue.levers(), *catalogue.assumptions())}
    expected = [p.name for p in REGISTER.values() if p.role != "constant"]
    assert sorted(told) == sorted(expected)
    for name, one in told.items():
        p = REGISTER[name]
        assert (one["low"], one["default"], one["high"]) == (p.low, p.default, p.high)
        assert ("grade" in one) == (p.role == "uncertainty")


def test_the_catalogue_holds_every_instrument_of_shipped_scenarios():
    shipped = {one["name"] for one in catalogue.instruments()}
    used = {
        name
        for file in shipped_names()
        for arm in load_scenario(file).arms.values()
        for name in arm.instruments
    }
    assert used <= shipped
    assert all(one["channels"] for one in catalogue.instruments())
    json.dumps(catalogue.instruments(), allow_nan=False)


def test_colours_and_digest_are_words_that_a_page_can_use():
    look = catalogue.look()
    assert {"up", "out", "deep", "reference", "ink", "faint", "grid", "paper"} < set(look)
    colours = [colour for value in look.values() for colour in value.split()]
    assert all(re.fullmatch("#[0-9A-Fa-f]{6}", colour) for colour in colours)
    assert re.fullmatch("[0-9a-f]{12}", catalogue.model_digest())
    assert catalogue.stored_worlds()[0] == {
        p.name: p.default for p in REGISTER.values() if p.role == "uncertainty"
    }


def test_assumptions_that_the_scenario_sets_itself_are_told():
    assert describe(load_scenario("strategies"))["assumptions"] == {}
    bureau = load_scenario("bureau")
    told = describe(bureau)["assumptions"]
    assert told["base_trust"] == bureau.arms[bureau.reference].parameters["base_trust"]
    assert told["base_trust"] != REGISTER["base_trust"].default
    still_open = open_assumptions(bureau.arms.values())
    assert set(told) | set(still_open) == set(catalogue.ASSUMPTIONS)
    assert not set(told) & set(still_open)
