"""The gazetteer keeps its shape: every row complete, in range, in Arabic letters, and no row twice."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib import resources

import pytest

from tawthiq.arabic.letters import fold_word
from tawthiq.knowledge.names import place_names

TYPES = frozenset(
    "country governorate district city town village quarter camp crossing airport dam mountain river region sea street "
    "base".split()
)
COLUMNS = 10
LARGEST = 1_500_000


@cache
def text() -> str:
    return (resources.files("tawthiq") / "resources" / "places.tsv").read_text(encoding="utf-8")


@cache
def rows() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split("\t")) for line in text().splitlines() if line and not line.startswith("#"))


def forms(row: tuple[str, ...]) -> list[str]:
    """The name and its variants: «دير الزور», «ديرالزور»."""
    return [row[0], *(row[1].split("|") if row[1] else [])]


def test_rows_have_all_columns() -> None:
    assert [row for row in rows() if len(row) != COLUMNS] == []
    assert len(rows()) >= 3500
    assert len(text().encode()) < LARGEST


def test_licence_and_origin_are_stated() -> None:
    head = [line for line in text().splitlines()[:8] if line.startswith("#")]
    assert any("CC BY 4.0" in line for line in head)
    assert any("GeoNames" in line for line in head)


def test_types_countries_and_sources() -> None:
    assert {row[3] for row in rows()} <= TYPES
    assert [row[0] for row in rows() if not re.fullmatch(r"[A-Z]{2}", row[4])] == []
    assert [row[0] for row in rows() if not re.fullmatch(r"own|own-rough|own-town|geonames:\d+", row[8])] == []


def test_points_are_in_range_and_whole() -> None:
    assert [row[0] for row in rows() if bool(row[6]) != bool(row[7])] == []
    placed = [row for row in rows() if row[6]]
    assert [row[0] for row in placed if not (-90 <= float(row[6]) <= 90 and -180 <= float(row[7]) <= 180)] == []


@pytest.mark.parametrize(
    ("country", "south", "north", "west", "east"),
    [
        ("SY", 32.0, 37.5, 34.0, 42.6),
        ("IQ", 29.0, 37.6, 38.7, 48.8),
        ("YE", 11.9, 19.1, 39.0, 54.8),
        ("LB", 33.0, 34.8, 35.0, 36.8),
        ("PS", 31.1, 32.6, 34.1, 35.7),
        ("LY", 19.4, 33.4, 9.3, 25.3),
        ("SD", 8.6, 23.2, 21.8, 39.0),
    ],
)
def test_points_lie_in_their_country(country: str, south: float, north: float, west: float, east: float) -> None:
    points = [(row[0], float(row[6]), float(row[7])) for row in rows() if row[4] == country and row[6]]
    assert [p for p in points if not (south <= p[1] <= north and west <= p[2] <= east)] == []


def test_names_are_arabic_and_clean() -> None:
    every = [form for row in rows() for form in forms(row)]
    assert [form for form in every if not re.fullmatch(r"[ء-غف-ي0-9]+( [ء-غف-ي0-9]+)*", form)] == []
    assert [form for form in every if not re.search("[ء-ي]{2}", form)] == []


def test_populations_are_numbers_and_towns_have_them() -> None:
    assert [row[0] for row in rows() if not re.fullmatch(r"\d*", row[9])] == []
    assert len([row for row in rows() if row[9]]) > 3000


def test_no_row_stands_twice() -> None:
    count = Counter((fold_word(row[0]), row[3], row[4], row[5]) for row in rows())
    assert [key for key, times in count.items() if times > 1] == []


def test_no_geonames_number_stands_twice() -> None:
    count = Counter(row[8] for row in rows() if row[8].startswith("geonames:"))
    assert [number for number, times in count.items() if times > 1] == []


def test_no_row_lists_a_form_twice() -> None:
    assert [row[0] for row in rows() if len({fold_word(f) for f in forms(row)}) != len(forms(row))] == []


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("ديرالزور", "SY"),
        ("كفر تخاريم", "SY"),
        ("كفرنبل", "SY"),
        ("حي بابا عمرو", "SY"),
        ("كفر رمان", "LB"),
        ("حي الشجاعية", "PS"),
        ("خانيونس", "PS"),
        ("عين الأسد", "IQ"),
        ("سوق الحوت", "LY"),
        ("مخيم زمزم", "SD"),
        ("خور مكسر", "YE"),
        ("السعودية", "SA"),
    ],
)
def test_usual_wordings_find_their_row(words: str, country: str) -> None:
    found = fold_word(words).split()
    match = place_names().match(found, 0, len(found))
    assert match is not None
    assert match[0] == len(found)
    assert match[2][0].country == country
