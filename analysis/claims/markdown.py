"""The page of claims in the documentation: a table first, then each claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..patterns.scorecard import anchor
from .claim import Claims
from .drawing import overview_title
from .numbers_told import percent, percent_range
from .own import how_to
from .phrases import METHOD, phrase
from .sentences import told
from .testing import Scope, Tested

OVERVIEW = "figures/claims-overview.png"


def page(claims: Claims, tested: Sequence[Tested], scope: Scope, folder: str) -> str:
    """Return the page; ``folder`` is where its numbers and examples lie beside it."""
    most = max((one.found.shares.worlds for one in tested if one.found is not None), default=0)
    method = [
        text.format(worlds=most, replications=scope.replications, seed=scope.seed)
        for text in METHOD[0]
    ]
    return "\n".join([
        f"# {claims.title.en}",
        "",
        f"{overview_title(tested, 'en')}. Written by `snowball claims`"
        f" (`python -m analysis.claims`); all numbers are in `docs/{folder}claims.json`, and"
        f" `snowball compare` replays the examples in `docs/{folder}counter-examples`. The worlds"
        " are [plausible worlds](plausible-worlds.md); read [limits](limits.md) before you use"
        " this.",
        "",
        "Every claim is a few lines in `scenarios/claims.yaml`: two arms, an outcome, a direction"
        " and a margin. [A claim of your own](#your-own-claim) is tested in the same way.",
        "",
        f"![{overview_title(tested, 'en')}]({OVERVIEW})",
        "",
        *table(tested),
        "",
        "## How to read it",
        "",
        *(line for text in method for line in (text, "")),
        *(line for one in tested for line in section(one)),
        *how_to(),
    ])  # fmt: skip


def table(tested: Sequence[Tested]) -> Iterator[str]:
    """Yield one row per claim."""
    yield (
        "| claim | said to be so | share of worlds | clearly holds | clearly fails"
        " | luck hides it | no difference | answer |"
    )
    yield "|---|---|---|---|---|---|---|---|"
    for one in tested:
        words = told(one, "en")
        heading = words.says.rstrip(".")
        link = f"[{heading}](#{anchor(heading)})"
        if one.found is None:
            yield f"| {link} | | | | | | | {words.verdict.lower()} |"
            continue
        shares = one.found.shares
        interval = percent_range(shares.exceeds.low, shares.exceeds.high, "en")
        yield (
            f"| {link} | {one.claim.claims.replace('_', ' ')}"
            f" | {percent(shares.exceeds.value, 'en')} ({interval}) | {percent(shares.holds, 'en')}"
            f" | {percent(shares.fails, 'en')} | {percent(shares.unclear, 'en')}"
            f" | {percent(shares.same, 'en')}"
            f" | {words.verdict.lower()}: {words.often} |"
        )


def section(tested: Tested) -> Iterator[str]:
    """Yield the lines about one claim."""
    words = told(tested, "en")
    yield f"## {words.says.rstrip('.')}"
    yield ""
    kind = phrase(words.kind, "en")
    often = f": {words.often}" if words.often else ""
    yield f"*{kind}; {words.source}.* **{words.verdict}{often}.**"
    yield ""
    yield words.headline
    yield ""
    for text in (words.how, words.caution, *words.effect):
        if text:
            yield from (text, "")
    for detail in words.details:
        yield detail.text + (f" `{detail.command}`" if detail.command else "")
        yield ""
        if detail.points:
            yield from (f"- {point}" for point in detail.points)
            yield ""
