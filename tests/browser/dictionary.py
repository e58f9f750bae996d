"""The words of the page in both languages, read from the dictionaries that it is made with."""

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "app" / "frontend" / "src" / "i18n"
TEXT = re.compile(r"(\w+):\s*'((?:[^'\\]|\\.)*)'")
MADE = re.compile(r"(\w+):\s*\([^=]*\)\s*=>\s*`")
OPENED = re.compile(r"(\w+):\s*\{")


@cache
def said(language: str, path: str) -> str | re.Pattern[str]:
    """Return a text by its path, as "happen.play"; one that is made of parts as a pattern."""
    part, *keys = path.split(".")
    text = (FOLDER / language / f"{part}.ts").read_text()
    start = text.index("{", text.index(f"export const {part}"))
    for key in keys[:-1]:
        start = next(
            found.end() for found in OPENED.finditer(text, start) if found[1] == key
        )  # fmt: skip
    kinds = (TEXT, MADE)
    found = min(
        (match for kind in kinds for match in kind.finditer(text, start) if match[1] == keys[-1]),
        key=re.Match.start,
    )
    if found.re is TEXT:
        return found[2].replace("\\'", "'")
    return re.compile("^" + _gaps(text, found.end()))


def _gaps(text: str, at: int) -> str:
    """Return the pattern of a template that begins there: whatever is filled in fits."""
    pattern, depth = "", 0
    while depth or text[at] != "`":
        if text[at : at + 2] == "${":
            depth += 1
            pattern += ".*" if depth == 1 else ""
            at += 2
        elif depth:
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            at += 1
        else:
            pattern += re.escape(text[at]).replace("\\ ", r"\s")
            at += 1
    return pattern
