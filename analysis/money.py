"""What public money each arm spent, and whether it was equal."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import words

if TYPE_CHECKING:
    from simulation import Results

SAME_SHARE = 0.005
LEAST_SHARE_BACK = 0.01  # of the funding; less came back than is worth a reader's time
DIGITS_THAT_TELL = 4  # three would write sums alike that differ by more than half a percent


@dataclass(frozen=True)
class Money:
    """Public money of one arm, and all that it spent, in EUR; means over replicates."""

    arm: str
    funding_eur: float
    returned_eur: float
    programme_eur: float
    cost_eur: float

    @property
    def spent_eur(self) -> float:
        """Funding paid out less what came back."""
        return self.funding_eur - self.returned_eur

    @property
    def all_eur(self) -> float:
        """All public money: funding spent and programmes."""
        return self.spent_eur + self.programme_eur


def money_of(results: Results) -> tuple[Money, ...]:
    """Return the money of each arm."""
    names = ("funding_eur", "returned_eur", "programme_eur", "cost_eur")
    means = [results.run_of(name).mean(axis=1) for name in names]
    return tuple(
        Money(arm, *(float(mean[at]) for mean in means)) for at, arm in enumerate(results.arms)
    )


def same(values: list[float]) -> bool:
    """Whether sums of money differ by at most half a percent of the largest.

    >>> same([1000.0, 996.0]), same([1000.0, 994.0]), same([0.0, 0.0])
    (True, False, True)
    """
    if not all(math.isfinite(value) for value in values):
        return False
    return max(values) - min(values) <= SAME_SHARE * max(abs(value) for value in values)


def unequal_money(money: tuple[Money, ...], labels: dict[str, str]) -> Iterator[str]:
    """Yield a warning where the arms did not spend the same public money for scaling."""
    if not same([one.spent_eur for one in money]):
        parts = [
            f"{words.quoted(labels[one.arm])} {words.euros(one.spent_eur, DIGITS_THAT_TELL)}"
            for one in money
        ]
        yield (
            "The arms did not spend the same public money for scaling: "
            f"{words.listed(parts)}. Part of any difference may come from that."
        )


def money_sentences(money: tuple[Money, ...], labels: dict[str, str]) -> tuple[str, ...]:
    """Return what each arm spent, and whether it was equal."""
    spent = [one.spent_eur for one in money]
    found = []
    if same(spent):
        mean = words.euros(sum(spent) / len(spent))
        found.append(
            f"All arms spent the same public money for scaling (to within {100 * SAME_SHARE:g} %):"
            f" {mean}."
        )
    else:
        found.append("The arms did not spend the same public money for scaling.")
    if all(one.programme_eur == 0 for one in money):
        found.append("No programme paid anything.")
    elif not same([one.all_eur for one in money]):
        found.append(
            "With programmes, which are a result and not an input, public money differs between"
            " the arms."
        )
    found += [f"{labels[one.arm]}: {told(one)}" for one in money]
    return tuple(found)


def told(one: Money) -> str:
    """Return what one arm cost the public, from where, and what was spent in all.

    The cost per unit of impact counts everything spent, so that it stands beside.
    """
    parts = [f"{words.euros(one.funding_eur)} of funding"]
    if one.returned_eur >= LEAST_SHARE_BACK * one.funding_eur and one.returned_eur >= 1:
        parts[0] += f" less {words.euros(one.returned_eur)} that came back"
    if one.programme_eur >= 1:
        parts.append(f"{words.euros(one.programme_eur)} from programmes")
    return (
        f"{words.euros(one.all_eur)} of public money ({words.listed(parts)}); whoever pays,"
        f" {words.euros(one.cost_eur)} spent in all."
    )
