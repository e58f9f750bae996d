"""Sentences of titles and captions that several kinds of pictures share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis import words

from ..pictures import phrases
from .asked import Asked
from .contrasts import Level, counted
from .crossing import Crossed
from .names import difference_unit, factor_name, outcome_name, told

LONGEST_TITLE = 200
CLEAR_OF_WORLDS = (
    "Clear means that the 95 % interval of the mean difference, over worlds, excludes zero and that"
    " it differs from zero in at least six of them."
)


def contexts_noun(table: Crossed) -> str:
    """Return what the contexts of choices are: plausible worlds, or values of other factors."""
    return "plausible worlds" if table.are_worlds else "values of other factors"


def averaged_sentence(table: Crossed) -> str:
    """Return a sentence on factors of the study that are averaged out; empty if there are none."""
    if not table.averaged:
        return ""
    return f" Means over all values of {words.listed([*map(factor_name, table.averaged)])}."


def clear_sentence(table: Crossed) -> str:
    """Return what clear means where choices are compared."""
    return CLEAR_OF_WORLDS if table.has_worlds else phrases.CLEAR


def band_sentence(table: Crossed) -> str:
    """Return what a band is made of, which is one thing only."""
    if table.has_contexts:
        return (
            f"10th to 90th percentile of the means of {len(table.contexts)}"
            f" {contexts_noun(table)}, and not luck, which is averaged out within each as far as"
            " its replicates go."
        )
    return (
        "10th to 90th percentile of runs, which is luck alone and not what is unknown about the"
        " parameters."
    )


def sized(asked: Asked, one: Level, *, with_unit: bool = True) -> str:
    """Return a difference with its interval, and with its unit unless that stands elsewhere."""
    unit = difference_unit(asked.outcome) if with_unit else ""
    return told(one.mean, one.low, one.high, unit, signed=True)


def way(one: Level) -> str:
    """Return whether a difference is clearly above or below nothing, in words.

    >>> way(Level(2.0, 1.0, 3.0, True)), way(Level(2.0, -1.0, 5.0, False))
    ('above', 'no clear difference')
    """
    if not one.clear:
        return words.NOT_CLEAR
    return "above" if one.mean > 0 else "below"


def against_reference(asked: Asked, found: Mapping[str, Sequence[Level]], where: str) -> str:
    """Return how other arms lie to the reference: at how many places, or by how much at one.

    ``found`` holds the differences of every other arm, one for each place.
    """
    is_one = all(len(levels) == 1 for levels in found.values())
    said = {
        arm: f"{way(levels[0])}, {sized(asked, levels[0], with_unit=len(found) == 1)}"
        if is_one else counted(levels, where)
        for arm, levels in found.items()
    }  # fmt: skip
    text = _sentence(asked, said, difference_unit(asked.outcome) if is_one else "")
    if is_one and len(text) > LONGEST_TITLE:
        text = _sentence(asked, {arm: way(levels[0]) for arm, levels in found.items()}, "")
    return text


def _sentence(asked: Asked, said: Mapping[str, str], unit: str) -> str:
    """Return what is said of arms, those of which the same is said together."""
    name, reference = outcome_name(asked.outcome), asked.label(asked.reference)
    if len(said) == 1:
        arm, one = next(iter(said.items()))
        return f"{name} with {asked.label(arm)} against {reference}: {one}"
    alike: dict[str, list[str]] = {}
    for arm, one in said.items():
        alike.setdefault(one, []).append(asked.label(arm))
    parts = "; ".join(f"{words.listed(labels)} {one}" for one, labels in alike.items())
    return f"{name}{f' ({unit})' if unit else ''} against {reference}: {parts}"
