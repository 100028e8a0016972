"""The formats: each takes units and a path, writes one file, and says how many rows it has."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from tawthiq.export.dataset import Unit
from tawthiq.export.flat import COLUMNS, Cell, neutral, row
from tawthiq.export.profiles import Profile
from tawthiq.export.research import ACLED_BOOK, ACLED_COLUMNS, UCDP_BOOK, UCDP_COLUMNS, acled_row, in_ucdp, ucdp_row


class MissingExtra(RuntimeError):
    """A format needs a package that is an optional part of the installation."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A format: its file name's end, what it writes, its columns with their meaning, and which units it has rows for.

    Units are written as they come, one after the other; only Excel's rows are held until its file is closed.
    """

    suffix: str
    write: Callable[[Iterable[Unit], Path, Profile, int], None]
    columns: Mapping[str, str]
    holds: Callable[[Unit], bool] = lambda unit: True


def _rows(units: Iterable[Unit], profile: Profile) -> Iterator[dict[str, Cell]]:
    return (_row(unit, profile) for unit in units)


def _row(unit: Unit, profile: Profile) -> dict[str, Cell]:
    return row(unit, profile.victims, quotes=not profile.public)


def _table(
    path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Cell]], second: Sequence[str] | None = None
) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(columns)
        if second:
            writer.writerow(second)
        writer.writerows([neutral(each[name]) for name in columns] for each in rows)


def _csv(units: Iterable[Unit], path: Path, profile: Profile, made: int) -> None:
    _table(path, list(COLUMNS), _rows(units, profile))


def _hxl(units: Iterable[Unit], path: Path, profile: Profile, made: int) -> None:
    _table(path, list(COLUMNS), _rows(units, profile), [tag for _, tag in COLUMNS.values()])


def _ucdp(units: Iterable[Unit], path: Path, profile: Profile, made: int) -> None:
    _table(path, UCDP_COLUMNS, (ucdp_row(unit) for unit in units))


def _acled(units: Iterable[Unit], path: Path, profile: Profile, made: int) -> None:
    _table(path, ACLED_COLUMNS, (acled_row(unit, made) for unit in units))


def _jsonl(units: Iterable[Unit], path: Path, profile: Profile, made: int) -> None:
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(_record(unit, profile), ensure_ascii=False) + "\n" for unit in units)


def _record(unit: Unit, profile: Profile) -> dict[str, Any]:
    """All that is known of a unit; the full profile with the reports' texts, into which the spans point, and with the incident's
    claims, contradictions and reasons, in which speakers are named."""
    events = []
    for report, event in unit.told:
        told: dict[str, Any] = {
            "doc_id": report.doc_id,
            "outlet": report.outlet,
            "published": report.published.isoformat() if report.published else None,
        }
        told |= event.to_json()
        if profile.public:
            told = {name: value for name, value in told.items() if name not in ("evidence", "details", "damage")}
        else:
            told |= {"title": report.title, "text": report.text}
        events.append(told)
    incident = {"incident": unit.incident.to_json()} if unit.incident and not profile.public else {}
    return {**_row(unit, profile), "events": events, **incident}


def _geojson(units: Iterable[Unit], path: Path, profile: Profile, made: int) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.write('{"type": "FeatureCollection", "features": [')
        for number, each in enumerate(_rows(units, profile)):
            point = {"type": "Point", "coordinates": [each["lon"], each["lat"]]} if each["lat"] is not None else None
            feature = {"type": "Feature", "id": each["id"], "geometry": point, "properties": each}
            out.write((",\n" if number else "\n") + json.dumps(feature, ensure_ascii=False))
        out.write("\n]}\n")


def _xlsx(units: Iterable[Unit], path: Path, profile: Profile, made: int) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(
        path, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    ) as book:
        sheet = book.add_worksheet("events")
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, list(COLUMNS), bold)
        number = 0
        for number, each in enumerate(_rows(units, profile), 1):
            sheet.write_row(number, 0, [neutral(each[name]) for name in COLUMNS])
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(number, 1), len(COLUMNS) - 1)
        guide = book.add_worksheet("codebook")
        guide.write_row(0, 0, ["column", "meaning", "HXL"], bold)
        for number, (name, (meaning, tag)) in enumerate(COLUMNS.items(), 1):
            guide.write_row(number, 0, [name, meaning, tag])


# Rows of one group of a Parquet file: what is held at a time.
_GROUP = 5000
_FRACTIONS = frozenset(("lat", "lon", "radius_km", "confidence"))
_WHOLE = frozenset(name for name in COLUMNS if name.endswith(("_low", "_best", "_high", "_civilians", "_combatants"))) | {
    "reports", "independent_sources", "reviewed",
}  # fmt: skip


def _parquet(units: Iterable[Unit], path: Path, profile: Profile, made: int) -> None:
    """GeoParquet 1.1: the point as WKB in `geometry`, beside the columns of the table."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtra("parquet") from error
    types = {
        name: pa.float64() if name in _FRACTIONS else pa.int64() if name in _WHOLE else pa.string() for name in COLUMNS
    }
    geo = {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
    }
    schema = pa.schema([*types.items(), ("geometry", pa.binary())], metadata={"geo": json.dumps(geo)})
    rows = _rows(units, profile)
    with pq.ParquetWriter(path, schema) as writer:
        while some := list(islice(rows, _GROUP)):
            columns = [pa.array([each[name] for each in some], kind) for name, kind in types.items()]
            points = pa.array([_wkb(each["lon"], each["lat"]) for each in some], pa.binary())
            writer.write_table(pa.table([*columns, points], schema=schema))


