"""The reduced model as a user of Mesa writes it: agents, attributes, batch_run."""

from __future__ import annotations

from math import exp, sqrt

import mesa
import numpy as np
import numpy.typing as npt

from . import numbers


def combine(staff: float, premises: float, money: float, know_how: float) -> float:
    """Return the people that four inputs can serve together (CES, elasticity 1/2)."""
    return 4.0 / (1.0 / staff + 1.0 / premises + 1.0 / money + 1.0 / know_how)


class Organisation(mesa.Agent):
    """Holds four inputs, pools a share of them, serves its home place."""

    def __init__(self, model: ReducedModel, home: Community) -> None:
        super().__init__(model)
        self.home = home
        self.staff = self.usual_staff = self.draw_input()
        self.premises = self.usual_premises = self.draw_input()
        self.money = self.draw_input()
        self.know_how = self.draw_input()
        self.contribution = numbers.FIRST_CONTRIBUTION

    def draw_input(self) -> float:
        """Return an endowment: its median times exp(unevenness x z), z a sum of four uniforms."""
        z = sqrt(3.0) * (sum(self.random.random() for _ in range(4)) - 2.0)
        return numbers.USUAL_INPUT * exp(numbers.UNEVENNESS * z)

    def step(self) -> None:
        """Recover, perhaps have an accident, give to the pool, serve with the rest."""
        self.staff += numbers.RECOVERY_PER_MONTH * (self.usual_staff - self.staff)
        self.premises += numbers.RECOVERY_PER_MONTH * (self.usual_premises - self.premises)
        self.contribution = self.model.mean_contribution * (1.0 - numbers.SHORTFALL_PER_MONTH)
        if self.random.random() < numbers.ACCIDENT_PER_MONTH:
            self.contribution *= 0.5
            if self.random.random() < 0.5:
                self.staff *= 0.5
            else:
                self.premises *= 0.5
        self.model.pooled_staff += self.contribution * self.staff
        self.model.pooled_premises += self.contribution * self.premises
        self.model.pooled_money += self.contribution * self.money
        self.model.pooled_know_how += self.contribution * self.know_how
        alone = combine(self.staff, self.premises, self.money, self.know_how)
        self.home.offered += (1.0 - self.contribution) * alone


class Community(mesa.Agent):
    """The people of one place who share the need."""

    def __init__(self, model: ReducedModel) -> None:
        super().__init__(model)
        self.trust = self.random.uniform(numbers.LOWEST_TRUST, numbers.HIGHEST_TRUST)
        self.waiting = 0.0
        self.served = 0.0
        self.offered = 0.0

    def step(self) -> None:
        """Some give up or move on, some hear, those who seek get what is offered."""
        stay = 1.0 - numbers.TURNOVER_PER_MONTH
        self.waiting *= stay * (1.0 - numbers.GIVING_UP_PER_MONTH)
        self.served *= stay
        share_served = self.served / numbers.PEOPLE_IN_NEED
        rate = numbers.SEEKING_PER_MONTH + numbers.WORD_OF_MOUTH_PER_MONTH * share_served
        unaware = numbers.PEOPLE_IN_NEED - self.waiting - self.served
        seeking = self.waiting + self.served + unaware * (1.0 - exp(-self.trust * rate))
        self.served = min(seeking, self.offered)
        self.waiting = seeking - self.served
        self.offered = 0.0


class ReducedModel(mesa.Model):
    """One run."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed=seed)
        self.empty_the_pool()
        self.mean_contribution = numbers.FIRST_CONTRIBUTION
        places = [Community(self) for _ in range(numbers.PLACES)]
        for number in range(numbers.ORGANISATIONS):
            Organisation(self, places[number % numbers.PLACES])
        self.organisations = self.agents_by_type[Organisation]
        self.communities = self.agents_by_type[Community]
        self.datacollector = mesa.DataCollector(
            model_reporters={
                "served": lambda model: sum(model.communities.get("served")),
                "waiting": lambda model: sum(model.communities.get("waiting")),
                "contribution": "mean_contribution",
            }
        )

    def step(self) -> None:
        """Let one month pass."""
        self.empty_the_pool()
        self.organisations.shuffle_do("step")
        self.share_out()
        self.communities.shuffle_do("step")
        self.datacollector.collect(self)
        self.running = self.steps < numbers.MONTHS

    def empty_the_pool(self) -> None:
        """Nothing is pooled yet this month."""
        self.pooled_staff = self.pooled_premises = 0.0
        self.pooled_money = self.pooled_know_how = 0.0

    def share_out(self) -> None:
        """The pool serves in equal parts where the organisations are at home."""
        together = combine(
            self.pooled_staff, self.pooled_premises, self.pooled_money, self.pooled_know_how
        )
        part = numbers.AGREED_SHARE * together / len(self.organisations)
        for organisation in self.organisations:
            organisation.home.offered += part
        given = self.organisations.get("contribution")
        self.mean_contribution = sum(given) / len(given)


def run(replicates: int, seed: int) -> dict[str, npt.NDArray[np.float64]]:
    """Return the outcomes of some runs."""
    seeds = range(seed * replicates, (seed + 1) * replicates)
    rows = mesa.batch_run(
        ReducedModel, {"seed": seeds}, data_collection_period=1, display_progress=False
    )
    months = {
        name: np.array([row[name] for row in rows]).reshape(replicates, numbers.MONTHS)
        for name in numbers.MONTHLY
    }
    return numbers.run_outcomes(months)
