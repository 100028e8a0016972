"""Gazetteers in the forms that their publishers give out, made small: what is read, what it lies in, what is told of bad lines."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tawthiq.knowledge.gazetteer import Row, Store, UnknownFormat, guess, read_gazetteer, skeleton


def rows(path: Path, country: str = "") -> tuple[dict[str, Row], list[str]]:
    """The rows of a file by their first id, and what is told of its bad lines."""
    found = list(read_gazetteer(path, None, country))
    return {row.ids[0]: row for row in found if isinstance(row, Row)}, [row for row in found if isinstance(row, str)]


def geonames_line(
    number: str,
    name: str,
    kind: str,
    code: str,
    lat: str,
    lon: str,
    admin: tuple[str, ...],
    people: str = "0",
    other: str = "",
) -> str:
    codes = [*admin, "", "", "", ""][:4]
    return "\t".join(
        [
            number,
            name,
            name,
            other,
            lat,
            lon,
            kind,
            code,
            "SY",
            "",
            *codes,
            people,
            "",
            "300",
            "Asia/Damascus",
            "2020-01-01",
        ]
    )


@pytest.fixture
def geonames(tmp_path: Path) -> Path:
    dump = [
        geonames_line("1", "North Governorate", "A", "ADM1", "36.0", "37.0", ("09",)),
        geonames_line("2", "Two Rivers District", "A", "ADM2", "36.1", "37.1", ("09", "0901")),
        geonames_line("3", "Ghadir", "P", "PPL", "36.2", "37.2", ("09", "0901"), "1200", "Al Ghadir,الغدير"),
        geonames_line("4", "Old Quarter", "P", "PPLX", "36.21", "37.21", ("09", "0901")),
        geonames_line("5", "Clear River", "H", "STM", "36.3", "37.3", ("09",)),
        geonames_line("6", "Nameless Hill", "T", "HLL", "36.4", "37.4", ("09",)),
        "a line cut sho",
    ]
    arabic = [
        ("1", "ar", "محافظة الشمال", ""),
        ("2", "ar", "منطقة النهرين", ""),
        ("3", "ar", "غدير الوادي", "1"),
        ("3", "en", "Ghadeer", ""),
    ]
    arabic += [("4", "ar", "الحي القديم", ""), ("5", "ar", "نهر الصافي", ""), ("6", "fr", "Colline", "")]
    (tmp_path / "SY.txt").write_text("\n".join(dump) + "\n", encoding="utf-8")
    lines = [
        f"{n}\t{place}\t{language}\t{name}\t{best}\t\t\t\t\t"
        for n, (place, language, name, best) in enumerate(arabic, 1)
    ]
    (tmp_path / "alternateNamesV2.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path / "SY.txt"


def test_a_geonames_dump_says_what_its_places_lie_in(geonames: Path) -> None:
    found, bad = rows(geonames)
    assert guess(geonames) == "geonames"
    assert (found["gn:3"].names, found["gn:3"].admin, found["gn:3"].population) == (
        ("غدير الوادي", "الغدير"),
        ("محافظة الشمال", "منطقة النهرين"),
        1200,
    )
    assert (found["gn:1"].admin, found["gn:2"].admin) == ((), ("محافظة الشمال",))
    assert [found[f"gn:{n}"].type for n in "12345"] == ["governorate", "district", "town", "quarter", "line"]
    assert ("gn:6" in found, bad) == (False, ["SY.txt:7"])


def feature(number: int, name: str, kind: str, above: dict[str, int], **more: Any) -> dict[str, Any]:
    told = {
        "wof:id": number,
        "wof:name": f"No. {number}",
        "wof:placetype": kind,
        "wof:country": "SY",
        "geom:latitude": 36.0,
        "geom:longitude": 37.0,
    }
    names = {"name:ara_x_preferred": [name]} if name else {}
    return {"type": "Feature", "id": number, "properties": {**told, **names, "wof:hierarchy": [above], **more}}


FEATURES = [
    feature(10, "محافظة الشمال", "region", {"region_id": 10}),
    feature(20, "منطقة النهرين", "county", {"region_id": 10, "county_id": 20}),
    feature(
        30,
        "الغدير",
        "locality",
        {"region_id": 10, "county_id": 20, "locality_id": 30},
        **{"wof:concordances": {"gn:id": 3}, "lbl:latitude": 36.2, "lbl:longitude": 37.2},
    ),
    feature(40, "", "locality", {"region_id": 10}),
]


def one_collection(folder: Path) -> Path:
    (folder / "sy.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": FEATURES}, ensure_ascii=False), encoding="utf-8"
    )
    return folder / "sy.geojson"


def a_feature_a_line(folder: Path) -> Path:
    (folder / "sy.jsonl").write_text(
        "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in FEATURES) + "{broken\n", encoding="utf-8"
    )
    return folder / "sy.jsonl"


def a_file_a_feature(folder: Path) -> Path:
    for each in FEATURES:
        place = folder / "data" / str(each["id"])
        place.mkdir(parents=True)
        (place / f"{each['id']}.geojson").write_text(json.dumps(each, ensure_ascii=False), encoding="utf-8")
    return folder / "data"


@pytest.mark.parametrize(
    ("make", "bad"),
    [
        (one_collection, ["sy.geojson:4"]),
        (a_feature_a_line, ["sy.jsonl:4", "sy.jsonl:5"]),
        (a_file_a_feature, ["40.geojson:1"]),
    ],
)
def test_whos_on_first_says_what_its_places_lie_in(make, bad: list[str], tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = make(tmp_path)
    found, told = rows(path)
    assert guess(path) == "whosonfirst"
    assert (found["wof:30"].admin, found["wof:30"].ids) == (("محافظة الشمال", "منطقة النهرين"), ("wof:30", "gn:3"))
    assert (found["wof:30"].lat, found["wof:20"].admin, found["wof:10"].admin) == (36.2, ("محافظة الشمال",), ())
    assert told == bad


@pytest.mark.parametrize("content", ["[1, 2]", '{"features": "none"}', '{"type": "Feature"}', "null", "{"])
def test_geojson_without_a_place_names_the_file_and_breaks_nothing(content: str, tmp_path: Path) -> None:
    (tmp_path / "x.geojson").write_text(content, encoding="utf-8")
    found, bad = rows(tmp_path / "x.geojson")
    assert (found, bad[0][:10]) == ({}, "x.geojson:")


@pytest.mark.parametrize(
    "head",
    [
        "ADM0_PCODE,ADM1_AR,ADM1_PCODE,ADM2_EN,ADM2_AR,ADM2_PCODE,lat,lon",
        "admin0Pcode,admin1Name_ar,admin1Pcode,admin2Name_en,admin2Name_ar,admin2Pcode,latitude,longitude",
        "adm0_pcode;adm1_name1;adm1_pcode;adm2_name;adm2_name1;adm2_pcode;center_lat;center_lon",
        "ADM0_PCODE\tADM1_AR\tADM1_PCODE\tADM2_EN\tADM2_AR\tADM2_PCODE\tY\tX",
    ],
)
def test_cod_ab_tables_of_all_years(head: str, tmp_path: Path) -> None:
    separator = next(each for each in "\t;," if each in head)
    lines = [
        head,
        separator.join(["SY", "الشمال", "SY09", "Ghadir", "الغدير", "SY0901", "36.2", "37.2"]),
        separator * 7,
    ]
    (tmp_path / "adm2.csv").write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    found, bad = rows(tmp_path / "adm2.csv")
    row = found["pcode:SY0901"]
    assert guess(tmp_path / "adm2.csv") == "cod-ab"
    assert (row.names, row.name_en, row.type, row.country, row.admin, row.lat, row.lon) == (
        ("الغدير",),
        "Ghadir",
        "district",
        "SY",
        ("الشمال",),
        36.2,
        37.2,
    )
    assert bad == ["adm2.csv:3"]


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    for title, lines in sheets.items():
        sheet = book.add_worksheet(title)
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
    book.close()
    return path


def test_a_cod_ab_workbook_is_read_sheet_by_sheet(tmp_path: Path) -> None:
    first = [
        ["ADM0_PCODE", "ADM1_EN", "ADM1_AR", "ADM1_PCODE"],
        ["#adm0+code", "#adm1+name", "#adm1+name+ar", "#adm1+code"],
        ["SD", "North", "الشمال", "SD01"],
    ]
    # The second level gives the first by its p-code alone, numbers are numbers, a line has no Arabic name, another is empty.
    second = [["admin1Pcode", "admin2Name_en", "admin2Name_ar", "admin2Pcode", "center_lat", "center_lon", "area"]]
    second += [
        ["SD01", "Ghadir", "الغدير", "SD01001", 15.25, 32, 7.5],
        ["SD01", "Nameless", None, "SD01002", 15, 32, 1],
        [],
        ["SD01", "Sahl", "السهل", "SD01003", 15.5, 32.5, 2],
    ]
    path = workbook(tmp_path / "sdn.xlsx", {"Read me": [["About this file"], ["OCHA"]], "ADM1": first, "ADM2": second})
    found, bad = rows(path)
    assert guess(path) == "cod-ab"
    assert {key: (row.names, row.type, row.country, row.admin, row.lat, row.lon) for key, row in found.items()} == {
        "pcode:SD01": (("الشمال",), "governorate", "SD", (), None, None),
        "pcode:SD01001": (("الغدير",), "district", "SD", ("الشمال",), 15.25, 32.0),
        "pcode:SD01003": (("السهل",), "district", "SD", ("الشمال",), 15.5, 32.5),
    }
    assert bad == ["sdn.xlsx:ADM2:3"]


def test_a_plain_table_may_be_a_workbook(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "own.xlsx",
        {"1": [["name_ar", "type", "country", "lat", "lon", "population"], ["الغدير", "town", "SY", 36.2, 37.2, 1200]]},
    )
    found, bad = rows(path)
    assert (guess(path), bad) == ("plain", [])
    assert [(row.names, row.lat, row.lon, row.population) for row in found.values()] == [
        (("الغدير",), 36.2, 37.2, 1200)
    ]


def test_a_workbook_that_breaks_off_changes_nothing(tmp_path: Path) -> None:
    lines = [["name_ar", "country", "lat", "lon"], *(["الغدير", "SY", 30 + n / 1000, 37.0] for n in range(2000))]
    path = workbook(tmp_path / "own.xlsx", {"1": lines})
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as held:
        at = held.getinfo("xl/worksheets/sheet1.xml").header_offset
    data[at + 3000 : at + 3400] = bytes(400)
    path.write_bytes(data)
    store = Store(tmp_path / "g.sqlite")
    with pytest.raises(UnknownFormat):
        store.add("own.xlsx", "plain", "x", read_gazetteer(path, "plain"), "2020-01-01")
    assert (store.count(), store.sources()) == (0, [])


@pytest.mark.parametrize("separator", ["\t", ",", ";"])
def test_a_plain_table_by_any_separator(separator: str, tmp_path: Path) -> None:
    lines = [
        ["id", "name_ar", "type", "country", "lat", "lon"],
        ["a:1", "الغدير", "bridge", "SY", "36.2", "37.2"],
        ["a:2", "السهل", "odd", "SY", "95", "37.2"],
    ]
    (tmp_path / "t.csv").write_text("\n".join(separator.join(line) for line in lines), encoding="utf-8")
    found, _ = rows(tmp_path / "t.csv")
    assert (found["a:1"].type, found["a:1"].lat) == ("facility", 36.2)
    assert (found["a:2"].type, found["a:2"].lat, found["a:2"].lon) == ("town", None, None)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a spreadsheet", "الغدير".encode("utf-16")])
def test_what_is_no_gazetteer_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    with pytest.raises(UnknownFormat):
        guess(tmp_path / "x.xlsx")


def test_a_file_of_which_nothing_can_be_read_takes_nothing_away(tmp_path: Path) -> None:
    store = Store(tmp_path / "g.sqlite")
    store.add(
        "one", "plain", "x", [Row(("a:1",), ("الغدير",), type="town", country="SY", lat=36.2, lon=37.2)], "2020-01-01"
    )
    done = store.add("one", "plain", "y", ["one:2"], "2020-01-02")
    assert (done.rows, done.bad, done.known) == (0, ("one:2",), False)
    assert [place.place_id for place in store.find(skeleton("الغدير"))] == ["a:1"]