def _wkb(lon: Cell, lat: Cell) -> bytes | None:
    import struct

    return struct.pack("<BIdd", 1, 1, float(lon), float(lat)) if lon is not None and lat is not None else None


def _sqlite(units: Iterable[Unit], path: Path, profile: Profile, made: int) -> None:
    """A file for Datasette: a table of units, one of values with their spans, a full-text index that it finds by itself, and the
    codebook."""
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    with db:
        names = ", ".join(f'"{name}"' for name in COLUMNS)
        marks = ", ".join("?" * len(COLUMNS))
        db.execute(f'CREATE TABLE events ({names}, PRIMARY KEY ("id"))')
        db.execute(
            'CREATE TABLE "values" (unit TEXT REFERENCES events(id), event_id TEXT, field TEXT, value TEXT, doc_id TEXT, span_start INTEGER, span_end INTEGER)'
        )
        for unit in units:
            db.execute(f"INSERT INTO events VALUES ({marks})", list(_row(unit, profile).values()))
            db.executemany('INSERT INTO "values" VALUES (?, ?, ?, ?, ?, ?, ?)', spans(unit))
        db.execute('CREATE TABLE columns ("column" TEXT PRIMARY KEY, meaning TEXT, hxl TEXT)')
        db.executemany(
            "INSERT INTO columns VALUES (?, ?, ?)", [(name, meaning, tag) for name, (meaning, tag) in COLUMNS.items()]
        )
        # Datasette looks for the name of the table in just this form.
        db.execute(
            'CREATE VIRTUAL TABLE events_fts USING fts5 (place, initiators, targets, sources, evidence, content="events")'
        )
        db.execute("INSERT INTO events_fts(events_fts) VALUES ('rebuild')")
        db.execute('CREATE INDEX values_by_unit ON "values" (unit)')
    db.close()


def spans(unit: Unit) -> list[tuple[str, str, str, str, str, int, int]]:
    """Every value of a unit with the words it rests on: field, value, report, and the span in the report's text."""
    out = []
    for report, event in unit.told:
        each: list[tuple[str, str, Any]] = [
            ("type", event.type.value, event.type.span),
            ("status", event.status.value, event.status.span),
        ]
        each += [("type_also", also.value, also.span) for also in event.type_also]
        each.append(("date", f"{event.date.start}/{event.date.end}", event.date.span))
        each += [("place", p.text, p.span) for p in event.places] + [(a.role, a.text, a.span) for a in event.actors]
        each += [(c.outcome, f"{c.group}: {c.low}/{c.best}/{c.high}", c.span) for c in event.casualties]
        each += [("victim", name, c.span) for c in event.casualties for name in c.names]
        each += [("weapon", w.kind, w.span) for w in event.weapons] + [
            ("source", s.text, s.span) for s in event.sources
        ]
        each += [("denied_by", s.text, s.span) for s in event.denied_by]
        context = (("agreement", event.agreement), ("operation", event.operation), ("damage", event.damage))
        each += [(name, value.value, value.span) for name, value in context if value is not None]
        out += [
            (unit.unit_id, event.event_id, field, value, report.doc_id, span.start, span.end)
            for field, value, span in each
        ]
    return out


_OWN = {name: meaning for name, (meaning, _) in COLUMNS.items()}
LAYOUTS: dict[str, Layout] = {
    "csv": Layout(".csv", _csv, _OWN),
    "hxl": Layout(".csv", _hxl, _OWN),
    "jsonl": Layout(".jsonl", _jsonl, _OWN),
    "geojson": Layout(".geojson", _geojson, _OWN),
    "xlsx": Layout(".xlsx", _xlsx, _OWN),
    "parquet": Layout(".parquet", _parquet, _OWN),
    "sqlite": Layout(".db", _sqlite, _OWN),
    "ucdp": Layout(".csv", _ucdp, UCDP_BOOK, in_ucdp),
    "acled": Layout(".csv", _acled, ACLED_BOOK),
}
