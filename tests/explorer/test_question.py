"""Presets stay as they are, changes change what was asked, bad questions say what is wrong."""

from dataclasses import replace

import pytest

from analysis.explorer import catalogue
from analysis.explorer.question import (
    REFERENCE,
    InstrumentChange,
    Option,
    arms_of,
    question_of,
    scenario_of,
)
from analysis.worlds import open_assumptions
from simulation import ScenarioError, load_scenario
from simulation.scenario import load_resolved
from simulation.world import MIX, lay_out_calendar

from .asked import MONTHS, asked, tiny


@pytest.fixture(scope="module")
def bureau():
    return load_scenario("bureau")


def problems(question):
    with pytest.raises(ScenarioError) as caught:
        arms_of(question)
    return {problem.place: problem for problem in caught.value.problems}


@pytest.mark.parametrize("name", ["strategies", "bureau", "involvement-timing"])
def test_an_unchanged_preset_is_the_arm_of_the_file(name):
    scenario = load_scenario(name)
    found = arms_of(asked(*map(Option, list(scenario.arms)[:4]), scenario=scenario))
    assert list(found) == [REFERENCE, *(f"option-{at + 1}" for at in range(len(found) - 1))]
    presets = [scenario.arms[scenario.reference], *scenario.arms.values()]
    for (own, arm), preset in zip(found.items(), presets, strict=False):
        assert arm == preset.model_copy(update={"name": own})


def test_a_moved_lever_stays_where_it_is_and_leaves_the_schedule(bureau):
    preset = bureau.arms["partners-late"]
    assert set(preset.schedule[24]) == set(MIX)
    scheduled = preset.model_copy(
        update={"schedule": {24: {**preset.schedule[24], "development_time_share": 0.4}}}
    )
    scenario = bureau.with_arms({"a": bureau.arms["separate"], "b": scheduled}, "a")
    levers = {"development_time_share": 0.1, "grant_eur": 5.0}
    arm = arms_of(asked(Option("b", levers), scenario=scenario))["option-1"]
    assert arm.schedule == {24: preset.schedule[24]}
    assert (arm.parameters["development_time_share"], arm.parameters["grant_eur"]) == (0.1, 5.0)
    assert arm.label == f"{preset.label}, changed"


def test_whoever_moves_one_effort_moves_the_mix_and_an_emptied_month_goes_away(bureau):
    option = Option("partners-late", {"effort_up_share": 1.0})
    arm = arms_of(asked(option, scenario=bureau))["option-1"]
    assert arm.schedule == {}
    # up 1, out 0.35 and deep 0.65, made to add to 1
    assert [arm.parameters[name] for name in MIX] == pytest.approx([0.5, 0.175, 0.325])
    assert lay_out_calendar(arm).effort_up_share == pytest.approx([0.5] * 84)


def test_shares_that_add_to_one_stay_as_they_were_said():
    levers = dict(zip(MIX, (0.2, 0.3, 0.5), strict=True))
    arm = arms_of(asked(Option("even", levers)))["option-1"]
    assert [arm.parameters[name] for name in MIX] == [0.2, 0.3, 0.5]


def test_a_mix_of_nothing_is_refused():
    found = problems(asked(Option("even", dict.fromkeys(MIX, 0.0))))
    assert set(found) == {"options.0.levers"}
    assert "all 0" in found["options.0.levers"].got


def test_instruments_go_off_and_come_on_with_their_own_or_shipped_values(bureau):
    own = bureau.arms["as-it-happened"].instruments["regular-reporting"]
    changes = {"academy": InstrumentChange(), "long-term-premises": None,
               "regular-reporting": InstrumentChange(intensity=0.25)}  # fmt: skip
    arm = arms_of(asked(Option("as-it-happened", {}, changes), scenario=bureau))["option-1"]
    assert arm.instruments["academy"] == catalogue.shipped_instruments()["academy"]
    assert "long-term-premises" not in arm.instruments
    assert arm.instruments["regular-reporting"] == own.model_copy(update={"intensity": 0.25})
    assert len(arm.instruments) == len(bureau.arms["as-it-happened"].instruments)


