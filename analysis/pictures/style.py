"""One visual language: colours, dashes, markers, sizes, and the frame around every picture."""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING, Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis import words
from analysis.choices import arms_differ
from simulation.world import MIX

if TYPE_CHECKING:
    from simulation import Arm, Scenario

# Up, out and deep: Okabe & Ito, safe for colour-blind people; a dash and a marker besides.
UP = "#0072B2"
OUT = "#D55E00"
DEEP = "#009E73"
REFERENCE = "#666666"
INK = "#222222"
FAINT = "#8a8a8a"
GRID = "#e4e4e4"
PAPER = "#ffffff"
AMOUNTS = "cividis"  # from little (dark) to much (light); reads the same without colours
WIDTH_INCHES = 6.4
DOTS_PER_INCH = 150
TITLE_SIZE, TEXT_SIZE, SMALL_SIZE = 12.0, 10.0, 8.5
MARGIN_INCHES = 0.12
BAND_PERCENTILES = (10, 90)

Dash = Any  # what matplotlib takes as the style of a line


class ArmStyle(NamedTuple):
    """How one arm is drawn everywhere: pooled arms are filled, separate ones outlined."""

    label: str
    colour: str
    dash: Dash
    marker: str
    filled: bool

    @property
    def face(self) -> str:
        """The inside of its markers and bars."""
        return self.colour if self.filled else PAPER


class Look(NamedTuple):
    """Colour, dash and marker."""

    colour: str
    dash: Dash
    marker: str


PURE = (
    Look(UP, "solid", "^"),
    Look(OUT, (0, (5, 1.6)), "s"),
    Look(DEEP, (0, (1.3, 1.1)), "D"),
)
OTHERS = (
    Look("#CC79A7", (0, (7, 1.5, 1.5, 1.5)), "P"),
    Look("#E69F00", (0, (5, 1.6)), "X"),
    Look("#56B4E9", (0, (1.3, 1.1)), "v"),
    Look("#000000", (0, (3, 1.2, 1, 1.2, 1, 1.2)), "*"),
    Look("#882255", (0, (9, 2)), "<"),
    Look("#999933", (0, (2, 2)), ">"),
    Look("#332288", (0, (6, 1, 1, 1, 1, 1)), "h"),
)


def arm_styles(scenario: Scenario) -> dict[str, ArmStyle]:
    """Return how each arm is drawn: the reference grey, pure strategies in their colours."""
    looks: dict[str, Look] = {scenario.reference: Look(REFERENCE, "solid", "o")}
    others = iter(OTHERS * len(scenario.arms))
    for name, arm in scenario.arms.items():
        if name == scenario.reference:
            continue
        way = pure_way(arm) if arms_differ(scenario, MIX) else None
        taken = way is None or PURE[way] in looks.values()
        looks[name] = next(others) if way is None or taken else PURE[way]
    return {
        name: ArmStyle(arm.label, *looks[name], arm.parameters["contribution_share"] > 0)
        for name, arm in scenario.arms.items()
    }


def pure_way(arm: Arm) -> int | None:
    """Return 0, 1 or 2 for an arm that only scales up, out or deep, from beginning to end."""
    shares = [arm.parameters[name] for name in MIX]
    if max(shares) < 0.9 * sum(shares) or any(set(MIX) & set(row) for row in arm.schedule.values()):
        return None
    return shares.index(max(shares))


def folded(text: str, width: int) -> str:
    """Return a text in lines of at most so many letters."""
    return "\n".join(wrap(text, width, break_long_words=False)) or text


def framed(title: str, footer: str, body_inches: float, width: float = WIDTH_INCHES) -> Figure:
    """Return a figure with its title above and a line on how it was made below.

    What is drawn between them keeps its height, however long title and footer are.
    """
    figure = Figure(figsize=(width, 1.0), dpi=DOTS_PER_INCH, facecolor=PAPER)
    FigureCanvasAgg(figure)
    head = to_width(figure, title, TITLE_SIZE, "bold")
    foot = to_width(figure, footer, SMALL_SIZE, "normal")
    top = MARGIN_INCHES * 1.6 + lines_inches(head, TITLE_SIZE)
    bottom = MARGIN_INCHES * 1.6 + lines_inches(foot, SMALL_SIZE)
    height = top + body_inches + bottom
    figure.set_size_inches(width, height)
    left = MARGIN_INCHES / width
    figure.text(left, 1 - MARGIN_INCHES / height, head, size=TITLE_SIZE, weight="bold",
                color=INK, va="top", ha="left", linespacing=1.25)  # fmt: skip
    figure.text(left, MARGIN_INCHES / height, foot, size=SMALL_SIZE, color="#555555",
                va="bottom", ha="left", linespacing=1.25)  # fmt: skip
    figure.set_layout_engine(
        "constrained", rect=(0.0, bottom / height, 1.0, body_inches / height),
        w_pad=0.06, h_pad=0.05, wspace=0.03, hspace=0.03,
    )  # fmt: skip
    return figure


def body_of(figure: Figure) -> tuple[float, float]:
    """Return bottom and top of what is between footer and title, as shares of the height."""
    engine: Any = figure.get_layout_engine()
    _, bottom, _, height = engine.get()["rect"]
    return float(bottom), float(bottom + height)


def lines_inches(text: str, size: float) -> float:
    """Return the height of some lines of text."""
    return (1 + text.count("\n")) * size * 1.5 / 72.0


def to_width(figure: Figure, text: str, size: float, weight: str) -> str:
    """Return a text in lines that fit the width of a figure; no number leaves its unit."""
    room = (figure.get_figwidth() - 2 * MARGIN_INCHES) * DOTS_PER_INCH
    lines = [""]
    for word in unbroken(text).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_pixels(figure, longer, size, weight)[0] > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def unbroken(text: str) -> str:
    """Return a text whose numbers hold on to their units with no-break spaces.

    >>> unbroken("(+5 %) for EUR 1.2 million") == "(+5\u00a0%) for EUR\u00a01.2\u00a0million"
    True
    """
    text = re.sub(r"(?<=\d) (?=%|million|percentage|points)", "\u00a0", text)
    text = text.replace("percentage points", "percentage\u00a0points")
    return re.sub(r"(?<=EUR) (?=\S)", "\u00a0", text)


def text_pixels(
    figure: Figure, text: str, size: float, weight: str = "normal"
) -> tuple[float, float]:
    """Return width and height of one line of text as it will be drawn."""
    canvas: Any = figure.canvas
    font = FontProperties(size=size, weight=weight)
    width, height, _ = canvas.get_renderer().get_text_width_height_descent(text, font, False)
    return float(width), float(height)


def tidy(axes: Axes, title: str = "", *, grid: str = "y") -> None:
    """Take away what says nothing, and write numbers as people read them."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(FAINT)
    axes.tick_params(labelsize=SMALL_SIZE, color=FAINT, labelcolor=INK)
    axes.grid(visible=True, axis=grid, color=GRID, linewidth=0.8)  # type: ignore[arg-type]
    axes.set_axisbelow(True)
    if title:
        axes.set_title(title, size=TEXT_SIZE, loc="left", color=INK, pad=7)


def in_words(axis: Any, ticks: int = 5) -> None:
    """Let an axis write its numbers with thousands apart and a true minus sign."""
    axis.set_major_locator(MaxNLocator(ticks, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: plain(value)))


def plain(value: float) -> str:
    """Return the number of a tick: "12,000", "−0.5"."""
    decimals = next((d for d in range(4) if abs(value - round(value, d)) < 1e-9), 3)
    return words.number(value, decimals)
