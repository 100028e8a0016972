"""The formats: each takes units and a path, writes one file, and says how many rows it has."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tawthiq.export.dataset import Unit
from tawthiq.export.flat import COLUMNS, Cell, neutral, row
from tawthiq.export.profiles import Profile
from tawthiq.export.research import ACLED_COLUMNS, UCDP_COLUMNS, acled_row, in_ucdp, ucdp_row


class MissingExtra(RuntimeError):
    """A format needs a package that is an optional part of the installation."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A format: its file name's end, what it writes, its columns with their meaning, and which units it has rows for."""

    suffix: str
    write: Callable[[Sequence[Unit], Path, Profile, int], None]
    columns: Mapping[str, str]
    holds: Callable[[Unit], bool] = lambda unit: True


def _rows(units: Iterable[Unit], profile: Profile) -> list[dict[str, Cell]]:
    return [row(unit, profile.victims, quotes=not profile.public) for unit in units]


def _table(
    path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Cell]], second: Sequence[str] | None = None
) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(columns)
        if second:
            writer.writerow(second)
        writer.writerows([neutral(each[name]) for name in columns] for each in rows)


def _csv(units: Sequence[Unit], path: Path, profile: Profile, made: int) -> None:
    _table(path, list(COLUMNS), _rows(units, profile))


def _hxl(units: Sequence[Unit], path: Path, profile: Profile, made: int) -> None:
    _table(path, list(COLUMNS), _rows(units, profile), [tag for _, tag in COLUMNS.values()])


def _ucdp(units: Sequence[Unit], path: Path, profile: Profile, made: int) -> None:
    _table(path, UCDP_COLUMNS, (ucdp_row(unit) for unit in units))


def _acled(units: Sequence[Unit], path: Path, profile: Profile, made: int) -> None:
    _table(path, ACLED_COLUMNS, (acled_row(unit, made) for unit in units))


def _jsonl(units: Sequence[Unit], path: Path, profile: Profile, made: int) -> None:
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(_record(unit, profile), ensure_ascii=False) + "\n" for unit in units)


def _record(unit: Unit, profile: Profile) -> dict[str, Any]:
    """All that is known of a unit; the full profile with the reports' texts, into which the spans point."""
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
            told["text"] = report.text
        events.append(told)
    flat = row(unit, profile.victims, quotes=not profile.public)
    return {**flat, "events": events}


def _geojson(units: Sequence[Unit], path: Path, profile: Profile, made: int) -> None:
    features = []
    for each in _rows(units, profile):
        point = {"type": "Point", "coordinates": [each["lon"], each["lat"]]} if each["lat"] is not None else None
        features.append({"type": "Feature", "id": each["id"], "geometry": point, "properties": each})
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False), encoding="utf-8"
    )


def _xlsx(units: Sequence[Unit], path: Path, profile: Profile, made: int) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(
        path, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    ) as book:
        sheet = book.add_worksheet("events")
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, list(COLUMNS), bold)
        for number, each in enumerate(_rows(units, profile), 1):
            sheet.write_row(number, 0, [neutral(each[name]) for name in COLUMNS])
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(units), 1), len(COLUMNS) - 1)
        guide = book.add_worksheet("codebook")
        guide.write_row(0, 0, ["column", "meaning", "HXL"], bold)
        for number, (name, (meaning, tag)) in enumerate(COLUMNS.items(), 1):
            guide.write_row(number, 0, [name, meaning, tag])


