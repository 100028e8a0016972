"""The store of imported places: formats read from real files, merging, replacing, removing; names in any spelling."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawthiq.knowledge.gazetteer import Gazetteer, Row, Store, UnknownFormat, guess, read_gazetteer, skeleton
from tawthiq.knowledge.gazetteer.store import digest_of

HEAD = "id\tname_ar\tnames_ar\tname_en\ttype\tcountry\tadmin1_ar\tadmin2_ar\tadmin3_ar\tlat\tlon\tpopulation\tsource\n"


def plain(folder: Path, *rows: str) -> Path:
    path = folder / "places.tsv"
    path.write_text(HEAD + "".join(row.replace(";", "\t") + "\n" for row in rows), encoding="utf-8")
    return path


def geonames(folder: Path) -> Path:
    path = folder / "SY.txt"
    cells = [
        "17",
        "Ghadir",
        "Ghadir",
        "الغدير,Al Ghadir",
        "35.5",
        "36.5",
        "P",
        "PPL",
        "SY",
        "",
        "",
        "",
        "",
        "",
        "900",
        "",
        "",
        "",
        "",
    ]
    path.write_text("\t".join(cells) + "\n" + "broken line\n", encoding="utf-8")
    (folder / "alternateNamesV2.txt").write_text("1\t17\tar\tغدير الوادي\t\t\t\t\t\t\n", encoding="utf-8")
    return path


def whosonfirst(folder: Path) -> Path:
    told = {
        "wof:id": 5,
        "name:ara_x_preferred": ["الغدير"],
        "wof:placetype": "locality",
        "wof:country": "SY",
        "geom:latitude": 35.5,
        "geom:longitude": 36.5,
    }
    path = folder / "places.geojson"
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": [{"properties": told}, {"properties": {}}]}),
        encoding="utf-8",
    )
    return path


def cod_ab(folder: Path) -> Path:
    path = folder / "adm3.csv"
    path.write_text(
        "ADM0_PCODE,ADM0_AR,ADM1_PCODE,ADM1_AR,ADM2_PCODE,ADM2_AR,ADM2_EN,lat,lon\nSY,سوريا,SY07,إدلب,SY0702,الغدير,Ghadir,35.5,36.5\n,,,,,,,,\n",
        encoding="utf-8",
    )
    return path


def listed(folder: Path) -> Path:
    path = folder / "areas.tsv"
    path.write_text("North\tالشمال\tGhadir=الغدير;Sahl=السهل\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("make", "layout", "country"),
    [(geonames, "geonames", ""), (whosonfirst, "whosonfirst", ""), (cod_ab, "cod-ab", ""), (listed, "listed", "SD")],
)
def test_each_format_is_known_and_read(make, layout: str, country: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = make(tmp_path)
    assert guess(path) == layout
    rows = [row for row in read_gazetteer(path, None, country) if isinstance(row, Row)]
    row = next(row for row in rows if "الغدير" in row.names)
    assert row.country == (country or "SY")
    assert (row.lat, row.lon) == ((None, None) if layout == "listed" else (35.5, 36.5))


def test_alternate_names_of_geonames_are_names(tmp_path: Path) -> None:
    row = next(iter(read_gazetteer(geonames(tmp_path))))
    assert isinstance(row, Row)
    assert {"الغدير", "غدير الوادي"} <= set(row.names)
    assert row.population == 900


def test_a_line_without_a_place_is_named(tmp_path: Path) -> None:
    path = plain(tmp_path, "a:1;الغدير;;;town;SY;إدلب;;;35.5;36.5;;x", "a:2;;;No Arabic;town;SY;;;;35.5;36.5;;x")
    assert [row for row in read_gazetteer(path) if isinstance(row, str)] == ["places.tsv:3"]


def test_an_unknown_form_says_so(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("just a note", encoding="utf-8")
    with pytest.raises(UnknownFormat):
        guess(path)


def put(store: Store, path: Path, name: str = "one") -> tuple[int, int, bool]:
    done = store.add(name, guess(path), digest_of(path), read_gazetteer(path), "2020-01-01")
    return done.new, done.merged, done.known


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    store, path = Store(tmp_path / "g.sqlite"), plain(tmp_path, "a:1;الغدير;;;town;SY;إدلب;;;35.5;36.5;;x")
    assert put(store, path) == (1, 0, False)
    assert put(store, path) == (0, 0, True)
    assert store.count() == 1


def test_two_sources_of_one_place_are_one_place_with_both_ids(tmp_path: Path) -> None:
    store = Store(tmp_path / "g.sqlite")
    put(store, plain(tmp_path, "pcode:C1;الغدير;;;town;SY;إدلب;;;35.5;36.5;;x"))
    assert put(store, plain(tmp_path, "wof:7;غدير;;;locality;SY;;;;35.505;36.505;1200;x"), "two") == (0, 1, False)
    place = store.find(skeleton("الغدير"))[0]
    assert set(place.ids) == {"pcode:C1", "wof:7"}
    assert place.population == 1200


def test_places_of_one_name_far_apart_stay_two(tmp_path: Path) -> None:
    store = Store(tmp_path / "g.sqlite")
    put(store, plain(tmp_path, "a:1;الغدير;;;town;SY;إدلب;;;35.5;36.5;;x", "a:2;الغدير;;;town;SY;حمص;;;34.5;36.5;;x"))
    assert len(store.find(skeleton("الغدير"))) == 2


def test_changed_content_replaces_and_removing_takes_it_out(tmp_path: Path) -> None:
    store = Store(tmp_path / "g.sqlite")
    put(store, plain(tmp_path, "a:1;الغدير;;;town;SY;إدلب;;;35.5;36.5;;x"))
    put(store, plain(tmp_path, "a:2;السهل;;;town;SY;إدلب;;;35.5;36.5;;x"))
    assert store.find(skeleton("الغدير")) == []
    assert store.remove("one")
    assert store.count() == 0
    assert not store.remove("one")


def test_places_that_share_an_id_stay_when_another_source_goes(tmp_path: Path) -> None:
    store = Store(tmp_path / "g.sqlite")
    quarters = [
        Row(("pcode:1",), (name,), type="quarter", country="SY", lat=lat, lon=37.0)
        for name, lat in (("الغدير", 36.0), ("السهل", 36.1))
    ]
    store.add("one", "plain", "x", quarters, "2020-01-01")
    store.add(
        "two", "plain", "y", [Row(("b:1",), ("الوادي",), type="town", country="SY", lat=36.5, lon=37.0)], "2020-01-01"
    )
    store.remove("two")
    assert [[p.ids for p in store.find(skeleton(name))] for name in ("الغدير", "السهل", "الوادي")] == [
        [("pcode:1",)],
        [("pcode:1",)],
        [],
    ]


def test_a_store_of_the_first_version_keeps_its_places(tmp_path: Path) -> None:
    store = Store(tmp_path / "g.sqlite")
    store.add(
        "one", "plain", "x", [Row(("a:1",), ("الغدير",), type="town", country="SY", lat=36.5, lon=37.0)], "2020-01-01"
    )
    store.close()
    db = sqlite3.connect(tmp_path / "g.sqlite")
    db.executescript("""
        CREATE TABLE first (place INTEGER NOT NULL, source TEXT NOT NULL, source_id TEXT NOT NULL, PRIMARY KEY (source_id, source)) WITHOUT ROWID;
        INSERT INTO first SELECT * FROM ids; DROP TABLE ids; ALTER TABLE first RENAME TO ids;
        CREATE INDEX ids_by_place ON ids (place); PRAGMA user_version = 0;""")
    db.close()
    store = Store(tmp_path / "g.sqlite")
    quarters = [
        Row(("a:1",), (name,), type="quarter", country="SY", lat=35.0, lon=37.0) for name in ("السهل", "الوادي")
    ]
    store.add("two", "plain", "y", quarters, "2020-01-01")
    assert [[p.ids for p in store.find(skeleton(name))] for name in ("الغدير", "السهل", "الوادي")] == [[("a:1",)]] * 3


def test_an_import_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    store = Store(tmp_path / "g.sqlite")
    put(store, plain(tmp_path, "a:1;الغدير;;;town;SY;إدلب;;;35.5;36.5;;x"))

    def rows():  # type: ignore[no-untyped-def]
        yield Row(("b:1",), ("السهل",), type="town", country="SY", lat=35.0, lon=36.0)
        raise OSError("the disk is gone")

    with pytest.raises(OSError):
        store.add("one", "plain", "other", rows(), "2020-01-01")
    assert [p.name for p in store.find(skeleton("الغدير"))] == ["الغدير"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كفر نبل", "كفرنبل"),
        ("الحراك", "حراك"),
        ("سوريا", "سورية"),
        ("بُصرى الشام", "بصرة الشام"),
        ("أبو راسين", "ابو راسين"),
        ("البو راسين", "أبو راسين"),
        ("البوراسين", "أبو راسين"),
        ("تل_الذهب", "تل الذهب"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("written", "asked"), [("المعمورة_المهدوم", "المهدوم"), ("عبلة كبير", "عبلة"), ("جب ماضي", "ماضي")]
)
def test_parts_of_a_name_find_the_place(written: str, asked: str, tmp_path: Path) -> None:
    store = Store(tmp_path / "g.sqlite")
    put(store, plain(tmp_path, f"a:1;{written};;;town;SY;حلب;;;36.5;37.5;;x"))
    assert [p.name for p in Gazetteer(store).find(asked) if p.place_id == "a:1"] == [written]


names = st.lists(st.sampled_from("الغدير السهل تل عين كفر نبل الوادي أبو جسر".split()), min_size=1, max_size=3).map(
    " ".join
)
rows = st.lists(st.tuples(names, st.floats(30, 37), st.floats(35, 45)), min_size=1, max_size=8)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows)
def test_adding_twice_is_adding_once(tmp_path: Path, given_rows: list[tuple[str, float, float]]) -> None:
    store = Store(tmp_path / "g.sqlite")
    store.remove("one")
    made = [
        Row((f"a:{n}",), (name,), type="town", country="SY", lat=lat, lon=lon)
        for n, (name, lat, lon) in enumerate(given_rows)
    ]
    store.add("one", "plain", "first", made, "2020-01-01")
    once = (store.count(), [sorted(p.ids) for name, _, _ in given_rows for p in store.find(skeleton(name))])
    store.add("one", "plain", "second", made, "2020-01-01")
    assert (store.count(), [sorted(p.ids) for name, _, _ in given_rows for p in store.find(skeleton(name))]) == once
    store.close()
