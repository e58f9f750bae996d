"""One self-contained page about claims, in English and Bulgarian, for people who decide.

It runs no script and asks nothing of anybody; both languages are in it, and a switch that works
without a server shows one.  The words of a file of claims are a stranger's: escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from .. import limits
from ..report import data_uri, readable
from .claim import Claims
from .drawing import FAILS, HOLDS, SAME, UNCLEAR, effect_picture, overview_title
from .phrases import LIMITS, METHOD, phrase
from .sentences import Told, told
from .shape import LANGUAGES
from .testing import Found, Scope, Tested

if TYPE_CHECKING:
    from ..pictures.picture import Picture

NAMES = {"en": "English", "bg": "Български"}


@dataclass(frozen=True)
class Row:
    """One claim on the page: its words, its bar, and its picture with an address that holds it."""

    told: Told
    found: Found | None
    picture: tuple[Picture, str] | None

    @property
    def bar(self) -> tuple[tuple[float, float, str], ...]:
        """Left end, width and colour of each part of the bar, in percent of its width."""
        if self.found is None:
            return ()
        one = self.found.shares
        parts = ((one.holds, HOLDS), (one.unclear, UNCLEAR), (one.same, SAME), (one.fails, FAILS))
        before = one.holds + one.unclear
        ends = (0.0, one.holds, before, before + one.same)
        return tuple(
            (round(100.0 * left, 2), round(100.0 * width, 2), colour)
            for left, (width, colour) in zip(ends, parts, strict=True)
        )


Pictures = Mapping[str, Mapping[str, "Picture"]]


def drawn(tested: Sequence[Tested]) -> Pictures:
    """Return the picture of each claim that was judged, by language and name."""
    return {
        language: {
            one.claim.name: effect_picture(one, language)
            for one in tested
            if one.found is not None and one.found.percentiles
        }
        for language in LANGUAGES
    }


def page(
    claims: Claims, tested: Sequence[Tested], scope: Scope, pictures: Pictures,
    language: str = "en",
) -> str:  # fmt: skip
    """Return the page; ``language`` is the one that it opens in."""
    environment = Environment(
        loader=PackageLoader("analysis"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=readable,
    )  # fmt: skip
    return environment.get_template("claims.html.j2").render(
        title=claims.title, language=language, names=NAMES,
        parts={one: part(claims, tested, scope, pictures[one], one) for one in LANGUAGES},
        say=phrase,
    )  # fmt: skip


def part(
    claims: Claims, tested: Sequence[Tested], scope: Scope, pictures: Mapping[str, Picture],
    language: str,
) -> dict[str, Any]:  # fmt: skip
    """Return what the page says in one language."""
    most = max((one.found.shares.worlds for one in tested if one.found is not None), default=0)
    return {
        "title": claims.title.of(language),
        "answer": overview_title(tested, language) + ".",
        "rows": [row(one, pictures.get(one.claim.name), language) for one in tested],
        "limits": LIMITS if language == "bg" else limits.SENTENCES,
        "method": [
            text.format(worlds=most, replications=scope.replications, seed=scope.seed)
            for text in METHOD[LANGUAGES.index(language)]
        ],
    }


def row(tested: Tested, picture: Picture | None, language: str) -> Row:
    """Return one claim as the page shows it."""
    shown = None if picture is None else (picture, data_uri(picture.png, "image/png"))
    return Row(told(tested, language), tested.found, shown)
