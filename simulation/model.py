"""The Mesa model: the same month, one agent at a time, to look into and to extend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from .compiled import follow
from .month import community_month, month, organisation_month, policy_maker_month
from .outcomes import MONTHLY_NAMES, RUN_NAMES
from .records import Records
from .rules.beginning import begin
from .rules.measure import measure_month
from .rules.summary import summarise_run
from .scenario.problems import expected_one_of, need_scenario
from .world import build_world

if TYPE_CHECKING:
    from .engine import Floats
    from .scenario import Scenario


class RecordAgent(mesa.Agent):  # type: ignore[misc]
    """An agent that stands on one row of a record array.

    Its state is read as attributes (``agent.trust``); the row itself is ``agent.record``.
    """

    def __init__(self, model: ScalingModel, index: int, name: str, record: Records) -> None:
        super().__init__(model)
        self.index = index
        self.name = name
        self.record = record

    def __getattr__(self, name: str) -> Any:
        """Read a column of the record as an attribute."""
        if not name.startswith("_") and "record" in self.__dict__:
            names = self.record.dtype.names
            if name in names:
                return self.record[name].item()
        raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")


class Organisation(RecordAgent):
    """An organisation that delivers the innovation."""

    def step(self) -> None:
        """Do one month's work: plan, pay, serve, develop, join or leave."""
        organisation_month(self.model.world, self.index)


class Community(RecordAgent):
    """The people of one place who share the need, and their neighbours."""

    def step(self) -> None:
        """Live one month: hear, seek, be served or wait, trust, take part."""
        community_month(self.model.world, self.index)


class PolicyMaker(RecordAgent):
    """A municipality's administration and council; the last one is the nation."""

    def step(self) -> None:
        """Work one month: listen, learn, decide, pay."""
        policy_maker_month(self.model.world, self.index)


class ScalingModel(mesa.Model):  # type: ignore[misc]
    """One run of one arm of a scenario, month by month.

    Parameters
    ----------
    scenario : Scenario     what is compared
    arm : str               which arm; the reference if not given
    seed : int              key of luck, 0 to 4294967295; the scenario's if not given
    replicate : int         number of the run under this seed

    Subclass it (or an agent class named in ``organisation_class``, ``community_class``,
    ``policy_maker_class``) to add a rule of your own: change records in ``step``.
    """

    organisation_class: type[Organisation] = Organisation
    community_class: type[Community] = Community
    policy_maker_class: type[PolicyMaker] = PolicyMaker

    def __init__(
        self,
        scenario: Scenario,
        arm: str | None = None,
        seed: int | None = None,
        replicate: int = 0,
    ) -> None:
        need_scenario(scenario)
        name = scenario.reference if arm is None else arm
        if name not in scenario.arms:
            raise ValueError(expected_one_of("arm", name, scenario.arms))
        seed = scenario.seed if seed is None else seed
        super().__init__(rng=seed)
        self.arm = scenario.arms[name]
        self.world = build_world(self.arm)
        self.world.clock.seed[0] = seed
        self.world.clock.replicate[0] = replicate
        begin(self.world)
        self.month = 0
        self.horizon_months = len(self.world.calendar)
        names = np.dtype([(name, np.float64) for name in MONTHLY_NAMES])
        self.outcomes: Records = np.zeros(self.horizon_months, names).view(np.recarray)
        self._make_agents()
        self._follow_the_month = follow(
            month,
            each_organisation=lambda _: self.organisations.do("step"),
            each_community=lambda _: self.communities.do("step"),
            each_policy_maker=lambda _: self.policy_makers.do("step"),
        )
        self.datacollector = mesa.DataCollector(
            model_reporters={
                name: lambda model, name=name: float(model.outcomes[model.month - 1][name])
                for name in MONTHLY_NAMES
            }
        )

    def _make_agents(self) -> None:
        world = self.world
        slots = len(world.organisations) - len(self.arm.organisations)
        newcomers = [f"newcomer {number + 1}" for number in range(slots)]
        for index, name in enumerate([*self.arm.organisations, *newcomers]):
            self.organisation_class(self, index, name, world.organisations[index])
        for index, name in enumerate(self.arm.places):
            self.community_class(self, index, name, world.communities[index])
        for index, name in enumerate([*self.arm.places, "the nation"]):
            self.policy_maker_class(self, index, name, world.policy_makers[index])

    @property
    def organisations(self) -> mesa.agent.AgentSet:
        """All organisations, those that may still be founded included."""
        return self.agents_by_type[self.organisation_class]

    @property
    def communities(self) -> mesa.agent.AgentSet:
        """All communities."""
        return self.agents_by_type[self.community_class]

    @property
    def policy_makers(self) -> mesa.agent.AgentSet:
        """All policy makers, the nation last."""
        return self.agents_by_type[self.policy_maker_class]

    def step(self) -> None:
        """Let one month pass."""
        if self.month >= self.horizon_months:
            self.running = False
            return
        self.world.clock.month[0] = self.month
        self._follow_the_month(self.world)
        measure_month(self.world, self.outcomes[self.month])
        self.month += 1
        self.datacollector.collect(self)
        self.running = self.month < self.horizon_months

    def run(self) -> ScalingModel:
        """Let all months pass."""
        while self.running:
            self.step()
        return self

    def summary(self) -> Records:
        """Return the outcomes of the run."""
        kind = np.dtype([(name, np.float64) for name in RUN_NAMES])
        run = np.zeros(1, kind).view(np.recarray)
        summarise_run(self.world, self.outcomes, run[0])
        return run[0]


def run_model(
    scenario: Scenario,
    arm: str,
    seed: int,
    first: int,
    count: int,
    model_class: type[ScalingModel] = ScalingModel,
) -> tuple[Floats, Floats]:
    """Return monthly and run outcomes of some replicates, as the ensemble does."""
    monthly, runs = [], []
    for replicate in range(first, first + count):
        model = model_class(scenario, arm, seed, replicate).run()
        monthly.append(model.outcomes.view(np.float64).reshape(len(model.outcomes), -1))
        runs.append(np.array([model.summary()[name] for name in RUN_NAMES]))
    return np.stack(monthly), np.stack(runs)
