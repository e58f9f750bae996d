"""All keys that a study file may hold, in words, for the page on studies."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel

from simulation.scenario.keys import BEGIN, END, KeyText, key_rows, keys_of

from .designs import KINDS
from .shape import Adaptive, Design, Factor, Months, StudyText

PAGE = Path("docs/studies.md")
OWN_TABLE: dict[str, type[BaseModel]] = {
    "factors.NAME": Factor,
    "design": Design,
    "adaptive": Adaptive,
    "months": Months,
}


def all_keys() -> list[KeyText]:
    """Return every key of a study file."""
    found = [key for key in keys_of("", StudyText) if not key.place]
    for place, model in OWN_TABLE.items():
        found += keys_of(place, model)
    return found


def kinds_table() -> str:
    """Return the kinds of design with the keys that they need and take."""
    lines = ["| design | needs | may have |", "|---|---|---|"]
    for name, kind in KINDS.items():
        takes = [*kind.takes, *(["worlds"] if kind.crosses_worlds else [])]
        cells = [", ".join(f"`{key}`" for key in keys) or "—" for keys in (kind.needs, takes)]
        lines.append(f"| `{name}` | {' | '.join(cells)} |")
    return "\n".join(lines)


def with_table(text: str) -> str:
    """Return a page with the tables between their marks written anew."""
    before, rest = text.split(BEGIN)
    table = f"{kinds_table()}\n\n{key_rows(all_keys())}"
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{rest.split(END)[1]}"


def main(page: Path = PAGE) -> None:
    """Write the tables into the page on studies."""
    page.write_text(with_table(page.read_text("utf-8")), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
