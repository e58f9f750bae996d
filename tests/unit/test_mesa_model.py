"""The Mesa model as its users meet it: agents, sets of agents, data, rules of one's own."""

from typing import Any

import numpy as np
import pytest

from simulation.outcomes import MONTHLY_NAMES, RUN_NAMES
from simulation.records import FOUNDING_SLOTS, GIVEN_FIELDS, World
from simulation.scenario import Scenario, load_resolved
from tests.unit.plain import plain_module

model_module = plain_module("model")
ScalingModel = model_module.ScalingModel
Organisation = model_module.Organisation
MONTHS = 12
PLACES = ("Sofia", "Pernik", "Ruse")


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """Three places with a club each, which only serve: nobody pools, partners or spreads."""
    return load_resolved(
        {
            "title": "Three", "question": "Who moves?", "reference": "first", "seed": 11,
            "parameters": {
                "horizon_months": MONTHS, "funding_months": 6, "contribution_share": 0.0,
                "development_time_share": 0.0, "permit_delay_months": 0,
                "input_loss_per_year": 0.5, "adoption_threshold": 0.5,
                "need_share": 0.05, "initial_awareness_share": 0.4,
            },
            "places": {
                name: {"population": 50_000, "latitude": 42 + i, "longitude": 23 + i}
                for i, name in enumerate(PLACES)
            },
            "organisations": {
                f"Club {name}": {
                    "kind": "ngo", "home": name, "staff_fte": 4, "premises_places": 60,
                    "cash_eur": 30_000, "know_how": 0.5,
                }
                for name in PLACES
            },
            "arms": {"first": {}, "poor": {"parameters": {"grant_eur": 0.0}}},
        }
    )  # fmt: skip


def after(model: Any, months: int) -> Any:
    """The model after so many steps."""
    for _ in range(months):
        model.step()
    return model


def test_agents_have_the_names_of_the_scenario(scenario):
    model = ScalingModel(scenario)
    newcomers = [f"newcomer {n + 1}" for n in range(FOUNDING_SLOTS)]
    clubs = [f"Club {name}" for name in PLACES]
    assert list(model.organisations.get("name")) == [*clubs, *newcomers]
    assert list(model.communities.get("name")) == list(PLACES)
    assert list(model.policy_makers.get("name")) == [*PLACES, "the nation"]
    assert list(model.policy_makers.get("index")) == [0, 1, 2, 3]


def test_state_is_read_from_the_record_as_it_is_now(scenario):
    model = ScalingModel(scenario)
    community = model.communities[1]
    model.world.communities.trust[1] = 0.625
    assert community.trust == 0.625
    assert isinstance(community.trust, float)
    assert model.organisations[0].alive is True
    community.record.trust = 0.25
    assert model.world.communities.trust.tolist()[1] == 0.25


@pytest.mark.parametrize("name", ["trutst", "_trust", "staff_fte"])
def test_what_no_record_holds_is_no_attribute(scenario, name):
    community = ScalingModel(scenario).communities[0]
    with pytest.raises(AttributeError, match=f"Community has no attribute '{name}'"):
        getattr(community, name)
    assert getattr(community, name, "nothing") == "nothing"


def test_agents_are_selected_and_summed_up(scenario):
    """Only those that exist have staff; Ruse has trust of 0.9, the others 0.3."""
    model = ScalingModel(scenario)
    alive = model.organisations.select(lambda agent: agent.alive)
    assert len(alive) == 3
    staff = model.world.organisations.staff_fte
    assert alive.agg("staff_fte", sum) == pytest.approx(staff.sum())
    model.world.communities.trust[:] = [0.3, 0.3, 0.9]
    trusting = model.communities.select(lambda agent: agent.trust > 0.5)
    assert list(trusting.get("name")) == ["Ruse"]
    assert model.communities.agg("trust", max) == 0.9


def test_every_month_is_collected_with_every_outcome(scenario):
    model = ScalingModel(scenario).run()
    frame = model.datacollector.get_model_vars_dataframe()
    assert list(frame.columns) == list(MONTHLY_NAMES)
    assert len(frame) == MONTHS
    for name in MONTHLY_NAMES:
        assert frame[name].to_list() == model.outcomes[name].tolist()
    assert frame["reach"].max() > 0.0


def test_outcomes_of_a_month_are_the_state_of_its_agents(scenario):
    model = after(ScalingModel(scenario), 5)
    last = model.outcomes[4]
    assert last.reach_direct == pytest.approx(model.communities.agg("served", sum))
    assert last.waiting == pytest.approx(model.communities.agg("waiting", sum))
    assert last.organisations_alive == len(model.organisations.select(lambda o: o.alive))
    assert not any(model.outcomes[name][5:].any() for name in MONTHLY_NAMES)


def test_the_model_stops_at_its_horizon(scenario):
    model = after(ScalingModel(scenario), MONTHS - 1)
    assert model.running
    model.step()
    assert not model.running
    assert model.month == MONTHS
    model.running = True  # as a viewer would that steps on by hand
    before = model.outcomes.tobytes()
    state = [getattr(model.world, field).tobytes() for field in World._fields]
    model.step()
    assert not model.running
    assert model.month == MONTHS
    assert model.outcomes.tobytes() == before
    assert [getattr(model.world, field).tobytes() for field in World._fields] == state
    assert len(model.datacollector.get_model_vars_dataframe()) == MONTHS


