"""Panels of small multiples, legends of arms, and the marks of what happens when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis import words

from .style import FAINT, INK, SMALL_SIZE, ArmStyle, folded

if TYPE_CHECKING:
    from simulation import Arm, Scenario

COLUMNS = 2
LABEL_LETTERS = 36
ONEOFF_DASH = (0, (4, 1.5, 1, 1.5))


class Happening(NamedTuple):
    """An event of a scenario: a letter for the panels, its name, its months."""

    letter: str
    name: str
    first_month: int
    last_month: int


class Marks(NamedTuple):
    """What happens when, in the reference arm, and events and one-off grants of all arms."""

    funding_end_month: int
    oneoff_spent_months: tuple[int, ...]
    elections: tuple[int, ...]
    happenings: tuple[Happening, ...]
    horizon_months: int


def marks_of(scenario: Scenario) -> Marks:
    """Return the end of the funding, planned spending, regular elections and events."""
    arm = scenario.arms[scenario.reference]
    horizon = int(arm.parameters["horizon_months"])
    events = {name: event for one in scenario.arms.values() for name, event in one.events.items()}
    happenings = tuple(
        Happening(chr(ord("A") + at % 26), spoken_name(name), event.month,
                  event.month + event.duration_months)
        for at, (name, event) in enumerate(sorted(events.items(), key=lambda item: item[1].month))
    )  # fmt: skip
    end = min(int(arm.parameters["funding_months"]), horizon)
    return Marks(end, oneoff_spent_months(scenario), elections_of(arm), happenings, horizon)


def oneoff_spent_months(scenario: Scenario) -> tuple[int, ...]:
    """Return by which months one-off grants are planned to be spent, where an arm has any."""
    found = {
        int(arm.parameters["oneoff_spend_months"])
        for arm in scenario.arms.values()
        if any(row.get("oneoff_share", 0.0) > 0 for row in (arm.parameters, *arm.schedule.values()))
    }
    return tuple(sorted(found))


def elections_of(arm: Arm) -> tuple[int, ...]:
    """Return the months of the regular local elections."""
    first = int(arm.parameters["first_election_month"])
    step = int(arm.parameters["election_interval_months"])
    return tuple(range(first, int(arm.parameters["horizon_months"]), step))


def spoken_name(key: str) -> str:
    """Return the key of an event as words.

    >>> spoken_name("influx-2022")
    'Influx 2022'
    """
    text = key.replace("-", " ").replace("_", " ")
    return text[:1].upper() + text[1:]


def draw_marks(axes: Axes, marks: Marks) -> None:
    """Draw the end of the funding, elections, events and so on behind the lines of a panel."""
    for month in marks.elections:
        axes.axvline(month, color=FAINT, linewidth=0.8, linestyle=(0, (1, 2)), zorder=0.5)
    for month in marks.oneoff_spent_months:
        axes.axvline(month, color=INK, linewidth=0.8, linestyle=ONEOFF_DASH, zorder=0.6)
    axes.axvline(marks.funding_end_month, color=INK, linewidth=1.1, linestyle=(0, (6, 2)),
                 zorder=0.6)  # fmt: skip
    for happening in marks.happenings:
        first, last = happening.first_month, happening.last_month
        axes.axvspan(first, last, color="#ececec", zorder=0.3)
        top = axes.get_xaxis_transform()
        axes.plot([first, last], [1.0, 1.0], color=INK, linewidth=4, transform=top, zorder=5,
                  clip_on=False, solid_capstyle="butt")  # fmt: skip
        axes.text((first + last) / 2, 0.97, happening.letter, size=SMALL_SIZE - 0.5, color=INK,
                  transform=top, ha="center", va="top", zorder=5,
                  bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.8},
        )  # fmt: skip


def mark_handles(marks: Marks) -> list[Any]:
    """Return what a legend needs to explain the marks."""
    handles: list[Any] = [
        Line2D([], [], color=INK, linewidth=1.1, linestyle=(0, (6, 2)),
               label=f"funding ends (month {marks.funding_end_month})"),
    ]  # fmt: skip
    if marks.oneoff_spent_months:
        months = words.listed([str(month) for month in marks.oneoff_spent_months])
        label = f"one-off grant planned to be spent (month {months})"
        handles.append(Line2D([], [], color=INK, linewidth=0.8, linestyle=ONEOFF_DASH,
                              label=folded(label, LABEL_LETTERS)))  # fmt: skip
    if marks.elections:
        handles.append(Line2D([], [], color=FAINT, linewidth=0.9, linestyle=(0, (1, 2)),
                              label="regular local election"))  # fmt: skip
    for happening in marks.happenings:
        label = f"{happening.letter}: {happening.name} (month {happening.first_month})"
        handles.append(Line2D([], [], color=INK, linewidth=4, solid_capstyle="butt",
                              label=folded(label, LABEL_LETTERS)))  # fmt: skip
    return handles


def arm_handles(styles: Mapping[str, ArmStyle], reference: str, *, lines: bool = True) -> list[Any]:
    """Return one handle per arm, with its colour, dash and marker."""
    return [
        Line2D([], [], color=style.colour, linestyle=style.dash if lines else "none",
               linewidth=2.2 if name == reference else 1.8, marker=style.marker, markersize=6,
               markerfacecolor=style.face, markeredgecolor=style.colour,
               label=folded(style.label + (" (reference)" if name == reference else ""),
                            LABEL_LETTERS))
        for name, style in styles.items()
    ]  # fmt: skip


class Layout(NamedTuple):
    """Small multiples in two columns, with room for a legend in a free cell or below."""

    panels_count: int
    panel_inches: float
    legend_inches: float

    @property
    def has_free_cell(self) -> bool:
        """Whether the number of panels leaves a cell for the legend."""
        return self.panels_count % COLUMNS != 0

    @property
    def heights(self) -> list[float]:
        """The heights of the rows in inches."""
        rows = [self.panel_inches] * -(-self.panels_count // COLUMNS)
        if self.has_free_cell:
            rows[-1] = max(rows[-1], self.legend_inches + 0.35)
            return rows
        return [*rows, self.legend_inches]

    def panels(self, figure: Figure) -> tuple[list[Axes], Axes]:
        """Return the panels, and an empty cell for the legend."""
        heights = self.heights
        grid = figure.add_gridspec(len(heights), COLUMNS, height_ratios=heights)
        cells = [figure.add_subplot(grid[divmod(at, COLUMNS)]) for at in range(self.panels_count)]
        where = divmod(self.panels_count, COLUMNS) if self.has_free_cell else (-1, slice(None))
        legend = figure.add_subplot(grid[where])
        legend.axis("off")
        return cells, legend


def legend_in(cell: Axes, handles: list[Any], columns: int = 1) -> None:
    """Put a legend into an empty cell."""
    cell.axis("off")
    cell.legend(
        handles=handles, ncols=columns, loc="upper left", bbox_to_anchor=(0.0, 1.0),
        fontsize=SMALL_SIZE, frameon=False, labelcolor=INK, handlelength=3.0, labelspacing=0.55,
        borderaxespad=0.0,
    )  # fmt: skip


def columns_for(handles: list[Any], room_letters: int = 68) -> int:
    """Return whether the labels of a legend fit into two columns or only into one."""
    widths = [max(map(len, handle.get_label().split("\n"))) for handle in handles]
    half = -(-len(widths) // 2)
    both = max(widths[:half], default=0) + max(widths[half:], default=0)
    return 2 if both <= room_letters else 1


def legend_inches(handles: list[Any], columns: int = 1) -> float:
    """Return about how high a legend will be."""
    lines = [1 + handle.get_label().count("\n") for handle in handles]
    per_column = -(-len(lines) // columns)
    tallest = max(sum(lines[at : at + per_column]) for at in range(0, len(lines), per_column))
    return tallest * SMALL_SIZE * 1.3 / 72 + per_column * SMALL_SIZE * 0.55 / 72 + 0.1


def months_axis(axes: Axes, marks: Marks, *, labelled: bool) -> None:
    """Count months in years, from the first to the last."""
    step = 12 if marks.horizon_months <= 72 else 24
    axes.set_xlim(0, marks.horizon_months - 1)
    axes.set_xticks(range(0, marks.horizon_months, step))
    if labelled:
        axes.set_xlabel("month", size=SMALL_SIZE, color=INK)
