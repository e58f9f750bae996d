"""From an arm of a scenario to a world: what the rules find when they begin."""

from math import cos, hypot, radians
from typing import Any
from zlib import crc32

import numpy as np
import pytest

from simulation import REGISTER
from simulation.channels import CHANNELS
from simulation.records import (
    ELECTION,
    FOUNDING_SLOTS,
    FUNDING_CUT,
    GIVEN_FIELDS,
    INFLUX,
    NEIGHBOURS,
    NOBODY,
    PREMISES_LOSS,
    World,
)
from simulation.scenario import Scenario, load_resolved
from simulation.world import build_world, copy_world, identity

PLACES: dict[str, dict[str, Any]] = {
    "Sofia": {"population": 1_000_000, "latitude": 42.7, "longitude": 23.3},
    "Pernik": {"population": 100_000, "latitude": 42.6, "longitude": 23.0},
    "Ruse": {"population": 1_000, "latitude": 43.8, "longitude": 26.0},
}
MEMBER: dict[str, Any] = {
    "kind": "ngo", "home": "Sofia", "staff_fte": 3, "premises_places": 40, "cash_eur": 500,
    "know_how": 0.4,
}  # fmt: skip


def scenario(**sections: Any) -> Scenario:
    """A scenario of 24 months with one arm, and what is said besides."""
    said = {
        "title": "A test", "question": "Does it hold?", "reference": "only", "arms": {"only": {}},
        "places": PLACES, "organisations": {"First": MEMBER},
    } | sections  # fmt: skip
    said["parameters"] = {"horizon_months": 24, "funding_months": 12} | sections.get(
        "parameters", {}
    )
    return load_resolved(said)


def world(**sections: Any) -> World:
    """The world of that scenario's only arm."""
    return build_world(scenario(**sections).arms["only"])


def instrument(strength: float = 1.0, **details: Any) -> dict[str, Any]:
    """An instrument that acts on trust."""
    return {"channels": {"trust": strength}, **details}


def test_the_key_of_luck_is_the_digest_of_the_name():
    assert identity("Sofia") == crc32(b"Sofia")
    assert identity("София") == crc32("София".encode())


def test_keys_hang_on_names_and_not_on_places_in_a_list():
    members = {name: MEMBER for name in ("First", "Second", "Third")}
    backwards = dict(reversed(members.items()))
    there = world(organisations=members)
    here = world(organisations=backwards, places=dict(reversed(PLACES.items())))
    assert there.organisations.identity.tolist()[:3] == [identity(name) for name in members]
    assert here.organisations.identity.tolist()[:3] == [identity(name) for name in backwards]
    assert here.communities.identity.tolist() == [identity(name) for name in reversed(PLACES)]
    nation = [identity(name) for name in (*reversed(PLACES), "the nation")]
    assert here.policy_makers.identity.tolist() == nation
    assert here.organisations.home.tolist()[:3] == [2, 2, 2]


def test_the_directory_lists_rows_by_their_keys():
    found = world(organisations={f"Club {n}": MEMBER for n in range(9)})
    keys = found.organisations.identity[found.directory].tolist()
    assert keys == sorted(found.organisations.identity.tolist())


def test_all_parameters_come_from_the_arm():
    """Each default, but for two that are changed."""
    found = world(parameters={"stigma": 0.9, "grant_eur": 77.0}).parameters[0]
    expected = {name: parameter.default for name, parameter in REGISTER.items()}
    expected |= {"stigma": 0.9, "grant_eur": 77.0, "horizon_months": 24, "funding_months": 12}
    assert {name: float(found[name]) for name in REGISTER} == pytest.approx(expected)


def test_a_schedule_holds_from_its_month_on_until_the_next():
    calendar = world(
        parameters={"development_time_share": 0.1},
        schedule={"12": {"development_time_share": 0.3}, "5": {"development_time_share": 0.2}},
    ).calendar
    assert len(calendar) == 24
    expected = [0.1] * 5 + [0.2] * 7 + [0.3] * 12
    assert calendar.development_time_share.tolist() == pytest.approx(expected)