def test_two_halves_of_a_run_are_the_whole(scenario):
    """Step by step, half and half, or all at once: a month depends on the state alone."""
    whole = ScalingModel(scenario).run()
    first = after(ScalingModel(scenario), MONTHS // 2)
    second = ScalingModel(scenario)
    for field in World._fields[GIVEN_FIELDS:]:
        getattr(second.world, field)[...] = getattr(first.world, field)
    second.month = first.month
    second.outcomes[: second.month] = first.outcomes[: first.month]
    second.run()
    assert second.outcomes.tobytes() == whole.outcomes.tobytes()
    assert second.summary().tobytes() == whole.summary().tobytes()


def test_the_seed_the_replicate_and_the_arm_are_chosen(scenario):
    def outcome(**chosen: Any) -> float:
        return float(ScalingModel(scenario, **chosen).run().summary().impact_total)

    usual = outcome()
    assert outcome(arm="first", seed=11, replicate=0) == usual
    assert len({usual, outcome(seed=12), outcome(replicate=1), outcome(arm="poor")}) == 4
    assert outcome(seed=0) != usual  # 0 is a seed, not a missing one


def test_the_clock_counts_months_from_0(scenario):
    months = []

    class Watcher(Organisation):
        def step(self) -> None:
            if self.index == 0:
                months.append(int(self.model.world.clock.month[0]))
            super().step()

    class WatchedModel(ScalingModel):
        organisation_class = Watcher

    WatchedModel(scenario).run()
    assert months == list(range(MONTHS))


class Lucky(Organisation):
    """A rule of one's own: the first club finds rooms by Mesa's own luck, which differs."""

    def step(self) -> None:
        """Find rooms, then work as usual."""
        if self.index == 0:
            self.record.premises_places += 50.0 * self.model.random.random()
            self.record.know_how = 0.9
        super().step()


class LuckyModel(ScalingModel):
    """The model with a rule of one's own."""

    organisation_class = Lucky


def test_a_rule_of_ones_own_changes_outcomes(scenario):
    usual, own = ScalingModel(scenario).run(), LuckyModel(scenario).run()
    assert own.summary().impact_total > usual.summary().impact_total
    assert list(own.organisations.get("name")) == list(usual.organisations.get("name"))
    assert all(isinstance(agent, Lucky) for agent in own.organisations)


def test_a_rule_of_ones_own_leaves_the_luck_of_others_alone(scenario):
    """Neither draws of its own nor what it changes reach clubs that work elsewhere."""
    usual, own = ScalingModel(scenario).run(), LuckyModel(scenario).run()
    for model in (usual, own):  # no road leads from the first club to the others
        assert model.world.partners.max() < 0
        assert not model.outcomes.programmes.any()
        assert model.world.sites.open.sum() == 3
    for other in (1, 2):
        assert own.world.organisations[other] == usual.world.organisations[other]
        assert own.world.communities[other] == usual.world.communities[other]
    assert own.world.organisations[0] != usual.world.organisations[0]


@pytest.mark.parametrize("kind", ["organisation", "community", "policy_maker"])
def test_agents_of_every_kind_can_be_replaced(scenario, kind):
    """An agent that does nothing: nobody is asked to step by another road."""
    base = {
        "organisation": model_module.Organisation, "community": model_module.Community,
        "policy_maker": model_module.PolicyMaker,
    }[kind]  # fmt: skip
    idle = type("Idle", (base,), {"step": lambda _: None})
    model = type("IdleModel", (ScalingModel,), {f"{kind}_class": idle})(scenario)
    table = {"organisation": "organisations", "community": "communities",
             "policy_maker": "policy_makers"}[kind]  # fmt: skip
    column = {"organisation": "service_fte", "community": "quality",
              "policy_maker": "attention"}[kind]  # fmt: skip
    acting = after(ScalingModel(scenario), 4)
    assert getattr(acting.world, table)[column].any()
    assert not getattr(after(model, 4).world, table)[column].any()


def test_many_runs_of_the_model_are_those_of_single_models(scenario):
    """Replicates 3 and 4, in this order, by month and by run."""
    monthly, runs = model_module.run_model(scenario, "poor", 5, 3, 2)
    assert monthly.shape == (2, MONTHS, len(MONTHLY_NAMES))
    assert runs.shape == (2, len(RUN_NAMES))
    for row, replicate in enumerate((3, 4)):
        model = ScalingModel(scenario, "poor", 5, replicate).run()
        reach = monthly[row, :, MONTHLY_NAMES.index("reach")]
        assert np.array_equal(reach, model.outcomes.reach)
        assert runs[row, RUN_NAMES.index("cost_eur")] == model.summary().cost_eur


def test_models_can_be_of_ones_own_class(scenario):
    _, usual = model_module.run_model(scenario, "first", 5, 0, 1)
    _, own = model_module.run_model(scenario, "first", 5, 0, 1, LuckyModel)
    assert not np.array_equal(usual, own)


def test_a_mistyped_arm_is_told_with_the_arms_and_the_nearest(scenario):
    expected = r'arm: got "frist", expected one of first, poor\. Did you mean first\?'
    with pytest.raises(ValueError, match=expected):
        ScalingModel(scenario, arm="frist")


def test_a_name_in_place_of_a_scenario_is_told_in_words():
    with pytest.raises(TypeError, match="got a str, expected a Scenario"):
        ScalingModel("strategies")
