"""The run that is shown is a run that was counted, month by month, and its story is in it."""

import json
from types import SimpleNamespace

import numpy as np
import pytest

from analysis.explorer.frames import Film, film, spans
from analysis.explorer.question import Option, arms_of
from analysis.explorer.runs import run_arm
from analysis.explorer.story import MOST_EVENTS, TELLERS, reach_peak, scarce_since, story
from analysis.explorer.typical import typical
from analysis.pictures.network import typical_replicate, world_after
from simulation import Results, load_scenario
from simulation.records import DEMAND, KNOW_HOW, MONEY, STAFF

from .asked import asked, tiny

SEED = 3


@pytest.fixture(scope="module")
def bureau():
    scenario = load_scenario("bureau")
    arm = scenario.arms["as-it-happened"]
    runs = run_arm(arm, SEED, 15)
    return arm, runs, typical(arm, runs, SEED)


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], []),
        ([set(), {"a"}, {"a"}, set(), {"a"}], [("a", 1, 3), ("a", 4, 5)]),
        ([{(2, 1)}, {(2, 1), (1, 2)}], [((2, 1), 0, 2), ((1, 2), 1, 2)]),
    ],
)
def test_spans_say_for_how_long_a_thing_held(states, expected):
    assert spans(states) == expected


def test_the_run_is_the_one_that_the_map_shows_too(bureau):
    arm, runs, shown = bureau
    results = Results((arm.name,), runs.monthly[np.newaxis], runs.runs[np.newaxis])
    assert shown["replicate"] == typical_replicate(results, arm.name)
    json.dumps(shown, allow_nan=False)


def test_every_month_is_the_month_that_was_counted(bureau):
    arm, runs, shown = bureau
    one = film(arm, SEED, shown["replicate"])
    counted = {name: runs.monthly_of(name)[shown["replicate"]] for name in (
        "reach", "people_in_need", "programmes", "formal_agreements", "organisations_alive",
        "coalition_members", "sites_open")}  # fmt: skip
    assert one.served.sum(axis=1) == pytest.approx(counted["reach"])
    assert one.need.sum(axis=1) == pytest.approx(counted["people_in_need"])
    at_work = np.zeros(shown["months"])
    for kind, outcome in (("alive", "organisations_alive"), ("members", "coalition_members"),
                          ("programmes", "programmes")):  # fmt: skip
        at_work = lasting(shown[kind], shown["months"])
        assert at_work == pytest.approx(counted[outcome]), kind
    formal = [span for span in shown["programmes"] if span["two"] == 1]
    assert lasting(formal, shown["months"]) == pytest.approx(counted["formal_agreements"])
    # an organisation may have two sites in one place
    assert (lasting(shown["sites"], shown["months"]) <= counted["sites_open"]).all()
    assert np.shape(shown["need"]) == np.shape(shown["served"]) == (len(arm.places), 84)
    assert np.min(shown["served"]) >= 0 <= np.max(shown["served"]) <= 100


def lasting(held, months):
    counts = np.zeros(months)
    for span in held:
        assert 0 <= span["from"] < span["until"] <= months
        counts[span["from"] : span["until"]] += 1
    return counts


@pytest.mark.parametrize("month", [1, 20, 84])
def test_a_frame_is_the_world_after_so_many_months(bureau, month):
    arm, _, shown = bureau
    frame = film(arm, SEED, shown["replicate"]).worlds[month - 1]
    expected = world_after(arm, SEED, shown["replicate"], month)
    for name, one, other in zip(frame._fields, frame, expected, strict=True):
        assert one.tobytes() == other.tobytes(), name
    served = expected.communities.served + expected.communities.served_by_programme
    told = [row[month - 1] for row in shown["served"]]
    assert told == np.rint(100 * served / expected.communities.need).tolist()


def test_the_story_names_what_the_run_holds(bureau):
    arm, runs, shown = bureau
    told = shown["story"]
    months = [event["month"] for event in told]
    assert months == sorted(months)
    assert len(told) <= MOST_EVENTS
    codes = [event["code"] for event in told]
    assert (codes[0], codes[-1]) == ("begin", "end")
    found = {event["code"]: event for event in told}
    reach = runs.monthly_of("reach")[shown["replicate"]]
    assert found["end"]["numbers"]["served"] == round(reach[-1])
    assert found["funding_ended"]["month"] == arm.parameters["funding_months"]
    assert found["funding_ended"]["numbers"]["served"] == round(reach[47])
    assert found["event"] == {
        "month": 6, "code": "event", "numbers": {"size": 1.5, "duration_months": 3.0},
        "words": {"kind": "influx"},
    }  # fmt: skip
    places = list(arm.places)
    first = min(shown["programmes"], key=lambda span: span["from"])
    assert found["first_programme"]["month"] == first["from"]
    started = {places[s["one"]] for s in shown["programmes"] if s["from"] == first["from"]}
    assert found["first_programme"]["words"]["place"] in started
    for event in told:
        if "organisation" in event["words"]:
            assert event["words"]["organisation"] in {one["name"] for one in shown["organisations"]}


