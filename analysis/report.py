"""One self-contained page of a comparison, to read in the browser, on a phone or on paper.

It runs no script and asks nothing of anybody; the text of a scenario is a stranger's: escaped.
"""

from __future__ import annotations

import base64
import math
import re
import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from simulation import REGISTER
from simulation.channels import CHANNELS
from simulation.outcomes import RUN, Outcome
from simulation.register.parameter import Grade
from simulation.scenario import to_yaml
from simulation.scenario.shape import SECTIONS

from . import words
from .provenance import file_name
from .verdict import LASTING, POINTS, Verdict, scaled, sentences, sized

if TYPE_CHECKING:
    from simulation import Arm, Scenario

    from .comparison import Comparison, Difference
    from .pictures import Picture

SLIGHT_SHARE = 0.01
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
OUTCOMES: Mapping[str, Outcome] = {outcome.name: outcome for outcome in RUN}
LEVELS: Mapping[str, str] = {
    "reach_at_funding_end": "People served when the funding ends",
    "reach_final": "People served in the last month",
    LASTING: words.MAIN[LASTING].short,
    "programmes_final": words.MAIN["programmes_final"].short,
    "formal_agreements_final": "Formal agreements",
    "first_adoption_month": "Month of the first programme",
    "organisations_closed": "Organisations closed",
    "unmet_need_mean": "People in need not served",
}
JUDGED = {"better": "better", "worse": "worse", "neither": "differs", "unclear": words.NOT_CLEAR}
TALLIED = ("worse", "slightly worse", "better", "slightly better", "differs", words.NOT_CLEAR,
           "no difference")  # fmt: skip
ROLES = {"lever": "a choice", "uncertainty": "assumed", "constant": "fixed"}
Rows = Sequence[tuple[str, ...]]


class Cell(NamedTuple):
    """One cell of a table: a judgement in words, numbers, and numbers of less weight."""

    text: str = ""
    word: str = ""
    more: str = ""
    kind: str = ""


class Row(NamedTuple):
    """One row of a table, with its heading and a note in small print."""

    head: str
    cells: tuple[Cell, ...]
    note: str = ""


