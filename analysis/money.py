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
DIGITS_THAT_TELL = 4  # three would write sums alike that differ by more than half a percent


@dataclass(frozen=True)
class Money:
    """Public money of one arm in EUR, mean over replicates."""

    arm: str
    funding_eur: float
    returned_eur: float
    programme_eur: float

    @property
    def spent_eur(self) -> float:
        """Funding paid out less what came back."""
        return self.funding_eur - self.returned_eur

    @property
    def all_eur(self) -> float:
        """All public money: funding spent and municipal programmes."""
        return self.spent_eur + self.programme_eur


def money_of(results: Results) -> tuple[Money, ...]:
    """Return the public money of each arm."""
    names = ("funding_eur", "returned_eur", "programme_eur")
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
        found.append("No municipal programme paid anything.")
    elif not same([one.all_eur for one in money]):
        found.append(
            "With municipal programmes, which are a result and not an input, public money"
            " differs between the arms."
        )
    for one in money:
        back = f", {words.euros(one.returned_eur)} came back" if one.returned_eur >= 1 else ""
        programmes = words.euros(one.programme_eur) if one.programme_eur >= 1 else "nothing"
        found.append(
            f"{labels[one.arm]}: {words.euros(one.funding_eur)} paid out{back};"
            f" {programmes} from municipal programmes."
        )
    return tuple(found)