def test_months_of_a_schedule_are_ordered_by_number():
    """Not by the order of writing, and not as words, where 10 comes before 9."""
    calendar = world(
        schedule={"10": {"development_time_share": 0.3}, "9": {"development_time_share": 0.2}}
    ).calendar
    assert calendar.development_time_share[8:12].tolist() == pytest.approx([0.25, 0.2, 0.3, 0.3])


def test_the_mix_follows_its_schedule_and_adds_up_to_one_every_month():
    calendar = world(
        parameters={"effort_up_share": 0.2, "effort_out_share": 0.3, "effort_deep_share": 0.5},
        schedule={"6": {"effort_up_share": 1, "effort_out_share": 0, "effort_deep_share": 0}},
    ).calendar
    mix = [calendar[f"effort_{way}_share"] for way in ("up", "out", "deep")]
    assert np.array(mix)[:, 5].tolist() == pytest.approx([0.2, 0.3, 0.5])
    assert np.array(mix)[:, 6].tolist() == pytest.approx([1.0, 0.0, 0.0])
    assert sum(mix).tolist() == pytest.approx([1.0] * 24)


def test_a_mix_that_is_nearly_one_is_made_one():
    """0.34 + 0.33 + 0.3299 are one within rounding; the shares keep their proportions."""
    mix = {"effort_up_share": 0.34, "effort_out_share": 0.33, "effort_deep_share": 0.3299}
    calendar = world(parameters=mix).calendar
    for name, share in mix.items():
        assert calendar[name][0] == pytest.approx(share / 0.9999, rel=1e-12)


@pytest.mark.parametrize("whom", ["policy_makers", "communities"])
def test_nobody_is_involved_before_the_month_of_involvement(whom):
    """A schedule changes how strongly from month 9 on, not since when."""
    name = f"involve_{whom}_intensity"
    other = {"policy_makers": "communities", "communities": "policy_makers"}[whom]
    calendar = world(
        parameters={name: 0.4, f"involve_{whom}_month": 6, f"involve_{other}_intensity": 0.7},
        schedule={"2": {name: 0.5}, "9": {name: 0.8}},
    ).calendar
    assert calendar[name].tolist() == pytest.approx([0.0] * 6 + [0.5] * 3 + [0.8] * 15)
    assert calendar[f"involve_{other}_intensity"].tolist() == pytest.approx([0.7] * 24)


def test_an_instrument_works_from_its_start_until_the_month_before_its_end():
    """At an intensity of 0.5: strength 0.4 gives 0.2, 100 EUR give 50, 2 FTE give 1."""
    calendar = world(
        instruments={
            "talks": instrument(
                0.4, start_month=3, end_month=6, intensity=0.5, cost_eur_per_month=100, staff_fte=2
            )
        }
    ).calendar
    used = [0.0] * 3 + [1.0] * 3 + [0.0] * 18
    assert calendar.trust.tolist() == pytest.approx([0.2 * u for u in used])
    assert calendar.instruments_eur.tolist() == pytest.approx([50.0 * u for u in used])
    assert calendar.instruments_fte.tolist() == pytest.approx(used)
    for channel in CHANNELS:
        assert channel == "trust" or not calendar[channel].any()


def test_an_instrument_without_end_stays():
    calendar = world(instruments={"talks": instrument(0.4, start_month=20)}).calendar
    assert calendar.trust.tolist() == pytest.approx([0.0] * 20 + [0.4] * 4)


def test_doses_add_up_with_diminishing_returns_and_costs_in_full():
    """1 - (1 - 0.5 x 0.4) (1 - 0.5): 0.6, less than 0.7; where both are used, both are paid."""
    calendar = world(
        instruments={
            "talks": instrument(0.4, intensity=0.5, cost_eur_per_month=100, staff_fte=2),
            "stories": instrument(0.5, start_month=10, cost_eur_per_month=30, staff_fte=0.5),
        }
    ).calendar
    assert calendar.trust.tolist() == pytest.approx([0.2] * 10 + [0.6] * 14)
    assert calendar.instruments_eur.tolist() == pytest.approx([50.0] * 10 + [80.0] * 14)
    assert calendar.instruments_fte.tolist() == pytest.approx([1.0] * 10 + [1.5] * 14)


