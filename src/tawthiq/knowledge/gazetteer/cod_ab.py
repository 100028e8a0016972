"""OCHA's common operational datasets of administrative boundaries: tables with p-codes and Arabic names of each level."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tawthiq.knowledge.gazetteer.cells import names, point
from tawthiq.knowledge.gazetteer.rows import Row
from tawthiq.knowledge.gazetteer.sheets import lines_of

# «ADM2_PCODE» as in most tables, «admin2Pcode» in the older, «adm2_pcode» in those of 2024 and later.
PCODE = re.compile(r"^adm(?:in)?\d_?pcode$", re.IGNORECASE)
_PLAIN = re.compile(r"[^a-z0-9]")
_KINDS = ("country", "governorate", "district", "subdistrict", "town")
_LATITUDES, _LONGITUDES = (
    ("lat", "latitude", "centerlat", "y", "pointy"),
    ("lon", "longitude", "centerlon", "x", "pointx"),
)


def read(path: Path, country: str) -> Iterator[Row | str]:
    """The deepest level of each line is its place, the levels above are what it lies in. A line without one is named.

    Of a workbook all sheets with p-codes are read; a line of HXL tags under the head is no place. A level above that a
    line gives by its p-code alone has the name that an earlier line or sheet gave it.
    """
    known: dict[str, str] = {}
    for line in lines_of(path):
        cell = {_column(name): value for name, value in line.cells.items()}
        if not any(PCODE.match(name) for name in line.cells) or any(
            value.startswith("#adm") for value in cell.values()
        ):
            continue
        yield _row(cell, known, country) or line.where


def _column(name: str) -> str:
    return _PLAIN.sub("", name.lower()).replace("admin", "adm")


def _row(cell: Mapping[str, str], known: dict[str, str], country: str) -> Row | None:
    levels = [n for n in range(5) if cell.get(f"adm{n}pcode")]
    if not levels or not (found := _arabic(cell, levels[-1])):
        return None
    deepest = levels[-1]
    code = cell[f"adm{deepest}pcode"]
    known[code] = found[0]
    lat, lon = point(_first(cell, _LATITUDES), _first(cell, _LONGITUDES))
    above = [next(iter(_arabic(cell, n)), known.get(cell[f"adm{n}pcode"], "")) for n in levels[:-1] if n]
    english = next(
        (cell[k] for k in (f"adm{deepest}en", f"adm{deepest}nameen", f"adm{deepest}name") if cell.get(k)), ""
    )
    where = cell.get("adm0pcode", "")[:2] or country or code[:2]
    return Row((f"pcode:{code}",), found, english, _KINDS[deepest], where, tuple(filter(None, above)), lat, lon)


def _arabic(cell: Mapping[str, str], level: int) -> tuple[str, ...]:
    """The Arabic names of a level, whatever their column is called: ADM1_AR, admin1Name_ar, adm1_name1."""
    return names(
        "|".join(
            value for column, value in cell.items() if column.startswith(f"adm{level}") and not column.endswith("pcode")
        )
    )


def _first(cell: Mapping[str, str], columns: tuple[str, ...]) -> str:
    return next((cell[c] for c in columns if cell.get(c)), "")
