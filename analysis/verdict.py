"""The verdict in plain words, with no more certainty than the numbers carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import words
from .comparison import Comparison, Difference
from .money import money_of, money_sentences, unequal_money
from .words import MAIN, NOT_CLEAR

if TYPE_CHECKING:
    from simulation import Results, Scenario

FEWEST_REPLICATIONS = 30
LARGEST_RESIDUAL = 1e-6
MOST_REPLICATIONS = 100_000
HEADLINE = "impact_total"
LASTING = "sustainability_36"
TONE = (
    "All this holds in this model, under these assumptions; the intervals cover luck alone, not"
    " what is unknown about the parameters."
)


@dataclass(frozen=True)
class Verdict:
    """What the comparison says, for people who decide."""

    headline: str
    sentences: tuple[str, ...]
    warnings: tuple[str, ...]
    money: tuple[str, ...]


def verdict(scenario: Scenario, comparison: Comparison, results: Results) -> Verdict:
    """Return the verdict on a comparison."""
    labels = {name: arm.label for name, arm in scenario.arms.items()}
    money = money_of(results)
    return Verdict(
        headline=headline(comparison, labels),
        sentences=(*sentences(comparison, labels), TONE),
        warnings=(
            *unequal_money(money, labels),
            *too_few(comparison),
            *hidden(comparison, labels),
            *residuals(results),
        ),
        money=money_sentences(money, labels),
    )


def size(row: Difference) -> str:
    """Return the size of a clear difference with its interval, "14 % (12 to 16 %)"."""
    low, high = sorted((abs(row.low), abs(row.high)))
    value, low, high, unit = scaled(row, abs(row.difference), low, high)
    decimals = words.decimals_for((high - low) / 2, value, low, high)
    interval = words.between(low, high, decimals, unit)
    return f"{words.number(value, decimals)} {unit}".strip() + f" ({interval})"


def bounds(row: Difference) -> str:
    """Return the interval of a difference with signs, "−2 to +3 %"."""
    _, low, high, unit = scaled(row, row.difference, row.low, row.high)
    decimals = words.decimals_for((high - low) / 2, low, high)
    return words.between(low, high, decimals, unit, signed=True)


def scaled(
    row: Difference, value: float, low: float, high: float
) -> tuple[float, float, float, str]:
    """Return numbers in percent of the reference, or as they are where that would mislead."""
    base = abs(row.reference_mean)
    wide = max(abs(low), abs(high)) * 100.0 > words.LARGEST_PERCENT * base
    if MAIN[row.outcome].scale == "count" or base == 0 or wide:
        return value, low, high, ""
    return 100.0 * value / base, 100.0 * low / base, 100.0 * high / base, "%"


def spoken(row: Difference) -> str:
    """Return one difference in words; without direction where zero is in its interval."""
    wording = MAIN[row.outcome]
    if not row.clear:
        return f"{wording.noun} ({bounds(row)})"
    amount, rest = size(row).split(" (")
    return f"{amount} {wording.more if row.difference > 0 else wording.less} ({rest}"


def headline(comparison: Comparison, labels: dict[str, str]) -> str:
    """Return one sentence on impact, and on how much of it lasts where that points elsewhere."""
    reference = labels[comparison.reference]
    rows = [row for row in comparison.rows if row.outcome == HEADLINE]
    rows.sort(key=lambda row: -row.difference)
    parts = []
    for better, word in (("better", "more"), ("worse", "less")):
        found = [f"{labels[r.arm]} ({size(r)[: size(r).index(' (')]})" for r in rows
                 if r.better == better]  # fmt: skip
        if found:
            parts.append(f"{word} impact than {reference} from {words.listed(found)}")
    unclear = [labels[row.arm] for row in rows if row.better == "unclear"]
    if unclear:
        parts.append(f"{NOT_CLEAR} in impact between {reference} and {words.listed(unclear)}")
    text = "; ".join(parts) if parts else "nothing to compare"
    return f"In this model: {text}.{contrary(comparison, labels)}"


def contrary(comparison: Comparison, labels: dict[str, str]) -> str:
    """Return a sentence on arms whose impact and lasting service point opposite ways."""
    found = [
        labels[row.arm]
        for row in comparison.rows
        if row.outcome == LASTING
        and {row.better, comparison.of(row.arm, HEADLINE).better} == {"better", "worse"}
    ]
    if not found:
        return ""
    return (
        f" What lasts three years after the funding points the other way for {words.listed(found)}."
    )


def sentences(comparison: Comparison, labels: dict[str, str]) -> Iterator[str]:
    """Yield for each arm what is better, what is worse and what is not clear."""
    reference = labels[comparison.reference]
    ways = (
        ("better", "{arm} does better than {reference}: {what}."),
        ("worse", "{arm} does worse than {reference}: {what}."),
        ("unclear", f"{{arm}} and {{reference}}: {NOT_CLEAR} in {{what}}."),
    )
    for arm, label in labels.items():
        if arm == comparison.reference:
            continue
        rows = [comparison.of(arm, outcome) for outcome in MAIN]
        for judgement, sentence in ways:
            what = [spoken(row) for row in rows if row.better == judgement]
            if what:
                yield sentence.format(arm=label, reference=reference, what="; ".join(what))


def too_few(comparison: Comparison) -> Iterator[str]:
    """Yield a warning where there are too few replications for intervals to be trusted."""
    if comparison.replications < FEWEST_REPLICATIONS:
        yield (
            f"Only {comparison.replications} replications: too few to trust the intervals; use at"
            f" least {FEWEST_REPLICATIONS}."
        )


def hidden(comparison: Comparison, labels: dict[str, str]) -> Iterator[str]:
    """Yield for each arm the outcomes whose difference luck hides, and what would tell."""
    for arm, label in labels.items():
        if arm == comparison.reference:
            continue
        rows = [comparison.of(arm, outcome) for outcome in MAIN]
        found = [
            f"{MAIN[row.outcome].noun} ({would_tell(row.enough_replications)})"
            for row in rows
            if not row.clear and needs_more(row)
        ]
        if found:
            yield (
                f"Luck hides any difference between {label} and {labels[comparison.reference]} in"
                f" {words.listed(found)}."
            )


def needs_more(row: Difference) -> bool:
    """Whether more replications would say more: not where arms agree or the interval is narrow."""
    if row.low == row.high == 0 and row.replications > 1:
        return False
    return row.enough_replications is None or row.enough_replications > row.replications


def would_tell(enough: int | None) -> str:
    """Return in words how many replications would tell."""
    if enough is None:
        return "one replication cannot tell"
    if enough > MOST_REPLICATIONS:
        return f"not even {words.number(MOST_REPLICATIONS)} replications would tell"
    return f"about {words.rounded(enough)} replications would tell"


def residuals(results: Results) -> Iterator[str]:
    """Yield a warning where money or people do not add up."""
    for outcome, what in (("ledger_residual_eur", "money"), ("people_residual", "people")):
        largest = float(abs(results.run_of(outcome)).max())
        if not largest <= LARGEST_RESIDUAL:
            yield (
                f"The books of {what} do not close: the largest residual is {largest:.2g}. Do not"
                " use these results."
            )
