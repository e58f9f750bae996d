"""Scenario files of people's own, and how they are opened in the page."""

TINY = """
title: Tiny
question: What is small enough for a test?
places:
  Sofia: {population: 1152556, latitude: 42.69751, longitude: 23.32415}
  Plovdiv: {population: 346893, latitude: 42.15, longitude: 24.75}
organisations:
  Red Cross:
    {kind: ngo, home: Sofia, staff_fte: 6, premises_places: 40, cash_eur: 20000, know_how: 0.5}
  Club:
    {kind: informal, home: Plovdiv, staff_fte: 1, premises_places: 9, cash_eur: 0, know_how: 0.2}
parameters: {horizon_months: 36, funding_months: 12}
arms:
  as-it-is: {}
  deep: {label: Deep, bricks: scale-deep}
reference: as-it-is
seed: 5
"""


def open_file(
    hands, text: str | bytes, name: str = "mine.yaml", path: str = "frame.openFile"
) -> None:
    """Press the button for files and choose one."""
    raw = text if isinstance(text, bytes) else text.encode()
    with hands.page.expect_file_chooser() as asked:
        hands.press(hands.find("button", path))
    asked.value.set_files({"name": name, "mimeType": "application/yaml", "buffer": raw})


def refused(hands, times: int) -> None:
    """The browser notes every answer that refuses a file; nothing else was complained of."""
    noted = hands.seen.complaints
    assert len(noted) == times
    assert all("422" in line for line in noted)
    noted.clear()