class Table(NamedTuple):
    """A table; the first column holds the headings of the rows."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def report(
    scenario: Scenario,
    comparison: Comparison,
    verdict: Verdict,
    pictures: Sequence[Picture],
    provenance: Mapping[str, Any],
) -> str:
    """Return one self-contained HTML page about a comparison."""
    reference = scenario.arms[scenario.reference]
    twin = to_yaml(scenario.resolved())
    environment = Environment(
        loader=PackageLoader("analysis"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=readable,
    )  # fmt: skip
    said = {text for arm in scenario.arms for text in sentences_of(arm, scenario, comparison)}
    return environment.get_template("report.html.j2").render(
        scenario=scenario,
        verdict=verdict,
        reference=reference,
        pictures=[(picture, data_uri(picture.png, "image/png")) for picture in pictures],
        arms=[arm_text(arm, scenario, comparison) for arm in scenario.arms.values()],
        others=[text for text in verdict.sentences if text not in said],
        differences=difference_table(scenario, comparison),
        levels=level_table(scenario, comparison),
        horizons=sorted({int(a.parameters["horizon_months"]) for a in scenario.arms.values()}),
        people=people_in_need(reference),
        money=words.euros(reference.parameters["grant_eur"]),
        instruments=instrument_rows(reference),
        events=event_rows(reference),
        assumptions=assumption_rows(reference),
        schedule=schedule_changes({}, reference.schedule),
        sources=source_rows(scenario),
        grades=grade_rows(),
        vocabularies=words.VOCABULARIES,
        parameters=len(REGISTER),
        not_clear=words.NOT_CLEAR,
        command=command(scenario, comparison, provenance),
        made_with=provenance_rows(provenance),
        replications=comparison.replications,
        resolved=data_uri(twin.encode(errors="replace"), "text/yaml;charset=utf-8"),
    )


def readable(value: object) -> object:
    """Return text without signs that nobody sees, some of which turn round what is read."""
    return value if isinstance(value, Markup) else UNSEEN.sub("", str(value))


def data_uri(content: bytes, kind: str) -> str:
    """Return bytes as an address that holds them itself."""
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def told(
    value: float, low: float, high: float, unit: str = "", *,
    decimals: int | None = None, signed: bool = False,
) -> str:  # fmt: skip
    """Return a number with its interval, "4,800 (4,770 to 4,830)", no digit finer than that."""
    half = (high - low) / 2
    if not math.isfinite(half):
        sign = "\u2212" if value < 0 else "+" if signed and value > 0 else ""
        return f"{sign}{words.rounded(abs(value))} {unit}".rstrip() + " (interval not known)"
    if decimals is None:
        decimals = words.decimals_for(half, value, low, high)
    if unit != "%" and half >= 10:
        place = -math.floor(math.log10(half))
        value, low, high = (round(number, place) for number in (value, low, high))
    text = f"{words.number(value, decimals, signed=signed)} {unit}".rstrip()
    interval = words.between(low, high, decimals, signed=signed)
    return text if low == high else f"{text} ({interval})"


def in_unit(
    outcome: str, numbers: Iterable[float], percent: str = "%"
) -> tuple[float, float, float, str]:
    """Return a number and its interval in the unit in which the page tells them."""
    is_share = OUTCOMES[outcome].unit == "share"
    value, low, high = (number * (100.0 if is_share else 1.0) for number in numbers)
    return value, low, high, percent if is_share else ""


def judged(row: Difference) -> str:
    """Return in words how an arm compares in one outcome; under 1 % is slight, however clear."""
    if row.low == row.high == 0:
        return "no difference"
    is_slight = abs(row.difference) < SLIGHT_SHARE * abs(row.reference_mean)
    slightly = "slightly " if is_slight and row.better in ("better", "worse") else ""
    return slightly + JUDGED[row.better]


def difference_table(scenario: Scenario, comparison: Comparison) -> Table:
    """Return the paired differences: main outcomes by arms, words before numbers."""
    others = [name for name in scenario.arms if name != comparison.reference]
    rows = []
    for outcome, wording in words.MAIN.items():
        level = comparison.level_of(comparison.reference, outcome)
        cells = [Cell(told(*in_unit(outcome, level)))]
        for arm in others:
            row = comparison.of(arm, outcome)
            digits = sized(row)[3] if row.clear else None
            gap = scaled(row, row.difference, row.low, row.high)
            text = told(*gap, decimals=digits, signed=True)
            cells.append(Cell(text, judged(row), kind=row.better))
        rows.append(Row(wording.short, tuple(cells), noted(outcome, wording.short)))
    reference = scenario.arms[comparison.reference].label
    caption = f"Difference from {reference} in the same worlds, with 95 % intervals"
    labels = (scenario.arms[name].label for name in others)
    return Table(caption, ("Outcome", f"{reference} (level)", *labels), tuple(rows))


def noted(outcome: str, head: str) -> str:
    """Return what a heading does not say: meaning, unit, and the direction that people want."""
    one = OUTCOMES[outcome]
    meaning = "" if one.meaning.rstrip(".") == head else one.meaning
    is_said = one.unit in f"share 0-1 {head} {meaning}".lower()
    unit = "" if is_said else f"In {one.unit}."
    wanted = "" if one.better == "neither" else f"{one.better.capitalize()} is better."
    return " ".join(filter(None, (meaning, unit, wanted)))


def level_table(scenario: Scenario, comparison: Comparison) -> Table:
    """Return what each arm reached, with the difference from the reference below it."""
    rows = []
    for outcome, head in LEVELS.items():
        cells = []
        for arm in scenario.arms:
            text = told(*in_unit(outcome, comparison.level_of(arm, outcome)))
            if arm == comparison.reference:
                cells.append(Cell(text))
                continue
            row = comparison.of(arm, outcome)
            gap = in_unit(outcome, (row.difference, row.low, row.high), POINTS)
            cells.append(Cell(text, judged(row), told(*gap, signed=True), row.better))
        rows.append(Row(head, tuple(cells), noted(outcome, head)))
    labels = [
        arm.label + " (reference)" * (name == comparison.reference)
        for name, arm in scenario.arms.items()
    ]
    caption = "Mean level with its 95 % interval; below it the difference from the reference"
    return Table(caption, ("What happened", *labels), tuple(rows))


def sentences_of(arm: str, scenario: Scenario, comparison: Comparison) -> tuple[str, ...]:
    """Return the sentences of the verdict about one arm."""
    names = dict.fromkeys((comparison.reference, arm))
    return tuple(sentences(comparison, {name: scenario.arms[name].label for name in names}))


def in_points(sentence: str, reference: str) -> tuple[str, tuple[str, ...]]:
    """Return a sentence as its beginning and its points; no word is lost."""
    found = re.split(rf"( than \W?{re.escape(reference)}\W?: )", sentence, maxsplit=1)
    if len(found) == 1:
        return sentence, ()
    return found[0] + found[1].rstrip(), tuple(found[2].removesuffix(".").split("; "))


def arm_text(arm: Arm, scenario: Scenario, comparison: Comparison) -> dict[str, Any]:
    """Return what the page says of one arm."""
    reference = scenario.arms[comparison.reference]
    said = sentences_of(arm.name, scenario, comparison)
    return {
        "label": arm.label,
        "description": arm.description,
        "is_reference": arm.name == comparison.reference,
        "sentences": [in_points(sentence, reference.label) for sentence in said],
        "tally": tally(arm.name, comparison),
        "changes": tuple(changes(reference, arm)),
    }


def tally(arm: str, comparison: Comparison) -> str:
    """Return in how many of the levels an arm is worse, better or not clearly different."""
    if arm == comparison.reference:
        return ""
    counts = Counter(judged(comparison.of(arm, outcome)) for outcome in LEVELS)
    return words.listed([f"{word} in {count}" for word in TALLIED if (count := counts[word])])


def changes(reference: Arm, arm: Arm) -> Iterator[str]:
    """Yield each way in which an arm's world differs from the reference's."""
    for name, parameter in REGISTER.items():
        before, after = reference.parameters[name], arm.parameters[name]
        if before != after:
            unit = f" ({parameter.unit})"
            yield f"{said_of(name)}: {plain(after)} instead of {plain(before)}{unit}"
    yield from schedule_changes(reference.schedule, arm.schedule)
    for section in SECTIONS:
        if section not in ("parameters", "schedule"):
            yield from part_changes(getattr(reference, section), getattr(arm, section))


def schedule_changes(
    before: Mapping[int, Mapping[str, float]], after: Mapping[int, Mapping[str, float]]
) -> list[str]:
    """Return what is set anew in the middle of a run, or is no longer."""
    found = []
    for month in sorted({*before, *after}):
        if before.get(month) == after.get(month):
            continue
        new = [f"{said_of(name)} {plain(value)}" for name, value in after.get(month, {}).items()]
        found.append(f"From month {month}: " + ("; ".join(new) or "no change of course"))
    return found


def said_of(parameter: str) -> str:
    """Return the meaning of a parameter without its full stop."""
    return REGISTER[parameter].meaning.rstrip(".")


def part_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """Yield which places, organisations, instruments or events were added, left out, changed."""
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        label = getattr(new or old, "label", None) or name
        if old is None or new is None:
            yield f"{label}: {'left out' if new is None else 'added'}"
            continue
        fields = [
            f"{field.replace('_', ' ')} {plain(value)} instead of {plain(getattr(old, field))}"
            for field, value in new
            if value != getattr(old, field)
        ]
        if fields:
            yield f"{label}: {', '.join(fields)}"


def plain(value: object) -> str:
    """Return a setting as it was given."""
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "none"}[value]
    if isinstance(value, int | float):
        return f"{value:,.6f}".rstrip("0").rstrip(".").replace("-", "\u2212")
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {plain(item)}" for key, item in value.items())
    return str(value)


def people_in_need(arm: Arm) -> str:
    """Return how many people share the need at the start."""
    share, places = arm.parameters["need_share"], arm.places.values()
    own = [p.people_in_need for p in places if p.people_in_need is not None]
    usual = [share * p.population for p in places if p.people_in_need is None]
    return words.rounded(sum(own) + sum(usual))


def instrument_rows(arm: Arm) -> Rows:
    """Return the instruments of an arm: when, for how much, and through which channels."""
    rows = []
    for name, one in arm.instruments.items():
        until = "the end" if one.end_month is None else f"month {one.end_month - 1}"
        used = f"month {one.start_month} to {until}" if one.intensity > 0 else "not used"
        if 0 < one.intensity < 1:
            used += f", at intensity {plain(one.intensity)}"
        cost = f"{words.euros(one.cost_eur_per_month)} and {plain(one.staff_fte)} full-time staff"
        acts = [f"{CHANNELS[c]} ({plain(strength)})" for c, strength in one.channels.items()]
        rows.append((one.label or name, used, cost, "; ".join(acts) or "nothing"))
    return rows


def event_rows(arm: Arm) -> Rows:
    """Return what happens to the world of an arm."""
    rows = []
    for name, one in arm.events.items():
        lasts = f" to {one.month + one.duration_months - 1}" if one.duration_months > 1 else ""
        size = {"influx": "more people in need", "election": ""}.get(one.kind, "lost")
        size = f"{plain(100 * one.size)} % {size}" if size else "–"
        where = "everywhere" if one.place is None else one.place
        kind = one.kind.replace("_", " ")
        rows.append((name, kind, f"month {one.month}{lasts}", where, size))
    return rows


def assumption_rows(arm: Arm) -> Rows:
    """Return the parameters of an arm that differ from the register's defaults."""
    return [
        (said_of(name), plain(value), plain(p.default), p.unit, ROLES[p.role], name)
        for name, p in REGISTER.items()
        if (value := arm.parameters[name]) != p.default
    ]


