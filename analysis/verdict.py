"""The verdict in plain words, with no more certainty than the numbers carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from simulation.outcomes import RUN

from . import words
from .comparison import Comparison, Difference
from .money import Money, money_of, money_sentences, unequal_money
from .words import MAIN, NOT_CLEAR, quoted

if TYPE_CHECKING:
    from simulation import Results, Scenario

FEWEST_REPLICATIONS = 30
LARGEST_RESIDUAL = 1e-6
MOST_REPLICATIONS = 100_000
HEADLINE = "impact_total"
LASTING = "sustainability_36"
AFTERWARDS = "impact_after_funding"
LATER_MONTHS = {"sustainability_12": 12, "sustainability_36": 36}
POINTS = "percentage points"
FINEST_DECIMALS = {"share": 1, "0-1": 3}
WHOLE = 1.005  # up to here a share reads as 100 %
JUDGED = {"better": "better", "worse": "worse", "neither": "differs", "unclear": NOT_CLEAR}
UNITS = {outcome.name: outcome.unit for outcome in RUN}
OPENINGS = {
    "better": "{arm} does better than {reference}:",
    "worse": "{arm} does worse than {reference}:",
    "unclear": f"{{arm}} shows {NOT_CLEAR} from {{reference}} in",
}
TONE = (
    "All this holds in this model, under these assumptions. The intervals cover luck alone, not"
    " what is unknown about the parameters, and about one in twenty misses by chance."
)


@dataclass(frozen=True)
class Verdict:
    """What the comparison says, for people who decide."""

    headline: str
    sentences: tuple[str, ...]
    warnings: tuple[str, ...]
    money: tuple[str, ...]


class Finding(NamedTuple):
    """What one arm does better, or worse, or not clearly otherwise than the reference.

    One phrase for each outcome so judged: the parts of which a sentence, or a list, is made.
    """

    arm: str
    judgement: str
    phrases: tuple[str, ...]


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
            *ends_early(scenario),
            *residuals(results),
        ),
        money=money_told(money, labels),
    )


def size(row: Difference) -> str:
    """Return the size of a clear difference, "14 %"."""
    value, _, _, decimals, unit = sized(row)
    return f"{words.number(value, decimals)} {unit}".strip()


def sizes(row: Difference) -> str:
    """Return between which sizes a clear difference lies, "12 to 16 %"."""
    _, low, high, decimals, unit = sized(row)
    return words.one_sided(low, high, decimals, unit)


def sized(row: Difference) -> tuple[float, float, float, int, str]:
    """Return size, interval of the size, decimals and unit of a clear difference."""
    low, high = sorted((abs(row.low), abs(row.high)))
    value, low, high, unit = scaled(row, abs(row.difference), low, high)
    return value, low, high, decimals_of(row, value, low, high), unit


def decimals_of(row: Difference, *values: float) -> int:
    """Return how many decimals are told; no end of a clear interval may read as zero for it."""
    low, high = min(values), max(values)
    decimals = words.decimals_for((high - low) / 2, *values)
    coarser = min(decimals, FINEST_DECIMALS.get(UNITS[row.outcome], decimals))
    vanishes = any(round(value, coarser) == 0 for value in values)
    return decimals if low * high > 0 and vanishes else coarser


def instead_of(row: Difference) -> str:
    """Return the level in an arm and in the reference, "72 % instead of 62 %"."""
    *_, decimals, unit = sized(row)
    hundred, percent = (100.0, " %") if unit == POINTS else (1.0, "")
    here, there = (
        words.number(hundred * level, decimals) + percent
        for level in (row.mean, row.reference_mean)
    )
    return f"{here} instead of {there}"


def bounds(row: Difference) -> str:
    """Return the interval of a difference with signs, "−2 to +3 %"."""
    _, low, high, unit = scaled(row, row.difference, row.low, row.high)
    return words.between(low, high, decimals_of(row, low, high), unit, signed=True)


def scaled(
    row: Difference, value: float, low: float, high: float
) -> tuple[float, float, float, str]:
    """Return numbers in percent of the reference, or as they are where that would mislead.

    Shares are told in percentage points, indices and counts as they are, and everything else
    in percent of the reference, unless it is zero or so small that percents grow huge.
    """
    base, unit = abs(row.reference_mean), UNITS[row.outcome]
    if unit == "share":
        return 100.0 * value, 100.0 * low, 100.0 * high, POINTS
    if unit in ("0-1", "municipalities"):
        return value, low, high, ""
    if base == 0 or max(abs(low), abs(high)) * 100.0 > words.LARGEST_PERCENT * base:
        return value, low, high, unit
    return 100.0 * value / base, 100.0 * low / base, 100.0 * high / base, "%"


def spoken(row: Difference) -> str:
    """Return one difference in words; without direction where zero is in its interval."""
    wording = MAIN[row.outcome]
    if not row.clear:
        same = row.low == row.high == 0
        return f"{wording.noun} ({'the same in every run' if same else bounds(row)})"
    direction = wording.more if row.difference > 0 else wording.less
    if wording.level:
        slightly = f"slightly {direction}, {sizes(row)}" if row.slight else ""
        return f"{level(row)} ({slightly or f'{sizes(row)} {direction}'})"
    if row.slight:
        return f"slightly {direction}, {size(row)} ({sizes(row)})"
    return f"{size(row)} {direction} ({sizes(row)})"


def level(row: Difference) -> str:
    """Return the levels of an outcome with a top; above the whole a service has grown."""
    wording, shares = MAIN[row.outcome], (row.mean, row.reference_mean)
    if not wording.level_above or max(shares) <= WHOLE:
        return wording.level.format(instead_of(row))
    grown = "has grown to" if min(shares) > WHOLE else "is"
    return wording.level_above.format(f"{grown} {instead_of(row)}")


def judged(row: Difference) -> str:
    """Return in a word or two how an arm compares in one outcome, "slightly better"."""
    if row.low == row.high == 0:
        return "no difference"
    return "slightly " * row.slight + JUDGED[row.better]


def headline(comparison: Comparison, labels: dict[str, str]) -> str:
    """Return the answer in short: impact, what lasts, and the level that the reference reaches."""
    reference = labels[comparison.reference]
    rows = [row for row in comparison.rows if row.outcome == HEADLINE]
    rows.sort(key=lambda row: -row.difference)
    parts = directions(
        rows, labels, "more impact", "less impact", f"{NOT_CLEAR} in impact", sizes_too=True
    )
    levels = level_of_reference(comparison, reference)
    if not parts:
        return f"There is nothing to compare with {quoted(reference)}. {levels}"
    impact = f"In this model, compared with {quoted(reference)}: {'; '.join(parts)}."
    return " ".join(filter(None, (impact, lasting(comparison, labels), levels)))


def directions(
    rows: Sequence[Difference], labels: Mapping[str, str], more: str, less: str,
    unclear: str = "not clearly different",
    *, sizes_too: bool = False,
) -> list[str]:  # fmt: skip
    """Return every arm with the direction of its difference, arms of one direction together."""
    order = (more, f"slightly {more}", f"slightly {less}", less, unclear)
    found: dict[str, list[str]] = {word: [] for word in order}
    for row in rows:
        word = "slightly " * row.slight + (more if row.difference > 0 else less)
        told = f" ({size(row)})" if sizes_too and row.clear else ""
        found[word if row.clear else unclear].append(quoted(labels[row.arm]) + told)
    if not sizes_too:
        return [
            f"{word} with {'all others' if 2 < len(arms) == len(rows) else words.listed(arms)}"
            for word, arms in found.items()
            if arms
        ]
    return [f"{word} with {words.listed(arms)}" for word, arms in found.items() if arms]


def lasting(comparison: Comparison, labels: Mapping[str, str]) -> str:
    """Return how much of the service every arm keeps, and its impact after the funding.

    What lasts is a share of an arm's own best year: of a small service more may last, and yet
    less is there.  Impact after the funding therefore stands beside it.
    """
    rows = [row for row in comparison.rows if row.outcome == LASTING]
    if not any(row.clear for row in rows):
        return ""
    # Above 100 % the service has grown, and nothing is "left".
    grows = any(max(row.mean, row.reference_mean) > WHOLE for row in rows)
    start = "the service, as a share of its best year with funding, is " if grows else ""
    more, less = ("larger", "smaller") if grows else ("more", "less")
    parts = directions(rows, labels, more, less)
    if not grows:
        kept = " of the service of its best year with funding is left"
        parts[0] = parts[0].replace(" with ", f"{kept} with ", 1)
    later = directions(
        [row for row in comparison.rows if row.outcome == AFTERWARDS], labels, "higher", "lower"
    )
    return (
        f"Three years after the funding {start}{', '.join(parts)}; impact after the funding is"
        f" {', '.join(later)}."
    )


def level_of_reference(comparison: Comparison, label: str) -> str:
    """Return how many people the reference serves in the end, and what is left later on."""
    served, coverage, left, usual, unmet = (
        comparison.level_of(comparison.reference, outcome).mean
        for outcome in ("reach_final", "coverage_share_final", LASTING, "reach_mean",
                        "unmet_need_mean")
    )  # fmt: skip
    need = served / coverage if coverage > 0 else usual + unmet
    people = words.rounded(need) if served < need / 2 else words.number(need)
    count = words.number(served) if served >= 1 or served == 0 else "fewer than one"
    percent = f"{words.number(100.0 * left)} %"
    if left > WHOLE:
        kept = f"three years after the funding its service has grown to {percent} of its best year"
        kept += " with funding"
    else:
        kept = f"{percent} of the service of its best year with funding is left three years after"
        kept += " the funding"
    return (
        f"With {quoted(label)} {count} of {people} people in need are served in the last month,"
        f" and {kept}."
    )


def findings(comparison: Comparison, arms: Iterable[str]) -> Iterator[Finding]:
    """Yield for each arm what is better, what is worse and what is not clear."""
    for arm in arms:
        if arm == comparison.reference:
            continue
        rows = [comparison.of(arm, outcome) for outcome in MAIN]
        for judgement in OPENINGS:
            phrases = tuple(spoken(row) for row in rows if row.better == judgement)
            if phrases:
                yield Finding(arm, judgement, phrases)


def opening(finding: Finding, reference: str, labels: Mapping[str, str]) -> str:
    """Return how the sentence of a finding begins, up to its phrases."""
    arm, other = quoted(labels[finding.arm]), quoted(labels[reference])
    return OPENINGS[finding.judgement].format(arm=arm, reference=other)


def sentence(finding: Finding, reference: str, labels: Mapping[str, str]) -> str:
    """Return a finding as one sentence; phrases that may hold commas are kept apart."""
    is_clear = finding.judgement != "unclear"
    phrases = "; ".join(finding.phrases) if is_clear else words.listed(list(finding.phrases))
    return f"{opening(finding, reference, labels)} {phrases}."


def sentences(comparison: Comparison, labels: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for each finding on each arm."""
    for finding in findings(comparison, labels):
        yield sentence(finding, comparison.reference, labels)