def test_a_full_dose_cannot_be_topped():
    calendar = world(instruments={"a": instrument(1.0), "b": instrument(0.7)}).calendar
    assert calendar.trust.tolist() == pytest.approx([1.0] * 24)


KINDS = {
    "influx": INFLUX, "funding_cut": FUNDING_CUT, "election": ELECTION,
    "premises_loss": PREMISES_LOSS,
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_events_are_as_large_as_shocks_are_strong(kind):
    """0.4 x 1.5."""
    found = world(
        parameters={"shock_strength": 1.5},
        events={"it": {"kind": kind, "month": 7, "size": 0.4, "duration_months": 3}},
    ).events
    assert len(found) == 1
    assert found[0].extent == pytest.approx(0.6)
    event = found[0]
    assert (event.kind, event.month, event.duration_months) == (KINDS[kind], 7, 3)
    assert event.place == NOBODY


def test_an_event_may_strike_one_place():
    events = {
        "everywhere": {"kind": "influx", "month": 1},
        "there": {"kind": "influx", "month": 2, "place": "Ruse"},
        "here": {"kind": "influx", "month": 3, "place": "Sofia"},
    }
    found = world(events=events).events
    assert found.place.tolist() == [NOBODY, 2, 0]
    assert found.month.tolist() == [1, 2, 3]


def test_need_follows_population_unless_it_is_said():
    places = PLACES | {"Pernik": PLACES["Pernik"] | {"people_in_need": 40}}
    found = world(places=places, parameters={"need_share": 0.02}).communities
    assert found.population.tolist() == [1_000_000, 100_000, 1_000]
    assert found.need.tolist() == pytest.approx([20_000, 40, 20])
    assert found.first_need.tolist() == pytest.approx([20_000, 40, 20])


def test_no_need_may_be_said_too():
    places = PLACES | {"Pernik": PLACES["Pernik"] | {"people_in_need": 0}}
    assert world(places=places).communities.need[1] == 0.0


def test_character_follows_the_logarithm_of_population_unless_it_is_said():
    """1,000 give 0, 100,000 give (5 - 3) / 3, a million gives 1, and so do more; fewer give 0."""
    places = PLACES | {
        "Huge": PLACES["Sofia"] | {"population": 20_000_000},
        "Tiny": PLACES["Sofia"] | {"population": 1},
        "Said": PLACES["Sofia"] | {"character": 0.0},
    }
    found = world(places=places).communities
    assert found.character.tolist() == pytest.approx([1.0, 2 / 3, 0.0, 1.0, 0.0, 0.0])


def test_distances_on_the_map_are_those_on_the_ground():
    """A degree is 111.2 km, east-west times the cosine of the middle latitude, 43.033."""
    found = world().communities
    sofia, pernik = found[0], found[1]
    east, north = 0.3 * 111.2 * cos(radians(129.1 / 3)), 0.1 * 111.2
    assert sofia.x_km - pernik.x_km == pytest.approx(east)
    assert sofia.y_km - pernik.y_km == pytest.approx(north)
    assert hypot(east, north) == pytest.approx(26.8, abs=0.1)


def test_neighbours_are_listed_nearest_first_and_filled_up_with_nobody():
    found = world().neighbours
    assert found.shape == (3, NEIGHBOURS)
    assert found[:, :2].tolist() == [[1, 2], [0, 2], [0, 1]]
    assert (found[:, 2:] == NOBODY).all()


def test_of_many_places_only_the_nearest_are_neighbours():
    """Nine in a row from north to south: the middle one knows three on either side."""
    places = {
        f"{n}": {"population": 100, "latitude": 42 + n / 10, "longitude": 25} for n in range(9)
    }
    found = world(places=places, organisations={"First": MEMBER | {"home": "0"}}).neighbours
    assert set(found[4]) == {1, 2, 3, 5, 6, 7}
    assert set(found[4, :2]) == {3, 5}
    assert found[0].tolist() == [1, 2, 3, 4, 5, 6]


def test_organisations_bring_what_is_said():
    members = {
        "First": MEMBER,
        "Second": MEMBER | {
            "home": "Ruse", "staff_fte": 1, "premises_places": 7, "cash_eur": 9, "know_how": 0.6,
            "coalition": "Bureau", "joins_month": 4, "goal": 0.8, "backbone": True, "host": True,
            "strategy": {"up": 0.2, "out": 0.3, "deep": 0.5},
        },
    }  # fmt: skip
    first, second = world(organisations=members).organisations[:2]
    said = {
        "home": 2, "exists": True, "alive": True, "coalition": 0, "joins_month": 4, "goal": 0.8,
        "backbone": True, "host": True, "staff_fte": 1.0, "premises_places": 7.0, "cash_eur": 9.0,
        "know_how": 0.6, "own_strategy": True, "own_up": 0.2, "own_out": 0.3, "own_deep": 0.5,
        "funding_share": 0.25, "in_coalition": False, "founded_month": 0,
    }  # fmt: skip
    assert {name: second[name].item() for name in said} == pytest.approx(said)
    unsaid = {
        "home": 0, "coalition": NOBODY, "joins_month": 0, "goal": 0.5, "backbone": False,
        "host": False, "own_strategy": False, "own_up": 0.0, "funding_share": 0.75,
    }  # fmt: skip
    assert {name: first[name].item() for name in unsaid} == pytest.approx(unsaid)


def test_where_nobody_has_staff_public_money_is_shared_equally():
    members = {name: MEMBER | {"staff_fte": 0} for name in ("First", "Second")}
    assert world(organisations=members).organisations.funding_share[:2].tolist() == [0.5, 0.5]


def test_coalitions_are_numbered_as_they_are_named_first():
    names = ("west", None, "east", "west")
    members = {
        f"Club {i}": MEMBER | ({"coalition": name} if name else {}) for i, name in enumerate(names)
    }
    found = world(organisations=members)
    assert found.organisations.coalition[:4].tolist() == [0, NOBODY, 1, 0]
    assert len(found.coalitions) == 2
    assert len(world().coalitions) == 1  # empty: arrays without rows would need care everywhere


def test_rows_wait_for_organisations_still_to_be_founded():
    found = world().organisations
    assert len(found) == 1 + FOUNDING_SLOTS
    waiting = found[1:]
    assert not waiting.exists.any()
    assert not waiting.alive.any()
    assert waiting.coalition.tolist() == [NOBODY] * FOUNDING_SLOTS
    assert waiting.goal.tolist() == [0.5] * FOUNDING_SLOTS
    assert waiting.funding_share.tolist() == [0.0] * FOUNDING_SLOTS
    names = [f"newcomer {number}" for number in range(1, FOUNDING_SLOTS + 1)]
    assert waiting.identity.tolist() == [identity(name) for name in names]


def test_sites_and_partners_are_empty_at_first():
    found = world()
    assert not found.sites.open.any()
    assert (found.partners == NOBODY).all()
    assert len(found.sites) == len(found.partners) == len(found.organisations)
    assert found.coverage_order.tolist() == [0, 1, 2]


def test_a_copied_world_shares_what_is_given_and_has_state_of_its_own():
    first = world()
    second = copy_world(first)
    for field in World._fields[:GIVEN_FIELDS]:
        assert getattr(second, field) is getattr(first, field)
    for field in World._fields[GIVEN_FIELDS:]:
        assert not np.shares_memory(getattr(second, field), getattr(first, field))
        assert getattr(second, field).tolist() == getattr(first, field).tolist()
