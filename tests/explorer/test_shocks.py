"""The story tells of events what they did in the run, and nothing of those that did nothing."""

import pytest

from analysis.explorer.frames import film
from analysis.explorer.question import InstrumentChange, Option, arms_of
from analysis.explorer.shocks import effects
from analysis.explorer.story import events
from simulation.scenario import Instrument

from .asked import MONTHS, asked, tiny

FUNDED = 12  # months of the tiny scenario
PAID = ("steady_eur", "oneoff_eur", "matched_eur", "endowment_eur")
EVEN = {"oneoff_share": 0.0, "matched_share": 0.0, "endowed_share": 0.0}


def shown(happening, levers=None, **assumptions):
    """The run of an option under some events, as its story sees it."""
    option = Option("even", levers or {})
    question = asked(option, events=happening, assumptions=assumptions)
    return film(arms_of(question)["option-1"], 2, 0)


def did(happening, levers=None, **assumptions):
    run = shown(happening, levers, **assumptions)
    names = {id(event): name for name, event in run.arm.events.items()}
    return {names[id(event)]: size for event, size in effects(run)}


def event(kind, month=6, size=0.4, **rest):
    return {"kind": kind, "month": month, "size": size, **rest}


@pytest.mark.parametrize("strength", [0.5, 2.0])
def test_strength_multiplies_what_happens(strength):
    happening = {
        "many": event("influx", size=1.5, duration_months=3),
        "cut": event("funding_cut"), "rooms": event("premises_loss"), "vote": event("election"),
    }  # fmt: skip
    assert did(happening, EVEN, shock_strength=strength) == pytest.approx(
        {"many": 1.5 * strength, "cut": 0.4 * strength, "rooms": 0.4 * strength,
         "vote": 0.4 * strength}
    )  # fmt: skip


def test_without_strength_nothing_happened_and_nothing_is_told():
    happening = {kind: event(kind) for kind in ("influx", "funding_cut", "election")}
    run = shown(happening, EVEN, shock_strength=0.0)
    assert list(events(run)) == []


def test_an_influx_counts_those_who_arrive_before_the_end():
    late = event("influx", month=MONTHS - 2, size=1.0, duration_months=4)
    run = shown({"late": late})
    [(_, size)] = effects(run)
    assert size == pytest.approx(0.5)
    none = shown({})
    arrived = run.worlds[-1].communities.newcomers - none.worlds[-1].communities.newcomers
    first = run.worlds[0].communities.first_need
    assert arrived.sum() <= size * first.sum() * (1.0 + 1e-9)


@pytest.mark.parametrize(
    ("month", "levers", "expected"),
    [
        (FUNDED - 1, EVEN, 0.4),
        (FUNDED, EVEN, None),
        (0, {**EVEN, "oneoff_share": 1.0}, 0.4),
        (1, {**EVEN, "oneoff_share": 1.0}, None),
        (1, {**EVEN, "endowed_share": 1.0}, None),
        (1, {**EVEN, "matched_share": 1.0, "grant_eur": 4e6}, 0.4),
        (3, {**EVEN, "grant_eur": 0.0}, None),
    ],
)
def test_a_cut_is_told_only_where_money_was_still_to_come(month, levers, expected):
    found = did({"cut": event("funding_cut", month=month)}, levers)
    assert found == ({} if expected is None else {"cut": pytest.approx(expected)})
    paid = [
        sum(float(world.ledger[kind][0]) for world in shown(cut, levers).worlds for kind in PAID)
        for cut in ({"cut": event("funding_cut", month=month, size=1.0)}, {})
    ]
    assert (paid[0] < paid[1]) == (expected is not None)


def test_nothing_is_left_after_all_was_cut():
    happening = {
        "late": event("funding_cut", month=9), "all": event("funding_cut", month=4, size=3.0),
        "again": event("funding_cut", month=4),
    }  # fmt: skip
    assert did(happening, EVEN) == {"all": 1.0}


def test_the_place_of_a_cut_is_not_told_since_it_is_everywhere():
    place = next(iter(tiny().arms["even"].places))
    happening = {"cut": event("funding_cut", place=place), "many": event("influx", place=place)}
    told = {one.words["kind"]: one.words for one in events(shown(happening, EVEN))}
    assert told == {"funding_cut": {"kind": "funding_cut"},
                    "influx": {"kind": "influx", "place": place}}  # fmt: skip


def test_what_agreements_protect_is_not_lost():
    arm = tiny().arms["even"]
    secured = Instrument(channels={"premises_security": 0.75})
    arm = arm.model_copy(update={"instruments": {"lease": secured}})
    scenario = tiny().with_arms({"even": arm}, "even")
    question = asked(
        Option("even", {}, {"lease": InstrumentChange(start_month=5)}), scenario=scenario,
        events={"early": event("premises_loss", month=4), "late": event("premises_loss", month=5)},
    )  # fmt: skip
    sizes = [size for _, size in effects(film(arms_of(question)["option-1"], 2, 0))]
    assert sizes == pytest.approx([0.4, 0.1])


def test_premises_are_lost_only_where_somebody_is_at_home():
    arm = tiny().arms["even"]
    homes = {one.home for one in arm.organisations.values()}
    empty = next(place for place in arm.places if place not in homes)
    here = event("premises_loss", place=next(iter(homes)))
    assert did({"here": here}) == {"here": pytest.approx(0.4)}
    assert did({"there": event("premises_loss", place=empty)}) == {}