def test_an_instrument_without_intensity_keeps_its_own_values(bureau):
    own = bureau.arms["separate"].instruments["monthly-joint-planning"]
    assert own.intensity == 0.0
    own = own.model_copy(update={"cost_eur_per_month": 77.0, "start_month": 3})
    weak = {**bureau.arms["separate"].instruments, "monthly-joint-planning": own}
    scenario = bureau.with_arms(
        {
            **bureau.arms,
            "separate": bureau.arms["separate"].model_copy(update={"instruments": weak}),
        },
        bureau.reference,
    )
    changes = {"monthly-joint-planning": InstrumentChange(end_month=17)}
    arm = arms_of(asked(Option("separate", {}, changes), scenario=scenario))["option-1"]
    expected = own.model_copy(update={"intensity": 1.0, "end_month": 17})
    assert arm.instruments["monthly-joint-planning"] == expected


def test_an_instrument_that_an_arm_lacks_is_that_of_the_catalogue_else_of_the_first_arm(bureau):
    shipped = catalogue.shipped_instruments()["academy"]
    odd = shipped.model_copy(update={"cost_eur_per_month": 77.0, "start_month": 9})
    rare = odd.model_copy(update={"intensity": 0.0})
    arms = dict(bureau.arms)
    for at, name in enumerate(["as-it-happened", "partners-late"]):
        own = {"academy": odd, "rare": rare.model_copy(update={"staff_fte": 1.0 + at})}
        arms[name] = arms[name].model_copy(update={"instruments": own})
    scenario = bureau.with_arms(arms, bureau.reference)
    changes = {"academy": InstrumentChange(), "rare": InstrumentChange()}
    arm = arms_of(asked(Option("separate", {}, changes), scenario=scenario))["option-1"]
    assert arm.instruments["academy"] == shipped
    assert arm.instruments["rare"] == rare.model_copy(update={"intensity": 1.0, "staff_fte": 1.0})


def test_circumstances_hold_for_all_arms_the_reference_included(bureau):
    cut = {"kind": "funding_cut", "month": 10, "size": 0.5, "place": None}
    late = {"kind": "influx", "month": 30, "size": 1.0, "duration_months": 2, "place": "Sofia"}
    events = {"influx-2022": late, "cut": cut}
    found = arms_of(
        asked(Option("separate"), scenario=bureau, events=events, assumptions={"need_share": 0.01})
    )
    for arm in found.values():
        assert list(arm.events) == ["influx-2022", "cut"]
        assert (arm.events["influx-2022"].month, arm.events["cut"].size) == (30, 0.5)
        assert arm.parameters["need_share"] == 0.01
    gone = arms_of(asked(Option("separate"), scenario=bureau, events={"influx-2022": None}))
    assert all(arm.events == {} for arm in gone.values())


def test_a_world_moves_what_no_arm_sets_and_what_is_said_wins(bureau):
    world = catalogue.stored_worlds()[7]
    free = open_assumptions(bureau.arms.values())
    said = free[0]
    value = catalogue.ASSUMPTIONS[said].low
    found = arms_of(asked(Option("separate"), scenario=bureau, world=7, assumptions={said: value}))[
        "option-1"
    ]
    preset = bureau.arms["separate"]
    assert found.parameters[said] == value != world[said]
    assert all(found.parameters[name] == world[name] for name in free if name != said)
    held = set(preset.parameters) - set(free)
    assert all(found.parameters[name] == preset.parameters[name] for name in held)
    assert "base_trust" in held


def test_everything_that_is_wrong_is_said_at_once():
    around = {
        "events": {"x": {"kind": "influxx", "month": 900}, "gone": None},
        "assumptions": {"base_trust": 5.0, "grant_eur": 1.0},
        "world": 999, "seed": -1, "replications": 0, "reference": "evn",
    }  # fmt: skip
    options = (
        Option("up", {"grant_eru": 1.0, "base_trust": 0.3}, {"academi": None}),
        Option("outt", {"grant_eur": float("nan"), "involve_communities_month": 1.5}),
        Option("out", {}, {"academy": InstrumentChange(400, 3, 5)}),
    )
    found = problems(asked(*options, **around))
    assert {place: problem.nearest for place, problem in found.items()} == {
        "seed": None,
        "replications": None,
        "reference": "even",
        "circumstances.world": None,
        "circumstances.assumptions.base_trust": None,
        "circumstances.assumptions.grant_eur": None,
        "circumstances.events.x.kind": "influx",
        "circumstances.events.x.month": None,
        "circumstances.events.gone": None,
        "options.0.levers.grant_eru": "grant_eur",
        "options.0.levers.base_trust": None,
        "options.0.instruments.academi": "academy",
        "options.1.arm": "out",
        "options.1.levers.grant_eur": None,
        "options.1.levers.involve_communities_month": None,
        "options.2.instruments.academy.start_month": None,
        "options.2.instruments.academy.intensity": None,
    }
    assert {problem.file for problem in found.values()} == {"question"}


