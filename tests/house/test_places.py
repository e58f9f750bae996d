"""The places of real towns are what the gazetteer says."""

import importlib.util
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "scenarios" / "places"


def tool():
    specification = importlib.util.spec_from_file_location(
        "make_places", ROOT / "tools" / "make_places.py"
    )
    module = importlib.util.module_from_spec(specification)
    sys.modules["make_places"] = module
    specification.loader.exec_module(module)
    return module


MAKE_PLACES = tool()
FILES = {file.name: file for file in MAKE_PLACES.FILES}


@pytest.fixture(scope="module")
def towns():
    return MAKE_PLACES.read_towns()


def places(name: str) -> dict:
    return YAML(typ="safe", pure=True).load((FOLDER / name).read_text("utf-8"))["places"]


@pytest.mark.parametrize("name", FILES)
def test_the_committed_file_is_what_the_tool_writes(name, towns):
    assert (FOLDER / name).read_text("utf-8") == MAKE_PLACES.text(FILES[name], towns)


def test_bulgaria_has_at_least_130_towns_largest_first():
    found = places("bulgaria.yaml")
    assert len(found) >= 130
    populations = [place["population"] for place in found.values()]
    assert populations == sorted(populations, reverse=True)
    assert min(populations) >= MAKE_PLACES.MIN_POPULATION


def test_the_south_west_has_16_towns_none_larger_than_a_quarter():
    populations = [place["population"] for place in places("south-west.yaml").values()]
    assert len(populations) == 16
    assert max(populations) < 0.25 * sum(populations)


def test_the_municipalities_with_refugees_are_all_there():
    assert set(places("refugees.yaml")) == set(MAKE_PLACES.WITH_MANY_REFUGEES)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_places_lie_in_bulgaria_and_say_where_they_come_from(path):
    data = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    assert data["sources"]["places"]
    for place in data["places"].values():
        assert 41.2 < place["latitude"] < 44.3
        assert 22.3 < place["longitude"] < 28.7


def test_each_town_has_a_bulgarian_name(towns):
    assert [town.name for town in towns if not town.bulgarian_name] == []
    assert len({town.name for town in towns}) == len(towns)


@pytest.mark.parametrize(
    ("bulgarian", "english"),
    [
        ("София", "Sofia"),
        ("Търговище", "Targovishte"),
        ("Гълъбово", "Galabovo"),
        ("Айтос", "Aytos"),
    ],
)
def test_transliteration_follows_the_law(bulgarian, english):
    assert MAKE_PLACES.transliterate(bulgarian) == english
