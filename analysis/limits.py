"""What every result is to be read with: the main sentences of ``docs/limits.md``.

They are written once, here; the page of limits holds each of them word for word, and every
report repeats them, since a link would not lead out of a folder of results.
"""

from __future__ import annotations

PAGE = "docs/limits.md"
SENTENCES: tuple[str, ...] = (
    "Snowball explores; it does not forecast: no number in it says what will happen in a real"
    " place.",
    "Do not let it decide alone who gets money and who does not, and never use it to judge one"
    " organisation, community or person.",
    "The intervals hold luck alone; what is unknown about the assumptions is often larger, and can"
    " turn an answer round.",
    "Most numbers in the model are guesses and are marked as such; unless a scenario says so,"
    " nothing was fitted to a real place.",
    "Impact counts people served, weighted by the quality of the service; whether their lives"
    " became better, the model cannot see.",
    "The two real cases are successes and were chosen as such: stories that the model can tell, not"
    " proof that it is right.",
)
POINTER = f"It explores; it does not forecast. Before you use this: {PAGE}"