def money_told(money: tuple[Money, ...], labels: dict[str, str]) -> tuple[str, ...]:
    """Return what the arms spent; a single arm is the same as no other, so nothing is compared."""
    told = money_sentences(money, labels)
    if len(money) > 1:
        return told
    (one,) = money
    spent = words.euros(one.spent_eur)
    return (f"{quoted(labels[one.arm])} spent {spent} of public money for scaling.", *told[1:])


def too_few(comparison: Comparison) -> Iterator[str]:
    """Yield a warning where there are too few replications for intervals to be trusted."""
    count = comparison.replications
    if count == 1:
        yield (
            "A single replication cannot tell a difference from luck; use at least"
            f" {FEWEST_REPLICATIONS}."
        )
    elif count < FEWEST_REPLICATIONS:
        yield (
            f"Only {count} replications: too few to trust the intervals; use at least"
            f" {FEWEST_REPLICATIONS}."
        )


def hidden(comparison: Comparison, labels: dict[str, str]) -> Iterator[str]:
    """Yield for each arm the outcomes whose difference luck may hide, and what would tell."""
    if comparison.replications == 1:
        return
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
                f"Luck hides any difference between {quoted(label)} and"
                f" {quoted(labels[comparison.reference])} in {words.listed(found)}."
            )


def needs_more(row: Difference) -> bool:
    """Whether more replications would say more: not where arms agree or the interval is narrow."""
    if row.low == row.high == 0 and row.replications > 1:
        return False
    return row.enough_replications is None or row.enough_replications > row.replications


