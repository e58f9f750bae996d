"""The page of words: two vocabularies of scaling side by side, and every term of the tool.

Run ``python -m analysis.glossary`` to write ``docs/vocabularies.md``.  Outcomes, channels, events
and the words of reports come from where they are defined; nothing is listed twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from simulation.channels import CHANNELS
from simulation.outcomes import MONTHLY, RUN, Outcome
from simulation.scenario.shape import EVENTS

from .glossary_words import COMPARED, WORDS
from .words import TERMS, VOCABULARIES

ROOT = Path(__file__).resolve().parents[1]
PAGE = "docs/vocabularies.md"

ABOUT = """\
# Words

Written by `python -m analysis.glossary`; a test fails when it is stale. `snowball explain NAME`
says more of any name in code marks.

## Two vocabularies of scaling

The report from Sofia and the study of Moore, Riddell and Vocisano (2015, Journal of Corporate
Citizenship 58, on charities in Canada) use the same three words, and do not mean the same by
them. Whoever reads "deep" in a chart should know which is meant: the model's levers follow the
report.
"""
WHERE = """\
Where both are found in the code:
"""
READING = """\
Moore et al. also hold that a large change usually takes a mix of the three. The model can show a
mix winning and a mix losing: see [which questions are open](openness.md).
"""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of Markdown.

    >>> print(table(("a", "b"), [("1", "2")]))
    | a | b |
    |---|---|
    | 1 | 2 |
    """
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def code(path: str) -> str:
    """Return a link from the page to a file of the repository.

    >>> code("simulation/month.py")
    '[month.py](../simulation/month.py)'
    """
    return f"[{path.rsplit('/', 1)[-1]}](../{path})"


def vocabularies() -> str:
    """Return the three words in both vocabularies, what differs, and what the model does."""
    compared = {one.word: one for one in COMPARED}
    rows = [
        (f"**{word}**", report, moore, compared[word].differs, compared[word].in_the_model)
        for word, report, moore in VOCABULARIES
    ]
    head = ("word", "in the report", "in Moore et al. 2015", "what differs", "in the model")
    return table(head, rows)


def where() -> str:
    """Return where each word of scaling is found in the code."""
    rows = [
        (one.word, ", ".join(map(code, one.files)), ", ".join(f"`{name}`" for name in one.names))
        for one in COMPARED
    ]
    return table(("word", "rules", "lever and what is measured"), rows)


def outcomes(title: str, some: Iterable[Outcome]) -> str:
    """Return outcomes with their units, and which direction people want."""
    rows = [(f"`{one.name}`", one.meaning, one.unit, one.better) for one in some]
    return f"### {title}\n\n{table(('outcome', 'meaning', 'unit', 'wanted'), rows)}"


def named(head: str, some: Iterable[tuple[str, str]]) -> str:
    """Return names in code marks with their meaning."""
    return table((head, "meaning"), ((f"`{name}`", meaning) for name, meaning in some))


def page() -> str:
    """Return the whole page."""
    words = ((word, meaning, code(file)) for word, meaning, file in WORDS)
    parts = [
        ABOUT, vocabularies(), WHERE, where(), READING,
        "## Words of the reports\n", table(("word", "meaning"), TERMS),
        "## Words of the model\n", table(("word", "meaning", "where"), words),
        "## What is measured\n", outcomes("Every month", MONTHLY),
        outcomes("Once per run", RUN),
        "## Channels of instruments\n", named("channel", CHANNELS.items()),
        "## Kinds of events\n", named("event", EVENTS.items()),
        "## Everything else\n",
        "- parameters, rules and state of the agents: [the model described](odd.md)\n"
        "- keys of scenario files: [scenarios/README.md](../scenarios/README.md)",
    ]  # fmt: skip
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def main(file: Path = ROOT / PAGE) -> None:
    """Write the page."""
    file.write_text(page(), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
