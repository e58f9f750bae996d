"""Pictures of claims: all of them with their shares, and one with its differences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter

from ..pictures.picture import Picture, settled
from ..pictures.style import (
    GRID,
    INK,
    SMALL_SIZE,
    folded,
    framed,
    in_words,
    plain,
    tidy,
)
from .claim import Claim
from .numbers_told import HUNDRED, localised, percent
from .outcome_words import outcome_name, unit_name
from .phrases import phrase
from .sentences import told
from .testing import Found, Scope, Tested

# Neither up, out nor deep: dark, pale and middling, so that they differ without colours too.
HOLDS, UNCLEAR, SAME, FAILS = "#0b5a63", "#d5d9dc", "#f4f5f6", "#b8651b"
HATCH = "///"
ROW_INCHES, LINE_INCHES, BAR, LEGEND_INCHES = 0.36, 0.18, 0.2, 0.25
LETTERS = 84
EFFECT_WIDTH, EFFECT_INCHES, BINS = 4.4, 1.75, 25
OUTER = (1, 99)


def made_of(tested: Sequence[Tested], scope: Scope, language: str) -> str:
    """Return of how many worlds and runs the answers are made."""
    most = max((one.found.shares.worlds for one in tested if one.found is not None), default=0)
    if language == "bg":
        return (
            f"До {most} правдоподобни свята, {scope.replications} симулации на възможност във"
            f" всеки, начално число {scope.seed}."
        )
    return (
        f"Up to {most} plausible worlds, {scope.replications} runs of each choice in each, seed"
        f" {scope.seed}."
    )


def footer(tested: Sequence[Tested], scope: Scope, language: str) -> str:
    """Return what an overview is made of, and what its lines are."""
    line = "Черта: 95-процентен интервал на дела." if language == "bg" else (
        "Line: 95 % interval of the share."
    )  # fmt: skip
    return f"{made_of(tested, scope, language)} {line}"


def overview_title(tested: Sequence[Tested], language: str) -> str:
    """Return the finding in one sentence: how many claims stand."""
    stands = [one.found.verdict.stands for one in tested if one.found is not None]
    yes, no = stands.count("yes"), stands.count("no")
    if language == "bg":
        return (
            f"От {len(tested)} твърдения {yes} се потвърждават, {no} не се потвърждават, а за"
            f" {len(tested) - yes - no} моделът не дава ясен отговор"
        )
    return (
        f"Of {len(tested)} claims {yes} stand, {no} do not, and on"
        f" {len(tested) - yes - no} the model gives no clear answer"
    )


def overview_picture(tested: Sequence[Tested], scope: Scope, language: str = "en") -> Picture:
    """Draw all claims: worlds in which each clearly holds, is hidden by luck, clearly fails."""
    rows = [(one, folded(told(one, language).says, LETTERS)) for one in tested]
    heights = [ROW_INCHES + LINE_INCHES * (1 + text.count("\n")) for _, text in rows]
    title, made = overview_title(tested, language), footer(tested, scope, language)
    figure = framed(title, made, sum(heights) + LEGEND_INCHES + 0.6)
    top_axes, axes = figure.subplots(2, 1, height_ratios=[LEGEND_INCHES, sum(heights)])
    top_axes.set_axis_off()
    top_axes.legend(handles=_legend(language), loc="upper left", ncols=3, frameon=False,
                    fontsize=SMALL_SIZE, handlelength=1.4, borderpad=0.0)  # fmt: skip
    top = 0.0
    for (one, text), height in zip(rows, heights, strict=True):
        bottom = top + height
        over = bottom - BAR - 0.09
        words = axes.text(0.0, over, text, size=SMALL_SIZE, va="bottom", ha="left", color=INK)
        words.set_in_layout(False)  # words do not narrow the bars below them
        if one.found is None:
            axes.text(0.0, bottom - BAR / 2 - 0.04, phrase("none", language), size=SMALL_SIZE,
                      va="center", style="italic", color="#555555")  # fmt: skip
        else:
            _bar(axes, one.found, bottom - BAR / 2 - 0.04)
        top = bottom
    axes.set_ylim(top, 0.0)
    axes.set_xlim(0.0, 1.0)
    tidy(axes, grid="x")
    axes.spines["left"].set_visible(False)
    axes.set_yticks([])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:.0f} %"))
    axes.set_xlabel("дял на световете" if language == "bg" else "share of worlds", size=SMALL_SIZE)
    return settled(Picture("claims-overview", title, made, _overview_alt(tested, language), figure))


def _bar(axes: Any, found: Found, y: float) -> None:
    one = found.shares
    left = 0.0
    for width, colour, hatch in (
        (one.holds, HOLDS, ""), (one.unclear, UNCLEAR, ""), (one.same, SAME, ""),
        (one.fails, FAILS, HATCH),
    ):  # fmt: skip
        axes.barh(y, width, BAR * 0.8, left=left, color=colour, hatch=hatch, edgecolor="white",
                  linewidth=0.4)  # fmt: skip
        left += width
    for colour, width in (("white", 3.4), (INK, 1.6)):  # seen on dark and on pale
        axes.plot([one.exceeds.low, one.exceeds.high], [y, y], color=colour, linewidth=width)
    axes.plot([one.exceeds.value], [y], marker="D", color=INK, markersize=4.5,
              markeredgecolor="white", markeredgewidth=0.7)  # fmt: skip


def _legend(language: str) -> list[Patch]:
    return [
        Patch(facecolor=HOLDS, label=phrase("holds-clearly", language)),
        Patch(facecolor=UNCLEAR, label=phrase("luck-hides", language)),
        Patch(facecolor=SAME, edgecolor=UNCLEAR, label=phrase("no-difference", language)),
        Patch(facecolor=FAILS, hatch=HATCH, edgecolor="white",
              label=phrase("clearly-fails", language)),
    ]  # fmt: skip


def _overview_alt(tested: Sequence[Tested], language: str) -> str:
    parts = [
        f"{told(one, language).says} {percent(one.found.shares.exceeds.value, language)}"
        for one in tested
        if one.found is not None
    ]
    head = "Дял на световете, в които е вярно: " if language == "bg" else "Share of worlds: "
    return head + "; ".join(parts)


def effect_picture(tested: Tested, language: str = "en") -> Picture:
    """Draw the differences over worlds of one claim, each world coloured by its answer."""
    claim, found = tested.claim, tested.found
    if found is None or claim.question is None:
        raise ValueError(f"{claim.name}: got no answer, expected a claim that was judged")
    question = claim.question
    factor = HUNDRED.get(question.unit, 1.0)
    title, made = _effect_words(claim, found, language)
    figure = framed(title, made, EFFECT_INCHES, EFFECT_WIDTH)
    axes: Any = figure.subplots()
    values = np.array([factor * one.difference for one in found.answers])
    judged = np.array([one.judged for one in found.answers])
    finite = np.isfinite(values)
    low, high = np.percentile(values[finite], OUTER)
    low, high = min(low, 0.0), max(high, 0.0)
    edges = np.linspace(low, high if high > low else low + 1.0, BINS + 1)
    groups = [np.clip(values[finite & (judged == kind)], edges[0], edges[-1])
              for kind in ("holds", "unclear", "same", "fails")]  # fmt: skip
    _, _, bars = axes.hist(groups, edges, stacked=True, color=[HOLDS, UNCLEAR, SAME, FAILS],
                           edgecolor="white", linewidth=0.3)  # fmt: skip
    for bar in bars[-1]:
        bar.set_hatch(HATCH)
    axes.axvline(0.0, color=INK, linewidth=1.2)
    tidy(axes, grid="y")
    axes.grid(axis="y", color=GRID)
    in_words(axes.xaxis, 6)
    in_words(axes.yaxis, 4)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(lambda v, _: localised(plain(v), language)))
    axes.set_xlabel(unit_name(question.unit, language), size=SMALL_SIZE)
    axes.set_ylabel("светове" if language == "bg" else "worlds", size=SMALL_SIZE)
    alt = f"{title}. {told(tested, language).headline}"
    return settled(Picture(claim.name, title, made, alt, figure))


def _effect_words(claim: Claim, found: Found, language: str) -> tuple[str, str]:
    """Return title and footer of the picture of one claim."""
    question = claim.question
    outcome = "" if question is None else outcome_name(question.outcome, language)
    outcome = outcome[:1].upper() + outcome[1:]
    share = percent(found.shares.exceeds.value, language)
    if language == "bg":
        made = (
            "Всеки свят е едно деление по височина; тъмно: ясно вярно, бледо: скрито от"
            " случайността, почти бяло: никаква разлика, щриховано: ясно не. Крайните"
            " стълбове събират и по-далечните светове."
        )
        return f"{outcome}: вярно в {share} от световете", made
    made = (
        "Each world is one step of height; dark: clearly holds, pale: luck hides it,"
        " nearly white: no difference at all, hatched: clearly fails. The outer bars"
        " hold worlds further out too."
    )
    return f"{outcome}: holds in {share} of worlds", made


__all__ = ["effect_picture", "overview_picture"]
