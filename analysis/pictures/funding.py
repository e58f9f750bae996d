"""Pooled or separate, steady or at once: the four ways to pay for the same thing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis import statistics, words
from analysis.choices import (
    PAYING,
    REPLICATIONS_OF_FUNDING,
    Spot,
    Where,
    against,
    base_arm,
    funding,
)

from . import phrases
from .legends import legend_in, legend_inches
from .phrases import OF_A_CHOICE, UNITS, hundredfold, is_share, unit_of
from .picture import Picture
from .style import INK, PAPER, SMALL_SIZE, folded, framed, in_words, tidy
from .sustainability import left_heading

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from analysis.comparison import Difference
    from simulation import Results, Scenario

BODY_INCHES = 2.9
BAR = "#4d5b70"
PAID = {0.0: "steady\nmoney", 1.0: "one-off\ngrant"}
POOLED = {1.0: "pooled", 0.0: "separate"}


ALL_DASH = (0, (2, 2))
# How a choice changes an outcome: more, less, not clearly; and the same said a second time.
VERBS = {
    OF_A_CHOICE[0]: (
        "brings more impact", "brings less impact", f"makes {words.NOT_CLEAR} in impact",
    ),
    OF_A_CHOICE[1]: (
        "raises what lasts", "lowers what lasts", f"makes {words.NOT_CLEAR} in what lasts",
    ),
}  # fmt: skip
AGAIN = {
    OF_A_CHOICE[0]: ("brings more", "brings less", f"makes {words.NOT_CLEAR}"),
    OF_A_CHOICE[1]: ("raises it", "lowers it", f"makes {words.NOT_CLEAR}"),
}
MORE, LESS, UNCLEAR = range(3)


class Effect(NamedTuple):
    """What one choice changes, with the other choice held: what is compared with what."""

    name: str
    against: str
    held: tuple[str, str]
    rows: tuple[Difference, Difference]


def funding_picture(scenario: Scenario, results: Results, seed: int) -> Picture:
    """Draw impact and what lasts in the four ways to pay."""
    del results
    spots = funding(scenario, seed)
    title = funding_title(spots)
    kept = base_arm(scenario, PAYING)
    made = (
        f"Four ways, {phrases.replications(REPLICATIONS_OF_FUNDING)} each on equal luck, seed"
        f" {seed}, all else as in “{kept.label}”."
        f" {phrases.spent_phrase([spot.spent_eur for spot in spots.values()], 'way')}"
    )
    handles: list[Any] = [
        Patch(facecolor=BAR, edgecolor=BAR, linewidth=1.8, label="resources pooled"),
        Patch(facecolor=PAPER, edgecolor=BAR, linewidth=1.8, label="each for itself"),
    ]
    reached = is_all_reached(spots)
    if reached:
        handles.append(Line2D([], [], color=INK, linewidth=1.0, linestyle=ALL_DASH,
                              label="all of the best year (100 %)"))  # fmt: skip
    legend = legend_inches(handles, 2)
    figure = framed(title, made, BODY_INCHES + legend)
    grid = figure.add_gridspec(2, 2, height_ratios=(BODY_INCHES, legend))
    names = (
        "Impact over the whole run",
        left_heading(scenario),
    )
    for at, (outcome, name) in enumerate(zip(OF_A_CHOICE, names, strict=True)):
        axes = figure.add_subplot(grid[0, at])
        draw_ways(axes, spots, outcome)
        tidy(axes, folded(name, 30))
        if reached and is_share(outcome):
            axes.axhline(100, color=INK, linewidth=1.0, linestyle=ALL_DASH)
    legend_in(figure.add_subplot(grid[1, :]), handles, 2)
    caption = (
        f"{made} {phrases.only_moved('pooling and how the money is paid move')}"
        " Bars: means, with 95 % intervals of luck alone; the title compares runs of the"
        " same luck pair by pair, so a difference may be clear although intervals overlap."
        f" {phrases.CLEAR}"
        f" Against steady money, all else equal: {spoken_rows(spots)}."
    )
    alt = (
        "Two bar charts of four ways to pay, pooled or separate by steady or one-off: impact and"
        f" what is left after the funding. {title}."
    )
    return Picture("funding", title, caption, alt, figure)


def effects(spots: dict[Where, Spot], outcome: str) -> tuple[Effect, Effect]:
    """Return what pooling changes and what a one-off grant changes, the other choice held."""
    pooling = tuple(against(spots[0.0, paid], spots[1.0, paid], outcome) for paid in PAID)
    paying = tuple(against(spots[pool, 0.0], spots[pool, 1.0], outcome) for pool in POOLED)
    return (
        Effect(
            "pooling",
            "working separately",
            ("with steady money", "with a one-off grant"),
            (pooling[0], pooling[1]),
        ),
        Effect(
            "a one-off grant", "steady money", ("if pooled", "if separate"), (paying[0], paying[1])
        ),
    )


def funding_title(spots: dict[Where, Spot]) -> str:
    """Return what pooling and a one-off grant clearly change in impact and in what lasts."""
    impact, lasting = (effects(spots, outcome) for outcome in OF_A_CHOICE)
    text = "; ".join(map(spoken_effect, impact, lasting))
    return text[0].upper() + text[1:]


def spoken_effect(impact: Effect, lasting: Effect) -> str:
    """Return what one choice does to both outcomes: twice each if it hangs on the other choice."""
    ways = [[way_of(row) for row in effect.rows] for effect in (impact, lasting)]
    first, second = spoken_ways(impact), spoken_ways(lasting)
    if {way for pair in ways for way in pair} == {UNCLEAR}:
        return f"{impact.name} {first} or in what lasts"
    than = f" than {impact.against}" if ways[0] in ([MORE] * 2, [LESS] * 2) else ""
    if any(len(set(pair)) > 1 for pair in ways):
        return f"{impact.name} {first}{than}, and {second}"
    joined = "and" if ways[0] == ways[1] else "but"
    return f"{impact.name} {first}{than} {joined} {second}"


def spoken_ways(effect: Effect) -> str:
    """Return what a choice does to one outcome, for each state of the other choice if need be."""
    outcome = effect.rows[0].outcome
    first, second = map(way_of, effect.rows)
    if first == second:
        return VERBS[outcome][first]
    return f"{VERBS[outcome][first]} {effect.held[0]} but {AGAIN[outcome][second]} {effect.held[1]}"


def way_of(row: Difference) -> int:
    """Return whether a difference is clearly more, clearly less, or not clear."""
    return UNCLEAR if not row.clear else MORE if row.difference > 0 else LESS


def is_all_reached(spots: dict[Where, Spot]) -> bool:
    """Whether in some way to pay as much is left as in the best year while the funding lasted."""
    lasting = OF_A_CHOICE[1]
    highest = [
        max(spot.mean(lasting), float(statistics.mean_interval(spot.values(lasting))[1]))
        for spot in spots.values()
    ]
    return any(value >= 1.0 for value in highest)


def spoken_rows(spots: dict[Where, Spot]) -> str:
    """Return the differences that a one-off grant makes, in numbers."""
    found = []
    for outcome, noun in zip(OF_A_CHOICE, ("impact", "what lasts"), strict=True):
        _, paying = effects(spots, outcome)
        for held, row in zip(paying.held, paying.rows, strict=True):
            factor = hundredfold(outcome, row.reference_mean)
            low, high = row.low * factor, row.high * factor
            decimals = words.decimals_for((high - low) / 2, low, high)
            told = words.between(low, high, decimals, unit_of(outcome), signed=True)
            found.append(f"{noun} {held} {told}")
    return "; ".join(found)


def draw_ways(axes: Axes, spots: dict[Where, Spot], outcome: str) -> None:
    """Draw four bars from 0: pooled filled, separate outlined."""
    share = is_share(outcome)
    factor = 100.0 if share else 1.0
    for at, paid in enumerate(PAID):
        for shift, pooled in zip((-0.2, 0.2), POOLED, strict=True):
            values = factor * spots[pooled, paid].values(outcome)
            axes.bar(at + shift, values.mean(), 0.34, facecolor=BAR if pooled else PAPER,
                     edgecolor=BAR, linewidth=1.8)  # fmt: skip
            low, high = (float(end) for end in statistics.mean_interval(values))
            if math.isfinite(low):
                axes.plot([at + shift] * 2, [low, high], color=INK, linewidth=2.0)
    axes.set_xticks(range(len(PAID)), list(PAID.values()), size=SMALL_SIZE)
    axes.set_ylim(0, None)
    axes.set_ylabel("% of the best year" if share else UNITS[outcome], size=SMALL_SIZE)
    in_words(axes.yaxis, 5)
