"""Pooled or separate, steady or at once: the four ways to pay for the same thing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from matplotlib.patches import Patch

from analysis import statistics, words
from analysis.choices import REPLICATIONS_OF_FUNDING, Spot, Where, against, funding

from . import phrases
from .legends import legend_in, legend_inches
from .phrases import OF_A_CHOICE, UNITS, hundredfold, is_share
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


NO_EFFECT = words.NOT_CLEAR


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
    made = (
        f"Four ways, {phrases.replications(REPLICATIONS_OF_FUNDING)} each on equal luck, seed"
        f" {seed}, all else as in “{scenario.arms[scenario.reference].label}”."
        f" {phrases.spent_phrase([spot.spent_eur for spot in spots.values()], 'way')}"
    )
    handles = [
        Patch(facecolor=BAR, edgecolor=BAR, linewidth=1.8, label="resources pooled"),
        Patch(facecolor=PAPER, edgecolor=BAR, linewidth=1.8, label="each for itself"),
    ]
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
    legend_in(figure.add_subplot(grid[1, :]), handles, 2)
    caption = (
        f"{made} Bars: means, with 95 % intervals of luck alone; the title compares runs of the"
        " same luck pair by pair, so a difference may be clear although intervals overlap."
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
    """Return what pooling and a one-off grant clearly change in impact, if anything."""
    pooling, paying = effects(spots, OF_A_CHOICE[0])
    text = f"{spoken_effect(pooling)}; {spoken_effect(paying)}"
    return text[0].upper() + text[1:]


def spoken_effect(effect: Effect) -> str:
    """Return an effect in words: once, or twice if it hangs on the other choice."""
    first, second = (verb(row) for row in effect.rows)
    if first == second:
        return f"{effect.name} {first}" + ("" if NO_EFFECT in first else f" than {effect.against}")
    return f"{effect.name} {first} {effect.held[0]} but {second} {effect.held[1]}"


def verb(row: Difference) -> str:
    """Return what a choice does to impact."""
    if not row.clear:
        return f"makes {NO_EFFECT} in impact"
    return "brings more impact" if row.difference > 0 else "brings less impact"


def spoken_rows(spots: dict[Where, Spot]) -> str:
    """Return the differences that a one-off grant makes, in numbers."""
    found = []
    for outcome, noun in zip(OF_A_CHOICE, ("impact", "what lasts"), strict=True):
        _, paying = effects(spots, outcome)
        share = is_share(outcome)
        for held, row in zip(paying.held, paying.rows, strict=True):
            factor = hundredfold(outcome, row.reference_mean)
            low, high = row.low * factor, row.high * factor
            decimals = words.decimals_for((high - low) / 2, low, high)
            unit = "points" if share else "%"
            found.append(f"{noun} {held} {words.between(low, high, decimals, unit, signed=True)}")
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
