"""The user's gazetteer: one SQLite file, built by imports, looked up by the skeleton of a name."""

from __future__ import annotations

import hashlib
import math
import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from tawthiq.arabic.letters import fold_word
from tawthiq.knowledge.gazetteer.rows import GazetteerPlace, Row, known_type
from tawthiq.knowledge.gazetteer.spelling import GOVERNED_FORMS, keys_of, skeleton
from tawthiq.knowledge.tables import read_table

# Rows of one name nearer than this are one place, told by several sources.
SAME_PLACE_KM = 3.0
# The bundled points are good to some kilometres: a town of that name so near is the imported one.
_ROUGH_KM = 30.0
# Two sources may put the middle of one governorate so far apart.
_WIDE_KM = 150.0
_SETTLEMENTS = frozenset(("city", "town", "village"))
_EARTH_KM = 6371.0
_DEGREE = math.pi / 180
# How names are keyed. A file imported under another keying is imported anew when it is added again.
_KEYS = 3
_SCHEMA = """
CREATE TABLE IF NOT EXISTS sources (
    name TEXT PRIMARY KEY, format TEXT NOT NULL, sha256 TEXT NOT NULL, rows INTEGER NOT NULL, added TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS places (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, name_en TEXT NOT NULL, type TEXT NOT NULL, country TEXT NOT NULL,
    admin TEXT NOT NULL, lat REAL, lon REAL, population INTEGER);
CREATE TABLE IF NOT EXISTS ids (
    place INTEGER NOT NULL REFERENCES places ON DELETE CASCADE, source TEXT NOT NULL REFERENCES sources ON DELETE CASCADE,
    source_id TEXT NOT NULL, PRIMARY KEY (place, source, source_id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ids_by_source ON ids (source);
CREATE TABLE IF NOT EXISTS names (
    key TEXT NOT NULL, place INTEGER NOT NULL REFERENCES places ON DELETE CASCADE, weak INTEGER NOT NULL,
    PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS names_by_place ON names (place);
"""
# Version 0 kept one place for an id; quarters that a source gives their town's id lost theirs.
_VERSION = 1
_FROM_0 = """
ALTER TABLE ids RENAME TO old_ids;
DROP INDEX IF EXISTS ids_by_place;
CREATE TABLE ids (
    place INTEGER NOT NULL REFERENCES places ON DELETE CASCADE, source TEXT NOT NULL REFERENCES sources ON DELETE CASCADE,
    source_id TEXT NOT NULL, PRIMARY KEY (place, source, source_id)) WITHOUT ROWID;
INSERT INTO ids SELECT place, source, source_id FROM old_ids;
DROP TABLE old_ids;
"""


@dataclass(frozen=True, slots=True)
class Added:
    """What an import did: rows read, places new, rows merged into places known, lines that could not be read."""

    rows: int
    new: int
    merged: int
    bad: tuple[str, ...]
    known: bool = False


class _Nothing(Exception):
    """An import of which not one row could be read: its transaction is rolled back."""