def would_tell(enough: int | None) -> str:
    """Return in words how many replications would tell."""
    if enough is None:
        return "how many replications would tell is not known"
    if enough > MOST_REPLICATIONS:
        return f"even {words.number(MOST_REPLICATIONS)} replications would hardly tell"
    return f"about {words.rounded(enough)} replications would probably tell"


def ends_early(scenario: Scenario) -> Iterator[str]:
    """Yield a warning where a run ends before the months after the funding of which it tells."""
    months = [
        arm.parameters["horizon_months"] - arm.parameters["funding_months"]
        for arm in scenario.arms.values()
    ]  # horizon and funding may differ between arms; the shortest time is what all can tell
    short = [name for name, later in LATER_MONTHS.items() if min(months) < later]
    if short:
        after = max(0, int(min(months)))
        what = words.listed([MAIN[name].noun for name in short])
        yield (
            f"The run ends {after} {'month' if after == 1 else 'months'} after the funding. Where"
            f" this speaks of {what}, it means the last months of the run."
        )


def residuals(results: Results) -> Iterator[str]:
    """Yield a warning where money or people do not add up."""
    for outcome, what in (("ledger_residual_eur", "money"), ("people_residual", "people")):
        largest = float(abs(results.run_of(outcome)).max())
        if not largest <= LARGEST_RESIDUAL:
            yield (
                f"The books of {what} do not close: the largest residual is {largest:.2g}. Do not"
                " use these results."
            )
