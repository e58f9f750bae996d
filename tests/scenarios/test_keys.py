"""The table of keys is fresh, and holds everything that a file may hold."""

from simulation.scenario import json_schema, shipped_scenarios
from simulation.scenario.keys import BEGIN, END, README, all_keys, main, sections, table
from simulation.scenario.shape import EVENTS
from simulation.world import EVENT_KINDS

PAGE = (shipped_scenarios() / README).read_text("utf-8")


def keys_of(place: str) -> set[str]:
    return {key.name for key in all_keys() if key.place == place}


def test_the_table_in_the_readme_is_fresh():
    """If not: python -m simulation.scenario.keys."""
    assert PAGE.split(BEGIN)[1].split(END)[0].strip() == table()


def test_the_table_is_written_between_its_marks_and_nothing_else_changes(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"before {BEGIN} stale {END} after\n", "utf-8")
    main(page)
    assert page.read_text("utf-8") == f"before {BEGIN}\n\n{table()}\n\n{END} after\n"


def test_every_key_that_editors_complete_is_in_the_table():
    schema = json_schema()
    assert keys_of("") | set(sections()) == set(schema["properties"])
    arm = schema["properties"]["arms"]["additionalProperties"]["properties"]
    assert keys_of("arms.NAME") | set(sections()) | {"bricks"} == set(arm)
    for section in ("places", "organisations", "instruments", "events"):
        model = section.removesuffix("s").capitalize()
        assert keys_of(f"{section}.NAME") == set(schema["$defs"][model]["properties"])


def test_every_key_says_what_it_takes_and_means():
    assert all(key.takes and key.meaning and key.unless_said for key in all_keys())
    copies = next(key for key in all_keys() if key.name == "copies")
    assert copies.takes == "a whole number from 1 to 200 (organisations)"
    assert copies.unless_said == "1"
    assert "| organisations.NAME.strategy | `up` |" in table()


def test_every_kind_of_event_that_a_world_knows_is_explained():
    assert list(EVENTS) == list(EVENT_KINDS)
    assert all(f"| `{kind}` | {text} |" in table() for kind, text in EVENTS.items())