def default_path() -> Path:
    """Where the store lies: under TAWTHIQ_HOME, else in the platform's folder for data."""
    home = os.environ.get("TAWTHIQ_HOME")
    if home:
        return Path(home) / "gazetteer.sqlite"
    from platformdirs import user_data_path

    return user_data_path("tawthiq", appauthor=False) / "gazetteer.sqlite"


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees."""
    lat1, lat2 = a[0] * _DEGREE, b[0] * _DEGREE
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((b[1] - a[1]) * _DEGREE / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


class Store:
    """The file of imported places. Every import is one transaction: it is there whole, or not at all."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA foreign_keys = ON")
        self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        old = self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'ids'").fetchone()
        if old and self._db.execute("PRAGMA user_version").fetchone()[0] < _VERSION:
            self._db.executescript(f"BEGIN IMMEDIATE; {_FROM_0} PRAGMA user_version = {_VERSION}; COMMIT;")
        self._db.executescript(f"{_SCHEMA} PRAGMA user_version = {_VERSION};")

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def add(
        self,
        name: str,
        layout: str,
        digest: str,
        rows: Iterable[Row | str],
        added: str,
        tick: Callable[[int], None] = lambda n: None,
    ) -> Added:
        """Imports rows under a source's name; the same content again changes nothing, other content replaces it.

        Where not one row can be read nothing changes either: what the source gave before stays.
        """
        digest = f"{_KEYS}:{digest}"
        before = self._db.execute("SELECT sha256 FROM sources WHERE name = ?", (name,)).fetchone()
        if before is not None and before[0] == digest:
            return Added(0, 0, 0, (), known=True)
        bad: list[str] = []
        read = new = merged = 0
        with suppress(_Nothing), self._transaction():
            self._forget(name)
            self._db.execute("INSERT INTO sources VALUES (?, ?, ?, 0, ?)", (name, layout, digest, added))
            for row in rows:
                if isinstance(row, str):
                    bad.append(row)
                    continue
                read += 1
                fresh = self._insert(name, row)
                new, merged = new + fresh, merged + (not fresh)
                tick(read)
            if not read:
                raise _Nothing
            self._db.execute("UPDATE sources SET rows = ? WHERE name = ?", (read, name))
        return Added(read, new, merged, tuple(bad))

    def _insert(self, source: str, row: Row) -> bool:
        keys = keys_of(row.names)
        place = self._same({key for key, weak in keys.items() if not weak}, row)
        if fresh := place is None:
            values = (
                row.names[0],
                row.name_en,
                row.type,
                row.country,
                "|".join(row.admin),
                row.lat,
                row.lon,
                row.population,
            )
            place = self._db.execute(
                "INSERT INTO places (name, name_en, type, country, admin, lat, lon, population) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            ).lastrowid
        else:
            self._db.execute(
                "UPDATE places SET population = coalesce(population, ?), admin = CASE WHEN admin = '' THEN ? ELSE admin END WHERE id = ?",
                (row.population, "|".join(row.admin), place),
            )
        self._db.executemany(
            "INSERT INTO names VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET weak = min(weak, excluded.weak)",
            [(key, place, weak) for key, weak in keys.items()],
        )
        self._db.executemany("INSERT OR IGNORE INTO ids VALUES (?, ?, ?)", [(place, source, each) for each in row.ids])
        return fresh

    def _same(self, keys: set[str], row: Row) -> int | None:
        """The place that a row tells again: one name, one country, the same point or nearly."""
        if row.lat is None or row.lon is None:
            return None
        marks = ",".join("?" * len(keys))
        found = self._db.execute(
            f"SELECT DISTINCT p.id, p.lat, p.lon FROM names n JOIN places p ON p.id = n.place WHERE n.key IN ({marks}) AND p.country = ? AND p.lat NOTNULL AND (p.type IN ('governorate', 'district', 'subdistrict')) = ?",
            (*keys, row.country, row.type in ("governorate", "district", "subdistrict")),
        )
        near = [(distance_km((row.lat, row.lon), (lat, lon)), place) for place, lat, lon in found]
        return min(near)[1] if near and min(near)[0] <= SAME_PLACE_KM else None

    def remove(self, name: str) -> bool:
        """Takes a source's rows out; places that no other source tells go with it. False where there is none such."""
        with self._transaction():
            return self._forget(name)

    def _forget(self, name: str) -> bool:
        gone = self._db.execute("DELETE FROM sources WHERE name = ?", (name,)).rowcount
        if gone:
            self._db.execute("DELETE FROM places WHERE id NOT IN (SELECT place FROM ids)")
        return bool(gone)

    def sources(self) -> list[tuple[str, str, int, str]]:
        """Name, format, rows and day of each import."""
        return self._db.execute("SELECT name, format, rows, added FROM sources ORDER BY name").fetchall()

    def count(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM places").fetchone()[0])

    def keys(self) -> frozenset[str]:
        """The skeletons of all names."""
        return frozenset([row[0] for row in self._db.execute("SELECT DISTINCT key FROM names")])

    def find(self, key: str) -> list[GazetteerPlace]:
        """The places with a name of that skeleton."""
        query = (
            "SELECT p.id, p.name, p.type, p.country, p.admin, p.lat, p.lon, p.population, "
            "(SELECT group_concat(source_id, '|') FROM ids WHERE place = p.id), n.weak FROM names n JOIN places p ON p.id = n.place WHERE n.key = ?"
        )
        return [_place(row) for row in self._db.execute(query, (key,))]


def _place(
    row: tuple[int, str, str, str, str, float | None, float | None, int | None, str | None, int],
) -> GazetteerPlace:
    number, name, kind, country, admin, lat, lon, population, ids, weak = row
    each = tuple((ids or "").split("|"))
    return GazetteerPlace(
        each[0] or f"place:{number}",
        name,
        kind,
        country,
        tuple(a for a in admin.split("|") if a),
        lat,
        lon,
        population,
        each,
        bool(weak),
    )


# Points of the bundled list that are good to some ten kilometres: from general knowledge, or of the town that a quarter lies in.
_ROUGH = frozenset(("own-rough", "own-town"))


class Gazetteer:
    """The bundled places and, where there is one, the user's store, looked up together."""

    def __init__(self, store: Store | None = None) -> None:
        self.store = store
        self._bundled: dict[str, list[GazetteerPlace]] = {}
        table = list(read_table("places.tsv"))
        # Folded at once, which is far quicker than name by name.
        folded = fold_word("\n".join([f"{cells[0]}|{cells[1]}" for cells in table])).split("\n")
        for number, (cells, names) in enumerate(zip(table, folded, strict=True)):
            place = _bundled(number, cells)
            # A name that is an everyday word stands with its head in the table («مديرية الحد»), and is found without it.
            written = [name for name in names.split("|") if name]
            keys = keys_of(written, GOVERNED_FORMS)
            if place.type in ("quarter", "facility") and place.admin:
                keys = dict.fromkeys(keys_of(_without_town(written, place.admin[0])), True) | keys
            for key, weak in keys.items():
                self._bundled.setdefault(key, []).append(replace(place, weak=weak) if weak else place)

    @cached_property
    def _stored(self) -> frozenset[str]:
        return self.store.keys() if self.store is not None else frozenset()

    def known(self, keys: frozenset[str]) -> list[str]:
        """Those of many skeletons that a place bears, in order. Reads all keys of the store once, in about 0.1 s."""
        return sorted((keys & self._stored) | (keys & self._bundled.keys()))

    def find(self, name: str) -> list[GazetteerPlace]:
        """All places of that name in any spelling, the same place of two layers once."""
        return self.find_key(skeleton(name))

    def find_key(self, key: str) -> list[GazetteerPlace]:
        """As `find`, by the skeleton of a name."""
        out = self.store.find(key) if self.store is not None and key else []
        for place in self._bundled.get(key, ()):
            same = next((k for k, other in enumerate(out) if _is_same(place, other)), None)
            if same is None:
                out.append(place)
            elif not out[same].known or out[same].weak > place.weak:
                out[same] = replace(out[same], known=True, weak=out[same].weak and place.weak)
        return out


def _is_same(a: GazetteerPlace, b: GazetteerPlace) -> bool:
    if a.country != b.country or a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    gap = distance_km((a.lat, a.lon), (b.lat, b.lon))
    if a.type == b.type == "governorate":
        return gap <= _WIDE_KM
    return gap <= _ROUGH_KM if {a.type, b.type} <= _SETTLEMENTS else gap <= 2 * SAME_PLACE_KM and a.type == b.type


def _without_town(names: Iterable[str], town: str) -> Iterator[str]:
    """«حي الثورة بإدلب» may be called «حي الثورة»: folded names without the town behind them."""
    for name in names:
        rest, _, last = name.rpartition(" ")
        if rest and last.startswith("ب") and skeleton(last[1:]) == skeleton(town):
            yield rest


_ROAD = re.compile("(?:ال)?طريق |أوت[و]?ستراد ")


def _bundled(number: int, cells: list[str]) -> GazetteerPlace:
    lat, lon = (float(cell) if cell else None for cell in cells[6:8])
    source, people = cells[8], cells[9]
    place_id = source if ":" in source else f"tawthiq:{number}"
    kind = "line" if cells[3] == "street" and _ROAD.match(cells[0]) else known_type(cells[3])
    return GazetteerPlace(
        place_id,
        cells[0],
        kind,
        cells[4],
        (cells[5],) if cells[5] else (),
        lat,
        lon,
        int(people) if people else None,
        (place_id,),
        known=True,
        rough=source in _ROUGH,
    )


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """The bundled places with the user's store beside them, if it exists; nothing is made."""
    found = path or default_path()
    return Gazetteer(Store(found) if found.exists() else None)


def digest_of(path: Path) -> str:
    """SHA-256 of a file, or of the names and content of all files of a folder."""
    total = hashlib.sha256()
    for file in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
        if path.is_dir():
            total.update(str(file.relative_to(path)).encode())
        total.update(file.read_bytes())
    return total.hexdigest()