def test_newcomers_are_marked_and_rows_counted_anew():
    scenario = load_scenario("imprint")
    with_academy = next(arm for arm in scenario.arms.values() if "academy" in arm.instruments)
    arm = with_academy.changed(founding_per_year=1.0)
    shown = typical(arm, run_arm(arm, 1, 3), 1)
    founded = [one for one in shown["organisations"] if one["founded"]]
    assert founded
    assert len(shown["organisations"]) == len(arm.organisations) + len(founded)
    begun = {span["one"]: span["from"] for span in shown["alive"]}
    assert set(begun) == set(range(len(shown["organisations"])))
    for at, one in enumerate(shown["organisations"]):
        assert begun[at] > 0 or one["founded"] is False
        assert one["home"] < len(arm.places)
    assert "organisation_founded" in {event["code"] for event in shown["story"]}


def scripted(scarce=(), served=(), funding=10):
    arm = SimpleNamespace(parameters={"funding_months": funding})
    return SimpleNamespace(
        scarce=list(scarce), months=len(scarce or served), arm=arm,
        served=np.array(served, float).reshape(-1, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("scarce", "expected"),
    [
        (["money"] * 16, [(0, "money", 16)]),
        (["staff"] * 2 + ["money"] * 14, [(0, "staff", 2), (2, "money", 14)]),
        (["staff"] + ["money"] * 15, [(1, "money", 15)]),
        (["money"] * 6 + ["staff"] + ["money"] * 9, [(0, "money", 6), (7, "money", 9)]),
        (["money"] * 6 + ["mixed"] * 2 + ["nothing"] * 2 + ["money"] * 6,
         [(0, "money", 6), (6, "mixed", 2), (10, "money", 6)]),
        (["money"] * 4 + ["staff"] * 8 + ["money"] * 4,
         [(0, "money", 4), (4, "staff", 8), (12, "money", 4)]),
        (["nothing"] * 16, []),
    ],
)  # fmt: skip
def test_what_was_scarce_for_long_without_a_break_is_told(scarce, expected):
    found = sorted(scarce_since(scripted(scarce)), key=lambda told: told.month)
    assert [(t.month, t.words["input"], t.numbers["months"]) for t in found] == expected


@pytest.mark.parametrize(
    ("lacking", "expected"),
    [
        ([STAFF, STAFF, MONEY], "staff"),
        ([MONEY, STAFF], "mixed"),  # a tie
        ([STAFF, STAFF, MONEY, DEMAND, KNOW_HOW], "mixed"),  # staff leads without a majority
        ([MONEY, MONEY, STAFF, STAFF], "mixed"),
        ([DEMAND], "demand"),
        ([], "nothing"),
    ],
)
def test_a_thing_is_scarce_only_where_more_than_half_lack_it(lacking, expected):
    rows = np.array([*lacking, STAFF, STAFF, STAFF])  # three that are not at work
    alive = np.arange(len(rows)) < len(lacking)
    world = SimpleNamespace(organisations={"scarce": rows, "alive": alive})
    assert Film(tiny().arms["even"], [world]).scarce == [expected]


@pytest.mark.parametrize(
    ("served", "expected"),
    [([1, 5, 9, 6, 4], 2), ([1, 5, 9, 9.1, 9], None), ([1, 2, 3, 4, 5], None), ([0, 0, 0], None)],
)
def test_a_peak_is_told_where_it_is_clearly_above_the_end(served, expected):
    assert [t.month for t in reach_peak(scripted(served=served, funding=40))] == (
        [] if expected is None else [expected]
    )


def test_a_peak_just_before_the_funding_ends_is_not_told_twice():
    assert list(reach_peak(scripted(served=[1, 5, 9, 6, 4], funding=3))) == []
    assert len(list(reach_peak(scripted(served=[1, 5, 9, 6, 4], funding=2)))) == 1


def test_a_story_with_many_events_keeps_its_beginning_and_its_end():
    events = {f"e{at}": {"kind": "election", "month": at} for at in range(20)}
    arm = arms_of(asked(Option("even"), events=events))["reference"]
    told = story(film(arm, 1, 0))
    assert len(told) == MOST_EVENTS
    assert (told[0]["code"], told[-1]["code"]) == ("begin", "end")
    assert {event["code"] for event in told[1:-1]} <= {"event", "funding_ended"}
    months = [event["month"] for event in told]
    assert months == sorted(months)


def test_every_teller_is_silent_about_what_did_not_happen():
    arm = tiny().arms["even"].changed(
        involve_policy_makers_intensity=0.0, involve_communities_intensity=0.0,
        effort_up_share=0.0, effort_out_share=0.0, effort_deep_share=1.0, contribution_share=0.0,
    )  # fmt: skip
    told = [one for tell in TELLERS for one in tell(Film(arm, film(arm, 1, 0).worlds[:2]))]
    assert {one.code for one in told} <= {"begin", "end", "scarce_since", "member_left",
                                          "coalition_ended", "reach_peak"}  # fmt: skip