def source_rows(scenario: Scenario) -> Rows:
    """Return where the scenario says that its numbers come from, and where it says "guess"."""
    return [
        (place, source, "yes" if re.search(r"\bguess", source, re.IGNORECASE) else "–")
        for place, source in scenario.sources.items()
    ]


def grade_rows() -> Rows:
    """Return how many uncertainties of the register rest on which grade of evidence."""
    counts = Counter(p.grade for p in REGISTER.values() if p.role == "uncertainty")
    return [(grade, str(counts[grade])) for grade in get_args(Grade) if counts[grade]]


def command(scenario: Scenario, comparison: Comparison, provenance: Mapping[str, Any]) -> str:
    """Return the command that makes this page again."""
    file = provenance.get("scenario_file") or file_name(scenario.path)
    parts = ["snowball", "compare", file or "provenance.json"]
    parts += ["--replications", str(provenance.get("replications", comparison.replications))]
    parts += ["--seed", str(provenance.get("seed", scenario.seed))]
    parts += ["--engine", str(provenance.get("engine", "ensemble"))]
    return shlex.join([*parts, "--out", "again"])


def provenance_rows(provenance: Mapping[str, Any]) -> Rows:
    """Return seed, replications, versions and what else is short."""
    rows = {key: str(item) for key, item in provenance.items() if isinstance(item, str | int)}
    rows |= {f"version of {key}": item for key, item in provenance.get("versions", {}).items()}
    return [(key.replace("_", " "), item) for key, item in rows.items()]