def test_what_does_not_fit_together_is_refused_as_in_a_file():
    events = {"late": {"kind": "influx", "month": MONTHS, "place": "Pernikk"}}
    found = problems(asked(Option("up"), events=events))
    assert set(found) == {"circumstances.events.late.month", "circumstances.events.late.place"}
    assert found["circumstances.events.late.place"].nearest == "Pernik"
    options = (
        Option("up", {"oneoff_share": 0.7, "endowed_share": 0.7}),
        Option("out", {"funding_months": MONTHS + 1}),
        Option("deep", {}, {"academy": InstrumentChange(start_month=9, end_month=4)}),
    )
    found = problems(asked(*options))
    assert set(found) == {
        "options.0.levers", "options.1.levers.funding_months",
        "options.2.instruments.academy.end_month",
    }  # fmt: skip
    assert "1.4" in found["options.0.levers"].got


@pytest.mark.parametrize(
    "value", [True, "1000", None, [1.0], 10**400, -(10**400), float("inf")],
    ids=["true", "word", "none", "list", "huge", "very low", "infinite"],
)  # fmt: skip
def test_what_is_no_number_is_no_lever(value):
    assert set(problems(asked(Option("up", {"grant_eur": value})))) == {
        "options.0.levers.grant_eur"
    }


def test_huge_numbers_are_refused_everywhere():
    events = {"e": {"kind": "influx", "month": 10**400, "size": 10**400}}
    changes = {"academy": InstrumentChange(start_month=10**400)}
    found = problems(asked(Option("up", {}, changes), events=events, seed=10**400, world=10**400))
    assert set(found) == {
        "seed", "circumstances.world", "circumstances.events.e.month",
        "circumstances.events.e.size", "options.0.instruments.academy.start_month",
    }  # fmt: skip


@pytest.mark.parametrize("count", [0, 5])
def test_there_are_one_to_four_options(count):
    assert set(problems(asked(*[Option("up")] * count))) == {"options"}


def test_arms_that_do_not_last_equally_long_cannot_be_compared():
    arms = dict(tiny().arms)
    arms["up"] = arms["up"].changed(label="Up", horizon_months=36)
    found = problems(asked(Option("up"), scenario=tiny().with_arms(arms, "even")))
    assert "30 and 36" in found["options"].got


def test_the_scenario_of_a_question_loads_again_to_the_same_arms(bureau):
    changed = Option("separate", {"grant_eur": 9e5, "effort_up_share": 0.9},
                     {"academy": InstrumentChange(), "regular-reporting": None})  # fmt: skip
    events = {"influx-2022": None, "cut": {"kind": "funding_cut", "month": 10, "size": 0.5}}
    question = asked(Option("separate"), changed, scenario=bureau, events=events, world=3, seed=11)
    again = load_resolved(scenario_of(question).resolved())
    assert (again.seed, again.reference) == (11, REFERENCE)
    for name, arm in arms_of(question).items():
        same = again.arms[name].model_copy(update={"label": ""})
        assert same == arm.model_copy(update={"label": ""})
    labels = [arm.label for arm in again.arms.values()]
    assert len(set(labels)) == len(labels)
    assert labels[0] == "As it happened, changed"


def test_a_question_is_read_from_plain_data():
    data = {
        "scenario": "x", "seed": 4, "replications": 8, "reference": "even",
        "options": [{"arm": "up", "levers": {"grant_eur": 1.0},
                     "instruments": {"academy": {"start_month": 2}, "mentoring": None}}],
        "circumstances": {"events": {"e": {"kind": "election", "month": 2}},
                          "assumptions": {"base_trust": 0.4}, "world": 2},
    }  # fmt: skip
    found = question_of(tiny(), data)
    option = Option("up", {"grant_eur": 1.0},
                    {"academy": InstrumentChange(start_month=2), "mentoring": None})  # fmt: skip
    expected = asked(option, events={"e": {"kind": "election", "month": 2}}, world=2, seed=4,
                     assumptions={"base_trust": 0.4}, replications=8)  # fmt: skip
    assert replace(found, options=tuple(found.options)) == expected