def _parquet(units: Sequence[Unit], path: Path, profile: Profile, made: int) -> None:
    """GeoParquet 1.1: the point as WKB in `geometry`, beside the columns of the table."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtra("parquet") from error
    rows = _rows(units, profile)
    numbers = {"lat", "lon", "radius_km", "confidence"}
    whole = {name for name in COLUMNS if name.endswith(("_low", "_best", "_high", "_civilians", "_combatants"))} | {
        "reports",
        "independent_sources",
        "reviewed",
    }
    arrays = {
        name: pa.array(
            [each[name] for each in rows],
            pa.float64() if name in numbers else pa.int64() if name in whole else pa.string(),
        )
        for name in COLUMNS
    }
    arrays["geometry"] = pa.array([_wkb(each["lon"], each["lat"]) for each in rows], pa.binary())
    geo = {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
    }
    table = pa.table(arrays).replace_schema_metadata({"geo": json.dumps(geo)})
    pq.write_table(table, path)


def _wkb(lon: Cell, lat: Cell) -> bytes | None:
    import struct

    return struct.pack("<BIdd", 1, 1, float(lon), float(lat)) if lon is not None and lat is not None else None


def _sqlite(units: Sequence[Unit], path: Path, profile: Profile, made: int) -> None:
    """A file for Datasette: a table of units, one of values with their spans, a full-text index, and the codebook."""
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    with db:
        names = ", ".join(f'"{name}"' for name in COLUMNS)
        db.execute(f'CREATE TABLE events ({names}, PRIMARY KEY ("id"))')
        db.executemany(
            f"INSERT INTO events VALUES ({', '.join('?' * len(COLUMNS))})",
            [[each[n] for n in COLUMNS] for each in _rows(units, profile)],
        )
        db.execute(
            'CREATE TABLE "values" (unit TEXT REFERENCES events(id), event_id TEXT, field TEXT, value TEXT, doc_id TEXT, span_start INTEGER, span_end INTEGER)'
        )
        db.executemany('INSERT INTO "values" VALUES (?, ?, ?, ?, ?, ?, ?)', [v for unit in units for v in spans(unit)])
        db.execute('CREATE TABLE columns ("column" TEXT PRIMARY KEY, meaning TEXT, hxl TEXT)')
        db.executemany(
            "INSERT INTO columns VALUES (?, ?, ?)", [(name, meaning, tag) for name, (meaning, tag) in COLUMNS.items()]
        )
        db.execute(
            'CREATE VIRTUAL TABLE events_fts USING fts5 ("id" UNINDEXED, place, initiators, targets, sources, evidence)'
        )
        db.execute('INSERT INTO events_fts SELECT "id", place, initiators, targets, sources, evidence FROM events')
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
        each.append(("date", f"{event.date.start}/{event.date.end}", event.date.span))
        each += [("place", p.text, p.span) for p in event.places] + [(a.role, a.text, a.span) for a in event.actors]
        each += [(c.outcome, f"{c.group}: {c.low}/{c.best}/{c.high}", c.span) for c in event.casualties]
        each += [("weapon", w.kind, w.span) for w in event.weapons] + [
            ("source", s.text, s.span) for s in event.sources
        ]
        context = (("agreement", event.agreement), ("operation", event.operation), ("damage", event.damage))
        each += [(name, value.value, value.span) for name, value in context if value is not None]
        out += [
            (unit.unit_id, event.event_id, field, value, report.doc_id, span.start, span.end)
            for field, value, span in each
        ]
    return out


_OWN = {name: meaning for name, (meaning, _) in COLUMNS.items()}
_SEE = "see docs/exports.md"
LAYOUTS: dict[str, Layout] = {
    "csv": Layout(".csv", _csv, _OWN),
    "hxl": Layout(".csv", _hxl, _OWN),
    "jsonl": Layout(".jsonl", _jsonl, _OWN),
    "geojson": Layout(".geojson", _geojson, _OWN),
    "xlsx": Layout(".xlsx", _xlsx, _OWN),
    "parquet": Layout(".parquet", _parquet, _OWN),
    "sqlite": Layout(".db", _sqlite, _OWN),
    "ucdp": Layout(".csv", _ucdp, dict.fromkeys(UCDP_COLUMNS, _SEE), in_ucdp),
    "acled": Layout(".csv", _acled, dict.fromkeys(ACLED_COLUMNS, _SEE)),
}
