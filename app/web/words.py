"""The words of the model on the page: every text that is written once elsewhere, as TypeScript.

Run ``python -m app.web.words`` to write ``app/frontend/src/i18n/en/model.ts``.  Its type makes a
text that is missing in another language an error of the page's build.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from analysis.evidence import GRADES
from analysis.explorer.catalogue import shipped_instruments
from analysis.glossary_words import COMPARED, WORDS
from analysis.words import TERMS, VOCABULARIES
from simulation.channels import CHANNELS
from simulation.outcomes import MONTHLY, RUN
from simulation.register import REGISTER
from simulation.scenario import Arm, Scenario, load_scenario, shipped_names
from simulation.scenario.crosschecks import NEWCOMERS
from simulation.scenario.shape import EVENTS, Head, Organisation

FILE = Path(__file__).resolve().parents[1] / "frontend" / "src" / "i18n" / "en" / "model.ts"
HEAD = "// Written by `python -m app.web.words` from the register and the scenarios: do not edit.\n"
Words = dict[str, Any]


def model_words() -> Words:
    """Return every text of the model, the scenarios and the glossary that the page shows."""
    scenarios = {name: load_scenario(name) for name in shipped_names()}
    arms = [arm for scenario in scenarios.values() for arm in scenario.arms.values()]
    members = [member for arm in arms for member in arm.organisations.values()]
    units = [*(p.unit for p in REGISTER.values()), *(of.unit for of in (*MONTHLY, *RUN))]
    return {
        "parameters": {name: parameter.meaning for name, parameter in REGISTER.items()},
        "monthly": {outcome.name: outcome.meaning for outcome in MONTHLY},
        "run": {outcome.name: outcome.meaning for outcome in RUN},
        "units": same(units),
        "groups": same(parameter.group for parameter in REGISTER.values()),
        "channels": dict(CHANNELS),
        "events": dict(EVENTS),
        "grades": same(GRADES),
        "grade_meanings": dict(GRADES),
        "instruments": instrument_labels(arms),
        "statuses": same(get_args(Head.model_fields["status"].annotation)),
        "kinds": same(get_args(Organisation.model_fields["kind"].annotation)) | {"ngo": "NGO"},
        "scenarios": {name: scenario_words(scenario) for name, scenario in scenarios.items()},
        "places": same(place for arm in arms for place in arm.places),
        "coalitions": same(member.coalition for member in members if member.coalition),
        "organisations": same([name for arm in arms for name in arm.organisations] + NEWCOMERS),
        "glossary": {"terms": terms(), "vocabularies": vocabularies()},
    }


def same(words: Iterable[str]) -> dict[str, str]:
    """Return words that are their own names, each once.

    >>> same(["town", "city", "town"])
    {'town': 'town', 'city': 'city'}
    """
    return {word: word for word in words}


def instrument_labels(arms: Iterable[Arm]) -> dict[str, str]:
    """Return what people read for each instrument of the shipped bricks and of these arms."""
    found = {name: one.label or name for name, one in shipped_instruments().items()}
    for arm in arms:
        for name, instrument in arm.instruments.items():
            found.setdefault(name, instrument.label or name)
    return found


def scenario_words(scenario: Scenario) -> Words:
    """Return what a scenario and its arms say about themselves."""
    return {
        "title": scenario.title,
        "question": scenario.question,
        "description": scenario.description,
        "arms": {
            name: {"label": arm.label, "description": arm.description}
            for name, arm in scenario.arms.items()
        },
    }


def terms() -> Words:
    """Return every word of the glossary with its meaning, by key.

    Raises
    ------
    ValueError  two words have one key
    """
    pairs = [*TERMS, *((word, meaning) for word, meaning, _file in WORDS)]
    found = {key_of(word): {"word": word, "meaning": meaning} for word, meaning in pairs}
    if len(found) < len(pairs):
        raise ValueError("two words of the glossary have one key")
    return dict(sorted(found.items()))


def key_of(word: str) -> str:
    """Return the key of a word: without what stands in brackets, joined by underscores.

    >>> key_of("Inequality (0 to 1)"), key_of("Know-how")
    ('inequality', 'know_how')
    """
    return re.sub(r"\W+", "_", re.sub(r"\(.*\)", "", word).strip().lower())


def vocabularies() -> Words:
    """Return the three ways of scaling in two vocabularies, by the last word of their names."""
    compared = {row.word: row for row in COMPARED}
    return {
        word.split()[-1]: {
            "word": word,
            "report": report,
            "moore": moore,
            "differs": compared[word].differs,
            "in_the_model": compared[word].in_the_model,
        }
        for word, report, moore in VOCABULARIES
    }


def typescript(words: Mapping[str, Any]) -> str:
    """Return words as the text of a TypeScript module."""
    return "\n".join([HEAD + "export const model = {", *lines_of(words, 1), "} as const;\n"])


def lines_of(words: Mapping[str, Any], depth: int) -> Iterator[str]:
    """Yield one line for each text, indented by its depth."""
    indent = "  " * depth
    for key, value in words.items():
        name = key if re.fullmatch(r"[A-Za-z_]\w*", key, re.ASCII) else quoted(key)
        if isinstance(value, str):
            yield f"{indent}{name}: {quoted(value)},"
        else:
            yield f"{indent}{name}: {{"
            yield from lines_of(value, depth + 1)
            yield f"{indent}}},"


def quoted(text: str) -> str:
    r"""Return a text in the quotation marks of TypeScript.

    >>> print(quoted("the year's"))
    'the year\'s'
    """
    inner = json.dumps(text, ensure_ascii=False)[1:-1].replace('\\"', '"')
    return "'" + inner.replace("'", "\\'") + "'"


def main(file: Path = FILE) -> None:
    """Write the words of the model for the page."""
    file.write_text(typescript(model_words()), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
