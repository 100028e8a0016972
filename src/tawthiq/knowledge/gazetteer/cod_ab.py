"""OCHA's common operational datasets of administrative boundaries: tables with p-codes and Arabic names of each level."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tawthiq.knowledge.gazetteer.cells import names, point
from tawthiq.knowledge.gazetteer.rows import Row

# «ADM2_PCODE» as in most tables, «admin2Pcode» in the older, «adm2_pcode» in those of 2024 and later.
PCODE = re.compile(r"^adm(?:in)?\d_?pcode$", re.IGNORECASE)
_PLAIN = re.compile(r"[^a-z0-9]")
_KINDS = ("country", "governorate", "district", "subdistrict", "town")
_LATITUDES, _LONGITUDES = (
    ("lat", "latitude", "centerlat", "y", "pointy"),
    ("lon", "longitude", "centerlon", "x", "pointx"),
)


def read(path: Path, country: str) -> Iterator[Row | str]:
    """The deepest level of each line is its place, the levels above are what it lies in. A line without one is named."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        head = lines.readline()
        lines.seek(0)
        separator = max("\t;,", key=head.count)
        for line_number, raw in enumerate(csv.DictReader(lines, delimiter=separator), 2):
            cell = {_column(k): v or "" for k, v in raw.items() if isinstance(k, str) and not isinstance(v, list)}
            yield _row(cell, country) or f"{path.name}:{line_number}"


def _column(name: str) -> str:
    return _PLAIN.sub("", name.lower()).replace("admin", "adm")


def _row(cell: Mapping[str, str], country: str) -> Row | None:
    levels = [(n, found) for n in range(5) if cell.get(f"adm{n}pcode") and (found := _arabic(cell, n))]
    if not levels:
        return None
    deepest, found = levels[-1]
    code = cell[f"adm{deepest}pcode"]
    lat, lon = point(_first(cell, _LATITUDES), _first(cell, _LONGITUDES))
    admin = tuple(above[0] for n, above in levels[:-1] if n)
    english = next(
        (cell[k] for k in (f"adm{deepest}en", f"adm{deepest}nameen", f"adm{deepest}name") if cell.get(k)), ""
    )
    return Row(
        (f"pcode:{code}",),
        found,
        english,
        _KINDS[deepest],
        cell.get("adm0pcode", "")[:2] or country or code[:2],
        admin,
        lat,
        lon,
    )


def _arabic(cell: Mapping[str, str], level: int) -> tuple[str, ...]:
    """The Arabic names of a level, whatever their column is called: ADM1_AR, admin1Name_ar, adm1_name1."""
    return names(
        "|".join(
            value for column, value in cell.items() if column.startswith(f"adm{level}") and not column.endswith("pcode")
        )
    )


def _first(cell: Mapping[str, str], columns: tuple[str, ...]) -> str:
    return next((cell[c] for c in columns if cell.get(c)), "")
